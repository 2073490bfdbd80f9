//! SARIF 2.1.0, as code scanning services take it.
//!
//! Every result has a physical location with a relative URI, since one result without makes a service refuse the whole
//! file.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use super::context::{Context, Place, uri};
use super::fingerprint::fingerprints;
use crate::rules::{Edit, Finding, Label, Role, RuleId, Safety};
use crate::source::{SourceId, Span};

/// Name of the base of URIs of files in the repository.
const REPOSITORY: &str = "SRCROOT";
/// Name of the base of URIs of files of dependencies.
const DEPENDENCIES: &str = "DEPENDENCIES";

/// A finding that was suppressed.
#[derive(Debug, Clone, Copy)]
pub struct Suppressed<'a> {
    /// The finding.
    pub finding: &'a Finding,
    /// Whether it was by a comment in the source, or by a configuration file.
    pub in_source: bool,
    /// The reason given.
    pub reason: &'a str,
}

/// The findings of one app.
#[derive(Debug, Clone)]
pub struct SarifRun<'a> {
    /// Where they are.
    pub context: Context<'a>,
    /// The name of the app, where there are several.
    pub app: Option<&'a str>,
    /// Those to show.
    pub findings: &'a [Finding],
    /// Those that were suppressed.
    pub suppressed: Vec<Suppressed<'a>>,
}

/// A SARIF log with one run an app.
pub fn log(runs: &[SarifRun<'_>]) -> String {
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": runs.iter().map(run).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn run(run: &SarifRun<'_>) -> Value {
    let all: Vec<&Finding> = run.findings.iter().chain(run.suppressed.iter().map(|entry| entry.finding)).collect();
    let prints = fingerprints(run.context.sources, &all);
    let results = all.iter().zip(prints).enumerate().map(|(index, (finding, print))| {
        let suppression = index.checked_sub(run.findings.len()).and_then(|index| run.suppressed.get(index));
        result(run.context, finding, &print, suppression)
    });
    let rules: Vec<Value> = RuleId::ALL.iter().map(|id| descriptor(*id)).collect();
    let mut value = json!({
        "tool": {"driver": {
            "name": env!("CARGO_PKG_NAME"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        }},
        "invocations": [{"executionSuccessful": true}],
        "originalUriBaseIds": {
            REPOSITORY: {"description": {"text": "The root of the repository."}},
            DEPENDENCIES: {"description": {"text": "Where cargo keeps the sources of dependencies."}},
        },
        "columnKind": "unicodeCodePoints",
        "results": results.collect::<Vec<_>>(),
    });
    if let Some(app) = run.app {
        // Two runs of one tool in one log are told apart by their category.
        value["automationDetails"] = json!({"id": format!("{}/{app}/", env!("CARGO_PKG_NAME"))});
    }
    value
}

fn descriptor(id: RuleId) -> Value {
    let rule = id.rule();
    let mut value = json!({
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.checks},
        "help": {"text": format!("{}\n\n{}", rule.matters, rule.mend), "markdown": rule.page()},
        "defaultConfiguration": {"level": rule.severity.as_str()},
    });
    let repository = env!("CARGO_PKG_REPOSITORY");
    if !repository.is_empty() {
        value["helpUri"] = json!(format!("{repository}/blob/main/{}", id.page_path()));
    }
    value
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

fn region(context: Context<'_>, span: Span) -> Region {
    let place = Place::of(context.sources, span);
    Region {
        start_line: place.line,
        start_column: place.column,
        end_line: place.end_line,
        end_column: place.end_column,
    }
}

fn artifact(context: Context<'_>, span: Span) -> Value {
    match context.in_repository(span.source) {
        Some(path) => json!({"uri": uri(&path), "uriBaseId": REPOSITORY}),
        None => {
            // A file outside the repository: a dependency's, or one that was named; `..` is not allowed here.
            let name = &context.sources.file(span.source).name;
            let name = name.trim_start_matches("../").trim_start_matches('/');
            json!({"uri": uri(name), "uriBaseId": DEPENDENCIES})
        }
    }
}

fn physical(context: Context<'_>, span: Span) -> Value {
    json!({"artifactLocation": artifact(context, span), "region": region(context, span)})
}

fn location(context: Context<'_>, label: &Label) -> Value {
    let mut value = json!({"physicalLocation": physical(context, label.span)});
    if !label.message.is_empty() {
        value["message"] = json!({"text": label.message});
    }
    value
}

fn result(context: Context<'_>, finding: &Finding, print: &str, suppressed: Option<&Suppressed<'_>>) -> Value {
    let mut text = finding.message.clone();
    for help in &finding.help {
        text.push_str(&format!("\nhelp: {help}"));
    }
    for note in &finding.notes {
        text.push_str(&format!("\nnote: {note}"));
    }
    let place = match finding.location() {
        Some(span) => physical(context, span),
        None => json!({
            "artifactLocation": {"uri": "Cargo.toml", "uriBaseId": REPOSITORY},
            "region": {"startLine": 1},
        }),
    };
    let mut value = json!({
        "ruleId": finding.rule.name(),
        "ruleIndex": RuleId::ALL.iter().position(|id| *id == finding.rule),
        "level": finding.severity.as_str(),
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"hubscope/v1": print},
    });
    let related: Vec<Value> =
        finding.labels.iter().filter(|label| label.role == Role::Secondary).map(|l| location(context, l)).collect();
    if !related.is_empty() {
        value["relatedLocations"] = json!(related);
    }
    let steps: Vec<&Label> = finding.labels.iter().filter(|label| label.role != Role::Secondary).collect();
    if steps.len() > 1 {
        let steps: Vec<Value> = steps.iter().map(|label| json!({"location": location(context, label)})).collect();
        value["codeFlows"] = json!([{"threadFlows": [{"locations": steps}]}]);
    }
    if !finding.edits.is_empty() {
        value["fixes"] = json!([fix(context, &finding.edits)]);
    }
    if let Some(suppressed) = suppressed {
        let kind = if suppressed.in_source { "inSource" } else { "external" };
        value["suppressions"] = json!([{"kind": kind, "justification": suppressed.reason}]);
    }
    value
}

/// The edits of a finding as one change: several fixes would be several ways to mend it.
fn fix(context: Context<'_>, edits: &[Edit]) -> Value {
    let text = if edits.iter().all(|edit| edit.safety == Safety::Safe) {
        "Change the file as the finding says."
    } else {
        "Change the file as it may be meant."
    };
    let mut by_file: BTreeMap<SourceId, Vec<&Edit>> = BTreeMap::new();
    for edit in edits {
        by_file.entry(edit.span.source).or_default().push(edit);
    }
    let replacement = |edit: &&Edit| {
        json!({
            "deletedRegion": region(context, edit.span),
            "insertedContent": {"text": edit.replacement},
        })
    };
    let changes = by_file.values().map(|edits| {
        json!({
            "artifactLocation": artifact(context, edits[0].span),
            "replacements": edits.iter().map(replacement).collect::<Vec<_>>(),
        })
    });
    json!({"description": {"text": text}, "artifactChanges": changes.collect::<Vec<_>>()})
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn a_result_has_places_evidence_and_a_fix() {
        let fixture = Fixture::new();
        let finding = fixture.finding();
        let suppressed = Suppressed { finding: &finding, in_source: true, reason: "why" };
        let findings = [finding.clone()];
        let run = SarifRun { context: fixture.context(), app: None, findings: &findings, suppressed: vec![suppressed] };
        let text = log(&[run]);
        let log: Value = serde_json::from_str(&text).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(results.len(), 2);
        let result = &results[0];
        assert_eq!(result["ruleId"], "missing-scope");
        let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
        assert_eq!(rules[result["ruleIndex"].as_u64().unwrap() as usize]["id"], "missing-scope");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"], json!({"uri": "crates/a%3Ab/src/a.rs", "uriBaseId": "SRCROOT"}));
        assert_eq!(place["region"], json!({"startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 14}));
        let related = &result["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(related, "app/b%20c.json");
        assert_eq!(result["codeFlows"][0]["threadFlows"][0]["locations"].as_array().unwrap().len(), 2);
        let change = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(change["insertedContent"]["text"], "\"x\"");
        assert_eq!(change["deletedRegion"], json!({"startLine": 1, "startColumn": 13, "endLine": 1, "endColumn": 13}));
        assert_eq!(result.get("suppressions"), None);
        assert_eq!(results[1]["suppressions"], json!([{"kind": "inSource", "justification": "why"}]));
    }

    #[test]
    fn edits_in_several_places_are_one_fix() {
        let fixture = Fixture::new();
        let mut finding = fixture.finding();
        let place = fixture.span("json", "scopes");
        finding.edits.push(Edit { span: place, replacement: "names".to_owned(), safety: Safety::Maybe });
        let run = SarifRun { context: fixture.context(), app: None, findings: &[finding], suppressed: Vec::new() };
        let log: Value = serde_json::from_str(&log(&[run])).unwrap();
        let fixes = log["runs"][0]["results"][0]["fixes"].as_array().unwrap();
        assert_eq!(fixes.len(), 1);
        let changes = fixes[0]["artifactChanges"].as_array().unwrap();
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0]["replacements"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_finding_without_a_place_gets_one() {
        let fixture = Fixture::new();
        let finding = Finding::new(RuleId::MissingScope, "m");
        let run = SarifRun { context: fixture.context(), app: None, findings: &[finding], suppressed: Vec::new() };
        let log: Value = serde_json::from_str(&log(&[run])).unwrap();
        let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "Cargo.toml");
    }
}
