//! Branch and bound on one part of the problem.
//!
//! The search first finds the least weight, then settles ties: it walks the columns in alphabetical order and asks for
//! each whether an answer of the same weight has it. Work is counted in nodes, not in time, so that the answer is the
//! same on every machine.

use super::bits::Bits;
use super::bound::{Bound, Layout, Shares, State};
use super::cover::Cover;

/// How often the bound is improved at the root, where it is used most.
const ROOT_STEPS: u32 = 400;
/// How often the bound is improved at the other nodes, which start from the shares of their parent.
const STEPS: u32 = 24;

/// What the search knows when it ends.
#[derive(Debug)]
pub(super) struct Answer {
    /// The best column set that was met.
    pub(super) chosen: Bits,
    /// Whether it is the one best answer, ties settled.
    pub(super) proved: bool,
    /// No answer weighs less than this.
    pub(super) bound: u64,
    /// How many nodes the search looked at.
    pub(super) nodes: u64,
}

/// Finds the best answer for a problem with at most `budget` nodes.
pub(super) fn search(cover: &Cover, budget: u64) -> Answer {
    let layout = Layout::new(cover);
    let uses = uses(cover);
    let mut search = Search { cover, layout, uses, nodes: 0, budget, open_bound: u64::MAX };
    let mut root = Node {
        included: Bits::new(cover.columns()),
        excluded: Bits::new(cover.columns()),
        open: (0..cover.rows.len()).collect(),
        shares: search.layout.start(cover),
        steps: ROOT_STEPS,
    };
    let mut best = search.greedy(&root.included, &root.excluded, |column| cover.weights[column] as i64);
    let mut proved = search.improve(root.clone(), &mut best, 0);
    let bound = if proved { best.weight } else { search.open_bound.min(best.weight) };
    if proved {
        proved = search.settle_ties(&mut root, &mut best);
    }
    Answer { chosen: best.chosen, proved, bound, nodes: search.nodes }
}

/// A column set that satisfies every row.
#[derive(Debug, Clone)]
struct Candidate {
    chosen: Bits,
    weight: u64,
}

/// A part of the search space: some columns are in, some are out.
#[derive(Debug, Clone)]
struct Node {
    included: Bits,
    excluded: Bits,
    /// The rows that are not satisfied, as far as is known; rising.
    open: Vec<usize>,
    shares: Shares,
    steps: u32,
}

/// What became of a node.
enum Outcome {
    /// It holds no answer below the limit.
    Closed,
    /// Its columns satisfy every row.
    Solved,
    /// Nothing is decided: the column to branch on, and a lower bound.
    Open { column: usize, bound: u64 },
}

struct Search<'a> {
    cover: &'a Cover,
    layout: Layout,
    /// For each column the alternatives that contain it, as (row, index).
    uses: Vec<Vec<(usize, usize)>>,
    nodes: u64,
    budget: u64,
    open_bound: u64,
}

fn uses(cover: &Cover) -> Vec<Vec<(usize, usize)>> {
    let mut uses = vec![Vec::new(); cover.columns()];
    for (row_number, row) in cover.rows.iter().enumerate() {
        for (number, alternative) in row.iter().enumerate() {
            alternative.iter().for_each(|column| uses[column].push((row_number, number)));
        }
    }
    uses
}

impl Search<'_> {
    /// Replaces `best` by the lightest answer below it inside a node, if there is one; stops at one that weighs `goal`
    /// or less. False when the budget ran out.
    fn improve(&mut self, start: Node, best: &mut Candidate, goal: u64) -> bool {
        let mut stack = vec![(start, 0)];
        while let Some((mut node, bound)) = stack.pop() {
            if bound >= best.weight {
                continue;
            }
            if self.nodes >= self.budget {
                self.open_bound = stack.iter().map(|(_, bound)| *bound).fold(bound, u64::min);
                return false;
            }
            self.nodes += 1;
            match self.process(&mut node, best) {
                Outcome::Closed => {}
                Outcome::Solved => {
                    let weight = self.cover.weight(&node.included);
                    if weight < best.weight {
                        *best = Candidate { chosen: node.included, weight };
                    }
                }
                Outcome::Open { column, bound } => {
                    let mut without = node.clone();
                    without.excluded.insert(column);
                    node.included.insert(column);
                    stack.push((without, bound));
                    stack.push((node, bound));
                }
            }
            if best.weight <= goal {
                return true;
            }
        }
        true
    }

    /// Propagates, bounds, and fixes columns by their slack.
    fn process(&self, node: &mut Node, best: &mut Candidate) -> Outcome {
        if !self.propagate(node) {
            return Outcome::Closed;
        }
        let base = self.cover.weight(&node.included);
        if base >= best.weight {
            return Outcome::Closed;
        }
        if node.open.is_empty() {
            return Outcome::Solved;
        }
        let enough = (best.weight - base) as i64;
        let steps = std::mem::replace(&mut node.steps, STEPS);
        let bound = self.bound(node, steps, enough);
        if bound.value >= enough {
            return Outcome::Closed;
        }
        let found = self.greedy(&node.included, &node.excluded, |column| bound.slack[column]);
        if found.weight < best.weight {
            *best = found;
        }
        let enough = (best.weight - base) as i64;
        if bound.value >= enough {
            return Outcome::Closed;
        }
        self.fix(node, &bound, enough);
        if !self.propagate(node) {
            return Outcome::Closed;
        }
        if node.open.is_empty() {
            return Outcome::Solved;
        }
        let value = base.saturating_add_signed(bound.value);
        self.branch(node, &bound.slack).map_or(Outcome::Closed, |column| Outcome::Open { column, bound: value })
    }

    /// A lower bound on what the node's open rows cost beyond what is included.
    fn bound(&self, node: &mut Node, steps: u32, enough: i64) -> Bound {
        let state = State { included: &node.included, excluded: &node.excluded, open: &node.open };
        self.layout.bound(self.cover, state, &mut node.shares, steps, enough)
    }

    /// Fixes the columns without which, or with which, the bound rises to `enough`.
    fn fix(&self, node: &mut Node, bound: &Bound, enough: i64) {
        for (column, slack) in bound.slack.iter().enumerate() {
            let decided = node.included.contains(column) || node.excluded.contains(column);
            if decided || bound.value + slack.abs() < enough {
                continue;
            }
            if *slack > 0 {
                node.excluded.insert(column);
            } else if *slack < 0 {
                node.included.insert(column);
            }
        }
    }

    /// Takes what every remaining alternative of a row has, and finds the rows that stay open. False when a row cannot be
    /// satisfied any more.
    fn propagate(&self, node: &mut Node) -> bool {
        let mut common = Bits::new(self.cover.columns());
        loop {
            let mut possible = true;
            let mut grown = false;
            let Node { included, excluded, open, .. } = &mut *node;
            open.retain(|number| {
                let mut alive = self.cover.rows[*number].iter().filter(|alternative| !alternative.meets(excluded));
                let Some(first) = alive.next() else {
                    possible = false;
                    return true;
                };
                let mut satisfied = first.is_subset(included);
                common.clone_from(first);
                for alternative in alive {
                    satisfied |= alternative.is_subset(included);
                    common.keep(alternative);
                }
                if !satisfied && !common.is_subset(included) {
                    included.add(&common);
                    grown = true;
                }
                !satisfied
            });
            if !possible {
                return false;
            }
            if !grown {
                return true;
            }
        }
    }

    /// The column to decide next: one that many open rows use, and about which the bound is undecided.
    fn branch(&self, node: &Node, slack: &[i64]) -> Option<usize> {
        let mut uses = vec![0_i64; self.cover.columns()];
        for number in &node.open {
            let alive = self.cover.rows[*number].iter().filter(|alternative| !alternative.meets(&node.excluded));
            alive.flat_map(Bits::iter).for_each(|column| uses[column] += 1);
        }
        let worth = |column: usize| {
            let weight = self.cover.weights[column] as i64;
            uses[column].saturating_mul(1 << 20).saturating_mul(weight) / (weight + 8 * slack[column].abs())
        };
        let undecided =
            (0..self.cover.columns()).filter(|column| uses[*column] > 0 && !node.included.contains(*column));
        undecided.max_by_key(|column| (worth(*column), std::cmp::Reverse(*column)))
    }

    /// A satisfying set with all of `included`, made in haste: what has a negative price, then for each row that is left
    /// its cheapest alternative by `price`, and then whatever is superfluous taken out again.
    fn greedy(&self, included: &Bits, excluded: &Bits, price: impl Fn(usize) -> i64) -> Candidate {
        let mut chosen = included.clone();
        for column in 0..self.cover.columns() {
            if !excluded.contains(column) && price(column) < 0 {
                chosen.insert(column);
            }
        }
        let mut complete = true;
        for row in &self.cover.rows {
            if row.iter().any(|alternative| alternative.is_subset(&chosen)) {
                continue;
            }
            let cost = |alternative: &Bits| -> i64 {
                alternative.iter().filter(|column| !chosen.contains(*column)).map(&price).sum()
            };
            let usable = row.iter().filter(|alternative| !alternative.meets(excluded));
            match usable.min_by_key(|alternative| cost(alternative)) {
                Some(alternative) => chosen.add(alternative),
                None => complete = false,
            }
        }
        if !complete {
            return Candidate { chosen, weight: u64::MAX };
        }
        self.thin_out(&mut chosen, included);
        let weight = self.cover.weight(&chosen);
        Candidate { chosen, weight }
    }

    /// Takes superfluous columns out, the heaviest first; those of `keep` stay.
    fn thin_out(&self, chosen: &mut Bits, keep: &Bits) {
        let whole = |row: &Vec<Bits>| row.iter().filter(|alternative| alternative.is_subset(chosen)).count();
        let mut whole: Vec<usize> = self.cover.rows.iter().map(whole).collect();
        let mut order: Vec<usize> = chosen.iter().filter(|column| !keep.contains(*column)).collect();
        order.sort_by_key(|column| std::cmp::Reverse((self.cover.weights[*column], *column)));
        for column in order {
            let uses = &self.uses[column];
            let broken = uses.iter().filter(|(row, number)| self.cover.rows[*row][*number].is_subset(chosen));
            let broken: Vec<usize> = broken.map(|(row, _)| *row).collect();
            broken.iter().for_each(|row| whole[*row] -= 1);
            if broken.iter().all(|row| whole[*row] > 0) {
                chosen.remove(column);
            } else {
                broken.iter().for_each(|row| whole[*row] += 1);
            }
        }
    }

    /// Turns the lightest answer into the alphabetically first of that weight. False when the budget ran out.
    fn settle_ties(&mut self, node: &mut Node, best: &mut Candidate) -> bool {
        let weight = best.weight;
        self.fix_common(node, weight);
        for column in 0..self.cover.columns() {
            // What the decisions so far satisfy whole needs nothing more.
            if !self.propagate(node) || node.open.is_empty() {
                break;
            }
            if node.included.contains(column) || node.excluded.contains(column) {
                continue;
            }
            if !best.chosen.contains(column) {
                let mut with = node.clone();
                with.included.insert(column);
                let mut found = Candidate { chosen: best.chosen.clone(), weight: weight + 1 };
                if !self.improve(with, &mut found, weight) {
                    return false;
                }
                if found.weight > weight {
                    node.excluded.insert(column);
                    continue;
                }
                best.chosen = found.chosen;
            }
            node.included.insert(column);
        }
        true
    }

    /// Fixes the columns that every answer of the least weight has, and those that none has.
    fn fix_common(&self, node: &mut Node, weight: u64) {
        let base = self.cover.weight(&node.included);
        // One more than the least weight is too much, the least weight itself is not.
        let enough = (weight + 1).saturating_sub(base) as i64;
        let bound = self.bound(node, ROOT_STEPS, enough);
        self.fix(node, &bound, enough);
        node.steps = STEPS;
    }
}
