//! Walking expressions without recursion on the call stack.

use crate::syntax::facts::{Block, ExprId, ExprKind, FileFacts, MacroRead, StmtKind};

/// Calls `visit` on every direct child expression.
pub fn children(facts: &FileFacts, id: ExprId, visit: &mut dyn FnMut(ExprId)) {
    match &facts.expr(id).kind {
        ExprKind::Lit(_) | ExprKind::Path(_) | ExprKind::Continue | ExprKind::Other => {}
        ExprKind::Call { callee, args } => {
            visit(*callee);
            args.iter().for_each(|arg| visit(*arg));
        }
        ExprKind::MethodCall { recv, args, .. } => {
            visit(*recv);
            args.iter().for_each(|arg| visit(*arg));
        }
        ExprKind::Field { base: expr, .. }
        | ExprKind::Unary { expr, .. }
        | ExprKind::Ref { expr, .. }
        | ExprKind::Let { expr, .. }
        | ExprKind::Await(expr)
        | ExprKind::Try(expr)
        | ExprKind::Cast { expr, .. }
        | ExprKind::Loop { body: expr }
        | ExprKind::Closure { body: expr, .. } => visit(*expr),
        ExprKind::Index { base: left, index: right }
        | ExprKind::Binary { left, right, .. }
        | ExprKind::Assign { place: left, value: right }
        | ExprKind::AssignOp { place: left, value: right, .. }
        | ExprKind::Repeat { value: left, length: right }
        | ExprKind::While { cond: left, body: right }
        | ExprKind::For { iter: left, body: right, .. } => {
            visit(*left);
            visit(*right);
        }
        ExprKind::Struct { fields, base, .. } => {
            fields.iter().for_each(|(_, value)| visit(*value));
            base.iter().for_each(|base| visit(*base));
        }
        ExprKind::Tuple(items) | ExprKind::Array(items) => items.iter().for_each(|item| visit(*item)),
        ExprKind::Block(block) | ExprKind::Async(block) => block_children(block, visit),
        ExprKind::If { cond, then, otherwise } => {
            visit(*cond);
            visit(*then);
            otherwise.iter().for_each(|other| visit(*other));
        }
        ExprKind::Match { scrutinee, arms } => {
            visit(*scrutinee);
            for arm in arms {
                arm.guard.iter().for_each(|guard| visit(*guard));
                visit(arm.body);
            }
        }
        ExprKind::Return(value) | ExprKind::Break { value, .. } | ExprKind::Yield(value) => {
            value.iter().for_each(|value| visit(*value));
        }
        ExprKind::Span { from, to, .. } => from.iter().chain(to).for_each(|end| visit(*end)),
        ExprKind::Macro(call) => match &call.read {
            MacroRead::Args(args) => args.iter().for_each(|(_, arg)| visit(*arg)),
            MacroRead::Repeat(value, length) => {
                visit(*value);
                visit(*length);
            }
            MacroRead::Block(block) => block_children(block, visit),
            MacroRead::Parts(parts) => parts.iter().for_each(|part| visit(*part)),
            MacroRead::Nothing => {}
        },
    }
}

fn block_children(block: &Block, visit: &mut dyn FnMut(ExprId)) {
    for stmt in &block.stmts {
        match &stmt.kind {
            StmtKind::Let { init, otherwise, .. } => init.iter().chain(otherwise).for_each(|expr| visit(*expr)),
            StmtKind::Expr(expr) => visit(*expr),
        }
    }
    block.tail.iter().for_each(|tail| visit(*tail));
}

/// Calls `visit` on an expression and all that it contains.
pub fn each_expr(facts: &FileFacts, root: ExprId, visit: &mut dyn FnMut(ExprId)) {
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        visit(id);
        let from = open.len();
        children(facts, id, &mut |child| open.push(child));
        open[from..].reverse();
    }
}
