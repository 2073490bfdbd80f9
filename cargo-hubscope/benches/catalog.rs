//! How long the catalog takes to load: each process does that once.
//!
//! Run with `cargo bench -p cargo-hubscope --bench catalog`.

use std::io::Write;
use std::time::Instant;

use cargo_hubscope::catalog::Catalog;

fn main() {
    let start = Instant::now();
    let as_of = Catalog::embedded().as_of();
    let line = format!("the catalog as of {as_of}: loaded in {:?}\n", start.elapsed());
    // A closed pipe is no reason to fail.
    drop(std::io::stdout().write_all(line.as_bytes()));
}
