//! Reading the files of the crates, following `mod` items from each root.

use std::collections::BTreeMap;
use std::path::{Path as FilePath, PathBuf};
use std::rc::Rc;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::cfg::{Config, Truth};
use super::expansion::Waiting;
use super::items::Declare;
use super::{CrateData, CrateId, Facts, FactsId, ModId, Module, Problem, ProblemKind, Program};
use crate::source::{SourceId, Sources, Span};
use crate::syntax;
use crate::syntax::facts::{Attr, FileFacts, ItemId, ItemKind, Token};

/// One crate to load.
#[derive(Debug, Clone)]
pub struct CrateInput {
    /// Its name in source, with `_`.
    pub name: String,
    /// The package's name.
    pub package: String,
    /// Whether the package is a member of the workspace.
    pub own: bool,
    /// The file of its root module.
    pub root: PathBuf,
    /// Its configuration.
    pub config: Config,
    /// Crates of this input by the name that source uses: indices into [`ProgramInput::crates`].
    pub deps: Vec<(String, usize)>,
    /// Other dependencies: name in source, real package name; both with `_`.
    pub externs: Vec<(String, String)>,
}

/// Crates to load and how to name their files.
pub struct ProgramInput<'a> {
    /// The crates, in the order that decides the order of definitions.
    pub crates: Vec<CrateInput>,
    /// The name of a file as outputs show it.
    pub file_name: &'a dyn Fn(&FilePath) -> String,
    /// What was lowered before, and is kept for the next time.
    pub lowered: &'a Lowered,
}

/// Files that have been read and lowered: what has the same text when it is read again is not lowered again.
#[derive(Debug, Default)]
pub struct Lowered {
    files: Mutex<BTreeMap<PathBuf, (Arc<str>, Arc<FileFacts>)>>,
}

impl Lowered {
    /// The files, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).keys().cloned().collect()
    }

    /// The facts of a file with this text.
    fn facts(&self, path: &FilePath, text: &Arc<str>) -> Arc<FileFacts> {
        let files = || self.files.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, facts)) = files().get(path).filter(|(known, _)| known == text) {
            return Arc::clone(facts);
        }
        let facts = Arc::new(syntax::lower(text));
        files().insert(path.to_path_buf(), (Arc::clone(text), Arc::clone(&facts)));
        facts
    }
}

/// A file after reading and lowering.
pub struct FileInput {
    text: Result<Arc<str>, String>,
    facts: Arc<FileFacts>,
}

/// A loaded program and what could not be taken in.
#[derive(Debug)]
pub struct Loaded {
    /// The program.
    pub program: Program,
    /// What is missing from it, in a fixed order.
    pub problems: Vec<Problem>,
}

/// A file that a module needs, to be read in the next wave.
struct Wanted {
    module: ModId,
    krate: usize,
    path: PathBuf,
    /// The directory in which the file's own `mod x;` are looked up.
    children: PathBuf,
}

pub(super) struct Loader<'a> {
    pub(super) program: Program,
    pub(super) problems: Vec<Problem>,
    pub(super) configs: Vec<Config>,
    sources: &'a mut Sources,
    input: &'a ProgramInput<'a>,
    files: BTreeMap<PathBuf, FactsId>,
    wanted: Vec<Wanted>,
    /// Item invocations of macros that are not declared yet.
    pub(super) waiting: Vec<Waiting>,
    /// Workers with stacks big enough to parse; without them files are read one after the other.
    pool: Option<rayon::ThreadPool>,
}

/// Loads the crates of `input`, adding every file that is read to `sources`.
///
/// Files are read and lowered in parallel, wave by wave; the result does not depend on the number of threads.
pub fn load(input: &ProgramInput<'_>, sources: &mut Sources) -> Loaded {
    let mut loader = Loader {
        program: Program::default(),
        problems: Vec::new(),
        configs: input.crates.iter().map(|krate| krate.config.clone()).collect(),
        sources,
        input,
        files: BTreeMap::new(),
        wanted: Vec::new(),
        waiting: Vec::new(),
        pool: syntax::pool(0).ok(),
    };
    for (index, krate) in input.crates.iter().enumerate() {
        let root = loader.program.add_module(CrateId(index as u32), None, "", false);
        loader.program.crates.push(CrateData {
            name: krate.name.as_str().into(),
            package: krate.package.clone(),
            own: krate.own,
            root,
            deps: krate.deps.iter().map(|(name, id)| (name.as_str().into(), CrateId(*id as u32))).collect(),
            externs: krate.externs.iter().map(|(name, real)| (name.as_str().into(), real.as_str().into())).collect(),
        });
        let children = krate.root.parent().unwrap_or(FilePath::new("")).to_path_buf();
        loader.wanted.push(Wanted { module: root, krate: index, path: krate.root.clone(), children });
    }
    loader.all();
    let mut problems = loader.problems;
    problems.sort();
    problems.dedup();
    let mut program = loader.program;
    program.finish();
    Loaded { program, problems }
}

fn read(path: &FilePath, lowered: &Lowered) -> FileInput {
    let text = match std::fs::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map(Arc::from).map_err(|error| {
            format!("the file is not UTF-8 text: the first invalid byte is at {}", error.utf8_error().valid_up_to())
        }),
        Err(error) => Err(format!("the file cannot be read: {error}")),
    };
    let facts = text.as_ref().map(|text| lowered.facts(path, text)).unwrap_or_default();
    FileInput { text, facts }
}

impl Loader<'_> {
    /// Reads every file, and expands what waits for a macro until nothing more comes of it.
    fn all(&mut self) {
        loop {
            while !self.wanted.is_empty() {
                self.wave();
            }
            let batch = std::mem::take(&mut self.waiting);
            let waiting = batch.len();
            let mut left: Vec<Waiting> = batch.into_iter().filter_map(|one| one.declare(self)).collect();
            let is_idle = left.len() == waiting && self.wanted.is_empty();
            left.append(&mut self.waiting);
            if is_idle {
                left.into_iter().for_each(|one| one.give_up(self));
                return;
            }
            self.waiting = left;
        }
    }

    fn wave(&mut self) {
        let wave = std::mem::take(&mut self.wanted);
        let mut paths: Vec<&PathBuf> = wave.iter().map(|file| &file.path).collect();
        paths.sort();
        paths.dedup();
        paths.retain(|path| !self.files.contains_key(*path));
        let read: Vec<FileInput> = match &self.pool {
            Some(pool) => pool.install(|| paths.par_iter().map(|path| read(path, self.input.lowered)).collect()),
            None => paths.iter().map(|path| read(path, self.input.lowered)).collect(),
        };
        for (path, file) in paths.into_iter().zip(read) {
            let id = self.add_file(path, file);
            self.files.insert(path.clone(), id);
        }
        for file in wave {
            let facts = self.files[&file.path];
            let facts = self.program.facts(facts);
            let id = ItemsOf { module: file.module, krate: file.krate, file: file.path, dir: file.children };
            self.declare_file(&facts, &id);
        }
    }

    fn add_file(&mut self, path: &FilePath, file: FileInput) -> FactsId {
        let name = (self.input.file_name)(path);
        let (text, problem) = match file.text {
            Ok(text) => (text, None),
            Err(message) => (Arc::from(""), Some(message)),
        };
        let source = self.sources.add(path.to_path_buf(), name.clone(), text);
        let at = |start, end| Span { source, start, end };
        if let Some(message) = problem {
            self.problems.push(Problem {
                kind: ProblemKind::Unparsed,
                span: Some(at(0, 0)),
                file: name.clone(),
                message,
            });
        }
        for error in &file.facts.errors {
            let span = Some(at(error.at.start, error.at.end));
            let message = error.message.clone();
            self.problems.push(Problem { kind: ProblemKind::Unparsed, span, file: name.clone(), message });
        }
        self.program.add_facts(source, file.facts).id
    }

    fn declare_file(&mut self, facts: &Rc<Facts>, at: &ItemsOf) {
        if !self.configs[at.krate].counts(&facts.data.attrs) {
            return;
        }
        Declare { loader: self, facts: Rc::clone(facts), krate: at.krate, file: at.file.clone(), depth: 0 }.items(
            at.module,
            &facts.data.top,
            &at.dir,
        );
    }

    /// Asks for the file of `mod name;` in `module`.
    pub(super) fn want_module(&mut self, place: Place<'_>, module: ModId, name: &str, attrs: &[Attr], span: Span) {
        // Each file with whether its own modules are beside it. Where more than one may be the module's, each is.
        let mut candidates: Vec<(PathBuf, bool)> = Vec::new();
        let mut by_name = true;
        for (path, there) in self.path_attrs(place, attrs) {
            candidates.push((path, true));
            if there == Some(true) {
                by_name = false;
                break;
            }
        }
        let given = candidates.len();
        if by_name {
            candidates.push((place.dir.join(format!("{name}.rs")), false));
            candidates.push((place.dir.join(name).join("mod.rs"), true));
        }
        let is_there = |(path, _): &&(PathBuf, bool)| path.is_file();
        let (given, named) = candidates.split_at(given);
        let found: Vec<_> = given.iter().filter(is_there).chain(named.iter().find(is_there)).cloned().collect();
        if found.is_empty() {
            let shown: Vec<String> = candidates.iter().map(|(path, _)| (self.input.file_name)(path)).collect();
            let message = format!("the file of module `{name}` is not there: looked for {}", shown.join(" and "));
            let file = self.sources.file(span.source).name.clone();
            self.problems.push(Problem { kind: ProblemKind::MissingModule, span: Some(span), file, message });
            return;
        }
        // A module that includes itself through `#[path]` would never end.
        if self.depth(module) >= 128 {
            return;
        }
        for (path, owns_folder) in found {
            let children = if owns_folder {
                path.parent().unwrap_or(FilePath::new("")).to_path_buf()
            } else {
                path.with_extension("")
            };
            self.wanted.push(Wanted { module, krate: place.krate, path, children });
        }
    }

    /// The files or folders that `#[path]` names, each with whether it is certain that the attribute is there.
    pub(super) fn path_attrs(&self, place: Place<'_>, attrs: &[Attr]) -> Vec<(PathBuf, Truth)> {
        let base = if place.inline { place.dir } else { place.file.parent().unwrap_or(place.dir) };
        let mut found = Vec::new();
        for (attr, there) in self.configs[place.krate].effective(attrs) {
            if let ("path", [Token::Literal(text, _)]) = (&*attr.path, attr.tokens.as_slice())
                && let Some(path) = syntax::string_literal(text)
            {
                found.push((normal(&base.join(path)), there));
            }
        }
        found
    }

    /// Follows an `include!` in item position.
    pub(super) fn want_include(&mut self, place: Place<'_>, module: ModId, tokens: &[Token], span: Span) {
        let file = self.sources.file(span.source).name.clone();
        let target = match tokens {
            [Token::Literal(text, _)] => syntax::string_literal(text),
            _ => None,
        };
        let Some(target) = target else {
            let message = "the code included here is made by the build and cannot be read".to_owned();
            self.problems.push(Problem { kind: ProblemKind::Generated, span: Some(span), file, message });
            return;
        };
        let path = normal(&place.file.parent().unwrap_or(place.dir).join(target));
        if !path.is_file() {
            let message = format!("the included file {} is not there", (self.input.file_name)(&path));
            self.problems.push(Problem { kind: ProblemKind::MissingModule, span: Some(span), file, message });
        } else if !self.wanted.iter().any(|wanted| wanted.path == path && wanted.module == module) && path != place.file
        {
            // The modules of an included file are beside it, wherever it is included.
            let children = path.parent().unwrap_or(place.dir).to_path_buf();
            self.wanted.push(Wanted { module, krate: place.krate, path, children });
        }
    }

    fn depth(&self, module: ModId) -> usize {
        std::iter::successors(Some(module), |id| self.program.module(*id).parent).count()
    }

    /// Adds facts of an expansion whose place is `span`.
    pub(super) fn add_expansion(&mut self, source: SourceId, data: FileFacts) -> Rc<Facts> {
        self.program.add_facts(source, Arc::new(data))
    }

    /// Keeps what an item macro of other code is given: its literals may say whose it is.
    pub(super) fn foreign_macro(&mut self, tokens: &[Token], span: Span) {
        let mut literals = Vec::new();
        super::each_literal(tokens, &mut |text| literals.push(text.clone()));
        if !literals.is_empty() {
            self.program.foreign.push((literals, span));
        }
    }

    pub(super) fn report(&mut self, kind: ProblemKind, span: Span, message: String) {
        let file = self.sources.file(span.source).name.clone();
        self.problems.push(Problem { kind, span: Some(span), file, message });
    }
}

struct ItemsOf {
    module: ModId,
    krate: usize,
    file: PathBuf,
    dir: PathBuf,
}

/// Where a `mod x;` stands.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) krate: usize,
    pub(super) file: &'a FilePath,
    pub(super) dir: &'a FilePath,
    pub(super) inline: bool,
}

/// Takes `.` and `..` out of a path without asking the disk.
fn normal(path: &FilePath) -> PathBuf {
    let mut result = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::CurDir => {}
            std::path::Component::ParentDir if result.file_name().is_some() => {
                result.pop();
            }
            other => result.push(other),
        }
    }
    result
}

impl Program {
    pub(super) fn add_module(&mut self, krate: CrateId, parent: Option<ModId>, name: &str, is_block: bool) -> ModId {
        let id = ModId(self.modules.len() as u32);
        self.modules.push(Module {
            krate,
            parent,
            name: name.into(),
            is_block,
            declared: None,
            names: FxHashMap::default(),
            imports: Vec::new(),
        });
        id
    }

    /// Fills the tables that need every definition.
    fn finish(&mut self) {
        self.link_impls();
        for (index, def) in self.fns.iter().enumerate() {
            if def.owner != super::Owner::Free {
                self.associated.entry(def.name.clone()).or_default().push(super::FnId(index as u32));
            }
            let facts = &self.facts.borrow()[def.facts.index()];
            if let ItemKind::Fn(item) = &facts.data.item(def.item).kind
                && item.receiver != syntax::facts::Receiver::None
            {
                self.methods.entry(def.name.clone()).or_default().push(super::FnId(index as u32));
            }
        }
    }

    pub(super) fn set_block_scope(&mut self, facts: FactsId, first: ItemId, scope: ModId) {
        self.block_scopes.insert((facts, first), scope);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_lowered_again_only_when_its_text_differs() {
        let lowered = Lowered::default();
        let path = FilePath::new("a.rs");
        let first = lowered.facts(path, &Arc::from("fn a() {}"));
        assert!(Arc::ptr_eq(&first, &lowered.facts(path, &Arc::from("fn a() {}"))));
        let changed = lowered.facts(path, &Arc::from("fn a() {} fn b() {}"));
        assert_eq!((first.top.len(), changed.top.len()), (1, 2));
        assert_eq!(lowered.paths(), [path]);
    }
}
