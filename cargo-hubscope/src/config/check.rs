//! From what is written to what is meant.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use toml::Spanned;

use super::raw::{
    OneOrMany, RawApp, RawAuth, RawCall, RawCatalog, RawClient, RawConfig, RawKind, RawLevel, RawNeed, RawOperation,
};
use super::{
    AddedKind, AddedOperation, Allow, App, Client, ClientKind, Config, ConfigError, Date, Degree, Endpoint, HttpMethod,
    Level, Located, Mistake, NameList, OptionalCalls, Requests, SensitiveProperty, Settings, Stated, StatedCall,
    StatedNeed, Text,
};
use crate::manifest::{self, AuthType};
use crate::source::{SourceId, Sources, Span};

/// HTTP methods that HubSpot's API uses.
const METHODS: [&str; 6] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/// Reads and checks a file.
pub(super) fn read(path: &Path, root: &Path, rules: &[&str], sources: &mut Sources) -> Result<Config, ConfigError> {
    checked(path, root, rules, sources, |checker, raw: &RawConfig| checker.config(raw))
}

/// Reads and checks a file of operations.
pub(super) fn read_catalog(
    path: &Path,
    root: &Path,
    sources: &mut Sources,
) -> Result<Vec<AddedOperation>, ConfigError> {
    checked(path, root, &[], sources, |checker, raw: &RawCatalog| checker.operations(&raw.operation))
}

fn checked<R: serde::de::DeserializeOwned, T: Default>(
    path: &Path,
    root: &Path,
    rules: &[&str],
    sources: &mut Sources,
    check: impl FnOnce(&mut Checker<'_>, &R) -> T,
) -> Result<T, ConfigError> {
    let path = manifest::plain(path);
    let source = load(&path, root, sources)?;
    let text = sources.file(source).text.clone();
    let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let dir = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut checker = Checker { source, offset: text.len() - body.len(), dir, rules, mistakes: Vec::new() };
    let value = match toml::from_str::<R>(body) {
        Ok(raw) => check(&mut checker, &raw),
        Err(error) => {
            let (message, help) = explain(error.message());
            let range = error.span().unwrap_or(0..0);
            checker.mistake(range, message, help);
            T::default()
        }
    };
    if checker.mistakes.is_empty() {
        return Ok(value);
    }
    let file = sources.file(source);
    let mut mistakes: Vec<Mistake> = checker
        .mistakes
        .into_iter()
        .map(|(span, message, help)| Mistake { place: Some((span, file.position(span.start))), message, help })
        .collect();
    mistakes.sort_by_key(|mistake| mistake.place.map(|(span, _)| span));
    Err(ConfigError { path, mistakes })
}

/// The scope lists of an app in the text of a configuration: required, conditionally required, optional. Without a name
/// those of the only app.
pub(crate) fn lists_of(text: &str, name: Option<&str>) -> Option<[Vec<Arc<str>>; 3]> {
    let raw: RawConfig = toml::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)).ok()?;
    let app = match raw.app {
        OneOrMany::One(app) => *app,
        OneOrMany::Many(apps) => {
            apps.into_iter().find(|app| app.name.as_ref().map(|own| own.get_ref().as_str()) == name)?
        }
    };
    let names = |list: Option<Spanned<Vec<Spanned<String>>>>| {
        let names = list.map(Spanned::into_inner).unwrap_or_default();
        names.into_iter().map(|name| Arc::from(name.into_inner())).collect()
    };
    Some([names(app.required), names(app.conditionally_required), names(app.optional)])
}

/// Reads a file into the store.
pub(super) fn load(path: &Path, root: &Path, sources: &mut Sources) -> Result<SourceId, ConfigError> {
    manifest::load(path, root, sources).map_err(|error| {
        let message = match error.kind {
            manifest::ErrorKind::Directory => "this is a directory, not a file".to_owned(),
            _ => error.message,
        };
        let mistake = Mistake { place: None, message, help: None };
        ConfigError { path: path.to_owned(), mistakes: vec![mistake] }
    })
}

/// The parser's message in our words, and the nearest known word for an unknown one.
pub(super) fn explain(message: &str) -> (String, Option<String>) {
    let message = message.lines().next().unwrap_or_default();
    let words: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    if let (true, Some((wrong, known))) = (message.starts_with("unknown "), words.split_first()) {
        let what = if message.starts_with("unknown variant") { "value" } else { "key" };
        let help = match manifest::nearest(wrong, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known are: {}", known.join(", ")),
        };
        return (format!("unknown {what} `{wrong}`"), Some(help));
    }
    if let (Some(field), [name, ..]) = (message.strip_prefix("missing field "), words.as_slice()) {
        return (format!("{field} is missing"), Some(format!("add `{name} = \"...\"`")));
    }
    if message == "wanted string or table" {
        let help = "write \"deny\", \"warn\" or \"allow\"".to_owned();
        return ("this is not the level of a rule".to_owned(), Some(help));
    }
    let mistyped = message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "));
    let Some((found, expected)) = mistyped else { return (message.to_owned(), None) };
    let found = match found {
        "sequence" => "an array".to_owned(),
        "map" => "a table".to_owned(),
        other => format!("the {other}"),
    };
    let (expected, help) = match expected {
        "a sequence" => ("an array", Some("write it as an array: `[\"...\"]`")),
        "a map" => ("a table", Some("write a table: `key = value` below `[name]`")),
        "a string" => ("a string", Some("write it in quotes")),
        number if number.starts_with(['i', 'u']) && number[1..].parse::<u8>().is_ok() => ("a whole number", None),
        other => (other, None),
    };
    (format!("this is {found}, not {expected}"), help.map(str::to_owned))
}

/// The upper-case name of an HTTP method.
pub(super) fn http_method(text: &str) -> Result<&'static str, String> {
    let upper = text.to_ascii_uppercase();
    METHODS
        .iter()
        .find(|method| **method == upper)
        .copied()
        .ok_or_else(|| format!("`{text}` is not a method of HubSpot's API; there are: {}", METHODS.join(", ")))
}

struct Checker<'a> {
    source: SourceId,
    offset: usize,
    dir: PathBuf,
    rules: &'a [&'a str],
    mistakes: Vec<(Span, String, Option<String>)>,
}

impl Checker<'_> {
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        let at = |offset: usize| u32::try_from(offset + self.offset).unwrap_or(u32::MAX);
        Span { source: self.source, start: at(range.start), end: at(range.end) }
    }

    fn mistake(&mut self, range: std::ops::Range<usize>, message: impl Into<String>, help: Option<String>) {
        let span = self.span(range);
        self.mistakes.push((span, message.into(), help));
    }

    fn text(&self, spanned: &Spanned<String>) -> Text {
        Text { text: Arc::from(spanned.get_ref().as_str()), span: self.span(spanned.span()) }
    }

    fn texts(&self, list: &[Spanned<String>]) -> Vec<Text> {
        list.iter().map(|entry| self.text(entry)).collect()
    }

    fn located(&self, spanned: &Spanned<String>) -> Located {
        Located { path: manifest::plain(&self.dir.join(spanned.get_ref())), span: self.span(spanned.span()) }
    }

    /// A text that has to say something.
    fn said(&mut self, spanned: &Spanned<String>, what: &str) -> Text {
        if spanned.get_ref().trim().is_empty() {
            self.mistake(spanned.span(), format!("{what} is empty"), None);
        }
        self.text(spanned)
    }

    fn need(&mut self, need: &RawNeed) -> StatedNeed {
        if need.scope.is_none() && need.component.is_none() {
            let help =
                "name the scope, or the component that needs none: `scope = \"...\"`, `component = \"...\"`".to_owned();
            self.mistake(need.reason.span(), "the need has neither `scope` nor `component`".to_owned(), Some(help));
        }
        StatedNeed {
            scope: need.scope.as_ref().map(|scope| self.scope(scope)),
            component: need.component.as_ref().map(|component| self.said(component, "the component")),
            reason: self.said(&need.reason, "the reason"),
        }
    }

    fn config(&mut self, raw: &RawConfig) -> Config {
        let apps = self.apps(raw);
        let calls = raw.call.iter().filter_map(|call| self.call(call)).collect();
        let clients = raw.client.iter().filter_map(|client| self.client(client)).collect();
        let needs = raw.need.iter().map(|need| self.need(need)).collect();
        let optional = OptionalCalls {
            features: self.texts(&raw.optional.features),
            packages: self.texts(&raw.optional.packages),
            modules: self.texts(&raw.optional.modules),
            functions: self.texts(&raw.optional.functions),
            operations: self.endpoints(&raw.optional.operations),
        };
        let allows = raw.allow.iter().map(|allow| self.allow(allow)).collect();
        let rules = raw.rules.iter().map(|(name, level)| (self.rule(name), level_of(*level))).collect();
        let operations = self.operations(&raw.operation);
        let mut sensitive_properties = Vec::new();
        let degrees = [
            (&raw.sensitive_properties, Degree::Sensitive),
            (&raw.highly_sensitive_properties, Degree::HighlySensitive),
        ];
        for (objects, degree) in degrees {
            for (object, properties) in objects {
                for property in properties {
                    let property = self.said(property, "the property");
                    sensitive_properties.push(SensitiveProperty { object: self.text(object), property, degree });
                }
            }
        }
        sensitive_properties.sort_by(|a, b| {
            (&a.object.text, &a.property.text, a.degree).cmp(&(&b.object.text, &b.property.text, b.degree))
        });
        let catalog_max_age_days = raw.catalog_max_age_days.as_ref().and_then(|days| {
            let number = u32::try_from(*days.get_ref()).ok();
            if number.is_none() {
                self.mistake(days.span(), format!("{} is not a number of days", days.get_ref()), None);
            }
            number
        });
        Config {
            source: Some(self.source),
            manifest: raw.manifest.as_ref().map(|path| self.located(path)),
            apps,
            calls,
            clients,
            needs,
            optional,
            allows,
            rules,
            operations,
            sensitive_properties,
            catalog_max_age_days,
            scripts_reviewed: raw.scripts_reviewed.as_ref().map(|reason| self.said(reason, "the reason")),
        }
    }

    fn apps(&mut self, raw: &RawConfig) -> Vec<App> {
        if let (Some(manifest), true) = (&raw.manifest, names_manifest(&raw.app)) {
            let help = "keep `manifest` in one place".to_owned();
            self.mistake(manifest.span(), "the manifest is named here and in an app's table", Some(help));
        }
        match &raw.app {
            OneOrMany::One(app) => vec![self.app(app)],
            OneOrMany::Many(apps) => {
                let mut checked: Vec<App> = Vec::with_capacity(apps.len());
                for raw in apps {
                    let app = self.app(raw);
                    match &app.name {
                        None => {
                            let range = any_place(raw).unwrap_or(0..0);
                            let help = "add `name = \"...\"`".to_owned();
                            self.mistake(range, "an app of several has no `name`", Some(help));
                        }
                        Some(name) => {
                            let twin = checked
                                .iter()
                                .any(|other| other.name.as_ref().is_some_and(|other| other.text == name.text));
                            if twin {
                                let message = format!("there are two apps of the name `{}`", name.text);
                                self.mistakes.push((name.span, message, Some("give each its own".to_owned())));
                            }
                        }
                    }
                    checked.push(app);
                }
                checked
            }
        }
    }

    fn app(&mut self, raw: &RawApp) -> App {
        let settings = Settings {
            auth: raw.auth.map(|auth| match auth {
                RawAuth::Oauth => AuthType::Oauth,
                RawAuth::Static => AuthType::Static,
            }),
            required: raw.required.as_ref().map(|list| self.names(list)),
            conditionally_required: raw.conditionally_required.as_ref().map(|list| self.names(list)),
            optional: raw.optional.as_ref().map(|list| self.names(list)),
        };
        let lists = [&settings.required, &settings.conditionally_required, &settings.optional];
        let first = lists.into_iter().flatten().next();
        let requests = match (&raw.manifest, first) {
            (Some(manifest), None) => Requests::Manifest(self.located(manifest)),
            (Some(manifest), Some(list)) => {
                let help = "name a manifest, or list the scopes, not both".to_owned();
                self.mistakes.push((list.span, "the app has a manifest, and scope lists too".to_owned(), Some(help)));
                Requests::Manifest(self.located(manifest))
            }
            (None, Some(_)) => Requests::Settings(settings),
            (None, None) => Requests::Discovered,
        };
        App {
            name: raw.name.as_ref().map(|name| self.said(name, "the name")),
            requests,
            packages: self.texts(&raw.packages),
            features: self.texts(&raw.features),
            profile: raw.profile.as_ref().map(|profile| self.said(profile, "the profile")),
        }
    }

    fn names(&mut self, list: &Spanned<Vec<Spanned<String>>>) -> NameList {
        NameList { span: self.span(list.span()), names: list.get_ref().iter().map(|name| self.scope(name)).collect() }
    }

    fn scope(&mut self, name: &Spanned<String>) -> Text {
        if let Some(help) = manifest::not_a_name(name.get_ref()) {
            let message = format!("`{}` cannot be the name of a scope", name.get_ref());
            self.mistake(name.span(), message, Some(help));
        }
        self.text(name)
    }

    fn endpoints(&mut self, list: &[Spanned<String>]) -> Vec<(Endpoint, Span)> {
        let mut endpoints = Vec::new();
        for entry in list {
            match Endpoint::parse(entry.get_ref()) {
                Ok(endpoint) => endpoints.push((endpoint, self.span(entry.span()))),
                Err(message) => self.mistake(entry.span(), message, None),
            }
        }
        endpoints
    }

    fn call(&mut self, call: &Spanned<RawCall>) -> Option<StatedCall> {
        let raw = call.get_ref();
        let function = self.said(&raw.function, "the function");
        let reason = raw.reason.as_ref().map(|reason| self.said(reason, "the reason"));
        let not_hubspot = raw.not_hubspot.as_ref().filter(|flag| *flag.get_ref());
        let calls = match (not_hubspot, raw.endpoints.first()) {
            (Some(_), Some(first)) => {
                let help = "keep one of `endpoints` and `not-hubspot`".to_owned();
                self.mistake(first.span(), "the function calls nothing of HubSpot's, and these too", Some(help));
                return None;
            }
            (None, None) => {
                let help = "add `endpoints = [\"GET /...\"]` or `not-hubspot = true`".to_owned();
                self.mistake(raw.function.span(), "it is not said what the function calls", Some(help));
                return None;
            }
            (Some(flag), None) => {
                if reason.is_none() {
                    let help = "add `reason = \"...\"`".to_owned();
                    self.mistake(flag.span(), "it is not said why the function is not HubSpot's", Some(help));
                }
                Stated::NotHubspot
            }
            (None, Some(_)) => Stated::Endpoints(self.endpoints(&raw.endpoints)),
        };
        Some(StatedCall { function, calls, reason })
    }

    fn client(&mut self, client: &Spanned<RawClient>) -> Option<Client> {
        let raw = client.get_ref();
        let (name, kind) = match (&raw.function, &raw.method) {
            (Some(name), None) => (self.said(name, "the function"), ClientKind::Function),
            (None, Some(name)) => (self.said(name, "the method"), ClientKind::Method),
            (first, _) => {
                let range = first.as_ref().unwrap_or(&raw.crate_name).span();
                let help = "give one of `function` and `method`".to_owned();
                self.mistake(range, "a client is either a function or a method", Some(help));
                return None;
            }
        };
        let written = raw.http_method.get_ref();
        let http_method = match argument(written) {
            Some(index) => HttpMethod::Argument(index),
            None => match http_method(written) {
                Ok(method) => HttpMethod::Fixed(Arc::from(method)),
                Err(message) => {
                    let help = "or write where it comes from: `argument 1`".to_owned();
                    self.mistake(raw.http_method.span(), message, Some(help));
                    return None;
                }
            },
        };
        let Some(url) = argument(raw.url.get_ref()) else {
            let message = format!("`{}` does not say which argument is the URL", raw.url.get_ref());
            self.mistake(raw.url.span(), message, Some("write `argument 1` for the first".to_owned()));
            return None;
        };
        Some(Client {
            crate_name: self.said(&raw.crate_name, "the crate"),
            type_name: raw.type_name.as_ref().map(|name| self.said(name, "the type")),
            name,
            kind,
            http_method,
            url,
        })
    }

    fn rule(&mut self, name: &Spanned<String>) -> Text {
        if !self.rules.contains(&name.get_ref().as_str()) {
            let help = manifest::nearest(name.get_ref(), self.rules).map(|near| format!("did you mean `{near}`?"));
            self.mistake(name.span(), format!("there is no rule `{}`", name.get_ref()), help);
        }
        self.text(name)
    }

    fn allow(&mut self, allow: &Spanned<super::raw::RawAllow>) -> Allow {
        let raw = allow.get_ref();
        let until = raw.until.as_ref().and_then(|written| {
            let date = Date::parse(&written.get_ref().0);
            if date.is_none() {
                let message = format!("`{}` is not a day", written.get_ref().0);
                self.mistake(written.span(), message, Some("write it as YYYY-MM-DD".to_owned()));
            }
            Some((date?, self.span(written.span())))
        });
        Allow {
            span: self.span(allow.span()),
            rule: self.rule(&raw.rule),
            path: raw.path.as_ref().map(|path| self.said(path, "the path")),
            operation: raw.operation.as_ref().map(|operation| self.said(operation, "the operation")),
            scope: raw.scope.as_ref().map(|scope| self.said(scope, "the scope")),
            reason: raw.reason.as_ref().map(|reason| self.text(reason)),
            until,
        }
    }

    fn operations(&mut self, list: &[Spanned<RawOperation>]) -> Vec<AddedOperation> {
        list.iter().filter_map(|operation| self.operation(operation)).collect()
    }

    fn operation(&mut self, operation: &Spanned<RawOperation>) -> Option<AddedOperation> {
        let raw = operation.get_ref();
        let path = self.text(&raw.path);
        if let Err(message) = Endpoint::parse(&format!("GET {}", path.text)) {
            self.mistake(raw.path.span(), message, None);
            return None;
        }
        let mut methods = Vec::new();
        for method in &raw.methods {
            match http_method(method.get_ref()) {
                Ok(method) => methods.push(Arc::from(method)),
                Err(message) => self.mistake(method.span(), message, None),
            }
        }
        let kind = match raw.kind {
            None => AddedKind::App,
            Some(RawKind::Developer) => AddedKind::Developer,
            Some(RawKind::ClientCredentials) => AddedKind::ClientCredentials,
            Some(RawKind::NoScope) => AddedKind::NoScope,
        };
        let lists = [&raw.any_of, &raw.read, &raw.write];
        if lists.iter().all(|list| list.is_empty()) && raw.object.is_none() && kind == AddedKind::App {
            let help = "add `any-of = [\"scope\"]`, or `any-of = [\"\"]` where it needs none".to_owned();
            self.mistake(raw.path.span(), "it is not said what the operation accepts", Some(help));
        }
        let [any_of, read, write] = lists.map(|list| self.alternatives(list));
        let object = raw.object.as_ref().map(|name| self.text(name).text);
        if let (Some(written), Some(name)) = (&raw.object, &object)
            && !path.text.split('/').any(|segment| segment == format!("{{{name}}}"))
        {
            self.mistake(written.span(), format!("the path has no `{{{name}}}`"), None);
        }
        let span = self.span(operation.span());
        let reference = Arc::from(raw.source.as_str());
        Some(AddedOperation { span, methods, path, any_of, read, write, object, kind, reference })
    }

    /// Alternatives, each of scopes joined by ` + `; `None` where there is none.
    fn alternatives(&mut self, list: &[Spanned<String>]) -> Option<Vec<Vec<Arc<str>>>> {
        let mut alternatives = Vec::with_capacity(list.len());
        for alternative in list {
            let names = alternative.get_ref().split('+').map(str::trim).filter(|name| !name.is_empty());
            let names: Vec<Arc<str>> = names.map(Arc::from).collect();
            if let Some(wrong) = names.iter().find(|name| manifest::not_a_name(name).is_some()) {
                let message = format!("`{wrong}` cannot be the name of a scope");
                self.mistake(alternative.span(), message, Some("join scopes by ` + `".to_owned()));
            }
            alternatives.push(names);
        }
        (!alternatives.is_empty()).then_some(alternatives)
    }
}

fn level_of(raw: RawLevel) -> Level {
    match raw {
        RawLevel::Deny => Level::Deny,
        RawLevel::Warn => Level::Warn,
        RawLevel::Allow => Level::Allow,
    }
}

/// The index of `argument N`, from 0.
fn argument(text: &str) -> Option<usize> {
    let number: usize = text.trim().strip_prefix("argument")?.trim().parse().ok()?;
    number.checked_sub(1)
}

fn names_manifest(apps: &OneOrMany<RawApp>) -> bool {
    match apps {
        OneOrMany::One(app) => app.manifest.is_some(),
        OneOrMany::Many(apps) => apps.iter().any(|app| app.manifest.is_some()),
    }
}

/// The place of something that an app's table has.
fn any_place(app: &RawApp) -> Option<std::ops::Range<usize>> {
    let texts = [&app.manifest, &app.profile];
    let lists = [&app.required, &app.conditionally_required, &app.optional];
    let first = texts.into_iter().flatten().map(Spanned::span).chain(lists.into_iter().flatten().map(Spanned::span));
    let entries = app.packages.iter().chain(&app.features).map(Spanned::span);
    first.chain(entries).min_by_key(|range| range.start)
}
