//! Workflow commands of GitHub Actions: one line a finding, shown beside the code in a pull request.

use super::context::{Context, Place};
use super::visible::visible;
use crate::rules::{Finding, Severity};

/// One workflow command a finding.
pub fn findings(context: Context<'_>, findings: &[Finding]) -> String {
    let mut out = String::new();
    for finding in findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut properties = Vec::new();
        if let Some(span) = finding.location() {
            let place = Place::of(context.sources, span);
            let file = context.in_repository(span.source).unwrap_or(place.file);
            properties.push(format!("file={}", property(&file)));
            properties.push(format!("line={}", place.line));
            properties.push(format!("endLine={}", place.end_line));
            // GitHub takes columns only for places on one line.
            if place.line == place.end_line {
                properties.push(format!("col={}", place.column));
                properties.push(format!("endColumn={}", place.end_column));
            }
        }
        properties.push(format!("title={}", property(finding.rule.name())));
        let mut message = visible(&finding.message).into_owned();
        for help in &finding.help {
            message.push_str(&format!("\nhelp: {}", visible(help)));
        }
        for note in &finding.notes {
            message.push_str(&format!("\nnote: {}", visible(note)));
        }
        out.push_str(&format!("::{command} {}::{}\n", properties.join(","), data(&message)));
    }
    out
}

/// A workflow command that says why there is no result.
pub fn error(message: &str) -> String {
    format!("::error title=cargo-hubscope::{}\n", data(&visible(message)))
}

/// A workflow command that says what is good to know of a run.
pub fn notice(message: &str) -> String {
    format!("::notice title=cargo-hubscope::{}\n", data(&visible(message)))
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn commands_are_escaped_as_github_demands() {
        let fixture = Fixture::new();
        let finding = fixture.finding().help("100% sure:\nadd it, now");
        assert_eq!(
            findings(fixture.context(), &[finding]),
            "::error file=crates/a%3Ab/src/a.rs,line=2,endLine=2,col=5,endColumn=14,title=missing-scope::\
             scope `x` is missing%0Ahelp: 100%25 sure:\u{240a}add it, now\n"
        );
    }
}
