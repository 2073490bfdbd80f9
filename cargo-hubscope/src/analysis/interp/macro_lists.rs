//! Macros of other crates that stand for lists.

use std::rc::Rc;

use super::super::models::list;
use super::super::value::{List, Value};
use super::Interp;
use crate::syntax::facts::{ExprId, MacroCall, MacroRead};

impl Interp<'_> {
    /// The tuples of every element of each list with every one of the others.
    pub(super) fn product(&mut self, call: &MacroCall) -> Value {
        let MacroRead::Args(args) = &call.read else { return self.eval_parts(call) };
        let mut product = List { elems: vec![Value::Tuple(Rc::default())], open: false, map: false };
        for (_, arg) in args {
            let value = self.eval(*arg);
            let value = self.settled(&value);
            let factor = list::as_list(self, &value);
            product.open |= factor.open;
            let mut elems = Vec::new();
            for start in &product.elems {
                for elem in &factor.elems {
                    let Value::Tuple(items) = start else { continue };
                    elems.push(Value::Tuple(Rc::new(items.iter().chain([elem]).cloned().collect())));
                }
            }
            product.open |= elems.len() > list::MAX_ELEMENTS;
            elems.truncate(list::MAX_ELEMENTS);
            product.elems = elems;
        }
        Value::List(Rc::new(product))
    }

    /// The list that a macro of another crate stands for.
    pub(super) fn known_list(&mut self, call: &MacroCall, id: ExprId) -> Option<Value> {
        if self.models.lists.is_empty() {
            return None;
        }
        let module = self.frame().env.module;
        let names: Vec<_> = call.path.segments.iter().map(|segment| segment.name.clone()).collect();
        let path = self.program.outside_macro(module, &names)?.join("::");
        let package = &self.program.crate_of(module).package;
        let known = self.models.lists.iter().find(|list| list.path == path && list.package == *package)?;
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        let texts = match &known.texts {
            Ok(texts) => texts,
            Err(reason) => {
                let name = path.rsplit("::").next().unwrap_or_default();
                self.unknown_lists.insert(format!("what `{name}!()` stands for is not known: {reason}"));
                return None;
            }
        };
        let elems = texts.iter().map(|text| Value::text_at(text, at)).collect();
        Some(Value::List(Rc::new(List { elems, open: false, map: false })))
    }
}
