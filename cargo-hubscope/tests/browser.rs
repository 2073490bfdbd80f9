//! The page of `report` in a real browser: nothing is cut off, and everything can be read, narrow and wide, light and
//! dark.
//!
//! Without a browser the tests say so and pass, unless `HUBSCOPE_REQUIRE_TOOLS` is set, as it is in continuous
//! integration. `CHROMIUM` names another program than `chromium`. Pictures are left in cargo's folder for files of tests.

// The lints' exception for tests does not reach the helpers of an integration test.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

use std::path::{Path, PathBuf};
use std::process::Command;

const WIDTHS: &str = "[400, 1280]";

#[derive(Clone, Copy)]
enum Colours {
    Light,
    Dark,
}

/// The browser, where there is one.
fn browser() -> Option<String> {
    let named = std::env::var("CHROMIUM").ok();
    let usual = ["chromium", "chromium-browser", "google-chrome"].map(str::to_owned);
    let found = named.into_iter().chain(usual).find(|name| Command::new(name).arg("--version").output().is_ok());
    if found.is_none() {
        assert!(std::env::var_os("HUBSCOPE_REQUIRE_TOOLS").is_none(), "no chromium is installed, and it has to be");
        eprintln!("skipped: no chromium is installed, so the page is not looked at");
    }
    found
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// The page of a project.
fn page(project: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-hubscope"))
        .args(["hubscope", "report", "--format", "html", "--quiet"])
        .current_dir(project)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A project whose names are as long as they get.
fn with_long_names() -> String {
    let dir = tempfile::tempdir().unwrap();
    let long = "a_module_with_a_name_that_nobody_wants_to_type_twice";
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\nreqwest = \"*\"\n[workspace]\n",
    );
    write("src/lib.rs", &format!("mod {long}{long};\n"));
    write(
        &format!("src/{long}{long}.rs"),
        "pub fn put(c: reqwest::Client, path: &str) {\n    c.put(\"https://api.hubapi.com/crm/v4/objects/contacts/1/associations/default/companies/2\");\n    c.get(format!(\"https://api.hubapi.com/{path}\"));\n}\n",
    );
    write(
        "src/app/app-hsmeta.json",
        &format!(
            "{{\"uid\": \"{}\", \"type\": \"app\", \"config\": {{\"auth\": {{\"type\": \"oauth\", \"requiredScopes\": [\"{}\"]}}}}}}\n",
            "U".repeat(120),
            "x".repeat(120)
        ),
    );
    page(dir.path())
}

/// A document that holds the pages and looks at them.
fn host(pages: &[(&str, String)], colours: Colours) -> String {
    let pages: Vec<_> = pages.iter().map(|(name, html)| serde_json::json!({"name": name, "html": html})).collect();
    let pages = serde_json::Value::from(pages).to_string().replace('<', "\\u003c");
    let dark = matches!(colours, Colours::Dark);
    let script = include_str!("data/look.js");
    format!(
        "<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <body style=\"margin: 0\"><script>const PAGES = {pages};\nconst WIDTHS = {WIDTHS};\nconst DARK = {dark};\n{script}</script>\n"
    )
}

/// Starts the browser on a document with a profile of its own, and returns what it prints.
fn open(browser: &str, document: &str, colours: Colours, how: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("host.html");
    std::fs::write(&file, document).unwrap();
    let mut command = Command::new(browser);
    command
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"])
        .args(["--hide-scrollbars", "--window-size=1280,2400", "--virtual-time-budget=20000"])
        .arg(format!("--user-data-dir={}", dir.path().join("profile").display()));
    if let Colours::Dark = colours {
        command.arg("--blink-settings=preferredColorScheme=0");
    }
    let output = command.args(how).arg(format!("file://{}", file.display())).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What is wrong with the pages, one line each.
fn wrong(browser: &str, pages: &[(&str, String)], colours: Colours) -> Vec<String> {
    let document = open(browser, &host(pages, colours), colours, &["--dump-dom"]);
    let (_, result) = document.rsplit_once("<pre>looked\n").unwrap_or_else(|| panic!("it has not looked:\n{document}"));
    let lines = result.split("</pre>").next().unwrap().lines().filter(|line| !line.is_empty());
    lines.map(str::to_owned).collect()
}

#[test]
fn the_page_is_neither_cut_off_nor_hard_to_read() {
    let Some(browser) = browser() else { return };
    let pages = [
        ("every-rule", page(&repository().join("fixtures/every-rule"))),
        ("deal-sync", page(&repository().join("fixtures/deal-sync"))),
        ("long names", with_long_names()),
    ];
    for (colours, word) in [(Colours::Light, "light"), (Colours::Dark, "dark")] {
        assert_eq!(wrong(&browser, &pages, colours), [""; 0]);
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("report-{word}.png"));
        open(&browser, &host(&pages[1..2], colours), colours, &[&format!("--screenshot={}", picture.display())]);
        // An empty picture of this size is a few thousand bytes.
        assert!(std::fs::metadata(&picture).unwrap().len() > 30_000, "{}", picture.display());
    }
}

#[test]
fn looking_finds_what_is_wrong() {
    let Some(browser) = browser() else { return };
    let bad = page(&repository().join("fixtures/deal-sync")).replace(
        "</style>",
        ".faint-now, h2 { color: #ccc } main { width: 1300px; max-width: none } .badge { font-size: 8px }</style>",
    );
    let found = wrong(&browser, &[("bad", bad)], Colours::Light).join("\n");
    for text in ["at 400: the page is", "at 1280: the page is", "has a contrast of 1.6", "is 8px high", "reaches from"]
    {
        assert!(found.contains(text), "{text}:\n{found}");
    }
}
