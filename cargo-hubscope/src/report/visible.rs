//! Showing text that is not ours: control characters are shown, never passed on to a terminal.

use std::borrow::Cow;
use std::ops::Range;

/// The text with every control character but tab replaced by something that can be seen, and likewise the invisible
/// characters that change the direction of writing. It is one line: what a name from a file has behind a line feed would
/// otherwise begin a line of the output, which a terminal or the log of a run may take for a command.
pub fn visible(text: &str) -> Cow<'_, str> {
    let picture = |c: char| if c == '\n' { Some('\u{240a}'.to_string()) } else { picture(c) };
    if !text.chars().any(|c| picture(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match picture(c) {
            Some(picture) => shown.push_str(&picture),
            None => shown.push(c),
        }
    }
    Cow::Owned(shown)
}

/// What is shown for a character that must not be printed within a file, whose line feeds end lines.
fn picture(c: char) -> Option<String> {
    match c {
        '\n' | '\t' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).map(String::from),
        '\u{7f}' => Some('\u{2421}'.to_string()),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some(format!("\\u{{{:x}}}", u32::from(c))),
        '\u{feff}' => Some(String::new()),
        _ => None,
    }
}

/// The text of a source file as it is shown, and where its bytes went.
pub(super) struct Shown<'a> {
    pub text: Cow<'a, str>,
    /// Byte offset in the original behind a replaced character, and what to add from there on.
    shifts: Vec<(usize, isize)>,
}

/// Bytes from which on a line is not shown as a whole.
const LONG_LINE: usize = 240;
/// Bytes that are shown on each side of a place in such a line.
const AROUND: usize = 60;
/// What stands for what is left out of a line.
const LEFT_OUT: &str = "...";

impl<'a> Shown<'a> {
    /// The text with what is far from all of these places (rising offsets) left out of lines that are very long.
    pub(super) fn of(text: &'a str, places: &[usize]) -> Self {
        let cuts = cuts(text, places);
        if cuts.is_empty() && !text.chars().any(|c| c != '\r' && picture(c).is_some()) {
            return Self { text: Cow::Borrowed(text), shifts: Vec::new() };
        }
        let mut shown = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        let mut cuts = cuts.into_iter().peekable();
        for (at, c) in text.char_indices() {
            if let Some(cut) = cuts.next_if(|cut| cut.end <= at) {
                shown.push_str(LEFT_OUT);
                shifts.push((cut.end, shown.len() as isize - cut.end as isize));
            }
            if cuts.peek().is_some_and(|cut| cut.contains(&at)) {
                continue;
            }
            // A carriage return before a line feed ends a line and is not printed.
            let picture = if c == '\r' && text[at + 1..].starts_with('\n') { None } else { picture(c) };
            match picture {
                Some(picture) => {
                    shown.push_str(&picture);
                    let behind = at + c.len_utf8();
                    shifts.push((behind, shown.len() as isize - behind as isize));
                }
                None => shown.push(c),
            }
        }
        for cut in cuts {
            shown.push_str(LEFT_OUT);
            shifts.push((cut.end, shown.len() as isize - cut.end as isize));
        }
        Self { text: Cow::Owned(shown), shifts }
    }

    /// Where an offset of the original is in the shown text.
    pub(super) fn offset(&self, original: usize) -> usize {
        let before = self.shifts.partition_point(|(behind, _)| *behind <= original);
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last].1);
        original.saturating_add_signed(shift).min(self.text.len())
    }

    /// Where an offset of the shown text is in the original.
    pub(super) fn original(&self, shown: usize) -> usize {
        let before = self.shifts.partition_point(|(behind, shift)| behind.saturating_add_signed(*shift) <= shown);
        let shift = before.checked_sub(1).map_or(0, |last| self.shifts[last].1);
        shown.saturating_add_signed(-shift)
    }
}

/// The parts of very long lines that are far from every place.
fn cuts(text: &str, places: &[usize]) -> Vec<Range<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        if end - start > LONG_LINE {
            let inside = places.iter().filter(|place| (start..=end).contains(*place));
            let kept = inside.map(|place| place.saturating_sub(AROUND).max(start)..(place + AROUND).min(end));
            let mut from = start;
            for kept in kept {
                let next = boundary(text, kept.start);
                if next > from + LEFT_OUT.len() {
                    cuts.push(from..next);
                }
                from = boundary(text, kept.end).max(from);
            }
            if from == start {
                from = boundary(text, start + LONG_LINE);
            }
            if end > from + LEFT_OUT.len() {
                cuts.push(from..end);
            }
        }
        start += line.len();
    }
    cuts
}

/// The character boundary at an offset or before it.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown() {
        assert_eq!(visible("plain\ttext"), "plain\ttext");
        assert_eq!(visible("name\r\n::error::x"), "name\u{240d}\u{240a}::error::x");
        assert_eq!(visible("\u{1b}[31mred\u{7}"), "\u{241b}[31mred\u{2407}");
        assert_eq!(visible("a\u{202e}b\u{9b}c\u{7f}"), "a\\u{202e}b\\u{9b}c\u{2421}");
    }

    #[test]
    fn offsets_follow_the_replacements() {
        let text = "\u{feff}a\u{1b}b\r\nc\rd";
        let shown = Shown::of(text, &[]);
        assert_eq!(shown.text, "a\u{241b}b\r\nc\u{240d}d");
        for letter in ["a", "b", "c", "d"] {
            let original = text.find(letter).unwrap();
            assert_eq!(&shown.text[shown.offset(original)..][..1], letter);
            assert_eq!(shown.original(shown.offset(original)), original);
        }
        assert_eq!(shown.offset(text.len()), shown.text.len());
    }

    #[test]
    fn a_very_long_line_is_shown_around_its_places() {
        let long = "ä".repeat(400);
        let text = format!("short\r\n{long}find{long}me{long}\r\n{long}\nend");
        let places = ["find", "me", "end"].map(|word| text.find(word).unwrap());
        let shown = Shown::of(&text, &places);
        let lines: Vec<&str> = shown.text.lines().collect();
        let (side, less) = ("ä".repeat(30), "ä".repeat(28));
        assert_eq!(lines[1], format!("...{side}find{less}...{side}me{}...", "ä".repeat(29)));
        assert_eq!(lines[2], format!("{}...", "ä".repeat(120)));
        assert_eq!((lines[0], lines[3]), ("short", "end"));
        for place in places {
            assert_eq!(shown.original(shown.offset(place)), place);
            assert_eq!(shown.text[shown.offset(place)..].get(..2), text[place..].get(..2));
        }
        let exact = "x".repeat(240);
        assert_eq!(Shown::of(&exact, &[]).text, exact);
    }
}
