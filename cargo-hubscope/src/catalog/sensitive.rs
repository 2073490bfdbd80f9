//! What calls need that read or write properties with sensitive data. No endpoint alone calls for these scopes.

use std::sync::Arc;

use super::Catalog;
use super::matcher::Segment;
use super::model::{
    Access, Area, Certainty, Known, Mode, ObjectType, Requirement, Scope, ScopeSet, Sensitivity, Standing,
};
use super::needs::area_of;

impl Catalog {
    /// The object type whose records a call reads or writes, and which of both.
    pub fn records_of(&self, method: &str, path: &str) -> Option<(&ObjectType, Mode)> {
        let (asked, found) = self.find(Some(method), path)?;
        let operation = &self.operations()[*found.first()?];
        if area_of(&operation.path) != Area::Records {
            return None;
        }
        let Segment::Literal(name) = asked.segments.get(usize::from(operation.object?))? else { return None };
        Some((self.object(name)?, Mode::of(&operation.method, &operation.path)))
    }

    /// What a call needs beside its other needs when it touches a property of an object type that holds sensitive data:
    /// the scope for that data, together with what the call is preferred to have anyway. `None` where the object type
    /// has no such scope.
    pub fn sensitive_need(
        &self,
        known: &Known,
        (object, mode): (&ObjectType, Mode),
        degree: Sensitivity,
        property: &str,
    ) -> Option<Requirement> {
        let fits = |scope: &&Scope| {
            let access = match mode {
                Mode::Read => scope.access != Access::Write,
                Mode::Write => scope.access != Access::Read,
            };
            access
                && scope.sensitivity == degree
                && scope.standing == Standing::Offered
                && object.has_scope(&scope.name)
        };
        let mut scopes: Vec<&Scope> = self.scopes().iter().filter(fits).collect();
        scopes.sort_by_key(|scope| (scope.retired.is_some(), scope.privilege, scope.name.clone()));
        let proposed = scopes.iter().filter(|scope| scope.retired.is_none()).count().max(1);
        let beside: ScopeSet = known
            .needs
            .iter()
            .filter(|need| need.certainty == Certainty::Certain)
            .filter_map(|need| need.any_of.get(need.preferred))
            .flatten()
            .cloned()
            .collect();
        let with = |scope: &&Scope| {
            let mut set = beside.clone();
            set.insert(scope.name.clone());
            set
        };
        let any_of: Vec<ScopeSet> = scopes.iter().map(with).collect();
        (!any_of.is_empty()).then(|| Requirement {
            any_of,
            preferred: 0,
            proposed,
            certainty: Certainty::Certain,
            source: Arc::from("the list of sensitive properties in hubscope.toml"),
            about: format!("{}: {} the sensitive property {property}", object.name, mode.as_str()),
        })
    }
}
