//! Known elements, numbers in a row, and entries of maps.

use std::hash::Hash;

use super::{Place, Value};

/// Known elements.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct List {
    /// The elements in order; of a map, pairs.
    pub elems: Vec<Value>,
    /// Whether there may be more that are not known.
    pub open: bool,
    /// Whether it is a map.
    pub map: bool,
}

/// The numbers from a start up to, not including, an end.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// The first.
    pub start: i64,
    /// The first that is not in it; `None` for a range without an end.
    pub end: Option<i64>,
}

impl Bounds {
    /// `from..`.
    pub fn from(start: i64) -> Bounds {
        Bounds { start, end: None }
    }

    /// `..end`.
    pub fn to(end: i64) -> Bounds {
        Bounds { start: 0, end: Some(end) }
    }

    /// The bounds that a value is.
    pub fn of(value: &Value) -> Option<Bounds> {
        match value {
            Value::Range(bounds) => Some(bounds.clone()),
            _ => None,
        }
    }

    /// The part of something of this length; `None` where a bound is outside of it.
    pub fn within(&self, length: usize) -> Option<std::ops::Range<usize>> {
        let start = usize::try_from(self.start).ok()?;
        let end = match self.end {
            Some(end) => usize::try_from(end).ok()?,
            None => length,
        };
        (start <= end && end <= length).then_some(start..end)
    }
}

/// An entry of a map.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entry {
    /// The map.
    pub map: Place,
    /// The key.
    pub key: Value,
}
