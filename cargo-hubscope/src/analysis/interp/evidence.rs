//! What a call hands over that can decide a request: values as they are, code, and types.

use super::super::value::{Func, Generics, Piece, Type, Value};
use super::Interp;
use crate::program::{FnId, Owner};
use crate::source::Span;
use crate::syntax::facts::ExprKind;

/// How deep values are searched for code.
const CODE_DEPTH: usize = 4;

impl Interp<'_> {
    /// A value with what is behind references in their place.
    pub(super) fn snapshot(&self, value: &Value) -> Value {
        match value {
            Value::Ref(place) => match self.read_place(place) {
                Value::Ref(_) => value.clone(),
                other => other,
            },
            other => other.clone(),
        }
    }

    /// The code that a call of a function hands over.
    pub(super) fn code_of(
        &self,
        function: FnId,
        generics: &Generics,
        args: &[Value],
        receiver: Option<&Value>,
    ) -> Vec<Span> {
        let mut code: Vec<Span> = args.iter().chain(receiver).flat_map(|value| self.brought_code(value, 0)).collect();
        let fixed = generics.params.iter().map(|(_, ty)| ty);
        let defaults = matches!(self.program.function(function).owner, Owner::Trait(_));
        for ty in fixed.chain(defaults.then_some(&generics.self_ty)) {
            let Type::Adt(adt, _) = ty.peeled() else { continue };
            for id in self.program.impls_of(*adt) {
                let def = self.program.impl_def(*id);
                if def.of_trait.is_some() {
                    let facts = self.program.facts(def.facts);
                    code.push(facts.span(facts.data.item(def.item).range));
                }
            }
        }
        code
    }

    /// The closures and functions in a value.
    pub(super) fn brought_code(&self, value: &Value, depth: usize) -> Vec<Span> {
        if depth > CODE_DEPTH {
            return Vec::new();
        }
        let inside = |value: &Value| self.brought_code(value, depth + 1);
        match value {
            Value::Closure(closure) => vec![closure.facts.span(closure.facts.data.expr(closure.expr).range)],
            Value::Func(func) => match &**func {
                Func::Program(id, _) => {
                    let def = self.program.function(*id);
                    let facts = self.program.facts(def.facts);
                    vec![facts.span(facts.data.item(def.item).range)]
                }
                _ => Vec::new(),
            },
            Value::Data(data) => data.fields.iter().flat_map(|(_, field)| inside(field)).collect(),
            Value::Tuple(items) => items.iter().flat_map(inside).collect(),
            Value::Wrapped(_, inner) => inside(inner),
            Value::Alts(alts) => alts.iter().flat_map(|(_, value)| inside(value)).collect(),
            _ => Vec::new(),
        }
    }

    /// The call in the running function that decided a URL, where the request was completed by a function that was
    /// given it: `point(&mut handle, "/path")`.
    pub(super) fn decided_elsewhere(&mut self, url: &Value, at: Span) -> Option<Span> {
        let id = self.frame().function?;
        let def = self.program.function(id);
        let facts = self.program.facts(def.facts);
        let whole = facts.span(facts.data.item(def.item).range);
        if whole.holds(at) {
            return None;
        }
        let mut origins = Vec::new();
        for (_, value) in url.alternatives() {
            let Value::Text(pieces) = &value else { continue };
            for piece in pieces.iter() {
                let (Piece::Lit(_, from) | Piece::Hole(_, from)) = piece;
                origins.extend(from.iter().copied().filter(|origin| whole.holds(*origin)));
            }
        }
        let origin = *origins.first()?;
        let calls = facts.data.exprs.iter().filter(|expr| {
            matches!(expr.kind, ExprKind::Call { .. } | ExprKind::MethodCall { .. })
                && facts.span(expr.range).holds(origin)
                && facts.span(expr.range) != origin
        });
        calls.map(|expr| facts.span(expr.range)).min_by_key(|span| span.end - span.start)
    }
}
