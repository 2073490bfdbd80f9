//! From a workspace to its calls: what to load, what may send, where to start.

use std::collections::{BTreeSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::annotation::{self, Annotation};
use super::call::{Call, CallStatus, Location, Step, Ways};
use super::emit::{self, Finish};
use super::interp::{Interp, Raw};
use super::models::{CRATES, MacroList, Models, UserClient};
use super::pages::{self, PageUrl};
use super::reach::{Reach, order};
use super::select::{crates_of, file_name};
use super::vendor::{Says, Vendor};
use crate::program::cfg::Config;
use crate::program::{self, FnId, Lowered, Problem, ProblemKind, Program, ProgramInput};
use crate::source::{Sources, Span};
use crate::syntax;
use crate::syntax::facts::Name;
use crate::workspace::Workspace;

/// What the user adds to the analysis.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// HTTP clients of the user's own.
    pub clients: Vec<UserClient>,
    /// Macros of other crates whose values are known.
    pub lists: Vec<MacroList>,
    /// Files that are there already, such as the configuration.
    pub sources: Sources,
    /// Files that were lowered before; those that are read are added.
    pub lowered: Arc<Lowered>,
}

/// What the analysis found.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// Every file that was read.
    pub sources: Sources,
    /// The calls, ordered.
    pub calls: Vec<Call>,
    /// URLs of the vendor's pages for people that the program makes, ordered.
    pub pages: Vec<PageUrl>,
    /// What the code itself says of its calls, ordered.
    pub annotations: Vec<Annotation>,
    /// What could not be taken in, ordered.
    pub problems: Vec<Problem>,
    /// What else keeps the result from being complete, one line a reason, lower-case.
    pub unseen: Vec<String>,
    /// What else is good to know.
    pub notes: Vec<String>,
    /// How many functions the program has, and how many were evaluated.
    pub functions: (usize, usize),
}

/// How many steps the analysis of a program may take, and how many more for each of its functions.
const BASE_BUDGET: u64 = 4_000_000;
const FUNCTION_BUDGET: u64 = 500;

/// How many steps the search for the URLs of pages may take.
const PAGES_BUDGET: u64 = 2_000_000;

/// Finds the calls of the selected packages of a workspace.
///
/// Files are read from disk; nothing is written, built or run. The same files give the same result, whatever the number of threads.
pub fn analyse(workspace: &Workspace, vendor: &dyn Vendor, options: &Options) -> Analysis {
    let failed =
        || Analysis { unseen: vec!["the system gave no thread for the analysis".to_owned()], ..Analysis::default() };
    syntax::with_big_stack(|| run(workspace, vendor, options)).unwrap_or_else(failed)
}

fn run(workspace: &Workspace, vendor: &dyn Vendor, options: &Options) -> Analysis {
    let mut analysis = Analysis::default();
    let crates = crates_of(workspace, vendor, &mut analysis);
    let configs: Vec<Config> = crates.iter().map(|krate| krate.config.clone()).collect();
    let name = |file: &Path| file_name(workspace, file);
    let mut sources = options.sources.clone();
    let loaded = program::load(&ProgramInput { crates, file_name: &name, lowered: &options.lowered }, &mut sources);
    let mut program = loaded.program;
    program.known_crates = CRATES;
    analysis.problems = loaded.problems;
    analysis.sources = sources;
    analysis.annotations = annotation::annotations(&program, &configs, vendor);
    let stating = stating(&analysis.annotations);
    let models = Models { configs, clients: options.clients.clone(), lists: options.lists.clone() };
    let stated: Vec<FnId> = stating.keys().copied().collect();
    let reach = Reach::of(&program, vendor, &options.clients, &stated);
    analysis.functions.0 = reach.functions();
    if reach.is_nothing() {
        // No text of the program has anything to do with the vendor: there is nothing to find.
        return analysis;
    }
    analysis.pages = find_pages(&program, vendor, &models, &reach, &mut analysis.notes);
    let mut interp = Interp::new(&program, vendor, &models, &reach);
    interp.stating = stating;
    let budget = BASE_BUDGET + FUNCTION_BUDGET * analysis.functions.0 as u64;
    let mut roots: Vec<Vec<Raw>> = Vec::new();
    let mut open: VecDeque<FnId> = order(&program, &reach).into();
    let mut begun: BTreeSet<FnId> = BTreeSet::new();
    loop {
        let function = match open.pop_front() {
            Some(function) if interp.entered[function.0 as usize] => continue,
            Some(function) => function,
            // At last what unknown code was given to call, and what that gives.
            None => match interp.held_outside.difference(&begun).next() {
                Some(function) => *function,
                None => break,
            },
        };
        begun.insert(function);
        if interp.total > budget {
            let name = &program.function(function).label;
            let text =
                format!("the program is too large for the analysis: `{name}` and what follows were not looked at");
            analysis.unseen.push(text);
            break;
        }
        roots.push(interp.run_root(function));
    }
    roots.extend(interp.requests_of_attributes());
    let entered = interp.entered.iter().filter(|entered| **entered).count();
    analysis.notes.extend(std::mem::take(&mut interp.unknown_lists));
    let mut bounds: Vec<(Name, &'static str)> = interp.bounds.iter().cloned().collect();
    bounds.sort();
    for (function, bound) in bounds {
        let text = format!("the analysis of `{function}` was cut short: it has too many {bound}");
        // A value with too many alternatives is not known, and shows as an unresolved call where it matters; every other
        // bound leaves code out.
        if bound != "alternatives" {
            analysis.unseen.push(text);
        }
    }
    let texts = interp.choice_texts();
    let mut calls = Finish { vendor, texts: &texts }.calls(&roots);
    calls.extend(foreign_macros(&program, &analysis.sources, vendor));
    calls.sort();
    analysis.functions.1 = entered;
    analysis.calls = calls;
    let problems = std::mem::take(&mut analysis.problems);
    analysis.problems = problems.into_iter().filter(|problem| relevant(problem, &analysis.sources, vendor)).collect();
    analysis
}

/// The URLs of pages that the program makes: a run of its own, so that it changes nothing in what is found of calls.
fn find_pages(
    program: &Program,
    vendor: &dyn Vendor,
    models: &Models,
    reach: &Reach,
    notes: &mut Vec<String>,
) -> Vec<PageUrl> {
    let Some(parts) = pages::parts(program, vendor) else { return Vec::new() };
    let reach = reach.towards(&parts);
    let mut interp = Interp::new(program, vendor, models, &reach);
    interp.pages = Some(pages::Pages::default());
    for function in order(program, &reach) {
        if interp.total > PAGES_BUDGET {
            let name = &program.function(function).label;
            notes.push(format!(
                "links to pages were not looked for in `{name}` and what follows: the program is too large"
            ));
            break;
        }
        if !interp.entered[function.0 as usize] {
            interp.run_root(function);
        }
    }
    interp.constants_with_pages();
    notes.extend(std::mem::take(&mut interp.unknown_lists));
    interp.pages.take().map(pages::Pages::urls).unwrap_or_default()
}

/// The functions of which an annotation states what they call, each with the annotation's place.
fn stating(annotations: &[Annotation]) -> FxHashMap<FnId, Span> {
    let stating = annotations.iter().rev().filter(|annotation| annotation.says == Says::Calls);
    stating.flat_map(|one| one.functions.iter().map(|number| (FnId(*number), one.span))).collect()
}

/// Item macros of other code that are given a URL of the vendor's: what they send is not known.
fn foreign_macros(program: &Program, sources: &Sources, vendor: &dyn Vendor) -> Vec<Call> {
    let mut calls = Vec::new();
    for (literals, span) in &program.foreign {
        let Some(host) = literals.iter().find_map(|text| emit::host_of_text(text.trim_matches('"'), vendor)) else {
            continue;
        };
        let name = &sources.file(span.source).name;
        let package = program.crates.iter().find(|krate| krate.own && program.holds(krate, span.source));
        let Some(package) = package.map(|krate| krate.package.clone()) else { continue };
        let step = Step { function: format!("macro in {name}"), span: *span };
        calls.push(Call {
            location: Location { package, span: *span },
            method: None,
            path: None,
            host: Some(host),
            query: Vec::new(),
            status: CallStatus::Unresolved {
                reason: "a macro of another crate that is given a URL of the API".to_owned(),
            },
            request: *span,
            via: vec![step],
            ways: Ways::default(),
            stated: None,
            by_name: false,
        });
    }
    calls
}

/// A macro that does not expand matters only where it holds a hint.
fn relevant(problem: &Problem, sources: &Sources, vendor: &dyn Vendor) -> bool {
    match (problem.kind, problem.span) {
        (ProblemKind::Macro, Some(span)) => vendor.hint(sources.snippet(span)),
        _ => true,
    }
}
