//! What README.md shows is what the tool prints.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs;

use hubscope_tests::{Run, repository};

const MARK: &str = "<!-- cargo hubscope ";
const LEFT_OUT: &str = "...";

/// A block of the README with the command whose output it shows.
struct Block<'a> {
    arguments: Vec<&'a str>,
    text: &'a str,
}

/// The blocks that follow a comment naming a command.
fn blocks(readme: &str) -> Vec<Block<'_>> {
    readme
        .split(MARK)
        .skip(1)
        .map(|part| {
            let (command, rest) = part.split_once(" -->\n```text\n").expect("a block of text follows the comment");
            let (text, _) = rest.split_once("```\n").expect("the block ends");
            Block { arguments: command.split_whitespace().collect(), text }
        })
        .collect()
}

fn output(arguments: &[&str]) -> String {
    Run::new(arguments.iter().copied()).unwrap().within(&repository()).ran().unwrap().stdout
}

/// Whether the parts of an excerpt stand in the output, whole lines each, in this order.
fn is_excerpt(excerpt: &str, output: &str) -> bool {
    let output: Vec<&str> = output.lines().map(str::trim_end).collect();
    let excerpt: Vec<&str> = excerpt.lines().map(str::trim_end).collect();
    let mut from = 0;
    for part in excerpt.split(|line| *line == LEFT_OUT).filter(|part| !part.is_empty()) {
        match output[from..].windows(part.len()).position(|lines| lines == part) {
            Some(at) => from += at + part.len(),
            None => return false,
        }
    }
    !excerpt.is_empty()
}

/// The first paragraphs of an output and its end.
fn excerpt(output: &str) -> String {
    let paragraphs: Vec<&str> = output.trim_end().split("\n\n").collect();
    match paragraphs.as_slice() {
        [first, second, .., last] if paragraphs.len() > 3 => {
            format!("{first}\n\n{second}\n\n{LEFT_OUT}\n\n{last}\n")
        }
        _ => format!("{}\n", output.trim_end()),
    }
}

#[test]
fn the_excerpts_are_real() {
    let file = repository().join("README.md");
    let readme = fs::read_to_string(&file).unwrap();
    let blocks = blocks(&readme);
    assert!(!blocks.is_empty(), "README.md shows no output");
    let mut fresh = readme.clone();
    let mut stale = Vec::new();
    for Block { arguments, text } in &blocks {
        let output = output(arguments);
        if !is_excerpt(text, &output) {
            let marked = |text: &str| format!("{MARK}{} -->\n```text\n{text}```\n", arguments.join(" "));
            fresh = fresh.replace(&marked(text), &marked(&excerpt(&output)));
            stale.push(format!("`cargo hubscope {}` prints\n{output}", arguments.join(" ")));
        }
    }
    if !stale.is_empty() && std::env::var_os("UPDATE_README").is_some() {
        fs::write(&file, fresh).unwrap();
        return;
    }
    assert!(stale.is_empty(), "README.md shows something else (UPDATE_README=1 writes it anew): {}", stale.join("\n"));
}

#[test]
fn excerpts_leave_out_but_do_not_change() {
    let output = "one\ntwo\n\nthree\nfour\n";
    for good in ["one\ntwo\n", "two\n...\nfour\n", "one\n...\n\nthree\n"] {
        assert!(is_excerpt(good, output), "{good:?}");
    }
    for bad in ["", "two\none\n", "four\n...\none\n", "one\nthree\n", "thre\n"] {
        assert!(!is_excerpt(bad, output), "{bad:?}");
    }
}

/// Files that the README links to, and commands that it lists, exist.
#[test]
fn what_the_readme_names_exists() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    for link in readme.split("](").skip(1).filter_map(|part| part.split(')').next()) {
        if !link.contains("://") {
            assert!(repository().join(link).exists(), "{link} does not exist");
        }
    }
    let help = Run::new(["--help"]).unwrap().ran().unwrap().stdout;
    for line in readme.lines().filter_map(|line| line.strip_prefix("| `cargo hubscope ")) {
        let command = line.split(['`', ' ']).next().unwrap();
        assert!(help.lines().any(|line| line.trim_start().starts_with(command)), "{command} is no command");
    }
}

/// Rust code that the README shows stands in an example app.
#[test]
fn the_code_is_that_of_an_example_app() {
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let app = fs::read_to_string(repository().join("fixtures/marketplace-app/src/hubspot.rs")).unwrap();
    let shown: Vec<&str> = readme.split("```rust\n").skip(1).filter_map(|part| part.split("```").next()).collect();
    assert!(shown.len() >= 3, "README.md shows no annotated code");
    for code in shown {
        assert!(app.contains(code), "{code}");
    }
}
