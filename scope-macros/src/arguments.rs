//! What the arguments of the attributes have in common: lists, reasons, and errors that are told all at once.

use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Error, LitStr, Result, Token, parenthesized, token};

/// The problems found so far, none of which keeps the rest from being read.
#[derive(Default)]
pub(crate) struct Problems(Option<Error>);

impl Problems {
    /// Adds a problem; they are told in the order in which they were added.
    pub(crate) fn add(&mut self, problem: Error) {
        match &mut self.0 {
            Some(first) => first.combine(problem),
            None => self.0 = Some(problem),
        }
    }

    /// Adds the problem of `result`, if it has one.
    pub(crate) fn take(&mut self, result: Result<()>) {
        if let Err(problem) = result {
            self.add(problem);
        }
    }

    /// All problems as one error, if there are any.
    pub(crate) fn into_result(self) -> Result<()> {
        self.0.map_or(Ok(()), Err)
    }
}

/// Reads entries separated by commas up to the end of `input`; a comma may follow the last.
pub(crate) fn entries(input: ParseStream, mut entry: impl FnMut(ParseStream) -> Result<()>) -> Result<()> {
    while !input.is_empty() {
        entry(input)?;
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(())
}

/// Reads what follows `word` in parentheses: entries, and among them at most one `reason = ".."`, which is returned.
pub(crate) fn group(
    word: &Ident,
    input: ParseStream,
    mut entry: impl FnMut(ParseStream) -> Result<()>,
) -> Result<Option<LitStr>> {
    if !input.peek(token::Paren) {
        return Err(Error::new(word.span(), format!("`{word}` stands alone: write `{word}(..)`")));
    }
    let content;
    parenthesized!(content in input);
    let mut reason = None;
    entries(&content, |input| {
        if !input.peek2(Token![=]) {
            return entry(input);
        }
        let key: Ident = input.parse()?;
        if key != "reason" {
            return Err(Error::new(key.span(), format!("unknown key `{key}`: only `reason = \"..\"` is one")));
        }
        input.parse::<Token![=]>()?;
        let text = quoted(input, "expected the reason in quotes")?;
        if text.value().trim().is_empty() {
            return Err(Error::new(text.span(), "the reason is empty: say why"));
        }
        match reason.replace(text) {
            None => Ok(()),
            Some(_) => Err(Error::new(key.span(), "a second reason: write one")),
        }
    })?;
    Ok(reason)
}

/// Reads a string literal; when something else stands there, the error says what was `expected`.
pub(crate) fn quoted(input: ParseStream, expected: &str) -> Result<LitStr> {
    input.parse().map_err(|error| Error::new(error.span(), expected))
}
