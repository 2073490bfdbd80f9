//! Pairs of a query: lists and structs of them, and what writes them behind a text.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::value::{Data, Piece, Request, Stage, Value, Wrap};
use super::outside::serialized;
use super::{derive, text};
use crate::syntax::facts::{Attr, ItemKind, Token};

/// Whether a text has a query already.
pub fn has_query(value: &Value) -> bool {
    value.alternatives().iter().any(|(_, value)| match value {
        Value::Text(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Lit(text, _) if text.contains('?'))),
        _ => false,
    })
}

/// A URL with pairs in its query. That something follows is known even where nothing of it is.
pub fn with_params(interp: &mut Interp<'_>, url: &Value, params: &Value) -> Value {
    let mark = if has_query(url) { "&" } else { "?" };
    let whole = with_pairs(interp, url, params, mark);
    if whole == *url && mark == "?" { text::concat(interp, &[whole, Value::text("?")]) } else { whole }
}

/// A URL with one pair more, or with a name alone.
pub fn with_pair(interp: &mut Interp<'_>, url: Value, name: Value, value: Option<Value>) -> Value {
    let mark = if has_query(&url) { "&" } else { "?" };
    let mut parts = vec![url, Value::text(mark), name];
    if let Some(value) = value {
        parts.extend([Value::text("="), value]);
    }
    text::concat(interp, &parts)
}

/// A text with pairs behind it, the first after a mark and the others after `&`.
pub fn with_pairs(interp: &mut Interp<'_>, before: &Value, pairs: &Value, mark: &'static str) -> Value {
    let given = interp.settled(pairs);
    let given = interp.opened_choice(&given);
    interp.each(&given, &mut |interp, given| {
        let mut parts = vec![before.clone()];
        let mut mark = mark;
        let open = !add(interp, &mut parts, &mut mark, given);
        if open && interp.keeps_queries() {
            parts.push(Value::text(mark));
            let hole = interp.hole();
            parts.push(hole);
        }
        text::concat(interp, &parts)
    })
}

/// Adds pairs to the parts of a text; `false` where there may be others too.
fn add(interp: &mut Interp<'_>, parts: &mut Vec<Value>, mark: &mut &'static str, pairs: &Value) -> bool {
    match pairs {
        Value::Data(data) => add_fields(interp, parts, mark, data).is_some(),
        Value::List(list) => {
            let mut all = !list.open;
            for pair in &list.elems {
                match interp.settled(pair) {
                    Value::Tuple(pair) if pair.len() == 2 => {
                        all &= push(interp, parts, mark, pair[0].clone(), &pair[1]);
                    }
                    _ => all = false,
                }
            }
            all
        }
        _ => false,
    }
}

/// The fields of a struct that serde writes as it is declared; `None` where it does not.
fn add_fields(interp: &mut Interp<'_>, parts: &mut Vec<Value>, mark: &mut &'static str, data: &Rc<Data>) -> Option<()> {
    let def = interp.program.adt(data.adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    let ItemKind::Struct { fields, .. } = &item.kind else { return None };
    if !derive::derives(&item.attrs, "Serialize") {
        return None;
    }
    let case = derive::value_of(&item.attrs, &["serde"], "rename_all");
    let mut all = true;
    for field in fields {
        if flagged(&field.attrs, &["skip", "skip_serializing"]) {
            continue;
        }
        let (_, value) = data.fields.iter().find(|(name, _)| *name == field.name)?;
        let value = interp.settled(value);
        if flagged(&field.attrs, &["flatten"]) {
            all &= add(interp, parts, mark, &value);
            continue;
        }
        let name = derive::value_of(&field.attrs, &["serde"], "rename")
            .or_else(|| case.as_deref().map(|case| derive::recased(&field.name, case)))
            .unwrap_or_else(|| field.name.trim_start_matches("r#").to_owned());
        let by_function = ["serialize_with", "with", "into"];
        let changed = by_function.iter().any(|key| derive::value_of(&field.attrs, &["serde"], key).is_some());
        let value = if changed { interp.hole() } else { value };
        all &= push(interp, parts, mark, Value::text(&name), &value);
    }
    all.then_some(())
}

/// Adds a pair; `false` where it may not be there, so that no pair can be told.
fn push(interp: &mut Interp<'_>, parts: &mut Vec<Value>, mark: &mut &'static str, name: Value, value: &Value) -> bool {
    let value = interp.settled(value);
    let value = match value {
        // What there is not is left out.
        Value::Nothing => return true,
        Value::Wrapped(Wrap::Some, inner) => interp.settled(&inner),
        Value::Alts(alts) if alts.iter().any(|(_, one)| matches!(one, Value::Nothing)) => return false,
        other => other,
    };
    let value = match &value {
        Value::Data(_) => match serialized(interp, "serde_plain", "to_string", &value) {
            Some(Value::Wrapped(_, text)) => (*text).clone(),
            _ => interp.hole(),
        },
        _ => interp.text_of(&value, Style::Display),
    };
    parts.extend([Value::text(mark), name, Value::text("="), value]);
    *mark = "&";
    true
}

/// Whether one of the words stands among serde's attributes of a field.
fn flagged(attrs: &[Attr], words: &[&str]) -> bool {
    let mut tokens = attrs.iter().filter(|attr| &*attr.path == "serde").flat_map(|attr| &attr.tokens);
    tokens.any(|token| matches!(token, Token::Ident(word, _) if words.contains(&&**word)))
}

/// `form_urlencoded::Serializer` with what its target holds.
pub fn serializer(target: Value) -> Value {
    Value::Request(Rc::new(Request {
        kind: "pairs",
        method: None,
        url: Some(target),
        page: None,
        at: crate::source::Span { source: crate::source::SourceId(0), start: 0, end: 0 },
        stage: Stage::Reported,
    }))
}

/// A method of such a serializer that is not its last.
pub fn append(interp: &mut Interp<'_>, serializer: &mut Request, name: &str, args: &[Value]) {
    let before = serializer.url.clone().unwrap_or_else(|| Value::text(""));
    let mark = if before == Value::text("") { "" } else { "&" };
    serializer.url = Some(match (name, args) {
        ("append_pair", [name, value]) => {
            text::concat(interp, &[before, Value::text(mark), name.clone(), Value::text("="), value.clone()])
        }
        ("append_key_only", [name]) => text::concat(interp, &[before, Value::text(mark), name.clone()]),
        ("extend_pairs", [pairs]) => with_pairs(interp, &before, pairs, mark),
        ("clear", []) => Value::text(""),
        _ => return,
    });
}
