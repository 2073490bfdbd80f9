//! What can be wrong with a manifest that can still be analysed.

use crate::source::Span;

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// Comments, trailing commas, or anything else that strict JSON forbids.
    NotStrictJson,
    /// A key occurs twice in one object.
    DuplicateKey,
    /// A key that HubSpot does not know.
    UnknownKey,
    /// A value of the wrong type, such as a list that is not an array.
    WrongType,
    /// `auth` stands where HubSpot does not read it.
    MisplacedAuth,
    /// The manifest has no `auth`, so that the app has no access to the API.
    MissingAuth,
    /// A value that HubSpot does not know, such as an authentication type.
    UnknownValue,
    /// An entry that cannot be the name of a scope.
    NotAScopeName,
    /// A placeholder that no profile gives a value.
    UnsetPlaceholder,
    /// A file that HubSpot does not read where it is.
    MisplacedFile,
    /// A component that does not fit the app, such as an app event of an app with a static token.
    UnfitComponent,
    /// A component whose needs are not documented.
    UnknownNeed,
    /// A component is about an object type that is not known, so that neither is what it needs.
    UnknownObject,
    /// A file of the project that cannot be read.
    Unreadable,
    /// A scope occurs twice in one list.
    DuplicateInList,
    /// A scope occurs in two lists.
    DuplicateAcrossLists,
    /// A static app lists scopes that are not required ones.
    StaticOptional,
}

impl ProblemKind {
    /// The id of the rule that reports it.
    pub fn rule(self) -> &'static str {
        match self {
            Self::DuplicateInList | Self::DuplicateAcrossLists | Self::StaticOptional => "scope-list",
            Self::UnfitComponent | Self::UnknownNeed | Self::UnknownObject => "component-scope",
            _ => "malformed-manifest",
        }
    }
}

/// Something wrong with a manifest or with another file of its project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What kind of thing is wrong.
    pub kind: ProblemKind,
    /// Where.
    pub span: Span,
    /// What is wrong, lower-case, without a final stop.
    pub message: String,
    /// Other places that explain it, each with a few words.
    pub labels: Vec<(Span, String)>,
    /// What to do, where that is known.
    pub help: Option<String>,
}

impl Problem {
    /// A problem without labels and help.
    pub fn new(kind: ProblemKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into(), labels: Vec::new(), help: None }
    }

    /// The problem with one more labelled place.
    #[must_use]
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push((span, text.into()));
        self
    }

    /// The problem with what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
