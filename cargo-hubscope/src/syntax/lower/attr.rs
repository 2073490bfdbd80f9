//! Attributes: which are kept, and how.

use quote::ToTokens as _;
use syn::Meta;

use super::super::facts::{Attr, Name, Range, Token};
use super::{Lowering, cover};

/// Attributes that say nothing about what runs: documentation, lints, layout, code generation.
const DROPPED: [&str; 28] = [
    "allow",
    "automatically_derived",
    "cold",
    "collapse_debuginfo",
    "deny",
    "deprecated",
    "diagnostic",
    "doc",
    "expect",
    "export_name",
    "forbid",
    "inline",
    "link",
    "link_name",
    "link_section",
    "must_use",
    "no_mangle",
    "non_exhaustive",
    "optimize",
    "panic_handler",
    "recursion_limit",
    "repr",
    "rustfmt",
    "target_feature",
    "track_caller",
    "type_length_limit",
    "used",
    "warn",
];

impl Lowering {
    /// The attributes that matter, in order.
    pub(super) fn attrs(&mut self, attrs: &[syn::Attribute]) -> Vec<Attr> {
        attrs.iter().filter_map(|attr| self.attr(attr)).collect()
    }

    fn attr(&mut self, attr: &syn::Attribute) -> Option<Attr> {
        let path = attr.path();
        let first = path.segments.first()?;
        if DROPPED.iter().any(|dropped| first.ident == dropped) || first.ident == "clippy" {
            return None;
        }
        let mut name = String::new();
        for segment in &path.segments {
            if !name.is_empty() {
                name.push_str("::");
            }
            name.push_str(&self.name(&segment.ident));
        }
        let path = self.intern(&name);
        let tokens = match &attr.meta {
            Meta::Path(_) => Vec::new(),
            Meta::List(list) => self.tokens(&list.tokens),
            Meta::NameValue(pair) => self.tokens(&pair.value.to_token_stream()),
        };
        let range = cover(self.mark(attr.pound_token.span), self.range(attr.bracket_token.span.join()));
        Some(Attr { path, tokens, range })
    }

    /// Where the outer attributes of an item begin, dropped ones too; empty without any.
    pub(super) fn attrs_start(&self, attrs: &[syn::Attribute]) -> Range {
        attrs
            .iter()
            .find(|attr| matches!(attr.style, syn::AttrStyle::Outer))
            .map(|attr| self.mark(attr.pound_token.span))
            .unwrap_or_default()
    }

    /// A `cfg` attribute that stands for a branch of a macro: `condition` is what would be between its parentheses.
    pub(super) fn cfg_attr(&mut self, condition: Vec<Token>, range: Range) -> Attr {
        Attr { path: self.intern("cfg"), tokens: condition, range }
    }
}

/// Whether an attribute switches code on and off.
pub(super) fn is_cfg(attr: &Attr) -> bool {
    &*attr.path == "cfg"
}

/// Whether one of syn's attributes is a `cfg`.
pub(super) fn has_cfg(attrs: &[syn::Attribute]) -> bool {
    attrs.iter().any(|attr| attr.path().is_ident("cfg"))
}

/// `name(tokens)` as our tokens.
pub(super) fn call(name: &Name, tokens: Vec<Token>, range: Range) -> Vec<Token> {
    vec![Token::Ident(name.clone(), range), Token::Group(super::super::facts::Delimiter::Parenthesis, tokens, range)]
}
