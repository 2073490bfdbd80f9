//! The manifest of an app whose settings live only in HubSpot's pages: the scope lists of `hubscope.toml`.

use std::path::Path;
use std::sync::Arc;

use super::{AuthType, Format, List, ListPlace, Manifest, Problem, ProblemKind, Requested, ScopeList, Spanned};
use crate::config::{App, NameList, Settings};
use crate::source::{SourceId, Span};

/// What an app of the configuration requests. `source` and `path` are those of the configuration.
pub fn from_settings(app: &App, settings: &Settings, source: SourceId, path: &Path) -> Manifest {
    let mut problems = Vec::new();
    let lists = List::ALL.map(|list| {
        let names = match list {
            List::Required => &settings.required,
            List::ConditionallyRequired => &settings.conditionally_required,
            List::Optional => &settings.optional,
        };
        scope_list(list, names.as_ref(), &mut problems)
    });
    super::app::across_lists(&lists, &mut problems);
    if settings.auth == Some(AuthType::Static) {
        super::app::static_lists(&lists, &mut problems);
    }
    problems.sort_by_key(|problem| problem.span);
    let name = app.name.as_ref().map(|name| Spanned { text: name.text.clone(), span: name.span });
    Manifest {
        source,
        path: path.to_owned(),
        format: Format::Settings,
        name,
        uid: None,
        auth_type: settings.auth,
        distribution: None,
        redirect_urls: Vec::new(),
        lists,
        problems,
        project: None,
        profile: None,
    }
}

fn scope_list(list: List, names: Option<&NameList>, problems: &mut Vec<Problem>) -> ScopeList {
    let Some(names) = names else { return ScopeList { list, place: None, entries: Vec::new() } };
    let mut entries: Vec<Requested> = Vec::with_capacity(names.names.len());
    for name in &names.names {
        if let Some(first) = entries.iter().find(|entry| entry.scope == name.text) {
            let message = format!("`{}` occurs twice among the {} scopes", name.text, list.name());
            problems.push(
                Problem::new(ProblemKind::DuplicateInList, name.span, message)
                    .label(first.span, "first here")
                    .help("remove one of them"),
            );
        }
        entries.push(Requested { scope: Arc::clone(&name.text), list, span: name.span, literal: true });
    }
    // The parser keeps no place of the key; the array's opening bracket stands for it.
    let key = Span { end: names.span.start + 1, ..names.span };
    ScopeList { list, place: Some(ListPlace { key, array: names.span }), entries }
}
