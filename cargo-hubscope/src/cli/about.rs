//! The commands that tell about rules, scopes, operations and the catalog.

use std::collections::BTreeMap;

use super::args::{CatalogCommand, Format, Hubscope};
use super::output::Printer;
use super::run::{done, told, wrong_format};
use super::session::Session;
use super::{Failure, Verdict};
use crate::catalog::commands::{self, Done, NeededBy};
use crate::catalog::{Catalog, CatalogError, Import, Project, ProjectCall};
use crate::report;
use crate::rules::{Derivation, RuleId};
use crate::source::Sources;

impl From<CatalogError> for Failure {
    fn from(error: CatalogError) -> Self {
        Self::new(error)
    }
}

/// The version, and with `--verbose` what the catalog is.
pub(super) fn version(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let mut text = format!("cargo-hubscope {}\n", env!("CARGO_PKG_VERSION"));
    if args.verbose {
        let catalog = Catalog::embedded();
        text.push_str(&format!(
            "catalog: {} (API descriptions of {}, reviewed up to then)\ncatalog sha256: {}\n",
            catalog.as_of(),
            catalog.described(),
            catalog.sha256()
        ));
    }
    done(printer, &text)
}

/// The page of a rule, of a scope, or of an operation; of the last two also what of the project needs them.
pub(super) fn explain(args: &Hubscope, topic: &str, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if let Some(rule) = RuleId::parse(topic) {
        return match args.output.format {
            None | Some(Format::Human | Format::Markdown) => told(printer, &rule.rule().page()),
            Some(other) => Err(wrong_format("explain RULE", other, "human and markdown")),
        };
    }
    let format = format(args, "explain")?;
    let is_call = topic.contains('/');
    let catalog = Catalog::embedded();
    if !is_call && catalog.scope(topic).is_none() {
        return Err(neither(topic));
    }
    let project = Session::open(args, printer).and_then(|session| {
        let subject = session.subject(&args.app, printer)?;
        session.say_unread(&subject.code, printer);
        session.say_idle(printer);
        Ok((session.derive(&subject), subject.code.sources, session.catalog))
    });
    // With the operations that the project adds.
    let catalog = project.as_ref().map_or(catalog, |(.., catalog)| catalog);
    let places = project.as_ref().map(|(derivation, sources, _)| Places { derivation, sources, format });
    let mut out = Vec::new();
    if is_call {
        let operations = catalog.explain_operation(topic)?.operations;
        let sites = places.as_ref().map(|places| sites_of(*places, &operations));
        commands::explain_operation(catalog, topic, &sites.unwrap_or_default(), format, &mut out)?;
    } else {
        let calls = places.as_ref().map(|places| calls_for(catalog, *places, topic));
        commands::explain_scope(catalog, topic, calls.ok().as_deref(), format, &mut out)?;
    }
    // Outside a project there is nothing of a project to tell; anything else that is wrong with it is said.
    if let (Err(failure), true) = (&project, args.project.manifest_path.is_some()) {
        return Err(failure.clone());
    }
    told(printer, &String::from_utf8_lossy(&out))
}

fn neither(topic: &str) -> Failure {
    let failure = Failure::new(format!("`{topic}` is neither a rule nor a scope, nor a call such as \"GET /path\""));
    let rule = RuleId::suggest(topic).map(|rule| rule.name().to_owned());
    let scope =
        Catalog::embedded().suggest_scope(topic).and_then(|found| found.instead.first().map(ToString::to_string));
    match rule.or(scope) {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure.help("`cargo hubscope scopes` lists the scopes of this project"),
    }
}

/// The calls of a project and where they are.
#[derive(Clone, Copy)]
struct Places<'a> {
    derivation: &'a Derivation,
    sources: &'a Sources,
    format: commands::Format,
}

impl Places<'_> {
    fn of(self, index: usize) -> String {
        let span = self.derivation.calls[index].call.location.span;
        let name = &self.sources.file(span.source).name;
        let name = if self.format == commands::Format::Human { report::visible(name) } else { name.as_str().into() };
        format!("{name}:{}", self.sources.range(span).0.line)
    }
}

/// The places that call one of the operations.
fn sites_of(places: Places<'_>, operations: &[String]) -> Vec<String> {
    let calls = places.derivation.calls.iter().enumerate();
    let matching = calls.filter(|(_, call)| operations.contains(&call.operation()));
    matching.map(|(index, _)| places.of(index)).collect()
}

/// The calls that accept the scope for one of their needs, with their places and with what they accept in its place.
fn calls_for(catalog: &Catalog, places: Places<'_>, scope: &str) -> Vec<NeededBy> {
    let derivation = places.derivation;
    let mut found = Vec::new();
    for need in derivation.needs.iter().filter(|need| need.requirement.any_of.iter().any(|set| set.contains(scope))) {
        let instead = report::instead(catalog, &need.requirement, scope);
        let instead: Vec<Vec<String>> =
            instead.iter().map(|set| set.iter().map(ToString::to_string).collect()).collect();
        for &index in &need.calls {
            found.push(NeededBy {
                operation: derivation.calls[index].operation(),
                site: places.of(index),
                instead: instead.clone(),
            });
        }
    }
    found.sort();
    found.dedup_by(|a, b| (&a.operation, &a.site) == (&b.operation, &b.site));
    found
}

/// What changed for the project between two dates.
pub(super) fn drift(args: &Hubscope, from: &str, to: Option<&str>, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let format = format(args, "drift")?;
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    session.say_unread(&subject.code, printer);
    session.say_idle(printer);
    let places = Places { derivation: &derivation, sources: &subject.code.sources, format };
    let mut calls: BTreeMap<(String, String), ProjectCall> = BTreeMap::new();
    for (index, resolved) in derivation.calls.iter().enumerate() {
        let (Some(method), Some(path)) = (&resolved.call.method, &resolved.call.path) else { continue };
        let call = calls.entry((method.clone(), path.clone())).or_insert_with(|| ProjectCall {
            method: method.clone(),
            path: path.clone(),
            query: resolved.call.query.clone(),
            sites: Vec::new(),
        });
        call.sites.push(places.of(index));
    }
    let requested = subject.app.as_ref().map(|app| app.manifest.requested()).unwrap_or_default();
    let project = Project {
        calls: calls.into_values().collect(),
        requested: requested.iter().map(ToString::to_string).collect(),
        auth: subject.app.as_ref().map(super::app::App::auth).unwrap_or_default(),
    };
    let mut out = Vec::new();
    commands::drift(&project, from, to.unwrap_or(session.catalog.as_of()), format, &mut out)?;
    told(printer, &String::from_utf8_lossy(&out))
}

/// What the catalog has, or a new one.
pub(super) fn catalog(args: &Hubscope, command: &CatalogCommand, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let catalog = Catalog::embedded();
    let mut out = Vec::new();
    let mut verdict = Verdict::Clean;
    match command {
        CatalogCommand::Show { call } => {
            commands::explain_operation(catalog, call, &[], format(args, "catalog show")?, &mut out)?;
        }
        CatalogCommand::Diff { from, to } => commands::diff(from, to, format(args, "catalog diff")?, &mut out)?,
        CatalogCommand::Stats => {
            let format = match args.output.format {
                Some(Format::Markdown) => commands::Format::Markdown,
                _ => format(args, "catalog stats")?,
            };
            commands::stats(catalog, format, &mut out)?;
        }
        CatalogCommand::Import { folder, as_of, accept, data } => {
            let import =
                Import { folder: folder.clone(), described: as_of.clone(), data: data.clone(), accept: *accept };
            let outcome = commands::import(&import, format(args, "catalog import")?, &mut out)?;
            if outcome == Done::Refused {
                verdict = Verdict::Findings;
            }
        }
    }
    printer.page(&String::from_utf8_lossy(&out))?;
    Ok(verdict)
}

fn format(args: &Hubscope, command: &str) -> Result<commands::Format, Failure> {
    match args.output.format {
        None | Some(Format::Human) => Ok(commands::Format::Human),
        Some(Format::Json) => Ok(commands::Format::Json),
        Some(other) => Err(wrong_format(command, other, "human and json")),
    }
}
