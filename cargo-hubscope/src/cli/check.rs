//! The command `check`.

use std::path::Path;

use super::app::App;
use super::args::{CheckArgs, FailOn, Format, Hubscope, MessageFormat};
use super::output::{Printer, write_file};
use super::run::wrong_format;
use super::session::Session;
use super::{Failure, Verdict};
use crate::catalog::AuthKind;
use crate::report::{self as output, AppsReport, CheckReport, Checked, ScopesReport};
use crate::rules::suppress::{self, Suppressed};
use crate::rules::{self, Baseline, Changes, Derivation, Finding, Input, Level, Levels, Outcome, RuleId, Severity};
use crate::source::Sources;

/// One app, checked.
struct CheckedApp {
    app: App,
    derivation: Derivation,
    changes: Changes,
    findings: Vec<Finding>,
    suppressed: Vec<Suppressed>,
}

/// Compares the calls with the manifest of each app.
pub(super) fn check(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if let Some(format @ (Format::Html | Format::Markdown)) = args.output.format {
        return Err(wrong_format("check", format, "human, json, sarif and github; `report` has html and markdown"));
    }
    let levels = levels(&args.check)?;
    let known = args.check.baseline.as_deref().map(read_baseline).transpose()?;
    let mut session = Session::open(args, printer)?;
    let apps = session.apps(&args.app)?;
    if apps.is_empty() {
        return without_app(args, printer, &session);
    }
    let mut results = Vec::new();
    for app in apps {
        results.push(check_app(&session, app, &levels));
    }
    if let Some(path) = &args.check.write_baseline {
        let all: Vec<Finding> = results.iter().flat_map(|result| result.findings.iter().cloned()).collect();
        let baseline = Baseline::of(&session.code.sources, &all);
        write_file(path, &baseline.to_text())?;
        printer.note(&format!("{} findings written to `{}`", all.len(), path.display()));
        return Ok(Verdict::Clean);
    }
    if let Some(known) = &known {
        leave_out(known, &session.code.sources, &mut results, printer);
    }
    let fails = |finding: &Finding| match args.check.fail_on.unwrap_or_default() {
        FailOn::Error => finding.severity == Severity::Error,
        FailOn::Warning => finding.severity >= Severity::Warning,
        FailOn::Note => true,
        FailOn::Never => false,
    };
    let verdict =
        if results.iter().flat_map(|result| &result.findings).any(fails) { Verdict::Findings } else { Verdict::Clean };
    printer.result(&render(args, &session, &results, verdict))?;
    if args.output.format == Some(Format::Github) {
        step_summary(&session, &results)?;
    }
    Ok(verdict)
}

/// Prints the page that a reviewer wants, of each app, or of the code alone where there is no app.
pub(super) fn report(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let page = match args.output.format {
        None | Some(Format::Html) => output::html_page,
        Some(Format::Markdown) => output::markdown_page,
        Some(other) => return Err(wrong_format("report", other, "html and markdown")),
    };
    let levels = levels(&args.check)?;
    let mut session = Session::open(args, printer)?;
    let apps = session.apps(&args.app)?;
    let results: Vec<CheckedApp> = apps.into_iter().map(|app| check_app(&session, app, &levels)).collect();
    let alone = results.is_empty().then(|| session.derive(AuthKind::default(), &[], &[]));
    let parts: Vec<(&Derivation, Option<Checked<'_>>)> = match &alone {
        Some(derivation) => vec![(derivation, None)],
        None => results.iter().map(|result| (&result.derivation, Some(checked(result)))).collect(),
    };
    printer.result(&page(session.context(), session.catalog, &parts))?;
    Ok(Verdict::Clean)
}

fn check_app(session: &Session, app: App, levels: &Levels) -> CheckedApp {
    let sources = &session.code.sources;
    let derivation = session.derive(app.auth(), &app.needs, &app.unseen);
    let whole = session.derive_whole(app.auth(), &app.needs, &app.unseen);
    let input = Input {
        catalog: session.catalog,
        sources,
        selected: &derivation,
        whole: whole.as_ref().unwrap_or(&derivation),
        unparsed: &session.code.unparsed,
        manifest: &app.manifest,
    };
    let Outcome { findings, changes } = rules::check(input);
    let (suppressions, wrong) = suppress::comments(sources);
    let remaining = suppress::apply(sources, levels.apply(findings), &suppressions, levels, &suppress::today());
    let mut findings = remaining.findings;
    findings.extend(wrong);
    let mut findings = levels.apply(findings);
    rules::sort(sources, &mut findings);
    CheckedApp { app, derivation, changes, findings, suppressed: remaining.suppressed }
}

/// The levels that the command line gives; a later group is stronger than an earlier one.
fn levels(args: &CheckArgs) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for (names, level) in [(&args.allow, Level::Allow), (&args.warn, Level::Warn), (&args.deny, Level::Deny)] {
        for name in names {
            levels.set(rule(name)?, level);
        }
    }
    Ok(levels)
}

/// The rule of a name that was given.
pub(super) fn rule(name: &str) -> Result<RuleId, Failure> {
    RuleId::parse(name).ok_or_else(|| {
        let failure = Failure::new(format!("there is no rule `{name}`"));
        match RuleId::suggest(name) {
            Some(rule) => failure.help(format!("did you mean `{rule}`?")),
            None => {
                let names: Vec<&str> = RuleId::ALL.iter().map(|id| id.name()).collect();
                failure.help(format!("the rules are {}", names.join(", ")))
            }
        }
    })
}

fn read_baseline(path: &Path) -> Result<Baseline, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("the baseline `{}` cannot be read: {error}", path.display()))
            .help(format!("write one with `cargo hubscope check --write-baseline {}`", path.display()))
    })?;
    Baseline::parse(&text).map_err(|error| {
        Failure::new(format!("`{}` is not a baseline: {error}", path.display()))
            .help(format!("write it again with `cargo hubscope check --write-baseline {}`", path.display()))
    })
}

/// Leaves out what the baseline knows, and says what of it is gone.
fn leave_out(known: &Baseline, sources: &Sources, results: &mut [CheckedApp], printer: &Printer<'_>) {
    let mut left = known.clone();
    for result in results {
        let divided = left.divide(sources, std::mem::take(&mut result.findings));
        result.findings = divided.new;
        let reason = "known in the baseline".to_owned();
        result.suppressed.extend(divided.known.into_iter().map(|finding| Suppressed {
            finding,
            in_source: false,
            reason: reason.clone(),
        }));
        left = Baseline::from_counts(divided.gone);
    }
    for (key, count) in left.into_counts() {
        let what = key.scope.or(key.operation).map(|what| format!(" of `{what}`")).unwrap_or_default();
        printer.note(&format!("{count} x `{}`{what} in `{}` is gone; write the baseline again", key.rule, key.file));
    }
}

fn checked(result: &CheckedApp) -> Checked<'_> {
    Checked {
        app: result.app.name.as_deref(),
        manifest: &result.app.manifest,
        derivation: &result.derivation,
        changes: &result.changes,
        findings: &result.findings,
    }
}

fn render(args: &Hubscope, session: &Session, results: &[CheckedApp], verdict: Verdict) -> String {
    let context = session.context();
    let all = || -> Vec<Finding> { results.iter().flat_map(|result| result.findings.iter().cloned()).collect() };
    if args.output.message_format == Some(MessageFormat::Json) {
        return output::cargo_lines(context, &all(), verdict == Verdict::Clean);
    }
    match args.output.format.unwrap_or(Format::Human) {
        Format::Human => {
            let mut out = String::new();
            for result in results {
                out.push_str(&output::human_findings(context.sources, &result.findings));
                out.push_str(&output::summary(context, checked(result)));
            }
            out
        }
        Format::Json => match results {
            [one] => output::json_text(&CheckReport::new(context, checked(one))),
            several => {
                let several: Vec<Checked<'_>> = several.iter().map(checked).collect();
                output::json_text(&AppsReport::new(context, &several))
            }
        },
        Format::Sarif => {
            let suppressed: Vec<output::Suppressed<'_>> = results
                .iter()
                .flat_map(|result| &result.suppressed)
                .map(|entry| output::Suppressed {
                    finding: &entry.finding,
                    in_source: entry.in_source,
                    reason: &entry.reason,
                })
                .collect();
            output::sarif_log(context, &all(), &suppressed)
        }
        Format::Github => output::github_findings(context, &all()),
        // Refused before anything was read.
        Format::Html | Format::Markdown => String::new(),
    }
}

/// Appends a summary to the file that GitHub Actions shows beside the run, where there is one.
fn step_summary(session: &Session, results: &[CheckedApp]) -> Result<(), Failure> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let text: String =
        results.iter().map(|result| output::markdown_summary(session.context(), checked(result))).collect();
    let append = || {
        use std::io::Write;
        std::fs::OpenOptions::new().create(true).append(true).open(&path)?.write_all(text.as_bytes())
    };
    append().map_err(|error| Failure::new(format!("`{}` cannot be written: {error}", Path::new(&path).display())))
}

/// Without an app there is nothing to compare with: what the code needs is printed, and how to go on. That is a failure
/// where there are calls.
fn without_app(args: &Hubscope, printer: &Printer<'_>, session: &Session) -> Result<Verdict, Failure> {
    let derivation = session.derive(AuthKind::default(), &[], &[]);
    if args.output.format == Some(Format::Json) {
        printer.result(&output::json_text(&ScopesReport::new(&derivation)))?;
    } else if matches!(args.output.format, None | Some(Format::Human)) && args.output.message_format.is_none() {
        printer.result(&output::human_scopes(session.context(), &derivation))?;
    } else if args.output.message_format.is_some() {
        printer.result(&output::cargo_lines(session.context(), &[], derivation.calls.is_empty()))?;
    } else if args.output.format == Some(Format::Sarif) {
        printer.result(&output::sarif_log(session.context(), &[], &[]))?;
    }
    if derivation.calls.is_empty() {
        return Ok(Verdict::Clean);
    }
    Err(Failure::new(format!("no app manifest was found below `{}` to compare the scopes with", session.repository.display()))
        .help("name it with `--app-manifest FILE`, or write it into `hubscope.toml`: `manifest = \"path/to/app-hsmeta.json\"`")
        .help("an app whose settings live only in HubSpot can be described there too: `[app]` with `required = [..]`"))
}
