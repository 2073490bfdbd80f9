//! A small program for the tests of the rules: each call is a line of it.

use super::{Derivation, Finding, Input, Inputs, Outcome, OutsideNeed, check};
use crate::analysis::{Call, CallStatus, Function, Location, Step, Ways};
use crate::catalog::{AuthKind, Catalog};
use crate::manifest::{self, Manifest, Request};
use crate::source::{Sources, Span};

/// Files with calls in them.
pub(crate) struct Program {
    pub sources: Sources,
    pub calls: Vec<Call>,
}

impl Program {
    /// A program with one call a line: `METHOD /path`, or `? reason` for one that is not resolved. A line may end with
    /// ` @function` for the function that it is in.
    pub fn new(lines: &[&str]) -> Self {
        let mut sources = Sources::new();
        let text: String = lines.iter().map(|line| format!("    {line};\n")).collect();
        let code = sources.add("src/lib.rs".into(), "src/lib.rs".into(), text.as_str());
        let mut calls = Vec::new();
        for line in lines {
            let start = text.find(&format!("    {line};")).unwrap() as u32 + 4;
            let (line, function) = line.split_once(" @").unwrap_or((line, "f"));
            let span = Span { source: code, start, end: start + line.len() as u32 };
            calls.push(call(line, function, span));
        }
        Self { sources, calls }
    }

    /// Gives the first call a wrapper: the request is made in the line of the second call.
    pub fn through_wrapper(mut self) -> Self {
        let request = self.calls.remove(1).location.span;
        self.calls[0].via = vec![Step { function: "wrapper".to_owned(), span: request }];
        self.calls[0].request = request;
        self
    }
}

fn call(line: &str, function: &str, span: Span) -> Call {
    let (method, rest) = line.split_once(' ').unwrap();
    let known = method != "?";
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let query = pairs.map(|pair| pair.split_once('=').unwrap()).map(|(k, v)| (k.to_owned(), Some(v.to_owned())));
    Call {
        location: Location { package: "app".to_owned(), span },
        method: known.then(|| method.to_owned()),
        path: known.then(|| path.to_owned()),
        host: Some("api.hubapi.com".to_owned()),
        query: query.collect(),
        status: if known { CallStatus::Resolved } else { CallStatus::Unresolved { reason: rest.to_owned() } },
        request: span,
        via: Vec::new(),
        ways: Ways::one(vec![Function { package: "app".into(), path: function.into(), number: None }]),
        stated: None,
        by_name: false,
    }
}

/// Reads a manifest with these lists; each begins with its key: `required: a b`.
pub(crate) fn manifest(sources: &mut Sources, auth: &str, lists: &[&str]) -> Manifest {
    let mut keys = Vec::new();
    for list in lists {
        let (key, names) = list.split_once(':').unwrap();
        let names: Vec<String> = names.split_whitespace().map(|name| format!("\"{name}\"")).collect();
        keys.push(format!("      \"{key}Scopes\": [{}]", names.join(", ")));
    }
    let text = format!(
        "{{\n  \"uid\": \"app\",\n  \"type\": \"app\",\n  \"config\": {{\n    \"auth\": {{\n      \"type\": \"{auth}\",\n{}\n    }}\n  }}\n}}\n",
        keys.join(",\n")
    );
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("app-hsmeta.json");
    std::fs::write(&path, text).unwrap();
    manifest::read(&Request { path: &path, root: dir.path(), profile: None }, sources).unwrap()
}

/// What an app with these calls and these lists gets.
pub(crate) struct Run {
    pub sources: Sources,
    pub derivation: Derivation,
    pub manifest: Manifest,
    pub outcome: Outcome,
}

impl Run {
    /// Checks a program against a manifest; functions whose name begins with `optional` are ones to do without.
    pub fn new(mut program: Program, auth: &str, lists: &[&str], outside: &[OutsideNeed]) -> Self {
        let manifest = manifest(&mut program.sources, auth, lists);
        let auth = if auth == "static" { AuthKind::Static } else { AuthKind::Oauth };
        let inputs = Inputs {
            catalog: Catalog::embedded(),
            auth,
            sources: &program.sources,
            outside,
            unseen: &[],
            unread: false,
            expectations: &[],
            optional: &|_| false,
            optional_function: &|function| function.path.starts_with("optional"),
            sensitive: &|_, _| Vec::new(),
        };
        let derivation = Derivation::new(program.calls, inputs);
        let outcome = check(Input {
            catalog: Catalog::embedded(),
            sources: &program.sources,
            selected: &derivation,
            whole: &derivation,
            unparsed: &[],
            pages: &[],
            contradictions: &[],
            manifest: &manifest,
        });
        Self { sources: program.sources, derivation, manifest, outcome }
    }

    /// The findings for people, without colours.
    pub fn text(&self) -> String {
        let text = crate::report::human_findings(&self.sources, &self.outcome.findings);
        anstream::adapter::strip_str(&text).to_string()
    }

    /// Rule, severity and scope or operation of each finding.
    pub fn short(&self) -> Vec<String> {
        let line = |finding: &Finding| {
            let subject = &finding.subject;
            let about = subject.scope.as_deref().or(subject.operation.as_deref()).unwrap_or_default();
            format!("{} {} {about}", finding.severity.as_str(), finding.rule)
        };
        self.outcome.findings.iter().map(line).collect()
    }
}
