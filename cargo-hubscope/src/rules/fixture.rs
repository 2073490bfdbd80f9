//! A small program for the tests of the rules: each call is a line of it.

use crate::analysis::{Call, CallStatus, Location, Step};
use crate::source::{SourceId, Sources, Span};

/// Files with calls in them.
pub(crate) struct Program {
    pub sources: Sources,
    pub code: SourceId,
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
        Self { sources, code, calls }
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
        within: vec![("app".to_owned(), function.to_owned())],
        by_name: false,
    }
}
