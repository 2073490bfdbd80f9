//! Adding a list that a manifest does not have yet.

use super::array::{self, Style};
use crate::manifest::json::Node;

/// What to insert, and where.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Insertion {
    pub(super) at: usize,
    pub(super) text: String,
}

/// Lists to write: keys with the names.
pub(super) type Lists<'a> = [(&'a str, Vec<String>)];

/// New properties of a JSON object, behind the last of the given keys that the object has, else behind its last one.
pub(super) fn properties(text: &str, object: &Node, after: &[&str], lists: &Lists<'_>) -> Option<Insertion> {
    let properties = object.as_object()?;
    let Some(last) = properties.last() else { return in_empty(text, object, lists) };
    let model = properties.iter().rev().find(|property| after.contains(&&*property.key)).unwrap_or(last);
    let (key_start, key_end) = (model.key_span.start as usize, model.key_span.end as usize);
    let colon = text.get(key_end..model.value.span.start as usize)?;
    let colon = if colon.trim() == ":" { colon } else { ": " };
    let lead = spaces_before(text, key_start);
    let (style, lead) = if lead.contains('\n') {
        (lines(text, lead.trim_start_matches(['\r', '\n']), object), lead)
    } else {
        let space = space(text);
        // The one property of an object on one line stands behind the brace, not behind another.
        (Style::Inline { space }, if properties.len() == 1 { space } else { lead })
    };
    let written =
        lists.iter().map(|(key, names)| format!(",{lead}\"{key}\"{colon}{}", array::new(names, &style))).collect();
    Some(Insertion { at: model.value.span.end as usize, text: written })
}

fn in_empty(text: &str, object: &Node, lists: &Lists<'_>) -> Option<Insertion> {
    let (start, end) = (object.span.start as usize, object.span.end as usize);
    let inside = text.get(start + 1..end.checked_sub(1)?)?;
    let written = |separator: &str, space: &str, style: &Style| {
        let lists = lists.iter().map(|(key, names)| format!("\"{key}\":{space}{}", array::new(names, style)));
        lists.collect::<Vec<_>>().join(separator)
    };
    if !text.trim_end().contains('\n') {
        let space = space(text);
        return Some(Insertion { at: start + 1, text: written(&format!(",{space}"), space, &Style::Inline { space }) });
    }
    let outer = indent_of_line(text, start);
    let end = line_end(text);
    let indent = format!("{outer}{}", unit(text));
    let lists = written(&format!(",{end}{indent}"), " ", &lines(text, &indent, object));
    // What stands between the braces stays behind the new properties.
    let close = if inside.contains('\n') { String::new() } else { format!("{end}{outer}") };
    Some(Insertion { at: start + 1, text: format!("{end}{indent}{lists}{close}") })
}

/// New keys of a TOML table, on lines behind the one at `behind`, in the manner of an array that is there.
pub(super) fn keys(text: &str, behind: usize, lists: &Lists<'_>, style: &Style) -> Insertion {
    let rest = text.get(behind..).unwrap_or_default();
    let at = behind + rest.find('\n').unwrap_or(rest.len());
    let at = if text[..at].ends_with('\r') { at - 1 } else { at };
    let indent = indent_of_line(text, behind);
    let line =
        |(key, names): &(&str, Vec<String>)| format!("{}{indent}{key} = {}", line_end(text), array::new(names, style));
    Insertion { at, text: lists.iter().map(line).collect() }
}

/// The style of one element a line for an array whose key stands at the indentation.
pub(super) fn lines(text: &str, indent: &str, around: &Node) -> Style {
    let outer = indent_of_line(text, (around.span.end as usize).saturating_sub(1));
    let step = indent.strip_prefix(outer).filter(|step| !step.is_empty()).unwrap_or_else(|| unit(text));
    Style::Lines { item: format!("{indent}{step}"), close: indent.to_owned(), end: line_end(text) }
}

/// What stands behind commas and colons on one line: nothing in a file that is one line without such spaces.
pub(super) fn space(text: &str) -> &'static str {
    let is_compact = !text.trim_end().contains('\n') && !text.contains(": ") && !text.contains(", ");
    if is_compact { "" } else { " " }
}

/// Whether the key of an array at an offset is the first of its line, in a text of several lines.
pub(super) fn begins_line(text: &str, offset: usize) -> bool {
    let Some(start) = text[..offset].rfind('\n') else { return false };
    let before = text[start + 1..offset].trim_start();
    before.starts_with('"') && before.matches('"').count() == 2
}

/// The line end of a text.
pub(super) fn line_end(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

/// The spaces with which the line of an offset begins.
pub(super) fn indent_of_line(text: &str, offset: usize) -> &str {
    let start = text[..offset].rfind('\n').map_or(0, |end| end + 1);
    let line = &text[start..];
    let length = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..length]
}

/// One step of indentation: that of the first indented line, else two spaces.
fn unit(text: &str) -> &str {
    let indented = text.split('\n').find(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty());
    indented.map_or("  ", |line| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()])
}

/// The spaces before an offset, from its line's end on where they hold one.
fn spaces_before(text: &str, offset: usize) -> &str {
    let before = &text[..offset];
    let spaces = &before[before.trim_end_matches([' ', '\t', '\r', '\n']).len()..];
    match spaces.rfind('\n') {
        Some(end) if spaces[..end].ends_with('\r') => &spaces[end - 1..],
        Some(end) => &spaces[end..],
        None => spaces,
    }
}
