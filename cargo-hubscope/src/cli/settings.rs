//! From the configuration to what the other stages take.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Failure;
use super::args::CheckArgs;
use super::check::rule;
use super::session::{Session, Subject};
use crate::catalog::{Catalog, Certainty, OperationKind, OverlayOperation};
use crate::config::{self, Config};
use crate::rules::suppress::{self, Form, Reach, Suppression};
use crate::rules::{Level, Levels, Outside, OutsideNeed, RuleId};
use crate::scopes::Requirement;
use crate::source::Sources;

/// Every rule's name.
pub(super) fn rule_names() -> Vec<&'static str> {
    RuleId::ALL.iter().map(|id| id.name()).collect()
}

/// The levels of the configuration, and over them those of the command line.
pub(super) fn levels(config: &Config, args: &CheckArgs) -> Result<Levels, Failure> {
    let mut levels = Levels::default();
    for (name, level) in &config.rules {
        levels.set(
            rule(&name.text)?,
            match level {
                config::Level::Allow => Level::Allow,
                config::Level::Warn => Level::Warn,
                config::Level::Deny => Level::Deny,
            },
        );
    }
    for (names, level) in [(&args.allow, Level::Allow), (&args.warn, Level::Warn), (&args.deny, Level::Deny)] {
        for name in names {
            levels.set(rule(name)?, level);
        }
    }
    Ok(levels)
}

/// Everything that suppresses findings of a subject: comments and attributes of its code, and the configuration.
pub(super) fn suppressions(session: &Session, subject: &Subject) -> Vec<Suppression> {
    let code = &subject.code;
    let (mut all, _) = suppress::comments(&code.sources);
    all.extend(suppress::attributes(&code.sources, &code.annotations.allowances).0);
    all.extend(allowed(&session.config));
    all
}

/// The findings that the configuration accepts.
pub(super) fn allowed(config: &Config) -> Vec<Suppression> {
    let text = |text: &Option<config::Text>| text.as_ref().map(|text| text.text.to_string());
    let entry = |allow: &config::Allow| {
        let rule = RuleId::parse(&allow.rule.text)?;
        Some(Suppression {
            rules: BTreeSet::from([rule]),
            reach: Reach::Matching {
                path: text(&allow.path),
                operation: text(&allow.operation),
                scope: text(&allow.scope),
                until: allow.until.map(|(date, _)| date.to_string()),
            },
            reason: text(&allow.reason).unwrap_or_default(),
            span: allow.span,
            form: Form::Entry,
        })
    };
    config.allows.iter().filter_map(entry).collect()
}

/// What the configuration says is needed outside the Rust code.
pub(super) fn needs(config: &Config) -> Vec<OutsideNeed> {
    let need = |need: &config::StatedNeed| {
        let scope = need.scope.as_ref()?;
        Some(OutsideNeed {
            requirement: Requirement::scope(&scope.text),
            certainty: Certainty::Certain,
            outside: Outside { what: need.reason.text.to_string(), span: Some(scope.span), is_component: false },
            source: Arc::from(config::FILE),
        })
    };
    config.needs.iter().filter_map(need).collect()
}

/// The catalog with the operations that the configuration adds, where it adds any.
pub(super) fn catalog(config: &Config, sources: &Sources) -> Result<std::borrow::Cow<'static, Catalog>, Failure> {
    let embedded = Catalog::embedded();
    if config.operations.is_empty() {
        return Ok(std::borrow::Cow::Borrowed(embedded));
    }
    for operation in &config.operations {
        let lists = [&operation.any_of, &operation.read, &operation.write];
        for name in lists.into_iter().flatten().flatten().flatten() {
            if embedded.scope(name).is_some() {
                continue;
            }
            let wrong = format!("`{}` names `{name}`, which is no scope", operation.path.text);
            let failure = Failure::new(wrong).at(sources.place(operation.path.span));
            let meant = embedded.suggest_scope(name).and_then(|meant| meant.instead.into_iter().next());
            return Err(match meant {
                Some(meant) => failure.help(format!("did you mean `{meant}`?")),
                None => failure,
            });
        }
    }
    let joined = |list: &Option<Vec<Vec<Arc<str>>>>| {
        list.as_ref().map(|list| list.iter().map(|names| names.join(" + ")).collect::<Vec<_>>())
    };
    let addition = |operation: &config::AddedOperation| OverlayOperation {
        methods: operation.methods.iter().map(ToString::to_string).collect(),
        path: operation.path.text.to_string(),
        any_of: joined(&operation.any_of),
        read: joined(&operation.read),
        write: joined(&operation.write),
        object: operation.object.as_ref().map(ToString::to_string),
        kind: match operation.kind {
            config::AddedKind::App => OperationKind::App,
            config::AddedKind::Developer => OperationKind::Developer,
            config::AddedKind::ClientCredentials => OperationKind::ClientCredentials,
            config::AddedKind::NoScope => OperationKind::NoScope,
        },
        source: operation.reference.to_string(),
        ..OverlayOperation::default()
    };
    let additions: Vec<OverlayOperation> = config.operations.iter().map(addition).collect();
    let catalog = embedded
        .with_additions(&additions)
        .map_err(|error| Failure::new(format!("an operation of the configuration cannot be used: {error}")))?;
    Ok(std::borrow::Cow::Owned(catalog))
}

impl From<config::ConfigError> for Failure {
    fn from(error: config::ConfigError) -> Self {
        let mut failure: Option<Self> = None;
        for mistake in &error.mistakes {
            let mut place = error.path.display().to_string();
            if let Some((_, position)) = mistake.place {
                place = format!("{place}:{}:{}", position.line, position.column);
            }
            let text = format!("{place}: {}", mistake.message);
            failure = Some(match failure {
                None => Self::new(text),
                Some(first) => first.also(text),
            });
            if let (Some(help), Some(current)) = (&mistake.help, failure.take()) {
                failure = Some(current.help(help));
            }
        }
        failure.unwrap_or_else(|| Self::new(&error))
    }
}
