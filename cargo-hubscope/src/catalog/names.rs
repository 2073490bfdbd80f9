//! Scope names and object types: what they are, and what was meant by a wrong one.

use std::sync::Arc;

use super::Catalog;
use super::model::{ObjectType, Requirement, Scope, ScopeSet, Sensitivity, Suggestion};
use super::resolve::is_custom;
use super::reviewed::WrongName;

impl Catalog {
    /// All scope names, sorted.
    pub fn scopes(&self) -> &[Scope] {
        &self.data.scopes
    }

    /// All object types.
    pub fn objects(&self) -> &[ObjectType] {
        &self.data.objects
    }

    /// A scope by its name.
    pub fn scope(&self, name: &str) -> Option<&Scope> {
        let at = self.data.scopes.binary_search_by(|scope| (*scope.name).cmp(name)).ok()?;
        self.data.scopes.get(at)
    }

    /// What a scope costs; a name that is not known costs as much as a coarse scope of which nothing is known.
    pub fn privilege(&self, scope: &str) -> u32 {
        self.scope(scope).map_or(8, |scope| scope.privilege)
    }

    /// An object type by any of its names, in any case: plural, singular, id, or the id or full name of a custom
    /// object, which all are the type `custom`.
    pub fn object(&self, name_or_id: &str) -> Option<&ObjectType> {
        let at = |name: &str| self.object_names.get(name).and_then(|at| self.data.objects.get(*at));
        if let Some(object) = at(name_or_id) {
            return Some(object);
        }
        let lower = name_or_id.to_ascii_lowercase();
        if is_custom(&lower) { at("custom") } else { at(&lower) }
    }

    /// The object type whose name is most like a wrong one, where one is like it at all.
    pub fn suggest_object(&self, wrong: &str) -> Option<&ObjectType> {
        let lower = wrong.to_ascii_lowercase();
        let near = self.object_names.iter().map(|(name, at)| (strsim::osa_distance(name, &lower), name, *at));
        let (distance, _, at) = near.min()?;
        self.data.objects.get(at).filter(|_| distance <= 2 && distance * 3 <= lower.len())
    }

    /// The alternatives of a requirement that may enter a minimal set, the best first: those that an app can request,
    /// of ordinary data; what is only a last resort where there is nothing else.
    pub fn candidates<'a>(&self, need: &'a Requirement) -> Vec<&'a ScopeSet> {
        let within =
            |set: &&ScopeSet, is_good: fn(&Scope) -> bool| set.iter().all(|name| self.scope(name).is_some_and(is_good));
        let good: Vec<_> = need.any_of.iter().filter(|set| within(set, Scope::may_be_suggested)).collect();
        if !good.is_empty() {
            return good;
        }
        let last = |scope: &Scope| scope.is_requestable() && scope.sensitivity == Sensitivity::Ordinary;
        need.any_of.iter().filter(|set| within(set, last)).collect()
    }

    /// What was meant by a name that is not a scope to request: known mistakes first, then the names that look most
    /// like it. `None` for a good name, and where nothing is near.
    pub fn suggest_scope(&self, wrong: &str) -> Option<Suggestion> {
        if self.scope(wrong).is_some_and(Scope::is_requestable) {
            return None;
        }
        if let Some(suggestion) = self.data.wrong_names.iter().find_map(|name| self.known_mistake(name, wrong)) {
            return Some(suggestion);
        }
        let lower = wrong.trim().to_ascii_lowercase();
        let mut near: Vec<(usize, &Scope)> = self
            .data
            .scopes
            .iter()
            .filter(|scope| scope.may_be_suggested())
            .map(|scope| (strsim::osa_distance(&scope.name, &lower), scope))
            .filter(|(distance, _)| *distance <= 3.max(lower.len() / 6))
            .collect();
        near.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.name.cmp(&b.1.name)));
        let best = near.first()?.0;
        let instead = near.iter().take_while(|(distance, _)| *distance == best).map(|(_, scope)| scope.name.clone());
        Some(Suggestion { instead: instead.take(3).collect(), why: None })
    }

    fn known_mistake(&self, name: &WrongName, wrong: &str) -> Option<Suggestion> {
        let rest = match name.name.strip_suffix('*') {
            Some(start) => wrong.strip_prefix(start).filter(|rest| !rest.is_empty())?,
            None if name.name == wrong => "",
            None => return None,
        };
        let mut instead: Vec<Arc<str>> = Vec::new();
        for candidate in &name.instead {
            let candidate = candidate.replace('*', rest);
            if let Some(scope) = self.scope(&candidate) {
                instead.push(scope.name.clone());
            }
        }
        if instead.is_empty() && !name.instead.is_empty() {
            // The beginning was recognised but the end is strange: every scope that begins right.
            for candidate in &name.instead {
                let start = candidate.trim_end_matches('*');
                let good = |scope: &&Scope| scope.may_be_suggested() && scope.name.starts_with(start);
                instead.extend(self.data.scopes.iter().filter(good).map(|scope| scope.name.clone()));
            }
        }
        Some(Suggestion { instead, why: Some(name.why.clone()) })
    }
}
