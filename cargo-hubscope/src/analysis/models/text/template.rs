//! Text templates: putting them together, comparing and slicing them.

use std::rc::Rc;

use crate::analysis::interp::convert::{Style, hole_of};
use crate::analysis::interp::{Interp, MAX_ALTERNATIVES};
use crate::analysis::value::{Bounds, Cause, List, Origins, Piece, Type, Value, Wrap, known};

/// How many pieces a template may have.
pub(super) const MAX_PIECES: usize = 96;
/// The same where what is in a query matters too.
const MAX_QUERY_PIECES: usize = 1024;

/// The parts one after the other; each is made text first. Nothing grows after `?` but one text at a time.
pub fn concat(interp: &mut Interp<'_>, parts: &[Value]) -> Value {
    let mut whole = Value::text("");
    for part in parts {
        let part = interp.text_of(part, Style::Display);
        whole = interp.each(&whole.clone(), &mut |interp, left| {
            if !interp.keeps_queries() && in_query(left) && matches!(part, Value::Alts(_)) {
                // Alternatives of the query do not make other calls.
                return left.clone();
            }
            interp.each(&part, &mut |interp, right| append(interp, left, right))
        });
        if let Value::Alts(alts) = &whole
            && alts.len() >= MAX_ALTERNATIVES
        {
            return interp.bounded("alternatives");
        }
    }
    whole
}

fn append(interp: &mut Interp<'_>, left: &Value, right: &Value) -> Value {
    match (left, right) {
        (Value::Text(a), Value::Text(b)) => {
            if interp.keeps_queries() && a.len() + b.len() > MAX_QUERY_PIECES {
                let hole = interp.hole();
                let (Value::Text(a), Value::Text(hole)) = (left, &hole) else { return hole };
                let kept = a.len().min(MAX_QUERY_PIECES);
                return Value::Text(Rc::new(a[..kept].iter().chain(hole.iter()).cloned().collect()));
            }
            if !interp.keeps_queries() && a.len() + b.len() > MAX_PIECES {
                return if in_query(left) { left.clone() } else { interp.hole() };
            }
            Value::Text(Rc::new(a.iter().chain(b.iter()).cloned().collect()))
        }
        _ => interp.hole(),
    }
}

/// Whether a text has reached its query.
fn in_query(value: &Value) -> bool {
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Lit(text, _) if text.contains('?'))),
        _ => false,
    }
}

/// What a text that is written in a loop comes around as: the old text with anything after it, or anything.
pub fn widened(interp: &mut Interp<'_>, before: &Value, after: &Value) -> Value {
    interp.each2(&before.clone(), &after.clone(), &mut |interp, before, after| match (before, after) {
        (Value::Text(old), Value::Text(new)) if new.len() > old.len() && new.starts_with(old) => {
            if in_query(before) && !interp.keeps_queries() {
                return before.clone();
            }
            let cause = if may_bring_segments(interp, &new[old.len()..]) { Cause::Many } else { Cause::Opaque };
            let hole = match interp.unknown(Type::Text, cause) {
                Value::Unknown(unknown) => hole_of(&unknown),
                other => other,
            };
            append(interp, before, &hole)
        }
        _ => after.clone(),
    })
}

/// Whether what a text grows by in a loop can begin a new segment: it holds a slash, or nothing of it is known. What is put
/// together of escapes (`%2F`), or in a function that is named for encoding, stays one segment.
fn may_bring_segments(interp: &mut Interp<'_>, growth: &[Piece]) -> bool {
    let mut texts = growth.iter().filter_map(|piece| match piece {
        Piece::Lit(text, _) => Some(text),
        Piece::Hole(..) => None,
    });
    if texts.clone().any(|text| text.contains('/')) {
        return true;
    }
    if texts.next().is_some() {
        return false;
    }
    let label = interp.label().to_lowercase();
    let name = label.rsplit("::").next().unwrap_or(&label);
    let encodes = ["encod", "escap", "quote", "slug", "sanitiz"].iter().any(|word| name.contains(word));
    !encodes || name.contains("path")
}

/// Whether a text is another one with more behind it.
pub fn has_grown(before: &Value, after: &Value) -> bool {
    matches!((before, after), (Value::Text(old), Value::Text(new)) if new.len() > old.len() && new.starts_with(old))
}

/// `text[from..to]` with known ends.
pub fn sliced(interp: &mut Interp<'_>, value: &Value, bounds: &Bounds) -> Value {
    match value {
        Value::Text(pieces) => match known(pieces) {
            Some(text) => match bounds.within(text.len()).and_then(|range| text.get(range)) {
                Some(part) => lit(part, origins_of(pieces)),
                None => interp.hole(),
            },
            None => sliced_template(interp, pieces, bounds),
        },
        Value::List(list) => {
            // Beyond the known end of an open list there may be anything.
            let end = bounds.end.and_then(|end| usize::try_from(end).ok());
            let from = usize::try_from(bounds.start).unwrap_or(0).min(list.elems.len());
            let to = end.unwrap_or(list.elems.len()).clamp(from, list.elems.len());
            let open = list.open && end.is_none_or(|end| end > list.elems.len());
            Value::List(Rc::new(List { elems: list.elems[from..to].to_vec(), open, map: list.map }))
        }
        _ => interp.unknown(Type::Text, Cause::Opaque),
    }
}

/// A part of a text that begins with known characters and is not known as a whole.
fn sliced_template(interp: &mut Interp<'_>, pieces: &[Piece], bounds: &Bounds) -> Value {
    let Some(Piece::Lit(first, origins)) = pieces.first() else { return interp.hole() };
    let from = usize::try_from(bounds.start).ok();
    match bounds.end {
        // The first characters can still be cut off.
        None => match from.and_then(|from| first.get(from..)) {
            Some(tail) => {
                let mut rest = pieces[1..].to_vec();
                if !tail.is_empty() {
                    rest.insert(0, Piece::Lit(tail.into(), origins.clone()));
                }
                Value::Text(Rc::new(rest))
            }
            None => interp.hole(),
        },
        Some(_) => match bounds.within(first.len()).and_then(|range| first.get(range)) {
            Some(part) => lit(part, origins.clone()),
            None => interp.hole(),
        },
    }
}

/// All origins of pieces.
pub(super) fn origins_of(pieces: &[Piece]) -> Origins {
    let mut all = crate::analysis::value::nowhere();
    for piece in pieces {
        let (Piece::Lit(_, origins) | Piece::Hole(_, origins)) = piece;
        all = crate::analysis::value::both(&all, origins);
    }
    all
}

pub(super) fn lit(text: &str, origins: Origins) -> Value {
    Value::Text(Rc::new(if text.is_empty() { vec![] } else { vec![Piece::Lit(text.into(), origins)] }))
}

/// Why a text is not known.
pub fn cause_of(value: &Value) -> Cause {
    match value {
        Value::Text(pieces) => pieces
            .iter()
            .find_map(|piece| match piece {
                Piece::Hole(unknown, _) => Some(unknown.cause),
                Piece::Lit(..) => None,
            })
            .unwrap_or(Cause::Opaque),
        Value::Unknown(unknown) => unknown.cause,
        _ => Cause::Opaque,
    }
}

/// The elements of a list as one text with a separator.
pub fn joined(interp: &mut Interp<'_>, list: &Value, separator: &Value) -> Value {
    interp.each(&list.clone(), &mut |interp, list| match list {
        Value::List(list) if !list.open && list.elems.len() <= MAX_PIECES => {
            let mut parts = Vec::with_capacity(list.elems.len() * 2);
            for (index, elem) in list.elems.iter().enumerate() {
                if index > 0 {
                    parts.push(separator.clone());
                }
                parts.push(elem.clone());
            }
            concat(interp, &parts)
        }
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => interp.text_of(&inner.clone(), Style::Display),
        Value::Nothing => Value::text(""),
        Value::Text(_) => list.clone(),
        Value::Unknown(_) | Value::List(_) if separator.known_text().is_some_and(|text| text.contains('/')) => {
            match interp.unknown(Type::Text, Cause::Many) {
                Value::Unknown(unknown) => hole_of(&unknown),
                other => other,
            }
        }
        Value::Unknown(unknown) => hole_of(unknown),
        _ => interp.hole(),
    })
}
