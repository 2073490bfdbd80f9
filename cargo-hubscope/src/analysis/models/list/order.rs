//! The order of known elements.

use std::rc::Rc;

use crate::analysis::interp::Interp;
use crate::analysis::value::{List, Value};

/// Elements in their natural order; `None` where that is not known.
pub fn plain_order(elems: &[Value]) -> Option<Vec<Value>> {
    if elems.len() < 2 {
        return Some(elems.to_vec());
    }
    if elems.iter().all(|elem| matches!(elem, Value::Number(_))) {
        let mut sorted = elems.to_vec();
        sorted.sort_by_key(|elem| match elem {
            Value::Number(number) => *number,
            _ => 0,
        });
        return Some(sorted);
    }
    let mut keyed: Vec<(String, Value)> =
        elems.iter().map(|elem| Some((elem.known_text()?, elem.clone()))).collect::<Option<_>>()?;
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    Some(keyed.into_iter().map(|(_, elem)| elem).collect())
}

/// A list as the elements of a set: each once, and in order where the set has one. Of elements that are not known it is
/// not known whether they are the same, nor where they stand.
pub fn as_set(value: &Value, is_sorted: bool) -> Value {
    let Value::List(list) = value else { return value.clone() };
    let mut elems: Vec<Value> = Vec::with_capacity(list.elems.len());
    for elem in &list.elems {
        if !elems.contains(elem) {
            elems.push(elem.clone());
        }
    }
    let known = plain_order(&elems);
    let open = list.open || known.is_none();
    let elems = known.filter(|_| is_sorted).unwrap_or(elems);
    Value::List(Rc::new(List { elems, open, map: false }))
}

/// Whether two elements are the same; `None` where that is not known.
pub(super) fn same(interp: &mut Interp<'_>, one: &Value, two: &Value) -> Option<bool> {
    if one == two { Some(true) } else { interp.equal(one, two) }
}
