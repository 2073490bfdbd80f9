//! Bounds how deeply source may nest, so that no recursion over it can exhaust a stack.
//!
//! The parser recurses for far more than delimiters: `!!!!x`, `a = b = c`, `|| || x`, `&&&&T`, `A<A<A<..`,
//! `if .. else if ..`; and long chains (`a.b().c()`, `a + b + c`) make trees that are deep to walk and to drop. All of
//! these spend at least one token on each level. So the depth at a token is at most the number of tokens before it,
//! in its own group and in those around it, since the last place where everything at that level was closed: a `;`, a
//! `=>`, a `,` that is not inside generic arguments or closure parameters, or the `}` that ends a statement or item.
//! The tokens of a macro invocation are not counted with what surrounds them: they are parsed on their own, if at all.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::facts::Token;

/// The greatest depth that is parsed.
pub(super) const LIMIT: u32 = 8000;

/// The greatest depth of groups alone. Tokens are kept as trees, which are walked and dropped on ordinary stacks too.
pub(super) const GROUP_LIMIT: usize = 400;

/// What is reported for source beyond the limits.
pub(super) const MESSAGE: &str = "nested too deeply to be read";

/// Whether groups nest no deeper than the limit.
pub(super) fn groups_fit(tokens: &[Token]) -> bool {
    let mut stack = vec![tokens.iter()];
    while let Some(tokens) = stack.last_mut() {
        match tokens.next() {
            Some(Token::Group(_, inner, _)) => {
                if stack.len() > GROUP_LIMIT {
                    return false;
                }
                stack.push(inner.iter());
            }
            Some(_) => {}
            None => {
                stack.pop();
            }
        }
    }
    true
}

/// Whether a stream nests deeper than the parser, and what walks its trees, may go.
pub(super) fn is_too_deep(stream: &TokenStream) -> bool {
    depth(stream).is_none_or(|depth| depth > LIMIT)
}

/// An upper bound of the depth of the syntax tree; `None` where groups alone nest too deeply.
pub(super) fn depth(stream: &TokenStream) -> Option<u32> {
    let mut deepest = 0;
    let mut levels = vec![(Level::new(0, false), stream.clone().into_iter())];
    while let Some((level, tokens)) = levels.last_mut() {
        let Some(token) = tokens.next() else {
            levels.pop();
            continue;
        };
        let arguments = level.opaque || matches!(level.before, Before::Bang | Before::BangName);
        level.step(&token);
        let here = level.outer.saturating_add(level.run);
        if !level.opaque {
            deepest = deepest.max(here);
        }
        if let TokenTree::Group(group) = token {
            if levels.len() > GROUP_LIMIT {
                return None;
            }
            levels.push((Level::new(here, arguments), group.stream().into_iter()));
        }
    }
    Some(deepest)
}

/// What a token was, as far as the next one's meaning depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    /// The start, an operator, a keyword: an operand follows.
    Operator,
    /// An operand has ended.
    Operand,
    /// A name, which is an operand or begins one.
    Name,
    /// A `{ }` has ended.
    Brace,
    /// The `!` after a name: a group that follows holds the arguments of a macro.
    Bang,
    /// A name after that `!`.
    BangName,
    /// `#`, so that a following `[ ]` is an attribute.
    Pound,
    /// `'`, so that a following name is a lifetime.
    Quote,
}

/// The tokens of one group.
struct Level {
    /// Whether they are the arguments of a macro, or inside of them.
    opaque: bool,
    /// The depth at which the group stands.
    outer: u32,
    /// Tokens since everything in this group was closed.
    run: u32,
    /// For each open `<`, the run at it; those of comparisons are in here too until a place that no generics span.
    angles: Vec<u32>,
    /// Whether the parameters of a closure are open.
    in_params: bool,
    /// The last token, if it is punctuation that is joined to the next.
    joint: Option<char>,
    /// Whether the last token is a `|` after an operand, joined to what follows.
    or: bool,
    before: Before,
}

/// Keywords after which an operand or type follows: a `|` begins a closure, a `!` negates.
const PREFIXES: [&str; 23] = [
    "as", "async", "become", "break", "const", "do", "dyn", "else", "for", "if", "impl", "in", "let", "match", "move",
    "mut", "raw", "ref", "return", "static", "where", "while", "yield",
];

impl Level {
    fn new(outer: u32, opaque: bool) -> Self {
        Self {
            opaque,
            outer,
            run: 0,
            angles: Vec::new(),
            in_params: false,
            joint: None,
            or: false,
            before: Before::Operator,
        }
    }

    fn close_all(&mut self) {
        self.run = 0;
        self.angles.clear();
        self.in_params = false;
    }

    fn step(&mut self, token: &TokenTree) {
        self.run = self.run.saturating_add(1);
        let joint = self.joint.take();
        let or = std::mem::take(&mut self.or);
        self.before = match token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Brace => Before::Brace,
                Delimiter::Bracket if self.before == Before::Pound => Before::Operator,
                _ => Before::Operand,
            },
            TokenTree::Literal(_) => {
                if self.before == Before::Brace {
                    self.close_all();
                }
                Before::Operand
            }
            TokenTree::Ident(ident) => {
                // After `}` only these continue what the braces belong to.
                if self.before == Before::Brace && !["else", "as", "in", "where"].iter().any(|word| ident == word) {
                    self.close_all();
                }
                match self.before {
                    Before::Bang => Before::BangName,
                    Before::Quote => Before::Operator,
                    _ if PREFIXES.iter().any(|word| ident == word) => Before::Operator,
                    _ => Before::Name,
                }
            }
            TokenTree::Punct(punct) => {
                let char = punct.as_char();
                if punct.spacing() == Spacing::Joint {
                    self.joint = Some(char);
                }
                self.punct(char, joint, or)
            }
        };
    }

    fn punct(&mut self, char: char, joint: Option<char>, or: bool) -> Before {
        match char {
            ';' => self.close_all(),
            ',' if self.in_params => {}
            ',' => match self.angles.last() {
                Some(run) => self.run = *run,
                None => self.run = 0,
            },
            // `=>`
            '>' if joint == Some('=') => self.close_all(),
            // `->`
            '>' if joint == Some('-') => {}
            '>' => {
                self.angles.pop();
                return Before::Operator;
            }
            '<' => self.angles.push(self.run),
            // No generic arguments reach over these.
            '.' => self.angles.clear(),
            '|' if self.in_params => self.in_params = false,
            // The second half of `||` between operands.
            '|' if or => {}
            '|' if matches!(self.before, Before::Operand | Before::Name) => self.or = self.joint == Some('|'),
            '|' => self.in_params = true,
            '!' if self.before == Before::Name && self.joint.is_none() => return Before::Bang,
            '?' => return Before::Operand,
            // Neither continues what ended with `}`.
            '#' | '\'' => {
                if self.before == Before::Brace {
                    self.close_all();
                }
                return if char == '#' { Before::Pound } else { Before::Quote };
            }
            _ => {}
        }
        Before::Operator
    }
}
