//! Finds where items and statements end, in tokens that do not parse as a whole.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenTree};

/// Where each item begins and ends. Lone `;` are between them.
pub(super) fn items(tokens: &[TokenTree]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        if is_punct(&tokens[start], ';') {
            start += 1;
            continue;
        }
        let end = item_end(tokens, start);
        items.push(start..end);
        start = end;
    }
    items
}

/// One past the last token of the item that begins at `start`.
fn item_end(tokens: &[TokenTree], start: usize) -> usize {
    let keyword = keyword(tokens, start);
    let to_semi = match tokens.get(keyword) {
        Some(TokenTree::Ident(word)) => {
            ["use", "static", "type", "let", "const"].iter().any(|semi| word == semi)
                || word == "extern"
                    && matches!(tokens.get(keyword + 1), Some(TokenTree::Ident(next)) if next == "crate")
        }
        _ => false,
    };
    for at in keyword..tokens.len() {
        match &tokens[at] {
            token if is_punct(token, ';') => return at + 1,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !to_semi => {
                // `Name<{ 4 }>` goes on.
                let in_angles = at > 0 && (is_punct(&tokens[at - 1], '<') || is_punct(&tokens[at - 1], ','))
                    || tokens.get(at + 1).is_some_and(|next| is_punct(next, '>') || is_punct(next, ','));
                if !in_angles {
                    return at + 1;
                }
            }
            token if at > keyword && begins_item(token) && is_below(&tokens[start], &tokens[at - 1], token) => {
                return at;
            }
            _ => {}
        }
    }
    tokens.len()
}

/// The first token after attributes, visibility and modifiers.
fn keyword(tokens: &[TokenTree], mut at: usize) -> usize {
    loop {
        match tokens.get(at) {
            Some(token) if is_punct(token, '#') => {
                at += 1;
                if tokens.get(at).is_some_and(|token| is_punct(token, '!')) {
                    at += 1;
                }
                if matches!(tokens.get(at), Some(TokenTree::Group(_))) {
                    at += 1;
                }
            }
            Some(TokenTree::Ident(word)) => {
                let next_is = |words: &[&str]| matches!(tokens.get(at + 1), Some(TokenTree::Ident(next)) if words.iter().any(|word| next == word));
                if word == "pub" {
                    at += 1;
                    if matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
                    {
                        at += 1;
                    }
                } else if ["default", "unsafe", "async", "safe", "auto"].iter().any(|modifier| word == modifier)
                    || word == "const" && next_is(&["fn", "unsafe", "async", "extern"])
                {
                    at += 1;
                } else if word == "extern" && !next_is(&["crate"]) {
                    at += 1;
                    if matches!(tokens.get(at), Some(TokenTree::Literal(_))) {
                        at += 1;
                    }
                } else {
                    return at;
                }
            }
            _ => return at,
        }
    }
}

fn begins_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => {
            ["pub", "fn", "struct", "enum", "impl", "trait", "mod", "use", "static", "const", "type", "macro_rules"]
                .iter()
                .any(|item| word == item)
        }
        token => is_punct(token, '#'),
    }
}

/// Whether a token begins a later line than the one before it, in the column where the item began.
fn is_below(first: &TokenTree, before: &TokenTree, token: &TokenTree) -> bool {
    let (first, before, place) = (first.span().start(), before.span().end(), token.span().start());
    place.line > before.line && place.column == first.column
}

/// Where each statement begins and ends.
pub(super) fn stmts(tokens: &[TokenTree]) -> Vec<Range<usize>> {
    let mut stmts = Vec::new();
    let mut start = 0;
    for at in 0..tokens.len() {
        let ends = match &tokens[at] {
            token if is_punct(token, ';') => true,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => match tokens.get(at + 1) {
                // After a block a word begins a statement; what could be an operator is left to the parser.
                Some(TokenTree::Ident(word)) => !["else", "as", "in"].iter().any(|next| word == next),
                Some(TokenTree::Punct(punct)) => matches!(punct.as_char(), '#' | '\''),
                Some(_) => false,
                None => true,
            },
            _ => false,
        };
        if ends {
            stmts.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        stmts.push(start..tokens.len());
    }
    stmts
}

/// Whether a token is one punctuation character.
pub(super) fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}
