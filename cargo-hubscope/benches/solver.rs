//! How long the solver takes for far more than a real project asks: 150 requirements over 300 scopes, with 3 to 8
//! alternatives each. Prints the median and the worst of random instances.
//!
//! Run with `cargo bench -p cargo-hubscope --bench solver`.

use std::io::Write;
use std::time::{Duration, Instant};

use cargo_hubscope::scopes::{Privilege, Requirement, minimal};

struct Costs;

impl Privilege for Costs {
    /// Privileges in the proportions of real scopes: mostly single reads and writes, some coarse, a few sensitive.
    fn privilege(&self, scope: &str) -> u32 {
        let number: usize = scope[1..].parse().unwrap_or(0);
        [1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 2, 4, 9, 13, 12, 1, 2, 4, 3, 24][number * 7 % 20]
    }

    fn suggestible(&self, _scope: &str) -> bool {
        true
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }
}

fn instance(random: &mut Random, requirements: usize, scopes: usize) -> Vec<Requirement> {
    (0..requirements)
        .map(|_| {
            let alternatives = 3 + random.below(6);
            let sets: Vec<Vec<String>> = (0..alternatives)
                .map(|_| {
                    (0..1 + usize::from(random.below(5) == 0)).map(|_| format!("s{}", random.below(scopes))).collect()
                })
                .collect();
            Requirement::any_of(sets)
        })
        .collect()
}

fn main() {
    let mut random = Random(0x5EED_CAFE);
    let mut times = Vec::new();
    let mut proved = 0;
    for _ in 0..101 {
        let requirements = instance(&mut random, 150, 300);
        let start = Instant::now();
        let solution = minimal(&requirements, &Costs);
        times.push(start.elapsed());
        proved += usize::from(solution.optimal);
    }
    times.sort();
    let worst = times.last().copied().unwrap_or(Duration::ZERO);
    let line = format!(
        "150 requirements over 300 scopes: median {:?}, worst {worst:?}, {proved} of {} proved optimal\n",
        times[times.len() / 2],
        times.len()
    );
    // A closed pipe is no reason to fail.
    drop(std::io::stdout().write_all(line.as_bytes()));
}
