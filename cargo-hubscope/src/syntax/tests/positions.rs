//! Ranges are those of the text, in bytes: what stands at a node's range lowers to the node again.

use super::SOURCES;
use crate::syntax::dump::Dump;
use crate::syntax::facts::*;
use crate::syntax::{FragmentKind, FragmentRoot, fragment, lower};

/// What a text lowers to when it stands where `before` and `after` leave a gap.
fn again(before: &str, text: &str, after: &str) -> FileFacts {
    let facts = lower(&format!("{before}{text}{after}"));
    assert_eq!(facts.errors, [], "{before}{text}{after}");
    facts
}

/// Checks every node of a file against the text at its range.
fn check(text: &str) {
    let facts = lower(text);
    assert_eq!(facts.errors, []);
    let dump = Dump(&facts);
    let at = |range: Range| &text[range.start as usize..range.end as usize];
    for (index, expr) in facts.exprs.iter().enumerate() {
        if matches!(expr.kind, ExprKind::Let { .. }) {
            continue;
        }
        let found = again("fn f() { let _ = ", at(expr.range), "; }");
        let ItemKind::Fn(f) = &found.item(found.top[0]).kind else { panic!() };
        let ExprKind::Block(block) = &found.expr(f.body.expect("a body")).kind else { panic!() };
        let StmtKind::Let { init: Some(init), .. } = block.stmts[0].kind else { panic!() };
        assert_eq!(Dump(&found).expr(init), dump.expr(ExprId(index as u32)), "{}", at(expr.range));
        if let ExprKind::MethodCall { method, method_range, .. } = &expr.kind {
            assert_eq!(at(*method_range).trim_start_matches("r#"), &**method);
        }
    }
    for (index, pat) in facts.pats.iter().enumerate() {
        if matches!(pat.kind, PatKind::Rest) {
            assert_eq!(at(pat.range), "..");
            continue;
        }
        let found = again("fn f() { match x { (", at(pat.range), ") => {} } }");
        let found_pat = PatId(found.pats.len() as u32 - 1);
        assert_eq!(Dump(&found).pat(found_pat), dump.pat(PatId(index as u32)), "{}", at(pat.range));
    }
    for (index, ty) in facts.types.iter().enumerate() {
        // The result of `Fn()` is written nowhere.
        if at(ty.range).starts_with('(') {
            continue;
        }
        let found = again("type A = ", at(ty.range), ";");
        let ItemKind::TypeAlias { ty: Some(found_ty), .. } = found.item(found.top[0]).kind else { panic!() };
        assert_eq!(Dump(&found).ty(found_ty), dump.ty(TyId(index as u32)), "{}", at(ty.range));
    }
    for id in &facts.top {
        let item = facts.item(*id);
        let found = again("", at(item.range), "");
        assert_eq!(Dump(&found).items(&found.top), dump.item(*id));
        if !item.name.is_empty() {
            assert_eq!(at(item.name_range).trim_start_matches("r#"), &*item.name);
        }
        for attr in &item.attrs {
            assert!(at(attr.range).starts_with("#[") && at(attr.range).ends_with(']'));
        }
    }
}

#[test]
fn every_node_stands_where_its_range_says() {
    SOURCES.iter().for_each(|text| check(text));
}

#[test]
fn also_in_files_with_wide_characters_crlf_and_a_byte_order_mark() {
    let text = "//! ä\nfn f() {\n    let é = \"ü\"; /* 😀 */ é.g(\"→\", |x| x + \"\u{e9}\");\n    format!(\"ß{}\", é.h())\n}\n";
    for text in [
        text.to_string(),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{text}"),
        format!("#!/usr/bin/env é\n---\nä = 1\n---\n{text}"),
    ] {
        let facts = lower(&text);
        check(&text);
        assert_eq!(Dump(&facts).items(&facts.top), Dump(&lower(&text)).items(&facts.top));
        let literals: Vec<&str> = facts
            .exprs
            .iter()
            .filter(|expr| matches!(expr.kind, ExprKind::Lit(_)))
            .map(|expr| &text[expr.range.start as usize..expr.range.end as usize])
            .collect();
        assert_eq!(literals, ["\"ü\"", "\"→\"", "\"\u{e9}\"", "\"ß{}\""]);
    }
}

#[test]
fn line_ends_do_not_change_what_a_file_is() {
    for text in SOURCES {
        let (unix, windows) = (lower(text), lower(&text.replace('\n', "\r\n")));
        assert_eq!(Dump(&unix).items(&unix.top), Dump(&windows).items(&windows.top));
    }
}

#[test]
fn a_file_as_tokens_lowers_to_the_same() {
    for text in SOURCES {
        let direct = lower(text);
        // Inner doc comments may not stand in a macro.
        let text = text.lines().filter(|line| !line.starts_with("//!")).collect::<Vec<_>>().join("\n");
        let facts = lower(&format!("m! {{ {text} }}"));
        let ItemKind::MacroCall(call) = &facts.item(facts.top[0]).kind else { panic!() };
        let found = fragment(&call.tokens, FragmentKind::Items, Range { start: 1, end: 2 }).expect("items");
        assert_eq!(found.facts.errors, []);
        let FragmentRoot::Items(ids) = found.root else { panic!() };
        assert_eq!(Dump(&found.facts).items(&ids), Dump(&direct).items(&direct.top));
    }
}

#[test]
fn parentheses_belong_to_what_is_around_them() {
    let text = "fn f() { let _ = ((a) + b).c(); }";
    let facts = lower(text);
    let slices: Vec<&str> =
        facts.exprs.iter().map(|expr| &text[expr.range.start as usize..expr.range.end as usize]).collect();
    assert_eq!(slices, ["a", "b", "(a) + b", "((a) + b).c()", "{ let _ = ((a) + b).c(); }"]);
}

#[test]
fn items_begin_with_their_attributes() {
    let text = "use a;\n/// Doc\n#[cfg(b)]\npub(crate) const fn f() {}\n";
    let facts = lower(text);
    let item = facts.item(facts.top[1]);
    assert_eq!(&text[item.range.start as usize..item.range.end as usize], text[7..].trim_end());
    assert_eq!(&text[item.name_range.start as usize..item.name_range.end as usize], "f");
}
