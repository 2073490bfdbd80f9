//! What matters, before anything is evaluated: which functions can reach a request, and which of them can bring a word
//! of the vendor's to it.
//!
//! A call of the vendor's has a host, a path or a name of the vendor's somewhere. So a function has to be evaluated only
//! where it leads to a request *and* such a word can come along: it stands in code that the function reaches, in an
//! instance that it works on, or in an argument. All is read from the facts in one pass; names and types are resolved as
//! far as they are evident, what is not evident is taken by name.

mod graph;
mod kind;
mod order;
#[cfg(test)]
mod tests;
mod words;

use crate::analysis::models::UserClient;
use crate::analysis::vendor::Vendor;
use crate::program::{AdtId, FnId, Program};

use graph::Graph;
pub use order::order;
pub use words::parts_hint;

/// How many calls below a function that has a word of the vendor's a constructor is taken to receive it.
const MAX_PASSED_DOWN: u32 = 6;

/// What the look without evaluation found.
#[derive(Debug, Default)]
pub struct Reach {
    /// By function: whether it can reach a request.
    may_send: Vec<bool>,
    /// By function: whether a word of the vendor's can come from what it reaches.
    speaks: Vec<bool>,
    /// By struct or enum: the same of its values.
    carries: Vec<bool>,
    graph: Graph,
}

impl Reach {
    /// Looks at a program; `stated` are the functions of which somebody says what they call.
    pub fn of(program: &Program, vendor: &dyn Vendor, users: &[UserClient], stated: &[FnId]) -> Reach {
        let (fns, adts) = (program.fns.len(), program.adts.len());
        let hinting = words::hints(program, vendor);
        if !hinting.any && stated.is_empty() {
            return Reach { may_send: vec![false; fns], speaks: vec![false; fns], ..Reach::default() };
        }
        let mut graph = Graph::of(program, vendor, users, &hinting.crates);
        for function in stated {
            graph.sends[function.0 as usize] = true;
            graph.spoken[function.0 as usize] = true;
        }
        let may_send = graph.above(&graph.sends, false, &[]);
        // Callers give words to what they call: an instance may have one from the function that had it made.
        let below = graph.below(&graph.spoken, MAX_PASSED_DOWN);
        let given: Vec<bool> =
            (0..adts).map(|adt| graph.makers(adt).iter().any(|maker| below[*maker as usize])).collect();
        let speaks = graph.above(&graph.spoken, true, &given);
        let first_adt = graph.adt_node(0);
        Reach {
            may_send: may_send[..fns].to_vec(),
            carries: speaks[first_adt..first_adt + adts].to_vec(),
            speaks: speaks[..fns].to_vec(),
            graph,
        }
    }

    /// The same look for another question: only what leads to one of these functions matters, and all of that does.
    pub fn towards(&self, functions: &[FnId]) -> Reach {
        let mut wanted = vec![false; self.graph.len()];
        for function in functions {
            wanted[function.0 as usize] = true;
        }
        let leading = self.graph.above(&wanted, false, &[])[..self.functions()].to_vec();
        let carries = vec![true; self.carries.len()];
        Reach { may_send: leading.clone(), speaks: leading, carries, graph: self.graph.clone() }
    }

    /// Whether nothing of the program has anything to do with the vendor.
    pub fn is_nothing(&self) -> bool {
        self.graph.len() == 0
    }

    /// How many functions the program has.
    pub fn functions(&self) -> usize {
        self.may_send.len()
    }

    /// Whether a function can reach a request.
    pub fn may_send(&self, function: FnId) -> bool {
        self.may_send.get(function.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a function can reach a request with a word of the vendor's, whatever it is called with.
    pub fn matters(&self, function: FnId) -> bool {
        self.may_send(function) && self.speaks(function)
    }

    /// Whether a word of the vendor's can come from what a function reaches.
    pub fn speaks(&self, function: FnId) -> bool {
        self.speaks.get(function.0 as usize).copied().unwrap_or(false)
    }

    /// Whether values of a struct or an enum can bring a word of the vendor's.
    pub fn carries(&self, adt: AdtId) -> bool {
        self.carries.get(adt.0 as usize).copied().unwrap_or(false)
    }
}
