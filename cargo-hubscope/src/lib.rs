//! Derives the minimal HubSpot scope set of a Rust project from its source, and compares it with the app manifest.
//!
//! Data flows one way: [`workspace`] says what to read, [`syntax`] lowers each file to facts, [`program`] joins the
//! facts into modules and names, [`analysis`] evaluates them to find the calls, [`annotation`] reads what the code says of
//! them, [`catalog`] says what each call needs, [`scopes`] computes the minimal set, [`manifest`] reads what the app requests, [`rules`] compares and produces
//! findings, and [`report`] prints them. A stage knows nothing of the later ones.

pub mod analysis;
pub mod annotation;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod date;
#[cfg(any(test, feature = "fuzzing"))]
pub mod fuzzing;
pub mod manifest;
pub mod program;
pub mod report;
pub mod rules;
pub mod scopes;
pub mod source;
pub mod syntax;
pub mod workspace;
