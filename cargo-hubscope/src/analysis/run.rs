//! From a workspace to its calls: what to load, what may send, where to start.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::annotation::{self, Annotation};
use super::call::{Call, CallStatus, Location, Step, Ways};
use super::emit::{self, Finish};
use super::interp::{Interp, Raw};
use super::models::{Models, UserClient, clients};
use super::vendor::{Says, Vendor};
use crate::program::cfg::Config;
use crate::program::{
    self, CrateInput, FnId, Lowered, Problem, ProblemKind, Program, ProgramInput, each_ident, each_literal,
    walk::each_expr,
};
use crate::source::{Sources, Span};
use crate::syntax;
use crate::syntax::facts::{ExprKind, ItemKind, Lit, Name};
use crate::workspace::{DependencyKind, Origin, Package, TargetKind, Workspace};

/// What the user adds to the analysis.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// HTTP clients of the user's own.
    pub clients: Vec<UserClient>,
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

/// How deep dependencies of dependencies are looked into.
const DEPENDENCY_DEPTH: usize = 4;

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
    let program = loaded.program;
    analysis.problems = loaded.problems;
    analysis.sources = sources;
    analysis.annotations = annotation::annotations(&program, &configs, vendor);
    let stating = stating(&analysis.annotations);
    let models = Models { configs, clients: options.clients.clone() };
    let marks = Marks::of(&program, vendor, &options.clients, &stating);
    analysis.functions.0 = program.functions().count();
    if !marks.hinted && stating.is_empty() {
        // No text of the program has anything to do with the vendor: there is nothing to find.
        return analysis;
    }
    let mut interp = Interp::new(&program, vendor, &models, &marks.may_send);
    interp.stating = stating;
    let budget = BASE_BUDGET + FUNCTION_BUDGET * analysis.functions.0 as u64;
    let mut roots: Vec<Vec<Raw>> = Vec::new();
    for function in order(&program, &marks) {
        if interp.entered[function.0 as usize] {
            continue;
        }
        if interp.total > budget {
            let name = &program.function(function).label;
            let text =
                format!("the program is too large for the analysis: `{name}` and what follows were not looked at");
            analysis.unseen.push(text);
            break;
        }
        roots.push(interp.run_root(function));
    }
    let entered = interp.entered.iter().filter(|entered| **entered).count();
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

fn file_name(workspace: &Workspace, file: &Path) -> String {
    let package = workspace
        .packages
        .iter()
        .filter(|package| file.starts_with(&package.dir))
        .max_by_key(|package| package.dir.as_os_str().len());
    match package {
        Some(package) => workspace.file_name(package, file),
        None => file.strip_prefix(&workspace.root).unwrap_or(file).to_string_lossy().replace('\\', "/"),
    }
}

/// The crates to load: targets of the selected packages, and libraries that they depend on as far as they matter.
fn crates_of(workspace: &Workspace, vendor: &dyn Vendor, analysis: &mut Analysis) -> Vec<CrateInput> {
    let mut inputs: Vec<CrateInput> = Vec::new();
    let mut libraries: BTreeMap<usize, usize> = BTreeMap::new();
    let mut wanted: Vec<(usize, usize)> = workspace.selected.iter().map(|index| (*index, 0)).collect();
    let mut seen: BTreeSet<usize> = workspace.selected.iter().copied().collect();
    let mut at = 0;
    while let Some((index, depth)) = wanted.get(at).copied() {
        at += 1;
        let package = &workspace.packages[index];
        for dependency in
            package.dependencies.iter().filter(|dependency| counts(dependency.kind, workspace) && dependency.enabled)
        {
            match dependency.package {
                Some(next) => {
                    let target = &workspace.packages[next];
                    if depth < DEPENDENCY_DEPTH && !seen.contains(&next) && matters(target, workspace, vendor) {
                        seen.insert(next);
                        wanted.push((next, depth + 1));
                    }
                }
                None if vendor.is_name(&dependency.name) => {
                    let reason = format!(
                        "the source of the crate `{}`, a dependency of `{}`, is not on disk: run `cargo fetch` to have it looked into",
                        dependency.name, package.name
                    );
                    if !analysis.unseen.contains(&reason) {
                        analysis.unseen.push(reason);
                    }
                }
                None => {}
            }
        }
    }
    wanted.sort();
    wanted.dedup_by_key(|(index, _)| *index);
    let mut owners: Vec<usize> = Vec::new();
    for (index, _) in &wanted {
        let package = &workspace.packages[*index];
        let selected = workspace.selected.contains(index);
        for target in &package.targets {
            // What a macro crate holds runs in the compiler and not in the program.
            let library = target.kind == TargetKind::Lib;
            if (!selected && !library) || (selected && !target.included) || target.kind == TargetKind::BuildScript {
                continue;
            }
            if library {
                libraries.insert(*index, inputs.len());
            }
            let test = workspace.include.tests && selected;
            inputs.push(CrateInput {
                name: target.name.clone(),
                package: package.name.clone(),
                own: package.origin == Origin::Member,
                root: target.root.clone(),
                config: Config { features: package.features.clone(), any_feature: false, test },
                deps: Vec::new(),
                externs: Vec::new(),
            });
            owners.push(*index);
        }
    }
    for (input, owner) in inputs.iter_mut().zip(&owners) {
        let package = &workspace.packages[*owner];
        let own_library = libraries.get(owner).copied();
        for dependency in package.dependencies.iter().filter(|dependency| dependency.kind != DependencyKind::Build) {
            match dependency.package.and_then(|package| libraries.get(&package)) {
                Some(library) if dependency.enabled => input.deps.push((dependency.extern_name.clone(), *library)),
                _ => input.externs.push((dependency.extern_name.clone(), dependency.name.replace('-', "_"))),
            }
        }
        if let Some(library) = own_library {
            let name =
                package.targets.iter().find(|target| target.kind == TargetKind::Lib).map(|target| target.name.clone());
            if let Some(name) = name
                && name != input.name
            {
                input.deps.push((name, library));
            } else if let Some(name) =
                package.targets.iter().find(|target| target.kind == TargetKind::Lib).map(|target| target.name.clone())
            {
                // A program of the same name as its library still sees it.
                input.deps.push((name, library));
            }
        }
    }
    inputs
}

fn counts(kind: DependencyKind, workspace: &Workspace) -> bool {
    match kind {
        DependencyKind::Normal => true,
        DependencyKind::Dev => workspace.include.tests || workspace.include.examples || workspace.include.benches,
        DependencyKind::Build => false,
    }
}

/// Whether a dependency can have a part in calls: a path or git dependency, one named for the vendor, or one that has an
/// HTTP client and mentions the vendor.
fn matters(package: &Package, workspace: &Workspace, vendor: &dyn Vendor) -> bool {
    if matches!(package.origin, Origin::Member | Origin::Path) || vendor.is_name(&package.name) {
        return true;
    }
    let has_client = package.dependencies.iter().any(|dependency| {
        let name = dependency.name.replace('-', "_");
        clients::CRATES.contains(&&*name)
            || dependency.package.is_some_and(|index| vendor.is_name(&workspace.packages[index].name))
    });
    has_client && mentions_vendor(&package.dir, vendor)
}

/// Whether any Rust file below a folder has a line that hints at the vendor.
fn mentions_vendor(dir: &Path, vendor: &dyn Vendor) -> bool {
    let files = walkdir::WalkDir::new(dir.join("src")).sort_by_file_name().into_iter().flatten();
    files.filter(|entry| entry.path().extension().is_some_and(|extension| extension == "rs")).any(|entry| {
        std::fs::read(entry.path())
            .is_ok_and(|bytes| String::from_utf8_lossy(&bytes).lines().any(|line| vendor.hint(line)))
    })
}

/// Which functions may send, and what is known of the program at first sight.
struct Marks {
    /// Whether any text hints at the vendor.
    hinted: bool,
    /// By function.
    may_send: Vec<bool>,
    /// Which functions a function may call, by name.
    callees: Vec<Vec<u32>>,
}

impl Marks {
    fn of(program: &Program, vendor: &dyn Vendor, users: &[UserClient], stating: &FxHashMap<FnId, Span>) -> Marks {
        let count = program.functions().count();
        let mut hinted = false;
        let mut may_send: Vec<bool> = (0..count as u32).map(|id| stating.contains_key(&FnId(id))).collect();
        let mut by_name: FxHashMap<Name, Vec<u32>> = FxHashMap::default();
        for (id, def) in program.functions() {
            by_name.entry(def.name.clone()).or_default().push(id.0);
        }
        // What a macro of the program mentions, its invocations mention.
        let mut macro_mentions: FxHashMap<Name, FxHashSet<Name>> = FxHashMap::default();
        for def in program.macro_defs() {
            let facts = program.facts(def.facts);
            let names = macro_mentions.entry(def.name.clone()).or_default();
            for rule in program.macro_rules(&facts, def.item) {
                each_ident(&rule.body, &mut |name| {
                    names.insert(name.clone());
                });
                each_literal(&rule.body, &mut |text| hinted |= vendor.hint(text));
            }
        }
        // Names such as `get` say something only in a crate that has an HTTP client or a word of the vendor's.
        let hinting = crates_with_hints(program, vendor);
        let has_client: Vec<bool> = program
            .crates
            .iter()
            .enumerate()
            .map(|(index, krate)| {
                hinting[index]
                    || krate.externs.values().any(|name| {
                        clients::CRATES.contains(&&**name) || users.iter().any(|client| *client.krate == **name)
                    })
            })
            .collect();
        let own_names = users.iter().map(|client| client.name.as_str());
        let sending: FxHashSet<&str> = clients::SENDING_NAMES.iter().copied().chain(own_names).collect();
        let mut callees: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (id, def) in program.functions() {
            let facts = program.facts(def.facts);
            let Some(item) = program.fn_item(&facts, def.item) else { continue };
            let index = id.0 as usize;
            let mut names: FxHashSet<&Name> = item.mentions.iter().collect();
            for mention in &item.mentions {
                if let Some(inner) = macro_mentions.get(mention) {
                    names.extend(inner);
                }
            }
            let client = has_client[program.module(def.module).krate.0 as usize];
            for name in names {
                may_send[index] |= client && sending.contains(&**name);
                if let Some(functions) = by_name.get(name) {
                    callees[index].extend(functions);
                }
            }
            callees[index].sort_unstable();
            callees[index].dedup();
            if let Some(body) = item.body {
                each_expr(&facts.data, body, &mut |expr| match &facts.data.expr(expr).kind {
                    ExprKind::Lit(Lit::Str(text)) => {
                        let hint = vendor.hint(text);
                        hinted |= hint;
                        may_send[index] |= hint || matches!(&**text, "GET" | "POST" | "PUT" | "PATCH" | "DELETE");
                    }
                    ExprKind::Macro(call) => each_literal(&call.tokens, &mut |text| {
                        let hint = vendor.hint(text);
                        hinted |= hint;
                        may_send[index] |= hint;
                    }),
                    _ => {}
                });
            }
        }
        hinted = hinted || outside_functions_hint(program, vendor);
        let mut callers: Vec<Vec<u32>> = vec![Vec::new(); count];
        for (caller, list) in callees.iter().enumerate() {
            for callee in list {
                callers[*callee as usize].push(caller as u32);
            }
        }
        let mut open: Vec<u32> = (0..count as u32).filter(|id| may_send[*id as usize]).collect();
        while let Some(id) = open.pop() {
            for caller in &callers[id as usize] {
                if !may_send[*caller as usize] {
                    may_send[*caller as usize] = true;
                    open.push(*caller);
                }
            }
        }
        Marks { hinted, may_send, callees }
    }
}

/// Which crates have a text that hints at the vendor, by crate.
fn crates_with_hints(program: &Program, vendor: &dyn Vendor) -> Vec<bool> {
    let mut found = vec![false; program.crates.len()];
    let mut seen: FxHashMap<u32, bool> = FxHashMap::default();
    let mut look = |module: program::ModId, facts: &program::Facts| {
        let krate = program.module(module).krate.0 as usize;
        if found[krate] {
            return;
        }
        let hint = seen.entry(facts.id.0).or_insert_with(|| {
            facts.data.exprs.iter().any(|expr| match &expr.kind {
                ExprKind::Lit(Lit::Str(text)) => vendor.hint(text),
                ExprKind::Macro(call) => {
                    let mut hint = false;
                    each_literal(&call.tokens, &mut |text| hint |= vendor.hint(text));
                    hint
                }
                _ => false,
            })
        });
        found[krate] = *hint;
    };
    for (_, def) in program.functions() {
        look(def.module, &program.facts(def.facts));
    }
    for def in &program.consts {
        look(def.module, &program.facts(def.facts));
    }
    found
}

/// Whether a const, a static or an attribute hints at the vendor.
fn outside_functions_hint(program: &Program, vendor: &dyn Vendor) -> bool {
    let mut hinted = false;
    for def in &program.consts {
        let facts = program.facts(def.facts);
        if let ItemKind::Const { value: Some(value), .. } = &facts.data.item(def.item).kind {
            each_expr(&facts.data, *value, &mut |expr| match &facts.data.expr(expr).kind {
                ExprKind::Lit(Lit::Str(text)) => hinted |= vendor.hint(text),
                ExprKind::Macro(call) => each_literal(&call.tokens, &mut |text| hinted |= vendor.hint(text)),
                _ => {}
            });
        }
    }
    for (_, def) in program.adts() {
        let facts = program.facts(def.facts);
        let fields = match &facts.data.item(def.item).kind {
            ItemKind::Struct { fields, .. } => fields.iter().flat_map(|field| &field.attrs).collect::<Vec<_>>(),
            ItemKind::Enum { variants, .. } => variants.iter().flat_map(|variant| &variant.attrs).collect(),
            _ => Vec::new(),
        };
        for attr in fields {
            each_literal(&attr.tokens, &mut |text| hinted |= vendor.hint(text));
        }
    }
    hinted
}

/// Whether a framework calls a function, by an attribute on it: it is a root, whoever else calls it.
fn is_entry(program: &Program, id: usize) -> bool {
    const ENTRIES: &[&str] = &[
        "command",
        "get",
        "post",
        "put",
        "patch",
        "delete",
        "head",
        "route",
        "handler",
        "event",
        "tool",
        "function",
        "no_mangle",
        "export_name",
        "wasm_bindgen",
        "pyfunction",
        "pymethods",
        "napi",
        "main",
        "job",
        "task",
        "procedure",
        "get_api",
        "oai",
        "endpoint_handler",
        "activity",
        "workflow",
        "subscriber",
        "consumer",
        "cron",
        "lambda",
        "server",
        "action",
        "uniffi",
    ];
    let def = program.function(FnId(id as u32));
    let facts = program.facts(def.facts);
    facts.data.item(def.item).attrs.iter().any(|attr| {
        let last = attr.path.rsplit("::").next().unwrap_or(&attr.path);
        ENTRIES.contains(&last)
    })
}

/// The functions of the workspace's own crates that may send, callers before callees; among equals in source order.
fn order(program: &Program, marks: &Marks) -> Vec<FnId> {
    let count = marks.may_send.len();
    let own = |id: usize| {
        let def = program.function(FnId(id as u32));
        program.crate_of(def.module).own
    };
    let mut called = vec![false; count];
    for (caller, list) in marks.callees.iter().enumerate() {
        if marks.may_send[caller] && own(caller) {
            for callee in list {
                called[*callee as usize] |= *callee as usize != caller;
            }
        }
    }
    let starts = (0..count).filter(|id| marks.may_send[*id] && own(*id));
    let (first, later): (Vec<usize>, Vec<usize>) = starts.partition(|id| !called[*id] || is_entry(program, *id));
    // The rest is ordered so that callers come first: reverse post-order of a walk from the tops.
    let mut state = vec![0u8; count];
    let mut post: Vec<usize> = Vec::new();
    for start in first.iter().chain(&later) {
        if state[*start] != 0 {
            continue;
        }
        let mut stack = vec![(*start, 0usize)];
        state[*start] = 1;
        while let Some((id, at)) = stack.pop() {
            match marks.callees[id].get(at) {
                Some(next) => {
                    stack.push((id, at + 1));
                    let next = *next as usize;
                    if state[next] == 0 && marks.may_send[next] {
                        state[next] = 1;
                        stack.push((next, 0));
                    }
                }
                None => post.push(id),
            }
        }
    }
    let mut result: Vec<FnId> = first.iter().map(|id| FnId(*id as u32)).collect();
    result.extend(post.iter().rev().filter(|id| called[**id] && own(**id)).map(|id| FnId(*id as u32)));
    result
}
