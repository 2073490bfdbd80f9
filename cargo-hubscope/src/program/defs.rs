//! What a program is made of: crates, modules, definitions, and what could not be taken in.

use rustc_hash::FxHashMap;

use super::{AdtId, AliasId, ConstId, CrateId, FactsId, FnId, ImplId, MacroId, ModId, TraitId};
use crate::source::Span;
use crate::syntax::facts::{ItemId, Name, TyId};

/// A crate of the program.
#[derive(Debug)]
pub struct CrateData {
    /// Its name in source, with `_`.
    pub name: Name,
    /// The package's name.
    pub package: String,
    /// Whether it is a member of the workspace: calls are reported at places in such crates.
    pub own: bool,
    /// Its root module.
    pub root: ModId,
    /// Crates of the program by the name that source uses for them.
    pub deps: FxHashMap<Name, CrateId>,
    /// Dependencies that are not in the program: the name in source and the real package name with `_`.
    pub externs: FxHashMap<Name, Name>,
}

/// What a name of a module stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Def {
    /// A module.
    Mod(ModId),
    /// A struct or enum.
    Adt(AdtId),
    /// A variant, by its index.
    Variant(AdtId, u32),
    /// A free function.
    Fn(FnId),
    /// A const or static.
    Const(ConstId),
    /// A trait.
    Trait(TraitId),
    /// A type alias.
    Alias(AliasId),
    /// A macro.
    Macro(MacroId),
}

/// A `use` of a module, not yet resolved.
#[derive(Debug, Clone)]
pub struct Import {
    /// Whether it begins with `::`.
    pub global: bool,
    /// The path.
    pub path: Vec<Name>,
    /// The bound name; `None` for a glob.
    pub alias: Option<Name>,
}

/// A module, or a block that declares items.
#[derive(Debug)]
pub struct Module {
    /// Its crate.
    pub krate: CrateId,
    /// The enclosing module.
    pub parent: Option<ModId>,
    /// Its name; empty for a crate's root and for blocks.
    pub name: Name,
    /// Whether it is the scope of a block: names not found here are looked up in the parent.
    pub is_block: bool,
    /// The `mod` item that declares it; none for a crate's root and for blocks.
    pub declared: Option<(FactsId, ItemId)>,
    /// Declared names.
    pub names: FxHashMap<Name, Vec<Def>>,
    /// Imports in source order.
    pub imports: Vec<Import>,
}

/// Where an associated item lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// Nowhere: it is a free item.
    Free,
    /// In an impl.
    Impl(ImplId),
    /// In a trait.
    Trait(TraitId),
}

/// A function.
#[derive(Debug)]
pub struct FnDef {
    /// Its name.
    pub name: Name,
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// The scope of its signature.
    pub module: ModId,
    /// Where it is declared.
    pub owner: Owner,
    /// `Type::name`, `Trait::name` or `name`.
    pub label: Name,
}

/// A struct or an enum.
#[derive(Debug)]
pub struct AdtDef {
    /// Its name.
    pub name: Name,
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// The scope of its fields' types.
    pub module: ModId,
    /// Whether it is an enum.
    pub is_enum: bool,
}

/// A trait.
#[derive(Debug)]
pub struct TraitDef {
    /// Its name.
    pub name: Name,
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// Its scope.
    pub module: ModId,
    /// Functions, with and without body.
    pub fns: Vec<FnId>,
    /// Consts, with and without value.
    pub consts: Vec<ConstId>,
}

/// What an impl is for, as far as names tell.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ImplTarget {
    /// A struct or enum of the program.
    Adt(AdtId),
    /// Every type: `impl<T: Bound> Trait for T`.
    Blanket,
    /// A type outside of the program, by the last name of its path (`str`, `Client`); empty where there is none.
    Outside(Name),
    /// A trait object.
    Object(TraitId),
}

/// An impl.
#[derive(Debug)]
pub struct ImplDef {
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// Its scope.
    pub module: ModId,
    /// What for.
    pub target: ImplTarget,
    /// The trait, where it is one of the program.
    pub of_trait: Option<TraitId>,
    /// The last name of the trait's path, also of traits outside.
    pub trait_name: Option<Name>,
    /// Functions.
    pub fns: Vec<FnId>,
    /// Consts.
    pub consts: Vec<ConstId>,
    /// Types by name.
    pub types: Vec<(Name, TyId)>,
}

/// A const or a static.
#[derive(Debug)]
pub struct ConstDef {
    /// Its name.
    pub name: Name,
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// Its scope.
    pub module: ModId,
    /// Where it is declared.
    pub owner: Owner,
}

/// A type alias.
#[derive(Debug)]
pub struct AliasDef {
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// Its scope.
    pub module: ModId,
}

/// A `macro_rules!` definition.
#[derive(Debug)]
pub struct MacroDef {
    /// Its name.
    pub name: Name,
    /// The facts that hold it.
    pub facts: FactsId,
    /// The item there.
    pub item: ItemId,
    /// The module that it stands in.
    pub module: ModId,
}

/// Something of the source that the program could not take in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// What kind.
    pub kind: ProblemKind,
    /// The place, where there is one.
    pub span: Option<Span>,
    /// The file's name as in outputs.
    pub file: String,
    /// What happened, lower-case, without a final stop.
    pub message: String,
}

/// Kinds of [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A file or a part of one that does not parse, is not UTF-8 or cannot be read.
    Unparsed,
    /// A `mod x;` whose file is not there.
    MissingModule,
    /// Code that a build generates (`OUT_DIR`) and that is not there to read.
    Generated,
    /// A macro whose expansion failed and that holds a hint at the vendor.
    Macro,
}
