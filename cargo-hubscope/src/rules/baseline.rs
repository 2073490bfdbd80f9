//! A baseline: findings that were there when the tool was introduced, counted by what they are about and not by line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Finding, RuleId};
use crate::source::Sources;

/// The version of the format that is written.
const VERSION: u32 = 1;

/// Findings that are known, by rule, file, scope and operation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<Key, usize>,
}

/// By what a known finding is recognised.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The rule.
    pub rule: RuleId,
    /// The file of its place, which for a scope that is missing is that of the list; empty where it has none.
    pub file: String,
    /// The scope that it is about.
    pub scope: Option<String>,
    /// The operation that it is about.
    pub operation: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    count: usize,
}

/// Findings divided by a baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Divided {
    /// Those that the baseline does not have.
    pub new: Vec<Finding>,
    /// Those that it has.
    pub known: Vec<Finding>,
    /// What the baseline has and is there no more, with how often it was more.
    pub gone: Vec<(Key, usize)>,
}

impl Baseline {
    /// The baseline in which all of these findings are known, each group with the files that it points into.
    pub fn of(groups: &[(&Sources, &[Finding])]) -> Self {
        let mut counts = BTreeMap::new();
        for (sources, findings) in groups {
            for finding in *findings {
                *counts.entry(key(sources, finding)).or_default() += 1;
            }
        }
        Self { counts }
    }

    /// The baseline that knows each of these as often as is said.
    pub fn from_counts(counts: Vec<(Key, usize)>) -> Self {
        Self { counts: counts.into_iter().collect() }
    }

    /// What the baseline knows, and how often.
    pub fn into_counts(self) -> Vec<(Key, usize)> {
        self.counts.into_iter().collect()
    }

    /// Reads a baseline's text; the error says what is wrong with it, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if file.version != VERSION {
            return Err(format!("version {} is not known, only {VERSION}", file.version));
        }
        let mut counts = BTreeMap::new();
        for entry in file.findings {
            let rule = RuleId::parse(&entry.rule).ok_or_else(|| format!("there is no rule `{}`", entry.rule))?;
            let key = Key { rule, file: entry.file, scope: entry.scope, operation: entry.operation };
            *counts.entry(key).or_default() += entry.count;
        }
        Ok(Self { counts })
    }

    /// The baseline as the text of a file.
    pub fn to_text(&self) -> String {
        let entry = |(key, count): (&Key, &usize)| Entry {
            rule: key.rule.name().to_owned(),
            file: key.file.clone(),
            scope: key.scope.clone(),
            operation: key.operation.clone(),
            count: *count,
        };
        let file = File { version: VERSION, findings: self.counts.iter().map(entry).collect() };
        let mut text = serde_json::to_string_pretty(&file).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Divides findings into those that are new and those that the baseline has.
    pub fn divide(&self, sources: &Sources, findings: Vec<Finding>) -> Divided {
        let mut left = self.counts.clone();
        let (mut new, mut known) = (Vec::new(), Vec::new());
        for finding in findings {
            match left.get_mut(&key(sources, &finding)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    known.push(finding);
                }
                _ => new.push(finding),
            }
        }
        let gone = left.into_iter().filter(|(_, count)| *count > 0).collect();
        Divided { new, known, gone }
    }
}

fn key(sources: &Sources, finding: &Finding) -> Key {
    Key {
        rule: finding.rule,
        file: finding.home().map(|span| sources.file(span.source).name.clone()).unwrap_or_default(),
        scope: finding.subject.scope.as_deref().map(str::to_owned),
        operation: finding.own_operation().map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn finding(sources: &Sources, scope: &str, line: u32) -> Finding {
        let id = sources.iter().next().unwrap().0;
        let span = Span { source: id, start: line, end: line + 1 };
        Finding::new(RuleId::MissingScope, format!("at {line}")).at(span, "").about_scope(&scope.into())
    }

    #[test]
    fn findings_are_counted_by_what_they_are_about_and_not_by_line() {
        let mut sources = Sources::new();
        sources.add("a.rs".into(), "src/a.rs".into(), "abcdef");
        let before = [finding(&sources, "x", 0), finding(&sources, "x", 1), finding(&sources, "y", 2)];
        let baseline = Baseline::of(&[(&sources, &before)]);
        let text = baseline.to_text();
        assert_eq!(Baseline::parse(&text).as_ref(), Ok(&baseline));
        assert!(!text.contains("line"));

        // Moved, one less of `x`, one more of `y`.
        let now = vec![finding(&sources, "x", 4), finding(&sources, "y", 3), finding(&sources, "y", 5)];
        let divided = baseline.divide(&sources, now);
        assert_eq!(divided.known.iter().map(|f| f.message.as_str()).collect::<Vec<_>>(), ["at 4", "at 3"]);
        assert_eq!(divided.new.iter().map(|f| f.message.as_str()).collect::<Vec<_>>(), ["at 5"]);
        assert_eq!(divided.gone.len(), 1);
        assert_eq!((divided.gone[0].0.scope.as_deref(), divided.gone[0].1), (Some("x"), 1));
    }

    #[test]
    fn a_broken_baseline_says_what_is_wrong() {
        assert!(Baseline::parse("{").unwrap_err().contains("EOF"));
        assert_eq!(Baseline::parse(r#"{"version": 9, "findings": []}"#).unwrap_err(), "version 9 is not known, only 1");
        let unknown = r#"{"version": 1, "findings": [{"rule": "nope", "file": "a", "count": 1}]}"#;
        assert_eq!(Baseline::parse(unknown).unwrap_err(), "there is no rule `nope`");
    }
}
