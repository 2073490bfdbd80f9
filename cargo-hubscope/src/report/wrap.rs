//! Breaking lines of prose at the width of a terminal, between words and not within them.

/// With what a line begins that is prose: a verdict or a message, or what is added to one.
const BEGINNINGS: [&str; 7] = ["error", "warning", "note", "ok:", "help", "= ", "- "];

/// The text with its lines of prose broken so that none is wider than `width` columns, as far as there are spaces to break
/// at. Lines that show source stay as they are, and styles take no room.
pub fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let plain = anstream::adapter::strip_str(line).to_string();
        let shown = plain.trim_end();
        let is_prose = BEGINNINGS.iter().any(|beginning| shown.trim_start().starts_with(beginning));
        if is_prose && shown.chars().count() > width {
            broken(line, indent(shown), width, &mut out);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// A page with all its lines broken so that none is wider than `width` columns, as far as there are spaces to break at. What
/// follows stands further in than its beginning where that is moved in.
pub fn wrapped_page(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let plain = anstream::adapter::strip_str(line).to_string();
        let shown = plain.trim_end();
        if shown.chars().count() > width {
            let before = shown.chars().count() - shown.trim_start().chars().count();
            broken(line, if before == 0 { 0 } else { before + 2 }, width, &mut out);
        } else {
            out.push_str(line);
        }
    }
    out
}

/// How far the following lines are moved in: to where the text begins.
fn indent(shown: &str) -> usize {
    let text = shown.trim_start();
    let before = shown.chars().count() - text.chars().count();
    let mark = ["= help: ", "= note: ", "= ", "- ", "help: ", "note: "].iter().find(|mark| text.starts_with(**mark));
    before + mark.map_or(2, |mark| mark.len())
}

fn broken(line: &str, indent: usize, width: usize, out: &mut String) {
    let mut column = 0;
    for word in line.split_inclusive(' ') {
        let shown = anstream::adapter::strip_str(word).to_string();
        let room = shown.trim_end().chars().count();
        if column > indent && column + room > width {
            out.truncate(out.trim_end_matches(' ').len());
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            column = indent;
        }
        out.push_str(word);
        column += shown.chars().count();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_broken_between_words_and_source_is_not() {
        let text = "error: one two three four\n 1 | let a_very_long_line = 1 + 2 + 3;\n  = note: alpha beta gamma delta\n\nend of it all, and more\n";
        assert_eq!(
            wrapped(text, 21),
            "error: one two three\n  four\n 1 | let a_very_long_line = 1 + 2 + 3;\n  = note: alpha beta\n          gamma delta\n\nend of it all, and more\n"
        );
        assert_eq!(wrapped(text, 80), text);
    }

    #[test]
    fn a_page_is_broken_throughout() {
        let text = "one two three four\n  alpha: beta gamma delta\n\n     * a\n";
        assert_eq!(wrapped_page(text, 14), "one two three\nfour\n  alpha: beta\n    gamma\n    delta\n\n     * a\n");
        assert_eq!(wrapped_page(text, 80), text);
    }

    #[test]
    fn styles_take_no_room_and_words_that_are_too_long_stay_whole() {
        let styled = "\u{1b}[1merror\u{1b}[0m: \u{1b}[31mone two\u{1b}[0m three\n";
        assert_eq!(wrapped(styled, 14), "\u{1b}[1merror\u{1b}[0m: \u{1b}[31mone two\u{1b}[0m\n  three\n");
        assert_eq!(wrapped("note: aaaaaaaaaaaaaaaaaaaa b\n", 10), "note: aaaaaaaaaaaaaaaaaaaa\n      b\n");
    }
}
