//! Evaluation of expressions.

use std::rc::Rc;

use super::super::models::{list, number, text, url};
use super::super::value::{Cause, Closure, List, Place, Type, Value, View, Wrap};
use super::{Interp, MAX_NESTING};
use crate::syntax::facts::{ExprId, ExprKind, Lit, TyKind};

/// How many times one value is repeated in a list whose length is followed.
const MAX_REPEATED: i64 = 64;

impl Interp<'_> {
    /// The value of an expression of the running code.
    pub fn eval(&mut self, id: ExprId) -> Value {
        self.eval_as(id, &Type::Unknown)
    }

    /// The value of an expression where its type is expected to be `wanted`.
    pub fn eval_as(&mut self, id: ExprId, wanted: &Type) -> Value {
        if !self.step() {
            return self.bounded("steps");
        }
        if self.nesting >= MAX_NESTING {
            return self.bounded("nested expressions");
        }
        self.nesting += 1;
        let value = self.eval_kind(id, wanted);
        self.nesting -= 1;
        if self.pages.is_some() {
            self.note_page(&value, id);
        }
        value
    }

    fn eval_kind(&mut self, id: ExprId, wanted: &Type) -> Value {
        let facts = self.here();
        let expr = facts.data.expr(id);
        match &expr.kind {
            ExprKind::Lit(lit) => self.literal(lit, id),
            ExprKind::Path(path) => self.eval_path(path, id, wanted),
            ExprKind::Call { callee, args } => self.eval_call(id, *callee, args, wanted),
            ExprKind::MethodCall { .. } => self.eval_method_call(id, wanted),
            ExprKind::Field { base, name } => {
                let base = self.eval(*base);
                if matches!(base, Value::Never) {
                    return base;
                }
                self.field(&base, name)
            }
            ExprKind::Index { base, index } => {
                let base = self.eval(*base);
                let sliced = matches!(facts.data.expr(*index).kind, ExprKind::Span { .. });
                if sliced {
                    return self.slice(&base, *index);
                }
                let index = self.eval(*index);
                let at = self.span(expr.range);
                match self.overloaded(("Index", "index"), &base, None, vec![index.clone()], at) {
                    Some(own) => own,
                    None => list::index(self, &base, &index),
                }
            }
            ExprKind::Unary { op, expr } => {
                let value = self.eval(*expr);
                self.unary(*op, &value, id)
            }
            ExprKind::Ref { mutable: true, expr } => {
                if let Some(place) = self.place_of(*expr)
                    && self.readable(&place)
                {
                    return Value::Ref(Rc::new(place));
                }
                let value = self.eval_as(*expr, wanted);
                // A temporary can still be written through the reference.
                match value {
                    Value::Never | Value::Ref(_) | Value::View(..) => value,
                    value => {
                        let cell = self.alloc(value);
                        Value::Ref(Rc::new(Place { cell, fields: vec![] }))
                    }
                }
            }
            ExprKind::Ref { mutable: false, expr } => self.eval_as(*expr, wanted),
            ExprKind::Binary { op, left, right } => self.binary(id, *op, *left, *right),
            ExprKind::Assign { place, value } => self.assign(*place, *value),
            ExprKind::AssignOp { op, place, value } => self.assign_op(*op, *place, *value),
            ExprKind::Struct { path, fields, base } => self.struct_literal(path, fields, *base, id),
            ExprKind::Tuple(items) => {
                let wanted: Vec<Type> = match wanted {
                    Type::Tuple(types) => types.to_vec(),
                    _ => Vec::new(),
                };
                let mut values = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    let value = self.eval_as(*item, wanted.get(index).unwrap_or(&Type::Unknown));
                    if matches!(value, Value::Never) {
                        return value;
                    }
                    values.push(value);
                }
                Value::Tuple(Rc::new(values))
            }
            ExprKind::Array(items) => self.elements(items, wanted),
            ExprKind::Repeat { value, length } => self.repeated(*value, *length),
            ExprKind::Block(block) => self.block(block, wanted),
            ExprKind::Async(block) => self.async_block(block, wanted),
            ExprKind::If { .. } => self.eval_if(id, wanted),
            ExprKind::Let { pat, expr } => {
                // Outside of a condition: only whether it matches.
                let value = self.eval(*expr);
                let matched = self.match_pat(*pat, &value);
                match (matched.yes.is_never(), matched.no.is_never()) {
                    (false, true) => Value::Bool(true),
                    (true, false) => Value::Bool(false),
                    _ => self.unknown(Type::Bool, Cause::Opaque),
                }
            }
            ExprKind::Match { scrutinee, arms } => self.eval_match(*scrutinee, arms, wanted),
            ExprKind::Loop { body } => self.eval_loop(*body),
            ExprKind::While { cond, body } => self.eval_while(*cond, *body),
            ExprKind::For { pat, iter, body } => self.eval_for(*pat, *iter, *body),
            ExprKind::Closure { params, body } => {
                let frame = self.frame();
                let closure = Closure {
                    facts: Rc::clone(&facts),
                    expr: id,
                    params: params.clone(),
                    body: *body,
                    locals: frame.locals.clone(),
                    env: frame.env.clone(),
                    holder: frame.holder.clone(),
                };
                let value = Value::Closure(Rc::new(closure));
                self.frame().idle.push(value.clone());
                value
            }
            ExprKind::Return(value) => {
                let result = self.frame().result.clone();
                let value = value.map_or_else(Value::unit, |value| self.eval_as(value, &result));
                if !matches!(value, Value::Never) {
                    let value = self.settled(&value);
                    let guard = self.path.clone();
                    self.frame().returns.push((guard, value));
                }
                Value::Never
            }
            ExprKind::Break { value, labelled } => {
                let value = value.map_or_else(Value::unit, |value| self.eval(value));
                self.break_loop(value, *labelled);
                Value::Never
            }
            ExprKind::Continue => Value::Never,
            ExprKind::Yield(value) => {
                if let Some(value) = value {
                    self.eval(*value);
                }
                Value::unit()
            }
            ExprKind::Await(inner) => {
                let value = self.eval_as(*inner, wanted);
                let at = self.span(expr.range);
                self.awaited(&value, at)
            }
            ExprKind::Try(expr) => {
                let value = self.eval_as(*expr, wanted);
                self.tried(&value)
            }
            ExprKind::Cast { expr, ty } => {
                let env = self.env();
                let name = match &facts.data.ty(*ty).kind {
                    TyKind::Path(path) => path.segments.last().map(|last| last.name.clone()),
                    _ => None,
                };
                let ty = self.lower_ty(&facts, *ty, &env);
                let value = self.eval_as(*expr, &ty);
                let value = self.cast(&value, &ty);
                self.each(&value, &mut |this, value| match value {
                    Value::Number(number) => match number::as_type(*number, name.as_deref().unwrap_or_default()) {
                        Some(number) => Value::Number(number),
                        None => this.unknown(ty.clone(), Cause::Opaque),
                    },
                    other => other.clone(),
                })
            }
            ExprKind::Span { from, to, closed } => self.range(*from, *to, *closed),
            ExprKind::Macro(call) => self.eval_macro(call, id, wanted),
            ExprKind::Other => self.unknown(Type::Unknown, Cause::Opaque),
        }
    }

    fn literal(&mut self, lit: &Lit, id: ExprId) -> Value {
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        match lit {
            Lit::Str(text) => Value::text_at(text, at),
            Lit::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Value::text_at(text, at),
                Err(_) => self.unknown(Type::Text, Cause::Opaque),
            },
            Lit::Char(char) => Value::text_at(char.encode_utf8(&mut [0; 4]), at),
            Lit::Int(digits) => {
                digits.parse().map_or_else(|_| self.unknown(Type::Number, Cause::Opaque), Value::Number)
            }
            Lit::Float(_) => self.unknown(Type::Number, Cause::Opaque),
            Lit::Bool(value) => Value::Bool(*value),
        }
    }

    fn elements(&mut self, items: &[ExprId], wanted: &Type) -> Value {
        let wanted = match wanted.peeled() {
            Type::List(inner) => (**inner).clone(),
            _ => Type::Unknown,
        };
        let mut elems = Vec::with_capacity(items.len());
        for item in items {
            if self.is_cut(*item) {
                continue;
            }
            let value = self.eval_as(*item, &wanted);
            if matches!(value, Value::Never) {
                return value;
            }
            elems.push(value);
        }
        Value::List(Rc::new(List { elems, open: false, map: false }))
    }

    /// `[value; length]`.
    pub(super) fn repeated(&mut self, value: ExprId, length: ExprId) -> Value {
        let value = self.eval(value);
        let length = self.eval(length);
        match self.settled(&length) {
            Value::Number(length) if (0..=MAX_REPEATED).contains(&length) => {
                Value::List(Rc::new(List { elems: vec![value; length as usize], open: false, map: false }))
            }
            _ => Value::List(Rc::new(List { elems: vec![value], open: true, map: false })),
        }
    }

    fn slice(&mut self, base: &Value, index: ExprId) -> Value {
        let facts = self.here();
        if matches!(facts.data.expr(index).kind, ExprKind::Span { from: None, to: None, .. }) {
            return base.clone();
        }
        if let Some((from, to)) = self.positions(index) {
            return url::between(base, from, to);
        }
        let bounds = self.eval(index);
        self.each2(base, &bounds, &mut |this, base, bounds| match (base, bounds) {
            (_, Value::Range(bounds)) => text::sliced(this, base, bounds),
            // Some of the elements, in their order.
            (Value::List(list), _) => Value::List(Rc::new(List { open: true, ..(**list).clone() })),
            _ => this.unknown(Type::Text, Cause::Opaque),
        })
    }

    /// The ends of `..Position::AfterPath`, where they are parts of a URL.
    fn positions(&mut self, index: ExprId) -> Option<(Option<&'static str>, Option<&'static str>)> {
        let facts = self.here();
        let ExprKind::Span { from, to, .. } = facts.data.expr(index).kind else { return None };
        let is_path = |end: &ExprId| matches!(facts.data.expr(*end).kind, ExprKind::Path(_));
        if ![from, to].iter().flatten().all(is_path) {
            return None;
        }
        let mut end = |end: Option<ExprId>| match end {
            Some(end) => {
                let value = self.eval(end);
                url::position(&value).map(Some)
            }
            None => Some(None),
        };
        Some((end(from)?, end(to)?))
    }

    /// `*value`.
    pub fn deref(&mut self, value: &Value) -> Value {
        self.each(value, &mut |this, value| match value {
            Value::Data(_) => this.deref_target(value).unwrap_or_else(|| value.clone()),
            Value::View(view, place) => this.viewed(*view, place),
            other => other.clone(),
        })
    }

    fn viewed(&mut self, view: View, place: &Place) -> Value {
        let request = self.read_place(place);
        match (&request, view) {
            (Value::Request(request), View::RequestUrl) => request.url.clone(),
            (Value::Request(request), View::RequestMethod) => request.method.clone(),
            _ => None,
        }
        .unwrap_or_else(|| self.unknown(Type::Unknown, Cause::Opaque))
    }

    /// `value?`: the value inside of `Some` or `Ok`; `None` and `Err` leave.
    pub fn tried(&mut self, value: &Value) -> Value {
        self.each(value, &mut |this, value| match value {
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => (**inner).clone(),
            Value::Nothing | Value::Wrapped(Wrap::Err, _) => {
                let guard = this.path.clone();
                this.frame().returns.push((guard, value.clone()));
                Value::Never
            }
            Value::Unknown(unknown) => this.inside(unknown),
            other => other.clone(),
        })
    }
}
