//! Item macros: which one an invocation means, at once or when every file is read, and what it yields.

use std::path::{Path as FilePath, PathBuf};
use std::rc::Rc;

use super::items::Declare;
use super::load::Loader;
use super::{Def, Facts, MacroId, ModId, Ns, Owner, ProblemKind, Program, Resolved, macros};
use crate::syntax::facts::{MacroCall, Range};

/// How deep item macros may expand to item macros.
const EXPANSION_DEPTH: usize = 32;

/// An item invocation of a macro that was not declared when it was met.
pub(super) struct Waiting {
    pub(super) module: ModId,
    pub(super) facts: Rc<Facts>,
    pub(super) range: Range,
    pub(super) call: MacroCall,
    pub(super) owner: Owner,
    pub(super) label: String,
    pub(super) dir: PathBuf,
    pub(super) krate: usize,
    pub(super) file: PathBuf,
    pub(super) depth: usize,
    /// How many macros were declared then.
    pub(super) declared: usize,
}

impl Waiting {
    /// Declares what the invocation yields; gives it back where no macro of the program can be meant.
    pub(super) fn declare(self, loader: &mut Loader<'_>) -> Option<Waiting> {
        let defs = loader.program.macros_for(&self);
        if defs.is_empty() {
            return Some(self);
        }
        let Waiting { module, facts, range, call, owner, label, dir, krate, file, depth, .. } = self;
        let mut declare = Declare { loader, facts, krate, file, depth };
        declare.expand_items(&defs, module, range, &call, (owner, &label), &dir);
        None
    }

    /// Keeps what the macro of other code is given.
    pub(super) fn give_up(self, loader: &mut Loader<'_>) {
        let span = self.facts.span(self.range);
        loader.foreign_macro(&self.call.tokens, span);
    }
}

impl Declare<'_, '_> {
    /// Declares what the first of some macros yields whose rules fit an invocation.
    pub(super) fn expand_items(
        &mut self,
        defs: &[MacroId],
        module: ModId,
        range: Range,
        call: &MacroCall,
        of: (Owner, &str),
        dir: &FilePath,
    ) {
        let span = self.facts.span(range);
        if self.depth >= EXPANSION_DEPTH {
            self.loader.report(ProblemKind::Macro, span, "the macro expands to itself without end".to_owned());
            return;
        }
        let mut failed = None;
        for def in defs {
            let (def_facts, def_item) = {
                let def = &self.loader.program.macros[def.index()];
                (self.loader.program.facts(def.facts), def.item)
            };
            let rules = self.loader.program.macro_rules(&def_facts, def_item);
            let declared = match macros::expand(rules, &call.tokens) {
                Ok(tokens) => self.declare_tokens(module, range, &tokens, of, dir),
                // Another macro of the name may be meant.
                Err(error) => {
                    failed.get_or_insert(error.to_string());
                    continue;
                }
            };
            failed = declared.err();
            break;
        }
        if let Some(message) = failed {
            let name = call.path.segments.last().map_or("", |segment| &*segment.name);
            let message = format!("the macro `{name}!` cannot be expanded: {message}");
            self.loader.report(ProblemKind::Macro, span, message);
        }
    }
}

impl Program {
    /// The macro that an item invocation means by its name alone: the last one of the module or of one around it.
    pub(super) fn near_macro(&self, module: ModId, call: &MacroCall) -> Option<MacroId> {
        let [only] = call.path.segments.as_slice() else { return None };
        let candidates = self.macros_by_name.get(&only.name)?;
        let mut around = Some(module);
        while let Some(at) = around {
            if let Some(id) = candidates.iter().rev().find(|id| self.macros[id.index()].module == at) {
                return Some(*id);
            }
            around = self.module(at).parent;
        }
        None
    }

    /// The macros that an item invocation may mean, the likeliest first: by path, then those of the crate by their name,
    /// the last one declared before it first, then those of the crates that it depends on.
    fn macros_for(&self, waiting: &Waiting) -> Vec<MacroId> {
        let path = &waiting.call.path;
        let mut found = Vec::new();
        if let Some(Resolved { def: Def::Macro(id), rest: 0 }) = self.resolve_names(waiting.module, path, Ns::Macro) {
            found.push(id);
        }
        let Some(candidates) = path.segments.last().and_then(|last| self.macros_by_name.get(&last.name)) else {
            return found;
        };
        let krate = self.module(waiting.module).krate;
        let module_of = |id: &MacroId| self.macros[id.index()].module;
        let (own, others): (Vec<MacroId>, Vec<MacroId>) =
            candidates.iter().partition(|id| self.module(module_of(id)).krate == krate);
        let (before, after): (Vec<MacroId>, Vec<MacroId>) =
            own.into_iter().partition(|id| id.index() < waiting.declared);
        found.extend(before.into_iter().rev().chain(after));
        found.extend(others.into_iter().filter(|id| self.visible_from(waiting.module, module_of(id))));
        found
    }

    fn visible_from(&self, module: ModId, other: ModId) -> bool {
        let other = self.module(other).krate;
        self.crate_of(module).deps.values().any(|dep| *dep == other)
    }
}
