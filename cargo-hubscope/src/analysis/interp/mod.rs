//! The lazy abstract interpreter.
//!
//! Code is run on [`Value`]s: every branch is taken under its [`Guard`], variables live in cells whose writes are kept on
//! a trail (so that a branch can be undone and joined), requests are reported as [`Raw`] calls on the way. Nothing
//! here depends on time or on threads; every bound is a count.

mod assign;
mod associated;
mod attribute;
mod block;
pub mod by_name;
mod call;
mod closure;
mod constant;
mod construct;
mod construction;
mod control;
pub mod convert;
mod effects;
mod evidence;
mod expansion;
mod expr;
mod fitting;
pub mod foreign;
mod frame;
mod function;
mod generated;
mod generics;
mod held;
mod instances;
mod loops;
mod macro_lists;
mod macros;
pub mod method;
mod operate;
pub mod origins;
mod overload;
pub mod path;
mod pattern;
mod pattern_parts;
pub mod place;
mod renew;
mod root;
mod worth;

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

pub use frame::{Frame, Holder, Link, LoopFrame, Raw};

use super::guard::{Choice, Guard, Set, Sym};
use super::models::Models;
use super::pages::Pages;
use super::reach::Reach;
use super::value::{Cause, Cell, Env, Generics, Type, Unknown, Value};
use super::vendor::Vendor;
use crate::program::{AdtId, ConstId, Facts, FnId, Program};
use crate::source::Span;
use crate::syntax::facts::{ExprId, Name, Range};

pub use function::Callee;

/// The most alternatives that one value may have.
pub const MAX_ALTERNATIVES: usize = 256;
/// How deep functions may call one another.
const MAX_DEPTH: usize = 48;
/// How often one function may be on the stack at once.
const MAX_RECURSION: usize = 8;
/// How many different contexts of one function are evaluated within one root.
const MAX_CONTEXTS: u32 = 1024;
/// How many steps of work one root may take: an expression, or an alternative that is joined, is one.
const ROOT_BUDGET: u64 = 400_000;
/// How many steps the search for the instances of one type may take.
const INSTANCE_BUDGET: u64 = 100_000;
/// How many steps one call that was put off may take: only a value is lost beyond.
const VALUE_BUDGET: u64 = 20_000;
/// How often in a root a function may take that many before its value is not asked for again.
const MAX_DEAR: u32 = 2;
/// How many instances one search may note.
const MAX_MADE: usize = 2_000;
/// How deep expressions may nest.
const MAX_NESTING: u32 = 600;

/// What is known of a function's evaluation.
struct Memo {
    result: Value,
    raws: Vec<Raw>,
    /// Its number.
    id: u32,
    /// The work of the run itself, without what it took from other runs that are remembered.
    cost: u64,
    /// The remembered runs that it took part of its work from.
    inner: Vec<Rc<Memo>>,
    /// Symbols of the inputs, in the order of their shape.
    inputs: Vec<Sym>,
    /// Symbols that the evaluation made: from, to.
    symbols: (u32, u32),
    /// Instances that it made.
    made: Vec<Value>,
    /// Functions that it ran.
    ran: Vec<FnId>,
}

/// The result of an evaluation that is looked up by its inputs.
type MemoKey = (FnId, Rc<Generics>, bool, renew::Shape);

/// What is remembered of functions.
#[derive(Default)]
struct Memos {
    by_inputs: FxHashMap<MemoKey, Rc<Memo>>,
}

/// The interpreter's state.
pub struct Interp<'p> {
    /// The program.
    pub program: &'p Program,
    /// Whose API is looked for.
    pub vendor: &'p dyn Vendor,
    /// Client models.
    pub models: &'p Models,
    /// Which functions matter.
    pub reach: &'p Reach,
    /// Functions of which an annotation states what they call, with the annotation's place.
    pub stating: FxHashMap<FnId, Span>,
    /// URLs of pages for people that were made, where these are looked for.
    pub pages: Option<Pages>,
    /// Functions that were evaluated as part of a root.
    pub entered: Vec<bool>,
    /// Methods of values that unknown code holds: it calls them with anything, whoever else does.
    pub held_outside: BTreeSet<FnId>,
    cells: Vec<Value>,
    trail: Vec<(Cell, Value)>,
    frames: Vec<Frame>,
    path: Guard,
    syms: u32,
    choices: FxHashMap<Name, Choice>,
    derived: FxHashMap<(Sym, Name), Sym>,
    /// By symbol of a part: of what it is a part, and how it is called there.
    parts: FxHashMap<Sym, (Sym, Name)>,
    memo: Memos,
    contexts: FxHashMap<FnId, u32>,
    consts: FxHashMap<ConstId, Option<Value>>,
    instances: FxHashMap<AdtId, Option<Rc<Vec<Value>>>>,
    /// Functions on the way to the construction that is being looked for: their calls are not put off.
    making: FxHashSet<FnId>,
    /// Instances in the order of their making, and functions in the order of their running, in the current root.
    made: Vec<Value>,
    ran: Vec<FnId>,
    steps: u64,
    /// How many steps of these belong to runs that are remembered, and which of these are charged to the root or search.
    inner_steps: u64,
    charged: FxHashSet<u32>,
    /// The remembered runs that the running code took its work from.
    inner: Vec<Rc<Memo>>,
    memos: u32,
    /// Work of the roots before this one, and of the searches for instances.
    pub total: u64,
    /// How much work the running root or search may take.
    budget: u64,
    /// Put-off calls that are being evaluated.
    forcing: Vec<FnId>,
    /// Functions that took too many steps for a value in the current root or search, and how often.
    dear: FxHashMap<FnId, u32>,
    /// How many evaluations are running of which only a value can be lost: bounds are not said, the value shows as not known.
    quiet: u32,
    nesting: u32,
    /// Set when a bound was hit: what is being evaluated is not memoised.
    cut: bool,
    /// The outermost running frame whose result something took part in before it was known: what runs inside of that frame
    /// is not memoised, the frame itself is.
    open_at: usize,
    expansions: FxHashMap<(u32, ExprId), Option<expansion::Expansion>>,
    /// Functions by what they construct, filled on demand.
    constructors: Option<Rc<FxHashMap<AdtId, Vec<FnId>>>>,
    callers: Option<Rc<FxHashMap<FnId, Vec<FnId>>>>,
    /// Names of fields that the program writes after an instance was made.
    written: FxHashSet<Name>,
    /// The fields of each type that the program writes through shared references.
    changing: FxHashMap<AdtId, Rc<[Name]>>,
    /// The type of the program that unknown code hands to the closures that it is given, where there is one.
    handed: Option<Type>,
    /// Functions that unknown code was given in this root.
    given: FxHashSet<FnId>,
    /// Bounds that were hit, for the report: function and bound.
    pub bounds: FxHashSet<(Name, &'static str)>,
    /// Macros of other crates whose texts were asked for and are not known, each with the reason.
    pub unknown_lists: BTreeSet<String>,
}

/// How the names of choices begin that say which text a value is.
const TEXT_CHOICE: &str = "lit:";

/// The name of the choice that a value is this text or number.
pub fn text_choice(text: &dyn std::fmt::Display) -> String {
    format!("{TEXT_CHOICE}{text}")
}

impl<'p> Interp<'p> {
    /// An interpreter of a program.
    pub fn new(program: &'p Program, vendor: &'p dyn Vendor, models: &'p Models, reach: &'p Reach) -> Self {
        Interp {
            program,
            vendor,
            models,
            reach,
            stating: FxHashMap::default(),
            pages: None,
            entered: vec![false; reach.functions()],
            held_outside: BTreeSet::new(),
            cells: Vec::new(),
            trail: Vec::new(),
            frames: Vec::new(),
            path: Guard::always(),
            syms: 0,
            choices: FxHashMap::default(),
            derived: FxHashMap::default(),
            parts: FxHashMap::default(),
            memo: Memos::default(),
            contexts: FxHashMap::default(),
            consts: FxHashMap::default(),
            instances: FxHashMap::default(),
            making: FxHashSet::default(),
            made: Vec::new(),
            ran: Vec::new(),
            steps: 0,
            inner_steps: 0,
            charged: FxHashSet::default(),
            inner: Vec::new(),
            memos: 0,
            total: 0,
            budget: ROOT_BUDGET,
            forcing: Vec::new(),
            dear: FxHashMap::default(),
            quiet: 0,
            nesting: 0,
            cut: false,
            open_at: usize::MAX,
            expansions: FxHashMap::default(),
            constructors: None,
            callers: None,
            written: FxHashSet::default(),
            changing: FxHashMap::default(),
            handed: None,
            given: FxHashSet::default(),
            bounds: FxHashSet::default(),
            unknown_lists: BTreeSet::new(),
        }
    }

    /// A symbol that nothing else has.
    pub fn fresh(&mut self) -> Sym {
        self.syms += 1;
        Sym(self.syms)
    }

    /// The choice of a name; the same name is the same choice.
    pub fn choice(&mut self, name: &str) -> Choice {
        if let Some(choice) = self.choices.get(name) {
            return *choice;
        }
        let choice = Choice(self.choices.len() as u32);
        self.choices.insert(name.into(), choice);
        choice
    }

    /// When an unknown value is one of some texts, and when it is none of them.
    pub fn is_one_of(&mut self, unknown: &Unknown, texts: &[String]) -> (Guard, Guard) {
        let mut choices: Vec<Choice> = texts.iter().map(|text| self.choice(&text_choice(text))).collect();
        choices.sort();
        choices.dedup();
        let none = Guard::of(unknown.sym, Set::except(choices.clone()));
        (Guard::of(unknown.sym, Set::In(choices.into())), none)
    }

    /// By choice, the text that a value is where it turns out so; `None` for choices of another kind.
    pub fn choice_texts(&self) -> Vec<Option<Name>> {
        let mut texts = vec![None; self.choices.len()];
        for (name, choice) in &self.choices {
            texts[choice.0 as usize] = name.strip_prefix(TEXT_CHOICE).map(Name::from);
        }
        texts
    }

    /// The symbol of a part of an unknown value; the same part is the same symbol.
    pub fn part(&mut self, of: Sym, name: &str) -> Sym {
        let key = (of, Name::from(name));
        if let Some(sym) = self.derived.get(&key) {
            return *sym;
        }
        let sym = self.fresh();
        self.parts.insert(sym, key.clone());
        self.derived.insert(key, sym);
        sym
    }

    /// A value known only at run time.
    pub fn unknown(&mut self, ty: Type, cause: Cause) -> Value {
        let sym = self.fresh();
        Value::Unknown(Rc::new(Unknown { sym, ty, name: None, cause }))
    }

    /// A value known only at run time that comes in under a name.
    pub fn input(&mut self, name: &str, ty: Type) -> Value {
        let sym = self.fresh();
        Value::Unknown(Rc::new(Unknown { sym, ty, name: Some(name.into()), cause: Cause::Input }))
    }

    /// A part of an unknown value under a name.
    pub fn part_of(&mut self, of: &Unknown, name: &str, ty: Type) -> Value {
        let sym = self.part(of.sym, name);
        Value::Unknown(Rc::new(Unknown { sym, ty, name: Some(name.into()), cause: of.cause }))
    }

    /// The value when a bound is hit; says so.
    pub fn bounded(&mut self, bound: &'static str) -> Value {
        self.cut = true;
        let holder = self.frames.last().map_or_else(|| "".into(), |frame| frame.holder.label.clone());
        if self.quiet == 0 {
            self.bounds.insert((holder, bound));
        }
        self.unknown(Type::Unknown, Cause::Bound)
    }

    /// The running code.
    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            // Only reached by a mistake in this module; an empty frame keeps the tool from failing.
            let facts = self.program.facts(crate::program::FactsId(0));
            let env = Env { module: crate::program::ModId(0), generics: Rc::default() };
            let frame = Frame::new(facts, env, None, Holder::nobody());
            self.frames.push(frame);
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// How the running function is named in evidence.
    pub fn label(&mut self) -> Name {
        self.frame().holder.label.clone()
    }

    /// Scope and type arguments of the running code.
    pub fn env(&mut self) -> Env {
        self.frame().env.clone()
    }

    /// The facts of the running code.
    pub fn here(&mut self) -> Rc<Facts> {
        Rc::clone(&self.frame().facts)
    }

    /// The place of a range of the running code.
    pub fn span(&mut self, range: Range) -> Span {
        self.frame().facts.span(range)
    }

    /// Joins alternatives, keeping within [`MAX_ALTERNATIVES`].
    pub fn one_of(&mut self, alts: Vec<(Guard, Value)>) -> Value {
        self.steps += alts.len() as u64;
        let value = Value::one_of(alts);
        match &value {
            Value::Alts(alts) if alts.len() > MAX_ALTERNATIVES => self.bounded("alternatives"),
            _ => value,
        }
    }

    /// Applies `f` to each alternative that can hold here, under its guard.
    pub fn each(&mut self, value: &Value, f: &mut dyn FnMut(&mut Self, &Value) -> Value) -> Value {
        let value = self.settled(value);
        match &value {
            Value::Never => Value::Never,
            Value::Alts(alts) => {
                // What is nested in alternatives multiplies with them.
                if !self.step() {
                    return self.bounded("steps");
                }
                let outer = self.path.clone();
                let mut result = Vec::with_capacity(alts.len());
                for (guard, value) in alts.iter() {
                    if let Some(path) = outer.and(guard) {
                        self.path = path;
                        let got = f(self, value);
                        result.push((guard.clone(), got));
                    }
                }
                self.path = outer;
                self.one_of(result)
            }
            one => f(self, one),
        }
    }

    /// Like [`each`](Self::each) for two values: only pairs that can hold together.
    pub fn each2(
        &mut self,
        left: &Value,
        right: &Value,
        f: &mut dyn FnMut(&mut Self, &Value, &Value) -> Value,
    ) -> Value {
        let right = self.settled(right);
        self.each(left, &mut |this, left| this.each(&right, &mut |this, right| f(this, left, right)))
    }

    /// A value with calls evaluated and references read, restricted to what can hold here.
    pub fn settled(&mut self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..32 {
            value = match &value {
                Value::Lazy(lazy) => self.force(lazy),
                Value::Ref(place) => self.read_counted(place),
                Value::Alts(alts) => {
                    if alts.iter().any(|(_, value)| matches!(value, Value::Lazy(_) | Value::Ref(_))) {
                        let alts = alts.as_ref().clone();
                        let mut settled = Vec::with_capacity(alts.len());
                        for (guard, value) in alts {
                            settled.push((guard, self.settled(&value)));
                        }
                        return self.one_of(settled).within(&self.path);
                    }
                    return value.within(&self.path);
                }
                _ => return value,
            };
        }
        value
    }

    /// Counts one step of work; false when the root's budget is spent.
    fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= self.budget
    }

    /// Whether what a query holds matters, and not only where a URL leads.
    pub fn keeps_queries(&self) -> bool {
        self.pages.is_some()
    }

    /// Adds a call at the running code.
    pub fn report(&mut self, method: Value, url: Value, at: Span, trouble: Option<&str>) {
        let guard = self.path.clone();
        let decided = self.decided_elsewhere(&url, at);
        let frame = self.frame();
        let raw = Raw {
            method,
            url,
            guard,
            request: at,
            decided,
            holder: frame.holder.clone(),
            chain: Vec::new(),
            by_name: false,
            trouble: trouble.map(Rc::from),
            doubt: None,
            stated: false,
        };
        frame.raws.push(raw);
    }

    /// Adds what an annotation of the running function states, to be looked up there.
    fn report_stated(&mut self, at: Span) {
        let (method, url) = (self.hole(), self.hole());
        self.report(method, url, at, None);
        if let Some(raw) = self.frame().raws.last_mut() {
            raw.stated = true;
        }
    }
}
