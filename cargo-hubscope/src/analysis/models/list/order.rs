//! The order of known elements.

use crate::analysis::interp::Interp;
use crate::analysis::value::Value;

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

/// Whether two elements are the same; `None` where that is not known.
pub(super) fn same(interp: &mut Interp<'_>, one: &Value, two: &Value) -> Option<bool> {
    if one == two { Some(true) } else { interp.equal(one, two) }
}
