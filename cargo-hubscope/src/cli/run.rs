//! Running a command.

use std::sync::Arc;

use super::about;
use super::args::{self, Command, Format, Hubscope};
use super::check::{check, report};
use super::fix::fix;
use super::init::init;
use super::lock::lock;
use super::output::Printer;
use super::session::Session;
use super::watch::watch;
use super::{Failure, Verdict};
use crate::report::{self as output, CallsReport, ScopesReport};

/// Runs what the arguments say.
pub(super) fn run(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if let (Some(option), Some(command)) = (
        args.check.given(),
        args.command.as_ref().filter(|c| !matches!(c, Command::Check | Command::Watch | Command::Report)),
    ) {
        return Err(Failure::new(format!("`{option}` belongs to `check`, not to `{}`", name(command))));
    }
    if args.version {
        return about::version(args, printer);
    }
    match &args.command {
        None | Some(Command::Check) => check(args, printer, Arc::default()),
        Some(Command::Watch) => watch(args, printer),
        Some(Command::Calls { evidence }) => {
            let evidence = if *evidence { output::Evidence::Shown } else { output::Evidence::Left };
            calls(args, evidence, printer)
        }
        Some(Command::Scopes { why: Some(scope), .. }) => one_scope(args, scope, About::Why, printer),
        Some(Command::Scopes { without: Some(scope), .. }) => one_scope(args, scope, About::Without, printer),
        Some(Command::Scopes { per, strategy, .. }) => scopes(args, *per, *strategy, printer),
        Some(Command::Fix(how)) => fix(args, *how, printer),
        Some(Command::Lock { check }) => lock(args, *check, printer),
        Some(Command::Report) => report(args, printer),
        Some(Command::Explain { topic }) => about::explain(args, topic, printer),
        Some(Command::Drift { from, to }) => about::drift(args, from, to.as_deref(), printer),
        Some(Command::Catalog { command }) => about::catalog(args, command, printer),
        Some(Command::Init) => init(args, printer),
        Some(Command::Completions { shell }) => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut super::command(), "cargo-hubscope", &mut script);
            done(printer, &String::from_utf8_lossy(&script))
        }
        Some(Command::Man { command }) => done(printer, &manual(command.as_deref())?),
    }
}

/// The manual page of the program, or of one of its commands.
fn manual(command: Option<&str>) -> Result<String, Failure> {
    let mut all = super::command();
    all.build();
    let described = match command {
        None => all,
        Some(name) => match all.find_subcommand(name) {
            Some(found) => found.clone(),
            None => {
                let names: Vec<&str> = all.get_subcommands().map(clap::Command::get_name).collect();
                return Err(Failure::new(format!("there is no command `{name}`"))
                    .help(format!("the commands are {}", names.join(", "))));
            }
        },
    };
    let mut page = Vec::new();
    let rendered = clap_mangen::Man::new(described).render(&mut page);
    rendered.map_err(|error| Failure::new(format!("the manual page cannot be made: {error}")))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

fn name(command: &Command) -> &'static str {
    match command {
        Command::Check => "check",
        Command::Watch => "watch",
        Command::Calls { .. } => "calls",
        Command::Scopes { .. } => "scopes",
        Command::Fix(_) => "fix",
        Command::Lock { .. } => "lock",
        Command::Report => "report",
        Command::Explain { .. } => "explain",
        Command::Drift { .. } => "drift",
        Command::Catalog { .. } => "catalog",
        Command::Init => "init",
        Command::Completions { .. } => "completions",
        Command::Man { .. } => "man",
    }
}

pub(super) fn done(printer: &Printer<'_>, text: &str) -> Result<Verdict, Failure> {
    printer.result(text)?;
    Ok(Verdict::Clean)
}

/// Prints a result that is prose throughout.
pub(super) fn told(printer: &Printer<'_>, text: &str) -> Result<Verdict, Failure> {
    printer.page(text)?;
    Ok(Verdict::Clean)
}

fn calls(args: &Hubscope, evidence: output::Evidence, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let form = human_or_json(args, "calls")?;
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    session.say_unread(&subject.code, printer);
    session.say_idle(printer);
    let text = match form {
        Form::Json => output::json_text(&CallsReport::new(session.context(&subject), &session.catalog, &derivation)),
        Form::Human => output::human_calls(session.context(&subject), &derivation, evidence),
    };
    done(printer, &text)
}

fn scopes(
    args: &Hubscope,
    per: Option<args::Per>,
    strategy: args::Strategy,
    printer: &Printer<'_>,
) -> Result<Verdict, Failure> {
    let form = human_or_json(args, "scopes")?;
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    let shown = output::Shown {
        per: match per {
            None => output::Per::Whole,
            Some(args::Per::Package) => output::Per::Package,
            Some(args::Per::Binary) => output::Per::Binary(session.per_binary(&subject, printer)),
        },
        strategy: match strategy {
            args::Strategy::Minimal => output::Strategy::Minimal,
            args::Strategy::Preferred => output::Strategy::Preferred,
        },
    };
    session.say_idle(printer);
    let text = match form {
        Form::Json => output::json_text(&ScopesReport::new(&session.catalog, &derivation, &shown)),
        Form::Human => output::human_scopes(session.context(&subject), &session.catalog, &derivation, &shown),
    };
    done(printer, &text)
}

/// What is asked about one scope.
#[derive(Clone, Copy)]
enum About {
    Why,
    Without,
}

fn one_scope(args: &Hubscope, scope: &str, about: About, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let form = human_or_json(args, "scopes")?;
    let session = Session::open(args, printer)?;
    session.catalog.explain_scope(scope)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    session.say_idle(printer);
    let context = session.context(&subject);
    let text = match about {
        About::Why => {
            let report = output::WhyReport::new(context, &session.catalog, &derivation, scope);
            match form {
                Form::Json => output::json_text(&report),
                Form::Human => report.text(),
            }
        }
        About::Without => {
            let requested = subject.app.as_ref().map(|app| app.manifest.requested());
            let report = output::WithoutReport::new(context, &session.catalog, &derivation, requested.as_ref(), scope);
            match form {
                Form::Json => output::json_text(&report),
                Form::Human => report.text(),
            }
        }
    };
    done(printer, &text)
}

enum Form {
    Human,
    Json,
}

/// The form of a command that has only two.
fn human_or_json(args: &Hubscope, command: &str) -> Result<Form, Failure> {
    match args.output.format {
        None | Some(Format::Human) => Ok(Form::Human),
        Some(Format::Json) => Ok(Form::Json),
        Some(other) => Err(wrong_format(command, other, "human and json")),
    }
}

/// That a command cannot print a format.
pub(super) fn wrong_format(command: &str, format: Format, formats: &str) -> Failure {
    let name = clap::ValueEnum::to_possible_value(&format).map(|value| value.get_name().to_owned()).unwrap_or_default();
    Failure::new(format!("`{command}` has no format `{name}`")).help(format!("its formats are {formats}"))
}
