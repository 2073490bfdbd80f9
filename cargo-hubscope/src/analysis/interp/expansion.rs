//! Macros of the program: what an invocation yields, run as an expression or as the statements that it stands for.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Interp;
use crate::analysis::value::{Type, Value};
use crate::program::{Facts, macros};
use crate::syntax::facts::{Expr, ExprId, ExprKind, MacroCall};
use crate::syntax::{self, FragmentKind, FragmentRoot};

/// How deep macros of the program may expand to one another.
const EXPANSION_DEPTH: u32 = 48;

/// What an invocation of a macro of the program yields.
#[derive(Clone)]
pub(super) struct Expansion {
    pub(super) facts: Rc<Facts>,
    pub(super) expr: ExprId,
    /// Whether it is an expression; else it is statements, of which a block was made.
    is_scope: bool,
}

impl Interp<'_> {
    /// The expansion of a macro of the program; `None` where it is none, or does not match.
    pub(super) fn expansion(&mut self, call: &MacroCall, id: ExprId) -> Option<Expansion> {
        let here = self.here();
        let key = (here.id.0, id);
        if let Some(known) = self.expansions.get(&key) {
            return known.clone();
        }
        let module = self.frame().env.module;
        let def = self.program.find_macro(module, &call.path)?;
        let (rules_facts, item) = (self.program.facts(def.facts), def.item);
        let range = here.data.expr(id).range;
        let rules = self.program.macro_rules(&rules_facts, item);
        let expanded = macros::expand(rules, &call.tokens).ok().and_then(|tokens| {
            let found = syntax::fragment(&tokens, FragmentKind::Expr, range)
                .or_else(|_| syntax::fragment(&tokens, FragmentKind::Stmts, range))
                .ok()?;
            let mut facts = found.facts;
            let (expr, is_block) = match found.root {
                FragmentRoot::Expr(expr) => (expr, true),
                FragmentRoot::Stmts(block) => {
                    facts.exprs.push(Expr { kind: ExprKind::Block(block), range });
                    (ExprId(facts.exprs.len() as u32 - 1), false)
                }
                _ => return None,
            };
            let facts = self.program.add_facts(here.source, Arc::new(facts));
            Some(Expansion { facts, expr, is_scope: is_block })
        });
        self.expansions.insert(key, expanded.clone());
        expanded
    }

    /// Runs a macro that stands as a statement where its statements would stand; `None` for anything else. Of what they
    /// bind, the names that the invocation gave are seen behind it; its own names are its own.
    pub(super) fn spliced(&mut self, id: ExprId) -> Option<Value> {
        let facts = self.here();
        let ExprKind::Macro(call) = &facts.data.expr(id).kind else { return None };
        if self.nesting > super::MAX_NESTING - EXPANSION_DEPTH {
            return None;
        }
        let expansion = self.expansion(call, id)?;
        let inner = Rc::clone(&expansion.facts);
        let kind = &inner.data.expr(expansion.expr).kind;
        let is_macro = matches!(kind, ExprKind::Macro(_));
        if expansion.is_scope && !is_macro {
            return None;
        }
        let mut given = FxHashSet::default();
        crate::program::each_ident(&call.tokens, &mut |name| {
            given.insert(name.clone());
        });
        let depth = self.frame().locals.len();
        let outer = std::mem::replace(&mut self.frame().facts, Rc::clone(&inner));
        self.nesting += 1;
        let value = match kind {
            ExprKind::Block(block) => Some(self.statements(block)),
            // A macro that stands for another.
            _ => self.spliced(expansion.expr),
        };
        self.nesting -= 1;
        let frame = self.frame();
        frame.facts = outer;
        let made = frame.locals.split_off(depth);
        frame.locals.extend(made.into_iter().filter(|(name, _)| given.contains(name)));
        value
    }

    pub(super) fn eval_expansion(&mut self, facts: &Rc<Facts>, expr: ExprId, wanted: &Type) -> Value {
        if self.nesting > super::MAX_NESTING - EXPANSION_DEPTH {
            return self.bounded("expansions");
        }
        let outer = std::mem::replace(&mut self.frame().facts, Rc::clone(facts));
        let value = self.eval_as(expr, wanted);
        self.frame().facts = outer;
        value
    }
}
