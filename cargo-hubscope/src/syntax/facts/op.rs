//! Operators.

use serde::{Deserialize, Serialize};

/// A unary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum UnOp {
    /// `!x`
    Not,
    /// `-x`
    Neg,
    /// `*x`
    Deref,
}

/// A binary operator; the assigning forms are [`ExprKind::AssignOp`](super::ExprKind::AssignOp).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BinOp {
    /// `+`
    Add,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `==`
    Eq,
    /// `!=`
    Ne,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// Any other.
    Other,
}

impl BinOp {
    /// The trait that overloads the operator, its method, and the trait and method of the assigning form; `None` for what
    /// gives a truth value.
    pub fn overloaded(self) -> Option<[&'static str; 4]> {
        Some(match self {
            BinOp::Add => ["Add", "add", "AddAssign", "add_assign"],
            BinOp::Sub => ["Sub", "sub", "SubAssign", "sub_assign"],
            BinOp::Mul => ["Mul", "mul", "MulAssign", "mul_assign"],
            BinOp::Div => ["Div", "div", "DivAssign", "div_assign"],
            BinOp::Rem => ["Rem", "rem", "RemAssign", "rem_assign"],
            BinOp::BitAnd => ["BitAnd", "bitand", "BitAndAssign", "bitand_assign"],
            BinOp::BitOr => ["BitOr", "bitor", "BitOrAssign", "bitor_assign"],
            BinOp::BitXor => ["BitXor", "bitxor", "BitXorAssign", "bitxor_assign"],
            BinOp::Shl => ["Shl", "shl", "ShlAssign", "shl_assign"],
            BinOp::Shr => ["Shr", "shr", "ShrAssign", "shr_assign"],
            _ => return None,
        })
    }
}
