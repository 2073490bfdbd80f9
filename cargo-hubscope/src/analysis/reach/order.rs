//! Where evaluation starts, and in which order.

use super::Reach;
use crate::program::{FnId, Program};

/// Attributes by which a framework takes a function as one that it calls.
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

/// Whether a framework calls a function, by an attribute on it: it is a root, whoever else calls it.
fn is_entry(program: &Program, id: FnId) -> bool {
    let def = program.function(id);
    let facts = program.facts(def.facts);
    facts.data.item(def.item).attrs.iter().any(|attr| {
        let last = attr.path.rsplit("::").next().unwrap_or(&attr.path);
        ENTRIES.contains(&last)
    })
}

/// The functions of the workspace's own crates that matter, callers before callees; among equals in source order.
pub fn order(program: &Program, reach: &Reach) -> Vec<FnId> {
    let graph = &reach.graph;
    let fns = reach.functions();
    let own = |id: usize| program.crate_of(program.function(FnId(id as u32)).module).own;
    let starts: Vec<usize> = (0..fns).filter(|id| reach.matters(FnId(*id as u32)) && own(*id)).collect();
    let called = called_by_others(reach, &starts);
    let (first, later): (Vec<usize>, Vec<usize>) =
        starts.iter().partition(|id| !called[**id] || is_entry(program, FnId(**id as u32)));
    // The rest is ordered so that callers come first: reverse post-order of a walk from the tops.
    let mut seen = vec![false; graph.len()];
    let mut post: Vec<usize> = Vec::new();
    for start in first.iter().chain(&later) {
        if seen[*start] {
            continue;
        }
        let mut stack = vec![(*start, 0usize)];
        seen[*start] = true;
        while let Some((id, at)) = stack.pop() {
            match graph.calls(id).get(at) {
                Some(next) => {
                    stack.push((id, at + 1));
                    let next = *next as usize;
                    if !seen[next] && (next >= fns || reach.matters(FnId(next as u32))) {
                        seen[next] = true;
                        stack.push((next, 0));
                    }
                }
                None => post.push(id),
            }
        }
    }
    let mut result: Vec<FnId> = first.iter().map(|id| FnId(*id as u32)).collect();
    let is_first: rustc_hash::FxHashSet<usize> = first.into_iter().collect();
    let matters: rustc_hash::FxHashSet<usize> = starts.into_iter().collect();
    let rest = post.into_iter().rev().filter(|id| matters.contains(id) && !is_first.contains(id));
    result.extend(rest.map(|id| FnId(id as u32)));
    result
}

/// Which functions another one of `starts` calls, by name or otherwise.
fn called_by_others(reach: &Reach, starts: &[usize]) -> Vec<bool> {
    let graph = &reach.graph;
    // Of each name: one function that mentions it, and whether there are more.
    let mut by: Vec<Option<(usize, bool)>> = vec![None; graph.len()];
    let note = |slot: &mut Option<(usize, bool)>, caller: usize| match slot {
        None => *slot = Some((caller, false)),
        Some((known, more)) => *more |= *known != caller,
    };
    for start in starts {
        for to in graph.calls(*start) {
            note(&mut by[*to as usize], *start);
        }
    }
    let mut called = vec![false; graph.len()];
    let mark = |called: &mut Vec<bool>, callee: usize, by: Option<(usize, bool)>| {
        if let Some((caller, more)) = by {
            called[callee] |= more || caller != callee;
        }
    };
    for (node, by) in by.into_iter().enumerate() {
        if graph.is_name(node) {
            for callee in graph.calls(node) {
                mark(&mut called, *callee as usize, by);
            }
        } else {
            mark(&mut called, node, by);
        }
    }
    called
}
