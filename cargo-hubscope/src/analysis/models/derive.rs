//! What derives write: names of variants, defaults.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::value::{Cause, Data, List, Type, Value, nowhere};
use crate::program::{AdtId, each_ident};
use crate::syntax::facts::{Attr, ItemKind, Name, Token, VariantItem};

/// Whether an item derives a trait, by the last name of its path.
pub fn derives(attrs: &[Attr], wanted: &str) -> bool {
    attrs.iter().filter(|attr| &*attr.path == "derive" || &*attr.path == "cfg_attr").any(|attr| {
        let mut found = false;
        each_ident(&attr.tokens, &mut |name| found |= &**name == wanted);
        found
    })
}

/// The text of `key = "text"` among attributes of a name (`strum`, `serde`, `arg`).
pub fn value_of(attrs: &[Attr], paths: &[&str], key: &str) -> Option<String> {
    for attr in attrs.iter().filter(|attr| paths.contains(&&*attr.path)) {
        let mut tokens = attr.tokens.iter().peekable();
        while let Some(token) = tokens.next() {
            if let Token::Ident(name, _) = token
                && &**name == key
                && matches!(tokens.peek(), Some(Token::Punct('=', ..)))
            {
                tokens.next();
                if let Some(Token::Literal(text, _)) = tokens.next() {
                    return Some(unquoted(text));
                }
            }
        }
    }
    None
}

/// A string literal without its quotes.
pub fn unquoted(text: &Name) -> String {
    text.trim_start_matches(['r', 'b', '#']).trim_end_matches('#').trim_matches('"').to_owned()
}

/// A variant's name in the case that `serialize_all` or `rename_all` asks for.
pub fn recased(name: &str, case: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let chars: Vec<char> = name.chars().collect();
    for (index, char) in chars.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(index + 1);
        let starts = char.is_uppercase()
            && (before.is_none_or(|before| before.is_lowercase() || before.is_numeric())
                || after.is_some_and(|after| after.is_lowercase()));
        if *char == '_' {
            words.push(String::new());
            continue;
        }
        if starts || words.is_empty() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(*char);
        }
    }
    words.retain(|word| !word.is_empty());
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let title = |word: &String| {
        let mut chars = word.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    match case {
        "snake_case" | "snakecase" => lower.join("_"),
        "SCREAMING_SNAKE_CASE" | "shouty_snake_case" | "UPPER_SNAKE_CASE" => lower.join("_").to_uppercase(),
        "kebab-case" | "kebab_case" => lower.join("-"),
        "SCREAMING-KEBAB-CASE" => lower.join("-").to_uppercase(),
        "lowercase" | "lower_case" => name.to_lowercase(),
        "UPPERCASE" | "upper_case" | "UPPER_CASE" => name.to_uppercase(),
        "camelCase" | "camel_case" | "mixed_case" => {
            let mut text: String = lower.iter().take(1).cloned().collect();
            text.extend(lower.iter().skip(1).map(title));
            text
        }
        "PascalCase" | "CamelCase" => lower.iter().map(title).collect(),
        "Train-Case" => lower.iter().map(title).collect::<Vec<_>>().join("-"),
        "title_case" | "Title Case" => lower.iter().map(title).collect::<Vec<_>>().join(" "),
        _ => name.to_owned(),
    }
}

/// The name that strum or serde gives a variant.
pub fn variant_name(attrs: &[Attr], variant: &VariantItem, paths: &[&str]) -> String {
    for key in ["to_string", "serialize", "rename", "value", "name"] {
        if let Some(name) = value_of(&variant.attrs, paths, key) {
            return name;
        }
    }
    let case = value_of(attrs, paths, "serialize_all").or_else(|| value_of(attrs, paths, "rename_all"));
    case.map_or_else(|| variant.name.to_string(), |case| recased(&variant.name, &case))
}

/// `VARIANTS`: the variants' names by strum's `VariantNames`, the variants themselves by its `VariantArray`; `None` where
/// neither is derived.
pub fn variants(interp: &mut Interp<'_>, adt: AdtId, args: &Rc<[Type]>) -> Option<Value> {
    let def = interp.program.adt(adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    let ItemKind::Enum { variants, .. } = &item.kind else { return None };
    let elems: Vec<Value> = if derives(&item.attrs, "VariantNames") || derives(&item.attrs, "EnumVariantNames") {
        variants.iter().map(|one| Value::text(&variant_name(&item.attrs, one, &["strum"]))).collect()
    } else if derives(&item.attrs, "VariantArray") {
        let numbers = 0..variants.len() as u32;
        let data =
            |variant| Data { adt, variant: Some(variant), args: args.clone(), fields: vec![], origins: nowhere() };
        numbers.map(|number| Value::Data(Rc::new(data(number)))).collect()
    } else {
        return None;
    };
    Some(Value::List(Rc::new(List { elems, open: false, map: false })))
}

/// What a derived `Display` or `Debug` writes of a value; `None` where none is derived.
pub fn formatted(interp: &mut Interp<'_>, data: &Data, style: Style) -> Option<Value> {
    let def = interp.program.adt(data.adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    match (&item.kind, style) {
        (ItemKind::Enum { variants, .. }, Style::Debug) => {
            let variant = variants.get(data.variant? as usize)?;
            variant.fields.is_empty().then(|| Value::text(&variant.name))
        }
        (ItemKind::Enum { variants, .. }, Style::Display) => {
            let variant = variants.get(data.variant? as usize)?;
            // derive_more's `#[display("..")]`.
            if let Some(text) = display_attr(&variant.attrs).or_else(|| display_attr(&item.attrs)) {
                return Some(filled(interp, data, &text, &variant.name));
            }
            if derives(&item.attrs, "Display")
                || derives(&item.attrs, "AsRefStr")
                || derives(&item.attrs, "IntoStaticStr")
                || derives(&item.attrs, "ToString")
            {
                return Some(Value::text(&variant_name(&item.attrs, variant, &["strum"])));
            }
            None
        }
        (ItemKind::Struct { .. }, Style::Display) => {
            if let Some(text) = display_attr(&item.attrs) {
                return Some(filled(interp, data, &text, &item.name));
            }
            // derive_more shows a newtype as what it holds.
            match data.fields.as_slice() {
                [(_, only)] if derives(&item.attrs, "Display") => Some(interp.text_of(&only.clone(), style)),
                _ => None,
            }
        }
        _ => None,
    }
}

fn display_attr(attrs: &[Attr]) -> Option<String> {
    let attr = attrs.iter().find(|attr| matches!(&*attr.path, "display" | "error"))?;
    match attr.tokens.as_slice() {
        [Token::Literal(text, _), ..] => Some(unquoted(text)),
        _ => value_of(attrs, &["display"], "fmt"),
    }
}

/// A format string whose names are fields.
fn filled(interp: &mut Interp<'_>, data: &Data, format: &str, name: &str) -> Value {
    use super::text::{FormatPiece, Which, parse_format};
    let mut parts = Vec::new();
    let mut next = 0;
    for piece in parse_format(format) {
        match piece {
            FormatPiece::Lit(lit) => parts.push(Value::text(&lit)),
            FormatPiece::Arg { which, style, .. } => {
                let field = match which {
                    Which::Next => {
                        next += 1;
                        (next - 1).to_string()
                    }
                    Which::Index(index) => index.to_string(),
                    Which::Name(name) => name.trim_start_matches('_').to_owned(),
                };
                let value = data.fields.iter().find(|(known, _)| **known == *field).map(|(_, value)| value.clone());
                parts.push(match value {
                    Some(value) => interp.text_of(&value, style),
                    None if field == "variant" => Value::text(name),
                    None => interp.hole(),
                });
            }
        }
    }
    super::text::concat(interp, &parts)
}

/// `Default::default()` of a struct or enum that derives it.
pub fn default_of(interp: &mut Interp<'_>, adt: AdtId, args: &Rc<[Type]>) -> Value {
    let ty = Type::Adt(adt, args.clone());
    // Written by hand.
    if let super::super::interp::path::Target::Functions(found) = interp.associated(&ty, None, "default")
        && let Some((_, function, generics)) = found.into_iter().next()
    {
        return interp.call_function(function, generics, None, vec![], None);
    }
    let def = interp.program.adt(adt);
    let facts = interp.program.facts(def.facts);
    let item = facts.data.item(def.item);
    match &item.kind {
        ItemKind::Struct { fields, .. } if derives(&item.attrs, "Default") => {
            let mut values = Vec::with_capacity(fields.len());
            for field in fields {
                let ty = interp.field_type(adt, args, None, &field.name);
                let value = interp.default_of(&ty);
                values.push((field.name.clone(), value));
            }
            interp.made(Data { adt, variant: None, args: args.clone(), fields: values, origins: nowhere() })
        }
        ItemKind::Enum { variants, .. } => {
            let at = variants.iter().position(|variant| variant.attrs.iter().any(|attr| &*attr.path == "default"));
            match at {
                Some(index) => {
                    let data = Data {
                        adt,
                        variant: Some(index as u32),
                        args: args.clone(),
                        fields: vec![],
                        origins: nowhere(),
                    };
                    Value::Data(Rc::new(data))
                }
                None => interp.unknown(ty, Cause::Opaque),
            }
        }
        _ => interp.unknown(ty, Cause::Opaque),
    }
}

#[cfg(test)]
mod tests {
    use super::recased;

    #[test]
    fn variant_names_change_case_as_strum_and_serde_do() {
        assert_eq!(recased("LineItems", "snake_case"), "line_items");
        assert_eq!(recased("LineItems", "kebab-case"), "line-items");
        assert_eq!(recased("LineItems", "camelCase"), "lineItems");
        assert_eq!(recased("LineItems", "lowercase"), "lineitems");
        assert_eq!(recased("LineItems", "SCREAMING_SNAKE_CASE"), "LINE_ITEMS");
        assert_eq!(recased("HTTPServer", "snake_case"), "http_server");
        assert_eq!(recased("line_items", "PascalCase"), "LineItems");
    }
}
