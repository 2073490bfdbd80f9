//! A finding with a place in source and one in a manifest, for the tests of the renderers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::context::Context;
use crate::rules::{Edit, Finding, Label, Role, RuleId, Safety};
use crate::source::{SourceId, Sources, Span};
use crate::workspace::{Edition, Include, Origin, Package, Target, TargetKind, Workspace};

pub(crate) struct Fixture {
    pub sources: Sources,
    pub workspace: Workspace,
    repository: PathBuf,
    code: SourceId,
    json: SourceId,
}

impl Fixture {
    pub fn new() -> Self {
        let repository = PathBuf::from("/repo");
        let root = repository.join("crates/a:b");
        let mut sources = Sources::new();
        let code = "fn a() {\n    get(\"/x\");\n}\n";
        let code = sources.add(root.join("src/a.rs"), "src/a.rs".to_owned(), code);
        let json = sources.add(repository.join("app/b c.json"), "../../app/b c.json".to_owned(), "{\"scopes\": []}\n");
        let target = Target {
            kind: TargetKind::Lib,
            name: "a_b".to_owned(),
            root: root.join("src/a.rs"),
            required_features: Vec::new(),
            included: true,
        };
        let package = Package {
            name: "a-b".to_owned(),
            version: "0.1.0".to_owned(),
            dir: root.clone(),
            manifest: root.join("Cargo.toml"),
            origin: Origin::Member,
            edition: Edition::E2021,
            targets: vec![target],
            features: Default::default(),
            all_features: Default::default(),
            feature_table: Default::default(),
            dependencies: Vec::new(),
            metadata: None,
        };
        let workspace = Workspace {
            target_dir: root.join("target"),
            root,
            packages: vec![package],
            notes: Vec::new(),
            selected: vec![0],
            default_members: vec![0],
            metadata: None,
            include: Include::default(),
        };
        Self { sources, workspace, repository, code, json }
    }

    /// The context of other sources.
    pub fn context_of<'a>(&'a self, sources: &'a Sources) -> Context<'a> {
        Context { sources, workspace: &self.workspace, repository: Path::new(&self.repository), selection: &[] }
    }

    pub fn context(&self) -> Context<'_> {
        Context {
            sources: &self.sources,
            workspace: &self.workspace,
            repository: Path::new(&self.repository),
            selection: &[],
        }
    }

    pub fn span(&self, file: &str, text: &str) -> Span {
        let id = if file == "code" { self.code } else { self.json };
        let start = self.sources.file(id).text.find(text).unwrap() as u32;
        Span { source: id, start, end: start + text.len() as u32 }
    }

    /// An error about a call, with a step, a place in the manifest, help and an edit.
    pub fn finding(&self) -> Finding {
        let scope: Arc<str> = "x".into();
        let mut finding = Finding::new(RuleId::MissingScope, "scope `x` is missing")
            .at(self.span("code", "get(\"/x\")"), "needs `x`")
            .beside(self.span("json", "[]"), "not requested here")
            .about_scope(&scope)
            .about_operation("GET /x");
        let step = Label { span: self.span("code", "get"), message: "in `a`".to_owned(), role: Role::Step };
        finding.labels.push(step);
        let inside = self.span("json", "[]").start + 1;
        let span = Span { source: self.json, start: inside, end: inside };
        finding.edits.push(Edit { span, replacement: "\"x\"".to_owned(), safety: Safety::Safe });
        finding
    }
}
