//! Patterns with parts: tuples, slices, structs and variants.

use std::rc::Rc;

use super::super::guard::When;
use super::super::value::{Cause, List, Type, Unknown, Value, Wrap};
use super::Interp;
use super::pattern::Matched;
use crate::syntax::facts::{Name, PatId, PatKind, Path};

impl Interp<'_> {
    fn match_parts(&mut self, parts: &[(PatId, Value)], definite: Matched) -> Matched {
        let mut result = definite;
        for (pat, value) in parts {
            let got = self.match_pat(*pat, value);
            // It fails where it failed so far, and where this part does while the earlier ones match.
            let fails = result.yes.and(&got.no);
            result.no = result.no.or(fails);
            result.yes = result.yes.and(&got.yes);
            result.binds.extend(got.binds);
        }
        if result.yes.is_never() {
            result.no = When::always();
        }
        result
    }

    pub(super) fn match_tuple(&mut self, pats: &[PatId], value: &Value) -> Matched {
        let facts = self.here();
        let rest = pats.iter().position(|pat| matches!(facts.data.pat(*pat).kind, PatKind::Rest));
        let len = match value {
            Value::Tuple(items) => items.len(),
            Value::Unknown(unknown) => match &unknown.ty {
                Type::Tuple(types) => types.len(),
                _ => pats.len(),
            },
            _ => pats.len(),
        };
        let mut parts = Vec::with_capacity(pats.len());
        for (index, pat) in pats.iter().enumerate() {
            let at = match rest {
                Some(rest) if index == rest => continue,
                Some(rest) if index > rest => (len + index).saturating_sub(pats.len()),
                _ => index,
            };
            let part = self.field(value, &at.to_string());
            parts.push((*pat, part));
        }
        self.match_parts(&parts, Matched::always(vec![]))
    }

    pub(super) fn match_slice(&mut self, pats: &[PatId], value: &Value) -> Matched {
        let facts = self.here();
        let is_rest = |pat: &PatId| match &facts.data.pat(*pat).kind {
            PatKind::Rest => true,
            PatKind::Bind { sub: Some(sub), .. } => matches!(facts.data.pat(*sub).kind, PatKind::Rest),
            _ => false,
        };
        let rest = pats.iter().position(is_rest);
        let (definite, elems) = match value {
            Value::List(list) if !list.open => {
                let fits = match rest {
                    Some(_) => list.elems.len() + 1 >= pats.len(),
                    None => list.elems.len() == pats.len(),
                };
                (Matched::decided(fits), list.elems.clone())
            }
            _ => (self.open_match(), vec![]),
        };
        if definite.yes.is_never() {
            return definite;
        }
        let len = if elems.is_empty() { pats.len() } else { elems.len() };
        let mut parts = Vec::new();
        for (index, pat) in pats.iter().enumerate() {
            if rest == Some(index) {
                if let PatKind::Bind { name, .. } = &facts.data.pat(*pat).kind {
                    let middle = elems.get(index..(len + 1 + index).saturating_sub(pats.len())).unwrap_or(&[]).to_vec();
                    let list = Value::List(Rc::new(List { open: elems.is_empty(), elems: middle, map: false }));
                    let mut result = self.match_parts(&parts, definite.clone());
                    result.binds.push((name.clone(), list));
                    return result;
                }
                continue;
            }
            let at = if rest.is_some_and(|rest| index > rest) { len + index - pats.len() } else { index };
            let part = match elems.get(at) {
                Some(value) => value.clone(),
                None => super::super::models::list::element(self, value),
            };
            parts.push((*pat, part));
        }
        self.match_parts(&parts, definite)
    }

    pub(super) fn match_constructor(&mut self, path: &Path, value: &Value, fields: &[(Name, PatId)]) -> Matched {
        let last = path.segments.last().map_or("", |segment| &*segment.name);
        let wrap = match last {
            "Some" => Some(Wrap::Some),
            "Ok" => Some(Wrap::Ok),
            "Err" => Some(Wrap::Err),
            _ => None,
        };
        if let Some(wrap) = wrap
            && path.segments.len() <= 2
        {
            return self.match_wrap(wrap, value, fields);
        }
        let Some((adt, variant)) = self.constructor(path) else {
            return self.match_outside(path, value, fields);
        };
        match value {
            Value::Data(data) if data.adt == adt => {
                if data.variant != variant {
                    return Matched::never();
                }
                let parts: Vec<(PatId, Value)> = self.parts(value, fields);
                self.match_parts(&parts, Matched::always(vec![]))
            }
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.match_constructor(path, &inner.clone(), fields),
            // The pattern tells of which type the messages of a channel are.
            Value::Unknown(unknown)
                if unknown.cause == Cause::Message && !matches!(unknown.ty.peeled(), Type::Adt(..)) =>
            {
                let ty = Type::Adt(adt, Rc::from([]));
                let typed = Rc::new(Unknown { ty, ..(**unknown).clone() });
                let opened = self.opened(&typed);
                self.match_each(&opened, &mut |this, value| this.match_constructor(path, value, fields))
            }
            Value::Unknown(unknown) => {
                let definite = match variant {
                    Some(_) => self.decide(unknown, &format!("v:{last}")),
                    None => Matched::always(vec![]),
                };
                // The type is known now, whatever the value was taken for.
                let typed = match unknown.ty.peeled() {
                    Type::Adt(known, _) if *known == adt => value.clone(),
                    _ => {
                        let ty = Type::Adt(adt, Rc::from([]));
                        Value::Unknown(Rc::new(Unknown { ty, ..(**unknown).clone() }))
                    }
                };
                let parts: Vec<(PatId, Value)> = match (variant, &typed) {
                    (Some(variant), Value::Unknown(unknown)) => {
                        let mut parts = Vec::new();
                        for (name, pat) in fields {
                            let ty = self.field_type(adt, &Rc::from([]), Some(variant), name);
                            let part = self.part_of(unknown, &format!("{last}.{name}"), ty);
                            parts.push((*pat, part));
                        }
                        parts
                    }
                    _ => self.parts(&typed, fields),
                };
                self.match_parts(&parts, definite)
            }
            _ => self.match_outside(path, value, fields),
        }
    }

    fn parts(&mut self, value: &Value, fields: &[(Name, PatId)]) -> Vec<(PatId, Value)> {
        fields.iter().map(|(name, pat)| (*pat, self.field(value, name))).collect()
    }

    fn match_wrap(&mut self, wrap: Wrap, value: &Value, fields: &[(Name, PatId)]) -> Matched {
        let inner_pat = fields.first().map(|(_, pat)| *pat);
        let (definite, inner) = match value {
            Value::Wrapped(known, inner) => {
                let same = *known == wrap || !matches!((known, wrap), (Wrap::Err, _) | (_, Wrap::Err));
                (Matched::decided(same), (**inner).clone())
            }
            Value::Nothing => (Matched::decided(wrap == Wrap::Err), Value::unit()),
            Value::Unknown(unknown) => {
                let definite = match wrap {
                    // `Err` and `None` are the same decision: not there.
                    Wrap::Err => self.decide(unknown, "None"),
                    Wrap::Some | Wrap::Ok => {
                        let mut got = self.decide(unknown, "None");
                        std::mem::swap(&mut got.yes, &mut got.no);
                        got
                    }
                };
                let inner = match wrap {
                    Wrap::Err => self.unknown(Type::Unknown, Cause::Opaque),
                    _ => self.inside(unknown),
                };
                (definite, inner)
            }
            // A value that came through transparent wrappers is there.
            other => (Matched::decided(wrap != Wrap::Err), other.clone()),
        };
        if definite.yes.is_never() {
            return definite;
        }
        match inner_pat {
            Some(pat) => self.match_parts(&[(pat, inner)], definite),
            None => definite,
        }
    }

    /// A constructor that is not the program's: `State(x)`, `Json(x)`, `Cow::Borrowed(x)`.
    fn match_outside(&mut self, path: &Path, value: &Value, fields: &[(Name, PatId)]) -> Matched {
        let last = path.segments.last().map_or("", |segment| &*segment.name);
        let owner = path.segments.iter().rev().nth(1).map_or("", |segment| &*segment.name);
        // What is a text is the string among the kinds of JSON, and none of the others.
        let text = owner == "Value" && matches!(value, Value::Text(_));
        if text && matches!(last, "Bool" | "Number" | "Array" | "Object") {
            return Matched::never();
        }
        let sure = text && last == "String"
            || matches!(
                last,
                "Borrowed"
                    | "Owned"
                    | "State"
                    | "Extension"
                    | "Json"
                    | "Path"
                    | "Query"
                    | "Form"
                    | "Data"
                    | "Parameters"
            );
        let mut parts = Vec::new();
        for (name, pat) in fields {
            let part = match value {
                Value::Unknown(unknown) => {
                    let inner = self.inside(unknown);
                    match (&inner, fields.len()) {
                        (Value::Unknown(part), 1) if part.sym == unknown.sym => {
                            self.part_of(unknown, name, Type::Unknown)
                        }
                        (_, 1) => inner,
                        _ => self.part_of(unknown, name, Type::Unknown),
                    }
                }
                other if fields.len() == 1 && (sure || matches!(other, Value::Entry(_))) => other.clone(),
                _ => self.unknown(Type::Unknown, Cause::Opaque),
            };
            parts.push((*pat, part));
        }
        let definite = if sure { Matched::always(vec![]) } else { self.open_match() };
        self.match_parts(&parts, definite)
    }
}

pub fn positional(elems: &[PatId], facts: &crate::syntax::facts::FileFacts) -> Vec<(Name, PatId)> {
    let mut named = Vec::new();
    for (index, pat) in elems.iter().enumerate() {
        if matches!(facts.pat(*pat).kind, PatKind::Rest) {
            break;
        }
        named.push((index.to_string().into(), *pat));
    }
    named
}
