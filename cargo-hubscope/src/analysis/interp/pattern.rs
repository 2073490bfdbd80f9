//! Matching patterns against values.

use std::rc::Rc;

use super::super::guard::{Guard, Set, When};
use super::super::value::{Cause, List, Type, Unknown, Value, Wrap};
use super::Interp;
use crate::program::{Def, Ns};
use crate::syntax::facts::{Lit, Name, PatId, PatKind, Path};

/// How a pattern meets a value.
#[derive(Debug, Clone, Default)]
pub struct Matched {
    /// When it matches.
    pub yes: When,
    /// When it does not.
    pub no: When,
    /// What it binds.
    pub binds: Vec<(Name, Value)>,
}

impl Matched {
    fn always(binds: Vec<(Name, Value)>) -> Matched {
        Matched { yes: When::always(), no: When::never(), binds }
    }

    fn never() -> Matched {
        Matched { yes: When::never(), no: When::always(), binds: vec![] }
    }

    fn maybe(binds: Vec<(Name, Value)>) -> Matched {
        Matched { yes: When::always(), no: When::always(), binds }
    }

    fn decided(matches: bool) -> Matched {
        if matches { Matched::always(vec![]) } else { Matched::never() }
    }
}

impl Interp<'_> {
    /// Matches a pattern of the running code.
    pub fn match_pat(&mut self, pat: PatId, value: &Value) -> Matched {
        let facts = self.here();
        // Patterns that cannot fail and look at nothing keep the value as it is, lazy calls too.
        match &facts.data.pat(pat).kind {
            PatKind::Wild | PatKind::Rest => return Matched::always(vec![]),
            PatKind::Bind { name, sub: None, decorated } if *decorated || !self.is_constant(name) => {
                return Matched::always(vec![(name.clone(), value.clone())]);
            }
            PatKind::Or(pats) => return self.match_any(pats, value),
            _ => {}
        }
        let value = self.settled(value);
        let value = self.opened_choice(&value);
        let Value::Alts(alts) = &value else { return self.match_one(pat, &value) };
        let (mut yes, mut no) = (When::never(), When::never());
        let mut binds: Vec<(Name, Vec<(Guard, Value)>)> = Vec::new();
        for (guard, value) in alts.iter() {
            if guard.and(&self.path).is_none() {
                continue;
            }
            let got = self.match_one(pat, value);
            let under = got.yes.and_guard(guard);
            add_binds(&mut binds, &under, got.binds);
            yes = yes.or(under);
            no = no.or(got.no.and_guard(guard));
        }
        let binds = self.joined_binds(binds);
        Matched { yes, no, binds }
    }

    fn joined_binds(&mut self, binds: Vec<(Name, Vec<(Guard, Value)>)>) -> Vec<(Name, Value)> {
        let mut joined = Vec::with_capacity(binds.len());
        for (name, alts) in binds {
            let value = self.one_of(alts);
            joined.push((name, value));
        }
        joined
    }

    fn match_any(&mut self, pats: &[PatId], value: &Value) -> Matched {
        let mut left = When::always();
        let mut yes = When::never();
        let mut binds: Vec<(Name, Vec<(Guard, Value)>)> = Vec::new();
        for pat in pats {
            let got = self.match_pat(*pat, value);
            add_binds(&mut binds, &got.yes, got.binds);
            yes = yes.or(got.yes);
            left = left.and(&got.no);
        }
        let binds = self.joined_binds(binds);
        Matched { yes, no: left, binds }
    }

    /// Whether a lone name in a pattern is a const or a unit variant.
    fn is_constant(&mut self, name: &Name) -> bool {
        name.starts_with(char::is_uppercase) && self.named(name).is_some() || &**name == "None"
    }

    fn named(&mut self, name: &Name) -> Option<Def> {
        let module = self.frame().env.module;
        let path = single(name);
        self.program.resolve_names(module, &path, Ns::Value).map(|found| found.def)
    }

    /// An unknown enum is one of its variants.
    pub fn opened_choice(&mut self, value: &Value) -> Value {
        match value {
            Value::Unknown(unknown) => match &unknown.ty {
                Type::Adt(adt, _) if self.program.adt(*adt).is_enum => self.opened(unknown),
                _ => value.clone(),
            },
            Value::Alts(alts) if alts.iter().any(|(_, value)| matches!(value, Value::Unknown(_))) => {
                let alts = alts.iter().map(|(guard, value)| (guard.clone(), value.clone())).collect::<Vec<_>>();
                let mut opened = Vec::with_capacity(alts.len());
                for (guard, value) in alts {
                    let value = self.opened_choice(&value);
                    opened.push((guard, value));
                }
                self.one_of(opened)
            }
            _ => value.clone(),
        }
    }

    fn match_one(&mut self, pat: PatId, value: &Value) -> Matched {
        let facts = self.here();
        match &facts.data.pat(pat).kind {
            PatKind::Wild | PatKind::Rest => Matched::always(vec![]),
            PatKind::Bind { name, sub, decorated } => match sub {
                Some(sub) => {
                    let mut got = self.match_pat(*sub, value);
                    got.binds.push((name.clone(), value.clone()));
                    got
                }
                None if *decorated || !self.is_constant(name) => Matched::always(vec![(name.clone(), value.clone())]),
                None => self.match_constant(&single(name), value),
            },
            PatKind::Path(path) => self.match_constant(path, value),
            PatKind::Lit(lit) => self.match_literal(lit, value),
            PatKind::Range => Matched::maybe(vec![]),
            PatKind::Tuple(pats) => self.match_tuple(pats, value),
            PatKind::Slice(pats) => self.match_slice(pats, value),
            PatKind::TupleStruct { path, elems } => {
                self.match_constructor(path, value, &positional(elems, &facts.data))
            }
            PatKind::Struct { path, fields } => self.match_constructor(path, value, fields),
            PatKind::Or(pats) => self.match_any(pats, value),
        }
    }

    fn match_literal(&mut self, lit: &Lit, value: &Value) -> Matched {
        let (known, name) = match lit {
            Lit::Str(text) => (Value::text(text), format!("lit:{text}")),
            Lit::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => (Value::text(text), format!("lit:{text}")),
                Err(_) => return Matched::maybe(vec![]),
            },
            Lit::Char(char) => (Value::text(char.encode_utf8(&mut [0; 4])), format!("lit:{char}")),
            Lit::Int(digits) => match digits.parse() {
                Ok(number) => (Value::Number(number), format!("lit:{number}")),
                Err(_) => return Matched::maybe(vec![]),
            },
            Lit::Float(_) => return Matched::maybe(vec![]),
            Lit::Bool(value) => (Value::Bool(*value), value.to_string()),
        };
        self.match_known(&known, &name, value)
    }

    fn match_known(&mut self, known: &Value, name: &str, value: &Value) -> Matched {
        match value {
            Value::Unknown(unknown) => self.decide(unknown, name),
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.match_known(known, name, &inner.clone()),
            _ => match self.equal(known, value) {
                Some(equal) => Matched::decided(equal),
                None => Matched::maybe(vec![]),
            },
        }
    }

    /// A decision at an unknown value.
    fn decide(&mut self, unknown: &Unknown, name: &str) -> Matched {
        let choice = self.choice(name);
        Matched {
            yes: When::case(Guard::is(unknown.sym, choice)),
            no: When::case(Guard::of(unknown.sym, Set::except(vec![choice]))),
            binds: vec![],
        }
    }

    fn match_constant(&mut self, path: &Path, value: &Value) -> Matched {
        let last = path.segments.last().map_or("", |segment| &*segment.name);
        if let Some((adt, Some(variant))) = self.constructor(path) {
            return match value {
                Value::Data(data) if data.adt == adt => Matched::decided(data.variant == Some(variant)),
                Value::Unknown(unknown) => self.decide(unknown, &format!("v:{last}")),
                Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.match_constant(path, &inner.clone()),
                _ => Matched::maybe(vec![]),
            };
        }
        if last == "None" {
            return match value {
                Value::Nothing => Matched::always(vec![]),
                Value::Unknown(unknown) => self.decide(unknown, "None"),
                _ => Matched::never(),
            };
        }
        let facts = self.here();
        let _ = facts;
        let known = self.path_value(path, &Type::Unknown);
        let known = self.settled(&known);
        match known.known_text() {
            Some(text) => self.match_known(&known, &format!("lit:{text}"), value),
            None => match (&known, value) {
                (Value::Number(number), _) => self.match_known(&known, &format!("lit:{number}"), value),
                (Value::Data(_), _) => match self.equal(&known, value) {
                    Some(equal) => Matched::decided(equal),
                    None => Matched::maybe(vec![]),
                },
                (_, Value::Unknown(unknown)) => self.decide(unknown, &format!("v:{last}")),
                _ => Matched::maybe(vec![]),
            },
        }
    }

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

    fn match_tuple(&mut self, pats: &[PatId], value: &Value) -> Matched {
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

    fn match_slice(&mut self, pats: &[PatId], value: &Value) -> Matched {
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
            _ => (Matched::maybe(vec![]), vec![]),
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

    fn match_constructor(&mut self, path: &Path, value: &Value, fields: &[(Name, PatId)]) -> Matched {
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
            return self.match_outside(last, value, fields);
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
            _ => self.match_outside(last, value, fields),
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
    fn match_outside(&mut self, last: &str, value: &Value, fields: &[(Name, PatId)]) -> Matched {
        let sure = matches!(
            last,
            "Borrowed" | "Owned" | "State" | "Extension" | "Json" | "Path" | "Query" | "Form" | "Data" | "Parameters"
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
                other if fields.len() == 1 && sure => other.clone(),
                _ => self.unknown(Type::Unknown, Cause::Opaque),
            };
            parts.push((*pat, part));
        }
        let definite = if sure { Matched::always(vec![]) } else { Matched::maybe(vec![]) };
        self.match_parts(&parts, definite)
    }
}

fn add_binds(binds: &mut Vec<(Name, Vec<(Guard, Value)>)>, under: &When, found: Vec<(Name, Value)>) {
    for (name, value) in found {
        let alts = under.cases().iter().map(|guard| (guard.clone(), value.clone()));
        match binds.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => known.extend(alts),
            None => binds.push((name, alts.collect())),
        }
    }
}

fn single(name: &Name) -> Path {
    let segment = crate::syntax::facts::Segment { name: name.clone(), args: vec![], assoc: vec![] };
    Path { global: false, qself: None, trait_segments: 0, segments: vec![segment], range: Default::default() }
}

fn positional(elems: &[PatId], facts: &crate::syntax::facts::FileFacts) -> Vec<(Name, PatId)> {
    let mut named = Vec::new();
    for (index, pat) in elems.iter().enumerate() {
        if matches!(facts.pat(*pat).kind, PatKind::Rest) {
            break;
        }
        named.push((index.to_string().into(), *pat));
    }
    named
}
