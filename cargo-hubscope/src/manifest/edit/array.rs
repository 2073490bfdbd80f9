//! Editing an array of strings in its text, in JSON and in TOML.
//!
//! The text between the brackets is cut into its elements, each with what stands before it and whether a comma follows;
//! elements are taken out, renamed and appended; and the pieces are put together again. Whatever is not touched comes
//! out as it went in, comments and odd spacing too.

use std::ops::Range;

/// What begins a comment that goes on to the end of the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comments {
    /// `//`, and `/* */` besides.
    Json,
    /// `#`.
    Toml,
}

/// How to write elements where the array has none to take after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    /// `["a", "b"]`, or `["a","b"]` in a file without spaces.
    Inline {
        /// What stands behind a comma.
        space: &'static str,
    },
    /// One element a line.
    Lines {
        /// What stands before each element on its line.
        item: String,
        /// What stands before the closing bracket on its line.
        close: String,
        /// The line end.
        end: &'static str,
    },
}

/// What to do with an array.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Indices of elements to take out, rising.
    pub(super) removed: Vec<usize>,
    /// Indices of elements with the name to write instead.
    pub(super) renamed: Vec<(usize, String)>,
    /// Names to add behind the last element.
    pub(super) appended: Vec<String>,
}

/// An element with what belongs to it.
#[derive(Debug)]
struct Item {
    /// Spaces and comments before it.
    lead: String,
    text: String,
    /// Spaces and comments between it and its comma.
    gap: String,
    comma: bool,
}

/// An array cut into its parts.
#[derive(Debug)]
struct Array {
    items: Vec<Item>,
    /// Spaces and comments before the closing bracket.
    tail: String,
    comments: Comments,
}

/// The array's new text with its brackets. `text` is the old one with its brackets, `elements` are the places of its
/// elements in it, rising.
pub(super) fn edit(
    text: &str,
    elements: &[Range<usize>],
    changes: &Changes,
    style: &Style,
    comments: Comments,
) -> Option<String> {
    let mut array = Array::cut(text, elements, comments)?;
    for (index, name) in &changes.renamed {
        let item = array.items.get_mut(*index)?;
        item.text = quoted(name, &item.text);
    }
    for index in changes.removed.iter().rev() {
        array.remove(*index)?;
    }
    changes.appended.iter().for_each(|name| array.append(name, style));
    Some(array.text())
}

/// A new array with the given elements.
pub(super) fn new(names: &[String], style: &Style) -> String {
    let mut array = Array { items: Vec::new(), tail: String::new(), comments: Comments::Json };
    names.iter().for_each(|name| array.append(name, style));
    array.text()
}

impl Array {
    fn cut(text: &str, elements: &[Range<usize>], comments: Comments) -> Option<Self> {
        let inside = 1..text.len().checked_sub(1)?;
        if !text.starts_with('[') || !text.ends_with(']') {
            return None;
        }
        let mut items = Vec::with_capacity(elements.len());
        let mut from = inside.start;
        for (index, element) in elements.iter().enumerate() {
            let until = elements.get(index + 1).map_or(inside.end, |next| next.start);
            let behind = text.get(element.end..until)?;
            let comma = comma(behind, comments);
            items.push(Item {
                lead: text.get(from..element.start)?.to_owned(),
                text: text.get(element.clone())?.to_owned(),
                gap: comma.map_or("", |comma| &behind[..comma]).to_owned(),
                comma: comma.is_some(),
            });
            from = comma.map_or(element.end, |comma| element.end + comma + 1);
        }
        Some(Self { items, tail: text.get(from..inside.end)?.to_owned(), comments })
    }

    fn text(&self) -> String {
        let mut text = String::from("[");
        for item in &self.items {
            text.push_str(&item.lead);
            text.push_str(&item.text);
            text.push_str(&item.gap);
            if item.comma {
                text.push(',');
            }
        }
        text.push_str(&self.tail);
        text.push(']');
        text
    }

    fn has_comment(&self, trivia: &str) -> bool {
        trivia.chars().any(|letter| !letter.is_whitespace())
    }

    /// Takes an element out, with the comment at the end of its line; comments on lines of their own stay.
    fn remove(&mut self, index: usize) -> Option<()> {
        if index >= self.items.len() {
            return None;
        }
        let removed = self.items.remove(index);
        let (before, own) = first_line(&removed.lead, self.comments);
        let kept = if self.has_comment(own) { own.trim_end() } else { "" };
        if let Some(next) = self.items.get(index) {
            let (_, rest) = first_line(&next.lead, self.comments);
            let spacing = if index == 0 && kept.is_empty() && !self.has_comment(rest) { own } else { rest };
            self.items[index].lead = self.after_comment(&format!("{before}{kept}"), spacing, own);
        } else {
            let (_, rest) = first_line(&self.tail, self.comments);
            self.tail = self.after_comment(&format!("{before}{kept}"), rest, own);
            if let Some(last) = self.items.last_mut() {
                last.comma = removed.comma;
                if !last.comma && last.gap.trim().is_empty() {
                    last.gap.clear();
                }
            }
            if self.items.is_empty() && !self.has_comment(&self.tail) {
                self.tail.clear();
            }
        }
        Some(())
    }

    /// Comments with what is to stand behind them; where that would become a part of the last one, the line ends first,
    /// as it did in `own`.
    fn after_comment(&self, kept: &str, behind: &str, own: &str) -> String {
        let line = kept.rfind('\n').map_or(kept, |end| &kept[end + 1..]);
        let is_open = match self.comments {
            Comments::Json => open_comment(line),
            Comments::Toml => self.has_comment(line),
        };
        if is_open && !behind.trim_start_matches([' ', '\t', '\r']).starts_with('\n') {
            return format!("{kept}{}{}", last_line(own), behind.trim_start_matches([' ', '\t']));
        }
        format!("{kept}{behind}")
    }

    /// Adds an element behind the last one, in the manner of the last one.
    fn append(&mut self, name: &str, style: &Style) {
        let Some(last) = self.items.last() else { return self.first(name, style) };
        let text = quoted(name, &last.text);
        let trailing = last.comma;
        let mut spacing = match (last_line(&last.lead), self.items.len()) {
            (line, _) if line.contains('\n') => line.to_owned(),
            (_, 1) => match style {
                Style::Inline { space } => (*space).to_owned(),
                Style::Lines { .. } => " ".to_owned(),
            },
            (line, _) => line.to_owned(),
        };
        let (own, rest) = first_line(&self.tail, self.comments);
        let own = if self.has_comment(own) { own.to_owned() } else { String::new() };
        if !own.is_empty() && !spacing.contains('\n') {
            // The comment may go on to the end of the line.
            spacing = last_line(rest).to_owned() + "  ";
        }
        self.tail = rest.to_owned();
        if let Some(last) = self.items.last_mut() {
            last.comma = true;
        }
        self.items.push(Item { lead: own + &spacing, text, gap: String::new(), comma: trailing });
    }

    fn first(&mut self, name: &str, style: &Style) {
        let text = quoted(name, "");
        let comments = self.has_comment(&self.tail);
        let (lead, tail) = match style {
            Style::Inline { .. } if !comments && !self.tail.contains('\n') => (String::new(), String::new()),
            Style::Inline { .. } => {
                let close = last_line(&self.tail).to_owned();
                (format!("{}{close}  ", self.tail.trim_end()), close)
            }
            Style::Lines { item, close, end } => {
                (format!("{}{end}{item}", self.tail.trim_end()), format!("{end}{close}"))
            }
        };
        self.tail = tail;
        self.items.push(Item { lead, text, gap: String::new(), comma: false });
    }
}

/// The name in the kind of quotes that the model has.
fn quoted(name: &str, model: &str) -> String {
    if model.starts_with('\'') && !name.contains(['\'', '\\']) && !name.contains(char::is_control) {
        return format!("'{name}'");
    }
    serde_json::Value::from(name).to_string()
}

/// The place of the comma in what stands behind an element.
fn comma(trivia: &str, comments: Comments) -> Option<usize> {
    let mut at = 0;
    while let Some(letter) = trivia[at..].chars().next() {
        if letter == ',' {
            return Some(at);
        }
        at += comment(&trivia[at..], comments).unwrap_or(letter.len_utf8());
    }
    None
}

/// The length of the comment that a text begins with.
fn comment(text: &str, comments: Comments) -> Option<usize> {
    let line = match comments {
        Comments::Json => "//",
        Comments::Toml => "#",
    };
    if text.starts_with(line) {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    (comments == Comments::Json && text.starts_with("/*")).then(|| text.find("*/").map_or(text.len(), |end| end + 2))
}

/// Whether spaces and comments on one line end within a comment that goes on to the end of the line.
fn open_comment(line: &str) -> bool {
    let mut at = 0;
    while let Some(letter) = line[at..].chars().next() {
        if line[at..].starts_with("//") {
            return true;
        }
        at += comment(&line[at..], Comments::Json).unwrap_or(letter.len_utf8());
    }
    false
}

/// Spaces and comments up to the end of the line, which belong to what stands before them, and the rest with its line
/// end. Without a line end everything belongs to what comes behind.
fn first_line(trivia: &str, comments: Comments) -> (&str, &str) {
    let mut at = 0;
    while let Some(letter) = trivia[at..].chars().next() {
        if letter == '\n' {
            let end = if trivia[..at].ends_with('\r') { at - 1 } else { at };
            return trivia.split_at(end);
        }
        at += comment(&trivia[at..], comments).unwrap_or(letter.len_utf8());
    }
    ("", trivia)
}

/// The last line end with the spaces behind it; spaces alone where there is no line end.
fn last_line(trivia: &str) -> &str {
    let Some(end) = trivia.rfind('\n') else {
        let start = trivia.trim_end().len();
        return &trivia[start..];
    };
    let end = if trivia[..end].ends_with('\r') { end - 1 } else { end };
    let line = &trivia[end..];
    let spaces = line.len() - line.trim_start().len();
    &line[..spaces]
}
