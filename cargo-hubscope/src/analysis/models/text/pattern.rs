//! What methods of texts look for: texts, characters, sets of characters, functions of a character.

use std::rc::Rc;

use crate::analysis::interp::Interp;
use crate::analysis::value::{Func, Value};

/// How many characters of a text are asked one by one.
const MAX_CHARS: usize = 256;

/// A pattern as far as it matters for one text.
pub(super) enum Pattern {
    /// This text.
    Text(String),
    /// Any of these characters.
    Chars(Vec<char>),
}

/// Runs an expression with a pattern as what `str` takes.
macro_rules! with {
    ($pattern:expr, $name:ident => $run:expr) => {
        match $pattern {
            Pattern::Text($name) => {
                let $name: &str = $name;
                $run
            }
            Pattern::Chars($name) => {
                let $name: &[char] = $name;
                $run
            }
        }
    };
}
pub(super) use with;

/// What a pattern looks for in a known text; `None` where that is not known.
pub(super) fn resolved(interp: &mut Interp<'_>, pattern: &Value, text: &str) -> Option<Pattern> {
    let pattern = interp.settled(pattern);
    match &pattern {
        Value::Text(_) => pattern.known_text().map(Pattern::Text),
        Value::List(list) if !list.open => {
            let chars = list.elems.iter().map(|elem| only_char(&elem.known_text()?));
            chars.collect::<Option<Vec<char>>>().map(Pattern::Chars)
        }
        Value::Closure(_) | Value::Func(_) => {
            let mut asked: Vec<char> = text.chars().take(MAX_CHARS + 1).collect();
            if asked.len() > MAX_CHARS {
                return None;
            }
            asked.sort_unstable();
            asked.dedup();
            let mut kept = Vec::new();
            for char in asked {
                let arg = Value::text(char.encode_utf8(&mut [0; 4]));
                let answer = match &pattern {
                    Value::Func(func) => match &**func {
                        Func::Outside(path) => {
                            is_class(path.rsplit("::").next().unwrap_or(path), char).map(Value::Bool)
                        }
                        _ => None,
                    },
                    _ => None,
                };
                let answer = match answer {
                    Some(answer) => answer,
                    None => interp.call_value(&pattern, vec![arg]),
                };
                match interp.settled(&answer) {
                    Value::Bool(true) => kept.push(char),
                    Value::Bool(false) => {}
                    _ => return None,
                }
            }
            Some(Pattern::Chars(kept))
        }
        _ => None,
    }
}

/// The character of a text that is one.
pub(super) fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Whether a character is in the class that a method of `char` asks for; `None` for other methods.
pub(super) fn is_class(name: &str, char: char) -> Option<bool> {
    Some(match name {
        "is_alphabetic" => char.is_alphabetic(),
        "is_alphanumeric" => char.is_alphanumeric(),
        "is_numeric" => char.is_numeric(),
        "is_whitespace" => char.is_whitespace(),
        "is_uppercase" => char.is_uppercase(),
        "is_lowercase" => char.is_lowercase(),
        "is_control" => char.is_control(),
        "is_ascii" => char.is_ascii(),
        "is_ascii_alphabetic" => char.is_ascii_alphabetic(),
        "is_ascii_alphanumeric" => char.is_ascii_alphanumeric(),
        "is_ascii_digit" => char.is_ascii_digit(),
        "is_ascii_hexdigit" => char.is_ascii_hexdigit(),
        "is_ascii_lowercase" => char.is_ascii_lowercase(),
        "is_ascii_uppercase" => char.is_ascii_uppercase(),
        "is_ascii_punctuation" => char.is_ascii_punctuation(),
        "is_ascii_graphic" => char.is_ascii_graphic(),
        "is_ascii_whitespace" => char.is_ascii_whitespace(),
        "is_ascii_control" => char.is_ascii_control(),
        _ => return None,
    })
}

/// The characters of a known text as values of their own; `None` where there are too many.
pub(super) fn chars_of(text: &str, origins: &crate::analysis::value::Origins) -> Option<Vec<Value>> {
    let chars: Vec<char> = text.chars().take(MAX_CHARS + 1).collect();
    (chars.len() <= MAX_CHARS).then(|| {
        let value = |char: &char| super::template::lit(char.encode_utf8(&mut [0; 4]), Rc::clone(origins));
        chars.iter().map(value).collect()
    })
}
