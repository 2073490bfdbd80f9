//! Symbols of an earlier run, renewed for another call.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::value::{Data, Value};
use super::Raw;

pub fn shifted_raw(raw: &Raw, from: u32, to: u32, by: u32) -> Raw {
    let mut raw = raw.clone();
    raw.method = shifted(&raw.method, from, to, by);
    raw.url = shifted(&raw.url, from, to, by);
    raw.guard = raw.guard.shifted(super::Sym(from), super::Sym(to), by);
    raw
}

/// A value with the symbols of a range moved up.
pub fn shifted(value: &Value, from: u32, to: u32, by: u32) -> Value {
    use super::super::value::{List, Piece, Unknown};
    let go = |value: &Value| shifted(value, from, to, by);
    let unknown = |unknown: &Rc<Unknown>| match unknown.sym.0 >= from && unknown.sym.0 < to {
        true => Rc::new(Unknown { sym: super::Sym(unknown.sym.0 + by), ..(**unknown).clone() }),
        false => Rc::clone(unknown),
    };
    if from == to {
        return value.clone();
    }
    match value {
        Value::Alts(alts) => {
            let moved = |guard: &Guard| guard.shifted(super::Sym(from), super::Sym(to), by);
            Value::Alts(Rc::new(alts.iter().map(|(guard, value)| (moved(guard), go(value))).collect()))
        }
        Value::Text(pieces) if pieces.iter().any(|piece| matches!(piece, Piece::Hole(..))) => Value::Text(Rc::new(
            pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Hole(hole, origins) => Piece::Hole(unknown(hole), origins.clone()),
                    lit => lit.clone(),
                })
                .collect(),
        )),
        Value::Data(data) => {
            let fields = data.fields.iter().map(|(name, value)| (name.clone(), go(value))).collect();
            Value::Data(Rc::new(Data { fields, ..(**data).clone() }))
        }
        Value::Tuple(items) => Value::Tuple(Rc::new(items.iter().map(go).collect())),
        Value::List(list) => {
            Value::List(Rc::new(List { elems: list.elems.iter().map(go).collect(), ..(**list).clone() }))
        }
        Value::Wrapped(wrap, inner) => Value::Wrapped(*wrap, Rc::new(go(inner))),
        Value::Unknown(known) => Value::Unknown(unknown(known)),
        other => other.clone(),
    }
}
