//! The documents say what the source is: arrows between modules, bounds, the list of modules, and the known limits.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use hubscope_tests::{Case, repository, score_all};
use walkdir::WalkDir;

const SHARED: [&str; 2] = ["source", "date"];

/// A file of the plugin's source, without its tests.
struct File {
    /// The path below `src`, with `/`.
    name: String,
    text: String,
}

impl File {
    /// The stage that it belongs to.
    fn stage(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap()
    }
}

fn document(name: &str) -> String {
    fs::read_to_string(repository().join(name)).unwrap()
}

fn sources() -> Vec<File> {
    let root = repository().join("cargo-hubscope/src");
    let mut files = Vec::new();
    for entry in WalkDir::new(&root).sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let is_test = name.contains("tests/") || name.ends_with("tests.rs") || name.ends_with("fixture.rs");
        if path.extension().is_some_and(|extension| extension == "rs") && !is_test {
            let text = fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            files.push(File { name, text });
        }
    }
    assert!(files.len() > 100);
    files
}

/// The rows of the table below a heading, as lists of cells without backticks.
fn table(text: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, section) = text.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no heading {heading}"));
    let rows = section.lines().skip_while(|line| !line.starts_with("|--")).skip(1);
    let rows = rows.take_while(|line| line.starts_with('|'));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect()).collect()
}

/// The code of a file: lines that are not comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_use_what_the_table_allows() {
    let allowed: BTreeMap<String, BTreeSet<String>> = table(&document("ARCHITECTURE.md"), "## Who may use whom")
        .into_iter()
        .map(|row| (row[0].clone(), row[1].split(", ").filter(|name| *name != "-").map(str::to_owned).collect()))
        .collect();
    let mut used: BTreeMap<String, BTreeSet<String>> =
        allowed.keys().map(|stage| (stage.clone(), BTreeSet::new())).collect();
    for file in sources() {
        let Some(seen) = used.get_mut(file.stage()) else { continue };
        for line in code(&file.text) {
            for rest in line.split("crate::").skip(1) {
                let name: String = rest.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect();
                if allowed.contains_key(&name) && name != file.stage() && !SHARED.contains(&&*name) {
                    seen.insert(name);
                }
            }
        }
    }
    assert_eq!(used, allowed);
}

#[test]
fn only_syntax_knows_syn() {
    for file in sources().iter().filter(|file| file.stage() != "syntax") {
        for line in code(&file.text) {
            assert!(!line.contains("syn::") && !line.contains("proc_macro2"), "{}: {line}", file.name);
        }
    }
}

#[test]
fn only_the_catalog_names_the_vendor() {
    let stages = ["workspace", "syntax", "program", "analysis"];
    for file in sources().iter().filter(|file| stages.contains(&file.stage())) {
        for line in code(&file.text) {
            let line = line.to_lowercase();
            assert!(!line.contains("hubspot") && !line.contains("hubapi"), "{}: {line}", file.name);
        }
    }
}

#[test]
fn bounds_are_those_of_the_source() {
    let files = sources();
    let rows = table(&document("ARCHITECTURE.md"), "### Bounds");
    assert!(!rows.is_empty());
    for row in rows {
        let (name, value) = (&row[0], &row[1]);
        let line = |line: &&str| line.contains(&format!("const {name}: ")) && line.ends_with(&format!(" = {value};"));
        assert!(files.iter().any(|file| file.text.lines().any(|text| line(&text))), "{name} is not {value}");
    }
}

/// The first sentence of a file's documentation.
fn sentence(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.starts_with("//!")).map(|line| line[3..].trim());
    let all: Vec<&str> = lines.take_while(|line| !line.is_empty()).collect();
    let all = all.join(" ");
    match all.find(". ") {
        Some(end) => all[..=end].to_owned(),
        None => all,
    }
}

#[test]
fn every_module_is_named() {
    let mut list = String::new();
    let mut stage = String::new();
    for file in sources().iter().filter(|file| file.name.contains('/')) {
        if file.stage() != stage {
            stage = file.stage().to_owned();
            write!(list, "\n**{stage}**\n\n").unwrap();
        }
        writeln!(list, "- `{}`: {}", file.name, sentence(&file.text)).unwrap();
    }
    let text = document("ARCHITECTURE.md");
    let (before, rest) = text.split_once("<!-- modules -->").unwrap();
    let (_, after) = rest.split_once("<!-- /modules -->").unwrap();
    let new = format!("{before}<!-- modules -->\n{list}\n<!-- /modules -->{after}");
    if std::env::var_os("UPDATE_MODULES").is_some() {
        fs::write(repository().join("ARCHITECTURE.md"), &new).unwrap();
    } else {
        assert!(text == new, "the list of modules is old: UPDATE_MODULES=1 cargo test -p hubscope-tests --test docs");
    }
}

/// The blocks of Rust of a document, each with the line of its beginning.
fn blocks(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in text.lines().enumerate() {
        match (&mut open, line) {
            (None, "```rust") => open = Some((index + 1, String::new())),
            (Some(_), "```") => found.extend(open.take()),
            (Some((_, block)), line) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, _) => {}
        }
    }
    found
}

#[test]
fn the_limits_are_those_of_the_tool() {
    let folder = tempfile::tempdir().unwrap();
    let mut cases = Vec::new();
    for (line, block) in blocks(&document("CORRECTNESS.md")) {
        assert!(block.contains("//~") || block.contains("// missed"), "line {line} does not say what the tool does");
        let path: PathBuf = folder.path().join(format!("line_{line:04}.rs"));
        let head = "//! An example of CORRECTNESS.md.\n//@ deps: reqwest http tokio serde serde_json web_kit";
        fs::write(&path, format!("{head}\n{block}")).unwrap();
        cases.push(Case::at(path).unwrap());
    }
    assert!(cases.len() > 10);
    let wrong: Vec<String> = score_all(&cases)
        .into_iter()
        .filter(|(_, outcome)| !outcome.faults.is_empty())
        .map(|(case, outcome)| format!("{}: {}", case.name, outcome.faults.join("; ")))
        .collect();
    assert!(wrong.is_empty(), "CORRECTNESS.md does not describe the tool any more:\n{}", wrong.join("\n"));
}
