#![allow(clippy::too_many_arguments)]

pub mod apis;
pub mod models;
