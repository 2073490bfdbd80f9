//! What an attribute stands on, seen from its first words: the code below an attribute is never parsed.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree, token_stream};

/// What an attribute stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A function, method or function of a trait.
    Function,
    /// An `impl` block, a trait or a module: what holds functions.
    Container,
    /// An item without calls of its own, as a message calls it.
    Barren(&'static str),
    /// A statement, an expression or the invocation of a macro.
    Other,
}

/// What `code` is, and the place of the word that tells.
pub(crate) fn of(code: TokenStream) -> (Target, Span) {
    let mut trees = Trees { open: vec![code.into_iter()] }.peekable();
    while let Some(tree) = trees.next() {
        let span = tree.span();
        let target = match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                trees.next();
                continue;
            }
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "pub" => {
                    trees.next_if(|tree| is_group(tree, Delimiter::Parenthesis));
                    continue;
                }
                "async" | "auto" | "default" | "safe" | "unsafe" => continue,
                "const" if next_word(&mut trees).is_some_and(|next| QUALIFIED.contains(&next.as_str())) => continue,
                "extern" => {
                    trees.next_if(|tree| matches!(tree, TokenTree::Literal(_)));
                    match trees.peek() {
                        Some(tree) if is_group(tree, Delimiter::Brace) => Target::Barren("an extern block"),
                        Some(TokenTree::Ident(word)) if word == "crate" => Target::Barren("an extern crate"),
                        _ => continue,
                    }
                }
                "fn" => Target::Function,
                "impl" | "trait" | "mod" => Target::Container,
                "const" => Target::Barren("a constant"),
                "enum" => Target::Barren("an enum"),
                "macro_rules" => Target::Barren("a macro definition"),
                "static" => Target::Barren("a static"),
                "struct" => Target::Barren("a struct"),
                "type" => Target::Barren("a type alias"),
                "union" if next_word(&mut trees).is_some() => Target::Barren("a union"),
                "use" => Target::Barren("a use declaration"),
                _ => Target::Other,
            },
            _ => Target::Other,
        };
        return (target, span);
    }
    (Target::Other, Span::call_site())
}

/// What may follow `const` where it does not begin a constant.
const QUALIFIED: [&str; 6] = ["async", "extern", "fn", "safe", "trait", "unsafe"];

fn next_word(trees: &mut Peekable<Trees>) -> Option<String> {
    match trees.peek() {
        Some(TokenTree::Ident(word)) => Some(word.to_string()),
        _ => None,
    }
}

fn is_group(tree: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == delimiter)
}

/// Token trees without the invisible groups that the fragments of a `macro_rules!` macro come in.
struct Trees {
    open: Vec<token_stream::IntoIter>,
}

impl Iterator for Trees {
    type Item = TokenTree;

    fn next(&mut self) -> Option<TokenTree> {
        loop {
            match self.open.last_mut()?.next() {
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
                    self.open.push(group.stream().into_iter());
                }
                Some(tree) => return Some(tree),
                None => {
                    self.open.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

    use super::{Target, of};

    fn target(code: &str) -> Target {
        of(code.parse().unwrap()).0
    }

    #[test]
    fn functions_are_seen_behind_every_qualifier() {
        for code in [
            "fn f() {}",
            "/// Docs.\n#[inline] pub(in crate::a) async fn f<T>(&self) -> T where T: Copy { struct S; }",
            "pub const unsafe extern \"C\" fn f();",
            "const fn f() {}",
            "default async fn f() {}",
            "extern fn f() {}",
            "fn in_a_trait(&self);",
        ] {
            assert_eq!(target(code), Target::Function, "{code}");
        }
    }

    #[test]
    fn what_holds_functions_is_a_container() {
        for code in [
            "impl<T> S<T> { fn f() {} }",
            "unsafe impl Send for S {}",
            "pub(crate) unsafe auto trait T {}",
            "mod inner { struct S; }",
        ] {
            assert_eq!(target(code), Target::Container, "{code}");
        }
    }

    #[test]
    fn items_without_calls_are_named() {
        for (code, name) in [
            ("pub struct S { f: fn() }", "a struct"),
            ("#[derive(Debug)] enum E { A }", "an enum"),
            ("union U { a: u8 }", "a union"),
            ("pub use a::b;", "a use declaration"),
            ("type F = fn();", "a type alias"),
            ("const F: fn() = f;", "a constant"),
            ("static F: fn() = f;", "a static"),
            ("extern crate alloc;", "an extern crate"),
            ("extern \"C\" { fn f(); }", "an extern block"),
            ("unsafe extern \"C\" { fn f(); }", "an extern block"),
            ("macro_rules! m { () => {} }", "a macro definition"),
        ] {
            assert_eq!(target(code), Target::Barren(name), "{code}");
        }
    }

    #[test]
    fn statements_and_invocations_are_neither() {
        for code in ["let f = g();", "async move { f() }", "routes! { fn f() {} }", "union.f();", "(f)()", ""] {
            assert_eq!(target(code), Target::Other, "{code}");
        }
    }

    #[test]
    fn fragments_of_macros_are_looked_into() {
        let invisible =
            |code: &str| TokenStream::from(TokenTree::from(Group::new(Delimiter::None, code.parse().unwrap())));
        assert_eq!(of(invisible("pub fn f() {}")).0, Target::Function);
        let with_visibility: TokenStream =
            [invisible(""), invisible("pub(crate)"), "struct S;".parse().unwrap()].into_iter().collect();
        assert_eq!(of(with_visibility).0, Target::Barren("a struct"));
    }
}
