//! `#[endpoint(..)]`: what a function calls where the analysis cannot see it.

use crate::analysis::{Call, CallStatus, Function, Ways};
use crate::source::Span;

/// An operation that an attribute states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// The method in capitals.
    pub method: String,
    /// The path template, `{}` for what is only known at run time.
    pub path: String,
    /// The path in the attribute.
    pub span: Span,
}

/// What the attributes of one item state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The item as `module::Type::name`.
    pub label: String,
    /// The first of its attributes.
    pub span: Span,
    /// The functions that it speaks of, by their numbers in the program; sorted.
    pub functions: Vec<u32>,
    /// The operations.
    pub endpoints: Vec<Endpoint>,
}

/// A statement that what is seen does not bear out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contradiction {
    /// The item as `module::Type::name`.
    pub label: String,
    /// The stated operation, `METHOD /path`.
    pub stated: String,
    /// Its place.
    pub span: Span,
    /// What is seen inside in place of it: `METHOD /path` as far as known, with the place.
    pub seen: Vec<(String, Span)>,
}

impl Statement {
    fn covers(&self, function: &Function) -> bool {
        function.number.is_some_and(|number| self.functions.binary_search(&number).is_ok())
    }
}

/// The calls with every statement applied: a call of which not all is known becomes the stated operations that it may
/// be, as far as it is made by way of the function; a stated operation of which nothing is seen becomes a call at its
/// statement. `open` says whether what a call needs is not known.
pub fn state(
    statements: &[Statement],
    mut calls: Vec<Call>,
    open: &dyn Fn(&Call) -> bool,
) -> (Vec<Call>, Vec<Contradiction>) {
    let mut contradictions = Vec::new();
    for statement in statements {
        let mut used = vec![false; statement.endpoints.len()];
        let mut seen: Vec<(String, Span)> = Vec::new();
        let mut left = Vec::new();
        let mut unseen: Option<Call> = None;
        let mut is_open = false;
        for call in calls {
            let (inside, outside) = call.ways.split(|function| statement.covers(function));
            let Some(inside) = inside else {
                left.push(call);
                continue;
            };
            if is_placeholder(&call) {
                let own = call.ways.innermost().is_some_and(|function| statement.covers(function));
                match (own, &mut unseen) {
                    (false, _) => left.push(call),
                    (true, None) => unseen = Some(call),
                    (true, Some(known)) => known.ways.add(call.ways),
                }
                continue;
            }
            let fitting: Vec<usize> =
                (0..used.len()).filter(|index| may_be(&call, &statement.endpoints[*index])).collect();
            fitting.iter().for_each(|index| used[*index] = true);
            if !open(&call) || fitting.is_empty() {
                is_open |= open(&call) && call.method.is_none();
                seen.push((template(&call), call.location.span));
                left.push(call);
                continue;
            }
            left.extend(outside.map(|ways| Call { ways, ..call.clone() }));
            left.extend(fitting.iter().map(|index| stated(&call, &inside, &statement.endpoints[*index])));
        }
        for (endpoint, used) in statement.endpoints.iter().zip(used) {
            if used {
                continue;
            }
            if !seen.is_empty() && !is_open {
                contradictions.push(Contradiction {
                    label: statement.label.clone(),
                    stated: format!("{} {}", endpoint.method, endpoint.path),
                    span: endpoint.span,
                    seen: seen.clone(),
                });
            }
            if let Some(unseen) = &unseen {
                let mut call = stated(unseen, &unseen.ways, endpoint);
                (call.location.span, call.request) = (endpoint.span, endpoint.span);
                call.via.clear();
                left.push(call);
            }
        }
        calls = left;
    }
    calls.retain(|call| !is_placeholder(call));
    (Call::joined(calls), contradictions)
}

/// Whether a call only stands for what a statement says.
fn is_placeholder(call: &Call) -> bool {
    call.stated.is_some() && call.status != CallStatus::Resolved
}

/// The call as it is stated to be.
fn stated(call: &Call, ways: &Ways, endpoint: &Endpoint) -> Call {
    Call {
        method: Some(endpoint.method.clone()),
        path: Some(endpoint.path.clone()),
        query: Vec::new(),
        status: CallStatus::Resolved,
        ways: ways.clone(),
        stated: Some(endpoint.span),
        ..call.clone()
    }
}

/// Whether all that is known of a call agrees with an operation.
fn may_be(call: &Call, endpoint: &Endpoint) -> bool {
    if call.method.as_ref().is_some_and(|method| *method != endpoint.method) {
        return false;
    }
    let Some(path) = &call.path else { return true };
    let (seen, stated): (Vec<&str>, Vec<&str>) =
        (path.trim_matches('/').split('/').collect(), endpoint.path.trim_matches('/').split('/').collect());
    seen.len() == stated.len() && seen.iter().zip(&stated).all(|(a, b)| a == b || a.contains("{}") || b.contains("{}"))
}

fn template(call: &Call) -> String {
    format!("{} {}", call.method.as_deref().unwrap_or("?"), call.path.as_deref().unwrap_or("?"))
}
