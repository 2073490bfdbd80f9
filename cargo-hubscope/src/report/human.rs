//! Findings in rustc's style.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use codespan_reporting::diagnostic::{Diagnostic, Label as Mark, Severity as Level};
use codespan_reporting::files::{Error, Files};
use codespan_reporting::term::{self, Chars, Config};

use super::style::Ansi;
use super::visible::{Shown, visible};
use crate::rules::{Finding, Label, Role, Severity};
use crate::source::{SourceId, Sources, Span};

/// The findings one after the other, each followed by an empty line. Those of one rule in one file that have a single
/// place each, and of which nothing else is to be said, are shown together; a note that was said of another finding of the
/// rule is not said again.
pub fn findings(sources: &Sources, findings: &[Finding]) -> String {
    let store = Store::of(sources, findings);
    let config = Config { chars: Chars::ascii(), ..Config::default() };
    let mut out = Vec::new();
    let mut said = BTreeSet::new();
    for group in findings.chunk_by(belong_together) {
        let mut shown = match group {
            [one] => one.clone(),
            several => together(several),
        };
        // What holds for every finding of a rule is said of the first.
        let rule = shown.rule;
        shown.notes.retain(|note| said.insert((rule, note.clone())));
        let diagnostic = diagnostic(&store, &shown);
        if term::emit_to_write_style(&mut Ansi { out: &mut out }, &config, &store, &diagnostic).is_err() {
            // A place that is not in its file; the messages must not be lost with it.
            for finding in group {
                let text = format!("{}: {}\n\n", finding.severity.as_str(), visible(&finding.message));
                out.extend_from_slice(text.as_bytes());
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Whether two findings differ in nothing but their message and their one place.
fn belong_together(a: &Finding, b: &Finding) -> bool {
    let ([a_place], [b_place]) = (a.labels.as_slice(), b.labels.as_slice()) else { return false };
    (a.rule, a.severity, a_place.span.source) == (b.rule, b.severity, b_place.span.source)
        && (&a.help, &a.notes) == (&b.help, &b.notes)
}

/// One finding with the places of several, each with the message of its own.
fn together(several: &[Finding]) -> Finding {
    let mut all = several[0].clone();
    all.message = format!("{} ({} findings)", all.rule.rule().summary, several.len());
    all.labels = several
        .iter()
        .flat_map(|finding| {
            finding.labels.iter().map(|label| Label { message: finding.message.clone(), ..label.clone() })
        })
        .collect();
    all
}

fn diagnostic(store: &Store<'_>, finding: &Finding) -> Diagnostic<SourceId> {
    let severity = match finding.severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Note => Level::Note,
    };
    let labels = finding.labels.iter().map(|label| {
        let make = if label.role == Role::Primary { Mark::primary } else { Mark::secondary };
        make(label.span.source, store.range(label.span)).with_message(visible(&label.message))
    });
    let help = finding.help.iter().map(|text| format!("help: {}", visible(text)));
    let notes = finding.notes.iter().map(|text| format!("note: {}", visible(text)));
    Diagnostic::new(severity)
        .with_code(finding.rule.name())
        .with_message(visible(&finding.message))
        .with_labels(labels.collect())
        .with_notes(help.chain(notes).map(|text| text.replace('\n', "\n      ")).collect())
}

/// The sources as codespan wants them: with control characters made visible, made when first shown.
struct Store<'a> {
    sources: &'a Sources,
    /// The offsets that are pointed at, of each source in rising order.
    places: Vec<Vec<usize>>,
    shown: Vec<OnceCell<(Shown<'a>, Vec<usize>)>>,
}

impl<'a> Store<'a> {
    fn of(sources: &'a Sources, findings: &[Finding]) -> Self {
        let mut places: Vec<Vec<usize>> = sources.iter().map(|_| Vec::new()).collect();
        for span in findings.iter().flat_map(|finding| &finding.labels).map(|label| label.span) {
            if let Some(places) = places.get_mut(span.source.0 as usize) {
                places.extend([span.start as usize, span.end as usize]);
            }
        }
        places.iter_mut().for_each(|places| places.sort_unstable());
        Self { sources, places, shown: sources.iter().map(|_| OnceCell::new()).collect() }
    }

    fn shown(&self, id: SourceId) -> Result<&(Shown<'a>, Vec<usize>), Error> {
        let cell = self.shown.get(id.0 as usize).ok_or(Error::FileMissing)?;
        Ok(cell.get_or_init(|| {
            let shown = Shown::of(&self.sources.file(id).text, &self.places[id.0 as usize]);
            let starts = codespan_reporting::files::line_starts(&shown.text).collect();
            (shown, starts)
        }))
    }

    fn range(&self, span: Span) -> Range<usize> {
        match self.shown(span.source) {
            Ok((shown, _)) => shown.offset(span.start as usize)..shown.offset(span.end as usize),
            Err(_) => 0..0,
        }
    }
}

impl<'a> Files<'a> for Store<'_> {
    type FileId = SourceId;
    type Name = String;
    type Source = &'a str;

    fn name(&'a self, id: SourceId) -> Result<String, Error> {
        self.shown(id)?;
        Ok(visible(&self.sources.file(id).name).into_owned())
    }

    fn source(&'a self, id: SourceId) -> Result<&'a str, Error> {
        Ok(&self.shown(id)?.0.text)
    }

    fn line_index(&'a self, id: SourceId, byte: usize) -> Result<usize, Error> {
        Ok(self.shown(id)?.1.partition_point(|start| *start <= byte).saturating_sub(1))
    }

    fn column_number(&'a self, id: SourceId, _line: usize, byte: usize) -> Result<usize, Error> {
        let original = self.shown(id)?.0.original(byte);
        Ok(self.sources.file(id).position(original as u32).column as usize)
    }

    fn line_range(&'a self, id: SourceId, line: usize) -> Result<Range<usize>, Error> {
        let (shown, starts) = self.shown(id)?;
        let given = || Error::LineTooLarge { given: line, max: starts.len() };
        let start = *starts.get(line).ok_or_else(given)?;
        Ok(start..starts.get(line + 1).copied().unwrap_or(shown.text.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleId;

    fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    fn span(sources: &Sources, id: SourceId, text: &str) -> Span {
        let start = sources.file(id).text.find(text).unwrap() as u32;
        Span { source: id, start, end: start + text.len() as u32 }
    }

    #[test]
    fn a_finding_shows_its_places_help_and_notes() {
        let mut sources = Sources::new();
        let code = sources.add("a.rs".into(), "src/a.rs".into(), "fn a() {\n    get(\"/x\");\n}\n");
        let json = sources.add("b.json".into(), "b.json".into(), "{\"scopes\": []}\n");
        let finding = Finding::new(RuleId::MissingScope, "scope `x` is missing")
            .at(span(&sources, code, "get(\"/x\")"), "needs `x`")
            .beside(span(&sources, json, "[]"), "not requested here")
            .help("add it")
            .note("a name\n::error:: of two lines");
        insta::assert_snapshot!(plain(&findings(&sources, &[finding])), @r#"
        error[missing-scope]: scope `x` is missing
          --> src/a.rs:2:5
          |
        2 |     get("/x");
          |     ^^^^^^^^^ needs `x`
          |
          --> b.json:1:12
          |
        1 | {"scopes": []}
          |            -- not requested here
          |
          = help: add it
          = note: a name␊::error:: of two lines
        "#);
    }

    #[test]
    fn findings_of_one_rule_in_one_file_are_shown_together() {
        let mut sources = Sources::new();
        let json = sources.add("b.json".into(), "b.json".into(), "[\n  \"x\",\n  \"y\",\n  \"z\"\n]\n");
        let finding = |name: &str| {
            Finding::new(RuleId::UnneededScope, format!("scope {name} is requested, but no call needs it"))
                .at(span(&sources, json, name), "not needed")
                .help("remove it")
        };
        let other = finding("\"z\"").note("it differs");
        let last = finding("\"z\"").note("it differs").help("or wait");
        insta::assert_snapshot!(plain(&findings(&sources, &[finding("\"x\""), finding("\"y\""), other, last])), @r#"
        warning[unneeded-scope]: the app manifest requests a scope that no call needs (2 findings)
          --> b.json:2:3
          |
        2 |   "x",
          |   ^^^ scope "x" is requested, but no call needs it
        3 |   "y",
          |   ^^^ scope "y" is requested, but no call needs it
          |
          = help: remove it

        warning[unneeded-scope]: scope "z" is requested, but no call needs it
          --> b.json:4:3
          |
        4 |   "z"
          |   ^^^ not needed
          |
          = help: remove it
          = note: it differs

        warning[unneeded-scope]: scope "z" is requested, but no call needs it
          --> b.json:4:3
          |
        4 |   "z"
          |   ^^^ not needed
          |
          = help: remove it
          = help: or wait
        "#);
    }

    #[test]
    fn nothing_in_a_source_reaches_the_terminal_as_a_command() {
        let mut sources = Sources::new();
        let id = sources.add("a.rs".into(), "src/\u{1b}[31m.rs".into(), "\"\u{1b}]0;owned\u{7}\u{202e}\" + evil\n");
        let finding =
            Finding::new(RuleId::UnresolvedCall, "m\u{1b}[2J").at(span(&sources, id, "evil"), "\u{9b}").help("h\u{8}");
        let text = plain(&findings(&sources, &[finding]));
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{8}', '\u{9b}']), "{text:?}");
        insta::assert_snapshot!(text, @r#"
        warning[unresolved-call]: m␛[2J
          --> src/␛[31m.rs:1:17
          |
        1 | "␛]0;owned␇\u{202e}" + evil
          |                        ^^^^ \u{9b}
          |
          = help: h␈
        "#);
    }

    #[test]
    fn a_very_long_line_is_cut_around_its_places_and_counted_as_it_is() {
        let mut sources = Sources::new();
        let text = format!("const A: &str = \"{}\"; get(\"/x\");\n", "x".repeat(5000));
        let id = sources.add("a.rs".into(), "a.rs".into(), text.as_str());
        let finding = Finding::new(RuleId::UnresolvedCall, "m").at(span(&sources, id, "get(\"/x\")"), "here");
        let shown = plain(&findings(&sources, &[finding]));
        assert!(shown.contains("--> a.rs:1:5021\n"), "{shown}");
        assert!(shown.lines().all(|line| line.chars().count() < 120), "{shown}");
        let (line, marks) = (shown.lines().nth(3).unwrap(), shown.lines().nth(4).unwrap());
        assert_eq!(line.find("get("), marks.find("^^^^^^^^^ here"), "{shown}");
    }

    #[test]
    fn a_place_of_many_lines_is_cut_in_the_middle() {
        let mut sources = Sources::new();
        let text: String = (1..=20).map(|n| format!("line {n}\n")).collect();
        let id = sources.add("a.rs".into(), "a.rs".into(), text.as_str());
        let finding = Finding::new(RuleId::UnparsedFile, "m").at(Span { source: id, start: 0, end: 150 }, "here");
        let shown = plain(&findings(&sources, &[finding]));
        assert!(shown.contains("line 1\n") && shown.contains("line 20\n") && !shown.contains("line 10\n"), "{shown}");
    }
}
