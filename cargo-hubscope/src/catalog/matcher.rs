//! Matches path templates against the operations' templates, with holes on both sides.
//!
//! A template is split into segments. A segment of the asked path is a literal, a hole (`{}`), or partly a hole
//! (`foo{}`). A literal matches the same literal before a parameter; a hole matches a parameter before a literal. The
//! version is no part of a template: it is taken out of the asked path first, wherever it stands.

use super::data::Operation;
use super::normalise::is_version;

/// A segment of an asked path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Known text.
    Literal(String),
    /// Nothing is known.
    Hole,
    /// Known pieces around holes: what it begins with and what it ends in.
    Partial(String, String),
}

impl Segment {
    /// Reads one segment.
    pub fn read(text: &str) -> Self {
        match (text.find("{}"), text.rfind("{}")) {
            (Some(first), Some(last)) if text.len() > 2 => {
                let (start, end) = (text[..first].to_owned(), text[last + 2..].to_owned());
                if start.is_empty() && end.is_empty() { Self::Hole } else { Self::Partial(start, end) }
            }
            (Some(_), _) => Self::Hole,
            _ => Self::Literal(text.to_owned()),
        }
    }

    /// Whether a literal may be what this segment turns out to be.
    pub fn may_be(&self, literal: &str) -> bool {
        match self {
            Self::Literal(text) => text == literal,
            Self::Hole => true,
            Self::Partial(start, end) => {
                literal.len() >= start.len() + end.len() && literal.starts_with(start) && literal.ends_with(end)
            }
        }
    }
}

/// An asked path, its version taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The segments without the version.
    pub segments: Vec<Segment>,
    /// Where the version stood.
    pub version: VersionAt,
}

/// Where the version of an asked path stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VersionAt {
    /// The path has none.
    Nowhere,
    /// A literal version stood there.
    Literal(usize),
    /// A hole stood there that is taken for the version.
    Hole(usize),
}

/// Reads a path: the ways in which a version can be taken out of it, the surest first.
pub fn read_path(path: &str) -> Vec<Asked> {
    let texts: Vec<&str> = path.split('/').filter(|text| !text.is_empty()).collect();
    let segments: Vec<Segment> = texts.iter().map(|text| Segment::read(text)).collect();
    let without = |at: usize| {
        let mut rest = segments.clone();
        rest.remove(at);
        rest
    };
    if let Some(at) = texts.iter().take(5).position(|text| is_version(text)) {
        return vec![Asked { segments: without(at), version: VersionAt::Literal(at) }];
    }
    let mut ways = vec![Asked { segments: segments.clone(), version: VersionAt::Nowhere }];
    for (at, segment) in segments.iter().enumerate().take(5).skip(1) {
        let may_be_version = match segment {
            Segment::Hole => true,
            Segment::Partial(start, _) => {
                start.strip_prefix('v').unwrap_or(start).bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
            }
            Segment::Literal(_) => false,
        };
        if may_be_version {
            ways.push(Asked { segments: without(at), version: VersionAt::Hole(at) });
        }
    }
    ways
}

/// How well an asked path fits a template; the least is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    /// Whether the template's open end was needed.
    pub open_end: bool,
    /// Holes that had to be taken for literals.
    pub guesses: u32,
    /// Segments that the open end took: a template that says more of the path is the better one.
    pub rest: usize,
    /// Literals that were taken for parameters, the leftmost segment in the highest bit.
    pub general: u32,
}

impl Fit {
    const BEST: Self = Self { open_end: false, guesses: 0, rest: 0, general: 0 };

    fn with_guess(self) -> Self {
        Self { guesses: self.guesses + 1, ..self }
    }

    fn with_general(self, at: usize) -> Self {
        Self { general: self.general | (1 << (31 - at.min(31))), ..self }
    }
}

/// Index over the templates of all operations.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    nodes: Vec<Node>,
}

#[derive(Debug, Clone, Default)]
struct Node {
    /// Sorted by text.
    literals: Vec<(Box<str>, usize)>,
    parameter: Option<usize>,
    open_end: Vec<usize>,
    here: Vec<usize>,
}

impl Node {
    fn literal(&self, text: &str) -> Result<usize, usize> {
        self.literals.binary_search_by(|(literal, _)| (**literal).cmp(text))
    }
}

impl Matcher {
    /// Indexes the operations by their position.
    pub fn new(operations: &[Operation]) -> Self {
        let mut matcher = Self { nodes: vec![Node::default()] };
        for (index, operation) in operations.iter().enumerate() {
            matcher.insert(&operation.path, index);
        }
        matcher
    }

    fn insert(&mut self, path: &str, index: usize) {
        let mut node = 0;
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            if segment == "{*}" {
                self.nodes[node].open_end.push(index);
                return;
            }
            let next = self.nodes.len();
            let here = &mut self.nodes[node];
            node = if segment.starts_with('{') {
                *here.parameter.get_or_insert(next)
            } else {
                match here.literal(segment) {
                    Ok(at) => here.literals[at].1,
                    Err(at) => {
                        here.literals.insert(at, (segment.into(), next));
                        next
                    }
                }
            };
            if node == next {
                self.nodes.push(Node::default());
            }
        }
        self.nodes[node].here.push(index);
    }

    /// Every operation that the segments may be, with how well they fit, in order of position.
    pub fn find(&self, segments: &[Segment]) -> Vec<(Fit, usize)> {
        let mut found = Vec::new();
        self.walk(0, segments, 0, Fit::BEST, &mut found);
        found.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| a.0.cmp(&b.0)));
        found.dedup_by_key(|(_, index)| *index);
        found
    }

    fn walk(&self, node: usize, segments: &[Segment], at: usize, fit: Fit, found: &mut Vec<(Fit, usize)>) {
        let Some(node) = self.nodes.get(node) else { return };
        let open = Fit { open_end: true, rest: segments.len().saturating_sub(at), ..fit };
        found.extend(node.open_end.iter().map(|index| (open, *index)));
        let Some(segment) = segments.get(at) else {
            found.extend(node.here.iter().map(|index| (fit, *index)));
            return;
        };
        match segment {
            Segment::Literal(text) => {
                if let Ok(literal) = node.literal(text) {
                    self.walk(node.literals[literal].1, segments, at + 1, fit, found);
                }
                if let Some(next) = node.parameter {
                    self.walk(next, segments, at + 1, fit.with_general(at), found);
                }
            }
            Segment::Hole | Segment::Partial(..) => {
                if let Some(next) = node.parameter {
                    self.walk(next, segments, at + 1, fit, found);
                }
                for (literal, next) in &node.literals {
                    if segment.may_be(literal) {
                        self.walk(*next, segments, at + 1, fit.with_guess(), found);
                    }
                }
            }
        }
    }
}

/// How well segments fit one template, told without an index; the reference that the index is tested against.
#[cfg(any(test, feature = "fuzzing"))]
pub fn fit_of(template: &str, segments: &[Segment]) -> Option<Fit> {
    let mut fit = Fit::BEST;
    let mut at = 0;
    for part in template.split('/').filter(|part| !part.is_empty()) {
        if part == "{*}" {
            return Some(Fit { open_end: true, rest: segments.len() - at, ..fit });
        }
        let segment = segments.get(at)?;
        if part.starts_with('{') {
            if matches!(segment, Segment::Literal(_)) {
                fit = fit.with_general(at);
            }
        } else if !segment.may_be(part) {
            return None;
        } else if !matches!(segment, Segment::Literal(_)) {
            fit = fit.with_guess();
        }
        at += 1;
    }
    (at == segments.len()).then_some(fit)
}
