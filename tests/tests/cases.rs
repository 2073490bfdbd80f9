//! The annotated cases in `cases/`: each is a small program with its HubSpot calls written beside the code.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::process::Command;
use std::sync::OnceLock;

use hubscope_tests::{Case, Outcome, cases, repository, score_all};

fn outcomes() -> &'static [(Case, Outcome)] {
    static OUTCOMES: OnceLock<Vec<(Case, Outcome)>> = OnceLock::new();
    OUTCOMES.get_or_init(|| {
        let cases = cases(&repository().join("tests/cases")).expect("the cases can be read");
        score_all(&cases)
    })
}

/// One paragraph for each case that has something to say.
fn differences<'a>(outcomes: impl IntoIterator<Item = &'a (Case, Outcome)>, of: fn(&Outcome) -> &[String]) -> String {
    let mut text = String::new();
    for (case, outcome) in outcomes {
        let lines = of(outcome);
        if lines.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n{}", case.name);
        for line in lines {
            let _ = writeln!(text, "    {line}");
        }
    }
    text
}

#[test]
fn every_case_has_exactly_its_calls_and_scopes() {
    let text = differences(outcomes(), |outcome| &outcome.faults);
    assert!(text.is_empty(), "{text}");
}

#[test]
fn every_call_names_the_annotated_line() {
    let text = differences(outcomes(), |outcome| &outcome.elsewhere);
    assert!(text.is_empty(), "{text}");
}

/// Apps on three published crates: their sources have to be on disk, so they are fetched first.
#[test]
fn apps_on_published_crates_have_exactly_the_operations_they_reach() {
    let names = ["sdk-hubspot", "sdk-hubspot-contacts", "sdk-hubspot-rust-sdk"];
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut apps = Vec::new();
    for name in names {
        let app = repository().join("fixtures").join(name);
        let fetch = |offline: &[&str]| {
            let mut command = Command::new(&cargo);
            command.args(["fetch", "--quiet", "--locked"]).args(offline).current_dir(&app);
            command.status().is_ok_and(|status| status.success())
        };
        assert!(fetch(&["--offline"]) || fetch(&[]), "the crates of {name} cannot be fetched");
        apps.push(Case::at(app).expect("a fixture has a name"));
    }
    let outcomes = score_all(&apps);
    let text =
        differences(&outcomes, |outcome| &outcome.faults) + &differences(&outcomes, |outcome| &outcome.elsewhere);
    assert!(text.is_empty(), "{text}");
}
