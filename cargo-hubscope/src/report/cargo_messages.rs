//! Cargo's `compiler-message` lines, so that editors that read cargo's output show findings and offer the changes.

use serde_json::{Value, json};

use super::context::{Context, Place};
use super::human;
use crate::rules::{Edit, Finding, Role, Safety};
use crate::source::Span;
use crate::workspace::{Edition, Package, Target, TargetKind};

/// How the text for people looks that each message carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rendered {
    /// Without styles, as `--message-format json` has it.
    Plain,
    /// With ANSI styles, as `--message-format json-diagnostic-rendered-ansi` has it.
    Ansi,
}

/// One line a finding.
pub fn lines(context: Context<'_>, findings: &[Finding], rendered: Rendered) -> String {
    let mut out = String::new();
    for finding in findings {
        out.push_str(&message(context, finding, rendered).to_string());
        out.push('\n');
    }
    out
}

/// The last line: that the work is done.
pub fn end(success: bool) -> String {
    format!("{}\n", json!({"reason": "build-finished", "success": success}))
}

fn message(context: Context<'_>, finding: &Finding, how: Rendered) -> Value {
    let package = finding.location().and_then(|span| context.package_of(span.source)).or(context.any_package());
    let text = human::findings(context.sources, std::slice::from_ref(finding));
    let rendered = match how {
        Rendered::Plain => anstream::adapter::strip_str(&text).to_string(),
        Rendered::Ansi => text,
    };
    let spans = finding.labels.iter().map(|label| {
        let primary = label.role == Role::Primary;
        span(context, label.span, primary, Some(&label.message), None)
    });
    let mut children: Vec<Value> = Vec::new();
    let mut helps = finding.help.iter().map(String::as_str);
    if !finding.edits.is_empty() {
        // The edits of a finding are one change: an editor makes all of them or none, and shows what is to be done as its
        // name. It offers the change at the first place, which has to be in a file that it knows: the manifest is none.
        let at = finding.location().filter(|at| finding.edits.iter().all(|edit| edit.span.source != at.source));
        let mut spans: Vec<Value> = at.into_iter().map(|at| span(context, at, true, None, None)).collect();
        spans.extend(finding.edits.iter().map(|edit| span(context, edit.span, true, None, Some(edit))));
        children.push(child("help", helps.next().unwrap_or("change the manifest"), &spans));
    }
    children.extend(helps.map(|text| child("help", text, &[])));
    children.extend(finding.notes.iter().map(|text| child("note", text, &[])));
    json!({
        "reason": "compiler-message",
        "package_id": package.map(package_id).unwrap_or_default(),
        "manifest_path": package.map(|package| package.manifest.display().to_string()).unwrap_or_default(),
        "target": target(package, finding.location().map(|span| &*context.sources.file(span.source).path)),
        "message": {
            "$message_type": "diagnostic",
            "message": finding.message,
            "code": {"code": format!("hubscope::{}", finding.rule), "explanation": finding.rule.rule().page()},
            "level": finding.severity.as_str(),
            "spans": spans.collect::<Vec<_>>(),
            "children": children,
            "rendered": rendered,
        },
    })
}

fn child(level: &str, text: &str, spans: &[Value]) -> Value {
    json!({"message": text, "code": null, "level": level, "spans": spans, "children": [], "rendered": null})
}

fn span(context: Context<'_>, span: Span, primary: bool, label: Option<&str>, edit: Option<&Edit>) -> Value {
    let place = Place::of(context.sources, span);
    let applicability = edit.map(|edit| match edit.safety {
        Safety::Safe => "MachineApplicable",
        Safety::Maybe => "MaybeIncorrect",
    });
    json!({
        "file_name": file_name(context, span, &place),
        "byte_start": span.start,
        "byte_end": span.end,
        "line_start": place.line,
        "line_end": place.end_line,
        "column_start": place.column,
        "column_end": place.end_column,
        "is_primary": primary,
        "text": text(context, span, &place),
        "label": label.filter(|label| !label.is_empty()),
        "suggested_replacement": edit.map(|edit| &edit.replacement),
        "suggestion_applicability": applicability,
        "expansion": null,
    })
}

/// The file as rustc names it: relative to the root of the workspace, and in full where it lies elsewhere.
fn file_name(context: Context<'_>, span: Span, place: &Place) -> String {
    let path = &context.sources.file(span.source).path;
    if path.starts_with(&context.workspace.root) { place.file.clone() } else { path.display().to_string() }
}

/// The lines that a span touches, with the columns that it covers in each.
fn text(context: Context<'_>, span: Span, place: &Place) -> Vec<Value> {
    let all = &context.sources.file(span.source).text;
    let first = (place.line - 1) as usize;
    let count = (place.end_line - place.line + 1) as usize;
    let lines = all.split('\n').skip(first).take(count).enumerate();
    let line = |(index, line): (usize, &str)| {
        let line = line.trim_end_matches('\r');
        let start = if index == 0 { place.column } else { 1 };
        let end = if index + 1 == count { place.end_column } else { line.chars().count() as u32 + 1 };
        json!({"text": line, "highlight_start": start, "highlight_end": end})
    };
    lines.map(line).collect()
}

/// Cargo's id of a package that is read from a path.
fn package_id(package: &Package) -> String {
    format!("path+file://{}#{}@{}", package.dir.display(), package.name, package.version)
}

/// The target that a file belongs to, as far as that can be told: the one whose root it is, or the first.
fn target(package: Option<&Package>, file: Option<&std::path::Path>) -> Value {
    let of_file = |package: &'_ Package| -> Option<Target> {
        let own = package.targets.iter().find(|target| Some(target.root.as_path()) == file);
        own.or(package.targets.first()).cloned()
    };
    let target = package.and_then(of_file);
    let kind = match target.as_ref().map(|target| target.kind) {
        Some(TargetKind::Bin) => "bin",
        Some(TargetKind::Example) => "example",
        Some(TargetKind::Test) => "test",
        Some(TargetKind::Bench) => "bench",
        Some(TargetKind::BuildScript) => "custom-build",
        Some(TargetKind::ProcMacro) => "proc-macro",
        Some(TargetKind::Lib) | None => "lib",
    };
    let crate_type = if matches!(kind, "lib" | "proc-macro") { kind } else { "bin" };
    let edition = match package.map(|package| package.edition).unwrap_or_default() {
        Edition::E2015 => "2015",
        Edition::E2018 => "2018",
        Edition::E2021 => "2021",
        Edition::E2024 => "2024",
    };
    json!({
        "kind": [kind],
        "crate_types": [crate_type],
        "name": target.as_ref().map(|target| target.name.clone()).unwrap_or_default(),
        "src_path": target.map(|target| target.root.display().to_string()).unwrap_or_default(),
        "edition": edition,
        "doc": kind == "lib",
        "doctest": kind == "lib",
        "test": true,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::Fixture;
    use super::*;

    #[test]
    fn cargos_own_parser_reads_the_lines() {
        let fixture = Fixture::new();
        let finding = fixture.finding().help("add it");
        let text = lines(fixture.context(), std::slice::from_ref(&finding), Rendered::Plain) + &end(false);
        let messages: Vec<_> =
            cargo_metadata::Message::parse_stream(text.as_bytes()).collect::<Result<_, _>>().unwrap();
        let [cargo_metadata::Message::CompilerMessage(message), cargo_metadata::Message::BuildFinished(end)] =
            &messages[..]
        else {
            panic!("{messages:?}");
        };
        assert!(!end.success);
        assert_eq!(message.target.name, "a_b");
        let diagnostic = &message.message;
        assert_eq!(diagnostic.code.as_ref().unwrap().code, "hubscope::missing-scope");
        let span = &diagnostic.spans[0];
        assert_eq!(
            (span.file_name.as_str(), span.line_start, span.column_start, span.column_end),
            ("src/a.rs", 2, 5, 14)
        );
        assert_eq!(span.text[0].text, "    get(\"/x\");");
        assert_eq!((span.text[0].highlight_start, span.text[0].highlight_end), (5, 14));
        // The help is the name of the change, which is offered at the call.
        let fix = &diagnostic.children[0];
        assert_eq!(fix.message, "add it");
        let places: Vec<_> =
            fix.spans.iter().map(|span| (span.file_name.as_str(), span.suggested_replacement.as_deref())).collect();
        assert_eq!(places, [("src/a.rs", None), ("/repo/app/b c.json", Some("\"x\""))]);
        let rendered = |how| {
            let first = super::message(fixture.context(), &finding, how);
            first["message"]["rendered"].as_str().unwrap().to_owned()
        };
        assert!(rendered(Rendered::Plain).starts_with("error[missing-scope]: scope `x` is missing\n"));
        assert!(rendered(Rendered::Ansi).starts_with("\u{1b}["));
    }

    #[test]
    fn edits_in_several_places_are_one_suggestion() {
        let fixture = Fixture::new();
        let mut finding = fixture.finding();
        let place = fixture.span("json", "scopes");
        finding.edits.push(Edit { span: place, replacement: "names".to_owned(), safety: Safety::Safe });
        let text = lines(fixture.context(), &[finding], Rendered::Plain);
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        assert_eq!(first["message"]["children"][0]["spans"][1]["file_name"], "/repo/app/b c.json");
        let all = std::collections::HashSet::new();
        let suggestions = rustfix::get_suggestions_from_json(
            &first["message"].to_string(),
            &all,
            rustfix::Filter::MachineApplicableOnly,
        )
        .unwrap();
        let [suggestion] = &suggestions[..] else { panic!("{suggestions:?}") };
        assert_eq!(suggestion.solutions.len(), 1);
        assert_eq!(rustfix::apply_suggestions("{\"scopes\": []}\n", &suggestions).unwrap(), "{\"names\": [\"x\"]}\n");
    }

    #[test]
    fn the_suggestions_can_be_applied_by_rustfix() {
        let fixture = Fixture::new();
        let text = lines(fixture.context(), &[fixture.finding()], Rendered::Plain);
        let first: Value = serde_json::from_str(text.lines().next().unwrap()).unwrap();
        let all = std::collections::HashSet::new();
        let diagnostic = first["message"].to_string();
        let suggestions =
            rustfix::get_suggestions_from_json(&diagnostic, &all, rustfix::Filter::MachineApplicableOnly).unwrap();
        assert_eq!(rustfix::apply_suggestions("{\"scopes\": []}\n", &suggestions).unwrap(), "{\"scopes\": [\"x\"]}\n");
    }
}
