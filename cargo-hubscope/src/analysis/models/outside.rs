//! Functions from outside that matter for values: constructors of wrappers, the environment, parsing, formatting.

use std::rc::Rc;

use super::super::interp::Interp;
use super::super::interp::convert::Style;
use super::super::interp::method::MethodCall;
use super::super::value::{Cause, List, Type, Value, Wrap};
use super::{convert, derive, pairs};
use crate::syntax::facts::ItemKind;

/// The value of a call; `None` for what is not modelled.
pub fn call(
    interp: &mut Interp<'_>,
    path: &str,
    on: &Type,
    turbofish: &[Type],
    args: &[Value],
    wanted: &Type,
) -> Option<Value> {
    let mut names = path.rsplit("::");
    let name = names.next()?;
    let owner = names.next().unwrap_or("");
    let first = args.first().cloned();
    // A path such as `str::trim` says itself what it is on.
    let text = Type::Text;
    let on = if matches!(owner, "str" | "String") && matches!(on, Type::Unknown) { &text } else { on };
    Some(match (owner, name) {
        ("std", "Some") => first?.some(),
        ("std" | "Result" | "anyhow" | "eyre", "Ok") => Value::Wrapped(Wrap::Ok, Rc::new(first?)),
        ("std" | "Result", "Err") => Value::Wrapped(Wrap::Err, Rc::new(first?)),
        (_, "ok") if owner == "future" || owner == "futures" => Value::Wrapped(Wrap::Ok, Rc::new(first?)),
        ("Lazy" | "LazyLock" | "LazyCell" | "AsyncLazy" | "OnceCell" | "OnceLock" | "AsyncOnceCell", "new") => {
            match first {
                Some(function @ (Value::Closure(_) | Value::Func(_))) => interp.call_value(&function, vec![]),
                Some(other) => other,
                None => Value::Nothing,
            }
        }
        ("env", "var" | "var_os") | ("dotenvy" | "dotenv" | "dotenvy_macro" | "std", "var" | "dotenv" | "var_os") => {
            let key = interp.settled(&first?).known_text().unwrap_or_default();
            let inner: Rc<[Type]> = Rc::from([Type::Text]);
            interp.input(&key, Type::Outside("std::Result".into(), inner))
        }
        ("String", "new" | "with_capacity") => Value::text(""),
        ("String", "from_utf8_lossy") => first?,
        ("String" | "str", "from_utf8") => match interp.settled(&first?) {
            // The bytes of a text are its text here; single ones are numbers.
            Value::List(bytes) if !bytes.open => {
                let byte = |elem: &Value| match elem {
                    Value::Number(byte) => u8::try_from(*byte).ok(),
                    _ => None,
                };
                let bytes: Option<Vec<u8>> = bytes.elems.iter().map(byte).collect();
                match bytes.map(String::from_utf8) {
                    Some(Ok(text)) => Value::Wrapped(Wrap::Ok, Rc::new(Value::text(&text))),
                    Some(Err(_)) => Value::Wrapped(Wrap::Err, Rc::new(Value::unit())),
                    None => interp.hole(),
                }
            }
            text => interp.fallible(text),
        },
        (_, "from_str_radix") => match (interp.settled(&first?), args.get(1).map(|radix| interp.settled(radix))) {
            (Value::Text(text), Some(Value::Number(radix))) if (2..=36).contains(&radix) => {
                let text = Value::Text(text).known_text();
                let number = text.and_then(|text| i64::from_str_radix(&text, u32::try_from(radix).ok()?).ok());
                match number {
                    Some(number) => Value::Wrapped(Wrap::Ok, Rc::new(Value::Number(number))),
                    None => {
                        interp.unknown(Type::Outside("std::Result".into(), Rc::from([Type::Number])), Cause::Opaque)
                    }
                }
            }
            _ => interp.unknown(Type::Outside("std::Result".into(), Rc::from([Type::Number])), Cause::Opaque),
        },
        ("cmp", "max" | "min") => {
            let pair = [interp.settled(&first?), interp.settled(args.get(1)?)];
            let sorted = super::list::plain_order(&pair)?;
            if name == "max" { sorted.last()?.clone() } else { sorted.first()?.clone() }
        }
        ("Vec" | "VecDeque" | "HashSet" | "BTreeSet", "new" | "with_capacity") => list(vec![], false, false),
        ("HashSet" | "BTreeSet", "from" | "from_iter") => {
            let given = interp.settled(&first?);
            interp.each(&given, &mut |_, given| super::list::as_set(given, owner == "BTreeSet"))
        }
        ("Vec" | "VecDeque", "from" | "from_iter") => first?,
        (owner, "new" | "with_capacity") if owner.ends_with("Map") => list(vec![], false, true),
        (owner, "from" | "from_iter") if owner.ends_with("Map") => match interp.settled(&first?) {
            Value::List(known) => Value::List(Rc::new(List { map: true, ..(*known).clone() })),
            other => other,
        },
        ("future" | "stream", "ready" | "iter" | "once" | "lazy") | ("iter", "once" | "empty") if name != "lazy" => {
            match (name, first) {
                ("once", Some(value)) => list(vec![value], false, false),
                ("empty", _) => list(vec![], false, false),
                (_, Some(value)) => value,
                (_, None) => return None,
            }
        }
        // Each element is what the function makes of a state: of the first one, or of what it gave on.
        ("stream" | "iter", "unfold" | "try_unfold") => {
            let element = interp.call_value(args.get(1)?, vec![first?]);
            let element = interp.awaited_plain(&element);
            let element = interp.unwrapped(&element);
            let element = interp.unwrapped(&element);
            let element = interp.field(&element, "0");
            list(vec![element], true, false)
        }
        ("iter", "from_fn") => {
            let element = interp.call_value(&first?, vec![]);
            let element = interp.unwrapped(&element);
            list(vec![element], true, false)
        }
        ("iter", "successors") => {
            let first = interp.unwrapped(&first?);
            let next = interp.call_value(args.get(1)?, vec![first.clone()]);
            let next = interp.unwrapped(&next);
            list(vec![first, next], true, false)
        }
        ("iter", "repeat") => list(vec![first?], true, false),
        ("iter", "repeat_n") => match args.get(1).map(|count| interp.settled(count)) {
            Some(Value::Number(count)) if (0..=64).contains(&count) => list(vec![first?; count as usize], false, false),
            _ => list(vec![first?], true, false),
        },
        ("array", "from_fn") => interp.unknown(Type::List(Rc::new(Type::Unknown)), Cause::Opaque),
        ("mem", "swap") => {
            let (Some(Value::Ref(one)), Some(Value::Ref(two))) = (&first, args.get(1)) else { return None };
            let (one, two) = ((**one).clone(), (**two).clone());
            let (left, right) = (interp.current(&one), interp.current(&two));
            interp.write_place(&one, right);
            interp.write_place(&two, left);
            Value::unit()
        }
        ("PathBuf" | "Path", "new") if first.is_none() => super::path::of(interp, &Value::text("")),
        ("PathBuf" | "Path" | "Utf8PathBuf" | "Utf8Path", "new" | "from" | "from_str") => {
            super::path::of(interp, &first?)
        }
        // `char` is a text of one character.
        ("String" | "char", "from_digit") => match (interp.settled(&first?), args.get(1)) {
            (Value::Number(digit), Some(Value::Number(radix))) => {
                match u32::try_from(digit).ok().zip(u32::try_from(*radix).ok()) {
                    Some((digit, radix)) if (2..=36).contains(&radix) => char_value(char::from_digit(digit, radix)),
                    _ => Value::Nothing,
                }
            }
            _ => interp.hole().some(),
        },
        ("String" | "char", "from_u32") => match interp.settled(&first?) {
            Value::Number(number) => char_value(u32::try_from(number).ok().and_then(char::from_u32)),
            _ => interp.hole().some(),
        },
        ("String" | "char", "from") if matches!(first, Some(Value::Number(_))) => match first {
            Some(Value::Number(number)) => match u32::try_from(number).ok().and_then(char::from_u32) {
                Some(char) => Value::text(char.encode_utf8(&mut [0; 4])),
                None => interp.hole(),
            },
            _ => return None,
        },
        (_, "from" | "try_from" | "from_str") if *on == Type::Number => match interp.settled(&first?) {
            Value::Number(number) if name == "from" => Value::Number(number),
            Value::Number(number) if super::number::in_every_type(&number) => {
                Value::Wrapped(Wrap::Ok, Rc::new(Value::Number(number)))
            }
            Value::Bool(value) => Value::Number(i64::from(value)),
            _ if name == "from" => interp.unknown(Type::Number, Cause::Opaque),
            _ => interp.unknown(Type::Outside("std::Result".into(), Rc::from([Type::Number])), Cause::Opaque),
        },
        // What needs no escapes stays as it is.
        ("urlencoding", "encode") | ("percent_encoding", "utf8_percent_encode") if interp.keeps_queries() => {
            interp.text_of(&first?, Style::Display)
        }
        ("urlencoding" | "form_urlencoded", "encode")
        | ("percent_encoding", "utf8_percent_encode" | "percent_encode") => {
            let plain = interp.text_of(&first?, Style::Display);
            interp.each(&plain, &mut |interp, plain| match plain.known_text() {
                Some(text) if text.chars().all(|char| char.is_ascii_alphanumeric()) => plain.clone(),
                _ => interp.hole(),
            })
        }
        ("String", "from_iter") => super::text::joined(interp, &first?, &Value::text("")),
        ("mem", "take" | "replace") => {
            let Some(Value::Ref(place)) = &first else { return None };
            let place = (**place).clone();
            let old = interp.current(&place);
            let new = match (name, args.get(1)) {
                ("replace", Some(new)) => new.clone(),
                ("take", _) => {
                    let ty = interp.type_of(&old);
                    interp.default_of(&ty)
                }
                _ => return None,
            };
            interp.write_place(&place, new);
            old
        }
        ("mem", "drop" | "forget") | ("std", "drop") => Value::unit(),
        ("Default" | "default", "default") => {
            // `Default::default()` says nothing itself: the place decides.
            interp.default_of(wanted)
        }
        ("derived", _) => return derived(interp, name, on, first, wanted),
        (_, "default") if !matches!(on, Type::Unknown | Type::Outside(..)) => interp.default_of(on),
        ("Option" | "Method", "default") => interp.default_of(on),
        (
            "Url" | "Uri" | "PathAndQuery",
            "parse" | "from_str" | "try_from" | "from_maybe_shared" | "from_static" | "parse_with_params",
        ) => {
            let url = interp.unwrapped(&first?);
            let url = interp.text_of(&url, Style::Display);
            let url = match (name, args.get(1)) {
                ("parse_with_params", Some(params)) => pairs::with_params(interp, &url, params),
                _ => url,
            };
            if name == "from_static" { url } else { interp.fallible(url) }
        }
        ("Method", "from_bytes" | "from_str" | "try_from" | "from") => {
            let method = interp.unwrapped(&first?);
            let method = convert::into_outside(interp, &method, "Method");
            if name == "from" { method } else { interp.fallible(method) }
        }
        ("serde_json", "to_value" | "to_string")
        | ("serde_plain", "to_string")
        | ("serde_variant", "to_variant_name") => serialized(interp, owner, name, &first?)?,
        ("fmt", "format") => first?,
        ("serde_urlencoded" | "serde_html_form" | "serde_qs", "to_string") if interp.keeps_queries() => {
            let pairs = pairs::with_pairs(interp, &Value::text(""), &first?, "");
            interp.fallible(pairs)
        }
        ("Serializer", "new" | "for_suffix") if interp.keeps_queries() => pairs::serializer(first?),
        ("Display" | "Debug", "fmt") | ("ToString" | "String" | "str", "to_string") => {
            let value = first?;
            match (name, args.get(1)) {
                ("fmt", Some(Value::Ref(place))) => {
                    let style = if owner == "Debug" { Style::Debug } else { Style::Display };
                    let text = interp.text_of(&value, style);
                    let place = (**place).clone();
                    let old = interp.current(&place);
                    let new = super::text::concat(interp, &[old, text]);
                    interp.write_place(&place, new);
                    Value::Wrapped(Wrap::Ok, Rc::new(Value::unit()))
                }
                _ => interp.text_of(&value, Style::Display),
            }
        }
        ("itertools" | "Itertools", "join") => super::text::joined(interp, &first?, args.get(1)?),
        (
            "task" | "tokio" | "async_std" | "runtime" | "thread" | "rt",
            "spawn" | "spawn_blocking" | "spawn_local" | "block_on" | "block_in_place" | "scope",
        )
        | ("executor" | "futures" | "smol" | "pollster" | "futures_lite", "block_on") => match first? {
            function @ (Value::Closure(_) | Value::Func(_)) => interp.call_value(&function, vec![]),
            other => other,
        },
        ("time" | "tokio", "timeout") => args.get(1)?.clone(),
        ("identity", _) | ("convert" | "std", "identity") | ("hint", "black_box") => first?,
        _ if is_identity(owner, name) && args.len() == 1 => {
            let value = first?;
            if matches!(name, "from" | "try_from") && !matches!(on, Type::Unknown) {
                let opened = interp.opened_choice(&value);
                if let Some(found) = interp.converted(&opened, on.peeled(), name == "from") {
                    return Some(found);
                }
            }
            if name == "try_from" { Value::Wrapped(Wrap::Ok, Rc::new(value)) } else { value }
        }
        // A method written as a function: `str::trim(x)`, `Iterator::map(x, f)`.
        _ if !args.is_empty() && (matches!(on, Type::Text | Type::List(_)) || is_std_trait(owner)) => {
            let value = interp.settled(&args[0]);
            let place = match &args[0] {
                Value::Ref(place) => Some((**place).clone()),
                _ => None,
            };
            let call = MethodCall {
                name,
                turbofish: turbofish.to_vec(),
                args: args[1..].to_vec(),
                wanted: wanted.clone(),
                place,
                span: crate::source::Span { source: crate::source::SourceId(0), start: 0, end: 0 },
            };
            let ty = interp.type_of(&value);
            return interp.builtin(&value, &ty, &call);
        }
        _ => return None,
    })
}

fn char_value(char: Option<char>) -> Value {
    char.map_or(Value::Nothing, |char| Value::text(char.encode_utf8(&mut [0; 4])).some())
}

fn list(elems: Vec<Value>, open: bool, map: bool) -> Value {
    Value::List(Rc::new(List { elems, open, map }))
}

/// A unit variant as serde writes it; `None` for other values.
pub(super) fn serialized(interp: &mut Interp<'_>, owner: &str, name: &str, value: &Value) -> Option<Value> {
    let value = interp.settled(value);
    let value = interp.opened_choice(&value);
    let quoted = owner == "serde_json" && name == "to_string";
    let mut alts = Vec::new();
    for (guard, value) in value.alternatives() {
        let Value::Data(data) = &value else { return None };
        let def = interp.program.adt(data.adt);
        let facts = interp.program.facts(def.facts);
        let item = facts.data.item(def.item);
        let ItemKind::Enum { variants, .. } = &item.kind else { return None };
        let variant = variants.get(data.variant? as usize)?;
        if !variant.fields.is_empty() || !derive::derives(&item.attrs, "Serialize") {
            return None;
        }
        let text = derive::variant_name(&item.attrs, variant, &["serde"]);
        let text = if quoted { format!("\"{text}\"") } else { text };
        alts.push((guard, super::super::interp::origins::tagged(&Value::text(&text), &data.origins)));
    }
    let text = interp.one_of(alts);
    Some(Value::Wrapped(Wrap::Ok, Rc::new(text)))
}

/// Whether a function gives back what it is given, as far as calls go.
fn is_identity(owner: &str, name: &str) -> bool {
    match name {
        "new" | "pin" | "from" | "clone" | "from_owner" | "with_value" | "new_unchecked" | "const_new"
        | "from_pointee" => matches!(
            owner,
            "Box"
                | "Arc"
                | "Rc"
                | "Mutex"
                | "RwLock"
                | "RefCell"
                | "Cell"
                | "Pin"
                | "String"
                | "Cow"
                | "PathBuf"
                | "Path"
                | "Some"
                | "Secret"
                | "SecretString"
                | "SecretBox"
                | "OsString"
                | "ArcSwap"
                | "Data"
                | "State"
                | "Extension"
                | "Arguments"
                | "Wrapping"
                | "Reverse"
                | "Zeroizing"
                | "Clone"
                | "From"
                | "SmolStr"
                | "CompactString"
                | "Bytes"
                | "NonNull"
                | "ManuallyDrop"
                | "Weak"
                | "Url"
                | "Uri"
                | "str"
                | "Option"
                | "AssertUnwindSafe"
                | "Peekable"
        ),
        "Borrowed" | "Owned" => owner == "Cow",
        "try_from" => matches!(owner, "Url" | "Uri" | "Method" | "String" | "TryFrom" | "PathAndQuery"),
        "into" | "to_owned" | "as_ref" | "borrow" | "as_str" | "deref" | "into_string" | "as_mut" | "to_vec"
        | "downgrade" | "cloned" | "into_inner" | "as_deref" => !owner.starts_with("unknown"),
        "must_use" | "pin_mut" | "boxed" => true,
        "Json" | "Form" | "Html" | "Query" => owner == "axum" || owner == "web",
        _ => false,
    }
}

fn is_std_trait(owner: &str) -> bool {
    matches!(
        owner,
        "Iterator"
            | "IntoIterator"
            | "ToOwned"
            | "AsRef"
            | "Into"
            | "Clone"
            | "Extend"
            | "Write"
            | "Borrow"
            | "Option"
            | "Result"
            | "Deref"
            | "slice"
            | "StreamExt"
    )
}

/// Functions that derives write for a type of the program.
fn derived(interp: &mut Interp<'_>, name: &str, on: &Type, first: Option<Value>, wanted: &Type) -> Option<Value> {
    let Type::Adt(adt, _) = on else { return None };
    Some(match name {
        "default" => interp.default_of(on),
        "clone" | "from" | "new" | "into" | "to_owned" if first.is_some() => {
            let value = first?;
            let opened = interp.opened_choice(&value);
            if name == "from"
                && let Some(found) = interp.converted(&opened, on, true)
            {
                return Some(found);
            }
            // derive_more's `From` and `Constructor` of a newtype.
            let def = interp.program.adt(*adt);
            let facts = interp.program.facts(def.facts);
            let fields = interp.program.fields(&facts, def.item, None);
            match (name, fields) {
                ("from" | "new", [only]) => {
                    let args = interp.infer_args(*adt, None, &[(only.name.clone(), value.clone())]);
                    interp.made(super::super::value::Data {
                        adt: *adt,
                        variant: None,
                        args,
                        fields: vec![(only.name.clone(), value)],
                        origins: super::super::value::nowhere(),
                    })
                }
                _ => value,
            }
        }
        "from_str" | "try_from" => convert::from_str(interp, &first?, on)?,
        "iter" | "variants" | "values" | "all" => {
            let any = interp.unknown(on.clone(), Cause::Opaque);
            let Value::Unknown(unknown) = &any else { return None };
            let variants = interp.opened(unknown);
            list(variants.alternatives().into_iter().map(|(_, value)| value).collect(), false, false)
        }
        // `Args::parse()`, `Config::from_env()`: an instance from outside.
        "parse" | "try_parse" | "parse_from" | "from_env" | "from_args" | "init_from_env" | "load" => {
            interp.unknown(on.clone(), Cause::Input)
        }
        "to_string" | "fmt" => interp.text_of(&first?, Style::Display),
        "as_ref" | "as_str" => {
            let value = first?;
            interp.text_of(&value, Style::Display)
        }
        "builder" => {
            let Type::Adt(adt, args) = on else { return None };
            return interp.builder_of(*adt, args);
        }
        _ => {
            let ty = if *wanted == Type::Unknown { on.clone() } else { wanted.clone() };
            interp.unknown(ty, Cause::Opaque)
        }
    })
}
