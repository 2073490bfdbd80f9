//! Values that come in from outside: arguments, files, the environment, databases; what attributes say of them.

use std::rc::Rc;

use super::super::guard::Guard;
use super::super::interp::Interp;
use super::super::value::{Data, Type, Value, nowhere};
use super::derive::{derives, unquoted, value_of};
use crate::program::{AdtId, each_ident, each_literal};
use crate::syntax::facts::{Attr, FieldItem, ItemKind, Token};

/// Derives with which instances come from arguments, files, the environment, databases or messages.
const FROM_OUTSIDE: &[&str] = &[
    "Deserialize",
    "Parser",
    "Subcommand",
    "Args",
    "StructOpt",
    "FromArgs",
    "Envconfig",
    "FromEnv",
    "FromRow",
    "Queryable",
    "QueryableByName",
    "DeriveEntityModel",
    "FromQueryResult",
    "Decode",
    "BorshDeserialize",
    "Message",
    "FromRedisValue",
    "FromPyObject",
    "FromForm",
    "InputObject",
    "FromMultipart",
    "TryFromMultipart",
];

/// An instance of a struct that is parsed from arguments or deserialised: what its attributes say of its fields.
pub fn from_outside(interp: &mut Interp<'_>, adt: AdtId) -> Option<Value> {
    let def = interp.program.adt(adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    let ItemKind::Struct { fields, .. } = &item.kind else { return None };
    if !is_from_outside(&item.attrs) {
        return None;
    }
    let args: Rc<[Type]> = Rc::from([]);
    let mut values = Vec::with_capacity(fields.len());
    for field in fields {
        let ty = interp.field_type(adt, &args, None, &field.name);
        let given = interp.input(&field.name, ty.clone());
        let value = outside_field(interp, field, given, &ty);
        values.push((field.name.clone(), value));
    }
    Some(Value::Data(Rc::new(Data { adt, variant: None, args, fields: values, origins: nowhere() })))
}

/// Whether values of a struct or enum are parsed from arguments or deserialised.
pub fn is_from_outside(attrs: &[Attr]) -> bool {
    FROM_OUTSIDE.iter().any(|name| derives(attrs, name))
}

/// What the attributes of a field say of the value that comes in for it.
pub fn outside_field(interp: &mut Interp<'_>, field: &FieldItem, given: Value, ty: &Type) -> Value {
    let paths = ["arg", "clap", "structopt", "envconfig", "argh", "command"];
    let known = value_of(&field.attrs, &paths, "default_value")
        .or_else(|| value_of(&field.attrs, &paths, "default_value_t"))
        .or_else(|| value_of(&field.attrs, &["envconfig"], "default"));
    let sym = match &given {
        Value::Unknown(unknown) => interp.part(unknown.sym, "given"),
        _ => interp.fresh(),
    };
    let given = match listed_values(&field.attrs, &paths) {
        Some(texts) if ty.may_be_text() => one_of_texts(interp, given, ty, &texts),
        _ => given,
    };
    match known {
        Some(text) if ty.may_be_text() => {
            let (default, other) = (interp.choice("default"), interp.choice("given"));
            interp.one_of(vec![(Guard::is(sym, default), Value::text(&text)), (Guard::is(sym, other), given)])
        }
        _ => match serde_default(interp, field, ty) {
            Some(default) if is_skipped(field) => default,
            Some(default) => {
                let (there, other) = (interp.choice("default"), interp.choice("given"));
                interp.one_of(vec![(Guard::is(sym, there), default), (Guard::is(sym, other), given)])
            }
            None => given,
        },
    }
}

/// The texts that an argument may be: `value_parser = ["contacts", "deals"]`, also within a constructor.
fn listed_values(attrs: &[Attr], paths: &[&str]) -> Option<Vec<String>> {
    for attr in attrs.iter().filter(|attr| paths.contains(&&*attr.path)) {
        let listed = attr.tokens.iter().position(
            |token| matches!(token, Token::Ident(name, _) if matches!(&**name, "value_parser" | "possible_values")),
        );
        let Some(at) = listed.filter(|at| matches!(attr.tokens.get(at + 1), Some(Token::Punct('=', ..)))) else {
            continue;
        };
        let rest = attr.tokens.get(at + 2..)?;
        let end = rest.iter().position(|token| matches!(token, Token::Punct(',', ..))).unwrap_or(rest.len());
        let mut texts = Vec::new();
        each_literal(&rest[..end], &mut |text| {
            if text.contains('"') {
                texts.push(unquoted(text));
            }
        });
        return (!texts.is_empty()).then_some(texts);
    }
    None
}

/// An unknown value that can only be one of some texts.
fn one_of_texts(interp: &mut Interp<'_>, given: Value, ty: &Type, texts: &[String]) -> Value {
    let Value::Unknown(unknown) = &given else { return given };
    let optional = matches!(ty, Type::Outside(path, _) if path.ends_with("Option"));
    let mut alts = Vec::new();
    if optional {
        let absent = interp.choice("None");
        alts.push((Guard::is(unknown.sym, absent), Value::Nothing));
    }
    for text in texts {
        let value = if optional { Value::text(text).some() } else { Value::text(text) };
        alts.push((interp.is_one_of(unknown, std::slice::from_ref(text)).0, value));
    }
    interp.one_of(alts)
}

/// Whether a field is never read from outside.
fn is_skipped(field: &FieldItem) -> bool {
    let mut skipped = false;
    for attr in field.attrs.iter().filter(|attr| matches!(&*attr.path, "serde" | "arg" | "clap")) {
        each_ident(&attr.tokens, &mut |name| skipped |= matches!(&**name, "skip" | "skip_deserializing"));
    }
    skipped
}

/// `#[serde(default = "function")]`.
fn serde_default(interp: &mut Interp<'_>, field: &FieldItem, ty: &Type) -> Option<Value> {
    let name = value_of(&field.attrs, &["serde"], "default")?;
    let last = name.rsplit("::").next()?.to_owned();
    let found =
        interp.program.functions().find(|(id, def)| *def.name == *last && !interp.takes_self(*id)).map(|(id, _)| id)?;
    let value = interp.call_function(found, Rc::default(), None, vec![], None);
    let value = interp.settled(&value);
    Some(interp.typed(value, ty))
}
