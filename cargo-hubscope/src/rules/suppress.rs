//! Findings that someone looked at and let be: comments in the source and entries of the configuration.

use std::collections::BTreeSet;

use super::{Finding, Levels, RuleId};
use crate::annotation::Allowance;
use crate::source::{SourceFile, SourceId, Sources, Span};
use crate::syntax::statement_end;
use crate::workspace::glob;

/// What a comment begins with.
const MARK: &str = "hubscope:";

/// Something that suppresses findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The rules whose findings it suppresses.
    pub rules: BTreeSet<RuleId>,
    /// Which findings of these.
    pub reach: Reach,
    /// Why; empty where no reason is given.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
    /// How it is written.
    pub form: Form,
}

/// How a suppression is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A comment in the source.
    Comment,
    /// An attribute in the source.
    Attribute,
    /// An entry of the configuration.
    Entry,
}

/// Which findings a suppression is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    /// Those in one file whose place touches one of the lines, counted from 1.
    Lines {
        /// The file.
        source: SourceId,
        /// First line.
        first: u32,
        /// Last line.
        last: u32,
    },
    /// Those that have everything that is given.
    Matching {
        /// The file's name, `*` and `?` allowed.
        path: Option<String>,
        /// The operation, `*` and `?` allowed.
        operation: Option<String>,
        /// The scope, `*` and `?` allowed.
        scope: Option<String>,
        /// The last day, `YYYY-MM-DD`, on which it suppresses anything.
        until: Option<String>,
    },
}

/// A finding that is not shown, with why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Whether it was by a comment or attribute in the source, and not by the configuration.
    pub in_source: bool,
    /// The reason given.
    pub reason: String,
}

/// Findings divided by suppressions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remaining {
    /// Those that stay.
    pub findings: Vec<Finding>,
    /// Those that do not.
    pub suppressed: Vec<Suppressed>,
    /// The rules of whose findings each suppression has suppressed one, in the order of the suppressions.
    pub used: Vec<BTreeSet<RuleId>>,
}

/// Every suppressing comment in Rust files, and findings about those that cannot be read.
pub fn comments(sources: &Sources) -> (Vec<Suppression>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for (id, file) in sources.iter().filter(|(_, file)| file.name.ends_with(".rs") && file.text.contains(MARK)) {
        in_file(id, file, &mut found, &mut wrong);
    }
    (found, wrong)
}

fn in_file(id: SourceId, file: &SourceFile, found: &mut Vec<Suppression>, wrong: &mut Vec<Finding>) {
    let lines: Vec<&str> = file.text.split('\n').collect();
    let mut offset = 0;
    for (index, line) in lines.iter().enumerate() {
        let start = offset;
        offset += line.len() as u32 + 1;
        if let Some(at) = block_comment(line) {
            let span = Span { source: id, start: start + at as u32, end: start + line.trim_end().len() as u32 };
            let message = "a suppression in a block comment is not read";
            let finding = Finding::new(RuleId::UnexplainedSuppression, message).at(span, "suppresses nothing");
            wrong.push(finding.help("write `// hubscope: allow(rule) reason`"));
        }
        let Some((code, said)) = comment(line) else { continue };
        let at = Span { source: id, start: start + code.len() as u32, end: start + line.trim_end().len() as u32 };
        let own = index as u32 + 1;
        let last = if code.trim().is_empty() { statement_below(&lines, index + 1) } else { own };
        match parse(said, at) {
            Ok((rules, reason)) => {
                found.push(Suppression {
                    rules,
                    reach: Reach::Lines { source: id, first: own, last },
                    reason,
                    span: at,
                    form: Form::Comment,
                });
            }
            Err(finding) => wrong.push(*finding),
        }
    }
}

/// What attributes suppress inside the items that they stand on, and findings about names that no rule has.
pub fn attributes(sources: &Sources, allowances: &[Allowance]) -> (Vec<Suppression>, Vec<Finding>) {
    let mut found = Vec::new();
    let mut wrong = Vec::new();
    for allowance in allowances {
        let mut rules = BTreeSet::new();
        for word in &allowance.rules {
            match RuleId::parse(&word.text) {
                Some(rule) => {
                    rules.insert(rule);
                }
                None => wrong.push(no_rule(&word.text, word.span, "write `allow(rule_name, reason = \"..\")`")),
            }
        }
        if rules.is_empty() {
            continue;
        }
        let (start, end) = sources.range(allowance.item);
        let reach = Reach::Lines { source: allowance.item.source, first: start.line, last: end.line };
        let form = Form::Attribute;
        found.push(Suppression { rules, reach, reason: allowance.reason.clone(), span: allowance.span, form });
    }
    (found, wrong)
}

/// That a suppression names a rule that there is not.
fn no_rule(name: &str, at: Span, example: &str) -> Finding {
    let finding = Finding::new(RuleId::UnexplainedSuppression, format!("there is no rule `{name}`")).at(at, "");
    match RuleId::suggest(name) {
        Some(rule) => finding.help(format!("did you mean `{rule}`?")),
        None => finding.help(example),
    }
}

/// The code of a line before a suppressing comment, and what the comment says behind the mark.
fn comment(line: &str) -> Option<(&str, &str)> {
    let mut from = 0;
    while let Some(at) = line[from..].find("//").map(|at| at + from) {
        let text = line[at..].trim_start_matches('/').trim_start();
        if let (Some(said), false) = (text.strip_prefix(MARK), is_quoted(&line[..at])) {
            return Some((&line[..at], said));
        }
        from = at + 2;
    }
    None
}

/// Where a block comment begins that would suppress if it were one of a line.
fn block_comment(line: &str) -> Option<usize> {
    let mut starts = line.match_indices("/*").map(|(at, _)| at);
    starts.find(|at| line[at + 2..].trim_start_matches(['*', '!', ' ']).starts_with(MARK) && !is_quoted(&line[..*at]))
}

/// Whether what follows a part of a line is inside a string: an odd number of quotes stands before it.
fn is_quoted(before: &str) -> bool {
    before.replace("\\\"", "").matches('"').count() % 2 == 1
}

/// The last line, counted from 1, of the statement that begins on the first line of code from an index on.
fn statement_below(lines: &[&str], from: usize) -> u32 {
    let first = next_code(lines, from);
    let rest = lines.get(first..).unwrap_or_default().join("\n");
    let begins = rest.len() - rest.trim_start().len();
    let statement = &rest[..statement_end(&rest, begins)];
    (first + statement.matches('\n').count()) as u32 + 1
}

/// The index of the first line from `from` on that is neither blank nor a comment nor an attribute of its own.
fn next_code(lines: &[&str], from: usize) -> usize {
    let is_code = |line: &&str| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with("//") || (line.starts_with("#[") && line.ends_with(']')))
    };
    lines.iter().skip(from).position(is_code).map_or(lines.len().saturating_sub(1), |found| found + from)
}

fn parse(said: &str, at: Span) -> Result<(BTreeSet<RuleId>, String), Box<Finding>> {
    let wrong = |message: String| Finding::new(RuleId::UnexplainedSuppression, message).at(at, "");
    let example = "write `// hubscope: allow(rule) reason`";
    let list = said.trim().strip_prefix("allow(").and_then(|rest| rest.split_once(')'));
    let Some((names, reason)) = list else {
        return Err(Box::new(wrong("this suppression cannot be read".to_owned()).help(example)));
    };
    let mut rules = BTreeSet::new();
    for name in names.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        match RuleId::parse(name) {
            Some(rule) => {
                rules.insert(rule);
            }
            None => return Err(Box::new(no_rule(name, at, example))),
        }
    }
    if rules.is_empty() {
        return Err(Box::new(wrong("this suppression names no rule".to_owned()).help(example)));
    }
    Ok((rules, reason.trim_start_matches([':', '-', ' ']).trim().to_owned()))
}

/// Takes out the findings that are suppressed. `today` is `YYYY-MM-DD`.
pub fn apply(sources: &Sources, findings: Vec<Finding>, suppressions: &[Suppression], today: &str) -> Remaining {
    let used = vec![BTreeSet::new(); suppressions.len()];
    let mut remaining = Remaining { used, ..Remaining::default() };
    for finding in findings {
        let places = places(&finding);
        let by = |place: &Place<'_>| {
            suppressions.iter().position(|s| !s.is_expired(today) && s.reaches(sources, &finding, place))
        };
        let by: Vec<Option<usize>> = places.iter().map(by).collect();
        for index in by.iter().flatten() {
            remaining.used[*index].insert(finding.rule);
        }
        let stays: Vec<bool> = by.iter().map(Option::is_none).collect();
        match by.first() {
            Some(Some(first)) if !stays.contains(&true) => {
                let in_source = |index: usize| suppressions[index].form != Form::Entry;
                remaining.suppressed.push(Suppressed {
                    in_source: by.iter().flatten().all(|index| in_source(*index)),
                    reason: suppressions[*first].reason.clone(),
                    finding,
                });
            }
            _ => remaining.findings.push(in_part(finding, &stays)),
        }
    }
    remaining
}

/// A place that a finding is about.
struct Place<'a> {
    span: Option<Span>,
    operation: Option<&'a str>,
}

/// The places of which each has to be suppressed for a finding to be.
fn places(finding: &Finding) -> Vec<Place<'_>> {
    let operation = finding.subject.operation.as_deref();
    if finding.causes.is_empty() {
        return vec![Place { span: finding.location(), operation }];
    }
    let causes = finding.causes.iter();
    causes.map(|cause| Place { span: Some(cause.span), operation: cause.operation.as_deref().or(operation) }).collect()
}

/// A finding of whose causes some stay; that there are others is said.
fn in_part(finding: Finding, stays: &[bool]) -> Finding {
    match stays.iter().filter(|stays| !**stays).count() {
        0 => finding,
        1 => finding.without(stays).note("1 more place needs it, where a suppression lets it be"),
        count => finding.without(stays).note(format!("{count} more places need it, where suppressions let it be")),
    }
}

/// What is wrong with the suppressions themselves: no reason, an end in the past, or nothing to suppress. `used` is what
/// they have suppressed anywhere.
pub fn complaints(
    suppressions: &[Suppression],
    used: &[BTreeSet<RuleId>],
    levels: &Levels,
    today: &str,
) -> Vec<Finding> {
    let each = suppressions.iter().zip(used);
    each.filter_map(|(suppression, used)| suppression.complaint(used, levels, today)).collect()
}

impl Suppression {
    /// Whether it reaches a finding at one of its places.
    fn reaches(&self, sources: &Sources, finding: &Finding, place: &Place<'_>) -> bool {
        if !self.rules.contains(&finding.rule) {
            return false;
        }
        match &self.reach {
            Reach::Lines { source, first, last } => place.span.is_some_and(|span| {
                let (start, end) = sources.range(span);
                span.source == *source && start.line <= *last && *first <= end.line
            }),
            Reach::Matching { path, operation, scope, .. } => {
                let file = place.span.map(|span| sources.file(span.source).name.as_str());
                fits(path.as_deref(), file)
                    && fits(operation.as_deref(), place.operation)
                    && fits(scope.as_deref(), finding.subject.scope.as_deref())
            }
        }
    }

    fn is_expired(&self, today: &str) -> bool {
        matches!(&self.reach, Reach::Matching { until: Some(until), .. } if until.as_str() < today)
    }

    fn complaint(&self, used: &BTreeSet<RuleId>, levels: &Levels, today: &str) -> Option<Finding> {
        let finding = |rule, message: &str, label: &str| Finding::new(rule, message).at(self.span, label);
        if let Reach::Matching { until: Some(until), .. } = &self.reach
            && self.is_expired(today)
        {
            let names = super::words::list(&self.rules);
            let message = format!("the suppression of {names} has expired: it ended on {until}");
            let finding = finding(RuleId::UnexplainedSuppression, &message, "suppresses nothing any more");
            return Some(finding.help("mend what it is about, or look at it again and set `until` to a later day"));
        }
        if self.reason.is_empty() {
            let finding = finding(RuleId::UnexplainedSuppression, "this suppression gives no reason", "");
            return Some(finding.help(match self.form {
                Form::Comment => "write behind the closing parenthesis why the finding is right to be let be",
                Form::Attribute => "say why the finding is right to be let be: `allow(rule, reason = \"..\")`",
                Form::Entry => "say why the finding is right to be let be: `reason = \"..\"`",
            }));
        }
        let idle: Vec<RuleId> = self.rules.difference(used).copied().filter(|rule| levels.runs(*rule)).collect();
        let first = idle.first()?;
        let names = super::words::list(&idle);
        let message = format!("there is no finding of {names} to suppress here");
        let mut finding = finding(RuleId::UnusedSuppression, &message, "suppresses nothing").help(match self.reach {
            Reach::Lines { first, last, .. } if first < last => {
                format!("remove it, or put it at the finding: it reaches lines {first} to {last}")
            }
            Reach::Lines { .. } | Reach::Matching { .. } => "remove it".to_owned(),
        });
        finding.subject.operation = Some(first.name().to_owned());
        Some(finding)
    }
}

fn fits(pattern: Option<&str>, text: Option<&str>) -> bool {
    pattern.is_none_or(|pattern| text.is_some_and(|text| glob(pattern, text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = r#"
fn a() {
    // hubscope: allow(unresolved-call) the table is ours
    #[allow(unused)]
    // more to say
    send(path);
    send(other); // hubscope: allow(unresolved_call, unknown-endpoint): both are right
    let text = "// hubscope: allow(unresolved-call) in a string";
    // hubscope: allow(unresolved-call)
    send(third);
    // hubscope: allow(unresolved-call) a chain
    Client::new()
        .post(last)
        .send();
    /* hubscope: allow(unresolved-call) not read */
    // hubscope: allow(unresolved-cal) typo
    // hubscope: permit
    send(fourth);
}
"#;

    fn sources() -> (Sources, SourceId) {
        let mut sources = Sources::new();
        let id = sources.add("a.rs".into(), "src/a.rs".into(), CODE);
        (sources, id)
    }

    fn finding(id: SourceId, text: &str) -> Finding {
        let start = CODE.find(text).unwrap() as u32;
        let span = Span { source: id, start, end: start + text.len() as u32 };
        Finding::new(RuleId::UnresolvedCall, text).at(span, "").about_operation("GET /x")
    }

    /// What remains, with what is wrong with the suppressions.
    fn all(sources: &Sources, findings: Vec<Finding>, suppressions: &[Suppression], levels: &Levels) -> Remaining {
        let mut remaining = apply(sources, findings, suppressions, "2026-11-23");
        remaining.findings.extend(complaints(suppressions, &remaining.used, levels, "2026-11-23"));
        remaining
    }

    fn messages(findings: &[Finding]) -> Vec<&str> {
        findings.iter().map(|finding| finding.message.as_str()).collect()
    }

    #[test]
    fn a_comment_reaches_its_line_or_the_next_line_of_code() {
        let (sources, id) = sources();
        let (found, wrong) = comments(&sources);
        assert_eq!(
            messages(&wrong),
            [
                "a suppression in a block comment is not read",
                "there is no rule `unresolved-cal`",
                "this suppression cannot be read"
            ]
        );
        assert_eq!(wrong[1].help, ["did you mean `unresolved-call`?"]);
        let findings: Vec<_> = ["send(path)", "send(other)", "send(third)", ".post(last)", "send(fourth)"]
            .map(|text| finding(id, text))
            .into();
        let remaining = all(&sources, findings, &found, &Levels::default());
        let suppressed: Vec<_> =
            remaining.suppressed.iter().map(|s| (s.finding.message.as_str(), s.reason.as_str())).collect();
        assert_eq!(
            suppressed,
            [
                ("send(path)", "the table is ours"),
                ("send(other)", "both are right"),
                ("send(third)", ""),
                (".post(last)", "a chain")
            ]
        );
        assert_eq!(
            messages(&remaining.findings),
            [
                "send(fourth)",
                "there is no finding of `unknown-endpoint` to suppress here",
                "this suppression gives no reason"
            ]
        );
    }

    #[test]
    fn an_unused_suppression_is_reported_only_for_rules_that_ran() {
        let (sources, _) = sources();
        let (found, _) = comments(&sources);
        let mut levels = Levels::default();
        levels.set(RuleId::UnresolvedCall, super::super::Level::Allow);
        levels.set(RuleId::UnknownEndpoint, super::super::Level::Allow);
        let remaining = all(&sources, Vec::new(), &found, &levels);
        assert_eq!(messages(&remaining.findings), ["this suppression gives no reason"]);
    }

    #[test]
    fn an_entry_of_the_configuration_matches_by_what_it_gives_until_it_expires() {
        let (sources, id) = sources();
        let entry = |path: Option<&str>, operation: Option<&str>, until: Option<&str>| Suppression {
            rules: BTreeSet::from([RuleId::UnresolvedCall]),
            reach: Reach::Matching {
                path: path.map(str::to_owned),
                operation: operation.map(str::to_owned),
                scope: None,
                until: until.map(str::to_owned),
            },
            reason: "why".to_owned(),
            span: Span { source: id, start: 0, end: 1 },
            form: Form::Entry,
        };
        let left = |entry: Suppression| {
            let remaining = all(&sources, vec![finding(id, "send(path)")], &[entry], &Levels::default());
            remaining.findings.iter().map(|f| f.message.clone()).collect::<Vec<_>>()
        };
        assert!(left(entry(Some("src/*"), Some("GET *"), Some("2026-11-23"))).is_empty());
        assert_eq!(left(entry(Some("lib/*"), None, None)).len(), 2);
        assert_eq!(
            left(entry(None, None, Some("2026-11-22"))),
            ["send(path)", "the suppression of `unresolved-call` has expired: it ended on 2026-11-22"]
        );
    }
}
