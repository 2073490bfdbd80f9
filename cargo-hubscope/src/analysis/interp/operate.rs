//! Operators, casts and ranges.

use std::rc::Rc;

use super::super::guard::{Guard, Set};
use super::super::models::text;
use super::super::value::{Bounds, Cause, Type, Unknown, Value};
use super::Interp;
use crate::syntax::facts::{BinOp, ExprId, ExprKind, ItemKind, Lit, UnOp};

impl Interp<'_> {
    pub(super) fn unary(&mut self, op: UnOp, value: &Value, id: ExprId) -> Value {
        let overloading = match op {
            UnOp::Deref => None,
            UnOp::Not => Some(("Not", "not")),
            UnOp::Neg => Some(("Neg", "neg")),
        };
        if let Some(overloading) = overloading {
            let range = self.here().data.expr(id).range;
            let at = self.span(range);
            if let Some(own) = self.overloaded(overloading, value, None, vec![], at) {
                return own;
            }
        }
        match op {
            UnOp::Deref => self.deref(value),
            UnOp::Not => self.each(value, &mut |this, value| match value {
                Value::Bool(value) => Value::Bool(!value),
                Value::Unknown(unknown) => {
                    let (yes, no) = (this.choice("true"), this.choice("false"));
                    this.one_of(vec![
                        (Guard::is(unknown.sym, yes), Value::Bool(false)),
                        (Guard::is(unknown.sym, no), Value::Bool(true)),
                    ])
                }
                _ => this.unknown(Type::Bool, Cause::Opaque),
            }),
            UnOp::Neg => self.each(value, &mut |this, value| match value {
                Value::Number(number) => Value::Number(number.wrapping_neg()),
                Value::Unknown(unknown) => this.part_of(&(**unknown).clone(), "-", Type::Number),
                _ => this.unknown(Type::Number, Cause::Opaque),
            }),
        }
    }

    pub(super) fn binary(&mut self, id: ExprId, op: BinOp, left: ExprId, right: ExprId) -> Value {
        if matches!(op, BinOp::And | BinOp::Or) {
            let path = self.path.clone();
            let (yes, no) = self.condition(id);
            self.path = path;
            return self.truth_value(&yes, &no);
        }
        let left = self.eval(left);
        let right = self.eval(right);
        if matches!(left, Value::Never) || matches!(right, Value::Never) {
            return Value::Never;
        }
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        self.each2(&left, &right, &mut |this, left, right| {
            let own = op.overloaded().and_then(|[of_trait, name, ..]| {
                this.overloaded((of_trait, name), left, None, vec![right.clone()], at)
            });
            own.unwrap_or_else(|| this.operate(op, left, right))
        })
    }

    pub(super) fn operate(&mut self, op: BinOp, left: &Value, right: &Value) -> Value {
        match (op, left, right) {
            // Nothing but a number is calculated with a number: the text of one was read.
            (_, Value::Text(_), Value::Number(_))
                if op.overloaded().is_some() && !matches!(op, BinOp::Eq | BinOp::Ne) =>
            {
                let left = self.number_of(left);
                self.operate(op, &left, right)
            }
            (_, Value::Number(_), Value::Text(_))
                if op.overloaded().is_some() && !matches!(op, BinOp::Eq | BinOp::Ne) =>
            {
                let right = self.number_of(right);
                self.operate(op, left, &right)
            }
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
            (BinOp::Lt | BinOp::Le | BinOp::Gt | BinOp::Ge, ..) => self.compare(op, left, right),
            (_, Value::Number(a), Value::Number(b)) => match calculated(op, *a, *b) {
                Some(number) => Value::Number(number),
                None => self.unknown(Type::Number, Cause::Opaque),
            },
            _ => match self.computed(op, left, right) {
                Some(unknown) => Value::Unknown(unknown),
                None => self.unknown(Type::Number, Cause::Opaque),
            },
        }
    }

    /// The number that a text was read as.
    fn number_of(&mut self, text: &Value) -> Value {
        match text.known_text().and_then(|text| text.parse().ok()) {
            Some(number) => Value::Number(number),
            None => match text.single_hole() {
                Some(unknown) => self.part_of(&unknown, "number", Type::Number),
                None => self.unknown(Type::Number, Cause::Opaque),
            },
        }
    }

    /// What an operator makes of an unknown value and one that can be named: the same operation on the same values is the
    /// same value.
    fn computed(&mut self, op: BinOp, left: &Value, right: &Value) -> Option<Rc<Unknown>> {
        let (of, name) = match (left, right) {
            (Value::Unknown(of), other) => (of, format!("{op:?} {}", named(other)?)),
            (other, Value::Unknown(of)) => (of, format!("{} {op:?}", named(other)?)),
            _ => return None,
        };
        let sym = self.part(of.sym, &name);
        Some(Rc::new(Unknown { sym, ty: Type::Number, name: None, cause: Cause::Opaque }))
    }

    fn compare(&mut self, op: BinOp, left: &Value, right: &Value) -> Value {
        let order = match (left, right) {
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            _ => left.known_text().zip(right.known_text()).map(|(a, b)| a.cmp(&b)),
        };
        // `a >= b` is where `a < b` is not.
        let (base, positive) = match op {
            BinOp::Lt => (BinOp::Lt, true),
            BinOp::Ge => (BinOp::Lt, false),
            BinOp::Gt => (BinOp::Gt, true),
            _ => (BinOp::Gt, false),
        };
        if let Some(order) = order {
            let holds = if base == BinOp::Lt { order.is_lt() } else { order.is_gt() };
            return Value::Bool(holds == positive);
        }
        let Some(unknown) = self.computed(base, left, right) else {
            return self.unknown(Type::Bool, Cause::Opaque);
        };
        let (yes, no) = (self.choice("true"), self.choice("false"));
        self.one_of(vec![
            (Guard::is(unknown.sym, yes), Value::Bool(positive)),
            (Guard::is(unknown.sym, no), Value::Bool(!positive)),
        ])
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
        let Some(name) = name else {
            let Some(same) = self.computed(BinOp::Eq, left, right) else {
                return self.unknown(Type::Bool, Cause::Opaque);
            };
            let (yes, no) = (self.choice("true"), self.choice("false"));
            return self.one_of(vec![
                (Guard::is(same.sym, yes), Value::Bool(op == BinOp::Eq)),
                (Guard::is(same.sym, no), Value::Bool(op != BinOp::Eq)),
            ]);
        };
        let choice = self.choice(&name);
        let (yes, no) = (op == BinOp::Eq, op != BinOp::Eq);
        self.one_of(vec![
            (Guard::is(unknown.sym, choice), Value::Bool(yes)),
            (Guard::of(unknown.sym, Set::except(vec![choice])), Value::Bool(no)),
        ])
    }

    /// `value as ty`.
    pub(super) fn cast(&mut self, value: &Value, ty: &Type) -> Value {
        self.each(value, &mut |this, value| match (value, ty) {
            (Value::Data(data), _) => match this.discriminant(data.adt, data.variant) {
                Some(number) => Value::Number(number),
                None => this.unknown(ty.clone(), Cause::Opaque),
            },
            (Value::Bool(value), Type::Number) => Value::Number(i64::from(*value)),
            // `'a' as u8`, `b'a' as char`.
            (Value::Text(_), Type::Number) => {
                let text = value.known_text().unwrap_or_default();
                let mut chars = text.chars();
                match (chars.next(), chars.next()) {
                    (Some(char), None) => Value::Number(i64::from(u32::from(char))),
                    _ => this.unknown(Type::Number, Cause::Opaque),
                }
            }
            (Value::Number(number), Type::Text) => match u32::try_from(*number).ok().and_then(char::from_u32) {
                Some(char) => Value::text(char.encode_utf8(&mut [0; 4])),
                None => this.hole(),
            },
            (Value::Unknown(unknown), Type::Text) if *unknown.ty.peeled() == Type::Number => this.hole(),
            (Value::Unknown(unknown), Type::Number) if matches!(unknown.ty.peeled(), Type::Adt(..)) => {
                let opened = this.opened_choice(value);
                match opened {
                    Value::Alts(_) | Value::Data(_) => this.cast(&opened, ty),
                    _ => this.part_of(&(**unknown).clone(), "as", Type::Number),
                }
            }
            (other, _) => other.clone(),
        })
    }

    /// The number of a variant without fields.
    fn discriminant(&self, adt: crate::program::AdtId, variant: Option<u32>) -> Option<i64> {
        let def = self.program.adt(adt);
        let facts = self.program.facts(def.facts);
        let ItemKind::Enum { variants, .. } = &facts.data.item(def.item).kind else { return None };
        let mut number = Some(0i64);
        for (index, item) in variants.iter().enumerate() {
            if let Some(value) = item.value {
                number = match &facts.data.expr(value).kind {
                    ExprKind::Lit(Lit::Int(digits)) => digits.parse().ok(),
                    _ => None,
                };
            }
            if variant == u32::try_from(index).ok() {
                return number;
            }
            number = number.and_then(|number| number.checked_add(1));
        }
        None
    }

    /// `from..to` as a value.
    pub(super) fn range(&mut self, from: Option<ExprId>, to: Option<ExprId>, closed: bool) -> Value {
        let from = from.map_or(Value::Number(0), |from| self.eval(from));
        let from = self.settled(&from);
        let to = to.map(|to| self.eval(to));
        let Some(to) = to else {
            return self.each(&from, &mut |this, from| match from {
                Value::Number(start) => Value::Range(Bounds::from(*start)),
                _ => this.unknown(Type::List(Rc::new(Type::Number)), Cause::Opaque),
            });
        };
        self.each2(&from, &to, &mut |this, from, to| match (from, to) {
            (Value::Number(start), Value::Number(end)) => {
                Value::Range(Bounds { start: *start, end: Some(end.saturating_add(i64::from(closed))) })
            }
            _ => this.unknown(Type::List(Rc::new(Type::Number)), Cause::Opaque),
        })
    }
}

/// The result of an operator on numbers; `None` where it has none, or is not followed.
fn calculated(op: BinOp, a: i64, b: i64) -> Option<i64> {
    match op {
        BinOp::Add => a.checked_add(b),
        BinOp::Sub => a.checked_sub(b),
        BinOp::Mul => a.checked_mul(b),
        BinOp::Div => a.checked_div(b),
        BinOp::Rem => a.checked_rem(b),
        BinOp::BitAnd => Some(a & b),
        BinOp::BitOr => Some(a | b),
        BinOp::BitXor => Some(a ^ b),
        BinOp::Shl => a.checked_shl(u32::try_from(b).ok()?),
        BinOp::Shr => a.checked_shr(u32::try_from(b).ok()?),
        _ => None,
    }
}

/// A name for a value, the same for equal ones; `None` for values that are not told apart.
fn named(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Text(_) => value.known_text().map(|text| format!("{text:?}")),
        Value::Unknown(unknown) => Some(format!("#{}", unknown.sym.0)),
        _ => None,
    }
}
