//! Macro invocations in expressions.

use std::rc::Rc;
use std::sync::Arc;

use super::super::models::text;
use super::super::value::{Cause, List, Piece, Type, Value};
use super::Interp;
use super::convert::Style;
use crate::syntax::facts::{ExprId, ExprKind, MacroCall, MacroRead, Token};
use crate::syntax::{self, FragmentKind, FragmentRoot};

impl Interp<'_> {
    pub(super) fn eval_macro(&mut self, call: &MacroCall, id: ExprId, wanted: &Type) -> Value {
        let name = call.path.segments.last().map_or("", |segment| &*segment.name).to_owned();
        if let Some(expansion) = self.expansion(call, id) {
            return self.eval_expansion(&expansion.facts, expansion.expr, wanted);
        }
        if let Some(value) = self.known_list(call, id) {
            return value;
        }
        match &*name {
            "format" | "format_args" | "formatcp" | "concatcp" | "const_format" | "format_smolstr" | "compact_str"
            | "eformat" => {
                if name == "concatcp" {
                    return self.concatenated(call);
                }
                match self.formatted(call, 0) {
                    Some(value) => value,
                    None => self.hole(),
                }
            }
            "concat" => self.concatenated(call),
            "write" | "writeln" => self.written(call, &name),
            "vec" | "smallvec" | "array" | "join_all" => match &call.read {
                MacroRead::Args(args) => {
                    let mut elems = Vec::with_capacity(args.len());
                    for (_, arg) in args {
                        if self.is_cut(*arg) {
                            continue;
                        }
                        let value = self.eval(*arg);
                        if matches!(value, Value::Never) {
                            return value;
                        }
                        elems.push(value);
                    }
                    Value::List(Rc::new(List { elems, open: false, map: false }))
                }
                MacroRead::Repeat(value, length) => self.repeated(*value, *length),
                _ => Value::List(Rc::new(List { elems: vec![], open: false, map: false })),
            },
            "matches" => self.matches(call),
            "cfg" => {
                let module = self.env().module;
                match self.models.config(self.program.module(module).krate).eval(&call.tokens) {
                    Some(holds) => Value::Bool(holds),
                    None => self.unknown(Type::Bool, Cause::Input),
                }
            }
            "env" | "option_env" | "dotenv" => {
                let key = match &call.read {
                    MacroRead::Args(args) => args.first().map(|(_, arg)| self.eval(*arg)),
                    _ => None,
                };
                let key = key.and_then(|key| key.known_text()).unwrap_or_default();
                let ty = match &*name {
                    "option_env" => Type::Outside("std::Option".into(), Rc::from([Type::Text])),
                    _ => Type::Text,
                };
                self.input(&key, ty)
            }
            "panic" | "unreachable" | "todo" | "unimplemented" | "bail" | "abort" | "compile_error" | "throw" => {
                self.eval_parts(call);
                Value::Never
            }
            "stringify" => {
                let text: String = call
                    .tokens
                    .iter()
                    .map(|token| match token {
                        Token::Ident(name, _) | Token::Literal(name, _) => name.to_string(),
                        Token::Punct(char, ..) => char.to_string(),
                        Token::Group(..) => String::new(),
                    })
                    .collect();
                if call.tokens.iter().any(|token| matches!(token, Token::Group(..))) {
                    self.hole()
                } else {
                    Value::text(&text)
                }
            }
            "line" | "column" => self.unknown(Type::Number, Cause::Opaque),
            "file" | "module_path" => self.hole(),
            "include_str" => self.hole(),
            "json" | "json_internal" => {
                self.eval_parts(call);
                self.unknown(Type::outside("serde_json::Value"), Cause::Opaque)
            }
            "println" | "print" | "eprintln" | "eprint" | "trace" | "debug" | "info" | "warn" | "error" | "log"
            | "event" | "span" | "info_span" | "debug_span" | "trace_span" | "warn_span" | "error_span" | "assert"
            | "debug_assert" | "assert_eq" | "assert_ne" | "debug_assert_eq" | "debug_assert_ne" | "ensure"
            | "anyhow" | "eyre" | "format_err" | "counter" | "gauge" | "histogram" => {
                // Arguments may call, what they say is only for people; a link to a page is.
                if self.keeps_queries() {
                    let said = self.formatted(call, 0).unwrap_or_else(Value::unit);
                    self.note_page(&said, id);
                }
                self.eval_parts(call);
                match &*name {
                    "anyhow" | "eyre" | "format_err" => self.unknown(Type::Unknown, Cause::Opaque),
                    _ => Value::unit(),
                }
            }
            // Names and explanations of metrics; what they make is no request.
            "describe_counter"
            | "describe_gauge"
            | "describe_histogram"
            | "opts"
            | "histogram_opts"
            | "register_counter"
            | "register_counter_vec"
            | "register_int_counter"
            | "register_int_counter_vec"
            | "register_gauge"
            | "register_gauge_vec"
            | "register_int_gauge"
            | "register_int_gauge_vec"
            | "register_histogram"
            | "register_histogram_vec" => self.eval_parts(call),
            "join" | "try_join" => {
                let MacroRead::Args(args) = &call.read else { return self.eval_parts(call) };
                let mut values = Vec::with_capacity(args.len());
                for (_, arg) in args {
                    values.push(self.eval(*arg));
                }
                Value::Tuple(Rc::new(values))
            }
            "await" | "ready" | "pin" | "pin_mut" | "dbg" | "r#try" | "black_box" => match &call.read {
                MacroRead::Args(args) if args.len() == 1 => self.eval_as(args[0].1, wanted),
                _ => self.eval_parts(call),
            },
            "hash_map" | "hashmap" | "btreemap" | "maplit" | "phf_map" | "indexmap" => self.map_literal(call),
            // The arms are code of the place, and so are the patterns between them.
            "select" | "select_biased" | "try_select" | "task_local" => match &call.read {
                MacroRead::Block(block) => self.block(block, wanted),
                _ => self.eval_parts(call),
            },
            "iproduct" => self.product(call),
            // `formatdoc!`, `format_compact!` and what else writes a text as `format!` does. Lines may lose their indentation.
            _ if name.contains("format") || name == "indoc" => match self.formatted(call, 0) {
                Some(value) if !has_lines(&value) => value,
                Some(_) => self.hole(),
                None => self.eval_parts(call),
            },
            _ => {
                let before = self.frame().raws.len();
                let value = self.eval_parts(call);
                self.foreign_macro(call, id, before);
                value
            }
        }
    }

    /// A macro of other code that is given a URL of the vendor's: what it does with it is not known, unless a request
    /// inside of it, one of those from `before` on, has the URL.
    fn foreign_macro(&mut self, call: &MacroCall, id: ExprId, before: usize) {
        let mut urls = Vec::new();
        crate::program::each_literal(&call.tokens, &mut |text| {
            let text = text.trim_matches('"');
            let value = Value::text(text);
            if self.is_vendor_url(&value) {
                urls.push((text.split('{').next().unwrap_or(text).to_owned(), value));
            }
        });
        let raws = self.frame().raws.get(before..).unwrap_or_default();
        let sent: Vec<Value> = raws.iter().flat_map(|raw| raw.url.alternatives()).map(|(_, url)| url).collect();
        urls.retain(|(start, _)| !sent.iter().any(|url| begins_with(url, start)));
        let range = self.here().data.expr(id).range;
        let at = self.span(range);
        if let Some((_, url)) = urls.into_iter().next() {
            let method = self.hole();
            self.report(method, url, at, None);
        }
    }

    /// Everything in a macro that reads as Rust is run, in order; the value is not known.
    pub(super) fn eval_parts(&mut self, call: &MacroCall) -> Value {
        match &call.read {
            MacroRead::Args(args) => {
                let facts = self.here();
                for (_, arg) in args {
                    // A literal has no effects, and may be a template.
                    if !matches!(facts.data.expr(*arg).kind, ExprKind::Lit(_)) {
                        self.eval_apart(*arg);
                    }
                }
            }
            MacroRead::Repeat(value, length) => {
                self.eval_apart(*value);
                self.eval_apart(*length);
            }
            MacroRead::Block(block) => {
                // Generators and the like: the block runs as it stands.
                let outer = std::mem::take(&mut self.frame().returns);
                let value = self.block(block, &Type::Unknown);
                self.frame().returns = outer;
                return match value {
                    Value::Never => self.unknown(Type::Unknown, Cause::Opaque),
                    value => value,
                };
            }
            MacroRead::Parts(parts) => {
                for part in parts {
                    self.eval_apart(*part);
                }
            }
            MacroRead::Nothing => {}
        }
        self.unknown(Type::Unknown, Cause::Opaque)
    }

    /// Runs a part of a macro as an arm that may not be taken.
    fn eval_apart(&mut self, part: ExprId) {
        let sym = self.fresh();
        let choice = self.choice("taken");
        let taken = super::Guard::is(sym, choice);
        let returns = self.frame().returns.len();
        let left = self.branch(&super::super::guard::When::case(taken), &mut |this| this.eval(part));
        if left.is_none() {
            self.frame().returns.truncate(returns);
        }
    }

    /// The text of a format string and its arguments, from argument `skip` on.
    pub fn formatted(&mut self, call: &MacroCall, skip: usize) -> Option<Value> {
        let MacroRead::Args(args) = &call.read else { return None };
        let (_, template) = args.get(skip)?;
        // The template itself is no text of the program.
        let pages = self.pages.take();
        let template_value = self.eval(*template);
        self.pages = pages;
        let template_value = self.settled(&template_value);
        let Some(format) = template_value.known_text() else {
            return match &template_value {
                Value::Never => None,
                _ => Some(self.hole()),
            };
        };
        let facts = self.here();
        let range = facts.data.expr(*template).range;
        let at = self.span(range);
        let mut values: Vec<(Option<&str>, Value)> = Vec::new();
        for (name, arg) in args.iter().skip(skip + 1) {
            let value = self.eval(*arg);
            if matches!(value, Value::Never) {
                return Some(Value::Never);
            }
            values.push((name.as_deref(), value));
        }
        let pieces = text::parse_format(&format);
        let mut parts: Vec<Value> = Vec::with_capacity(pieces.len());
        let mut next = 0;
        for piece in pieces {
            match piece {
                text::FormatPiece::Lit(lit) => parts.push(Value::text_at(&lit, at)),
                text::FormatPiece::Arg { which, style, spec } => {
                    next += usize::from(spec.takes_precision());
                    let value = match which {
                        text::Which::Next => {
                            next += 1;
                            values.get(next - 1).map(|(_, value)| value.clone())
                        }
                        text::Which::Index(index) => values.get(index).map(|(_, value)| value.clone()),
                        text::Which::Name(name) => match values.iter().find(|(known, _)| *known == Some(&*name)) {
                            Some((_, value)) => Some(value.clone()),
                            None => Some(self.captured(&name)),
                        },
                    };
                    let value = match value {
                        Some(value) => self.shown(&value, style, &spec),
                        None => self.hole(),
                    };
                    parts.push(value);
                }
            }
        }
        Some(text::concat(self, &parts))
    }

    /// The text of an argument of a format string.
    fn shown(&mut self, value: &Value, style: Style, spec: &text::Spec) -> Value {
        if spec.is_plain() {
            return self.text_of(value, style);
        }
        self.each(value, &mut |this, value| {
            let plain = this.text_of(value, style);
            let number = match value {
                Value::Number(number) => Some(*number),
                _ => None,
            };
            this.each(&plain, &mut |this, plain| {
                let known = plain.known_text();
                let shown = match (number, &known) {
                    (Some(number), _) => spec.applied(text::Shown::Number(number)),
                    (None, Some(known)) => spec.applied(text::Shown::Text(known)),
                    // Padding stands around what is not known, too.
                    (None, None) if spec.only_pads() => return plain.clone(),
                    (None, None) => None,
                };
                match (shown, plain) {
                    (Some(text), _) if Some(&text) == known.as_ref() => plain.clone(),
                    (Some(text), _) => Value::text(&text),
                    (None, _) => this.hole(),
                }
            })
        })
    }

    /// The value of a name inside of a format string.
    fn captured(&mut self, name: &str) -> Value {
        if let Some(cell) = self.local(name) {
            let value = self.read(cell);
            return value.within(&self.path);
        }
        let segment = syntax::facts::Segment { name: name.into(), args: vec![], assoc: vec![] };
        let path = syntax::facts::Path {
            global: false,
            qself: None,
            trait_segments: 0,
            segments: vec![segment],
            range: Default::default(),
        };
        self.path_value(&path, &Type::Unknown)
    }

    fn concatenated(&mut self, call: &MacroCall) -> Value {
        let MacroRead::Args(args) = &call.read else { return self.hole() };
        let mut parts = Vec::with_capacity(args.len());
        for (_, arg) in args {
            let value = self.eval(*arg);
            parts.push(self.text_of(&value, Style::Display));
        }
        text::concat(self, &parts)
    }

    fn written(&mut self, call: &MacroCall, name: &str) -> Value {
        let MacroRead::Args(args) = &call.read else { return self.eval_parts(call) };
        let Some((_, target)) = args.first() else { return Value::unit() };
        let place = self.place_of(*target);
        let mut added = self.formatted(call, 1).unwrap_or_else(|| Value::text(""));
        if name == "writeln" {
            added = text::concat(self, &[added, Value::text("\n")]);
        }
        let place = match place {
            Some(place) => Some(place),
            None => match self.eval(*target) {
                Value::Ref(place) => Some((*place).clone()),
                _ => None,
            },
        };
        if let Some(place) = place {
            let old = self.current(&place);
            let new = text::concat(self, &[old, added]);
            self.write_place(&place, new);
        }
        Value::Wrapped(super::super::value::Wrap::Ok, Rc::new(Value::unit()))
    }

    fn matches(&mut self, call: &MacroCall) -> Value {
        // `matches!(value, pattern)`: the pattern does not read as an expression in general; the value may call.
        let parts = match &call.read {
            MacroRead::Args(args) => args.iter().map(|(_, arg)| *arg).collect(),
            MacroRead::Parts(parts) => parts.clone(),
            _ => Vec::new(),
        };
        let value = parts.first().map(|first| self.eval(*first));
        let comma = call.tokens.iter().position(|token| matches!(token, Token::Punct(',', ..)));
        let pattern = comma.and_then(|at| call.tokens.get(at + 1..));
        let guarded = pattern
            .is_some_and(|tokens| tokens.iter().any(|token| matches!(token, Token::Ident(name, _) if &**name == "if")));
        if let (Some(value), Some(tokens), false) = (value, pattern, guarded)
            && let Ok(found) = syntax::fragment(tokens, FragmentKind::Pat, call.path.range)
            && let FragmentRoot::Pat(pat) = found.root
        {
            let source = self.here().source;
            let facts = self.program.add_facts(source, Arc::new(found.facts));
            let outer = std::mem::replace(&mut self.frame().facts, facts);
            let matched = self.match_pat(pat, &value);
            self.frame().facts = outer;
            return self.truth_value(&matched.yes, &matched.no);
        }
        self.unknown(Type::Bool, Cause::Opaque)
    }

    /// `hashmap! { key => value, .. }`: the parts in turn are keys and values.
    fn map_literal(&mut self, call: &MacroCall) -> Value {
        let MacroRead::Parts(parts) = &call.read else { return self.eval_parts(call) };
        let mut elems = Vec::new();
        for pair in parts.chunks(2) {
            let [key, value] = pair else { continue };
            let key = self.eval(*key);
            let value = self.eval(*value);
            elems.push(Value::Tuple(Rc::new(vec![key, value])));
        }
        Value::List(Rc::new(List { elems, open: false, map: true }))
    }
}

/// Whether a text begins with known characters.
fn begins_with(value: &Value, start: &str) -> bool {
    match value {
        Value::Text(pieces) => matches!(pieces.first(), Some(Piece::Lit(text, _)) if text.starts_with(start)),
        _ => false,
    }
}

/// Whether a text has a line feed.
fn has_lines(value: &Value) -> bool {
    value.alternatives().iter().any(|(_, value)| match value {
        Value::Text(pieces) => pieces.iter().any(|piece| matches!(piece, Piece::Lit(text, _) if text.contains('\n'))),
        _ => false,
    })
}
