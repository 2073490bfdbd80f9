//! Assignments.

use super::super::models::list;
use super::super::value::{Place, Type, Value, Wrap};
use super::Interp;
use crate::syntax::facts::{BinOp, ExprId, ExprKind, UnOp};

impl Interp<'_> {
    pub(super) fn assign(&mut self, target: ExprId, value: ExprId) -> Value {
        let facts = self.here();
        let wanted = match self.place_of(target) {
            Some(place) if self.readable(&place) => {
                let old = self.read_place(&place);
                self.type_of(&old)
            }
            _ => Type::Unknown,
        };
        let value = self.eval_as(value, &wanted);
        if matches!(value, Value::Never) {
            return value;
        }
        let range = facts.data.expr(target).range;
        if let ExprKind::Tuple(items) = &facts.data.expr(target).kind {
            for (index, item) in items.iter().enumerate() {
                let part = self.field(&value, &index.to_string());
                if let Some(place) = self.place_of(*item) {
                    self.write_place(&place, part);
                }
            }
            return Value::unit();
        }
        // `*request.uri_mut() = uri`, `*segments = ..`.
        if let ExprKind::Unary { op: UnOp::Deref, expr } = &facts.data.expr(target).kind {
            let view = self.eval(*expr);
            match unwrapped_ref(&view) {
                Value::View(view, place) => {
                    let at = self.span(range);
                    self.write_view(view, &place, value, at);
                    return Value::unit();
                }
                Value::Ref(place) => {
                    self.write_place(&(*place).clone(), value);
                    return Value::unit();
                }
                _ => {}
            }
        }
        if let ExprKind::Index { base, index } = &facts.data.expr(target).kind {
            let index = self.eval(*index);
            if let Some(place) = self.place_of(*base) {
                list::insert_at(self, &place, &index, value);
            }
            return Value::unit();
        }
        if let Some(place) = self.place_of(target) {
            self.write_place(&place, value);
        } else {
            self.eval(target);
        }
        Value::unit()
    }

    pub(super) fn assign_op(&mut self, op: BinOp, target: ExprId, value: ExprId) -> Value {
        let value = self.eval(value);
        if matches!(value, Value::Never) {
            return value;
        }
        let place = match (self.place_of(target), &self.here().data.expr(target).kind) {
            (Some(place), _) => Some(place),
            (None, ExprKind::Unary { op: UnOp::Deref, expr }) => {
                let reference = self.eval(*expr);
                match unwrapped_ref(&reference) {
                    Value::Ref(place) => Some((*place).clone()),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(place) = place {
            let old = self.current(&place);
            let at = {
                let range = self.here().data.expr(target).range;
                self.span(range)
            };
            if let Some([.., of_trait, name]) = op.overloaded()
                && let Some(own) = self.overloaded((of_trait, name), &old, Some(place.clone()), vec![value.clone()], at)
            {
                return own;
            }
            let new = self.each2(&old, &value, &mut |this, old, value| this.operate(op, old, value));
            self.write_place(&place, new);
        }
        Value::unit()
    }

    /// The value at a place; a field of an unknown instance is looked into.
    pub fn current(&mut self, place: &Place) -> Value {
        if self.readable(place) {
            let value = self.read_counted(place);
            return self.settled(&value);
        }
        let mut value = self.read(place.cell);
        for name in &place.fields {
            value = self.field(&value, name);
        }
        self.settled(&value)
    }
}

/// The reference inside of what `first_mut()?` and the like give.
fn unwrapped_ref(value: &Value) -> Value {
    match value {
        Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => (**inner).clone(),
        other => other.clone(),
    }
}
