//! Attributes of other crates that make a request of a function: `#[get("https://..")]`, and below a base that the impl or
//! trait has, `#[get("/..")]`.

use std::rc::Rc;

use super::super::models::{derive, text};
use super::super::value::{Cause, Env, Piece, Type, Value, nowhere};
use super::foreign::VERBS;
use super::{Frame, Interp, Raw};
use crate::program::{Def, Facts, FnId, ModId, Ns, Owner};
use crate::source::Span;
use crate::syntax::facts::{Attr, Path, Range, Segment, Token};

/// Keys under which an attribute has a URL, or a part of one.
const URL_KEYS: &[&str] = &["url", "uri", "base", "base_url", "base_uri", "host", "endpoint", "path"];

impl Interp<'_> {
    /// The requests that attributes make of functions of the workspace's own code, of each function apart.
    pub fn requests_of_attributes(&mut self) -> Vec<Vec<Raw>> {
        let own = |id: &FnId| self.program.crate_of(self.program.function(*id).module).own;
        let functions: Vec<FnId> = self.program.functions().map(|(id, _)| id).filter(own).collect();
        functions.into_iter().map(|id| self.attributed(id)).filter(|raws| !raws.is_empty()).collect()
    }

    fn attributed(&mut self, function: FnId) -> Vec<Raw> {
        let def = self.program.function(function);
        let (module, facts) = (def.module, self.program.facts(def.facts));
        let attrs = facts.data.item(def.item).attrs.clone();
        let made: Vec<(Value, &Attr)> = attrs.iter().filter_map(|attr| Some((verb(attr)?, attr))).collect();
        if made.is_empty() {
            return Vec::new();
        }
        let owner = match def.owner {
            Owner::Impl(id) => Some((self.program.impl_def(id).facts, self.program.impl_def(id).item)),
            Owner::Trait(id) => Some((self.program.trait_def(id).facts, self.program.trait_def(id).item)),
            Owner::Free => None,
        };
        let holder = self.holder(function);
        let env = Env { module, generics: Rc::default() };
        self.frames.push(Frame::new(Rc::clone(&facts), env, Some(function), holder));
        let base = owner.and_then(|(facts, item)| {
            let facts = self.program.facts(facts);
            let attrs = facts.data.item(item).attrs.clone();
            attrs
                .iter()
                .find_map(|attr| self.texts_of(attr, &facts, module).into_iter().find(|url| self.is_vendor_url(url)))
        });
        for (method, attr) in made {
            let mut parts = self.texts_of(attr, &facts, module);
            if !parts.first().is_some_and(|first| self.is_vendor_url(first)) {
                // A path alone is a server's, unless what it stands in says otherwise.
                let Some(base) = base.clone() else { continue };
                parts.insert(0, base);
            }
            let url = text::concat(self, &parts);
            self.report(method, url, facts.span(attr.range), None);
        }
        self.frames.pop().map(|frame| frame.raws).unwrap_or_default()
    }

    /// The texts of an attribute that are a URL or parts of one, in order: positional ones and those under a telling key.
    fn texts_of(&mut self, attr: &Attr, facts: &Facts, module: ModId) -> Vec<Value> {
        let arguments = attr.tokens.split(|token| matches!(token, Token::Punct(',', ..)));
        let values = arguments.filter_map(|argument| match argument {
            [Token::Ident(key, _), Token::Punct('=', ..), value @ ..] => URL_KEYS.contains(&&**key).then_some(value),
            value => Some(value),
        });
        values.filter_map(|value| self.text_of_tokens(value, facts, module)).collect()
    }

    /// A literal, or a constant by its path.
    fn text_of_tokens(&mut self, tokens: &[Token], facts: &Facts, module: ModId) -> Option<Value> {
        if let [Token::Literal(literal, range)] = tokens {
            return literal.ends_with('"').then(|| self.template_of(&derive::unquoted(literal), facts.span(*range)));
        }
        let mut segments = Vec::new();
        for token in tokens {
            match token {
                Token::Ident(name, _) => segments.push(Segment { name: name.clone(), args: vec![], assoc: vec![] }),
                Token::Punct(':', ..) => {}
                _ => return None,
            }
        }
        let range = attr_range(tokens)?;
        let path = Path { global: false, qself: None, trait_segments: 0, segments, range };
        match self.program.resolve_names(module, &path, Ns::Value)?.def {
            Def::Const(id) => {
                let value = self.const_value(id, None);
                let value = self.settled(&value);
                matches!(value, Value::Text(_)).then_some(value)
            }
            _ => None,
        }
    }

    /// A path as such attributes write it, with `{id}`, `<id>` or `:id` for what is known at run time only.
    fn template_of(&mut self, text: &str, at: Span) -> Value {
        let mut pieces = Vec::new();
        for (index, segment) in text.split('/').enumerate() {
            let slash = if index > 0 { "/" } else { "" };
            let hole = segment.starts_with(['{', '<', ':']) && segment.len() > 1;
            let known = if hole { slash.to_owned() } else { format!("{slash}{segment}") };
            if !known.is_empty() {
                pieces.push(Piece::Lit(known.into(), Rc::from([at])));
            }
            if hole && let Value::Unknown(unknown) = self.unknown(Type::Text, Cause::Input) {
                pieces.push(Piece::Hole(unknown, nowhere()));
            }
        }
        Value::Text(Rc::new(pieces))
    }
}

fn attr_range(tokens: &[Token]) -> Option<Range> {
    match tokens.first()? {
        Token::Ident(_, range) | Token::Literal(_, range) | Token::Punct(_, _, range) | Token::Group(_, _, range) => {
            Some(*range)
        }
    }
}

/// The method of an attribute: by its name, or an argument that is one.
fn verb(attr: &Attr) -> Option<Value> {
    let known = |name: &str| VERBS.into_iter().find(|method| method.eq_ignore_ascii_case(name));
    let name: &str = attr.path.rsplit("::").next().unwrap_or(&attr.path);
    let argument = |token: &Token| match token {
        Token::Ident(name, _) => VERBS.into_iter().find(|method| **method == **name),
        Token::Literal(text, _) => VERBS.into_iter().find(|method| **method == *derive::unquoted(text)),
        _ => None,
    };
    known(name).or_else(|| attr.tokens.iter().find_map(argument)).map(Value::text)
}
