//! The authorize URL with which an account installs an app, held against the manifest.
//!
//! HubSpot compares the two when the URL is opened, and shows an error page of its own where they disagree; the app's
//! redirect never happens. Required scopes have to be in `scope`; conditionally required ones may be there; optional ones
//! may be in `optional_scope` only; and whatever the URL names has to be in the manifest.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{AuthType, List, Manifest, Spanned};
use crate::scopes::BASELINE;
use crate::source::Span;

/// A parameter of the URL that holds scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parameter {
    /// `scope`: without these the installation fails.
    Scope,
    /// `optional_scope`: granted where the account has the feature.
    OptionalScope,
}

impl Parameter {
    /// Its name in the URL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::OptionalScope => "optional_scope",
        }
    }
}

/// What an authorize URL asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstallUrl {
    /// The place that stands for all of it.
    pub span: Span,
    /// The scopes of `scope` in their order, each with the place that it comes from.
    pub scope: Vec<Spanned>,
    /// The scopes of `optional_scope`.
    pub optional_scope: Vec<Spanned>,
    /// The parameters whose scopes are not separated by spaces, with what separates them.
    pub separators: Vec<(Parameter, char)>,
    /// Parameters under names that HubSpot does not document, as written.
    pub misnamed: Vec<(Parameter, String)>,
    /// Whether more scopes may be in `scope` than are known.
    pub open: bool,
}

/// What the page says that HubSpot shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// A required scope is not asked for.
    Insufficient,
    /// The URL and the app's settings disagree.
    Mismatch,
    /// A name is no scope.
    Invalid,
}

impl Refusal {
    /// The words to look for on HubSpot's page.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Insufficient => "the provided scopes are insufficient",
            Self::Mismatch => "mismatch between the scopes in the install URL and the app's configured scopes",
            Self::Invalid => "one or more scopes are invalid",
        }
    }
}

/// A disagreement between URL and manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// Where in the code.
    pub span: Span,
    /// The entry of the manifest that it concerns, where there is one.
    pub entry: Option<Span>,
    /// The scope that it concerns, where it is one.
    pub scope: Option<Arc<str>>,
    /// What is wrong, lower-case, without a final stop.
    pub message: String,
    /// What to do.
    pub help: String,
    /// What the installing user sees.
    pub refusal: Refusal,
}

impl InstallUrl {
    /// Reads an authorize URL from its query string, still encoded. Every scope gets the place of the whole.
    pub fn of_query(query: &str, span: Span) -> Self {
        let mut url = Self {
            span,
            scope: Vec::new(),
            optional_scope: Vec::new(),
            separators: Vec::new(),
            misnamed: Vec::new(),
            open: false,
        };
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            match decoded(name).as_str() {
                "scope" => url.ask(Parameter::Scope, &decoded(value), span),
                "optional_scope" => url.ask(Parameter::OptionalScope, &decoded(value), span),
                _ => {}
            }
        }
        url
    }

    /// Adds the scopes of a parameter's decoded value, each with the given place.
    pub fn ask(&mut self, parameter: Parameter, value: &str, span: Span) {
        if let Some(separator) = value.chars().find(|letter| separates(*letter) && !letter.is_whitespace()) {
            self.separators.push((parameter, separator));
        }
        let names = value.split(separates);
        self.scopes(parameter)
            .extend(names.filter(|name| !name.is_empty()).map(|name| Spanned { text: Arc::from(name), span }));
    }

    /// The scopes of a parameter, to add to them.
    pub fn scopes(&mut self, parameter: Parameter) -> &mut Vec<Spanned> {
        match parameter {
            Parameter::Scope => &mut self.scope,
            Parameter::OptionalScope => &mut self.optional_scope,
        }
    }

    fn asked(&self, parameter: Parameter) -> &[Spanned] {
        match parameter {
            Parameter::Scope => &self.scope,
            Parameter::OptionalScope => &self.optional_scope,
        }
    }
}

/// Where a URL and a manifest disagree, in the order of the URL's places and then of the names. `is_scope` says whether a
/// name is a scope at all. Apps without OAuth have no such URL, and nothing is said about theirs.
pub fn compare(manifest: &Manifest, url: &InstallUrl, is_scope: &dyn Fn(&str) -> bool) -> Vec<Disagreement> {
    if manifest.auth_type == Some(AuthType::Static) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (parameter, separator) in &url.separators {
        let message = format!("the scopes of `{}` are separated by `{separator}`", parameter.name());
        found.push(Disagreement {
            span: url.asked(*parameter).first().map_or(url.span, |first| first.span),
            entry: None,
            scope: None,
            message,
            help: "separate them by a space, written `%20` in a URL".to_owned(),
            refusal: Refusal::Invalid,
        });
    }
    for (parameter, written) in &url.misnamed {
        found.push(Disagreement {
            span: url.span,
            entry: None,
            scope: None,
            message: format!("HubSpot documents no parameter `{written}`, so its scopes are not asked for"),
            help: format!("name it `{}`", parameter.name()),
            refusal: Refusal::Insufficient,
        });
    }
    for parameter in [Parameter::Scope, Parameter::OptionalScope] {
        let mut seen = BTreeSet::new();
        for asked in url.asked(parameter).iter().filter(|asked| seen.insert(asked.text.clone())) {
            found.extend(asked_wrongly(manifest, parameter, asked, is_scope));
        }
    }
    let required = if url.open { &[] } else { manifest.list(List::Required).entries.as_slice() };
    for entry in required {
        let is_asked = url.scope.iter().any(|asked| asked.text == entry.scope);
        if is_asked || &*entry.scope == BASELINE {
            continue;
        }
        let (span, message, help) = match url.optional_scope.iter().find(|asked| asked.text == entry.scope) {
            Some(asked) => (
                asked.span,
                format!("the required scope `{}` is in `optional_scope`, not in `scope`", entry.scope),
                "move it to `scope`, or make it optional in the manifest",
            ),
            None => (
                url.span,
                format!("the required scope `{}` is not in `scope`", entry.scope),
                "add it to `scope`, or make it optional in the manifest",
            ),
        };
        found.push(Disagreement {
            span,
            entry: Some(entry.span),
            scope: Some(entry.scope.clone()),
            message,
            help: help.to_owned(),
            refusal: Refusal::Insufficient,
        });
    }
    found.sort_by(|a, b| (a.span, &a.scope).cmp(&(b.span, &b.scope)));
    found
}

/// What is wrong with one scope of the URL.
fn asked_wrongly(
    manifest: &Manifest,
    parameter: Parameter,
    asked: &Spanned,
    is_scope: &dyn Fn(&str) -> bool,
) -> Option<Disagreement> {
    let name = &asked.text;
    let entry = manifest.entry(name);
    let (message, help, refusal) = match (entry.map(|entry| entry.list), parameter) {
        (None, _) if &**name == BASELINE => return None,
        (None, _) if !is_scope(name) => (
            format!("`{name}` in `{}` is not a scope", parameter.name()),
            "correct or remove it".to_owned(),
            Refusal::Invalid,
        ),
        (None, _) => (
            format!("`{name}` is in `{}`, but not in the manifest", parameter.name()),
            "add it to the manifest, or remove it from the URL".to_owned(),
            Refusal::Mismatch,
        ),
        (Some(List::Optional), Parameter::Scope) => (
            format!("the optional scope `{name}` is in `scope`"),
            "move it to `optional_scope`".to_owned(),
            Refusal::Mismatch,
        ),
        (Some(List::ConditionallyRequired), Parameter::OptionalScope) => (
            format!("the conditionally required scope `{name}` is in `optional_scope`"),
            "move it to `scope` for accounts that need it".to_owned(),
            Refusal::Mismatch,
        ),
        // That it is missing from `scope` is said of the manifest's entry.
        (Some(_), _) => return None,
    };
    Some(Disagreement {
        span: asked.span,
        entry: entry.map(|entry| entry.span),
        scope: Some(name.clone()),
        message,
        help,
        refusal,
    })
}

/// Whether a letter stands between scopes: a space does so rightly, the others are what is found in its place.
pub fn separates(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ',' | ';' | '|' | '+')
}

/// The text of a part of a query string.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        match (first, digits.and_then(|pair| u8::from_str_radix(pair, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &behind[2..];
                continue;
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(*first),
        }
        rest = behind;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
