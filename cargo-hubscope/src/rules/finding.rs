//! One diagnostic, as data.

use std::sync::Arc;

use super::{Cause, RuleId};
use crate::source::Span;

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Good to know; never makes a run fail.
    Note,
    /// Worth mending.
    Warning,
    /// The app does not work, or asks for something that does not exist.
    Error,
}

impl Severity {
    /// `note`, `warning` or `error`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said there; may be empty.
    pub message: String,
    /// Whether it is the place or one beside it.
    pub role: Role,
}

/// What a label's place is to the finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The place that the finding is about.
    Primary,
    /// A place that helps to understand it.
    Secondary,
    /// A step from the call to the request, in order.
    Step,
}

/// What a finding is about, in words that stay the same when lines move: by it a finding is recognised in a baseline,
/// by a suppression and by a code scanning service.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The scope.
    pub scope: Option<Arc<str>>,
    /// `METHOD /path`: an operation of the catalog, or the call's method and path template.
    pub operation: Option<String>,
}

/// A change of text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced; empty where text is put in.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// Whether it can be applied without a look.
    pub safety: Safety,
}

/// Whether an edit can be applied without a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Safety {
    /// It does what the finding says and nothing breaks by it.
    Safe,
    /// It may be what is meant.
    Maybe,
}

impl Edit {
    /// The same change without what stays the same at both ends; `old` is the text of the span.
    #[must_use]
    pub fn trimmed(mut self, old: &str) -> Self {
        let new = &self.replacement;
        let mut start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        while !(old.is_char_boundary(start) && new.is_char_boundary(start)) {
            start -= 1;
        }
        let room = old.len().min(new.len()) - start;
        let mut tail = old.bytes().rev().zip(new.bytes().rev()).take(room).take_while(|(a, b)| a == b).count();
        while !(old.is_char_boundary(old.len() - tail) && new.is_char_boundary(new.len() - tail)) {
            tail -= 1;
        }
        self.span.start += start as u32;
        self.span.end -= tail as u32;
        self.replacement = new[start..new.len() - tail].to_owned();
        self
    }
}

/// One diagnostic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that made it.
    pub rule: RuleId,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, in one line, lower-case, without final stop.
    pub message: String,
    /// The places; the first primary one is its location.
    pub labels: Vec<Label>,
    /// What to do, one thing each.
    pub help: Vec<String>,
    /// What else is good to know.
    pub notes: Vec<String>,
    /// Changes that mend it.
    pub edits: Vec<Edit>,
    /// What it is about.
    pub subject: Subject,
    /// The places that each cause it by itself, where there can be several; they are among the labels too.
    pub causes: Vec<Cause>,
}

impl Finding {
    /// A finding of a rule with the rule's own severity and no places yet.
    pub fn new(rule: RuleId, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: rule.rule().severity,
            message: message.into(),
            labels: Vec::new(),
            help: Vec::new(),
            notes: Vec::new(),
            edits: Vec::new(),
            subject: Subject::default(),
            causes: Vec::new(),
        }
    }

    /// The same with another severity.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// Adds the place that it is about.
    #[must_use]
    pub fn at(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), role: Role::Primary });
        self
    }

    /// Adds a place beside it.
    #[must_use]
    pub fn beside(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: message.into(), role: Role::Secondary });
        self
    }

    /// Adds something to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds something that is good to know.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Sets the scope that it is about.
    #[must_use]
    pub fn about_scope(mut self, scope: &Arc<str>) -> Self {
        self.subject.scope = Some(scope.clone());
        self
    }

    /// Sets the operation that it is about.
    #[must_use]
    pub fn about_operation(mut self, operation: impl Into<String>) -> Self {
        self.subject.operation = Some(operation.into());
        self
    }

    /// The place that the finding is about, where it has one.
    pub fn location(&self) -> Option<Span> {
        let primary = self.labels.iter().find(|label| label.role == Role::Primary);
        primary.or(self.labels.first()).map(|label| label.span)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    #[test]
    fn an_edit_is_as_small_as_can_be_and_keeps_characters_whole() {
        let edit = |old: &str, new: &str| {
            let span = Span { source: SourceId(0), start: 10, end: 10 + old.len() as u32 };
            let edit = Edit { span, replacement: new.to_owned(), safety: Safety::Safe }.trimmed(old);
            (edit.span.start, edit.span.end, edit.replacement)
        };
        assert_eq!(edit("a, b, c", "a, c"), (13, 16, String::new()));
        assert_eq!(edit("ac", "abc"), (11, 11, "b".to_owned()));
        assert_eq!(edit("aa", "aaa"), (12, 12, "a".to_owned()));
        // Both letters begin with the same byte.
        assert_eq!(edit("xäy", "xöy"), (11, 13, "ö".to_owned()));
    }
}
