//! Which calls are worth running at once: those that can send something of the vendor's.

use super::super::reach::parts_hint;
use super::super::value::{Cause, Func, Generics, Piece, TraitRef, Type, Unknown, Value};
use super::Interp;
use crate::program::FnId;

/// How deep values are looked into; what is deeper is taken to matter.
const MAX_LOOK: usize = 12;

impl Interp<'_> {
    /// Whether a call is run where it stands and not when its result is asked for. While instances are looked for, the
    /// functions on the way to where they are made are; else those that can send something of the vendor's.
    pub(super) fn runs_at_once(
        &self,
        function: FnId,
        receiver: Option<&Value>,
        args: &[Value],
        generics: &Generics,
    ) -> bool {
        match self.making.is_empty() {
            true => self.worth_running(function, receiver, args, generics),
            false => self.making.contains(&function),
        }
    }

    /// Whether a call can lead to a request of the vendor's: it leads to a request, and a word of the vendor's can come from
    /// the code that it reaches or from what it is given.
    fn worth_running(&self, function: FnId, receiver: Option<&Value>, args: &[Value], generics: &Generics) -> bool {
        self.reach.may_send(function)
            && (self.reach.speaks(function)
                || args.iter().chain(receiver).any(|value| self.speaks(value, 0))
                || self.parts_speak(args)
                || generics.params.iter().any(|(_, ty)| self.type_speaks(ty, 0))
                || self.type_speaks(&generics.self_ty, 0))
    }

    /// Whether texts among the arguments, and in lists of these, are a path of the vendor's one after the other.
    fn parts_speak(&self, args: &[Value]) -> bool {
        let mut texts: Vec<String> = Vec::new();
        for arg in args {
            match arg {
                Value::List(list) => texts.extend(list.elems.iter().filter_map(Value::known_text)),
                Value::Tuple(items) => texts.extend(items.iter().filter_map(Value::known_text)),
                other => texts.extend(other.known_text()),
            }
        }
        let texts: Vec<&str> = texts.iter().map(|text| &**text).collect();
        parts_hint(&texts, self.vendor)
    }

    /// Whether a word of the vendor's can come out of a value.
    fn speaks(&self, value: &Value, depth: usize) -> bool {
        if depth > MAX_LOOK {
            return true;
        }
        let next = |value: &Value| self.speaks(value, depth + 1);
        match value {
            Value::Never | Value::Nothing | Value::Number(_) | Value::Bool(_) | Value::Range(_) => false,
            Value::Text(pieces) => pieces.iter().any(|piece| match piece {
                Piece::Lit(text, _) => text.contains('/') || self.vendor.hint(text) || self.vendor.is_name(text),
                Piece::Hole(unknown, _) => self.unknown_speaks(unknown, depth),
            }),
            Value::Alts(alts) => alts.iter().any(|(_, value)| next(value)),
            Value::Data(data) => self.reach.carries(data.adt) || data.fields.iter().any(|(_, field)| next(field)),
            Value::Tuple(items) => items.iter().any(next),
            Value::List(list) => list.elems.iter().any(next),
            Value::Wrapped(_, inner) | Value::Path(inner) => next(inner),
            Value::Func(func) => match &**func {
                Func::Program(id, _) => self.reach.speaks(*id),
                Func::Constructor(adt, ..) => self.reach.carries(*adt),
                Func::Outside(_) => false,
            },
            Value::Lazy(lazy) => self.reach.speaks(lazy.function) || lazy.args.iter().chain(&lazy.receiver).any(next),
            Value::Unknown(unknown) => self.unknown_speaks(unknown, depth),
            // What they hold or lead to is not looked into.
            Value::Closure(_) | Value::Request(_) | Value::Ref(_) | Value::View(..) | Value::Entry(_) => true,
        }
    }

    fn unknown_speaks(&self, unknown: &Unknown, depth: usize) -> bool {
        unknown.cause == Cause::Bound
            || unknown.name.as_deref().is_some_and(|name| self.vendor.is_name(name))
            || self.type_speaks(&unknown.ty, depth)
    }

    /// Whether values of a type can bring a word of the vendor's, wherever they were made.
    fn type_speaks(&self, ty: &Type, depth: usize) -> bool {
        if depth > MAX_LOOK {
            return true;
        }
        let next = |ty: &Type| self.type_speaks(ty, depth + 1);
        match ty {
            Type::Adt(adt, args) => self.reach.carries(*adt) || args.iter().any(next),
            Type::Outside(path, args) => self.vendor.is_name(path) || args.iter().any(next),
            Type::Param { bounds, .. } | Type::Traits(bounds) => bounds.iter().any(|bound| match bound {
                TraitRef::Program(id) => self.vendor.is_name(&self.program.trait_def(*id).name),
                TraitRef::Outside(name) => self.vendor.is_name(name),
            }),
            Type::Tuple(items) => items.iter().any(next),
            Type::List(inner) | Type::Fn(inner) => next(inner),
            Type::Const(_) => true,
            Type::Unknown | Type::Text | Type::Number | Type::Bool => false,
        }
    }
}
