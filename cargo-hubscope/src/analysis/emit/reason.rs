//! Why a call cannot be resolved, in words.

use std::rc::Rc;

use super::super::interp::Raw;
use super::super::value::{Cause, Piece};
use super::Finish;
use super::template::Template;

impl Finish<'_> {
    /// Why a call cannot be resolved.
    pub(super) fn reason(&self, raw: &Raw, verb: Option<&str>, template: &Template, method: &[Piece]) -> String {
        let holes = if verb.is_some() {
            template.holes.clone()
        } else {
            method
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Hole(unknown, _) => Some(Rc::clone(unknown)),
                    Piece::Lit(..) => None,
                })
                .collect()
        };
        let what = match verb {
            Some(verb) if template.literal => format!("{verb} `{}` with a part", template.path),
            Some(verb) => format!("{verb} with a path"),
            None if template.literal => format!("`{}` with a method", template.path),
            None => "a request with a method".to_owned(),
        };
        let root = raw.chain.last().map_or(&raw.holder, |link| &link.caller);
        let hole = template.loose.first().or(holes.first());
        match hole {
            Some(hole) if hole.cause == Cause::Bound => format!("{what} that needs more steps than the analysis takes"),
            Some(hole) if hole.cause == Cause::Input => match &hole.name {
                Some(name) if name.chars().all(|char| char.is_uppercase() || char == '_' || char.is_numeric()) => {
                    format!("{what} that the environment variable `{name}` decides")
                }
                Some(name) if &**name != "_" && &**name != "self" => {
                    format!("{what} that the caller of `{}` decides through `{name}`", root.label)
                }
                _ => format!("{what} that the caller of `{}` decides", root.label),
            },
            _ => format!("{what} that is only known at run time"),
        }
    }
}
