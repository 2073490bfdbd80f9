//! Types, paths and generic parameters.

use proc_macro2::TokenStream;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypeParamBound, WherePredicate};

use super::super::facts::{GenericParam, Name, Path, Range, Segment, TyId, TyKind};
use super::{Lowering, cover};

impl Lowering {
    /// Lowers a type.
    pub(in crate::syntax) fn ty(&mut self, ty: &Type) -> TyId {
        self.ty_outer(ty).0
    }

    /// Lowers a type; also gives the place of all its tokens, those that vanish included.
    pub(super) fn ty_outer(&mut self, ty: &Type) -> (TyId, Range) {
        let (kind, range) = match ty {
            Type::Reference(ty) => {
                let (id, inner) = self.ty_outer(&ty.elem);
                return (id, cover(self.mark(ty.and_token.spans[0]), inner));
            }
            Type::Paren(ty) => {
                let id = self.ty(&ty.elem);
                return (id, self.range(ty.paren_token.span.join()));
            }
            Type::Group(ty) => return self.ty_outer(&ty.elem),
            Type::Path(ty) => {
                let path = self.path(ty.qself.as_ref(), &ty.path);
                let range = path.range;
                (TyKind::Path(path), range)
            }
            Type::Tuple(ty) => {
                let elems = ty.elems.iter().map(|ty| self.ty(ty)).collect();
                (TyKind::Tuple(elems), self.range(ty.paren_token.span.join()))
            }
            Type::Slice(ty) => (TyKind::Slice(self.ty(&ty.elem)), self.range(ty.bracket_token.span.join())),
            Type::Array(ty) => (TyKind::Slice(self.ty(&ty.elem)), self.range(ty.bracket_token.span.join())),
            Type::ImplTrait(ty) => {
                let start = self.range(ty.impl_token.span);
                let (paths, end) = self.bounds(&ty.bounds);
                (TyKind::Impl(paths), cover(start, end))
            }
            Type::TraitObject(ty) => {
                let start = ty.dyn_token.as_ref().map(|token| self.range(token.span)).unwrap_or_default();
                let (paths, end) = self.bounds(&ty.bounds);
                (TyKind::Dyn(paths), cover(start, end))
            }
            Type::FnPtr(ty) => {
                let params = ty.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                let mut range = cover(self.range(ty.fn_token.span), self.range(ty.paren_token.span.join()));
                let ret = match &ty.output {
                    ReturnType::Default => None,
                    ReturnType::Type(_, ret) => {
                        let (id, end) = self.ty_outer(ret);
                        range = cover(range, end);
                        Some(id)
                    }
                };
                (TyKind::Fn { params, ret }, range)
            }
            Type::Infer(ty) => (TyKind::Infer, self.range(ty.underscore_token.span)),
            Type::Never(ty) => (TyKind::Other, self.range(ty.bang_token.span)),
            Type::Ptr(ty) => {
                let (_, end) = self.ty_outer(&ty.elem);
                (TyKind::Other, cover(self.range(ty.star_token.span), end))
            }
            Type::Macro(ty) => {
                let start = self.mod_path_range(&ty.mac.path);
                (TyKind::Other, cover(start, self.range(delimiter_span(&ty.mac.delimiter))))
            }
            Type::Verbatim(tokens) => (TyKind::Other, self.stream_range(tokens)),
            _ => (TyKind::Other, Range::default()),
        };
        (self.push_ty(kind, range), range)
    }

    /// The result type of a signature, and its place.
    pub(super) fn return_ty(&mut self, ret: &ReturnType) -> Option<(TyId, Range)> {
        match ret {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(self.ty_outer(ty)),
        }
    }

    /// The traits of a list of bounds, without lifetimes and `?Sized`, and the place of all of them.
    pub(super) fn bounds<'a>(&mut self, bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> (Vec<Path>, Range) {
        let mut paths = Vec::new();
        let mut range = Range::default();
        for bound in bounds {
            match bound {
                TypeParamBound::Trait(bound) => {
                    let path = self.path(None, &bound.path);
                    range = cover(range, path.range);
                    if let Some(paren) = &bound.paren_token {
                        range = cover(range, self.range(paren.span.join()));
                    }
                    if bound.maybe.is_none() {
                        paths.push(path);
                    }
                }
                TypeParamBound::Lifetime(lifetime) => range = cover(range, self.range(lifetime.ident.span())),
                TypeParamBound::PreciseCapture(capture) => range = cover(range, self.mark(capture.gt_token.spans[0])),
                TypeParamBound::Verbatim(tokens) => range = cover(range, self.stream_range(tokens)),
                _ => {}
            }
        }
        (paths, range)
    }

    /// A path with its `<T as Trait>` prefix.
    pub(super) fn path(&mut self, qself: Option<&syn::QSelf>, path: &syn::Path) -> Path {
        let mut range = path.leading_colon.as_ref().map(|token| self.mark(token.spans[0])).unwrap_or_default();
        let mut segments = Vec::with_capacity(path.segments.len());
        let (self_ty, trait_segments) = match qself {
            Some(qself) => {
                range = cover(self.mark(qself.lt_token.spans[0]), range);
                range = cover(range, self.mark(qself.gt_token.spans[0]));
                (Some(self.ty(&qself.ty)), qself.position as u32)
            }
            None => (None, 0),
        };
        for segment in &path.segments {
            let (name, place) = self.ident(&segment.ident);
            range = cover(range, place);
            let mut lowered = Segment { name, args: Vec::new(), assoc: Vec::new() };
            match &segment.arguments {
                PathArguments::None => {}
                PathArguments::AngleBracketed(args) => {
                    self.generic_args(args, &mut lowered);
                    range = cover(range, self.mark(args.gt_token.spans[0]));
                }
                PathArguments::Parenthesized(args) => {
                    let parens = self.range(args.paren_token.span.join());
                    range = cover(range, parens);
                    let inputs = args.inputs.iter().map(|arg| self.ty(&arg.ty)).collect();
                    lowered.args.push(self.push_ty(TyKind::Tuple(inputs), parens));
                    let output = match self.return_ty(&args.output) {
                        Some((id, end)) => {
                            range = cover(range, end);
                            id
                        }
                        None => self.push_ty(TyKind::Tuple(Vec::new()), parens),
                    };
                    lowered.assoc.push((self.intern("Output"), output));
                }
            }
            segments.push(lowered);
        }
        // `<T as ::a::B>::c` has its leading colons inside the brackets.
        let global = path.leading_colon.is_some();
        Path { global, qself: self_ty, trait_segments, segments, range }
    }

    fn generic_args(&mut self, args: &syn::AngleBracketedGenericArguments, segment: &mut Segment) {
        for arg in &args.args {
            match arg {
                GenericArgument::Type(ty) => {
                    let id = self.ty(ty);
                    segment.args.push(id);
                }
                GenericArgument::Const(expr) => {
                    let id = self.const_argument(expr);
                    segment.args.push(id);
                }
                GenericArgument::AssocType(assoc) => {
                    let name = self.name(&assoc.ident);
                    let ty = self.ty(&assoc.ty);
                    segment.assoc.push((name, ty));
                }
                GenericArgument::AssocConst(assoc) => {
                    let name = self.name(&assoc.ident);
                    let range = self.throw_away(&assoc.value);
                    let ty = self.push_ty(TyKind::Other, range);
                    segment.assoc.push((name, ty));
                }
                GenericArgument::Constraint(constraint) => {
                    let name = self.name(&constraint.ident);
                    let (paths, range) = self.bounds(&constraint.bounds);
                    let ty = self.push_ty(TyKind::Impl(paths), range);
                    segment.assoc.push((name, ty));
                }
                _ => {}
            }
        }
    }

    /// A const argument: a literal is kept, anything else is not.
    fn const_argument(&mut self, expr: &syn::Expr) -> TyId {
        let range = self.throw_away(expr);
        let kind = match expr {
            syn::Expr::Lit(lit) => self.lit(&lit.lit).map_or(TyKind::Other, TyKind::Const),
            _ => TyKind::Other,
        };
        self.push_ty(kind, range)
    }

    /// The place of an expression that is not kept (a const argument).
    fn throw_away(&mut self, expr: &syn::Expr) -> Range {
        self.outer(expr).1
    }

    /// Type arguments of a turbofish.
    pub(super) fn turbofish(&mut self, args: &syn::AngleBracketedGenericArguments) -> Vec<TyId> {
        let mut segment = Segment { name: self.intern(""), args: Vec::new(), assoc: Vec::new() };
        self.generic_args(args, &mut segment);
        segment.args
    }

    /// The place of a path without arguments.
    pub(super) fn mod_path_range(&self, path: &syn::Path) -> Range {
        let start = path.leading_colon.as_ref().map(|token| self.mark(token.spans[0])).unwrap_or_default();
        path.segments.iter().fold(start, |range, segment| cover(range, self.range(segment.ident.span())))
    }

    /// The place of a token stream, from its first to its last token.
    pub(super) fn stream_range(&self, tokens: &TokenStream) -> Range {
        let mut tokens = tokens.clone().into_iter();
        let Some(first) = tokens.next() else { return Range::default() };
        let start = self.range(first.span());
        tokens.last().map_or(start, |last| cover(start, self.range(last.span())))
    }

    /// Type and const parameters with the bounds of the `where` clause merged in.
    pub(super) fn generics(&mut self, generics: &syn::Generics) -> Vec<GenericParam> {
        let mut params: Vec<GenericParam> = Vec::new();
        for param in &generics.params {
            match param {
                syn::GenericParam::Type(param) => {
                    let name = self.name(&param.ident);
                    let (bounds, _) = self.bounds(&param.bounds);
                    let default = param.default.as_ref().map(|(_, ty)| self.ty(ty));
                    params.push(GenericParam { name, bounds, default });
                }
                syn::GenericParam::Const(param) => {
                    let name = self.name(&param.ident);
                    let default = param.default.as_ref().map(|(_, expr)| self.const_argument(expr));
                    params.push(GenericParam { name, bounds: Vec::new(), default });
                }
                syn::GenericParam::Lifetime(_) => {}
            }
        }
        for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            let WherePredicate::Type(predicate) = predicate else { continue };
            let Some(name) = self.lone_name(&predicate.bounded_ty) else { continue };
            if let Some(index) = params.iter().position(|param| param.name == name) {
                let (bounds, _) = self.bounds(&predicate.bounds);
                params[index].bounds.extend(bounds);
            }
        }
        params
    }

    fn lone_name(&mut self, ty: &Type) -> Option<Name> {
        match ty {
            Type::Path(path) if path.qself.is_none() => path.path.get_ident().map(|ident| self.name(ident)),
            Type::Paren(ty) => self.lone_name(&ty.elem),
            Type::Group(ty) => self.lone_name(&ty.elem),
            _ => None,
        }
    }
}

/// The place of a macro's delimiters.
pub(super) fn delimiter_span(delimiter: &syn::MacroDelimiter) -> proc_macro2::Span {
    match delimiter {
        syn::MacroDelimiter::Paren(token) => token.span.join(),
        syn::MacroDelimiter::Brace(token) => token.span.join(),
        syn::MacroDelimiter::Bracket(token) => token.span.join(),
    }
}
