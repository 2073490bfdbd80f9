//! The problem in numbers: rows that each want one of several column sets, columns with weights.
//!
//! Columns are numbered in alphabetical order of their names, which makes the alphabetical tie-break a comparison of
//! bit sets. Every reduction here keeps the one best answer, ties included.

use super::bits::Bits;

/// A weighted covering problem.
#[derive(Debug, Clone)]
pub(super) struct Cover {
    /// Weight of each column; all are positive.
    pub(super) weights: Vec<u64>,
    /// For each row the column sets of which one must be chosen whole; never without an alternative, none of them empty.
    pub(super) rows: Vec<Vec<Bits>>,
}

/// What the reductions leave of a problem.
#[derive(Debug)]
pub(super) struct Reduced {
    /// Columns that are in the best answer for certain.
    pub(super) forced: Bits,
    /// Independent problems, each with the numbers its columns had before.
    pub(super) parts: Vec<(Cover, Vec<usize>)>,
}

impl Cover {
    /// How many columns there are.
    pub(super) fn columns(&self) -> usize {
        self.weights.len()
    }

    /// The total weight of a column set.
    pub(super) fn weight(&self, chosen: &Bits) -> u64 {
        chosen.iter().map(|column| self.weights[column]).sum()
    }

    /// Applies unit propagation, dominance of alternatives, rows and columns until nothing changes, and splits what is
    /// left into parts that share no column.
    pub(super) fn reduce(mut self) -> Reduced {
        let mut forced = Bits::new(self.columns());
        loop {
            self.settle_rows(&mut forced);
            let dropped = self.dominated_columns();
            if dropped.is_empty() {
                break;
            }
            for row in &mut self.rows {
                row.retain(|alternative| !alternative.meets(&dropped));
            }
        }
        Reduced { forced, parts: self.split() }
    }

    /// Takes columns that every alternative of a row has, drops satisfied rows, supersets and implied rows.
    fn settle_rows(&mut self, forced: &mut Bits) {
        loop {
            let mut fresh = Bits::new(self.columns());
            for row in &self.rows {
                let mut common = row.first().cloned().unwrap_or_else(|| Bits::new(self.columns()));
                row.iter().for_each(|alternative| common.keep(alternative));
                fresh.add(&common);
            }
            if fresh.is_empty() {
                break;
            }
            forced.add(&fresh);
            for row in &mut self.rows {
                row.iter_mut().for_each(|alternative| alternative.subtract(&fresh));
            }
            self.rows.retain(|row| !row.iter().any(Bits::is_empty));
        }
        self.rows.iter_mut().for_each(without_supersets);
        self.rows.sort();
        self.rows.dedup();
        // A row is implied by another when each alternative of the other contains one of its own.
        let implies = |strong: &[Bits], weak: &[Bits]| {
            strong.iter().all(|alternative| weak.iter().any(|smaller| smaller.is_subset(alternative)))
        };
        let kept: Vec<bool> = (0..self.rows.len())
            .map(|weak| {
                !(0..self.rows.len()).any(|strong| {
                    strong != weak
                        && implies(&self.rows[strong], &self.rows[weak])
                        && (strong < weak || !implies(&self.rows[weak], &self.rows[strong]))
                })
            })
            .collect();
        let mut kept = kept.into_iter();
        self.rows.retain(|_| kept.next().unwrap_or(true));
    }

    /// Columns that another column can replace in every alternative without making any answer worse. A column is only
    /// replaced by a lighter one, or by an equally heavy one that comes first in the alphabet.
    fn dominated_columns(&self) -> Bits {
        let mut dropped = Bits::new(self.columns());
        let mut uses: Vec<Vec<(usize, usize)>> = vec![Vec::new(); self.columns()];
        for (row_number, row) in self.rows.iter().enumerate() {
            for (number, alternative) in row.iter().enumerate() {
                alternative.iter().for_each(|column| uses[column].push((row_number, number)));
            }
        }
        for (column, uses) in uses.iter().enumerate() {
            let Some(&(first_row, _)) = uses.first() else { continue };
            let mut candidates = Bits::new(self.columns());
            self.rows[first_row].iter().for_each(|alternative| candidates.add(alternative));
            let replaced = candidates.iter().any(|other| {
                other != column
                    && !dropped.contains(other)
                    && (self.weights[other], other) < (self.weights[column], column)
                    && uses.iter().all(|&(row, number)| {
                        if self.rows[row][number].meets(&dropped) {
                            return true;
                        }
                        let mut exchanged = self.rows[row][number].clone();
                        exchanged.remove(column);
                        exchanged.insert(other);
                        self.rows[row].iter().any(|alternative| alternative.is_subset(&exchanged))
                    })
            });
            if replaced {
                dropped.insert(column);
            }
        }
        dropped
    }

    /// Groups rows that share columns, and renumbers each group's columns in the old order.
    fn split(self) -> Vec<(Cover, Vec<usize>)> {
        let mut groups: Vec<(Bits, Vec<Vec<Bits>>)> = Vec::new();
        for row in self.rows {
            let mut support = Bits::new(self.weights.len());
            row.iter().for_each(|alternative| support.add(alternative));
            let mut members = vec![row];
            let (joined, apart): (Vec<_>, Vec<_>) =
                groups.into_iter().partition(|(columns, _)| columns.meets(&support));
            groups = apart;
            for (columns, rows) in joined {
                support.add(&columns);
                members.extend(rows);
            }
            groups.push((support, members));
        }
        groups.sort();
        let renumber = |(columns, mut rows): (Bits, Vec<Vec<Bits>>)| {
            let names: Vec<usize> = columns.iter().collect();
            for row in &mut rows {
                for alternative in row.iter_mut() {
                    let inside = alternative.iter().filter_map(|column| names.binary_search(&column).ok());
                    *alternative = Bits::of(names.len(), inside);
                }
                row.sort();
            }
            rows.sort();
            let weights = names.iter().map(|column| self.weights[*column]).collect();
            (Cover { weights, rows }, names)
        };
        groups.into_iter().map(renumber).collect()
    }
}

/// Sorts the alternatives and drops those that contain another one.
fn without_supersets(row: &mut Vec<Bits>) {
    row.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    row.dedup();
    let mut kept: Vec<Bits> = Vec::with_capacity(row.len());
    for alternative in row.drain(..) {
        if !kept.iter().any(|smaller| smaller.is_subset(&alternative)) {
            kept.push(alternative);
        }
    }
    *row = kept;
}
