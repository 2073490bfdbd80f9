//! The arguments of `#[scopes(..)]`.

use std::collections::BTreeSet;
use std::fmt::Display;

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Error, LitStr, Result, Token};

use crate::arguments::{Problems, entries, group, quoted};
use crate::names;

/// Checks the arguments; the error names everything that is wrong, each at its place.
pub(crate) fn check(arguments: TokenStream) -> Result<()> {
    let mut list = List::default();
    let ended = (|input: ParseStream| list.read(input)).parse2(arguments);
    list.problems.take(ended);
    list.problems.into_result()
}

/// What has been read of the arguments so far.
#[derive(Default)]
struct List {
    /// The scopes named, in whatever group.
    named: BTreeSet<String>,
    problems: Problems,
}

/// What a scope's name is held against.
#[derive(Clone, Copy)]
enum Check {
    /// The names that HubSpot has.
    Known,
    /// The form that a name has.
    Form,
}

impl List {
    fn read(&mut self, input: ParseStream) -> Result<()> {
        if input.is_empty() {
            self.add(input.span(), "no scope is named: write `#[scopes(\"crm.objects.contacts.read\")]`");
        }
        entries(input, |input| self.entry(input))
    }

    fn entry(&mut self, input: ParseStream) -> Result<()> {
        const EXPECTED: &str = "expected a scope's name in quotes, `optional(..)`, `unchecked(..)` or `allow(..)`";
        if !input.peek(Ident::peek_any) {
            return self.scope(input, Check::Known, EXPECTED);
        }
        let word = Ident::parse_any(input)?;
        match word.to_string().as_str() {
            "optional" => self.optional(&word, input),
            "unchecked" => self.unchecked(&word, input),
            "allow" => self.allow(&word, input),
            "reason" => Err(Error::new(word.span(), "a reason stands inside `optional(..)` or `allow(..)`")),
            _ => Err(Error::new(word.span(), EXPECTED)),
        }
    }

    /// A scope's name in quotes.
    fn scope(&mut self, input: ParseStream, check: Check, expected: &str) -> Result<()> {
        let literal = quoted(input, expected)?;
        let name = literal.value();
        let problem = match check {
            Check::Known => names::problem(&name),
            Check::Form => names::misshapen(&name),
        };
        if let Some(problem) = problem {
            self.add(literal.span(), problem);
        } else if !self.named.insert(name.clone()) {
            self.add(literal.span(), format!("scope `{name}` is named twice: write it once"));
        }
        Ok(())
    }

    /// `optional("..", unchecked(".."), reason = "..")`; the reason may be left out.
    fn optional(&mut self, optional: &Ident, input: ParseStream) -> Result<()> {
        const EXPECTED: &str = "expected a scope's name in quotes, `unchecked(..)` or `reason = \"..\"`";
        let mut scopes = 0;
        group(optional, input, |input| {
            scopes += 1;
            if !input.peek(Ident::peek_any) {
                return self.scope(input, Check::Known, EXPECTED);
            }
            match Ident::parse_any(input)? {
                word if word == "unchecked" => self.unchecked(&word, input),
                other => Err(Error::new(other.span(), EXPECTED)),
            }
        })?;
        if scopes == 0 {
            self.add(optional.span(), "`optional` names no scope: write `optional(\"..\", reason = \"..\")`");
        }
        Ok(())
    }

    /// `unchecked("..", "..")`
    fn unchecked(&mut self, unchecked: &Ident, input: ParseStream) -> Result<()> {
        let mut scopes = 0;
        let reason = group(unchecked, input, |input| {
            scopes += 1;
            self.scope(input, Check::Form, "expected a scope's name in quotes")
        })?;
        if let Some(reason) = reason {
            self.add(reason.span(), "`unchecked` takes no reason: say it in a comment");
        } else if scopes == 0 {
            self.add(unchecked.span(), "`unchecked` names no scope: write `unchecked(\"..\")`");
        }
        Ok(())
    }

    /// `allow(rule_name, reason = "..")`. Whether there is such a rule is for the plugin to say, which has the rules.
    fn allow(&mut self, allow: &Ident, input: ParseStream) -> Result<()> {
        let mut rules = 0;
        let reason = group(allow, input, |input| {
            rules += 1;
            rule(input)
        })?;
        if rules == 0 {
            self.add(allow.span(), "`allow` names no rule: write `allow(unresolved_call, reason = \"..\")`");
        } else if reason.is_none() {
            self.add(allow.span(), "`allow` gives no reason: write `allow(.., reason = \"why it is right\")`");
        }
        Ok(())
    }

    fn add(&mut self, span: Span, message: impl Display) {
        self.problems.add(Error::new(span, message));
    }
}

/// Reads a rule's name, `unresolved_call`. `unresolved-call` and `"unresolved-call"`, as it is written elsewhere, are
/// answered with the word.
fn rule(input: ParseStream) -> Result<()> {
    let span = input.span();
    let written = if input.peek(LitStr) {
        input.parse::<LitStr>()?.value()
    } else {
        let mut name = part(input)?;
        if !input.peek(Token![-]) {
            return Ok(());
        }
        while input.parse::<Option<Token![-]>>()?.is_some() {
            name = format!("{name}-{}", part(input)?);
        }
        name
    };
    Err(Error::new(span, format!("a rule is named by one word here: write `{}`", written.replace('-', "_"))))
}

fn part(input: ParseStream) -> Result<String> {
    Ident::parse_any(input).map(|word| word.to_string()).map_err(|error| {
        Error::new(error.span(), "expected a rule's name, such as `unresolved_call`, or `reason = \"..\"`")
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    /// The messages for `arguments`, one a line.
    fn messages(arguments: &str) -> String {
        match check(arguments.parse().unwrap()) {
            Ok(()) => "fine".to_owned(),
            Err(error) => error.into_iter().map(|error| error.to_string()).collect::<Vec<_>>().join("\n"),
        }
    }

    #[test]
    fn every_form_is_accepted_alone_and_together() {
        for arguments in [
            r#""crm.objects.contacts.read""#,
            r#""crm.objects.contacts.read", "crm.objects.contacts.write","#,
            r##"r#"files"#"##,
            r#"optional("crm.objects.contacts.write", reason = "two-way sync")"#,
            r#"optional("forms", "files")"#,
            r#"optional(unchecked("crm.objects.spaceships.read"), reason = "they are coming",)"#,
            r#"unchecked("crm.objects.spaceships.read", "crm.schemas.spaceships.read")"#,
            r#"allow(unresolved_call, reason = "the path comes from the administrator")"#,
            r#"allow(reason = "a proxy", unresolved_call, unknown_endpoint)"#,
            r#""forms", optional("files"), unchecked("a.b"), allow(open_object_type, reason = "any object"),"#,
        ] {
            assert_eq!(messages(arguments), "fine", "{arguments}");
        }
    }

    #[test]
    fn all_wrong_names_are_told_at_once() {
        assert_eq!(
            messages(r#""crm.objects.contact.read", "forms", optional("file"), unchecked("a b")"#),
            "unknown scope `crm.objects.contact.read`: did you mean `crm.objects.contacts.read`?\n\
             unknown scope `file`: did you mean `files`?\n\
             one literal names one scope: write `\"a\", \"b\"`"
        );
    }

    #[test]
    fn a_name_that_stands_twice_is_told_whatever_the_groups() {
        for arguments in [r#""forms", "forms""#, r#""forms", optional("forms")"#, r#"unchecked("forms"), "forms""#] {
            assert_eq!(messages(arguments), "scope `forms` is named twice: write it once", "{arguments}");
        }
    }

    #[test]
    fn malformed_arguments_are_answered_with_what_to_write() {
        const ENTRY: &str = "expected a scope's name in quotes, `optional(..)`, `unchecked(..)` or `allow(..)`";
        const OPTIONAL: &str = "expected a scope's name in quotes, `unchecked(..)` or `reason = \"..\"`";
        const RULE: &str = "expected a rule's name, such as `unresolved_call`, or `reason = \"..\"`";
        for (arguments, message) in [
            ("", "no scope is named: write `#[scopes(\"crm.objects.contacts.read\")]`"),
            ("forms", ENTRY),
            ("crm.objects.contacts.read", ENTRY),
            ("42", ENTRY),
            (r#"b"forms""#, ENTRY),
            (r#"["forms"]"#, ENTRY),
            (",", ENTRY),
            ("concat!(\"a\", \"b\")", ENTRY),
            (r#""forms" "files""#, "expected `,`"),
            (r#"reason = "two-way sync""#, "a reason stands inside `optional(..)` or `allow(..)`"),
            ("optional", "`optional` stands alone: write `optional(..)`"),
            (r#"optional = "forms""#, "`optional` stands alone: write `optional(..)`"),
            (r#"optional["forms"]"#, "`optional` stands alone: write `optional(..)`"),
            ("optional()", "`optional` names no scope: write `optional(\"..\", reason = \"..\")`"),
            (r#"optional(reason = "x")"#, "`optional` names no scope: write `optional(\"..\", reason = \"..\")`"),
            ("optional(forms)", OPTIONAL),
            ("optional(42)", OPTIONAL),
            (r#"optional(optional("forms"))"#, OPTIONAL),
            (r#"optional("forms", why = "x")"#, "unknown key `why`: only `reason = \"..\"` is one"),
            (r#"optional("forms", reason = 1)"#, "expected the reason in quotes"),
            (r#"optional("forms", reason = " ")"#, "the reason is empty: say why"),
            (r#"optional("forms", reason = "a", reason = "b")"#, "a second reason: write one"),
            ("unchecked", "`unchecked` stands alone: write `unchecked(..)`"),
            ("unchecked()", "`unchecked` names no scope: write `unchecked(\"..\")`"),
            ("unchecked(forms)", "expected a scope's name in quotes"),
            (r#"unchecked("a.b", reason = "x")"#, "`unchecked` takes no reason: say it in a comment"),
            (r#"unchecked("")"#, "empty scope name: write the scope that is expected"),
            ("allow", "`allow` stands alone: write `allow(..)`"),
            ("allow()", "`allow` names no rule: write `allow(unresolved_call, reason = \"..\")`"),
            (r#"allow(reason = "x")"#, "`allow` names no rule: write `allow(unresolved_call, reason = \"..\")`"),
            ("allow(unresolved_call)", "`allow` gives no reason: write `allow(.., reason = \"why it is right\")`"),
            (r#"allow(42, reason = "x")"#, RULE),
            ("allow(unresolved-)", RULE),
            ("allow(unresolved-call)", "a rule is named by one word here: write `unresolved_call`"),
            (r#"allow("open-object-type")"#, "a rule is named by one word here: write `open_object_type`"),
        ] {
            assert_eq!(messages(arguments), message, "{arguments}");
        }
    }
}
