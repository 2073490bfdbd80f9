//! From a workspace to its calls: the one place where the analysis is started.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{idle, lock, stated};
use crate::analysis::{self, Call, PageUrl, UserClient, UserMethod};
use crate::annotation::{Annotations, Contradiction};
use crate::catalog::Catalog;
use crate::config::{self, Config, HttpMethod};
use crate::program::{Lowered, ProblemKind};
use crate::source::{Sources, Span};
use crate::workspace::Workspace;

/// What was read and found.
#[derive(Debug, Clone, Default)]
pub(super) struct Code {
    /// The files.
    pub sources: Sources,
    /// The calls in them.
    pub calls: Vec<Call>,
    /// Files and parts of files that could not be read, with why.
    pub unparsed: Vec<(Span, String)>,
    /// What else could not be seen, one line a reason.
    pub unseen: Vec<String>,
    /// What else is good to know.
    pub notes: Vec<String>,
    /// The entries of the configuration that fit nothing here, with what is said of them.
    pub idle: BTreeMap<Span, String>,
    /// The install URLs that the code makes.
    pub pages: Vec<PageUrl>,
    /// What the code says of itself.
    pub annotations: Annotations,
    /// What of that cannot be.
    pub contradictions: Vec<Contradiction>,
}

/// Reads the sources of the selected packages and finds the calls in them. `sources` holds the configuration; what
/// `lowered` knows already is not lowered again.
pub(super) fn analyse(
    workspace: &Workspace,
    config: &Config,
    catalog: &Catalog,
    sources: Sources,
    lowered: &Arc<Lowered>,
) -> Code {
    let clients = config.clients.iter().map(client).collect();
    let lists = lock::macro_lists(workspace);
    let options = analysis::Options { clients, lists, sources, lowered: Arc::clone(lowered) };
    let found = analysis::analyse(workspace, catalog, &options);
    let mut idle = BTreeMap::new();
    let annotations = Annotations::read(&found.annotations);
    let (calls, contradictions) = stated::in_source(&annotations.statements, catalog, found.calls);
    let calls = stated::apply(config, catalog, &found.sources, calls, &mut idle);
    idle.extend(idle::optional(&config.optional, workspace, catalog, &found.sources, &calls));
    let mut code = Code {
        sources: found.sources,
        calls,
        unseen: found.unseen,
        notes: found.notes,
        idle,
        unparsed: Vec::new(),
        annotations,
        pages: found.pages,
        contradictions,
    };
    for problem in found.problems {
        match (problem.kind, problem.span) {
            (ProblemKind::Generated, _) | (_, None) => {
                code.unseen.push(format!("{}: {}", problem.file, problem.message));
            }
            (_, Some(span)) => code.unparsed.push((span, problem.message)),
        }
    }
    code
}

impl Code {
    /// What of the code was not looked into: calls in it are not among the calls.
    pub fn unread(&self) -> Vec<String> {
        let mut unread = self.unseen.clone();
        if let Some((first, _)) = self.unparsed.first() {
            let name = &self.sources.file(first.source).name;
            unread.push(match self.unparsed.len() {
                1 => format!("a part of `{name}` could not be read"),
                count => format!("{count} parts of source files could not be read, the first in `{name}`"),
            });
        }
        unread
    }
}

/// A client of the configuration, as the analysis takes it.
fn client(client: &config::Client) -> UserClient {
    UserClient {
        krate: client.crate_name.text.replace('-', "_"),
        owner: client.type_name.as_ref().map(|name| name.text.to_string()),
        name: client.name.text.to_string(),
        method: match &client.http_method {
            HttpMethod::Fixed(method) => UserMethod::Fixed(method.to_string()),
            HttpMethod::Argument(index) => UserMethod::Argument(*index),
        },
        url: client.url,
    }
}
