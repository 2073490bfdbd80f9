//! Patterns: whether they match, under which decisions, and what they bind.

use super::super::guard::{Guard, Set, When};
use super::super::value::{Type, Unknown, Value, Wrap};
use super::pattern_parts::positional;
use super::place::ways_into;
use super::{Interp, text_choice};
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
    pub(super) fn always(binds: Vec<(Name, Value)>) -> Matched {
        Matched { yes: When::always(), no: When::never(), binds }
    }

    pub(super) fn never() -> Matched {
        Matched { yes: When::never(), no: When::always(), binds: vec![] }
    }

    pub(super) fn decided(matches: bool) -> Matched {
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
        let place = match value {
            Value::Ref(place) => Some(place),
            _ => None,
        };
        let value = self.settled(value);
        let value = self.opened_choice(&value);
        // What is bound behind `&mut` is a way to write it.
        let value = place.and_then(|place| ways_into(place, &value)).unwrap_or(value);
        self.match_each(&value, &mut |this, value| this.match_one(pat, value))
    }

    /// Matches each alternative of a value for itself.
    pub(super) fn match_each(
        &mut self,
        value: &Value,
        matching: &mut dyn FnMut(&mut Self, &Value) -> Matched,
    ) -> Matched {
        let Value::Alts(alts) = value else { return matching(self, value) };
        let (mut yes, mut no) = (When::never(), When::never());
        let mut binds: Vec<(Name, Vec<(Guard, Value)>)> = Vec::new();
        for (guard, value) in alts.iter() {
            if guard.and(&self.path).is_none() {
                continue;
            }
            let got = matching(self, value);
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
            PatKind::Range => self.open_match(),
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
            Lit::Str(text) => (Value::text(text), text_choice(&text)),
            Lit::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => (Value::text(text), text_choice(&text)),
                Err(_) => return self.open_match(),
            },
            Lit::Char(char) => (Value::text(char.encode_utf8(&mut [0; 4])), text_choice(&char)),
            Lit::Int(digits) => match digits.parse() {
                Ok(number) => (Value::Number(number), text_choice(&number)),
                Err(_) => return self.open_match(),
            },
            Lit::Float(_) => return self.open_match(),
            Lit::Bool(value) => (Value::Bool(*value), value.to_string()),
        };
        self.match_known(&known, &name, value)
    }

    fn match_known(&mut self, known: &Value, name: &str, value: &Value) -> Matched {
        if let Some(unknown) = value.single_hole() {
            return self.decide(&unknown, name);
        }
        match value {
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.match_known(known, name, &inner.clone()),
            _ => match self.equal(known, value) {
                Some(equal) => Matched::decided(equal),
                None => self.open_match(),
            },
        }
    }

    /// A match of which nothing is known: a decision of its own, so that what follows from it stays apart from what follows
    /// from its failing.
    pub(super) fn open_match(&mut self) -> Matched {
        let sym = self.fresh();
        let (yes, no) = (self.choice("matches"), self.choice("fails"));
        Matched { yes: When::case(Guard::is(sym, yes)), no: When::case(Guard::is(sym, no)), binds: vec![] }
    }

    /// A decision at an unknown value.
    pub(super) fn decide(&mut self, unknown: &Unknown, name: &str) -> Matched {
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
                _ => self.open_match(),
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
            Some(text) => self.match_known(&known, &text_choice(&text), value),
            None => match (&known, value) {
                (Value::Number(number), _) => self.match_known(&known, &text_choice(&number), value),
                (Value::Data(_), _) => match self.equal(&known, value) {
                    Some(equal) => Matched::decided(equal),
                    None => self.open_match(),
                },
                (_, Value::Unknown(unknown)) => self.decide(unknown, &format!("v:{last}")),
                _ => self.open_match(),
            },
        }
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

pub(super) fn single(name: &Name) -> Path {
    let segment = crate::syntax::facts::Segment { name: name.clone(), args: vec![], assoc: vec![] };
    Path { global: false, qself: None, trait_segments: 0, segments: vec![segment], range: Default::default() }
}
