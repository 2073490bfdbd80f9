//! Lower bounds by Lagrangian relaxation.
//!
//! The weight of each column is shared out among the rows that use it. Each row then pays for its cheapest alternative
//! alone, which can only be too little, and what a column has been asked to give beyond its weight is taken off again:
//! the sum is never more than the weight of any answer. The shares are improved by subgradient steps. They are whole
//! numbers, so that the bound is exact.

use std::ops::Range;

use super::bits::Bits;
use super::cover::Cover;

/// How the weights are shared among the rows. A row has one share for all of its one-column alternatives and one for
/// each column of its longer alternatives; [`Layout`] says which is where.
#[derive(Debug, Clone)]
pub(super) struct Shares(Vec<i64>);

/// Where each row keeps its shares; fixed for a problem.
#[derive(Debug)]
pub(super) struct Layout {
    rows: Vec<RowLayout>,
    shares: usize,
}

#[derive(Debug)]
struct RowLayout {
    /// The columns of all its alternatives, rising.
    support: Vec<usize>,
    /// The share of its one-column alternatives; those of its columns follow in the order of `support`.
    first: usize,
}

/// A column with its share in some row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Use {
    column: usize,
    share: usize,
}

/// What is left of the rows once some columns are in and some are out, in flat lists.
#[derive(Debug, Default)]
struct Rest {
    rows: Vec<RestRow>,
    /// Columns of one-column alternatives.
    singles: Vec<usize>,
    /// Longer alternatives, as ranges of `uses`.
    long: Vec<Range<usize>>,
    uses: Vec<Use>,
    /// The shares that matter.
    shares: Vec<usize>,
}

#[derive(Debug)]
struct RestRow {
    /// The share of the one-column alternatives.
    share: usize,
    /// A range of [`Rest::singles`].
    singles: Range<usize>,
    /// A range of [`Rest::long`].
    long: Range<usize>,
    /// All columns of the longer alternatives, a range of [`Rest::uses`].
    columns: Range<usize>,
}

/// What is decided already.
#[derive(Debug, Clone, Copy)]
pub(super) struct State<'a> {
    /// Columns that are in: they cost nothing more.
    pub(super) included: &'a Bits,
    /// Columns that are out.
    pub(super) excluded: &'a Bits,
    /// The rows that are not satisfied yet.
    pub(super) open: &'a [usize],
}

/// A lower bound with what it tells about single columns.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// No answer to the rest weighs less.
    pub(super) value: i64,
    /// For each undecided column its weight less what was asked of it. Taking a column with a positive slack, or leaving
    /// one with a negative slack, makes the bound rise by that much.
    pub(super) slack: Vec<i64>,
}

impl Layout {
    /// The layout of a problem.
    pub(super) fn new(cover: &Cover) -> Self {
        let mut shares = 0;
        let mut rows = Vec::with_capacity(cover.rows.len());
        for row in &cover.rows {
            let mut all = Bits::new(cover.columns());
            row.iter().for_each(|alternative| all.add(alternative));
            let support: Vec<usize> = all.iter().collect();
            let first = shares;
            shares += 1 + support.len();
            rows.push(RowLayout { support, first });
        }
        Self { rows, shares }
    }

    /// Shares to start from: each column's weight in equal parts.
    pub(super) fn start(&self, cover: &Cover) -> Shares {
        let mut users = vec![0_i64; cover.columns()];
        self.rows.iter().flat_map(|row| &row.support).for_each(|column| users[*column] += 1);
        let part = |column: &usize| cover.weights[*column] as i64 / users[*column].max(1);
        let mut shares = Vec::with_capacity(self.shares);
        for row in &self.rows {
            shares.push(row.support.iter().map(part).min().unwrap_or(0));
            shares.extend(row.support.iter().map(part));
        }
        Shares(shares)
    }

    /// Improves the shares by at most `steps` steps and returns the best bound met for what is
    /// undecided. Stops early when the bound reaches `enough`.
    pub(super) fn bound(&self, cover: &Cover, state: State<'_>, shares: &mut Shares, steps: u32, enough: i64) -> Bound {
        let rest = self.rest(cover, state);
        let mut now = Bound { value: 0, slack: vec![0; cover.columns()] };
        let mut best = Bound { value: i64::MIN, slack: Vec::new() };
        let mut best_shares = shares.clone();
        let mut cheapest = Vec::with_capacity(rest.rows.len());
        let mut gradient = vec![0_i32; self.shares];
        let mut scale = 2.5_f64;
        let mut stale = 0;
        for step in 0..=steps {
            rest.evaluate(cover, shares, &mut now, &mut cheapest);
            if now.value > best.value {
                best.clone_from(&now);
                best_shares.0.copy_from_slice(&shares.0);
                stale = 0;
            } else {
                stale += 1;
                if stale >= 8 {
                    scale /= 2.0;
                    stale = 0;
                }
            }
            if step == steps || best.value >= enough || scale < 0.005 {
                break;
            }
            let gap = (enough.saturating_sub(best.value)).max(1) as f64;
            if !rest.improve(shares, &now.slack, &cheapest, &mut gradient, scale * gap * 1.05) {
                break;
            }
        }
        *shares = best_shares;
        best
    }

    fn rest(&self, cover: &Cover, state: State<'_>) -> Rest {
        let mut rest = Rest::default();
        let mut single = Bits::new(cover.columns());
        let mut longer: Vec<Bits> = Vec::new();
        'rows: for number in state.open {
            let (layout, row) = (&self.rows[*number], &cover.rows[*number]);
            single.clear();
            longer.clear();
            for alternative in row.iter().filter(|alternative| !alternative.meets(state.excluded)) {
                let mut open = alternative.clone();
                open.subtract(state.included);
                match open.len() {
                    0 => continue 'rows,
                    1 => single.add(&open),
                    _ => longer.push(open),
                }
            }
            // What contains a one-column alternative is never the cheapest.
            longer.retain(|open| !open.meets(&single));
            let place = |column: usize| Use {
                column,
                share: layout.first + 1 + layout.support.binary_search(&column).unwrap_or(0),
            };
            let singles = rest.singles.len();
            rest.singles.extend(single.iter());
            let long = rest.long.len();
            let mut all = Bits::new(cover.columns());
            for open in &longer {
                let start = rest.uses.len();
                rest.uses.extend(open.iter().map(place));
                rest.long.push(start..rest.uses.len());
                all.add(open);
            }
            let columns = rest.uses.len();
            rest.uses.extend(all.iter().map(place));
            rest.rows.push(RestRow {
                share: layout.first,
                singles: singles..rest.singles.len(),
                long: long..rest.long.len(),
                columns: columns..rest.uses.len(),
            });
        }
        rest.shares = rest.rows.iter().filter(|row| !row.singles.is_empty()).map(|row| row.share).collect();
        let columns = rest.rows.iter().flat_map(|row| &rest.uses[row.columns.clone()]);
        rest.shares.extend(columns.map(|used| used.share));
        rest
    }
}

impl Rest {
    /// The bound of the shares, and for each row its cheapest alternative: `None` for the one-column ones, else one of
    /// the longer ones.
    fn evaluate(&self, cover: &Cover, shares: &Shares, bound: &mut Bound, cheapest: &mut Vec<Option<usize>>) {
        bound.slack.iter_mut().zip(&cover.weights).for_each(|(slack, weight)| *slack = *weight as i64);
        bound.value = 0;
        cheapest.clear();
        for row in &self.rows {
            let mut low = i64::MAX;
            let mut choice = None;
            if !row.singles.is_empty() {
                low = shares.0[row.share];
                self.singles[row.singles.clone()].iter().for_each(|column| bound.slack[*column] -= low);
            }
            for index in row.long.clone() {
                let price = self.uses[self.long[index].clone()].iter().map(|used| shares.0[used.share]).sum();
                if price < low {
                    low = price;
                    choice = Some(index);
                }
            }
            for used in &self.uses[row.columns.clone()] {
                bound.slack[used.column] -= shares.0[used.share];
            }
            bound.value += if low == i64::MAX { 0 } else { low };
            cheapest.push(choice);
        }
        bound.value += bound.slack.iter().filter(|slack| **slack < 0).sum::<i64>();
    }

    /// One subgradient step of the given length over the square of the gradient; false when the gradient vanishes.
    fn improve(
        &self,
        shares: &mut Shares,
        slack: &[i64],
        cheapest: &[Option<usize>],
        gradient: &mut [i32],
        length: f64,
    ) -> bool {
        self.shares.iter().for_each(|share| gradient[*share] = 0);
        let asked = |column: usize| i32::from(slack[column] < 0);
        for (row, choice) in self.rows.iter().zip(cheapest) {
            if !row.singles.is_empty() {
                let taken: i32 = self.singles[row.singles.clone()].iter().map(|column| asked(*column)).sum();
                gradient[row.share] = i32::from(choice.is_none()) - taken;
            }
            for used in &self.uses[row.columns.clone()] {
                gradient[used.share] -= asked(used.column);
            }
            if let Some(index) = choice {
                self.uses[self.long[*index].clone()].iter().for_each(|used| gradient[used.share] += 1);
            }
        }
        let square: i64 = self.shares.iter().map(|share| i64::from(gradient[*share] * gradient[*share])).sum();
        if square == 0 {
            return false;
        }
        let unit = length / square as f64;
        for share in &self.shares {
            let part = gradient[*share];
            if part != 0 {
                shares.0[*share] = (shares.0[*share] + (unit * f64::from(part)) as i64).max(0);
            }
        }
        true
    }
}
