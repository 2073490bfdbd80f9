//! Patterns.

use syn::Pat;

use super::super::facts::{Lit, Name, PatId, PatKind, Range};
use super::ty::delimiter_span;
use super::{Lowering, cover};

impl Lowering {
    /// Lowers a pattern.
    pub(in crate::syntax) fn pat(&mut self, pat: &Pat) -> PatId {
        self.pat_outer(pat).0
    }

    /// Lowers a pattern; also gives the place of all its tokens, those that vanish included.
    pub(super) fn pat_outer(&mut self, pat: &Pat) -> (PatId, Range) {
        let (kind, range) = match pat {
            Pat::Paren(pat) => {
                let id = self.pat(&pat.pat);
                return (id, self.range(pat.paren_token.span.join()));
            }
            Pat::Reference(pat) => {
                let (id, inner) = self.pat_outer(&pat.pat);
                return (id, cover(self.mark(pat.and_token.spans[0]), inner));
            }
            Pat::Guard(pat) => return self.pat_outer(&pat.pat),
            Pat::Type(pat) => return self.pat_outer(&pat.pat),
            Pat::Ident(pat) => {
                let (name, mut range) = self.ident(&pat.ident);
                if let Some(token) = &pat.mutability {
                    range = cover(self.range(token.span), range);
                }
                if let Some(token) = &pat.by_ref {
                    range = cover(self.range(token.span), range);
                }
                let sub = pat.subpat.as_ref().map(|(_, sub)| {
                    let (id, end) = self.pat_outer(sub);
                    range = cover(range, end);
                    id
                });
                let decorated = pat.by_ref.is_some() || pat.mutability.is_some();
                (PatKind::Bind { name, sub, decorated }, range)
            }
            Pat::Lit(pat) => {
                let range = self.range(pat.lit.span());
                match self.lit(&pat.lit) {
                    Some(lit) => (PatKind::Lit(lit), range),
                    None => (PatKind::Wild, range),
                }
            }
            Pat::Path(pat) => {
                let path = self.path(pat.qself.as_ref(), &pat.path);
                let range = path.range;
                (PatKind::Path(path), range)
            }
            Pat::Range(pat) => {
                let limits = match &pat.limits {
                    syn::RangeLimits::HalfOpen(token) => cover(self.mark(token.spans[0]), self.mark(token.spans[1])),
                    syn::RangeLimits::Closed(token) => cover(self.mark(token.spans[0]), self.mark(token.spans[2])),
                };
                let from = pat.start.as_ref().map(|expr| self.outer(expr).1).unwrap_or_default();
                let to = pat.end.as_ref().map(|expr| self.outer(expr).1).unwrap_or_default();
                (PatKind::Range, cover(cover(from, limits), to))
            }
            Pat::Rest(pat) => {
                (PatKind::Rest, cover(self.range(pat.dot2_token.spans[0]), self.range(pat.dot2_token.spans[1])))
            }
            Pat::Tuple(pat) => {
                let elems = pat.elems.iter().map(|pat| self.pat(pat)).collect();
                (PatKind::Tuple(elems), self.range(pat.paren_token.span.join()))
            }
            Pat::Slice(pat) => {
                let elems = pat.elems.iter().map(|pat| self.pat(pat)).collect();
                (PatKind::Slice(elems), self.range(pat.bracket_token.span.join()))
            }
            Pat::TupleStruct(pat) => {
                let path = self.path(pat.qself.as_ref(), &pat.path);
                let range = cover(path.range, self.range(pat.paren_token.span.join()));
                let elems = pat.elems.iter().map(|pat| self.pat(pat)).collect();
                (PatKind::TupleStruct { path, elems }, range)
            }
            Pat::Struct(pat) => {
                let path = self.path(pat.qself.as_ref(), &pat.path);
                let range = cover(path.range, self.range(pat.brace_token.span.join()));
                let mut fields = Vec::with_capacity(pat.fields.len());
                for field in &pat.fields {
                    let name = self.member(&field.member).0;
                    let pat = self.pat(&field.pat);
                    fields.push((name, pat));
                }
                (PatKind::Struct { path, fields }, range)
            }
            Pat::Or(pat) => {
                let mut range = pat.leading_vert.as_ref().map(|token| self.mark(token.spans[0])).unwrap_or_default();
                let mut cases = Vec::with_capacity(pat.cases.len());
                for case in &pat.cases {
                    let (id, place) = self.pat_outer(case);
                    range = cover(range, place);
                    cases.push(id);
                }
                (PatKind::Or(cases), range)
            }
            Pat::Wild(pat) => (PatKind::Wild, self.range(pat.underscore_token.span)),
            Pat::Const(pat) => {
                let range = cover(self.range(pat.const_token.span), self.range(pat.block.brace_token.span.join()));
                (PatKind::Wild, range)
            }
            Pat::Macro(pat) => {
                let start = self.mod_path_range(&pat.mac.path);
                (PatKind::Wild, cover(start, self.range(delimiter_span(&pat.mac.delimiter))))
            }
            Pat::Verbatim(tokens) => (PatKind::Wild, self.stream_range(tokens)),
            _ => (PatKind::Wild, Range::default()),
        };
        (self.push_pat(kind, range), range)
    }

    fn string(&mut self, lit: &syn::LitStr) -> Name {
        let value = lit.value();
        // In a raw string syn leaves the line ends of the file, which to Rust are line feeds.
        if value.contains("\r\n") && lit.token().to_string().starts_with('r') {
            return self.intern(&value.replace("\r\n", "\n"));
        }
        self.intern(&value)
    }

    /// A literal; `None` for a token that syn does not interpret.
    pub(super) fn lit(&mut self, lit: &syn::Lit) -> Option<Lit> {
        Some(match lit {
            syn::Lit::Str(lit) => Lit::Str(self.string(lit)),
            syn::Lit::ByteStr(lit) => Lit::Bytes(lit.value()),
            syn::Lit::CStr(lit) => Lit::Bytes(lit.value().into_bytes()),
            syn::Lit::Byte(lit) => Lit::Int(self.intern(&lit.value().to_string())),
            syn::Lit::Char(lit) => Lit::Char(lit.value()),
            syn::Lit::Int(lit) => Lit::Int(self.intern(lit.base10_digits())),
            syn::Lit::Float(lit) => Lit::Float(self.intern(&lit.to_string())),
            syn::Lit::Bool(lit) => Lit::Bool(lit.value),
            _ => return None,
        })
    }
}
