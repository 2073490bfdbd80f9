//! What is known of code that is not the program's: HTTP clients, the standard library, derives. One place each.

pub mod clients;
pub mod convert;
pub mod derive;
pub mod input;
pub mod list;
pub mod number;
pub mod option;
pub mod outside;
pub mod pairs;
pub mod path;
pub mod text;
pub mod url;

use crate::program::CrateId;
use crate::program::cfg::Config;

/// Crates of which a model knows something.
pub const CRATES: &[&str] = &[
    "reqwest",
    "reqwest_middleware",
    "ureq",
    "hyper",
    "hyper_util",
    "http",
    "isahc",
    "surf",
    "attohttpc",
    "minreq",
    "curl",
    "awc",
    "gloo_net",
    "worker",
    "oauth2",
    "url",
];

/// A client of the user's own, described in `hubscope.toml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserClient {
    /// The crate's name in source, with `_`.
    pub krate: String,
    /// The type that a method belongs to; `None` for a free function.
    pub owner: Option<String>,
    /// Function or method.
    pub name: String,
    /// The method.
    pub method: UserMethod,
    /// Which argument is the URL, from 0, not counting `self`.
    pub url: usize,
}

/// Where the method of a [`UserClient`] comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UserMethod {
    /// It is always this one.
    Fixed(String),
    /// It is this argument, from 0, not counting `self`.
    Argument(usize),
}

/// A macro of another crate that stands for a list of texts in one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MacroList {
    /// The package that uses it.
    pub package: String,
    /// Its real path, such as `some_crate::some_macro`.
    pub path: String,
    /// The texts, or why they are not known.
    pub texts: Result<Vec<String>, String>,
}

/// Everything that is configured about models.
#[derive(Debug, Clone, Default)]
pub struct Models {
    /// The configuration of each crate of the program, by its id.
    pub configs: Vec<Config>,
    /// Clients of the user's own.
    pub clients: Vec<UserClient>,
    /// Macros of other crates whose values are known.
    pub lists: Vec<MacroList>,
}

impl Models {
    /// The configuration of a crate.
    pub fn config(&self, krate: CrateId) -> &Config {
        static NONE: std::sync::LazyLock<Config> = std::sync::LazyLock::new(Config::default);
        self.configs.get(krate.0 as usize).unwrap_or(&NONE)
    }
}
