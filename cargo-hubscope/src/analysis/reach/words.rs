//! Where the program has texts that hint at the vendor.

use rustc_hash::FxHashMap;

use crate::analysis::vendor::Vendor;
use crate::program::{Facts, ModId, Program, each_literal};
use crate::syntax::facts::{Attr, ExprKind, ItemKind, Lit};

/// Which parts of a program have a text that hints at the vendor.
pub(super) struct Hints {
    /// Whether any has.
    pub any: bool,
    /// By crate: whether its code has one.
    pub crates: Vec<bool>,
}

/// Looks through every literal: of code, of what macros are given and are defined with, of attributes on fields.
pub(super) fn hints(program: &Program, vendor: &dyn Vendor) -> Hints {
    let mut crates = vec![false; program.crates.len()];
    let mut seen: FxHashMap<u32, bool> = FxHashMap::default();
    let mut look = |module: ModId, facts: &Facts| {
        let krate = program.module(module).krate.0 as usize;
        if !crates[krate] {
            crates[krate] = *seen.entry(facts.id.0).or_insert_with(|| code_hints(facts, vendor));
        }
    };
    for (_, def) in program.functions() {
        look(def.module, &program.facts(def.facts));
    }
    for def in &program.consts {
        look(def.module, &program.facts(def.facts));
    }
    let any = crates.contains(&true) || macros_hint(program, vendor) || attributes_hint(program, vendor);
    Hints { any, crates }
}

/// Whether texts that stand one after the other hint at the vendor as the segments of a path, whatever each says by itself.
pub fn parts_hint(parts: &[&str], vendor: &dyn Vendor) -> bool {
    /// How many segments tell whose a path is.
    const TELLING: usize = 3;
    (0..parts.len()).any(|from| {
        let next = &parts[from..parts.len().min(from + TELLING)];
        let plain =
            next.iter().map(|part| part.trim_matches('/')).take_while(|part| !part.contains(char::is_whitespace));
        let path: Vec<&str> = plain.collect();
        path.len() > 1 && vendor.hint(&path.join("/"))
    })
}

fn code_hints(facts: &Facts, vendor: &dyn Vendor) -> bool {
    let parts: Vec<&str> = facts
        .data
        .exprs
        .iter()
        .filter_map(|expr| match &expr.kind {
            ExprKind::Lit(Lit::Str(text)) => Some(&**text),
            _ => None,
        })
        .collect();
    parts_hint(&parts, vendor) || literals_hint(facts, vendor)
}

fn literals_hint(facts: &Facts, vendor: &dyn Vendor) -> bool {
    facts.data.exprs.iter().any(|expr| match &expr.kind {
        ExprKind::Lit(Lit::Str(text)) => vendor.hint(text),
        ExprKind::Macro(call) => {
            let mut hint = false;
            each_literal(&call.tokens, &mut |text| hint |= vendor.hint(text));
            hint
        }
        _ => false,
    })
}

fn macros_hint(program: &Program, vendor: &dyn Vendor) -> bool {
    let mut hint = false;
    for def in program.macro_defs() {
        let facts = program.facts(def.facts);
        for rule in program.macro_rules(&facts, def.item) {
            each_literal(&rule.body, &mut |text| hint |= vendor.hint(text));
        }
    }
    hint
}

fn attributes_hint(program: &Program, vendor: &dyn Vendor) -> bool {
    let on_functions = program.functions().any(|(_, def)| {
        let facts = program.facts(def.facts);
        let mut hint = false;
        for attr in &facts.data.item(def.item).attrs {
            each_literal(&attr.tokens, &mut |text| hint |= vendor.hint(text));
        }
        hint
    });
    on_functions
        || program.adts().any(|(_, def)| {
            let facts = program.facts(def.facts);
            let mut hint = false;
            each_attr(&facts.data.item(def.item).kind, &mut |attr| {
                each_literal(&attr.tokens, &mut |text| hint |= vendor.hint(text));
            });
            hint
        })
}

/// Calls `visit` on the attributes of the fields and variants of a struct or an enum.
pub(super) fn each_attr(kind: &ItemKind, visit: &mut dyn FnMut(&Attr)) {
    match kind {
        ItemKind::Struct { fields, .. } => fields.iter().flat_map(|field| &field.attrs).for_each(visit),
        ItemKind::Enum { variants, .. } => {
            for variant in variants {
                variant.attrs.iter().for_each(&mut *visit);
                variant.fields.iter().flat_map(|field| &field.attrs).for_each(&mut *visit);
            }
        }
        _ => {}
    }
}
