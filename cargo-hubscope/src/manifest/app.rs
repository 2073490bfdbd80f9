//! From an app manifest's JSON to what it requests.

use std::path::Path;

use super::json::{self, Node};
use super::profile::{Demand, Profile, Substitution};
use super::project::{is_project_file, load, plain, spanned};
use super::{
    AuthType, Error, ErrorKind, Format, List, ListPlace, Manifest, Problem, ProblemKind, Project, Requested, ScopeList,
    Spanned, discover,
};
use crate::source::{SourceId, Sources, Span};

/// Top-level keys of an `*-hsmeta.json` file.
const HSMETA_KEYS: [&str; 5] = ["uid", "type", "config", "dependencies", "permissions"];

/// What to read.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The manifest, or the project file that leads to it.
    pub path: &'a Path,
    /// The directory that the names of files are relative to: the workspace root.
    pub root: &'a Path,
    /// The profile whose variables to put in.
    pub profile: Option<&'a str>,
}

/// Reads an app manifest in any format, with its project.
///
/// # Errors
/// Names the file, the place and the remedy when the file is missing, a directory, unreadable, not JSON, not an app
/// manifest. Everything less is a problem of the manifest.
pub fn read(request: &Request<'_>, sources: &mut Sources) -> Result<Manifest, Error> {
    if is_project_file(request.path) && request.path.is_file() {
        return through_project(request, sources);
    }
    let path = plain(request.path);
    if path.is_dir() {
        return Err(directory(&path, request.root));
    }
    let source = load(&path, request.root, sources)?;
    let text = sources.file(source).text.clone();
    let fail = |kind, span: Span, message: String, help: &str| {
        Error::new(kind, &path, message, help).at(span, sources.file(source).position(span.start))
    };
    let document = json::parse(source, &text).map_err(|broken| {
        let message = format!("not JSON: {}", broken.message);
        fail(ErrorKind::NotJson, broken.span, message, "mend the file; HubSpot cannot read it either")
    })?;
    let root = &document.root;
    let format = format(root, &path).map_err(|(span, message, help)| fail(ErrorKind::NotAnApp, span, message, help))?;
    let project = Project::containing(&path, request.root, sources);
    let profile_dir = project.as_ref().map_or_else(|| beside(&path), |project| project.src_dir.clone());
    let available = Profile::available(&profile_dir);
    let profile = request.profile.map(|name| Profile::read(name, &profile_dir, request.root, sources)).transpose()?;
    let mut reader = Reader {
        source,
        format,
        problems: document.problems,
        substitution: Substitution { profile: profile.as_ref(), available: &available, problems: Vec::new() },
    };
    let mut manifest = reader.manifest(root, &path);
    let mut problems = reader.problems;
    problems.append(&mut reader.substitution.problems);
    problems.extend(profile.iter().flat_map(|profile| profile.problems.iter().cloned()));
    if let Some(project) = &project {
        problems.extend(project.misplaced(&path, format, first_line(root)));
        problems.extend(project.problems.iter().cloned());
    }
    problems.sort_by_key(|problem| problem.span);
    manifest.problems = problems;
    manifest.project = project;
    manifest.profile = profile;
    Ok(manifest)
}

/// What another text of the same file would say; nothing where it could not be used. Problems are left out.
pub(super) fn parse_again(manifest: &Manifest, text: &str) -> Option<Manifest> {
    let document = json::parse(manifest.source, text).ok()?;
    if format(&document.root, &manifest.path).ok()? != manifest.format {
        return None;
    }
    let substitution = Substitution { profile: manifest.profile.as_ref(), available: &[], problems: Vec::new() };
    let mut reader = Reader { source: manifest.source, format: manifest.format, problems: Vec::new(), substitution };
    Some(reader.manifest(&document.root, &manifest.path))
}

/// The manifest of the one app of a project.
fn through_project(request: &Request<'_>, sources: &mut Sources) -> Result<Manifest, Error> {
    let path = plain(request.path);
    let project = Project::read(&path, request.root, sources)?;
    let found = discover::below(&project.src_dir, None);
    match found.as_slice() {
        [one] => read(&Request { path: &one.path, ..*request }, sources),
        [] => {
            let message = format!("no app manifest below {}", project.src_dir.display());
            Err(Error::new(ErrorKind::Project, &path, message, "add src/app/app-hsmeta.json, or name the manifest"))
        }
        several => Err(discover::ambiguous(&path, several, request.root)),
    }
}

fn directory(path: &Path, root: &Path) -> Error {
    let found = discover::below(path, None);
    let help = match found.first() {
        Some(first) => format!("name the file, such as {}", super::project::relative(&first.path, root)),
        None => "name the app's file, such as src/app/app-hsmeta.json".to_owned(),
    };
    Error::new(ErrorKind::Directory, path, "this is a directory, not a manifest", help)
}

fn beside(path: &Path) -> std::path::PathBuf {
    let dir = path.parent().unwrap_or(Path::new(""));
    let above = dir.ancestors().take(3).find(|dir| !Profile::available(dir).is_empty());
    above.unwrap_or(dir).to_owned()
}

/// The place to point at when the whole file is meant: its opening brace.
fn first_line(root: &Node) -> Span {
    Span { end: root.span.start + 1, ..root.span }
}

/// The format of a manifest: that of the newer platforms by what it holds, the older ones by the name that HubSpot looks
/// for, and a file of any other name by what it holds.
fn format(root: &Node, path: &Path) -> Result<Format, (Span, String, &'static str)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
    let help = "name the file of the app itself: the one with `\"type\": \"app\"`, or public-app.json, or app.json";
    if root.as_object().is_none() {
        return Err((root.span, format!("an app manifest is an object, and this is {}", root.kind()), help));
    }
    let hsmeta =
        name.ends_with("-hsmeta.json") || root.get("config").is_some_and(|config| config.as_object().is_some());
    match root.get("type") {
        Some(kind) if kind.as_str().is_some_and(|kind| &**kind == "app") => {}
        Some(kind) if hsmeta => {
            let message = match kind.as_str() {
                Some(text) => format!("this is a component of type `{text}`, not an app"),
                None => format!("`type` is {}, not \"app\"", kind.kind()),
            };
            return Err((kind.span, message, help));
        }
        _ if hsmeta => {}
        _ if name == "public-app.json" => return Ok(Format::PublicApp),
        _ if name == "app.json" && ["auth", "scopes", "uid"].iter().any(|key| root.get(key).is_some()) => {
            return Ok(Format::PrivateApp);
        }
        _ if root.get("auth").is_some() => return Ok(Format::PublicApp),
        _ if root.get("scopes").is_some() => return Ok(Format::PrivateApp),
        _ => {
            let message = "this is not an app manifest: it has neither `config` nor `auth` nor `scopes`".to_owned();
            return Err((first_line(root), message, help));
        }
    }
    match root.get("config") {
        None if root.get("auth").is_none() => {
            Err((first_line(root), "the app has no `config`".to_owned(), "add `config` with `auth` inside"))
        }
        Some(config) if config.as_object().is_none() => {
            Err((config.span, format!("`config` is {}, not an object", config.kind()), "make it an object"))
        }
        _ => Ok(Format::Hsmeta),
    }
}

struct Reader<'a> {
    source: SourceId,
    format: Format,
    problems: Vec<Problem>,
    substitution: Substitution<'a>,
}

impl Reader<'_> {
    fn manifest(&mut self, root: &Node, path: &Path) -> Manifest {
        let config = if self.format == Format::Hsmeta { root.get("config") } else { Some(root) };
        if self.format == Format::Hsmeta {
            self.hsmeta_keys(root);
        }
        let auth = match self.format {
            Format::PrivateApp => Some(root),
            _ => self.auth(root, config),
        };
        self.elsewhere(root, config);
        let auth_type = self.auth_type(auth);
        if let Some(auth) = auth.filter(|_| self.format != Format::PrivateApp) {
            self.auth_keys(auth, auth_type);
        }
        let lists = List::ALL.map(|list| self.scope_list(list, auth));
        across_lists(&lists, &mut self.problems);
        if auth_type == Some(AuthType::Static) && self.format == Format::Hsmeta {
            static_lists(&lists, &mut self.problems);
        }
        let mut redirect_urls = Vec::new();
        for url in auth.map(|auth| auth.get_array("redirectUrls")).unwrap_or_default() {
            redirect_urls.extend(self.string(Some(url)));
        }
        let name = self.string(config.and_then(|config| config.get("name")));
        let uid = self.string(root.get("uid"));
        let distribution = self.string(config.and_then(|config| config.get("distribution")));
        if self.format == Format::Hsmeta {
            root.get("uid").into_iter().chain(config).for_each(|node| self.substitution.check(node));
        }
        Manifest {
            source: self.source,
            path: path.to_owned(),
            format: self.format,
            name,
            uid,
            auth_type,
            distribution,
            redirect_urls,
            lists,
            problems: Vec::new(),
            project: None,
            profile: None,
        }
    }

    fn problem(&mut self, kind: ProblemKind, span: Span, message: impl Into<String>) -> &mut Problem {
        self.problems.push(Problem::new(kind, span, message));
        let last = self.problems.len() - 1;
        &mut self.problems[last]
    }

    /// A string with its placeholders replaced where that is possible, else as it is written.
    fn string(&mut self, node: Option<&Node>) -> Option<Spanned> {
        let written = spanned(node)?;
        let text = node.and_then(|node| self.substitution.text(node, Demand::Nothing)).map(|(text, _)| text);
        Some(Spanned { text: text.unwrap_or(written.text), span: written.span })
    }

    fn hsmeta_keys(&mut self, root: &Node) {
        if root.get("type").is_none() {
            let problem = self.problem(ProblemKind::UnknownValue, first_line(root), "the app has no `type`");
            problem.help = Some("add `\"type\": \"app\"`".to_owned());
        }
        for property in root.as_object().unwrap_or_default() {
            if HSMETA_KEYS.contains(&&*property.key) {
                continue;
            }
            if &*property.key == "auth" {
                let (message, help) = match root.get("config").and_then(|config| config.get("auth")) {
                    Some(_) => ("`auth` also stands outside `config`", "keep the one inside `config`"),
                    None => {
                        ("`auth` stands outside `config`", "move it into `config`; until then the app requests nothing")
                    }
                };
                let message = format!("{message}, where HubSpot does not read it");
                self.problem(ProblemKind::MisplacedAuth, property.key_span, message).help = Some(help.to_owned());
            } else {
                let message = format!("HubSpot refuses the key `{}` here", property.key);
                let is_list = matches!(&*property.key, "redirectUrls" | "scopes") || property.key.ends_with("Scopes");
                let place = if is_list { "`config.auth`" } else { "`config`" };
                self.problem(ProblemKind::UnknownKey, property.key_span, message).help =
                    Some(format!("move it into {place}, or remove it"));
            }
        }
    }

    /// Lists of scopes where HubSpot does not look for them in this format; they request nothing.
    fn elsewhere(&mut self, root: &Node, config: Option<&Node>) {
        const LISTS: [&str; 4] = ["scopes", "requiredScopes", "conditionallyRequiredScopes", "optionalScopes"];
        let (places, keys, right): (Vec<(&Node, &str)>, &[&str], &str) = match self.format {
            Format::Hsmeta => {
                let nested = config.and_then(|config| config.get("config"));
                let config = config.into_iter().map(|node| (node, "in `config`"));
                let nested = nested.into_iter().map(|node| (node, "in `config.config`"));
                (config.chain(nested).collect(), &LISTS, "`config.auth`")
            }
            Format::PublicApp => (vec![(root, "at the top")], &LISTS, "`auth`"),
            Format::PrivateApp => (vec![(root, "at the top")], &LISTS[1..], "`scopes`"),
            Format::Settings => return,
        };
        for (node, place) in places {
            for property in keys.iter().filter_map(|key| node.property(key)) {
                let message = format!("HubSpot does not read `{}` {place}", property.key);
                let help = match (self.format, &*property.key) {
                    (Format::PrivateApp, _) => "move the scopes into `scopes`, the only list of app.json".to_owned(),
                    (_, "scopes") => {
                        format!("move it into {right} as `requiredScopes`; until then the app requests nothing by it")
                    }
                    _ => format!("move it into {right}; until then the app requests nothing by it"),
                };
                self.problem(ProblemKind::MisplacedAuth, property.key_span, message).help = Some(help);
            }
            let nested = place == "in `config.config`" || self.format == Format::PrivateApp;
            if let Some(auth) = node.property("auth").filter(|_| nested) {
                let message = format!("HubSpot does not read `auth` {place}");
                let help = match self.format {
                    Format::PrivateApp => "list the scopes in `scopes`, or name the file public-app.json".to_owned(),
                    _ => "move it into the outer `config`; until then the app requests nothing".to_owned(),
                };
                self.problem(ProblemKind::MisplacedAuth, auth.key_span, message).help = Some(help);
            }
        }
        if self.format == Format::PrivateApp && root.get("scopes").is_none() {
            let message = "the app has no `scopes`, so it has no access to HubSpot's API";
            self.problem(ProblemKind::MissingAuth, first_line(root), message).help =
                Some("add `scopes`, an array of strings".to_owned());
        }
    }

    fn auth<'n>(&mut self, root: &'n Node, config: Option<&'n Node>) -> Option<&'n Node> {
        let Some(auth) = config.and_then(|config| config.property("auth")) else {
            if root.property("auth").is_some() {
                // That it stands in the wrong place is said already.
                return None;
            }
            let place = root.property("config").map_or_else(|| first_line(root), |property| property.key_span);
            let message = "the app has no `auth`, so it has no access to HubSpot's API";
            self.problem(ProblemKind::MissingAuth, place, message).help =
                Some("add `auth` with `type` and `requiredScopes`".to_owned());
            return None;
        };
        if auth.value.as_object().is_none() {
            let message = format!("`auth` is {}, not an object", auth.value.kind());
            self.problem(ProblemKind::WrongType, auth.value.span, message);
            return None;
        }
        Some(&auth.value)
    }

    fn auth_type(&mut self, auth: Option<&Node>) -> Option<AuthType> {
        match self.format {
            Format::PublicApp => return Some(AuthType::Oauth),
            Format::PrivateApp => return Some(AuthType::Static),
            _ => {}
        }
        let auth = auth?;
        let help = "write \"oauth\" or \"static\"";
        let Some(written) = auth.get("type") else {
            self.problem(ProblemKind::UnknownValue, first_line(auth), "`auth` has no `type`").help =
                Some(help.to_owned());
            return None;
        };
        if written.as_str().is_none() {
            let message = format!("`auth.type` is {}, not a string", written.kind());
            self.problem(ProblemKind::WrongType, written.span, message).help = Some(help.to_owned());
            return None;
        }
        let (text, _) = self.substitution.text(written, Demand::Value)?;
        match &*text {
            "oauth" => Some(AuthType::Oauth),
            "static" => Some(AuthType::Static),
            other => {
                let message = format!("HubSpot does not know the authentication type `{other}`");
                self.problem(ProblemKind::UnknownValue, written.span, message).help = Some(help.to_owned());
                None
            }
        }
    }

    fn auth_keys(&mut self, auth: &Node, auth_type: Option<AuthType>) {
        let lists = List::ALL.iter().filter_map(|list| list.key(self.format));
        let mut known: Vec<&str> = lists.chain(["redirectUrls"]).collect();
        if self.format == Format::Hsmeta {
            known.push("type");
        }
        for property in auth.as_object().unwrap_or_default() {
            if &*property.key == "redirectUrls" && auth_type == Some(AuthType::Static) {
                let message = "an app with static auth has no redirect URLs";
                self.problem(ProblemKind::UnknownKey, property.key_span, message).help =
                    Some("remove them, or set `type` to \"oauth\"".to_owned());
            } else if !known.contains(&&*property.key) {
                let message = format!("HubSpot does not know the key `{}` of `auth`", property.key);
                let near = nearest(&property.key, &known)
                    .or_else(|| matches!(&*property.key, "scopes" | "scope").then_some("requiredScopes"));
                self.problem(ProblemKind::UnknownKey, property.key_span, message).help =
                    Some(near.map_or_else(|| format!("known are: {}", known.join(", ")), did_you_mean));
            }
        }
    }

    fn scope_list(&mut self, list: List, auth: Option<&Node>) -> ScopeList {
        let property = list.key(self.format).and_then(|key| auth?.property(key));
        let Some(property) = property else { return ScopeList { list, place: None, entries: Vec::new() } };
        let place = Some(ListPlace { key: property.key_span, array: property.value.span });
        let Some(elements) = property.value.as_array() else {
            let message = format!("`{}` is {}, not an array", property.key, property.value.kind());
            self.problem(ProblemKind::WrongType, property.value.span, message).help =
                Some("write the scopes as an array of strings".to_owned());
            return ScopeList { list, place, entries: Vec::new() };
        };
        let mut entries: Vec<Requested> = Vec::with_capacity(elements.len());
        for element in elements {
            if element.as_str().is_none() {
                let message = format!("an entry of `{}` is {}, not a string", property.key, element.kind());
                self.problem(ProblemKind::WrongType, element.span, message);
                continue;
            }
            let Some((scope, literal)) = self.substitution.text(element, Demand::Value) else { continue };
            if let Some(help) = not_a_name(&scope) {
                let message = format!("`{scope}` cannot be the name of a scope");
                self.problem(ProblemKind::NotAScopeName, element.span, message).help = Some(help);
                continue;
            }
            if let Some(first) = entries.iter().find(|entry| entry.scope == scope) {
                let label = (first.span, "first here".to_owned());
                let message = format!("`{scope}` occurs twice in `{}`", property.key);
                let problem = self.problem(ProblemKind::DuplicateInList, element.span, message);
                problem.labels.push(label);
                problem.help = Some("remove one of them".to_owned());
            }
            entries.push(Requested { scope, list, span: element.span, literal });
        }
        ScopeList { list, place, entries }
    }
}

/// Lists that an app with a static token may not have.
pub(super) fn static_lists(lists: &[ScopeList; 3], problems: &mut Vec<Problem>) {
    for list in &lists[1..] {
        let (Some(first), Some(place)) = (list.entries.first(), list.place) else { continue };
        let message = format!("an app with static auth cannot have {} scopes", list.list.name());
        problems.push(
            Problem::new(ProblemKind::StaticOptional, place.key, message)
                .label(first.span, "this one, for example")
                .help("make them required, or remove them"),
        );
    }
}

/// Scopes that stand in more than one list.
pub(super) fn across_lists(lists: &[ScopeList; 3], problems: &mut Vec<Problem>) {
    for (index, list) in lists.iter().enumerate() {
        for entry in &list.entries {
            let mut earlier = lists[..index].iter().flat_map(|earlier| &earlier.entries);
            let Some(first) = earlier.find(|first| first.scope == entry.scope) else { continue };
            let message = format!("`{}` is both {} and {}", entry.scope, first.list.name(), entry.list.name());
            problems.push(
                Problem::new(ProblemKind::DuplicateAcrossLists, entry.span, message)
                    .label(first.span, format!("{} here", first.list.name()))
                    .help("keep it in one list"),
            );
        }
    }
}

/// Why a text cannot be a scope's name, as what to do about it.
pub(crate) fn not_a_name(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("remove the empty entry".to_owned());
    }
    let separator = |letter: char| letter.is_whitespace() || letter == ',';
    if text.trim_matches(separator).contains(separator) {
        return Some("write each scope as an entry of its own".to_owned());
    }
    text.contains(|letter: char| separator(letter) || letter.is_control())
        .then(|| format!("write `{}`", text.trim_matches(|letter: char| separator(letter) || letter.is_control())))
}

/// The known word that a wrong one is most like, if it is much like one.
pub(crate) fn nearest<'a>(wrong: &str, known: &[&'a str]) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let rated = known.iter().map(|word| (strsim::damerau_levenshtein(&wrong, &word.to_lowercase()), *word));
    rated.filter(|(distance, word)| *distance <= 2.max(word.len() / 3)).min().map(|(_, word)| word)
}

pub(crate) fn did_you_mean(word: &str) -> String {
    format!("did you mean `{word}`?")
}
