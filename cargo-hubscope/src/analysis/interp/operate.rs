//! Operators and comparisons.

use super::super::guard::Guard;
use super::super::models::text;
use super::super::value::{Cause, Type, Value};
use super::Interp;
use crate::syntax::facts::{BinOp, ExprId};

impl Interp<'_> {
    pub(super) fn binary(&mut self, op: BinOp, left: ExprId, right: ExprId) -> Value {
        if matches!(op, BinOp::And | BinOp::Or) {
            let left = self.eval(left);
            let right = self.eval(right);
            return match (op, &left, &right) {
                (BinOp::And, Value::Bool(false), _) | (BinOp::And, _, Value::Bool(false)) => Value::Bool(false),
                (BinOp::Or, Value::Bool(true), _) | (BinOp::Or, _, Value::Bool(true)) => Value::Bool(true),
                (BinOp::And, Value::Bool(true), other) | (BinOp::And, other, Value::Bool(true)) => (*other).clone(),
                (BinOp::Or, Value::Bool(false), other) | (BinOp::Or, other, Value::Bool(false)) => (*other).clone(),
                _ => self.unknown(Type::Bool, Cause::Opaque),
            };
        }
        let left = self.eval(left);
        let right = self.eval(right);
        if matches!(left, Value::Never) || matches!(right, Value::Never) {
            return Value::Never;
        }
        self.each2(&left, &right, &mut |this, left, right| this.operate(op, left, right))
    }

    pub(super) fn operate(&mut self, op: BinOp, left: &Value, right: &Value) -> Value {
        match (op, left, right) {
            (BinOp::Add, Value::Number(a), Value::Number(b)) => Value::Number(a.wrapping_add(*b)),
            (BinOp::Add, Value::Text(_), _) => text::concat(self, &[left.clone(), right.clone()]),
            (BinOp::Add, Value::Unknown(unknown), Value::Text(_)) if unknown.ty != Type::Number => {
                text::concat(self, &[left.clone(), right.clone()])
            }
            (BinOp::Add, Value::Unknown(unknown), Value::Unknown(_)) if unknown.ty == Type::Text => {
                text::concat(self, &[left.clone(), right.clone()])
            }
            (BinOp::Eq | BinOp::Ne, _, _) => match self.equal(left, right) {
                Some(equal) => Value::Bool(equal == (op == BinOp::Eq)),
                None => self.undecided_equality(op, left, right),
            },
            (BinOp::Order, ..) => self.unknown(Type::Bool, Cause::Opaque),
            _ => self.unknown(Type::Number, Cause::Opaque),
        }
    }

    /// Whether two values are equal, where that is certain.
    pub fn equal(&mut self, left: &Value, right: &Value) -> Option<bool> {
        match (left, right) {
            (Value::Text(_), Value::Text(_)) => Some(left.known_text()? == right.known_text()?),
            (Value::Number(a), Value::Number(b)) => Some(a == b),
            (Value::Bool(a), Value::Bool(b)) => Some(a == b),
            (Value::Nothing, Value::Nothing) => Some(true),
            (Value::Nothing, Value::Wrapped(..)) | (Value::Wrapped(..), Value::Nothing) => Some(false),
            (Value::Wrapped(a, x), Value::Wrapped(b, y)) => {
                if a == b {
                    self.equal(x, y)
                } else {
                    Some(false)
                }
            }
            (Value::Data(a), Value::Data(b)) if a.adt == b.adt => {
                if a.variant != b.variant {
                    return Some(false);
                }
                (a.fields.is_empty() && b.fields.is_empty()).then_some(true)
            }
            _ => None,
        }
    }

    /// A comparison of an unknown value with a known one is a decision at the unknown one.
    fn undecided_equality(&mut self, op: BinOp, left: &Value, right: &Value) -> Value {
        let (unknown, known) = match (left.single_hole(), right.single_hole()) {
            (Some(unknown), _) => (unknown, right),
            (_, Some(unknown)) => (unknown, left),
            _ => return self.unknown(Type::Bool, Cause::Opaque),
        };
        let name = match known {
            Value::Text(_) => known.known_text().map(|text| super::text_choice(&text)),
            Value::Number(number) => Some(super::text_choice(number)),
            _ => None,
        };
        let Some(name) = name else { return self.unknown(Type::Bool, Cause::Opaque) };
        let choice = self.choice(&name);
        let (yes, no) = (op == BinOp::Eq, op != BinOp::Eq);
        self.one_of(vec![
            (Guard::is(unknown.sym, choice), Value::Bool(yes)),
            (Guard::of(unknown.sym, super::super::guard::Set::except(vec![choice])), Value::Bool(no)),
        ])
    }
}
