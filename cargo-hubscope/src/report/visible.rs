//! Showing text that is not ours: control characters are shown, never passed on to a terminal.

use std::borrow::Cow;

/// The text with every control character but line feed and tab replaced by something that can be seen, and likewise
/// the invisible characters that change the direction of writing.
pub fn visible(text: &str) -> Cow<'_, str> {
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

/// What is shown for a character that must not be printed.
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

impl<'a> Shown<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        if !text.chars().any(|c| c != '\r' && picture(c).is_some()) {
            return Self { text: Cow::Borrowed(text), shifts: Vec::new() };
        }
        let mut shown = String::with_capacity(text.len());
        let mut shifts = Vec::new();
        for (at, c) in text.char_indices() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_shown_and_line_ends_kept() {
        assert_eq!(visible("plain\ttext\nnext"), "plain\ttext\nnext");
        assert_eq!(visible("\u{1b}[31mred\u{7}"), "\u{241b}[31mred\u{2407}");
        assert_eq!(visible("a\u{202e}b\u{9b}c\u{7f}"), "a\\u{202e}b\\u{9b}c\u{2421}");
    }

    #[test]
    fn offsets_follow_the_replacements() {
        let text = "\u{feff}a\u{1b}b\r\nc\rd";
        let shown = Shown::of(text);
        assert_eq!(shown.text, "a\u{241b}b\r\nc\u{240d}d");
        for letter in ["a", "b", "c", "d"] {
            let original = text.find(letter).unwrap();
            assert_eq!(&shown.text[shown.offset(original)..][..1], letter);
            assert_eq!(shown.original(shown.offset(original)), original);
        }
        assert_eq!(shown.offset(text.len()), shown.text.len());
    }
}
