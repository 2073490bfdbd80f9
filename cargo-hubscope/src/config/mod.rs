//! The configuration: `hubscope.toml`, and the `hubscope` tables of a `Cargo.toml`.
//!
//! A file is read into what is written, with places, and checked into a [`Config`]. An error points into the file and,
//! where a word is misspelt, names the right one. Everything here is data; the stages that it concerns act on it.

mod cargo;
mod check;
mod error;
mod raw;
#[cfg(test)]
mod tests;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::manifest::AuthType;
use crate::source::{SourceId, Sources, Span};

pub use cargo::manifest_of_cargo;
pub(crate) use check::lists_of;
pub use error::{ConfigError, Mistake};

/// The name of the configuration file.
pub const FILE: &str = "hubscope.toml";

/// The name of the file beside it that holds operations alone.
pub const CATALOG_FILE: &str = "catalog.toml";

/// A checked configuration. The default one is that of a project without a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// The file, where there is one.
    pub source: Option<SourceId>,
    /// The manifest of the only app.
    pub manifest: Option<Located>,
    /// The apps, in the order of the file. A file with `[app]` has one; one without any app table has none.
    pub apps: Vec<App>,
    /// What functions call.
    pub calls: Vec<StatedCall>,
    /// Functions and methods that send requests.
    pub clients: Vec<Client>,
    /// Scopes that something outside Rust needs.
    pub needs: Vec<StatedNeed>,
    /// Calls that the app can do without.
    pub optional: OptionalCalls,
    /// Findings that are accepted.
    pub allows: Vec<Allow>,
    /// Levels of rules, sorted by rule.
    pub rules: Vec<(Text, Level)>,
    /// Operations that the catalog lacks.
    pub operations: Vec<AddedOperation>,
    /// Properties with sensitive data, sorted by object type and name.
    pub sensitive_properties: Vec<SensitiveProperty>,
    /// Days after which the catalog counts as old, where the file says so.
    pub catalog_max_age_days: Option<u32>,
    /// Why JavaScript and TypeScript of the project do not make a result incomplete.
    pub scripts_reviewed: Option<Text>,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: Arc<str>,
    /// Where it is written, quotes included.
    pub span: Span,
}

/// A path with the place that names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The path, made absolute from the directory of the file that names it.
    pub path: PathBuf,
    /// Where it is written.
    pub span: Span,
}

/// An app of the configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct App {
    /// The name by which it is chosen; `None` only for a single `[app]` table.
    pub name: Option<Text>,
    /// What it requests.
    pub requests: Requests,
    /// Its packages; all where empty.
    pub packages: Vec<Text>,
    /// The features with which it is built.
    pub features: Vec<Text>,
    /// The profile whose variables are put into the manifest.
    pub profile: Option<Text>,
}

/// Where it is written what an app requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requests {
    /// In a manifest that is found by searching.
    Discovered,
    /// In this manifest.
    Manifest(Located),
    /// In the configuration itself.
    Settings(Settings),
}

/// The scope lists of an app whose settings live only in HubSpot's pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How the app authenticates, where that is said.
    pub auth: Option<AuthType>,
    /// Required scopes.
    pub required: Option<NameList>,
    /// Conditionally required scopes.
    pub conditionally_required: Option<NameList>,
    /// Optional scopes.
    pub optional: Option<NameList>,
}

/// An array of names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameList {
    /// The array with its brackets.
    pub span: Span,
    /// The names in their order.
    pub names: Vec<Text>,
}

/// A method and a path, as a person states them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Endpoint {
    /// Upper-case HTTP method.
    pub method: Arc<str>,
    /// The path, starting with `/`, without query, `{}` for what is only known at run time.
    pub path: Arc<str>,
}

/// What a function calls, stated by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedCall {
    /// A pattern for `module::Type::name` or the end of it; `*` stands for any part.
    pub function: Text,
    /// What it calls.
    pub calls: Stated,
    /// Why that is known.
    pub reason: Option<Text>,
}

/// What is stated of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stated {
    /// It calls these; at least one.
    Endpoints(Vec<(Endpoint, Span)>),
    /// It does not call HubSpot.
    NotHubspot,
}

/// A function or method that sends an HTTP request, like those of the known HTTP clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The crate's name, as in source.
    pub crate_name: Text,
    /// The type that has it.
    pub type_name: Option<Text>,
    /// Its name.
    pub name: Text,
    /// Whether it has a receiver.
    pub kind: ClientKind,
    /// The request's method.
    pub http_method: HttpMethod,
    /// The argument with the URL, from 0, not counting the receiver.
    pub url: usize,
}

/// Whether a client's function has a receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientKind {
    /// A free or associated function.
    Function,
    /// A method.
    Method,
}

/// Where the method of a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HttpMethod {
    /// Always this one, upper-case.
    Fixed(Arc<str>),
    /// This argument, from 0, not counting the receiver.
    Argument(usize),
}

/// What something outside Rust needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatedNeed {
    /// The scope; only what names a component can do without.
    pub scope: Option<Text>,
    /// The component that it is about, by its identifier or its file: what it needs is taken to be stated in full.
    pub component: Option<Text>,
    /// What needs it.
    pub reason: Text,
}

/// Calls that the app can do without: those that any of these fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OptionalCalls {
    /// Features with which they are only there.
    pub features: Vec<Text>,
    /// Packages.
    pub packages: Vec<Text>,
    /// Module paths; modules inside them count too.
    pub modules: Vec<Text>,
    /// Patterns for functions.
    pub functions: Vec<Text>,
    /// Operations.
    pub operations: Vec<(Endpoint, Span)>,
}

/// A finding that is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The whole entry.
    pub span: Span,
    /// The rule.
    pub rule: Text,
    /// Only in files of this name, `*` and `?` allowed.
    pub path: Option<Text>,
    /// Only about this operation, `*` and `?` allowed.
    pub operation: Option<Text>,
    /// Only about this scope, `*` and `?` allowed.
    pub scope: Option<Text>,
    /// Why, where that is said.
    pub reason: Option<Text>,
    /// The last day on which it is accepted.
    pub until: Option<(Date, Span)>,
}

/// A day; ordered by time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    /// The year.
    pub year: u16,
    /// The month, from 1.
    pub month: u8,
    /// The day of the month, from 1.
    pub day: u8,
}

/// What is done with the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// They are errors.
    Deny,
    /// They are warnings.
    Warn,
    /// They are not shown.
    Allow,
}

/// An operation that the catalog lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddedOperation {
    /// The whole entry.
    pub span: Span,
    /// Upper-case methods; all that are usual where empty.
    pub methods: Vec<Arc<str>>,
    /// The path, starting with `/`.
    pub path: Text,
    /// The alternatives, each with the names of its scopes; one empty alternative means that no scope is needed. `None`
    /// where `read` and `write`, the object type or the kind say it.
    pub any_of: Option<Vec<Vec<Arc<str>>>>,
    /// The alternatives of methods that read.
    pub read: Option<Vec<Vec<Arc<str>>>>,
    /// The alternatives of methods that write.
    pub write: Option<Vec<Vec<Arc<str>>>>,
    /// The name of the parameter that is the object type.
    pub object: Option<Arc<str>>,
    /// Who it is for.
    pub kind: AddedKind,
    /// Where this is known from; empty where that is not said.
    pub reference: Arc<str>,
}

/// Who an added operation is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AddedKind {
    /// An app with its scopes.
    #[default]
    App,
    /// A developer account with its credentials.
    Developer,
    /// Client id and secret.
    ClientCredentials,
    /// Anybody.
    NoScope,
}

/// A property with sensitive data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SensitiveProperty {
    /// The object type, by any of its names.
    pub object: Text,
    /// The property's name.
    pub property: Text,
    /// How sensitive.
    pub degree: Degree,
}

/// How sensitive a property is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// Needs the object's sensitive scopes.
    Sensitive,
    /// Needs the object's highly sensitive scopes.
    HighlySensitive,
}

impl Config {
    /// Reads and checks a configuration file, and the file `catalog.toml` beside it. `root` is the directory that the
    /// names of files are relative to, `rules` are the names of the rules there are.
    ///
    /// # Errors
    /// Lists every mistake with its place and, where that is known, the remedy.
    pub fn read(path: &Path, root: &Path, rules: &[&str], sources: &mut Sources) -> Result<Self, ConfigError> {
        let mut config = check::read(path, root, rules, sources)?;
        let beside = path.parent().unwrap_or(Path::new("")).join(CATALOG_FILE);
        config.add_catalog(&beside, root, sources)?;
        Ok(config)
    }

    /// The configuration of a workspace: that of its `hubscope.toml`, or the default one, with the operations of its
    /// `catalog.toml`.
    ///
    /// # Errors
    /// As [`Config::read`].
    pub fn of_workspace(root: &Path, rules: &[&str], sources: &mut Sources) -> Result<Self, ConfigError> {
        let path = root.join(FILE);
        if path.exists() {
            return Self::read(&path, root, rules, sources);
        }
        let mut config = Self::default();
        config.add_catalog(&root.join(CATALOG_FILE), root, sources)?;
        Ok(config)
    }

    fn add_catalog(&mut self, path: &Path, root: &Path, sources: &mut Sources) -> Result<(), ConfigError> {
        if path.exists() {
            self.operations.extend(check::read_catalog(path, root, sources)?);
        }
        Ok(())
    }

    /// The app of a name.
    ///
    /// # Errors
    /// Names the apps there are.
    pub fn app(&self, name: &str) -> Result<&App, String> {
        let named = |app: &&App| app.name.as_ref().is_some_and(|own| &*own.text == name);
        self.apps.iter().find(named).ok_or_else(|| {
            let known: Vec<&str> = self.apps.iter().filter_map(|app| Some(&*app.name.as_ref()?.text)).collect();
            match (known.as_slice(), crate::manifest::nearest(name, &known)) {
                ([], _) => format!("there is no app `{name}`: {FILE} names none"),
                (_, Some(near)) => format!("there is no app `{name}`; did you mean `{near}`?"),
                (known, None) => format!("there is no app `{name}`; there are: {}", known.join(", ")),
            }
        })
    }
}

impl Date {
    /// Reads `YYYY-MM-DD`; nothing for a day that does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let mut number = |digits: usize| {
            let part = parts.next()?;
            (part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())?
        };
        let (year, month, day) = (number(4)?, number(2)?, number(2)?);
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        let date = Self { year, month: month as u8, day: day as u8 };
        (parts.next().is_none() && (1..=days).contains(&day)).then_some(date)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Endpoint {
    /// Reads `METHOD /path`.
    ///
    /// # Errors
    /// Says what is wrong.
    pub fn parse(text: &str) -> Result<Self, String> {
        let Some((method, path)) = text.trim().split_once(char::is_whitespace) else {
            return Err(format!("`{text}` is not a method and a path, such as `GET /crm/v3/objects/contacts/{{}}`"));
        };
        let method = check::http_method(method)?;
        let path = path.trim();
        if !path.starts_with('/') || path.contains(char::is_whitespace) {
            return Err(format!("`{path}` is not a path: it has to start with `/` and to have no spaces"));
        }
        if path.contains(['?', '#']) {
            return Err(format!("`{path}` has a query; leave it out"));
        }
        Ok(Self { method: Arc::from(method), path: Arc::from(path) })
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}
