//! Places that each cause a finding by itself: a suppression of one leaves the others.

use super::{Finding, Label, Role};
use crate::source::Span;

/// How many further calls of one finding are shown.
const SHOWN: usize = 3;

/// A place that causes a finding by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// The place.
    pub span: Span,
    /// `METHOD /path` of a call; none for what is stated.
    pub operation: Option<String>,
    /// What is said where it is the first of the causes, with the steps to the request.
    pub(super) first: Vec<Label>,
    /// What else is good to know then.
    pub(super) notes: Vec<String>,
    /// What is said where it is not.
    pub(super) beside: String,
}

impl Finding {
    /// Sets the causes of a finding that has neither places nor notes yet. The first is the place that it is about, the
    /// next few are shown beside.
    #[must_use]
    pub(super) fn caused_by(mut self, causes: Vec<Cause>) -> Self {
        self.causes = causes;
        self.lay_out(0..0, 0..0);
        self
    }

    /// The place that stays the same whichever of several causes comes first, such as the list that lacks a scope.
    pub fn home(&self) -> Option<Span> {
        let of_causes = laid_out(&self.causes).0.len();
        let other = self.labels.get(of_causes).filter(|_| of_causes > 0);
        other.map(|label| label.span).or_else(|| self.location())
    }

    /// The operation that it is about; none where that is only the one of the first of several causes.
    pub fn own_operation(&self) -> Option<&str> {
        let of_a_cause = !self.causes.is_empty() && self.subject.scope.is_some();
        self.subject.operation.as_deref().filter(|_| !of_a_cause)
    }

    /// The same finding with only those causes of which `stays` holds, in the order of the causes; what is said of the
    /// others, which may not be all, is taken out.
    #[must_use]
    pub(super) fn without(mut self, stays: &[bool]) -> Self {
        let (labels, notes) = laid_out(&self.causes);
        let mut stays = stays.iter().copied();
        self.causes.retain(|_| stays.next().unwrap_or(true));
        self.lay_out(0..labels.len(), 0..notes.len());
        self
    }

    /// Puts what is said of the causes in the place of what was said of them before.
    fn lay_out(&mut self, labels: std::ops::Range<usize>, notes: std::ops::Range<usize>) {
        let (new_labels, new_notes) = laid_out(&self.causes);
        self.labels.splice(labels, new_labels);
        self.notes.splice(notes, new_notes);
    }
}

/// The labels and notes of causes.
fn laid_out(causes: &[Cause]) -> (Vec<Label>, Vec<String>) {
    let Some((first, others)) = causes.split_first() else { return (Vec::new(), Vec::new()) };
    let (mut labels, mut notes) = (first.first.clone(), first.notes.clone());
    let (calls, stated): (Vec<&Cause>, Vec<&Cause>) = others.iter().partition(|cause| cause.operation.is_some());
    let beside = |cause: &&Cause| Label { span: cause.span, message: cause.beside.clone(), role: Role::Secondary };
    labels.extend(calls.iter().take(SHOWN).map(beside));
    labels.extend(stated.iter().map(beside));
    match calls.len().saturating_sub(SHOWN) {
        0 => {}
        1 => notes.push("and 1 more call".to_owned()),
        more => notes.push(format!("and {more} more calls")),
    }
    (labels, notes)
}
