//! Under which decisions an alternative holds.
//!
//! A decision is taken at a symbol (an unknown value, a type parameter, an element of a list): a guard says for some
//! symbols which choices are possible. Alternatives whose guards contradict each other never meet in one call.

use std::rc::Rc;

/// Something undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sym(pub u32);

/// One of the ways in which a symbol can turn out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Choice(pub u32);

/// Which choices are possible.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// One of these; sorted.
    In(Rc<[Choice]>),
    /// None of these; sorted.
    NotIn(Rc<[Choice]>),
}

impl Set {
    /// Exactly this one.
    pub fn only(choice: Choice) -> Set {
        Set::In(Rc::from([choice]))
    }

    /// Anything else than these.
    pub fn except(mut choices: Vec<Choice>) -> Set {
        choices.sort();
        choices.dedup();
        Set::NotIn(choices.into())
    }

    /// What both allow; `None` where nothing is left.
    fn meet(&self, other: &Set) -> Option<Set> {
        let kept = |list: &[Choice], keep: &dyn Fn(&Choice) -> bool| -> Option<Set> {
            let kept: Vec<Choice> = list.iter().copied().filter(|choice| keep(choice)).collect();
            (!kept.is_empty()).then(|| Set::In(kept.into()))
        };
        match (self, other) {
            (Set::In(a), Set::In(b)) => kept(a, &|choice| b.binary_search(choice).is_ok()),
            (Set::In(a), Set::NotIn(b)) | (Set::NotIn(b), Set::In(a)) => {
                kept(a, &|choice| b.binary_search(choice).is_err())
            }
            (Set::NotIn(a), Set::NotIn(b)) => Some(Set::except(a.iter().chain(b.iter()).copied().collect())),
        }
    }

    /// What at least one allows; `None` where that is everything.
    fn join(&self, other: &Set) -> Option<Set> {
        match (self, other) {
            (Set::In(a), Set::In(b)) => {
                let mut all: Vec<Choice> = a.iter().chain(b.iter()).copied().collect();
                all.sort();
                all.dedup();
                Some(Set::In(all.into()))
            }
            (Set::In(a), Set::NotIn(b)) | (Set::NotIn(b), Set::In(a)) => {
                let left: Vec<Choice> = b.iter().copied().filter(|choice| a.binary_search(choice).is_err()).collect();
                (!left.is_empty()).then(|| Set::NotIn(left.into()))
            }
            (Set::NotIn(a), Set::NotIn(b)) => {
                let both: Vec<Choice> = a.iter().copied().filter(|choice| b.binary_search(choice).is_ok()).collect();
                (!both.is_empty()).then(|| Set::NotIn(both.into()))
            }
        }
    }
}

/// A conjunction over symbols; empty means always.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guard(Option<Rc<[(Sym, Set)]>>);

impl Guard {
    /// Holds always.
    pub fn always() -> Guard {
        Guard(None)
    }

    /// Holds where `sym` is within `set`.
    pub fn of(sym: Sym, set: Set) -> Guard {
        Guard(Some(Rc::from([(sym, set)])))
    }

    /// Holds where `sym` turns out as `choice`.
    pub fn is(sym: Sym, choice: Choice) -> Guard {
        Guard::of(sym, Set::only(choice))
    }

    /// Whether it holds always.
    pub fn is_always(&self) -> bool {
        self.0.is_none()
    }

    /// The conditions, sorted by symbol.
    pub fn terms(&self) -> &[(Sym, Set)] {
        self.0.as_deref().unwrap_or(&[])
    }

    fn from_terms(terms: Vec<(Sym, Set)>) -> Guard {
        Guard((!terms.is_empty()).then(|| terms.into()))
    }

    /// Both; `None` where they contradict each other.
    pub fn and(&self, other: &Guard) -> Option<Guard> {
        if self.is_always() || self == other {
            return Some(other.clone());
        }
        if other.is_always() {
            return Some(self.clone());
        }
        let (mut left, mut right) = (self.terms().iter().peekable(), other.terms().iter().peekable());
        let mut terms = Vec::new();
        loop {
            match (left.peek(), right.peek()) {
                (Some((a, set)), Some((b, _))) if a < b => {
                    terms.push((*a, set.clone()));
                    left.next();
                }
                (Some((a, _)), Some((b, set))) if b < a => {
                    terms.push((*b, set.clone()));
                    right.next();
                }
                (Some((a, one)), Some((_, two))) => {
                    terms.push((*a, one.meet(two)?));
                    left.next();
                    right.next();
                }
                (Some((a, set)), None) => {
                    terms.push((*a, set.clone()));
                    left.next();
                }
                (None, Some((b, set))) => {
                    terms.push((*b, set.clone()));
                    right.next();
                }
                (None, None) => return Some(Guard::from_terms(terms)),
            }
        }
    }

    /// The strongest guard that holds wherever one of `guards` does, as far as a conjunction can say it.
    pub fn hull<'g>(guards: impl IntoIterator<Item = &'g Guard>) -> Guard {
        let mut guards = guards.into_iter();
        let Some(first) = guards.next() else { return Guard::always() };
        let mut hull = first.clone();
        for guard in guards {
            if hull.is_always() {
                break;
            }
            let terms = hull.terms().iter().filter_map(|(sym, set)| {
                let at = guard.terms().binary_search_by_key(sym, |(sym, _)| *sym).ok()?;
                Some((*sym, set.join(&guard.terms()[at].1)?))
            });
            hull = Guard::from_terms(terms.collect());
        }
        hull
    }

    /// The guard that holds exactly where one of two does, where a conjunction can say that: they differ in one decision
    /// only, or one implies the other.
    pub fn joined(&self, other: &Guard) -> Option<Guard> {
        let (one, two) = (self.terms(), other.terms());
        let within = |small: &[(Sym, Set)], large: &[(Sym, Set)]| small.iter().all(|term| large.contains(term));
        if within(one, two) {
            return Some(self.clone());
        }
        if within(two, one) {
            return Some(other.clone());
        }
        if one.len() != two.len() {
            return None;
        }
        let mut differing = one.iter().zip(two).filter(|(a, b)| a != b);
        let ((sym, a), (twin, b)) = differing.next()?;
        if sym != twin || differing.next().is_some() {
            return None;
        }
        let terms = one.iter().filter_map(|(known, set)| {
            if known == sym { a.join(b).map(|set| (*known, set)) } else { Some((*known, set.clone())) }
        });
        Some(Guard::from_terms(terms.collect()))
    }

    /// The guard with other symbols.
    pub fn renamed(&self, rename: &mut dyn FnMut(Sym) -> Sym) -> Guard {
        let Some(known) = &self.0 else { return Guard(None) };
        let mut changed = false;
        let renamed = known.iter().map(|(sym, set)| {
            let new = rename(*sym);
            changed |= new != *sym;
            (new, set.clone())
        });
        let mut terms: Vec<(Sym, Set)> = renamed.collect();
        if !changed {
            return self.clone();
        }
        terms.sort();
        Guard::from_terms(terms)
    }
}

/// How many guards a [`When`] keeps apart before it says only what they have in common.
const MAX_CASES: usize = 12;

/// One of several guards: when a branch is taken.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct When(Vec<Guard>);

impl When {
    /// In no case.
    pub fn never() -> When {
        When(Vec::new())
    }

    /// In every case.
    pub fn always() -> When {
        When(vec![Guard::always()])
    }

    /// In exactly this case.
    pub fn case(guard: Guard) -> When {
        When(vec![guard])
    }

    /// Whether there is no case.
    pub fn is_never(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is every case for certain.
    pub fn is_always(&self) -> bool {
        self.0.iter().any(Guard::is_always)
    }

    /// The cases.
    pub fn cases(&self) -> &[Guard] {
        &self.0
    }

    /// What all cases have in common; `None` where there is none.
    pub fn hull(&self) -> Option<Guard> {
        (!self.0.is_empty()).then(|| Guard::hull(&self.0))
    }

    /// Adds a case.
    pub fn add(&mut self, guard: Guard) {
        if self.is_always() || self.0.contains(&guard) {
            return;
        }
        if guard.is_always() {
            self.0.clear();
        }
        self.0.push(guard);
        if self.0.len() > MAX_CASES {
            self.0 = vec![Guard::hull(&self.0)];
        }
    }

    /// The cases of both.
    pub fn or(mut self, other: When) -> When {
        for guard in other.0 {
            self.add(guard);
        }
        self
    }

    /// The cases in which both hold.
    pub fn and(&self, other: &When) -> When {
        let mut both = When::never();
        for one in &self.0 {
            for two in &other.0 {
                if let Some(guard) = one.and(two) {
                    both.add(guard);
                }
            }
        }
        both
    }

    /// The cases that can hold together with a guard.
    pub fn and_guard(&self, guard: &Guard) -> When {
        self.and(&When::case(guard.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is(sym: u32, choice: u32) -> Guard {
        Guard::is(Sym(sym), Choice(choice))
    }

    #[test]
    fn contradictions_are_seen_and_independent_symbols_combine() {
        assert_eq!(is(1, 1).and(&is(1, 2)), None);
        let both = is(1, 1).and(&is(2, 5)).unwrap();
        assert_eq!(both.and(&is(2, 6)), None);
        assert_eq!(both.and(&is(1, 1)), Some(both.clone()));
    }

    #[test]
    fn everything_else_meets_only_what_is_left() {
        let rest = Guard::of(Sym(1), Set::except(vec![Choice(2), Choice(1)]));
        assert_eq!(rest.and(&is(1, 1)), None);
        assert_eq!(rest.and(&is(1, 3)), Some(is(1, 3)));
    }

    #[test]
    fn a_hull_keeps_what_all_agree_on() {
        let a = is(1, 1).and(&is(2, 1)).unwrap();
        let b = is(1, 2).and(&is(2, 1)).unwrap();
        let hull = Guard::hull([&a, &b]);
        assert_eq!(hull.and(&is(1, 3)), None);
        assert_eq!(hull.and(&is(2, 2)), None);
        assert!(hull.and(&is(1, 2)).is_some());
        assert!(Guard::hull([&a, &Guard::always()]).is_always());
    }
}
