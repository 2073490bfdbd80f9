//! Unknown code: what it is given, and when a call of it is a request.

use super::super::models::clients;
use super::super::value::{Cause, Stage, Value, Wrap};
use super::Interp;
use crate::source::Span;

impl Interp<'_> {
    /// What happens to a value that unknown code receives: closures may be called, open requests sent.
    pub fn give_away(&mut self, value: &Value) {
        match value {
            Value::Closure(_) | Value::Func(_) => self.call_blindly(value),
            Value::Request(_) => self.send(value),
            Value::Wrapped(_, inner) => self.give_away(&inner.clone()),
            Value::Tuple(items) => items.clone().iter().for_each(|item| self.give_away(item)),
            Value::List(list) => list.elems.clone().iter().for_each(|item| self.give_away(item)),
            Value::Data(data) => {
                self.held_outside(value);
                if !super::effects::has_effects(value, 0) {
                    return;
                }
                data.fields.clone().iter().for_each(|(_, field)| self.give_away(field));
            }
            Value::Ref(place) => {
                let inner = self.read_place(place);
                if !matches!(inner, Value::Ref(_)) {
                    self.give_away(&inner);
                    // It may write there, too.
                    let ty = self.type_of(&inner);
                    let place = (**place).clone();
                    let loosened = self.loosened(&inner, &ty, matches!(inner, Value::Text(_)), false);
                    if loosened != inner {
                        self.write_place(&place, loosened);
                    }
                }
            }
            Value::Alts(alts) => {
                let outer = self.path.clone();
                for (guard, value) in alts.clone().iter() {
                    if let Some(path) = outer.and(guard) {
                        self.path = path;
                        self.give_away(value);
                    }
                }
                self.path = outer;
            }
            _ => {}
        }
    }

    /// Reports an open request as a call.
    pub fn send(&mut self, value: &Value) {
        let value = self.settled(value);
        self.each(&value, &mut |this, value| {
            match value {
                Value::Request(request) if request.stage == Stage::Open => {
                    if let Some(url) = &request.url {
                        let method = request.method.clone().unwrap_or_else(|| Value::text("GET"));
                        this.report(method, url.clone(), request.at, None);
                    }
                }
                Value::Wrapped(_, inner) => {
                    let inner = (**inner).clone();
                    this.send(&inner);
                }
                _ => {}
            }
            Value::unit()
        });
    }

    /// A call of unknown code: with a verb and a URL of the vendor's among its arguments it is a request. With the URL alone,
    /// what it gives is a request under construction, which is returned.
    pub fn foreign(&mut self, name: &str, args: &[Value], span: Span) -> Option<Value> {
        let mut method = None;
        let mut url = None;
        for arg in args {
            let arg = self.settled(arg);
            if method.is_none()
                && let Some(verb) = outside_verb(&arg)
            {
                method = Some(Value::text(verb));
            } else if method.is_none()
                && arg.alternatives().iter().all(|(_, value)| is_verb(value))
                && !arg.alternatives().is_empty()
            {
                method = Some(arg);
            } else if url.is_none() && arg.alternatives().iter().any(|(_, value)| self.is_vendor_url(value)) {
                url = Some(arg);
            }
        }
        match (method.or_else(|| verb_of_name(name).map(Value::text)), url) {
            (Some(method), Some(url)) => self.report(method, url, span, None),
            // A function that is named for fetching and is given a URL of the vendor's with a path.
            (None, Some(url)) if fetches(name) => {
                let method = self.hole();
                self.report(method, url, span, None);
            }
            (None, Some(url)) => return Some(clients::begun(url, span)),
            _ => {}
        }
        None
    }

    /// An argument of another program: a URL of the vendor's there is a request, with a method that is not known.
    pub fn other_program(&mut self, call: &super::method::MethodCall<'_>) {
        for arg in &call.args {
            let arg = self.settled(arg);
            let parts = match &arg {
                Value::List(list) => list.elems.clone(),
                other => vec![other.clone()],
            };
            for part in parts {
                let part = self.settled(&part);
                if part.alternatives().iter().any(|(_, value)| self.is_vendor_url(value)) {
                    let method = self.hole();
                    self.report(method, part, call.span, None);
                }
            }
        }
    }

    /// Whether a text is an absolute URL of the vendor's.
    pub fn is_vendor_url(&self, value: &Value) -> bool {
        match value {
            Value::Text(pieces) => super::super::emit::host_of(pieces)
                .is_some_and(|host| self.vendor.host(&host) == super::super::vendor::Host::Api),
            Value::Wrapped(Wrap::Some | Wrap::Ok, inner) => self.is_vendor_url(inner),
            _ => false,
        }
    }
}

/// Whether a value came out of a response.
pub fn is_response(value: &Value) -> bool {
    match value {
        Value::Unknown(unknown) => unknown.cause == Cause::Response,
        Value::Wrapped(_, inner) => is_response(inner),
        Value::Alts(alts) => alts.iter().any(|(_, value)| is_response(value)),
        _ => false,
    }
}

/// The method that an enum of foreign code names: `Verb::Get`.
pub fn outside_verb(value: &Value) -> Option<&'static str> {
    let Value::Func(func) = value else { return None };
    let super::super::value::Func::Outside(path) = &**func else { return None };
    let (owner, name) = path.rsplit_once("::")?;
    let owner = owner.rsplit("::").next().unwrap_or(owner);
    let named = ["Verb", "Method"].iter().any(|word| owner.contains(word));
    named.then(|| VERBS.into_iter().find(|verb| verb.eq_ignore_ascii_case(name)))?
}

/// The methods of HTTP that requests have.
pub(super) const VERBS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// The method that a function's name begins with: `get_json`, `post_graphql`, `HttpRequest::post`.
fn verb_of_name(name: &str) -> Option<&'static str> {
    let last = name.rsplit("::").next().unwrap_or(name);
    let first = last.split('_').next()?;
    (last.contains('_') || name.contains("http") || name.contains("::"))
        .then(|| VERBS.into_iter().find(|verb| verb.eq_ignore_ascii_case(first)))?
}

/// Whether a function is named for sending a request.
fn fetches(name: &str) -> bool {
    let last = name.rsplit("::").next().unwrap_or(name).to_lowercase();
    let words: Vec<&str> = last.split('_').collect();
    ["fetch", "request", "download", "upload", "call", "send", "query", "graphql", "http"]
        .iter()
        .any(|word| words.contains(word))
}

/// Whether a text is an HTTP method.
pub fn is_verb(value: &Value) -> bool {
    value.known_text().is_some_and(|text| matches!(&*text, "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD"))
}
