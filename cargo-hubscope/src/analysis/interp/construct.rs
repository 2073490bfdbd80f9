//! Instances: struct literals and what a constructor path makes.

use std::rc::Rc;

use super::super::value::{Data, Type, Value, nowhere};
use super::Interp;
use crate::program::{AdtId, Def, Ns};
use crate::syntax::facts::{ExprId, Name, Path};

impl Interp<'_> {
    pub(super) fn struct_literal(
        &mut self,
        path: &Path,
        fields: &[(Name, ExprId)],
        base: Option<ExprId>,
        id: ExprId,
    ) -> Value {
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

    /// A new instance, noted where instances of its type are asked for; a variant without fields is none.
    pub fn made(&mut self, mut data: Data) -> Value {
        for name in self.changing(data.adt).iter() {
            let ty = self.field_type(data.adt, &data.args, data.variant, name);
            if let Some(at) = data.fields.iter().position(|(known, _)| known == name) {
                let loosened = self.loosened(&data.fields[at].1.clone(), &ty, true, false);
                data.fields[at].1 = loosened;
            }
        }
        let instance = data.variant.is_none() || !data.fields.is_empty();
        let value = Value::Data(Rc::new(data));
        if instance && !self.making.is_empty() {
            if self.made.len() < super::MAX_MADE {
                self.made.push(value.clone());
            } else {
                self.bounded("instances");
            }
        }
        value
    }

    /// The fields of a type that the program writes through a shared reference: a method that is given the instance only to
    /// look at may have changed them.
    fn changing(&mut self, adt: AdtId) -> Rc<[Name]> {
        if let Some(known) = self.changing.get(&adt) {
            return Rc::clone(known);
        }
        let def = self.program.adt(adt);
        let (item, facts) = (def.item, self.program.facts(def.facts));
        let fields = self.program.fields(&facts, item, None).iter();
        let mut names: Vec<Name> = fields
            .filter(|field| super::construction::changes_inside(&facts, field.ty))
            .map(|field| field.name.clone())
            .collect();
        if !names.is_empty() {
            self.index();
            names.retain(|name| self.written.contains(name));
        }
        let names: Rc<[Name]> = names.into();
        self.changing.insert(adt, Rc::clone(&names));
        names
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
}
