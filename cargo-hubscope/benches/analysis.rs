//! What the analysis costs beside reading and parsing: `cargo bench -p cargo-hubscope --bench analysis [-- FOLDER...]`.
//!
//! Prints a table of generated programs, of the example apps, and of the packages in the folders that are named. Reading
//! is what is left when every file has been lowered before: a first run lowers, a second one does not, so their difference is
//! parsing and lowering, and the second is the analysis with loading, names and macros. Each is the best of three, on as
//! many threads as there are cores; the analysis itself runs on one.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a benchmark does")]

#[path = "../tests/programs/mod.rs"]
mod programs;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cargo_hubscope::analysis::{self, Analysis, CallStatus};
use cargo_hubscope::catalog::Catalog;
use cargo_hubscope::workspace;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

const MANIFEST: &str = "[package]\nname = \"tree\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nreqwest = \"*\"\nserde_json = \"*\"\n\n[workspace]\n";

/// One row of the table.
struct Measured {
    lines: usize,
    /// Of a run that has to lower every file.
    first: Duration,
    /// Of a run that has every file lowered.
    analysis: Duration,
    found: Analysis,
}

fn measured(folder: &Path) -> Result<Measured> {
    let options =
        workspace::Options { manifest_path: Some(folder.join("Cargo.toml")), workspace: true, ..Default::default() };
    let workspace = workspace::load(&options)?;
    let mut best: Option<Measured> = None;
    for _ in 0..3 {
        let options = analysis::Options { lowered: Arc::default(), ..Default::default() };
        let run = || {
            let start = Instant::now();
            let found = analysis::analyse(&workspace, Catalog::embedded(), &options);
            (start.elapsed(), found)
        };
        let (first, _) = run();
        let (analysis, found) = run();
        let lines = found.sources.iter().map(|(_, file)| file.text.lines().count()).sum();
        match &mut best {
            Some(best) => {
                best.first = best.first.min(first);
                best.analysis = best.analysis.min(analysis);
            }
            None => best = Some(Measured { lines, first, analysis, found }),
        }
    }
    best.ok_or_else(|| "nothing was measured".into())
}

fn print(name: &str, measured: &Measured) {
    let found = &measured.found;
    let open = found.calls.iter().filter(|call| call.status != CallStatus::Resolved).count();
    println!(
        "| {name} | {} | {:.1} ms | {:.1} ms | {} | {open} | {} |",
        measured.lines,
        measured.first.saturating_sub(measured.analysis).as_secs_f64() * 1e3,
        measured.analysis.as_secs_f64() * 1e3,
        found.calls.len() - open,
        found.unseen.len(),
    );
}

/// A package of these modules below a folder.
fn write(folder: &Path, modules: &[String]) -> Result<()> {
    std::fs::create_dir_all(folder.join("src"))?;
    std::fs::write(folder.join("Cargo.toml"), MANIFEST)?;
    let mut root = String::new();
    for (number, text) in modules.iter().enumerate() {
        std::fs::write(folder.join(format!("src/module_{number}.rs")), text)?;
        root.push_str(&format!("pub mod module_{number};\n"));
    }
    Ok(std::fs::write(folder.join("src/lib.rs"), root)?)
}

/// The name of each generated program, and its modules.
fn generated() -> Vec<(&'static str, Vec<String>)> {
    let services = |count: usize, module: fn(usize) -> String| (0..count).map(module).collect::<Vec<_>>();
    vec![
        ("services without a call, small", services(300, programs::other_service)),
        ("services without a call, large", services(1500, programs::other_service)),
        ("one service in 100 calls HubSpot", {
            (0..1500)
                .map(|number| match number % 100 {
                    0 => programs::service(number),
                    _ => programs::other_service(number),
                })
                .collect()
        }),
        ("services that call HubSpot", services(300, programs::service)),
        ("services that call HubSpot, twice as many", services(600, programs::service)),
        ("generated client of 6,250 methods", vec![programs::client(6250)]),
        ("chain of 40 wrappers", vec![programs::wrappers(40)]),
        ("chain of 200 wrappers", vec![programs::wrappers(200)]),
        ("500 arms for one path", vec![programs::arms(500)]),
        ("mutual recursion of 7", vec![programs::recursion(7)]),
        ("300 implementations behind `dyn`", vec![programs::implementations(300)]),
        ("100 nested closures", vec![programs::closures(100)]),
        ("1,000 instances of one type", vec![programs::instances(1000)]),
        ("builder with 300 parameters", vec![programs::builder(300)]),
        ("60 modules that import one another", vec![programs::globs(60)]),
        ("table of 1,000 routes", vec![programs::routes(1000)]),
    ]
}

fn main() -> Result<()> {
    println!("| program | lines | parsing | analysis | calls | open | cut short |");
    println!("|---|---:|---:|---:|---:|---:|---:|");
    let folder = tempfile::tempdir()?;
    for (index, (name, modules)) in generated().iter().enumerate() {
        let package = folder.path().join(index.to_string());
        write(&package, modules)?;
        print(name, &measured(&package)?);
    }
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let mut packages: Vec<_> = std::fs::read_dir(fixtures)?.flatten().map(|entry| entry.path()).collect();
    packages.sort();
    packages.extend(std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).map(Into::into));
    for package in packages {
        let name = package.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match measured(&package) {
            Ok(measured) => print(&format!("`{name}`"), &measured),
            Err(error) => eprintln!("{name}: {error}"),
        }
    }
    Ok(())
}
