//! The commands `check` and `report`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::app::App;
use super::args::{FailOn, Format, Hubscope, MessageFormat};
use super::output::{Printer, write_file};
use super::run::wrong_format;
use super::session::{Session, Subject};
use super::{Failure, Verdict, alone, settings};
use crate::analysis::PageUrl;
use crate::program::Lowered;
use crate::report::{self as output, AppsReport, CheckReport, Checked};
use crate::rules::suppress::{self, Suppressed, Suppression};
use crate::rules::{self, Baseline, Changes, Derivation, Finding, Input, Levels, Outcome, RuleId, Severity};
use crate::source::Sources;

/// One app, checked.
struct CheckedApp<'a> {
    subject: &'a Subject,
    app: &'a App,
    derivation: Derivation,
    changes: Changes,
    findings: Vec<Finding>,
    suppressed: Vec<Suppressed>,
    /// How many apps are checked.
    apps: usize,
}

/// Compares the calls with the manifest of each app. What `lowered` knows of the files is not found out again.
pub(super) fn check(args: &Hubscope, printer: &Printer<'_>, lowered: Arc<Lowered>) -> Result<Verdict, Failure> {
    if let Some(format @ (Format::Html | Format::Markdown)) = args.output.format {
        return Err(wrong_format("check", format, "human, json, sarif and github; `report` has html and markdown"));
    }
    let known = args.check.baseline.as_deref().map(read_baseline).transpose()?;
    let session = Session::open_with(args, printer, lowered)?;
    let levels = settings::levels(&session.config, &args.check)?;
    let subjects = session.subjects(&args.app, printer)?;
    if let [Subject { app: None, .. }] = &subjects[..] {
        session.say_idle(printer);
        return alone::check(args, printer, &session, &subjects[0], &levels);
    }
    let mut results = check_all(&session, &subjects, &levels, printer);
    if let Some(path) = &args.check.write_baseline {
        let parts: Vec<_> =
            results.iter().map(|result| (&result.subject.code.sources, result.findings.as_slice())).collect();
        write_file(path, &Baseline::of(&parts).to_text())?;
        let count: usize = results.iter().map(|result| result.findings.len()).sum();
        let s = if count == 1 { "" } else { "s" };
        printer.note(&format!("{count} finding{s} written to `{}`", path.display()));
        return Ok(Verdict::Clean);
    }
    let mut gone = Vec::new();
    if let Some(known) = known {
        gone = leave_out(known, &mut results);
        if !gone.is_empty() {
            let path = args.check.baseline.as_deref().unwrap_or(Path::new("FILE"));
            gone.push(format!("write the baseline again: `cargo hubscope check --write-baseline {}`", path.display()));
        }
        gone.iter().for_each(|note| printer.note(note));
    }
    let fails = |finding: &Finding| match args.check.fail_on.unwrap_or_default() {
        FailOn::Error => finding.severity == Severity::Error,
        FailOn::Warning => finding.severity >= Severity::Warning,
        FailOn::Note => true,
        FailOn::Never => false,
    };
    let failing = results.iter().flat_map(|result| &result.findings).any(fails);
    let verdict = if failing { Verdict::Findings } else { Verdict::Clean };
    let mut text = render(args, &session, &results, verdict);
    if args.output.format == Some(Format::Github) {
        text.extend(gone.iter().map(|note| output::github_notice(note)));
    }
    printer.result(&text)?;
    if args.output.format == Some(Format::Github) {
        step_summary(&session, &results, &gone)?;
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
    let session = Session::open(args, printer)?;
    let levels = settings::levels(&session.config, &args.check)?;
    let subjects = session.subjects(&args.app, printer)?;
    let results = check_all(&session, &subjects, &levels, printer);
    let alone: Vec<_> = subjects.iter().filter(|subject| subject.app.is_none()).collect();
    let alone: Vec<_> = alone.into_iter().map(|subject| (subject, session.derive(subject))).collect();
    let of_apps =
        results.iter().map(|result| (session.context(result.subject), &result.derivation, Some(checked(result))));
    let of_code = alone.iter().map(|(subject, derivation)| (session.context(subject), derivation, None));
    let parts: Vec<_> = of_apps.chain(of_code).collect();
    printer.result(&page(&session.catalog, &parts))?;
    Ok(Verdict::Clean)
}

fn check_all<'a>(
    session: &Session,
    subjects: &'a [Subject],
    levels: &Levels,
    printer: &Printer<'_>,
) -> Vec<CheckedApp<'a>> {
    let apps = subjects.iter().filter_map(|subject| Some((subject, subject.app.as_ref()?)));
    let mut checked: Vec<CheckedApp<'_>> =
        apps.map(|(subject, app)| check_app(session, subject, app, subjects, levels, printer)).collect();
    suppress_findings(session, &mut checked, levels);
    session.say_idle(printer);
    checked
}

fn check_app<'a>(
    session: &Session,
    subject: &'a Subject,
    app: &'a App,
    subjects: &[Subject],
    levels: &Levels,
    printer: &Printer<'_>,
) -> CheckedApp<'a> {
    let derivation = session.derive(subject);
    let whole = session.derive_whole(subject, printer);
    let pages = pages_of(session, subject, subjects);
    let input = Input {
        catalog: &session.catalog,
        sources: &subject.code.sources,
        selected: &derivation,
        whole: whole.as_ref().unwrap_or(&derivation),
        unparsed: &subject.code.unparsed,
        pages: &pages,
        contradictions: &subject.code.contradictions,
        manifest: &app.manifest,
    };
    let Outcome { findings, changes } = rules::check(input);
    CheckedApp {
        subject,
        app,
        derivation,
        changes,
        findings: levels.apply(findings),
        suppressed: Vec::new(),
        apps: subjects.len(),
    }
}

/// The install URLs that may be this app's: those that suit another app of the same code are that one's.
fn pages_of(session: &Session, subject: &Subject, subjects: &[Subject]) -> Vec<PageUrl> {
    let others = || {
        let same =
            subjects.iter().filter(|other| !std::ptr::eq(*other, subject) && other.workspace == subject.workspace);
        same.filter_map(|other| other.app.as_ref())
    };
    let sources = &subject.code.sources;
    let suits = |page: &PageUrl, app: &App| rules::install_url::suits(page, &app.manifest, &session.catalog, sources);
    let pages = subject.code.pages.iter();
    pages.filter(|page| !others().any(|app| suits(page, app))).cloned().collect()
}

/// By what a suppression is recognised in the sources of several apps: its file, and where in it.
type Place = (String, u32);

/// Takes out what is suppressed. A suppression is idle only where no app has a finding for it, and what is wrong with it
/// is said of the first app that has it.
fn suppress_findings(session: &Session, apps: &mut [CheckedApp<'_>], levels: &Levels) {
    let today = crate::date::today();
    let mut used: BTreeMap<Place, BTreeSet<RuleId>> = BTreeMap::new();
    let mut found = Vec::new();
    for app in &mut *apps {
        let sources = &app.subject.code.sources;
        let (mut suppressions, mut wrong) = suppress::comments(sources);
        let (by_attribute, wrong_names) = suppress::attributes(sources, &app.subject.code.annotations.allowances);
        suppressions.extend(by_attribute);
        wrong.extend(wrong_names);
        suppressions.extend(settings::allowed(&session.config));
        let remaining = suppress::apply(sources, std::mem::take(&mut app.findings), &suppressions, &today);
        for (suppression, rules) in suppressions.iter().zip(&remaining.used) {
            used.entry(place(sources, suppression)).or_default().extend(rules);
        }
        app.findings = remaining.findings;
        app.suppressed = remaining.suppressed;
        found.push((suppressions, wrong));
    }
    for (app, (suppressions, wrong)) in apps.iter_mut().zip(found) {
        let sources = &app.subject.code.sources;
        let (mine, counts): (Vec<Suppression>, Vec<BTreeSet<RuleId>>) = suppressions
            .into_iter()
            .filter_map(|suppression| used.remove(&place(sources, &suppression)).map(|rules| (suppression, rules)))
            .unzip();
        let mut about = suppress::complaints(&mine, &counts, levels, &today);
        about.extend(wrong);
        app.findings.extend(levels.apply(about));
        rules::sort(sources, &mut app.findings);
    }
}

fn place(sources: &Sources, suppression: &Suppression) -> Place {
    (sources.file(suppression.span.source).name.clone(), suppression.span.start)
}

/// The rule of a name that was given.
pub(super) fn rule(name: &str) -> Result<RuleId, Failure> {
    RuleId::parse(name).ok_or_else(|| {
        let failure = Failure::new(format!("there is no rule `{name}`"));
        match RuleId::suggest(name) {
            Some(rule) => failure.help(format!("did you mean `{rule}`?")),
            None => failure.help(format!("the rules are {}", settings::rule_names().join(", "))),
        }
    })
}

fn read_baseline(path: &Path) -> Result<Baseline, Failure> {
    let again = format!("write one with `cargo hubscope check --write-baseline {}`", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("the baseline `{}` cannot be read: {error}", path.display())).help(&again)
    })?;
    Baseline::parse(&text)
        .map_err(|error| Failure::new(format!("`{}` is not a baseline: {error}", path.display())).help(&again))
}

/// Leaves out what the baseline knows; what of it is gone, a line each.
fn leave_out(mut known: Baseline, results: &mut [CheckedApp<'_>]) -> Vec<String> {
    for result in results {
        let divided = known.divide(&result.subject.code.sources, std::mem::take(&mut result.findings));
        result.findings = divided.new;
        let reason = "known in the baseline".to_owned();
        result.suppressed.extend(divided.known.into_iter().map(|finding| Suppressed {
            finding,
            in_source: false,
            reason: reason.clone(),
        }));
        known = Baseline::from_counts(divided.gone);
    }
    let line = |(key, count): (rules::Key, usize)| {
        let what = key.scope.or(key.operation).map(|what| format!(" of `{what}`")).unwrap_or_default();
        format!("{count} x `{}`{what} in `{}` is gone from what the baseline knows", key.rule, key.file)
    };
    known.into_counts().into_iter().map(line).collect()
}

fn checked<'a>(result: &'a CheckedApp<'_>) -> Checked<'a> {
    Checked {
        app: result.app.name.as_deref(),
        manifest: &result.app.manifest,
        derivation: &result.derivation,
        changes: &result.changes,
        findings: &result.findings,
        hidden: result.suppressed.len(),
        apps: result.apps,
    }
}

fn render(args: &Hubscope, session: &Session, results: &[CheckedApp<'_>], verdict: Verdict) -> String {
    let with_context = || results.iter().map(|result| (session.context(result.subject), checked(result)));
    if let Some(rendered) = args.output.message_format.and_then(rendered) {
        let lines = with_context().map(|(context, app)| output::cargo_lines(context, app.findings, rendered));
        return lines.collect::<String>() + &output::cargo_end(verdict == Verdict::Clean);
    }
    match args.output.format.unwrap_or(Format::Human) {
        Format::Human => {
            let text = |(context, app): (output::Context<'_>, Checked<'_>)| {
                output::human_findings(context.sources, app.findings) + &output::summary(context, app)
            };
            with_context().map(text).collect::<Vec<_>>().join("\n")
        }
        Format::Json => match results {
            [one] => output::json_text(&CheckReport::new(session.context(one.subject), checked(one))),
            _ => output::json_text(&AppsReport::new(&with_context().collect::<Vec<_>>())),
        },
        Format::Sarif => {
            let parts: Vec<_> = results.iter().map(|result| sarif_run(session, result)).collect();
            output::sarif_log(&parts)
        }
        // The pages are refused before anything is read.
        Format::Github | Format::Html | Format::Markdown => {
            let text = |(context, app): (output::Context<'_>, Checked<'_>)| {
                output::github_findings(context, app.findings) + &output::summary(context, app)
            };
            with_context().map(text).collect()
        }
    }
}

/// How messages for editors carry the text for people; `None` where no such messages are wanted.
pub(super) fn rendered(format: MessageFormat) -> Option<output::Rendered> {
    match format {
        MessageFormat::Json => Some(output::Rendered::Plain),
        MessageFormat::JsonDiagnosticRenderedAnsi => Some(output::Rendered::Ansi),
        MessageFormat::Human => None,
    }
}

fn sarif_run<'a>(session: &'a Session, result: &'a CheckedApp<'_>) -> output::SarifRun<'a> {
    let suppressed = |entry: &'a Suppressed| output::Suppressed {
        finding: &entry.finding,
        in_source: entry.in_source,
        reason: &entry.reason,
    };
    output::SarifRun {
        context: session.context(result.subject),
        app: result.app.name.as_deref(),
        findings: &result.findings,
        suppressed: result.suppressed.iter().map(suppressed).collect(),
    }
}

/// Appends a summary to the file that GitHub Actions shows beside the run, where there is one.
fn step_summary(session: &Session, results: &[CheckedApp<'_>], gone: &[String]) -> Result<(), Failure> {
    let summary = |result: &CheckedApp<'_>| output::markdown_summary(session.context(result.subject), checked(result));
    let gone = gone.iter().map(|note| format!("- {note}\n"));
    append_summary(&results.iter().map(summary).chain(gone).collect::<String>())
}

/// Appends to the file that GitHub Actions shows beside the run, where there is one.
pub(super) fn append_summary(text: &str) -> Result<(), Failure> {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else { return Ok(()) };
    let append = || {
        use std::io::Write;
        std::fs::OpenOptions::new().create(true).append(true).open(&path)?.write_all(text.as_bytes())
    };
    append().map_err(|error| Failure::new(format!("`{}` cannot be written: {error}", Path::new(&path).display())))
}
