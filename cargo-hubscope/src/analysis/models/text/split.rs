//! What takes texts apart: parts between separators, characters, matches, halves.

use std::rc::Rc;

use super::pattern::{Pattern, chars_of, resolved, with};
use super::template::{cause_of, concat, lit, origins_of, sliced};
use crate::analysis::interp::Interp;
use crate::analysis::interp::method::MethodCall;
use crate::analysis::value::{Bounds, Cause, List, Piece, Type, Value};

/// A method that takes its receiver apart; `None` for others.
pub(super) fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    Some(match call.name {
        "split"
        | "rsplit"
        | "splitn"
        | "rsplitn"
        | "split_terminator"
        | "rsplit_terminator"
        | "split_inclusive"
        | "split_whitespace"
        | "split_ascii_whitespace"
        | "lines"
        | "chars"
        | "char_indices"
        | "bytes"
        | "matches"
        | "rmatches"
        | "match_indices" => {
            let whole = parts(interp, value, call);
            whole.unwrap_or_else(|| {
                let elem = interp.unknown(Type::Text, cause_of(value));
                let elem = match call.name {
                    "char_indices" | "match_indices" => {
                        Value::Tuple(Rc::new(vec![interp.unknown(Type::Number, Cause::Opaque), elem]))
                    }
                    _ => elem,
                };
                Value::List(Rc::new(List { elems: vec![elem], open: true, map: false }))
            })
        }
        "split_once" | "rsplit_once" => {
            let pattern = call.args.first()?.clone();
            match halves(interp, value, &pattern, call.name == "split_once") {
                Some(found) => found,
                None => {
                    let ty = Type::Outside(
                        "std::Option".into(),
                        Rc::from([Type::Tuple(Rc::from([Type::Text, Type::Text]))]),
                    );
                    interp.unknown(ty, cause_of(value))
                }
            }
        }
        "split_at" | "split_at_checked" => {
            let at = call.args.first().map(|at| interp.settled(at));
            let (head, tail) = match at {
                Some(Value::Number(at)) => {
                    (sliced(interp, value, &Bounds::to(at)), sliced(interp, value, &Bounds::from(at)))
                }
                _ => (interp.hole(), interp.hole()),
            };
            let both = Value::Tuple(Rc::new(vec![head, tail]));
            if call.name == "split_at" { both } else { both.some() }
        }
        _ => return None,
    })
}

/// The parts of a known text; `None` where they are not known.
fn parts(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let Value::Text(pieces) = value else { return None };
    let Some(text) = value.known_text() else {
        let blank = call.args.first().and_then(Value::known_text).is_some_and(|separator| separator == " ");
        let whole =
            matches!(call.name, "split_whitespace" | "split_ascii_whitespace") || (call.name == "split" && blank);
        let telling = pieces.iter().any(|piece| matches!(piece, Piece::Lit(text, _) if text.contains(' ')));
        let elems = (whole && telling).then(|| words(interp, pieces))?;
        return Some(Value::List(Rc::new(List { elems, open: false, map: false })));
    };
    let origins = origins_of(pieces);
    let list = |elems: Vec<Value>| Value::List(Rc::new(List { elems, open: false, map: false }));
    let texts = |parts: Vec<&str>| list(parts.into_iter().map(|part| lit(part, origins.clone())).collect());
    let pair =
        |(at, part): (usize, &str)| Value::Tuple(Rc::new(vec![Value::Number(at as i64), lit(part, origins.clone())]));
    match call.name {
        "split_whitespace" | "split_ascii_whitespace" => return Some(texts(text.split_whitespace().collect())),
        "lines" => return Some(texts(text.lines().collect())),
        "chars" => return Some(list(chars_of(&text, &origins)?)),
        "char_indices" => {
            chars_of(&text, &origins)?;
            return Some(list(
                text.char_indices().map(|(at, char)| pair((at, char.encode_utf8(&mut [0; 4])))).collect(),
            ));
        }
        "bytes" => return None,
        _ => {}
    }
    let counted = matches!(call.name, "splitn" | "rsplitn");
    let pattern = call.args.get(usize::from(counted))?;
    let pattern = resolved(interp, pattern, &text)?;
    let most = match call.args.first().map(|most| interp.settled(most)) {
        Some(Value::Number(most)) if counted => usize::try_from(most).ok()?,
        _ if counted => return None,
        _ => 0,
    };
    Some(match call.name {
        "split" => texts(with!(&pattern, pattern => text.split(pattern).collect())),
        "rsplit" => {
            texts(with!(&pattern, pattern => text.split(pattern).collect::<Vec<_>>().into_iter().rev().collect()))
        }
        "split_terminator" => texts(with!(&pattern, pattern => text.split_terminator(pattern).collect())),
        "rsplit_terminator" => texts(
            with!(&pattern, pattern => text.split_terminator(pattern).collect::<Vec<_>>().into_iter().rev().collect()),
        ),
        "split_inclusive" => texts(with!(&pattern, pattern => text.split_inclusive(pattern).collect())),
        "splitn" => texts(with!(&pattern, pattern => text.splitn(most, pattern).collect())),
        "rsplitn" => texts(with!(&pattern, pattern => text.rsplitn(most, pattern).collect())),
        "matches" => texts(with!(&pattern, pattern => text.matches(pattern).collect())),
        "rmatches" => {
            texts(with!(&pattern, pattern => text.matches(pattern).collect::<Vec<_>>().into_iter().rev().collect()))
        }
        "match_indices" => list(with!(&pattern, pattern => text.match_indices(pattern).map(pair).collect())),
        _ => return None,
    })
}

/// `split_once` and `rsplit_once` of a text whose end on that side is known as far as the separator.
fn halves(interp: &mut Interp<'_>, value: &Value, pattern: &Value, first: bool) -> Option<Value> {
    let Value::Text(pieces) = value else { return None };
    let Some(text) = value.known_text() else { return halves_of_template(interp, pieces, pattern, first) };
    let pattern = resolved(interp, pattern, &text)?;
    let at = with!(&pattern, pattern => if first { text.match_indices(pattern).next() } else { text.rmatch_indices(pattern).next() });
    let origins = origins_of(pieces);
    Some(match at {
        Some((at, found)) => {
            let (head, tail) = (&text[..at], &text[at + found.len()..]);
            Value::Tuple(Rc::new(vec![lit(head, origins.clone()), lit(tail, origins)])).some()
        }
        None => Value::Nothing,
    })
}

fn halves_of_template(interp: &mut Interp<'_>, pieces: &[Piece], pattern: &Value, first: bool) -> Option<Value> {
    let outer = if first { 0 } else { pieces.len().checked_sub(1)? };
    let Piece::Lit(text, origins) = pieces.get(outer)? else { return None };
    let pattern = resolved(interp, pattern, text)?;
    let (at, found) = with!(&pattern, pattern => if first { text.match_indices(pattern).next() } else { text.rmatch_indices(pattern).next() })?;
    let (before, after) = (lit(&text[..at], origins.clone()), lit(&text[at + found.len()..], origins.clone()));
    let (head, tail) = match first {
        true => (before, concat(interp, &[after, Value::Text(Rc::new(pieces[1..].to_vec()))])),
        false => (concat(interp, &[Value::Text(Rc::new(pieces[..outer].to_vec())), before]), after),
    };
    Some(Value::Tuple(Rc::new(vec![head, tail])).some())
}

/// The words of a text: what is not known of it is a part of a word, as in a verb and a path.
fn words(interp: &mut Interp<'_>, pieces: &[Piece]) -> Vec<Value> {
    let mut words: Vec<Vec<Piece>> = Vec::new();
    let mut begin = true;
    for piece in pieces {
        let Piece::Lit(text, origins) = piece else {
            if begin {
                words.push(Vec::new());
            }
            words.last_mut().into_iter().for_each(|word| word.push(piece.clone()));
            begin = false;
            continue;
        };
        begin |= text.starts_with(char::is_whitespace);
        for part in text.split_whitespace() {
            if begin {
                words.push(Vec::new());
            }
            words.last_mut().into_iter().for_each(|word| word.push(Piece::Lit(part.into(), origins.clone())));
            begin = true;
        }
        begin = text.ends_with(char::is_whitespace) || words.is_empty();
    }
    words.into_iter().map(|word| concat(interp, &[Value::Text(Rc::new(word))])).collect()
}
