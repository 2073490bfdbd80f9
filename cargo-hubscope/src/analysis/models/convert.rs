//! Conversions between types of the program: `From`, `Into`, `AsRef`, `FromStr`, `ToString`.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::interp::{Callee, Interp};
use super::super::value::{Generics, Type, Value, Wrap};
use super::derive;
use crate::program::{FnId, ImplId, ImplTarget};
use crate::syntax::facts::ItemKind;

/// A conversion method; `None` where nothing of the program has a part in it.
pub fn method(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    match call.name {
        "into" | "try_into" => {
            let wanted = call.wanted.peeled().clone();
            let opened = interp.opened_choice(value);
            if let Some(found) = interp.converted(&opened, &wanted, call.name == "into") {
                return Some(if call.name == "try_into" && !is_wrapped(&found) {
                    Value::Wrapped(Wrap::Ok, Rc::new(found))
                } else {
                    found
                });
            }
            match value {
                Value::Data(data) => derive_text(interp, value, data.adt, call),
                _ => Some(value.clone()),
            }
        }
        "parse" => {
            let wanted = call.turbofish.first().cloned().unwrap_or_else(|| call.wanted.clone());
            match wanted.peeled() {
                Type::Adt(..) => from_str(interp, value, &wanted),
                Type::Number if value.known_text().is_some() => {
                    let text = value.known_text()?;
                    Some(match (text.parse(), text.parse::<f64>()) {
                        (Ok(number), _) => Value::Wrapped(Wrap::Ok, Rc::new(Value::Number(number))),
                        (_, Ok(_)) => Value::Wrapped(Wrap::Ok, Rc::new(value.clone())),
                        _ => Value::Wrapped(Wrap::Err, Rc::new(Value::unit())),
                    })
                }
                Type::Bool if value.known_text().is_some() => Some(match value.known_text()?.parse() {
                    Ok(answer) => Value::Wrapped(Wrap::Ok, Rc::new(Value::Bool(answer))),
                    Err(_) => Value::Wrapped(Wrap::Err, Rc::new(Value::unit())),
                }),
                _ => match value {
                    Value::Text(_) => Some(interp.fallible(value.clone())),
                    _ => None,
                },
            }
        }
        "to_string" | "as_ref" | "as_str" | "into_string" | "to_owned" | "borrow" | "as_display" | "fmt"
        | "get_serializations" | "as_static_str" | "to_smolstr" => match value {
            Value::Data(_) if call.name == "fmt" => formatted_into(interp, value, call),
            Value::Text(_) | Value::Unknown(_) | Value::Number(_) if call.name == "fmt" => {
                formatted_into(interp, value, call)
            }
            Value::Data(data) if call.name != "to_owned" && call.name != "borrow" => {
                derive_text(interp, value, data.adt, call)
            }
            Value::Unknown(unknown) if call.name == "to_string" && matches!(unknown.ty.peeled(), Type::Adt(..)) => {
                Some(interp.text_of(value, Style::Display))
            }
            Value::Unknown(unknown) if matches!(unknown.ty.peeled(), Type::Adt(adt, _) if interp.program.adt(*adt).is_enum) =>
            {
                let opened = interp.opened(unknown);
                match opened {
                    Value::Unknown(_) => None,
                    opened => Some(interp.call_method(&opened, call)),
                }
            }
            Value::Number(_) | Value::Bool(_) if call.name == "to_string" => {
                Some(interp.text_of(value, Style::Display))
            }
            Value::Text(_) => Some(value.clone()),
            _ => None,
        },
        _ => None,
    }
}

fn is_wrapped(value: &Value) -> bool {
    matches!(value, Value::Wrapped(..))
        || matches!(value, Value::Alts(alts) if alts.iter().all(|(_, value)| matches!(value, Value::Wrapped(..))))
}

/// `x.fmt(f)` inside of a `Display`.
fn formatted_into(interp: &mut Interp<'_>, value: &Value, call: &MethodCall<'_>) -> Option<Value> {
    let Some(Value::Ref(place)) = call.args.first() else { return None };
    let text = interp.text_of(value, Style::Display);
    let old = interp.current(&(**place).clone());
    let new = super::text::concat(interp, &[old, text]);
    interp.write_place(&(**place).clone(), new);
    Some(Value::Wrapped(Wrap::Ok, Rc::new(Value::unit())))
}

/// The text of a variant by its derives.
fn derive_text(
    interp: &mut Interp<'_>,
    value: &Value,
    adt: crate::program::AdtId,
    call: &MethodCall<'_>,
) -> Option<Value> {
    let def = interp.program.adt(adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    if call.name == "to_string" {
        return Some(interp.text_of(value, Style::Display));
    }
    let named = derive::derives(&item.attrs, "AsRefStr")
        || derive::derives(&item.attrs, "IntoStaticStr")
        || derive::derives(&item.attrs, "AsStaticStr");
    if named && let (ItemKind::Enum { variants, .. }, Value::Data(data)) = (&item.kind, value) {
        let variant = variants.get(data.variant? as usize)?;
        let text = Value::text(&derive::variant_name(&item.attrs, variant, &["strum"]));
        return Some(super::super::interp::origins::tagged(&text, &data.origins));
    }
    match call.name {
        "into" | "as_ref" | "try_into" => match value {
            // derive_more's `Into`, `AsRef` of a newtype.
            Value::Data(data) => match data.fields.as_slice() {
                [(_, only)] if derive::derives(&item.attrs, "Into") || derive::derives(&item.attrs, "AsRef") => {
                    Some(only.clone())
                }
                _ => Some(value.clone()),
            },
            _ => Some(value.clone()),
        },
        _ => None,
    }
}

/// `text.parse::<T>()` of a type of the program.
pub fn from_str(interp: &mut Interp<'_>, value: &Value, wanted: &Type) -> Option<Value> {
    if let super::super::interp::path::Target::Functions(found) = interp.associated(wanted.peeled(), None, "from_str")
        && let Some((_, function, generics)) = found.into_iter().next()
    {
        return Some(interp.call_function(function, generics, None, vec![value.clone()], None));
    }
    let Type::Adt(adt, args) = wanted.peeled().clone() else { return None };
    let def = interp.program.adt(adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    let ItemKind::Enum { variants, .. } = &item.kind else { return None };
    if derive::derives(&item.attrs, "EnumString") || derive::derives(&item.attrs, "ValueEnum") {
        let text = value.known_text()?;
        let at = variants.iter().position(|variant| derive::variant_name(&item.attrs, variant, &["strum"]) == text)?;
        let data = super::super::value::Data {
            adt,
            variant: Some(at as u32),
            args,
            fields: vec![],
            origins: super::super::value::nowhere(),
        };
        return Some(Value::Wrapped(Wrap::Ok, Rc::new(Value::Data(Rc::new(data)))));
    }
    None
}

/// A value of the program as a type from outside, by its `From` impl: an own verb as `Method`.
pub fn into_outside(interp: &mut Interp<'_>, value: &Value, name: &str) -> Value {
    let wanted = Type::outside(name);
    interp.each(value, &mut |interp, value| match value {
        Value::Data(_) => interp.converted(value, &wanted, false).unwrap_or_else(|| value.clone()),
        other => other.clone(),
    })
}

impl Interp<'_> {
    /// `value.into()`: by the `From` impls of the program that take this value, or its own `Into`.
    pub fn converted(&mut self, value: &Value, wanted: &Type, infallible: bool) -> Option<Value> {
        if let Value::Alts(alts) = value {
            let alts = alts.as_ref().clone();
            let mut results = Vec::with_capacity(alts.len());
            for (guard, value) in alts {
                let result = self.converted(&value, wanted, infallible)?;
                results.push((guard, result));
            }
            return Some(self.one_of(results));
        }
        let from = self.type_of(value).peeled().clone();
        if from == Type::Unknown {
            return None;
        }
        if from == *wanted {
            return Some(value.clone());
        }
        let mut found: Vec<(ImplId, FnId)> = Vec::new();
        for index in 0..self.program.impls.len() {
            let id = ImplId(index as u32);
            let def = self.program.impl_def(id);
            let converts = match def.trait_name.as_deref() {
                Some("From") => true,
                Some("TryFrom") => !infallible,
                _ => false,
            };
            if !converts || !self.target_fits(&def.target, wanted) {
                continue;
            }
            let Some(function) = def.fns.first().copied() else { continue };
            let types = {
                let generics = match self.impl_self(id) {
                    Some(self_ty) => self.impl_env(id, &self_ty).generics,
                    None => Rc::default(),
                };
                self.param_types(function, &generics)
            };
            if types.first().is_some_and(|ty| accepts(ty.peeled(), &from)) {
                found.push((id, function));
            }
        }
        if found.is_empty() {
            return self.own_into(value, &from);
        }
        // Without a type to tell them apart they are alternatives.
        let sym = self.fresh();
        let several = found.len() > 1;
        let mut results = Vec::new();
        for (id, function) in found {
            let generics = match self.impl_self(id) {
                Some(self_ty) => self.impl_env(id, &self_ty).generics,
                None => Rc::new(Generics::default()),
            };
            let guard = if several {
                let choice = self.choice(&format!("from:{}", id.0));
                Guard::is(sym, choice)
            } else {
                Guard::always()
            };
            let callee =
                Callee { function, owner: generics, turbofish: vec![], wanted: wanted.clone(), by_name: false };
            let result = self.call_callee(&callee, None, vec![value.clone()], None);
            results.push((guard, result));
        }
        Some(self.one_of(results))
    }

    fn own_into(&mut self, value: &Value, from: &Type) -> Option<Value> {
        for id in self.impls_for(from) {
            let def = self.program.impl_def(id);
            if matches!(def.trait_name.as_deref(), Some("Into" | "TryInto"))
                && let Some(function) = def.fns.first().copied()
            {
                let generics = self.impl_env(id, from).generics;
                return Some(self.call_function(function, generics, Some(value.clone()), vec![], None));
            }
        }
        None
    }

    fn target_fits(&self, target: &ImplTarget, wanted: &Type) -> bool {
        match (target, wanted) {
            (ImplTarget::Adt(a), Type::Adt(b, _)) => a == b,
            (ImplTarget::Outside(name), Type::Outside(path, _)) => path.rsplit("::").next() == Some(&**name),
            (ImplTarget::Outside(name), Type::Text) => matches!(&**name, "str" | "String"),
            // Nothing is known of what is wanted.
            (ImplTarget::Adt(_) | ImplTarget::Outside(_), Type::Unknown | Type::Param { .. } | Type::Traits(_)) => true,
            _ => false,
        }
    }
}

fn accepts(param: &Type, given: &Type) -> bool {
    match (param, given) {
        (Type::Adt(a, _), Type::Adt(b, _)) => a == b,
        (Type::Adt(..), _) | (_, Type::Adt(..)) => false,
        (Type::Unknown, _) => false,
        (a, b) => a == b,
    }
}
