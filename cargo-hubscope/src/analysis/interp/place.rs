//! Variables, fields and writes to them.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::models::clients;
use super::super::value::{Cell, Data, Place, Type, Value, Wrap};
use super::{Interp, MAX_ALTERNATIVES};
use crate::syntax::facts::{ExprId, ExprKind, Name, UnOp};

/// Methods whose result is a way into their receiver.
const WAYS_IN: &[&str] = &[
    "lock",
    "write",
    "read",
    "borrow_mut",
    "borrow",
    "get_mut",
    "as_mut",
    "unwrap",
    "expect",
    "deref_mut",
    "by_ref",
    "as_deref_mut",
    "make_mut",
    "blocking_lock",
    "blocking_write",
    "try_lock",
    "unwrap_or_else",
    "map_err",
    "ok",
    "context",
    "inner_mut",
    "to_mut",
];

/// Methods without arguments whose result writes through to their receiver for as long as it is held.
const GUARDS: &[&str] =
    &["lock", "write", "borrow_mut", "get_mut", "as_mut", "blocking_lock", "blocking_write", "try_lock", "try_write"];

impl Interp<'_> {
    /// The place behind a guard or mutable reference that an expression makes, such as `state.lock().unwrap()`.
    pub fn guarded(&mut self, id: ExprId) -> Option<Place> {
        let facts = self.here();
        let mut at = id;
        loop {
            match &facts.data.expr(at).kind {
                ExprKind::Try(inner) | ExprKind::Await(inner) => at = *inner,
                ExprKind::MethodCall { method, args, .. } if args.is_empty() && GUARDS.contains(&&**method) => {
                    return self.place_of(id);
                }
                ExprKind::MethodCall { recv, method, .. } if WAYS_IN.contains(&&**method) => at = *recv,
                _ => return None,
            }
        }
    }

    /// A new variable.
    pub fn alloc(&mut self, value: Value) -> Cell {
        let cell = Cell(self.cells.len() as u32);
        self.cells.push(value);
        cell
    }

    /// Brings a variable into sight.
    pub fn bind(&mut self, name: &Name, value: Value) {
        let cell = self.alloc(value);
        self.frame().locals.push((name.clone(), cell));
    }

    /// The variable of a name.
    pub fn local(&mut self, name: &str) -> Option<Cell> {
        self.frame().locals.iter().rev().find(|(known, _)| &**known == name).map(|(_, cell)| *cell)
    }

    /// The value of a variable.
    pub fn read(&self, cell: Cell) -> Value {
        self.cells.get(cell.0 as usize).cloned().unwrap_or(Value::Never)
    }

    /// Writes a variable; the old value is kept on the trail.
    pub fn write(&mut self, cell: Cell, value: Value) {
        if let Some(slot) = self.cells.get_mut(cell.0 as usize) {
            let old = std::mem::replace(slot, value);
            self.trail.push((cell, old));
        }
    }

    /// Takes back the writes since `mark` and returns the values that they had left.
    pub fn undo(&mut self, mark: usize) -> Vec<(Cell, Value)> {
        let mut changed: Vec<(Cell, Value)> = Vec::new();
        while self.trail.len() > mark {
            let Some((cell, old)) = self.trail.pop() else { break };
            let slot = &mut self.cells[cell.0 as usize];
            let new = std::mem::replace(slot, old);
            if !changed.iter().any(|(known, _)| *known == cell) {
                changed.push((cell, new));
            }
        }
        changed
    }

    /// The values of the variables written since `mark`, without taking anything back.
    pub fn changed_since(&self, mark: usize) -> Vec<(Cell, Value)> {
        let mut changed: Vec<(Cell, Value)> = Vec::new();
        for (cell, _) in self.trail.iter().skip(mark) {
            if !changed.iter().any(|(known, _)| known == cell) {
                changed.push((*cell, self.read(*cell)));
            }
        }
        changed
    }

    /// Joins what branches left in variables: each with its guard and its changes.
    pub fn join_changes(&mut self, branches: Vec<(Guard, Vec<(Cell, Value)>)>) {
        let mut cells: Vec<Cell> =
            branches.iter().flat_map(|(_, changes)| changes.iter().map(|(cell, _)| *cell)).collect();
        cells.sort();
        cells.dedup();
        self.steps += (cells.len() * branches.len()) as u64;
        for cell in cells {
            let before = self.read(cell);
            let alts = branches.iter().map(|(guard, changes)| {
                let value = changes.iter().find(|(known, _)| *known == cell).map_or(&before, |(_, value)| value);
                (guard.clone(), value.clone())
            });
            let alts = alts.collect();
            let joined = self.one_of(alts);
            self.write(cell, joined);
        }
    }

    /// The place that an expression denotes, where it is one.
    pub fn place_of(&mut self, id: ExprId) -> Option<Place> {
        let facts = self.here();
        match &facts.data.expr(id).kind {
            ExprKind::Path(path) if path.segments.len() == 1 && path.qself.is_none() => {
                let cell = self.local(&path.segments[0].name)?;
                Some(self.through(Place { cell, fields: vec![] }))
            }
            ExprKind::Field { base, name } => {
                let mut place = self.place_of(*base)?;
                place.fields.push(name.clone());
                Some(self.through(place))
            }
            ExprKind::Unary { op: UnOp::Deref, expr }
            | ExprKind::Ref { expr, .. }
            | ExprKind::Try(expr)
            | ExprKind::Await(expr) => self.place_of(*expr),
            // `list[0].field`: where the index is written down or a variable that is known.
            ExprKind::Index { base, index } => {
                let mut place = self.place_of(*base)?;
                let index = match &facts.data.expr(*index).kind {
                    ExprKind::Lit(_) => self.eval(*index),
                    ExprKind::Path(path) if path.segments.len() == 1 => {
                        let cell = self.local(&path.segments[0].name)?;
                        self.read(cell)
                    }
                    _ => return None,
                };
                match (self.raw_place(&place), self.settled(&index)) {
                    (Some(Value::List(list)), Value::Number(at)) if !list.map && !list.open => {
                        let at = usize::try_from(at).ok().filter(|at| *at < list.elems.len())?;
                        place.fields.push(format!("#{at}").into());
                        Some(self.through(place))
                    }
                    _ => None,
                }
            }
            ExprKind::MethodCall { recv, method, args, .. }
                if WAYS_IN.contains(&&**method) && (&**method != "get_mut" || args.is_empty()) =>
            {
                self.place_of(*recv)
            }
            _ => None,
        }
    }

    /// The place behind a reference that is stored at a place.
    fn through(&self, place: Place) -> Place {
        match self.raw_place(&place) {
            Some(Value::Ref(inner)) => (*inner).clone(),
            _ => place,
        }
    }

    fn raw_place(&self, place: &Place) -> Option<Value> {
        let mut value = self.read(place.cell);
        for name in &place.fields {
            if let Value::Ref(inner) = &value {
                value = self.read_place(inner);
            }
            value = known_field(&value, name)?;
        }
        Some(value)
    }

    /// The value at a place; fields of values that are not known are not looked into.
    pub fn read_place(&self, place: &Place) -> Value {
        let mut value = self.read(place.cell);
        for _ in 0..16 {
            match &value {
                Value::Ref(inner) if **inner != *place => value = self.read(inner.cell).clone_into_place(self, inner),
                _ => break,
            }
        }
        for name in &place.fields {
            value = match known_field(&value, name) {
                Some(Value::Ref(inner)) if *inner != *place => self.read_place(&inner),
                Some(value) => value,
                None => return Value::Never,
            };
        }
        value
    }

    /// The same, where its alternatives count as work: those of a field multiply with those of what it is in.
    pub fn read_counted(&mut self, place: &Place) -> Value {
        let value = self.read_place(place);
        self.counted(value)
    }

    /// A value whose alternatives are bounded, and count as work.
    pub(super) fn counted(&mut self, value: Value) -> Value {
        match &value {
            Value::Alts(alts) => {
                self.steps += alts.len() as u64;
                if alts.len() > MAX_ALTERNATIVES { self.bounded("alternatives") } else { value }
            }
            _ => value,
        }
    }

    /// Whether a place can be read without looking into unknown values.
    pub fn readable(&self, place: &Place) -> bool {
        place.fields.is_empty() || self.raw_place(place).is_some()
    }

    /// Writes a value to a place.
    pub fn write_place(&mut self, place: &Place, value: Value) {
        if place.fields.is_empty() {
            self.write(place.cell, value);
            return;
        }
        let base = self.read(place.cell);
        let base = match base {
            // Fields of an instance that is not known: take what is known of it, so that the write can be kept.
            Value::Unknown(unknown) if matches!(unknown.ty.peeled(), Type::Adt(..)) => self.opened(&unknown),
            other => other,
        };
        self.steps += base.alternatives_count() * value.alternatives_count();
        let changed = with_field(&base, &place.fields, &value, &self.path);
        self.write(place.cell, changed);
    }
}

impl Value {
    fn clone_into_place(self, interp: &Interp<'_>, place: &Place) -> Value {
        if place.fields.is_empty() { self } else { interp.read_place(place) }
    }
}

/// The part of a place that is inside of `Some` or `Ok`.
pub const INSIDE: &str = "?";

/// The parts of what is at a place, each as a way to write it there.
pub fn ways_into(place: &Place, value: &Value) -> Option<Value> {
    let way = |name: &str| {
        let mut inside = place.clone();
        inside.fields.push(name.into());
        Value::Ref(Rc::new(inside))
    };
    Some(match value {
        Value::Wrapped(wrap, _) => Value::Wrapped(*wrap, Rc::new(way(INSIDE))),
        Value::Tuple(items) => Value::Tuple(Rc::new((0..items.len()).map(|index| way(&index.to_string())).collect())),
        Value::Data(data) => {
            let fields = data.fields.iter().map(|(name, _)| (name.clone(), way(name))).collect();
            Value::Data(Rc::new(Data { fields, ..(**data).clone() }))
        }
        _ => return None,
    })
}

/// The element that a part of a place names: `#3`.
fn element_of(name: &str) -> Option<usize> {
    name.strip_prefix('#')?.parse().ok()
}

/// A field of a value whose fields are known.
pub fn known_field(value: &Value, name: &str) -> Option<Value> {
    match value {
        Value::Data(data) => data.fields.iter().find(|(known, _)| &**known == name).map(|(_, value)| value.clone()),
        Value::Tuple(items) => items.get(name.parse::<usize>().ok()?).cloned(),
        Value::List(list) => list.elems.get(element_of(name)?).cloned(),
        Value::Wrapped(_, inner) if name == INSIDE => Some((**inner).clone()),
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => known_field(inner, name),
        Value::Request(request) => clients::part_of_request(request, name),
        Value::Alts(alts) => {
            let mut found = Vec::with_capacity(alts.len());
            for (guard, value) in alts.iter() {
                found.push((guard.clone(), known_field(value, name)?));
            }
            Some(Value::one_of(found))
        }
        _ => None,
    }
}

/// A value with a nested field replaced where `path` can hold.
fn with_field(value: &Value, fields: &[Name], new: &Value, path: &Guard) -> Value {
    let Some((first, rest)) = fields.split_first() else { return new.clone() };
    match value {
        Value::Data(data) => {
            let mut changed: Data = (**data).clone();
            match changed.fields.iter_mut().find(|(name, _)| name == first) {
                Some((_, slot)) => *slot = with_field(slot, rest, new, path),
                None if rest.is_empty() => changed.fields.push((first.clone(), new.clone())),
                None => {}
            }
            Value::Data(Rc::new(changed))
        }
        Value::Tuple(items) => {
            let mut changed = (**items).clone();
            if let Some(slot) = first.parse::<usize>().ok().and_then(|index| changed.get_mut(index)) {
                *slot = with_field(slot, rest, new, path);
            }
            Value::Tuple(Rc::new(changed))
        }
        Value::List(list) => {
            let mut changed = (**list).clone();
            if let Some(slot) = element_of(first).and_then(|index| changed.elems.get_mut(index)) {
                *slot = with_field(slot, rest, new, path);
            }
            Value::List(Rc::new(changed))
        }
        Value::Wrapped(wrap, inner) if &**first == INSIDE => {
            Value::Wrapped(*wrap, Rc::new(with_field(inner, rest, new, path)))
        }
        Value::Wrapped(wrap, inner) => Value::Wrapped(*wrap, Rc::new(with_field(inner, fields, new, path))),
        Value::Request(request) if rest.is_empty() => clients::with_part(request, first, new),
        Value::Alts(alts) => {
            let changed = alts.iter().map(|(guard, value)| match guard.and(path) {
                Some(_) => (guard.clone(), with_field(value, fields, &new.within(guard), path)),
                None => (guard.clone(), value.clone()),
            });
            Value::one_of(changed.collect())
        }
        other => other.clone(),
    }
}
