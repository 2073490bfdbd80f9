//! What each function and const refers to: functions that it can call, values that it can bring in.
//!
//! Nodes are functions, consts, structs and enums, and names: `x.list(a)` on something of which nothing is known calls the
//! name `list` with one argument, and that calls every method of this name. So the graph stays linear in the size of the
//! program, however many methods share a name.

mod body;
mod reader;

use rustc_hash::{FxHashMap, FxHashSet};

use super::kind::{Kinds, is_client_crate};
use crate::analysis::models::UserClient;
use crate::analysis::vendor::Vendor;
use crate::program::{AdtId, FnId, Program, TraitId, each_ident, each_literal};
use crate::syntax::facts::{Name, Token};
use reader::Reader;

/// What functions of one name are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Named {
    /// Methods with so many arguments.
    Method(Name, usize),
    /// The same of traits, their own and those of their impls.
    TraitMethod(Name, usize),
    /// Associated functions and consts.
    Associated(Name),
    /// Associated items of one trait: of its impls and its own.
    OfTrait(TraitId, Name),
    /// Anything: a word among the tokens of a macro.
    Any(Name),
}

/// Nodes with what they refer to.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    fns: usize,
    consts: usize,
    adts: usize,
    /// By node: the nodes that running it can run.
    calls: Vec<Vec<u32>>,
    /// By node: the structs and enums whose values it can have.
    holds: Vec<Vec<u32>>,
    /// By node: whether a request can be made right there.
    pub sends: Vec<bool>,
    /// By node: whether a word of the vendor's stands right there.
    pub spoken: Vec<bool>,
    /// By struct or enum: the functions and consts that make it.
    makers: Vec<Vec<u32>>,
    names: FxHashMap<Named, u32>,
}

impl Graph {
    /// Reads the facts of a program. `hinting` tells which crates have a text of the vendor's.
    pub fn of(program: &Program, vendor: &dyn Vendor, users: &[UserClient], hinting: &[bool]) -> Graph {
        let (fns, consts, adts) = (program.fns.len(), program.consts.len(), program.adts.len());
        let nodes = fns + consts + adts;
        let graph = Graph {
            fns,
            consts,
            adts,
            calls: vec![Vec::new(); nodes],
            holds: vec![Vec::new(); nodes],
            sends: vec![false; nodes],
            spoken: vec![false; nodes],
            makers: vec![Vec::new(); adts],
            names: FxHashMap::default(),
        };
        let mut macros: FxHashMap<Name, Mentions> = FxHashMap::default();
        for def in program.macro_defs() {
            let facts = program.facts(def.facts);
            let known = macros.entry(def.name.clone()).or_default();
            for rule in program.macro_rules(&facts, def.item) {
                known.read(&rule.body, vendor);
            }
        }
        let macros = with_inner(macros);
        let client = program
            .crates
            .iter()
            .zip(hinting)
            .map(|(krate, hint)| *hint || krate.externs.values().any(|name| is_client_crate(name, users)))
            .collect();
        let kinds = Kinds::of(program, users);
        let named = FxHashMap::default();
        let outside = program.impl_defs().iter().filter(|def| def.of_trait.is_none());
        let overloaded = outside.filter_map(|def| def.trait_name.clone()).collect();
        let mut reader = Reader { program, vendor, users, graph, kinds, macros, client, overloaded, named };
        for index in 0..fns {
            reader.function(FnId(index as u32));
        }
        for index in 0..consts {
            reader.constant(index);
        }
        for index in 0..adts {
            reader.adt(AdtId(index as u32));
        }
        reader.names();
        let mut graph = reader.graph;
        for list in graph.calls.iter_mut().chain(&mut graph.holds).chain(&mut graph.makers) {
            list.sort_unstable();
            list.dedup();
        }
        graph
    }

    /// The node of a struct or enum.
    pub fn adt_node(&self, adt: usize) -> usize {
        self.fns + self.consts + adt
    }

    /// The functions and consts that make a struct or an enum.
    pub fn makers(&self, adt: usize) -> &[u32] {
        &self.makers[adt]
    }

    /// What a node can call; names among them.
    pub fn calls(&self, node: usize) -> &[u32] {
        &self.calls[node]
    }

    /// How many nodes there are; the first ones are the functions.
    pub fn len(&self) -> usize {
        self.calls.len()
    }

    /// Whether a node is a name.
    pub fn is_name(&self, node: usize) -> bool {
        node >= self.fns + self.consts + self.adts
    }

    /// The nodes from which one of `from` can be reached; over values too where `values` is set. A struct or enum is taken
    /// to be reached from its makers and from `adts`.
    pub fn above(&self, from: &[bool], values: bool, adts: &[bool]) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.len()).map(|node| from.get(node).copied().unwrap_or(false)).collect();
        for (adt, given) in adts.iter().enumerate() {
            reached[self.adt_node(adt)] |= given;
        }
        let mut above: Vec<Vec<u32>> = vec![Vec::new(); self.len()];
        for (node, list) in self.calls.iter().enumerate() {
            for to in list {
                above[*to as usize].push(node as u32);
            }
        }
        if values {
            for (node, list) in self.holds.iter().enumerate() {
                for to in list {
                    above[*to as usize].push(node as u32);
                }
            }
            for (adt, makers) in self.makers.iter().enumerate() {
                for maker in makers {
                    above[*maker as usize].push(self.adt_node(adt) as u32);
                }
            }
        }
        let mut open: Vec<u32> = (0..self.len() as u32).filter(|node| reached[*node as usize]).collect();
        while let Some(node) = open.pop() {
            for next in &above[node as usize] {
                if !reached[*next as usize] {
                    reached[*next as usize] = true;
                    open.push(*next);
                }
            }
        }
        reached
    }

    /// The nodes that are called by one of `from`, at most `depth` calls below.
    pub fn below(&self, from: &[bool], depth: u32) -> Vec<bool> {
        let mut reached: Vec<bool> = (0..self.len()).map(|node| from.get(node).copied().unwrap_or(false)).collect();
        let mut level: Vec<u32> = (0..self.len() as u32).filter(|node| reached[*node as usize]).collect();
        for _ in 0..depth {
            let mut next = Vec::new();
            let mut at = 0;
            while let Some(node) = level.get(at).copied() {
                at += 1;
                for to in &self.calls[node as usize] {
                    if std::mem::replace(&mut reached[*to as usize], true) {
                        continue;
                    }
                    // A name is no step of its own.
                    if self.is_name(*to as usize) { level.push(*to) } else { next.push(*to) }
                }
            }
            level = next;
        }
        reached
    }
}

/// What the tokens of a macro mention.
#[derive(Debug, Clone, Default)]
struct Mentions {
    names: Vec<Name>,
    spoken: bool,
}

impl Mentions {
    fn read(&mut self, tokens: &[Token], vendor: &dyn Vendor) {
        each_ident(tokens, &mut |name| {
            let plain = name.strip_prefix("r#").map_or_else(|| name.clone(), Name::from);
            if !self.names.contains(&plain) {
                self.names.push(plain);
            }
        });
        each_literal(tokens, &mut |text| self.spoken |= vendor.hint(text) || vendor.is_name(text));
    }
}

/// What macros mention, with what the macros mention that they invoke.
fn with_inner(macros: FxHashMap<Name, Mentions>) -> FxHashMap<Name, Mentions> {
    let whole = macros.keys().map(|name| {
        let mut all = Mentions::default();
        let mut seen: FxHashSet<&Name> = FxHashSet::default();
        let mut open = vec![name];
        while let Some(name) = open.pop() {
            let Some((name, inner)) = macros.get_key_value(name) else { continue };
            if seen.insert(name) {
                all.spoken |= inner.spoken;
                open.extend(inner.names.iter().filter(|name| macros.contains_key(*name)));
                all.names.extend(inner.names.iter().cloned());
            }
        }
        all.names.sort();
        all.names.dedup();
        (name.clone(), all)
    });
    whole.collect()
}
