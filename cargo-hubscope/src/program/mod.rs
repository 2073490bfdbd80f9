//! Joins the facts of all files into one program.

pub mod macros;
