//! What a path means in a module.
//!
//! Rust's rules as far as facts tell: declared names before imports before globs, blocks look outwards, then crates,
//! then the standard prelude. What leads out of the program keeps its canonical path (`reqwest::Client`), with the real
//! name of a renamed dependency.

use rustc_hash::FxHashMap;

use super::{CrateData, Def, ModId, Program};
use crate::syntax::facts::{ItemKind, Name, Path};

/// In which namespace a name is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ns {
    /// Modules, types, traits.
    Type,
    /// Functions, consts, constructors.
    Value,
    /// Macros.
    Macro,
}

/// A definition that a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved {
    /// The definition.
    pub def: Def,
    /// How many names of the path are left after it (`new` of `Client::new`).
    pub rest: usize,
}

/// What a path means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// Something of the program.
    Def(Resolved),
    /// Something outside: the real crate name and the names that follow.
    Outside(Vec<Name>),
    /// Nothing that is known.
    Unknown,
}

/// How many imports may lead to one another.
const IMPORT_DEPTH: usize = 256;

/// A name looked up in a module, without the modules around it.
type Question = (ModId, Name, Ns);

/// The member, and where a glob leads out of the program the path that the name may have there.
type Answer = (Meaning, Option<Vec<Name>>);

/// One search for what a path means.
///
/// Modules that import everything from one another ask each other the same questions in a ring, and in as many orders
/// as there are ways around. A question that is open is answered with nothing, and each answer is kept: one that was
/// found inside of a ring until the first question of that ring is answered, any other to the end of the search.
#[derive(Default)]
struct Search {
    /// The questions that are being answered, each with its place in the order in which they were asked.
    open: FxHashMap<Question, usize>,
    /// Answers, each with the open question that it would have needed: the earliest one.
    answers: FxHashMap<Question, (Answer, usize)>,
    /// The earliest open question that was asked again since this was last looked at.
    earliest: usize,
}

impl Search {
    fn new() -> Self {
        Self { earliest: usize::MAX, ..Self::default() }
    }

    /// The answer that is known, or that there is none because the question is open or too many are.
    fn known(&mut self, question: &Question) -> Option<Answer> {
        if let Some((answer, needs)) = self.answers.get(question) {
            self.earliest = self.earliest.min(*needs);
            return Some(answer.clone());
        }
        let place = match self.open.get(question) {
            Some(place) => *place,
            None if self.open.len() > IMPORT_DEPTH => 0,
            None => return None,
        };
        self.earliest = self.earliest.min(place);
        Some((Meaning::Unknown, None))
    }

    /// Answers a question that is not known.
    fn ask(&mut self, question: Question, answer: impl FnOnce(&mut Self) -> Answer) -> Answer {
        let place = self.open.len();
        let before = std::mem::replace(&mut self.earliest, usize::MAX);
        self.open.insert(question.clone(), place);
        let answer = answer(self);
        self.open.remove(&question);
        let needs = self.earliest;
        if needs < place {
            self.answers.insert(question, (answer.clone(), needs));
            self.earliest = before.min(needs);
        } else {
            // The first of its ring, if there was one: it has seen the whole ring, the others have not.
            if needs == place {
                self.answers.retain(|_, (_, needs)| *needs < place || *needs == usize::MAX);
            }
            self.answers.insert(question, (answer.clone(), usize::MAX));
            self.earliest = before;
        }
        answer
    }
}

impl Program {
    /// What a path (without a `<T as ..>` part) means in a module.
    pub fn meaning(&self, module: ModId, path: &Path, ns: Ns) -> Meaning {
        let names: Vec<Name> = path.segments.iter().map(|segment| segment.name.clone()).collect();
        self.meaning_of(module, &names, path.global, ns, &mut Search::new())
    }

    /// The definition of the program that a whole path means.
    pub fn resolve_names(&self, module: ModId, path: &Path, ns: Ns) -> Option<Resolved> {
        match self.meaning(module, path, ns) {
            Meaning::Def(found) if found.rest == 0 => Some(found),
            _ => None,
        }
    }

    /// The real path of a macro of another crate that goes by a path in a module; `None` for what is not known, and for
    /// macros of the program.
    pub fn outside_macro(&self, module: ModId, names: &[Name]) -> Option<Vec<Name>> {
        match self.meaning_of(module, names, false, Ns::Macro, &mut Search::new()) {
            Meaning::Outside(path) => Some(path),
            _ => None,
        }
    }

    fn meaning_of(&self, module: ModId, names: &[Name], global: bool, ns: Ns, search: &mut Search) -> Meaning {
        let Some((first, rest)) = names.split_first() else { return Meaning::Unknown };
        let krate = self.crate_of(module);
        if global {
            return self
                .extern_crate(krate, first)
                .map_or(Meaning::Unknown, |start| self.follow(start, rest, ns, search));
        }
        let start = match &**first {
            "crate" => Meaning::Def(Resolved { def: Def::Mod(krate.root), rest: 0 }),
            "$crate" => return self.macro_crate(module, rest, ns, search),
            "self" => Meaning::Def(Resolved { def: Def::Mod(self.real_module(module)), rest: 0 }),
            "super" => match self.module(self.real_module(module)).parent {
                Some(parent) => Meaning::Def(Resolved { def: Def::Mod(self.real_module(parent)), rest: 0 }),
                None => return Meaning::Unknown,
            },
            _ => {
                let ns = if rest.is_empty() { ns } else { Ns::Type };
                self.lookup(module, first, ns, search)
            }
        };
        self.follow(start, rest, ns, search)
    }

    /// `$crate::a::b`: in the crate itself, else in any crate that it depends on.
    fn macro_crate(&self, module: ModId, rest: &[Name], ns: Ns, search: &mut Search) -> Meaning {
        let krate = self.crate_of(module);
        let mut deps: Vec<_> = krate.deps.values().copied().collect();
        deps.sort();
        for root in std::iter::once(krate.root).chain(deps.into_iter().map(|dep| self.krate(dep).root)) {
            let start = Meaning::Def(Resolved { def: Def::Mod(root), rest: 0 });
            let found = self.follow(start, rest, ns, search);
            if found != Meaning::Unknown {
                return found;
            }
        }
        Meaning::Unknown
    }

    /// The nearest module that is not the scope of a block.
    pub fn real_module(&self, module: ModId) -> ModId {
        let mut id = module;
        while self.module(id).is_block {
            match self.module(id).parent {
                Some(parent) => id = parent,
                None => break,
            }
        }
        id
    }

    fn follow(&self, start: Meaning, rest: &[Name], ns: Ns, search: &mut Search) -> Meaning {
        let mut at = start;
        for (index, name) in rest.iter().enumerate() {
            let left = rest.len() - index;
            let ns = if left == 1 { ns } else { Ns::Type };
            at = match at {
                Meaning::Def(Resolved { def: Def::Mod(module), .. }) => match &**name {
                    "super" => match self.module(self.real_module(module)).parent {
                        Some(parent) => Meaning::Def(Resolved { def: Def::Mod(self.real_module(parent)), rest: 0 }),
                        None => Meaning::Unknown,
                    },
                    "self" => Meaning::Def(Resolved { def: Def::Mod(module), rest: 0 }),
                    _ => self.member(module, name, ns, search),
                },
                Meaning::Def(Resolved { def: Def::Adt(adt), .. }) => match self.variant(adt, name) {
                    Some(variant) => Meaning::Def(Resolved { def: Def::Variant(adt, variant), rest: 0 }),
                    None => return Meaning::Def(Resolved { def: Def::Adt(adt), rest: left }),
                },
                Meaning::Def(Resolved { def, .. }) => return Meaning::Def(Resolved { def, rest: left }),
                Meaning::Outside(mut names) => {
                    names.push(name.clone());
                    Meaning::Outside(names)
                }
                Meaning::Unknown => return Meaning::Unknown,
            };
        }
        at
    }

    /// The index of a variant of an enum.
    pub fn variant(&self, adt: super::AdtId, name: &str) -> Option<u32> {
        let def = self.adt(adt);
        let facts = self.facts(def.facts);
        match &facts.data.item(def.item).kind {
            ItemKind::Enum { variants, .. } => {
                variants.iter().position(|variant| &*variant.name == name).map(|index| index as u32)
            }
            _ => None,
        }
    }

    /// A name as seen from inside a module: its own, the blocks around it, crates, the prelude.
    fn lookup(&self, module: ModId, name: &Name, ns: Ns, search: &mut Search) -> Meaning {
        let mut scope = module;
        let mut outside = None;
        loop {
            match self.member_or_glob(scope, name, ns, search) {
                (Meaning::Unknown, glob) => outside = self.likelier(outside, glob),
                (found, _) => return found,
            }
            match self.module(scope).parent {
                Some(parent) if self.module(scope).is_block => scope = parent,
                _ => break,
            }
        }
        let krate = self.crate_of(module);
        if ns != Ns::Macro
            && let Some(found) = self.extern_crate(krate, name)
        {
            return found;
        }
        if is_prelude(name) {
            return Meaning::Outside(vec!["std".into(), name.clone()]);
        }
        outside.map_or(Meaning::Unknown, Meaning::Outside)
    }

    fn extern_crate(&self, krate: &CrateData, name: &Name) -> Option<Meaning> {
        if let Some(dep) = krate.deps.get(name) {
            return Some(Meaning::Def(Resolved { def: Def::Mod(self.krate(*dep).root), rest: 0 }));
        }
        if let Some(real) = krate.externs.get(name) {
            return Some(Meaning::Outside(vec![real.clone()]));
        }
        matches!(&**name, "std" | "core" | "alloc").then(|| Meaning::Outside(vec!["std".into()]))
    }

    /// A name as a member of a module, as `module::name` finds it.
    fn member(&self, module: ModId, name: &Name, ns: Ns, search: &mut Search) -> Meaning {
        match self.member_or_glob(module, name, ns, search) {
            (Meaning::Unknown, Some(outside)) => Meaning::Outside(outside),
            (found, _) => found,
        }
    }

    /// The member, and where a glob leads out of the program the path that the name may have there.
    fn member_or_glob(&self, module: ModId, name: &Name, ns: Ns, search: &mut Search) -> Answer {
        let data = self.module(module);
        if let Some(defs) = data.names.get(name)
            && let Some(def) = defs.iter().find(|def| fits(**def, ns))
        {
            return (Meaning::Def(Resolved { def: *def, rest: 0 }), None);
        }
        if data.imports.is_empty() {
            return (Meaning::Unknown, None);
        }
        let question = (module, name.clone(), ns);
        match search.known(&question) {
            Some(answer) => answer,
            None => search.ask(question, |search| self.imported(module, name, ns, search)),
        }
    }

    /// What the imports of a module make of a name.
    fn imported(&self, module: ModId, name: &Name, ns: Ns, search: &mut Search) -> Answer {
        let data = self.module(module);
        for import in data.imports.iter().filter(|import| import.alias.as_ref() == Some(name)) {
            // `use a::a;` inside a block must not find itself.
            let found = self.import_meaning(module, import, ns, search);
            match &found {
                Meaning::Def(Resolved { def, rest: 0 }) if fits(*def, ns) => return (found, None),
                Meaning::Outside(_) => return (found, None),
                _ => {}
            }
        }
        let mut outside = None;
        for import in data.imports.iter().filter(|import| import.alias.is_none()) {
            match self.import_meaning(module, import, Ns::Type, search) {
                Meaning::Def(Resolved { def: Def::Mod(target), rest: 0 }) if target != module => {
                    match self.member_or_glob(target, name, ns, search) {
                        (Meaning::Unknown, glob) => outside = self.likelier(outside, glob),
                        (found, _) => return (found, None),
                    }
                }
                Meaning::Def(Resolved { def: Def::Adt(adt), rest: 0 }) => {
                    if let Some(variant) = self.variant(adt, name) {
                        return (Meaning::Def(Resolved { def: Def::Variant(adt, variant), rest: 0 }), None);
                    }
                }
                Meaning::Outside(mut path) => {
                    path.push(name.clone());
                    outside = self.likelier(outside, Some(path));
                }
                _ => {}
            }
        }
        (Meaning::Unknown, outside)
    }

    /// Of two paths that a name may have through globs the first, unless only the other leads to a crate that is known.
    fn likelier(&self, first: Option<Vec<Name>>, other: Option<Vec<Name>>) -> Option<Vec<Name>> {
        let known = |path: &Option<Vec<Name>>| {
            path.as_ref().and_then(|path| path.first()).is_some_and(|krate| self.known_crates.contains(&&**krate))
        };
        if !known(&first) && known(&other) { other } else { first.or(other) }
    }

    fn import_meaning(&self, module: ModId, import: &super::Import, ns: Ns, search: &mut Search) -> Meaning {
        let own =
            import.path.first().is_some_and(|first| import.path.len() == 1 && import.alias.as_ref() == Some(first));
        if own {
            // `use name;` means the crate of that name.
            let krate = self.crate_of(module);
            return import.path.first().and_then(|first| self.extern_crate(krate, first)).unwrap_or(Meaning::Unknown);
        }
        if !import.global
            && let Some(first) = import.path.first()
            && import.alias.as_ref() == Some(first)
            && let Some(start) = self.extern_crate(self.crate_of(module), first)
        {
            // `use reqwest::x as reqwest;` would otherwise look up itself.
            return self.follow(start, &import.path[1..], ns, search);
        }
        self.meaning_of(module, &import.path, import.global, ns, search)
    }
}

fn fits(def: Def, ns: Ns) -> bool {
    match def {
        Def::Mod(_) | Def::Trait(_) | Def::Alias(_) => ns == Ns::Type,
        Def::Adt(_) | Def::Variant(..) => ns != Ns::Macro,
        Def::Fn(_) | Def::Const(_) => ns == Ns::Value,
        Def::Macro(_) => ns == Ns::Macro,
    }
}

/// Names of the standard prelude, and primitive types.
fn is_prelude(name: &str) -> bool {
    matches!(
        name,
        "Option"
            | "Some"
            | "None"
            | "Result"
            | "Ok"
            | "Err"
            | "Vec"
            | "String"
            | "Box"
            | "ToString"
            | "ToOwned"
            | "Clone"
            | "Copy"
            | "Default"
            | "From"
            | "Into"
            | "TryFrom"
            | "TryInto"
            | "AsRef"
            | "AsMut"
            | "Iterator"
            | "IntoIterator"
            | "Extend"
            | "FromIterator"
            | "Drop"
            | "Fn"
            | "FnMut"
            | "FnOnce"
            | "AsyncFn"
            | "AsyncFnMut"
            | "AsyncFnOnce"
            | "Future"
            | "IntoFuture"
            | "Send"
            | "Sync"
            | "Sized"
            | "Debug"
            | "PartialEq"
            | "Eq"
            | "Ord"
            | "PartialOrd"
            | "Hash"
            | "drop"
            | "str"
            | "bool"
            | "char"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "u128"
            | "usize"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "i128"
            | "isize"
            | "f32"
            | "f64"
    )
}
