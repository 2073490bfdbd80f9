//! Which rules count, and how much.

use std::collections::BTreeMap;

use super::{Finding, RuleId, Severity};

/// What is done with the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// They are left out.
    Allow,
    /// They are warnings.
    Warn,
    /// They are errors.
    Deny,
}

impl Level {
    /// The level of a word: `allow`, `warn` or `deny`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "allow" => Some(Self::Allow),
            "warn" => Some(Self::Warn),
            "deny" => Some(Self::Deny),
            _ => None,
        }
    }
}

/// Levels of rules; a rule without one keeps the severity of each finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    set: BTreeMap<RuleId, Level>,
}

impl Levels {
    /// Sets the level of a rule, in place of an earlier one.
    pub fn set(&mut self, rule: RuleId, level: Level) {
        self.set.insert(rule, level);
    }

    /// Whether findings of the rule can appear at all.
    pub fn runs(&self, rule: RuleId) -> bool {
        self.set.get(&rule) != Some(&Level::Allow)
    }

    /// Leaves out what is allowed and changes the severity of what is not. A note of a rule that makes other findings
    /// too stays a note: it says what is not certain.
    pub fn apply(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let adjust = |mut finding: Finding| {
            let softened = finding.severity == Severity::Note && finding.rule.rule().severity != Severity::Note;
            match self.set.get(&finding.rule) {
                Some(Level::Allow) => return None,
                Some(Level::Warn) if !softened => finding.severity = Severity::Warning,
                Some(Level::Deny) if !softened => finding.severity = Severity::Error,
                _ => {}
            }
            Some(finding)
        };
        findings.into_iter().filter_map(adjust).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_drop_and_change_findings_but_leave_uncertain_ones_notes() {
        let mut levels = Levels::default();
        levels.set(RuleId::UnneededScope, Level::Deny);
        levels.set(RuleId::UnresolvedCall, Level::Allow);
        levels.set(RuleId::DeveloperEndpoint, Level::Warn);
        levels.set(RuleId::MissingScope, Level::Deny);
        levels.set(RuleId::MissingScope, Level::Warn);
        let findings = vec![
            Finding::new(RuleId::UnneededScope, "a"),
            Finding::new(RuleId::UnneededScope, "b").severity(Severity::Note),
            Finding::new(RuleId::UnresolvedCall, "c"),
            Finding::new(RuleId::DeveloperEndpoint, "d"),
            Finding::new(RuleId::MissingScope, "e"),
            Finding::new(RuleId::UnknownScope, "f"),
        ];
        let left = levels.apply(findings);
        let left: Vec<_> = left.iter().map(|finding| (finding.message.as_str(), finding.severity)).collect();
        assert_eq!(
            left,
            [
                ("a", Severity::Error),
                ("b", Severity::Note),
                ("d", Severity::Warning),
                ("e", Severity::Warning),
                ("f", Severity::Error),
            ]
        );
        assert!(!levels.runs(RuleId::UnresolvedCall) && levels.runs(RuleId::UnknownScope));
    }
}
