//! How fast files are lowered: `cargo bench --bench syntax -- [--errors] DIR...` (by default this crate's source).
//!
//! Prints megabytes a second on one thread and on all, and how many files and places could not be read; `--errors`
//! lists them.

#![allow(clippy::print_stdout, reason = "printing is what a benchmark does")]

use std::path::{Path, PathBuf};
use std::time::Instant;

use cargo_hubscope::syntax;
use rayon::prelude::*;

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let list_errors = args.iter().any(|arg| arg == "--errors");
    args.retain(|arg| arg != "--errors");
    if args.is_empty() {
        args.push(concat!(env!("CARGO_MANIFEST_DIR"), "/src").to_string());
    }
    let mut files = Vec::new();
    for dir in &args {
        collect(Path::new(dir), &mut files);
    }
    files.sort();
    let texts: Vec<(PathBuf, String)> =
        files.into_iter().filter_map(|path| std::fs::read_to_string(&path).ok().map(|text| (path, text))).collect();
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    let lines: usize = texts.iter().map(|(_, text)| text.lines().count()).sum();
    println!("{} files, {lines} lines, {:.1} MB", texts.len(), bytes as f64 / 1e6);
    for threads in [1, 0] {
        let Ok(pool) = syntax::pool(threads) else { return println!("no threads") };
        let start = Instant::now();
        let errors: Vec<String> = pool.install(|| {
            texts
                .par_iter()
                .flat_map_iter(|(path, text)| {
                    let start = Instant::now();
                    let facts = syntax::lower(text);
                    let slow = start.elapsed().as_millis();
                    let mut lines: Vec<String> = facts
                        .errors
                        .iter()
                        .map(|error| {
                            let skipped = &text[error.skipped.start as usize..error.skipped.end as usize];
                            let line = text[..error.at.start as usize].matches('\n').count() + 1;
                            format!("{}:{line}: {} ({} bytes left out)", path.display(), error.message, skipped.len())
                        })
                        .collect();
                    if slow > 500 {
                        lines.push(format!("{}: took {slow} ms", path.display()));
                    }
                    lines
                })
                .collect()
        });
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{} threads: {seconds:.2} s, {:.1} MB/s, {} places left out or slow",
            pool.current_num_threads(),
            bytes as f64 / 1e6 / seconds,
            errors.len()
        );
        if list_errors && threads == 0 {
            errors.iter().for_each(|error| println!("{error}"));
        }
    }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in std::fs::read_dir(path).into_iter().flatten().flatten() {
            collect(&entry.path(), files);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        files.push(path.to_path_buf());
    }
}
