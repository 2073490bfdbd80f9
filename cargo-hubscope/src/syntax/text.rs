//! What has to be done to the text of a file before, or instead of, handing it to the tokenizer.

use std::borrow::Cow;
use std::ops::Range;

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The text with what is not Rust blanked out: a byte order mark, a shebang line, and the frontmatter of a cargo
/// script. Every offset and line stays where it is.
pub(super) fn prepare(text: &str) -> Cow<'_, str> {
    let blank = not_rust(text);
    if blank == 0 {
        return Cow::Borrowed(text);
    }
    let mut prepared = String::with_capacity(text.len());
    prepared
        .extend(text[..blank].bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' }));
    prepared.push_str(&text[blank..]);
    Cow::Owned(prepared)
}

/// How many bytes at the start are not Rust.
fn not_rust(text: &str) -> usize {
    let mut at = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    if text[at..].starts_with("#!") && !is_inner_attribute(&text[at + 2..]) {
        at = line_end(text, at);
    }
    // Blank lines may stand before the opening fence.
    let mut fence = at;
    while fence < text.len() && text[fence..line_end(text, fence)].trim().is_empty() {
        fence = line_end(text, fence);
    }
    let dashes = text[fence..].bytes().take_while(|byte| *byte == b'-').count();
    if dashes < 3 {
        return at;
    }
    let mut line = line_end(text, fence);
    while line < text.len() {
        let end = line_end(text, line);
        if text[line..end].trim_end().strip_prefix(&text[fence..fence + dashes]).is_some_and(str::is_empty) {
            return end;
        }
        line = end;
    }
    at
}

/// Whether what follows `#!` makes it `#![..]`, whatever spaces and comments stand between.
fn is_inner_attribute(mut rest: &str) -> bool {
    loop {
        rest = rest.trim_start();
        if let Some(comment) = rest.strip_prefix("//") {
            rest = &comment[comment.find('\n').unwrap_or(comment.len())..];
        } else if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.find("*/").map_or("", |end| &comment[end + 2..]);
        } else {
            return rest.starts_with('[');
        }
    }
}

/// One past the end of the line that holds an offset.
fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Words with which a line begins that begins an item.
const ITEM_WORDS: [&str; 17] = [
    "async",
    "const",
    "default",
    "enum",
    "extern",
    "fn",
    "impl",
    "macro_rules!",
    "mod",
    "pub",
    "static",
    "struct",
    "trait",
    "type",
    "union",
    "unsafe",
    "use",
];

/// Cuts text that cannot be tokenized as a whole where a line begins an item at the same indentation as the first
/// item, so that one broken item does not take the others with it. The pieces cover the range without gaps.
pub(super) fn cut(text: &str, within: Range<usize>) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut indent = None;
    // Where the attributes and doc comments of the next item begin.
    let mut head = None;
    for start in code_lines(text, &within) {
        let line = &text[start..line_end(text, start).min(within.end)];
        let content = line.trim_start_matches([' ', '\t']);
        let depth = line.len() - content.len();
        let attribute = content.starts_with("#[") || content.starts_with("///") || content.starts_with("//!");
        let item = ITEM_WORDS.iter().any(|word| {
            content.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c == '_' || c.is_alphanumeric()))
        });
        if (attribute || item) && indent.is_none() {
            indent = Some(depth);
        }
        if indent != Some(depth) || !(attribute || item) {
            head = None;
        } else if attribute {
            head.get_or_insert(start);
        } else {
            starts.push(head.take().unwrap_or(start));
        }
    }
    let mut pieces = Vec::with_capacity(starts.len() + 1);
    let mut from = within.start;
    for start in starts {
        if start > from {
            pieces.push(from..start);
            from = start;
        }
    }
    pieces.push(from..within.end);
    pieces.retain(|piece| !text[piece.clone()].trim().is_empty());
    pieces
}

/// The first bytes of the lines that do not begin inside a string or a block comment. One that is never closed is
/// taken for a stray quote.
fn code_lines(text: &str, within: &Range<usize>) -> Vec<usize> {
    let bytes = &text.as_bytes()[..within.end];
    let mut lines = vec![within.start];
    let mut at = within.start;
    // Each unclosed one costs a scan to the end.
    let mut unclosed = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'\n' => {
                lines.push(at + 1);
                at + 1
            }
            b'/' if bytes[at..].starts_with(b"//") => line_of(bytes, at),
            _ if unclosed > 64 => at + 1,
            b'/' if bytes[at..].starts_with(b"/*") => closed(block_comment(bytes, at), at, &mut unclosed),
            b'"' => closed(string(bytes, at), at, &mut unclosed),
            b'r' if !(at > 0 && is_word(bytes[at - 1]) && !matches!(bytes[at - 1], b'b' | b'c')) => {
                match raw_string(bytes, at) {
                    Some(end) => closed(end, at, &mut unclosed),
                    None => at + 1,
                }
            }
            b'\'' => char_end(text, at, bytes.len()),
            _ => at + 1,
        };
        at = end;
    }
    lines.retain(|line| *line < within.end);
    lines
}

/// Where the statement, the argument or the head of an item or a block ends that begins at an offset: behind what
/// closes it, however many lines it takes.
pub fn statement_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut depth, mut unclosed) = (from, 0usize, 0);
    // Where the last sign that is no blank and no comment ends.
    let mut end = from;
    while at < bytes.len() {
        let next = match bytes[at] {
            b'\n' if depth == 0 && end > from && !goes_on(bytes, end, at) => return end,
            byte if byte.is_ascii_whitespace() => {
                at += 1;
                continue;
            }
            b'/' if bytes[at..].starts_with(b"//") => {
                at = line_of(bytes, at);
                continue;
            }
            b'/' if bytes[at..].starts_with(b"/*") => {
                at = closed(block_comment(bytes, at), at, &mut unclosed);
                continue;
            }
            b'"' => closed(string(bytes, at), at, &mut unclosed),
            b'r' if !(at > 0 && is_word(bytes[at - 1]) && !matches!(bytes[at - 1], b'b' | b'c')) => {
                raw_string(bytes, at).map_or(at + 1, |end| closed(end, at, &mut unclosed))
            }
            b'\'' => char_end(text, at, bytes.len()),
            b';' | b',' if depth == 0 => return at + 1,
            b'{' if depth == 0 => return at + 1,
            b')' | b']' | b'}' if depth == 0 => return end,
            b'(' | b'[' | b'{' => {
                depth += 1;
                at + 1
            }
            b')' | b']' | b'}' => {
                depth -= 1;
                at + 1
            }
            _ => at + 1,
        };
        at = next;
        end = next;
    }
    end.min(bytes.len())
}

/// Whether a statement that has no end yet goes on behind a line: what stands before it wants more, or what follows
/// belongs to it.
fn goes_on(bytes: &[u8], end: usize, line: usize) -> bool {
    let wants_more = matches!(bytes[end - 1], b'=' | b'+' | b'-' | b'*' | b'/' | b'|' | b'&' | b'<' | b':' | b'.');
    let mut at = line;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
        } else if bytes[at..].starts_with(b"//") {
            at = line_of(bytes, at);
        } else {
            break;
        }
    }
    wants_more || matches!(bytes.get(at), Some(b'.' | b'?'))
}

fn closed(end: Option<usize>, at: usize, unclosed: &mut u32) -> usize {
    end.unwrap_or_else(|| {
        *unclosed += 1;
        at + 1
    })
}

fn is_word(byte: u8) -> bool {
    byte == b'_' || byte.is_ascii_alphanumeric() || byte >= 0x80
}

/// The line feed that ends a line.
fn line_of(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end)
}

fn block_comment(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0usize;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => {
                depth += 1;
                at += 2;
            }
            b"*/" => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => at += 1,
        }
    }
    None
}

fn string(bytes: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 2,
            b'"' => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Outer `None`: no raw string starts here. Inner `None`: it is never closed.
fn raw_string(bytes: &[u8], at: usize) -> Option<Option<usize>> {
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    if bytes.get(at + 1 + hashes) != Some(&b'"') {
        return None;
    }
    let mut from = at + 2 + hashes;
    while let Some(quote) = bytes[from..].iter().position(|byte| *byte == b'"') {
        from += quote + 1;
        if bytes[from..].iter().take(hashes).filter(|byte| **byte == b'#').count() == hashes {
            return Some(Some(from + hashes));
        }
    }
    Some(None)
}

/// The end of a character literal, or of the quote of a lifetime.
fn char_end(text: &str, at: usize, end: usize) -> usize {
    let mut chars = text[at + 1..end].char_indices();
    match chars.next() {
        Some((_, '\\')) => {
            // `'\''` and `'\u{..}'`: the quote after the escaped character.
            let from = (at + 3).min(end);
            text.as_bytes()[from..end]
                .iter()
                .take(12)
                .position(|byte| *byte == b'\'')
                .map_or(at + 1, |quote| from + quote + 1)
        }
        Some(_) => match chars.next() {
            Some((offset, '\'')) => at + 1 + offset + 1,
            _ => at + 1,
        },
        None => at + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_rust_is_blanked() {
        let same = ["fn f() {}", "#![allow(x)]\nfn f() {}", "#! /* a */ [x]", "---x", "", "--- no end\nfn f() {}"];
        for text in same {
            assert_eq!(prepare(text), text);
        }
        assert_eq!(prepare("#!/usr/bin/env cargo\nfn f() {}"), "                    \nfn f() {}");
        assert_eq!(prepare("\u{feff}fn f() {}"), "   fn f() {}");
        assert_eq!(prepare("#!x\r\n\n---cargo\n[a]\né\n---\nfn f() {}"), "   \r\n\n        \n   \n  \n   \nfn f() {}");
        assert_eq!(prepare("----\n---\n----\nx"), "    \n   \n    \nx");
    }

    fn pieces(text: &str) -> Vec<&str> {
        cut(text, 0..text.len()).into_iter().map(|piece| &text[piece]).collect()
    }

    #[test]
    fn a_statement_ends_where_it_is_closed() {
        for (statement, rest) in [
            ("http.get(url)", "\nlet x = 1;"),
            ("http.get(url);", " more();"),
            ("Client::new()\n    .get(\n  \"a;)\",\n )\n    // why\n    .send()\n    .await?;", "\nnext()"),
            ("let answer =\n    http.get(url).send()", "\n}"),
            ("let it = retry(|| {\n    one();\n    two()\n});", "\n"),
            ("Endpoint::new(r#\"a\n)\"#, 'x', b'\\''),", "\nother,"),
            ("pub async fn list(\n    &self,\n) -> Result<()> {", "\n    body()\n}"),
            ("match http.get(url) {", "\n A => 1 }"),
            ("last()", " // said\n}"),
            ("last(", ""),
        ] {
            let text = format!("{statement}{rest}");
            assert_eq!(&text[..statement_end(&text, 0)], statement);
        }
    }

    #[test]
    fn a_file_is_cut_where_its_items_begin() {
        let text = "use a;\n\n/// Doc.\n#[x]\npub fn f() {\n    fn g() {}\n\nfn h() { \"\n\" }\nconstant!();\n";
        assert_eq!(
            pieces(text),
            ["use a;\n\n", "/// Doc.\n#[x]\npub fn f() {\n    fn g() {}\n\n", "fn h() { \"\n\" }\nconstant!();\n"]
        );
    }

    #[test]
    fn text_inside_strings_and_comments_is_not_cut() {
        for inside in
            ["r#\"\nfn x() {}\n\"#", "\"\nfn x() {}\n\"", "/*\nfn x() {}\n*/", "'\"' \"\nfn x() {}\n\"", "br\"\nfn\n\""]
        {
            let text = format!("fn f() {{ {inside}\n");
            assert_eq!(pieces(&text), [&text], "{inside}");
        }
    }

    #[test]
    fn an_unclosed_string_does_not_swallow_the_rest() {
        assert_eq!(pieces("fn f() { \" }\nfn g() {}\n"), ["fn f() { \" }\n", "fn g() {}\n"]);
        assert_eq!(pieces("fn f() { /* }\nfn g() {}\n"), ["fn f() { /* }\n", "fn g() {}\n"]);
    }
}
