//! Evaluation of expressions.

use std::rc::Rc;

use super::super::models::{list, text};
use super::super::value::{Cause, Closure, Data, List, Place, Type, Value, View, Wrap, nowhere};
use super::{Interp, MAX_NESTING};
use crate::program::{AdtId, Def, Ns};
use crate::syntax::facts::{BinOp, Block, ExprId, ExprKind, Lit, Name, Path, Stmt, StmtKind, UnOp};

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
            return self.bounded("nesting");
        }
        self.nesting += 1;
        let value = self.eval_kind(id, wanted);
        self.nesting -= 1;
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
                list::index(self, &base, &index)
            }
            ExprKind::Unary { op, expr } => {
                let value = self.eval(*expr);
                match op {
                    UnOp::Deref => self.deref(&value),
                    UnOp::Not => self.each(&value, &mut |this, value| match value {
                        Value::Bool(value) => Value::Bool(!value),
                        Value::Unknown(unknown) => {
                            let unknown = (**unknown).clone();
                            this.part_of(&unknown, "!", Type::Bool)
                        }
                        _ => this.unknown(Type::Bool, Cause::Opaque),
                    }),
                    UnOp::Neg => self.each(&value, &mut |this, value| match value {
                        Value::Number(number) => Value::Number(number.wrapping_neg()),
                        _ => this.unknown(Type::Number, Cause::Opaque),
                    }),
                }
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
            ExprKind::Binary { op, left, right } => self.binary(*op, *left, *right),
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
            ExprKind::Repeat { value, .. } => {
                let value = self.eval(*value);
                Value::List(Rc::new(List { elems: vec![value], open: false, map: false }))
            }
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
                    label: frame.holder.label.clone(),
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
            ExprKind::Await(expr) => {
                let value = self.eval_as(*expr, wanted);
                self.awaited(&value)
            }
            ExprKind::Try(expr) => {
                let value = self.eval_as(*expr, wanted);
                self.tried(&value)
            }
            ExprKind::Cast { expr, ty } => {
                let env = self.env();
                let ty = self.lower_ty(&facts, *ty, &env);
                let value = self.eval_as(*expr, &ty);
                // `Variant as u32` and the like are numbers that are not followed.
                self.each(&value, &mut |this, value| match value {
                    Value::Data(_) => this.unknown(ty.clone(), Cause::Opaque),
                    other => other.clone(),
                })
            }
            ExprKind::Span { from, to } => {
                for end in from.iter().chain(to) {
                    self.eval(*end);
                }
                self.unknown(Type::List(Rc::new(Type::Number)), Cause::Opaque)
            }
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

    fn slice(&mut self, base: &Value, index: ExprId) -> Value {
        let facts = self.here();
        let ExprKind::Span { from, to } = &facts.data.expr(index).kind else { return base.clone() };
        let from = from.map(|from| self.eval(from));
        let to = to.map(|to| self.eval(to));
        let at = |value: &Option<Value>| match value {
            None => Some(None),
            Some(Value::Number(number)) => Some(usize::try_from(*number).ok()),
            Some(_) => None,
        };
        match (at(&from), at(&to)) {
            (Some(None), Some(None)) => base.clone(),
            (Some(from), Some(to)) => self.each(base, &mut |this, base| text::sliced(this, base, from, to)),
            _ => self.each(base, &mut |this, base| match base {
                Value::List(_) => base.clone(),
                _ => this.unknown(Type::Text, Cause::Opaque),
            }),
        }
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

    fn binary(&mut self, op: BinOp, left: ExprId, right: ExprId) -> Value {
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

    fn operate(&mut self, op: BinOp, left: &Value, right: &Value) -> Value {
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
        let (unknown, known) = match (left, right) {
            (Value::Unknown(unknown), known) | (known, Value::Unknown(unknown)) => (unknown.clone(), known.clone()),
            _ => return self.unknown(Type::Bool, Cause::Opaque),
        };
        let name = match &known {
            Value::Text(_) => known.known_text().map(|text| format!("lit:{text}")),
            Value::Number(number) => Some(format!("lit:{number}")),
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

    fn assign(&mut self, target: ExprId, value: ExprId) -> Value {
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
            if let Value::View(view, place) = view {
                let at = self.span(range);
                self.write_view(view, &place, value, at);
                return Value::unit();
            }
        }
        if let ExprKind::Index { base, .. } = &facts.data.expr(target).kind {
            if let Some(place) = self.place_of(*base) {
                list::insert_at(self, &place, value);
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

    fn assign_op(&mut self, op: BinOp, target: ExprId, value: ExprId) -> Value {
        let value = self.eval(value);
        if matches!(value, Value::Never) {
            return value;
        }
        if let Some(place) = self.place_of(target) {
            let old = self.current(&place);
            let new = self.each2(&old, &value, &mut |this, old, value| this.operate(op, old, value));
            self.write_place(&place, new);
        }
        Value::unit()
    }

    /// The value at a place; a field of an unknown instance is looked into.
    pub fn current(&mut self, place: &Place) -> Value {
        if self.readable(place) {
            let value = self.read_place(place);
            return self.settled(&value);
        }
        let mut value = self.read(place.cell);
        for name in &place.fields {
            value = self.field(&value, name);
        }
        self.settled(&value)
    }

    fn struct_literal(&mut self, path: &Path, fields: &[(Name, ExprId)], base: Option<ExprId>, id: ExprId) -> Value {
        let Some((adt, variant)) = self.constructor(path) else {
            // A struct from outside: its fields may still hold calls.
            let mut values = Vec::new();
            for (name, field) in fields {
                let value = self.eval(*field);
                values.push((name.clone(), value));
            }
            let outside = self.outside_path(path);
            return self.outside_struct(outside.as_deref(), values, id);
        };
        let self_args = match &self.frame().env.generics.self_ty {
            Type::Adt(known, args) if *known == adt => Some(args.clone()),
            _ => None,
        };
        let written = self.path_args(path, adt);
        let mut args = written.or(self_args.clone()).unwrap_or_else(|| Rc::from([]));
        let mut values: Vec<(Name, Value)> = Vec::with_capacity(fields.len());
        for (name, field) in fields {
            if self.is_cut(*field) {
                continue;
            }
            let wanted = self.field_type(adt, &args, variant, name);
            let value = self.eval_as(*field, &wanted);
            if matches!(value, Value::Never) {
                return value;
            }
            values.push((name.clone(), value));
        }
        if let Some(base) = base {
            let base = self.eval_as(base, &Type::Adt(adt, args.clone()));
            let def = self.program.adt(adt);
            let facts = self.program.facts(def.facts);
            for field in self.program.fields(&facts, def.item, variant) {
                if !values.iter().any(|(name, _)| *name == field.name) {
                    let value = self.field(&base, &field.name);
                    values.push((field.name.clone(), value));
                }
            }
            if let Value::Data(data) = self.settled(&base)
                && args.is_empty()
            {
                args = data.args.clone();
            }
        }
        if args.iter().all(|arg| *arg == Type::Unknown) {
            args = self.infer_args(adt, variant, &values);
        }
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        let origins = if variant.is_some() { Rc::from([at]) } else { nowhere() };
        self.made(Data { adt, variant, args, fields: values, origins })
    }

    /// A new instance, noted where instances of its type are asked for.
    pub fn made(&mut self, data: Data) -> Value {
        let instance = data.variant.is_none();
        let value = Value::Data(Rc::new(data));
        if instance && self.made.len() < super::MAX_MADE {
            self.made.push(value.clone());
        }
        value
    }

    /// What a path in constructor position makes.
    pub fn constructor(&mut self, path: &Path) -> Option<(AdtId, Option<u32>)> {
        let env = self.env();
        if path.qself.is_none() && path.segments.first().is_some_and(|first| &*first.name == "Self") {
            let Type::Adt(adt, _) = &env.generics.self_ty else { return None };
            return match path.segments.get(1) {
                None => Some((*adt, None)),
                Some(name) => Some((*adt, Some(self.program.variant(*adt, &name.name)?))),
            };
        }
        match self.program.resolve_names(env.module, path, Ns::Type).map(|found| found.def) {
            Some(Def::Adt(adt)) => Some((adt, None)),
            Some(Def::Variant(adt, variant)) => Some((adt, Some(variant))),
            _ => {
                let facts = self.here();
                // Through an alias: `Alias { .. }`, `Alias::Variant { .. }`.
                let mut prefix = path.clone();
                match self.lower_type_path(&facts, &prefix, &env) {
                    Type::Adt(adt, _) => Some((adt, None)),
                    _ => {
                        let last = prefix.segments.pop()?;
                        match self.lower_type_path(&facts, &prefix, &env) {
                            Type::Adt(adt, _) => Some((adt, Some(self.program.variant(adt, &last.name)?))),
                            _ => None,
                        }
                    }
                }
            }
        }
    }

    /// Statements and the value of a block.
    pub fn block(&mut self, block: &Block, wanted: &Type) -> Value {
        let facts = self.here();
        let depth = self.frame().locals.len();
        let outer = self.frame().env.module;
        if let Some(first) = block.items.first()
            && let Some(scope) = self.program.block_scope(facts.id, *first)
        {
            self.frame().env.module = scope;
        }
        let mut value = Value::unit();
        let mut left = false;
        let tail = self.tail_of(block);
        for stmt in &block.stmts {
            let is_tail = matches!(stmt.kind, StmtKind::Expr(expr) if Some(expr) == tail);
            if is_tail || !self.counts(stmt) {
                continue;
            }
            if matches!(self.statement(stmt), Value::Never) {
                left = true;
                break;
            }
        }
        if left {
            value = Value::Never;
        } else if let Some(tail) = tail {
            value = self.eval_as(tail, wanted);
        }
        let frame = self.frame();
        frame.locals.truncate(depth);
        frame.env.module = outer;
        value
    }

    /// The expression that is a block's value: with `cfg` the last one that counts.
    fn tail_of(&mut self, block: &Block) -> Option<ExprId> {
        let candidates: Vec<ExprId> = block.tail.iter().chain(block.cfg_tails.iter().rev()).copied().collect();
        candidates.into_iter().find(|tail| {
            let stmt = block.stmts.iter().find(|stmt| matches!(stmt.kind, StmtKind::Expr(expr) if expr == *tail));
            stmt.is_none_or(|stmt| self.counts(stmt))
        })
    }

    /// Whether `cfg` cuts an element, argument or field away: the lowering makes it a block of one statement.
    pub fn is_cut(&mut self, id: ExprId) -> bool {
        let facts = self.here();
        match &facts.data.expr(id).kind {
            ExprKind::Block(block) if block.items.is_empty() && block.tail.is_some() => match block.stmts.as_slice() {
                [only] if !only.attrs.is_empty() => !self.counts(only),
                _ => false,
            },
            _ => false,
        }
    }

    fn counts(&mut self, stmt: &Stmt) -> bool {
        if stmt.attrs.is_empty() {
            return true;
        }
        let module = self.frame().env.module;
        self.models.config(self.program.module(module).krate).counts(&stmt.attrs)
    }

    fn statement(&mut self, stmt: &Stmt) -> Value {
        let facts = self.here();
        match &stmt.kind {
            StmtKind::Expr(expr) => self.eval(*expr),
            StmtKind::Let { pat, ty, init, otherwise } => {
                let env = self.env();
                let wanted = ty.map_or(Type::Unknown, |ty| self.lower_ty(&facts, ty, &env));
                let value = match init {
                    Some(init) => self.eval_as(*init, &wanted),
                    None => self.unknown(wanted.clone(), Cause::Opaque),
                };
                if matches!(value, Value::Never) {
                    return value;
                }
                let value = self.typed(value, &wanted);
                let matched = self.match_pat(*pat, &value);
                if let Some(otherwise) = otherwise
                    && let Some(no) = matched.no.hull()
                    && let Some(path) = self.path.and(&no)
                {
                    let outer = std::mem::replace(&mut self.path, path);
                    let mark = self.trail.len();
                    self.eval(*otherwise);
                    self.undo(mark);
                    self.path = outer;
                }
                let Some(yes) = matched.yes.hull() else { return Value::Never };
                if let Some(path) = self.path.and(&yes) {
                    self.path = path;
                }
                for (name, value) in matched.binds {
                    self.bind(&name, value);
                }
                Value::unit()
            }
        }
    }

    fn async_block(&mut self, block: &Block, wanted: &Type) -> Value {
        let outer = std::mem::take(&mut self.frame().returns);
        let path = self.path.clone();
        let value = self.block(block, wanted);
        let mut alts = std::mem::replace(&mut self.frame().returns, outer);
        alts.push((Guard::always(), value));
        self.path = path;
        let only: Vec<_> = alts.into_iter().filter(|(_, value)| !matches!(value, Value::Never)).collect();
        self.one_of(only)
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

use super::super::guard::Guard;
