//! Which of several accepted alternatives is the best to request.

use super::Catalog;
use super::data::Accepted;
use super::model::{Access, Area, Mode, Scope, Sensitivity, Standing};
use super::needs::area_of;

impl Catalog {
    /// How an alternative ranks among others; the least is the best.
    pub(crate) fn rank(&self, accepted: &Accepted, mode: Mode, (method, path): (&str, &str)) -> Rank {
        let scopes: Vec<&Scope> =
            accepted.scopes.iter().filter_map(|id| self.data.scopes.get(usize::from(*id))).collect();
        let standing = scopes.iter().map(|scope| match (scope.standing, scope.sensitivity) {
            (Standing::NotOffered | Standing::TokenOnly, _) => 3,
            (_, Sensitivity::Sensitive | Sensitivity::HighlySensitive) => 2,
            (Standing::Last, _) => 1,
            (Standing::Offered, _) => 0,
        });
        let off_mode = match mode {
            Mode::Read => scopes.iter().any(|scope| scope.access == Access::Write),
            Mode::Write => !scopes.is_empty() && scopes.iter().all(|scope| scope.access == Access::Read),
        };
        let is_family = |scope: &Scope| {
            path.split('/').filter(|segment| !segment.is_empty()).any(|segment| {
                segment.replace('-', "_") == scope.product
                    || self.object(segment).is_some_and(|object| object.has_scope(&scope.name))
            })
        };
        Rank {
            standing: standing.max().unwrap_or_default(),
            off_mode,
            off_family: !scopes.iter().any(|scope| is_family(scope)),
            off_area: matches!(area_of(path), Area::Properties | Area::Pipelines | Area::Schemas)
                && !scopes.iter().any(|scope| scope.name.starts_with("crm.schemas.")),
            off_verb: method == "DELETE" && !scopes.iter().any(|scope| scope.name.ends_with(".delete")),
            privilege: scopes.iter().map(|scope| scope.privilege).sum(),
            scopes: scopes.len(),
        }
    }
}

/// How an alternative ranks among others: what can be requested first, then what does what the operation does, then
/// the scopes of the path's own family (`lists`, `currencies`, `meetings`), then those of schemas for properties and
/// pipelines, then the one for just this verb, then the least privilege, then the fewest scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    standing: u8,
    off_mode: bool,
    off_family: bool,
    off_area: bool,
    off_verb: bool,
    privilege: u32,
    scopes: usize,
}
