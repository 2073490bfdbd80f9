//! `check` without an app: there is nothing to compare with, so what the code needs is printed, what is wrong with its calls,
//! and how to go on.

use super::args::{Format, Hubscope};
use super::check::{append_summary, rendered};
use super::output::Printer;
use super::session::{Session, Subject};
use super::{Failure, Verdict, settings};
use crate::report::{self as output, CheckReport, Shown};
use crate::rules::suppress::{self, Suppressed};
use crate::rules::{self, Derivation, Finding, Levels};

/// Prints what is known without an app. That there is none is a failure where there are calls.
pub(super) fn check(
    args: &Hubscope,
    printer: &Printer<'_>,
    session: &Session,
    subject: &Subject,
    levels: &Levels,
) -> Result<Verdict, Failure> {
    let derivation = session.derive(subject);
    let context = session.context(subject);
    let (findings, suppressed) = findings(session, subject, &derivation, levels);
    let clean = derivation.calls.is_empty();
    let below = session.repository.display();
    let nothing = format!("no app manifest was found below `{below}` to compare the scopes with");
    let text = match (args.output.message_format.and_then(rendered), args.output.format) {
        (Some(rendered), _) => output::cargo_lines(context, &findings, rendered) + &output::cargo_end(clean),
        (_, Some(Format::Json)) => output::json_text(&CheckReport::alone(context, &derivation, &findings)),
        (_, Some(Format::Sarif)) => {
            let suppressed = suppressed.iter().map(|entry| output::Suppressed {
                finding: &entry.finding,
                in_source: entry.in_source,
                reason: &entry.reason,
            });
            let suppressed = suppressed.collect();
            output::sarif_log(&[output::SarifRun { context, app: None, findings: &findings, suppressed }])
        }
        (_, Some(Format::Github)) => {
            let commands = output::github_findings(context, &findings);
            if clean { commands } else { commands + &output::github_error(&nothing) }
        }
        _ => {
            let scopes = output::human_scopes(context, &session.catalog, &derivation, &Shown::default());
            output::human_findings(context.sources, &findings) + &scopes
        }
    };
    printer.result(&text)?;
    if clean {
        return Ok(Verdict::Clean);
    }
    if args.output.format == Some(Format::Github) {
        append_summary(&output::markdown_alone(&nothing, &derivation, &findings))?;
    }
    Err(Failure::new(nothing)
        .help("name it with `--app-manifest FILE`, or write it into `hubscope.toml`: `manifest = \"path/to/app-hsmeta.json\"`")
        .help("an app whose settings live only in HubSpot can be described there too: `[app]` with `required = [..]`"))
}

/// What is wrong with the calls, and what of it is suppressed.
fn findings(
    session: &Session,
    subject: &Subject,
    derivation: &Derivation,
    levels: &Levels,
) -> (Vec<Finding>, Vec<Suppressed>) {
    let code = &subject.code;
    let today = crate::date::today();
    let found = levels.apply(rules::check_calls(derivation, &session.catalog, &code.unparsed));
    let suppressions = settings::suppressions(session, subject);
    let mut remaining = suppress::apply(&code.sources, found, &suppressions, &today);
    rules::sort(&code.sources, &mut remaining.findings);
    (remaining.findings, remaining.suppressed)
}
