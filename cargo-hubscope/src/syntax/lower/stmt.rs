//! Blocks and statements.

use syn::{Expr, Stmt as SynStmt};

use super::super::facts::{Attr, Block, ExprKind, Stmt, StmtKind};
use super::Lowering;
use super::attr::{has_cfg, is_cfg};
use super::expr::attrs_of;

/// A block whose statements are being collected.
#[derive(Default)]
pub(super) struct Collected {
    block: Block,
    /// For each statement, whether it is an expression without `;` that could be the block's value.
    values: Vec<bool>,
}

impl Lowering {
    /// Lowers a block.
    pub(super) fn block(&mut self, block: &syn::Block) -> Block {
        self.stmts(&block.stmts)
    }

    /// Lowers statements.
    pub(in crate::syntax) fn stmts(&mut self, stmts: &[SynStmt]) -> Block {
        let mut collected = Collected::default();
        self.collect(&mut collected, stmts, &[]);
        collected.finish()
    }

    /// Adds statements, each under the further conditions `cfgs`.
    pub(super) fn collect(&mut self, to: &mut Collected, stmts: &[SynStmt], cfgs: &[Attr]) {
        for (index, stmt) in stmts.iter().enumerate() {
            let last = index + 1 == stmts.len();
            match stmt {
                SynStmt::Local(local) => {
                    let attrs = self.attrs_under(&local.attrs, cfgs);
                    let (pat, ty) = self.typed_pat(&local.pat);
                    let init = local.init.as_ref().map(|init| self.expr(&init.expr));
                    let otherwise = local.init.as_ref().and_then(|init| init.diverge.as_ref());
                    let otherwise = otherwise.map(|(_, expr)| self.expr(expr));
                    to.push(Stmt { attrs, kind: StmtKind::Let { pat, ty, init, otherwise } }, false);
                }
                SynStmt::Item(item) => {
                    let ids = self.item(item);
                    for id in &ids {
                        self.facts.items[id.0 as usize].attrs.extend(cfgs.iter().cloned());
                    }
                    to.block.items.extend(ids);
                }
                // An empty statement.
                SynStmt::Expr(Expr::Verbatim(tokens), Some(_)) if tokens.is_empty() => {}
                SynStmt::Expr(expr, semi) => {
                    let holder = attr_holder(expr);
                    let attrs = self.attrs_under(attrs_of(holder), cfgs);
                    self.attrs_taken = Some(holder);
                    let id = self.expr(expr);
                    self.attrs_taken = None;
                    let value = semi.is_none() && (last || has_cfg(attrs_of(holder)));
                    to.push(Stmt { attrs, kind: StmtKind::Expr(id) }, value);
                }
                SynStmt::Macro(stmt) => {
                    let attrs = self.attrs_under(&stmt.attrs, cfgs);
                    if let Some(items) = self.known_items(&stmt.mac, &attrs) {
                        to.block.items.extend(items);
                    } else if !self.cfg_if_stmts(&stmt.mac, &attrs, to) {
                        let (call, range) = self.macro_call(&stmt.mac);
                        let id = self.push_expr(ExprKind::Macro(call), range);
                        let value = stmt.semi_token.is_none() && (last || has_cfg(&stmt.attrs));
                        to.push(Stmt { attrs, kind: StmtKind::Expr(id) }, value);
                    }
                }
            }
        }
    }

    fn attrs_under(&mut self, attrs: &[syn::Attribute], cfgs: &[Attr]) -> Vec<Attr> {
        let mut attrs = self.attrs(attrs);
        attrs.extend(cfgs.iter().cloned());
        attrs
    }
}

impl Collected {
    pub(super) fn push(&mut self, stmt: Stmt, value: bool) {
        self.block.stmts.push(stmt);
        self.values.push(value);
    }

    /// The block: its value is the last expression without `;`, and the ones before it as long as `cfg` may remove
    /// what follows.
    pub(super) fn finish(self) -> Block {
        let Self { mut block, values } = self;
        let mut tails = Vec::new();
        let mut index = block.stmts.len();
        while index > 0 && values[index - 1] {
            index -= 1;
            if let StmtKind::Expr(id) = block.stmts[index].kind {
                tails.push(id);
            }
            if !block.stmts[index].attrs.iter().any(is_cfg) {
                break;
            }
        }
        let mut tails = tails.into_iter();
        block.tail = tails.next();
        block.cfg_tails = tails.collect();
        block.cfg_tails.reverse();
        // A plain tail is not a statement.
        if block.stmts.last().is_some_and(|stmt| {
            stmt.attrs.is_empty() && matches!(stmt.kind, StmtKind::Expr(id) if block.tail == Some(id))
        }) {
            block.stmts.pop();
        }
        block
    }
}

/// The expression on which syn hangs the attributes of a statement.
fn attr_holder(mut expr: &Expr) -> &Expr {
    loop {
        expr = match expr {
            Expr::Assign(expr) => &expr.left,
            Expr::Binary(expr) => &expr.left,
            Expr::Cast(expr) => &expr.expr,
            _ => return expr,
        };
    }
}
