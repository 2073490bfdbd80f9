//! From what the interpreter found to calls: whose a URL is, its path, and where the call is reported.
//!
//! The rule of evidence. A request is the vendor's when its host is; or when its host is not known and its path can only
//! be the vendor's; or when its host is not known, the code around it is the vendor's by name, and its path looks like
//! one of the vendor's API. A known other host is never the vendor's. URLs that come out of a response are followed
//! links of a call that is reported already.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::call::{Call, CallStatus, Location, Step};
use super::guard::Guard;
use super::interp::{Holder, Link, Raw};
use super::value::{Cause, Origin, Piece, Unknown, Value, Wrap};
use super::vendor::{Host, Vendor};
use crate::source::Span;

/// How deep arguments are searched for the places that decided a call.
const ARGUMENT_DEPTH: usize = 6;

/// A URL taken apart.
#[derive(Debug, Default)]
struct Parts {
    /// The host, `{}` for unknown parts; `None` where nothing of it is known.
    host: Option<String>,
    /// What stands for the unknown base.
    base: Vec<Rc<Unknown>>,
    /// The path's pieces, query and all.
    path: Vec<Piece>,
    /// Whether the path begins with a slash for certain.
    rooted: bool,
}

/// The host of an absolute URL, lower-case; `None` where the base is not known.
pub fn host_of(pieces: &[Piece]) -> Option<String> {
    take_apart(pieces).host
}

/// The host of a text that is an absolute URL of the vendor's API.
pub fn host_of_text(text: &str, vendor: &dyn Vendor) -> Option<String> {
    let host = text.split_once("://").and_then(|_| host_of(&[Piece::Lit(text.into(), super::value::nowhere())]))?;
    (vendor.host(&host) == Host::Api).then_some(host)
}

fn take_apart(pieces: &[Piece]) -> Parts {
    let mut parts = Parts::default();
    let mut rest = pieces.to_vec();
    let mut host = String::new();
    let mut in_host = false;
    match rest.first() {
        Some(Piece::Lit(text, origins)) => match text.find("://") {
            Some(at) => {
                in_host = true;
                rest[0] = Piece::Lit(text[at + 3..].into(), origins.clone());
            }
            None => {
                // Without a scheme: a host if it looks like one, else a path.
                let first = text.split('/').next().unwrap_or("");
                let looks = first.contains('.')
                    && !first.contains(['{', ' ', '?'])
                    && !text.starts_with('/')
                    && !text.starts_with('.');
                if looks {
                    in_host = true;
                } else {
                    parts.rooted = text.starts_with('/');
                    parts.path = rest;
                    return parts;
                }
            }
        },
        Some(Piece::Hole(..)) => {
            while let Some(Piece::Hole(unknown, _)) = rest.first().cloned() {
                // The last of several holes may be the path itself.
                if !parts.base.is_empty() && !matches!(rest.get(1), Some(Piece::Lit(text, _)) if text.starts_with('/'))
                {
                    break;
                }
                parts.base.push(unknown);
                rest.remove(0);
            }
            if let Some(Piece::Lit(text, origins)) = rest.first().cloned() {
                if let Some(after) = text.strip_prefix("://") {
                    parts.base.clear();
                    in_host = true;
                    rest[0] = Piece::Lit(after.into(), origins);
                } else if text.starts_with(['.', ':']) {
                    in_host = true;
                    host.push_str("{}");
                }
            }
            if !in_host {
                parts.rooted = matches!(rest.first(), Some(Piece::Lit(..)));
                parts.path = rest;
                return parts;
            }
        }
        None => return parts,
    }
    if in_host {
        let mut at = 0;
        let mut tail = None;
        for (index, piece) in rest.iter().enumerate() {
            match piece {
                Piece::Lit(text, origins) => match text.find(['/', '?', '#']) {
                    Some(cut) => {
                        host.push_str(&text[..cut]);
                        tail = Some(Piece::Lit(text[cut..].into(), origins.clone()));
                        at = index + 1;
                        break;
                    }
                    None => {
                        host.push_str(text);
                        at = index + 1;
                    }
                },
                Piece::Hole(unknown, _) => {
                    // A hole that follows a whole host is the path.
                    let whole = host.contains('.') && !host.ends_with('.') && !host.ends_with('-');
                    if whole {
                        at = index;
                        break;
                    }
                    if host.is_empty() {
                        parts.base.push(Rc::clone(unknown));
                    }
                    host.push_str("{}");
                    at = index + 1;
                }
            }
        }
        parts.rooted = tail.is_some();
        parts.path = tail.into_iter().chain(rest[at.min(rest.len())..].iter().cloned()).collect();
        let host = host.rsplit('@').next().unwrap_or("").to_lowercase();
        let host = host.split(':').next().unwrap_or("").to_owned();
        parts.host = (host != "{}" && !host.is_empty()).then_some(host);
    }
    parts
}

/// A path template with what is known of the query.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Template {
    path: String,
    query: Vec<(String, Option<String>)>,
    /// Holes of the path that may hold several segments, and all that stand where the path begins.
    loose: Vec<Rc<Unknown>>,
    holes: Vec<Rc<Unknown>>,
    /// Whether any segment is literal.
    literal: bool,
    /// The segments with the empty ones, to see where a value was missing.
    segments: Vec<String>,
}

/// Names that promise more than one segment.
fn may_span(unknown: &Unknown) -> bool {
    let Some(name) = &unknown.name else { return false };
    let name = name.to_lowercase();
    let name = name.trim_end_matches("()");
    matches!(
        name,
        "path"
            | "rest"
            | "tail"
            | "endpoint"
            | "uri"
            | "url"
            | "route"
            | "suffix"
            | "subpath"
            | "relative"
            | "href"
            | "link"
            | "target"
            | "resource_path"
            | "p"
            | "path_and_query"
            | "remainder"
    ) || ["_path", "_url", "_uri", "_endpoint", "_route", "_suffix"].iter().any(|end| name.ends_with(end))
}

fn template(parts: &Parts) -> Template {
    let mut text = String::new();
    let mut holes: Vec<(usize, Rc<Unknown>)> = Vec::new();
    if parts.rooted && !matches!(parts.path.first(), Some(Piece::Lit(text, _)) if text.starts_with(['/', '?', '#'])) {
        text.push('/');
    }
    for piece in &parts.path {
        match piece {
            Piece::Lit(lit, _) => text.push_str(lit),
            Piece::Hole(unknown, _) => {
                if !text.contains('?') {
                    holes.push((text.len(), Rc::clone(unknown)));
                }
                text.push_str("{}");
            }
        }
    }
    let text = text.split('#').next().unwrap_or("");
    let (path, query) = text.split_once('?').unwrap_or((text, ""));
    let starts_open = path.starts_with("{}");
    let mut loose: Vec<Rc<Unknown>> = Vec::new();
    for (at, unknown) in &holes {
        let alone = path[..*at].ends_with('/') && (path.len() == at + 2 || path[at + 2..].starts_with('/'));
        let last = path.len() == at + 2;
        let spans = may_span(unknown) && (alone || last);
        if *at == 0 || spans || unknown.cause == Cause::Many {
            loose.push(Rc::clone(unknown));
        }
    }
    let all: Vec<String> = path.trim_start_matches('/').split('/').map(blanked).collect();
    let segments: Vec<&String> = all.iter().filter(|segment| !segment.is_empty()).collect();
    let literal = segments.iter().any(|segment| segment.chars().any(char::is_alphanumeric));
    let mut path = String::new();
    for segment in &segments {
        if !(starts_open && path.is_empty()) {
            path.push('/');
        }
        path.push_str(segment);
    }
    let mut pairs: Vec<(String, Option<String>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, "{}"));
            (name.to_owned(), (!value.contains("{}")).then(|| value.to_owned()))
        })
        .collect();
    pairs.sort();
    pairs.dedup();
    Template {
        path,
        query: pairs,
        loose,
        holes: holes.into_iter().map(|(_, hole)| hole).collect(),
        literal,
        segments: all,
    }
}

/// A segment with `{name}` written as `{}` and holes side by side as one.
fn blanked(segment: &str) -> String {
    let mut result = String::new();
    let mut rest = segment;
    while let Some(at) = rest.find('{') {
        let Some(end) = rest[at..].find('}') else { break };
        result.push_str(&rest[..at]);
        if !result.ends_with("{}") {
            result.push_str("{}");
        }
        rest = &rest[at + end + 1..];
    }
    result.push_str(rest);
    result
}

/// Everything that turns raw findings into calls.
pub struct Finish<'v> {
    /// Whose API is looked for.
    pub vendor: &'v dyn Vendor,
}

/// One candidate before duplicates are taken out.
struct Candidate {
    call: Call,
    guard: Guard,
    root: usize,
    segments: Vec<String>,
}

impl Finish<'_> {
    /// The calls of all roots, each with its index; in order, without duplicates.
    pub fn calls(&self, roots: &[Vec<Raw>]) -> Vec<Call> {
        let mut candidates: Vec<Candidate> = Vec::new();
        for (root, raws) in roots.iter().enumerate() {
            for raw in raws {
                let mut found: Vec<Candidate> = Vec::new();
                for (under, method) in texts(&raw.method) {
                    let Some(guard) = raw.guard.and(&under) else { continue };
                    for (under, url) in texts(&raw.url) {
                        let Some(guard) = guard.and(&under) else { continue };
                        if let Some((call, segments)) = self.call(raw, &method, &url) {
                            found.push(Candidate { call, guard, root, segments });
                        }
                    }
                }
                let whole: Vec<Vec<String>> = found.iter().map(|candidate| candidate.segments.clone()).collect();
                found.retain(|candidate| !whole.iter().any(|twin| is_hollow(&candidate.segments, twin)));
                candidates.extend(found);
            }
        }
        let (open, resolved): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|candidate| candidate.call.status != CallStatus::Resolved);
        let mut kept: BTreeMap<(Location, Option<String>, Option<String>), Call> = BTreeMap::new();
        for Candidate { call, .. } in resolved {
            let key = (call.location.clone(), call.method.clone(), call.path.clone());
            match kept.get_mut(&key) {
                Some(known) => {
                    // The same call with its host known, its receiver known, or a shorter way says more.
                    let better = |call: &Call| (call.host.is_none(), call.by_name, call.via.len());
                    let mut query = known.query.clone();
                    query.extend(call.query.iter().cloned());
                    query.sort();
                    query.dedup();
                    if better(&call) < better(known) {
                        *known = call;
                    }
                    known.query = query;
                }
                None => {
                    kept.insert(key, call);
                }
            }
        }
        let mut calls: Vec<Call> = kept.into_values().collect();
        calls.extend(one_each(open));
        calls.sort();
        calls
    }

    fn call(&self, raw: &Raw, method: &[Piece], url: &[Piece]) -> Option<(Call, Vec<String>)> {
        let verb = super::value::known(method)
            .map(|text| text.to_ascii_uppercase())
            .filter(|text| !text.is_empty() && text.chars().all(|char| char.is_ascii_alphabetic()));
        let parts = take_apart(url);
        let mut template = template(&parts);
        let host = parts.host.as_deref().map(|host| self.vendor.host(host));
        let named = |unknown: &Rc<Unknown>| unknown.name.as_deref().is_some_and(|name| self.vendor.is_name(name));
        self.settle_tail(verb.as_deref(), &mut template);
        let known_path = template.literal && template.loose.is_empty() && !template.path.starts_with("{}");
        match host {
            Some(Host::Api) => {}
            Some(Host::Pages | Host::Other) => return None,
            Some(Host::Unknown) | None => {
                let by_base = parts.base.iter().any(named);
                if known_path {
                    let around = || {
                        let code = raw.chain.iter().map(|link| &link.caller).chain([&raw.holder]);
                        code.clone()
                            .any(|holder| self.vendor.is_name(&holder.full) || self.vendor.is_name(&holder.package))
                    };
                    if !self.vendor.distinctive(verb.as_deref(), &template.path)
                        && !((by_base || around()) && self.vendor.plausible(&template.path))
                    {
                        return None;
                    }
                } else if !by_base && !template.holes.iter().chain(&parts.base).any(|hole| hole.cause == Cause::Bound) {
                    return None;
                }
            }
        }
        // A link that a response gave.
        if !known_path && !template.holes.is_empty() && template.holes.iter().all(|hole| hole.cause == Cause::Response)
        {
            return None;
        }
        if host != Some(Host::Api) && parts.base.iter().any(|base| base.cause == Cause::Response) && !known_path {
            return None;
        }
        self.without_glued_query(verb.as_deref(), &mut template);
        let (location, via) = self.place(raw, method, &parts, known_path && verb.is_some());
        let trouble = match (&verb, known_path) {
            (Some(_), true) => raw.trouble.as_ref().map(ToString::to_string),
            _ => Some(self.reason(raw, verb.as_deref(), &template, method)),
        };
        let known_host = parts.host.filter(|host| !host.contains("{}") && self.vendor.host(host) == Host::Api);
        let segments = std::mem::take(&mut template.segments);
        let call = Call {
            location,
            method: verb,
            path: known_path.then_some(template.path),
            host: known_host,
            query: template.query,
            status: trouble.map_or(CallStatus::Resolved, |reason| CallStatus::Unresolved { reason }),
            request: raw.request,
            via,
            within: within(raw),
            by_name: raw.by_name,
        };
        Some((call, segments))
    }

    /// A last hole that may hold several segments does not matter where no operation goes on from there.
    fn settle_tail(&self, verb: Option<&str>, template: &mut Template) {
        if template.loose.len() == 1
            && template.path.ends_with("/{}")
            && !template.path.starts_with("{}")
            && template.loose.iter().all(|hole| hole.cause != Cause::Many)
            && self.vendor.is_operation(verb, &template.path)
            && (!self.vendor.goes_on(verb, &template.path) || self.is_collection(&template.path))
        {
            template.loose.clear();
        }
    }

    /// Whether what stands before the last segment is an operation itself: then that segment is an id.
    fn is_collection(&self, path: &str) -> bool {
        path.rsplit_once('/')
            .is_some_and(|(parent, _)| !parent.ends_with("{}") && self.vendor.is_operation(None, parent))
    }

    /// `/objects/contacts{}`: what follows a whole operation without a slash is a query.
    fn without_glued_query(&self, verb: Option<&str>, template: &mut Template) {
        if let Some(shorter) = template.path.strip_suffix("{}")
            && shorter.ends_with(char::is_alphanumeric)
            && !shorter.is_empty()
            && self.vendor.is_operation(verb, shorter)
        {
            template.path = shorter.to_owned();
        }
    }

    /// The outermost call of the workspace's own code whose arguments decide method or path, and the steps from there.
    fn place(&self, raw: &Raw, method: &[Piece], parts: &Parts, resolved: bool) -> (Location, Vec<Step>) {
        let links: Vec<&Rc<Link>> = raw.chain.iter().rev().collect();
        let mut origins: Vec<Origin> = Vec::new();
        let mut syms = Vec::new();
        for piece in parts.path.iter().chain(method) {
            match piece {
                Piece::Lit(_, from) => origins.extend(from.iter().copied()),
                Piece::Hole(unknown, from) => {
                    origins.extend(from.iter().copied());
                    if !resolved {
                        syms.push(unknown.sym);
                    }
                }
            }
        }
        let decides = |link: &Link| link.args.iter().any(|arg| mentions(arg, &origins, &syms, 0));
        // Arguments decide; else the receiver that brings the whole path along, else the types named at the call.
        let brings =
            |link: &Link| link.receiver.as_ref().is_some_and(|receiver| mentions(receiver, &origins, &syms, 0));
        let first = |test: &dyn Fn(&Link) -> bool| links.iter().position(|link| link.caller.own && test(link));
        let outermost = first(&decides).or_else(|| first(&brings)).or_else(|| first(&|link| link.typed));
        let start = match outermost {
            Some(index) => Some(index),
            None if raw.holder.own => None,
            // In a dependency: the way into it.
            None => links.iter().rposition(|link| link.caller.own),
        };
        let steps: Vec<Step> = match start {
            Some(start) => links[start..].iter().map(|link| step(&link.caller, link.span)).collect(),
            None => Vec::new(),
        };
        let steps = steps.into_iter().chain([step(&raw.holder, raw.request)]).collect();
        let (package, span) = match start {
            Some(start) => (links[start].caller.package.to_string(), links[start].span),
            None => (raw.holder.package.to_string(), raw.request),
        };
        (Location { package, span }, steps)
    }

    /// Why a call cannot be resolved.
    fn reason(&self, raw: &Raw, verb: Option<&str>, template: &Template, method: &[Piece]) -> String {
        let holes = if verb.is_some() {
            template.holes.clone()
        } else {
            method
                .iter()
                .filter_map(|piece| match piece {
                    Piece::Hole(unknown, _) => Some(Rc::clone(unknown)),
                    Piece::Lit(..) => None,
                })
                .collect()
        };
        let what = match verb {
            Some(verb) if template.literal => format!("{verb} `{}` with a part", template.path),
            Some(verb) => format!("{verb} with a path"),
            None if template.literal => format!("`{}` with a method", template.path),
            None => "a request with a method".to_owned(),
        };
        let root = raw.chain.last().map_or(&raw.holder, |link| &link.caller);
        let hole = template.loose.first().or(holes.first());
        match hole {
            Some(hole) if hole.cause == Cause::Bound => format!("{what} that needs more steps than the analysis takes"),
            Some(hole) if hole.cause == Cause::Input => match &hole.name {
                Some(name) if name.chars().all(|char| char.is_uppercase() || char == '_' || char.is_numeric()) => {
                    format!("{what} that the environment variable `{name}` decides")
                }
                Some(name) if &**name != "_" && &**name != "self" => {
                    format!("{what} that the caller of `{}` decides through `{name}`", root.label)
                }
                _ => format!("{what} that the caller of `{}` decides", root.label),
            },
            _ => format!("{what} that is only known at run time"),
        }
    }
}

/// Whether a path has an empty segment or a zero where its twin has a value: what `unwrap_or_default` makes of a missing
/// id is no path of its own.
fn is_hollow(segments: &[String], twin: &[String]) -> bool {
    segments.len() == twin.len()
        && segments != twin
        && segments.iter().zip(twin).all(|(one, other)| one == other || (matches!(&**one, "" | "0") && other == "{}"))
}

/// One unresolved call for each place, and for each root one of those that exclude each other.
fn one_each(open: Vec<Candidate>) -> Vec<Call> {
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in open {
        let same = |known: &&mut Candidate| {
            known.call.location == candidate.call.location
                && (known.call.method == candidate.call.method || known.call.request == candidate.call.request)
        };
        if kept.iter_mut().any(|mut known| same(&mut known)) {
            continue;
        }
        let twin = kept.iter_mut().find(|known| {
            known.root == candidate.root
                && known.call.via.first().map(|step| &step.function)
                    == candidate.call.via.first().map(|step| &step.function)
                && known.guard.and(&candidate.guard).is_none()
        });
        match twin {
            // The arms of one dispatch: which of them is taken is not known either.
            Some(known) => {
                if known.call.method != candidate.call.method {
                    known.call.method = None;
                }
            }
            None => kept.push(candidate),
        }
    }
    kept.into_iter().map(|candidate| candidate.call).collect()
}

fn step(holder: &Holder, span: Span) -> Step {
    Step { function: holder.label.to_string(), span }
}

/// Enclosing functions of the workspace, outermost first.
fn within(raw: &Raw) -> Vec<(String, String)> {
    let holders = raw.chain.iter().rev().map(|link| &link.caller).chain([&raw.holder]);
    let mut names: Vec<(String, String)> = Vec::new();
    for holder in holders.filter(|holder| holder.own) {
        let name = (holder.package.to_string(), holder.full.to_string());
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    names
}

/// The text alternatives of a value.
fn texts(value: &Value) -> Vec<(Guard, Vec<Piece>)> {
    value
        .alternatives()
        .into_iter()
        .filter_map(|(guard, value)| match value {
            Value::Text(pieces) => Some((guard, (*pieces).clone())),
            Value::Unknown(unknown) => Some((guard, vec![Piece::Hole(unknown, super::value::nowhere())])),
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => match &*inner {
                Value::Text(pieces) => Some((guard, (**pieces).clone())),
                _ => None,
            },
            _ => None,
        })
        .collect()
}

/// Whether an argument holds a part that decided the call.
fn mentions(value: &Value, origins: &[Origin], syms: &[super::guard::Sym], depth: usize) -> bool {
    if depth > ARGUMENT_DEPTH {
        return false;
    }
    let next = |value: &Value| mentions(value, origins, syms, depth + 1);
    match value {
        Value::Text(pieces) => pieces.iter().any(|piece| match piece {
            Piece::Lit(text, from) => !text.contains("://") && from.iter().any(|origin| origins.contains(origin)),
            Piece::Hole(unknown, from) => {
                syms.contains(&unknown.sym) || from.iter().any(|origin| origins.contains(origin))
            }
        }),
        Value::Unknown(unknown) => syms.contains(&unknown.sym),
        Value::Data(data) => {
            data.origins.iter().any(|origin| origins.contains(origin))
                || data.fields.iter().any(|(_, field)| next(field))
        }
        Value::Tuple(items) => items.iter().any(next),
        Value::List(list) => list.elems.iter().any(next),
        Value::Wrapped(_, inner) => next(inner),
        Value::Alts(alts) => alts.iter().any(|(_, value)| next(value)),
        Value::Lazy(lazy) => lazy.result.borrow().as_ref().is_some_and(next) || lazy.args.iter().any(next),
        _ => false,
    }
}
