//! From what the interpreter found to calls: whose a URL is, its path, and where the call is reported.
//!
//! The rule of evidence. A request is the vendor's when its host is; or when its host is not known and its path can only
//! be the vendor's; or when its host is not known, the code around it is the vendor's by name, and its path looks like
//! one of the vendor's API. A known other host is never the vendor's. URLs that come out of a response are followed
//! links of a call that is reported already.

mod narrow;
mod place;
mod reason;
mod template;
mod url;

use std::collections::BTreeSet;
use std::rc::Rc;

use super::call::{Call, CallStatus, Location, Ways};
use super::guard::Guard;
use super::interp::Raw;
use super::value::{Cause, Piece, Unknown, Value, Wrap};
use super::vendor::{Host, Vendor};
use crate::syntax::facts::Name;
use place::{step, way};
use template::{Template, template};

pub use url::{host_of, host_of_text, take_apart};

/// Everything that turns raw findings into calls.
pub struct Finish<'v> {
    /// Whose API is looked for.
    pub vendor: &'v dyn Vendor,
    /// By choice, the text that a value is where it turns out so.
    pub texts: &'v [Option<Name>],
}

/// One candidate before duplicates are taken out.
struct Candidate {
    call: Call,
    guard: Guard,
    root: usize,
    segments: Vec<String>,
    /// The methods that it may have, as far as they are known.
    verbs: BTreeSet<String>,
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
                        for (guard, method) in self.narrowed(guard, method.clone(), true) {
                            for (guard, url) in self.narrowed(guard, url.clone(), false) {
                                if let Some((call, segments)) = self.call(raw, &method, &url) {
                                    let verbs = call.method.iter().cloned().collect();
                                    found.push(Candidate { call, guard, root, segments, verbs });
                                }
                            }
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
        let mut calls: Vec<Call> = resolved.into_iter().map(|candidate| candidate.call).collect();
        calls.extend(one_each(open));
        Call::joined(calls)
    }

    fn call(&self, raw: &Raw, method: &[Piece], url: &[Piece]) -> Option<(Call, Vec<String>)> {
        if raw.stated {
            return Some((stated(raw), Vec::new()));
        }
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
        let doubt = raw.doubt.as_ref().filter(|(call, _)| *call == location.span).map(|(_, what)| what.to_string());
        let open = doubt.is_some();
        let trouble = match (&verb, known_path) {
            _ if open => doubt,
            (Some(_), true) => raw.trouble.as_ref().map(ToString::to_string),
            _ => Some(self.reason(raw, verb.as_deref(), &template, method)),
        };
        let known_host = parts.host.filter(|host| !host.contains("{}") && self.vendor.host(host) == Host::Api);
        let segments = std::mem::take(&mut template.segments);
        let call = Call {
            location,
            method: verb.filter(|_| !open),
            path: (known_path && !open).then_some(template.path),
            host: known_host,
            query: template.query,
            status: trouble.map_or(CallStatus::Resolved, |reason| CallStatus::Unresolved { reason }),
            request: raw.request,
            via,
            ways: Ways::one(way(raw)),
            stated: None,
            by_name: raw.by_name,
        };
        Some((call, segments))
    }

    /// A last hole that may hold several segments does not matter where no operation goes on from there.
    fn settle_tail(&self, verb: Option<&str>, template: &mut Template) {
        if template.loose.len() == 1
            && template.path.ends_with("/{}")
            && !template.path.starts_with("{}")
            && self.vendor.is_operation(verb, &template.path)
            && (!self.vendor.goes_on(verb, &template.path)
                || (template.loose.iter().all(|hole| hole.cause != Cause::Many) && self.is_collection(&template.path)))
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
}

/// A call of which the code says elsewhere what it is.
fn stated(raw: &Raw) -> Call {
    Call {
        location: Location { package: raw.holder.package.to_string(), span: raw.request },
        method: None,
        path: None,
        host: None,
        query: Vec::new(),
        status: CallStatus::Unresolved { reason: "a request that an annotation states".to_owned() },
        request: raw.request,
        via: vec![step(&raw.holder, raw.request)],
        ways: Ways::one(way(raw)),
        stated: Some(raw.request),
        by_name: false,
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
        if let Some(known) = kept.iter_mut().find(same) {
            known.take_in(candidate);
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
            Some(known) => known.take_in(candidate),
            None => kept.push(candidate),
        }
    }
    kept.into_iter().map(|candidate| candidate.call).collect()
}

impl Candidate {
    /// Takes in another one that is reported as the same unresolved call: with another method, neither is the one.
    fn take_in(&mut self, other: Candidate) {
        self.call.ways.add(other.call.ways);
        if self.call.method == other.call.method {
            return;
        }
        let before = either(&self.verbs);
        self.verbs.extend(other.verbs);
        self.call.method = None;
        match &mut self.call.status {
            _ if other.call.method.is_none() && !self.verbs.is_empty() => self.call.status = other.call.status,
            CallStatus::Unresolved { reason } => {
                if let Some(rest) = reason.strip_prefix(&format!("{before} ")) {
                    *reason = format!("{} {rest}", either(&self.verbs));
                }
            }
            CallStatus::Resolved => {}
        }
    }
}

/// "GET or POST".
fn either(verbs: &BTreeSet<String>) -> String {
    verbs.iter().map(String::as_str).collect::<Vec<_>>().join(" or ")
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
