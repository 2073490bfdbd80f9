//! A small project in a temporary directory, and what the built program says of it.

// Each test file uses a part of this.
#![allow(dead_code)]

use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

pub struct Project {
    dir: tempfile::TempDir,
}

impl Project {
    /// A package with this library and this app manifest.
    pub fn new(code: &str, manifest: &str) -> Self {
        let project = Self { dir: tempfile::tempdir().unwrap() };
        let toml = "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[features]\nextra = []\n\
            [dependencies]\nreqwest = \"*\"\nurl = \"*\"\noauth2 = \"*\"\nhttp = \"*\"\nserde_urlencoded = \"*\"\nmarks = { package = \"scope-macros\", version = \"*\" }\n[workspace]\n";
        project.write("Cargo.toml", toml);
        project.write("src/lib.rs", code);
        project.write("src/app/app-hsmeta.json", manifest);
        project
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// Exit code, output, and errors of a command.
    pub fn run(&self, command: &str) -> (i32, String, String) {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
        program.current_dir(self.dir.path()).arg("hubscope").args(command.split_whitespace()).arg("--quiet");
        let output = program.output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap_or(-1), text(output.stdout), text(output.stderr))
    }

    /// The notes that a command prints beside its result.
    pub fn notes(&self, command: &str) -> String {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
        program.current_dir(self.dir.path()).arg("hubscope").args(command.split_whitespace());
        String::from_utf8(program.output().unwrap().stderr).unwrap()
    }

    pub fn json(&self, command: &str) -> Value {
        let mut program = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"));
        program.current_dir(self.dir.path()).arg("hubscope").args(command.split_whitespace());
        program.args(["--format", "json", "--quiet"]);
        let output = program.output().unwrap();
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("{error}\n{}", String::from_utf8_lossy(&output.stderr));
        })
    }

    /// Line, and severity with message, of each finding of these rules, in the order of the lines.
    pub fn findings(&self, rules: &[&str]) -> Vec<(u64, String)> {
        let report = self.json("check");
        let all = report["findings"].as_array().unwrap().iter();
        let wanted = all.filter(|finding| rules.contains(&finding["rule"].as_str().unwrap()));
        let mut found: Vec<(u64, String)> = wanted
            .map(|finding| {
                let text = |key: &str| finding[key].as_str().unwrap();
                (finding["location"]["line"].as_u64().unwrap(), format!("{}: {}", text("severity"), text("message")))
            })
            .collect();
        found.sort();
        found
    }
}
