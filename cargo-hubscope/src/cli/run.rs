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
        Some(Command::Scopes { per }) => scopes(args, *per, printer),
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

fn calls(args: &Hubscope, evidence: output::Evidence, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let form = human_or_json(args, "calls")?;
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    let text = match form {
        Form::Json => output::json_text(&CallsReport::new(session.context(&subject), &session.catalog, &derivation)),
        Form::Human => output::human_calls(session.context(&subject), &derivation, evidence),
    };
    done(printer, &text)
}

fn scopes(args: &Hubscope, per: Option<args::Per>, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let form = human_or_json(args, "scopes")?;
    let per = match per {
        None => output::Per::Whole,
        Some(args::Per::Package) => output::Per::Package,
    };
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    let text = match form {
        Form::Json => output::json_text(&ScopesReport::new(&session.catalog, &derivation, per)),
        Form::Human => output::human_scopes(session.context(&subject), &session.catalog, &derivation, per),
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
