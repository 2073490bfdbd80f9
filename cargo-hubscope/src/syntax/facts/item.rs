//! Items: functions, types, traits, impls and what is in them.

use serde::{Deserialize, Serialize};

use super::{Attr, ExprId, ItemId, MacroCall, Name, PatId, Path, Range, Token, TyId};

/// An item.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Its name; empty for `impl`, `use` and item macros.
    pub name: Name,
    /// Attributes that matter.
    pub attrs: Vec<Attr>,
    /// Whether it is `pub` in any form.
    pub public: bool,
    /// What it is.
    pub kind: ItemKind,
    /// All of it with its attributes.
    pub range: Range,
    /// The place of its name, or of its first keyword.
    pub name_range: Range,
}

/// What an item is.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum ItemKind {
    /// A function, method, or required method of a trait.
    Fn(FnItem),
    /// `struct` (and `union`).
    Struct {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Fields; those of a tuple struct are named by digits.
        fields: Vec<FieldItem>,
    },
    /// `enum`.
    Enum {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Variants in order.
        variants: Vec<VariantItem>,
    },
    /// `impl`.
    Impl {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// The trait of a trait impl; negative impls are left out.
        of_trait: Option<Path>,
        /// The type.
        self_ty: TyId,
        /// Functions, consts, types and macro invocations inside.
        items: Vec<ItemId>,
    },
    /// `trait`.
    Trait {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// Supertraits.
        supertraits: Vec<Path>,
        /// Functions, consts, types and macro invocations inside.
        items: Vec<ItemId>,
    },
    /// `const` and `static`, also associated; no value in a trait's declaration.
    Const {
        /// Type.
        ty: Option<TyId>,
        /// Value.
        value: Option<ExprId>,
    },
    /// `type X = T;`, also associated.
    TypeAlias {
        /// Generic parameters.
        generics: Vec<GenericParam>,
        /// What it stands for.
        ty: Option<TyId>,
    },
    /// `mod x { .. }`.
    Mod {
        /// Items, or `None` for `mod x;`.
        items: Option<Vec<ItemId>>,
    },
    /// `use`, flattened to one entry a name.
    Use(Vec<UseItem>),
    /// `extern crate a as b;`: the crate's name (the item's name is what it is bound to).
    ExternCrate(Name),
    /// `macro_rules! name { .. }`.
    MacroRules(Vec<MacroRule>),
    /// A macro invocation in item position.
    MacroCall(MacroCall),
    /// Anything else.
    Other,
}

/// A function's signature and body.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FnItem {
    /// Generic parameters with bounds (`where` clauses merged in).
    pub generics: Vec<GenericParam>,
    /// How it takes `self`.
    pub receiver: Receiver,
    /// Parameters after `self`.
    pub params: Vec<(PatId, TyId)>,
    /// Result type.
    pub ret: Option<TyId>,
    /// Body; `None` for a required method.
    pub body: Option<ExprId>,
    /// Every name that occurs in the body where something may be called or a macro invoked: method names, last names
    /// of paths and the types before them, macro names, identifiers in macro tokens. Sorted, unique.
    pub mentions: Vec<Name>,
}

/// How a function takes `self`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Receiver {
    /// Not at all.
    None,
    /// `self`, `mut self`, `self: Box<Self>`, `self: Arc<Self>`.
    Value,
    /// `&self`.
    Ref,
    /// `&mut self`.
    RefMut,
}

/// A generic type or const parameter (lifetimes are left out).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GenericParam {
    /// Its name.
    pub name: Name,
    /// Trait bounds from its declaration and the `where` clause, without `?Sized` and lifetimes.
    pub bounds: Vec<Path>,
    /// `T = Default`.
    pub default: Option<TyId>,
}

/// A field.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FieldItem {
    /// Name, or digits.
    pub name: Name,
    /// Type.
    pub ty: TyId,
    /// Attributes that matter (`serde`, `arg`, `clap`).
    pub attrs: Vec<Attr>,
}

/// A variant of an enum.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VariantItem {
    /// Name.
    pub name: Name,
    /// Fields; those of a tuple variant are named by digits.
    pub fields: Vec<FieldItem>,
    /// The number that is written for it.
    pub value: Option<ExprId>,
    /// Attributes that matter (`serde`, `strum`, `cfg`).
    pub attrs: Vec<Attr>,
}

/// One name that a `use` brings in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct UseItem {
    /// Whether it begins with `::`.
    pub global: bool,
    /// Names up to and including the imported one; for a glob, up to the module. `use a::b::{self}` is `a::b`.
    pub path: Vec<Name>,
    /// The name it is bound to; `_` for `as _`; `None` for a glob.
    pub alias: Option<Name>,
}

/// One rule of a `macro_rules!`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MacroRule {
    /// The matcher between its delimiters.
    pub matcher: Vec<Token>,
    /// The transcriber between its delimiters.
    pub body: Vec<Token>,
}
