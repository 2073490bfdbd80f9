//! HubSpot projects: the file `hsproject.json` and what it says about the files below it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::json::{self, Node};
use super::{Error, ErrorKind, Format, Problem, ProblemKind, Spanned};
use crate::source::{SourceId, Sources, Span};

/// The name of the project file; HubSpot compares it without regard to case.
const FILE: &str = "hsproject.json";

/// Names of version control directories; a search does not leave the checkout that holds them.
const CHECKOUTS: [&str; 4] = [".git", ".jj", ".hg", ".svn"];

/// A HubSpot project.
#[derive(Debug, Clone)]
pub struct Project {
    /// The project file.
    pub source: SourceId,
    /// The directory of the project file.
    pub dir: PathBuf,
    /// The project's name.
    pub name: Option<Arc<str>>,
    /// The directory with the project's components.
    pub src_dir: PathBuf,
    /// The version of the developer platform, as written.
    pub platform: Option<Spanned>,
    /// What is wrong with the project file.
    pub problems: Vec<Problem>,
}

impl Project {
    /// The project that a file or directory belongs to: the nearest project file in it or above it, in the same checkout.
    pub fn containing(path: &Path, root: &Path, sources: &mut Sources) -> Option<Self> {
        let file = path.ancestors().take(64).find_map(|dir| {
            let found = project_file(dir);
            (found.is_some() || is_checkout(dir)).then_some(found)
        })?;
        Self::read(&file?, root, sources).ok()
    }

    /// Reads a project file. `root` is the directory that the names of files are relative to.
    pub fn read(path: &Path, root: &Path, sources: &mut Sources) -> Result<Self, Error> {
        let source = load(path, root, sources)?;
        let document = json::parse(source, &sources.file(source).text.clone()).map_err(|broken| {
            let position = sources.file(source).position(broken.span.start);
            Error::new(ErrorKind::NotJson, path, format!("not JSON: {}", broken.message), "mend the project file")
                .at(broken.span, position)
        })?;
        let dir = path.parent().unwrap_or(Path::new("")).to_owned();
        let root_node = &document.root;
        let mut problems = document.problems;
        let text = |key: &str, problems: &mut Vec<Problem>| {
            let spanned = spanned(root_node.get(key));
            if spanned.is_none() {
                let place = root_node.get(key).map_or(root_node.span, |node| node.span);
                let message = format!("`{key}` is missing; HubSpot refuses a project without it");
                let message = if root_node.get(key).is_some() { format!("`{key}` is not a string") } else { message };
                problems.push(Problem::new(ProblemKind::WrongType, place, message));
            }
            spanned
        };
        let name = text("name", &mut problems).map(|name| name.text);
        let src = text("srcDir", &mut problems);
        let mut src_dir = dir.join("src");
        if let Some(src) = src {
            let named = plain(&dir.join(&*src.text));
            if !named.starts_with(plain(&dir)) {
                let message = format!("`srcDir` leads out of the project to {}", named.display());
                problems.push(Problem::new(ProblemKind::UnknownValue, src.span, message));
            } else if named.is_dir() {
                src_dir = named;
            } else {
                let message = format!("`srcDir` names {}, which is not a directory", src.text);
                problems.push(Problem::new(ProblemKind::UnknownValue, src.span, message));
            }
        }
        let platform = spanned(root_node.get("platformVersion"));
        if let Some(node) = root_node.get("platformVersion").filter(|_| platform.is_none()) {
            let message = format!("`platformVersion` is {}, not a string", node.kind());
            problems.push(Problem::new(ProblemKind::WrongType, node.span, message).help("write it in quotes"));
        }
        if let Some(version) = platform.as_ref().filter(|version| !is_version(&version.text)) {
            let message = format!("`platformVersion` is `{}`, which is no version of HubSpot's platform", version.text);
            let help = "write a year and a number, such as 2025.2 or 2026.03";
            problems.push(Problem::new(ProblemKind::UnknownValue, version.span, message).help(help));
        }
        Ok(Self { source, dir, name, src_dir, platform, problems })
    }

    /// The format of app manifests that the platform version reads; nothing where no version is given.
    pub(super) fn reads_hsmeta(&self) -> Option<bool> {
        let version = &*self.platform.as_ref()?.text;
        Some(!matches!(version, "2023.1" | "2023.2" | "2025.1"))
    }

    /// What is wrong with an app manifest of this format at this path, if HubSpot would not read it.
    pub(super) fn misplaced(&self, path: &Path, format: Format, place: Span) -> Option<Problem> {
        let reads_hsmeta = self.reads_hsmeta();
        let version = self.platform.as_ref().map_or("", |platform| &*platform.text);
        let problem = |message: String| Problem::new(ProblemKind::MisplacedFile, place, message);
        match (format, reads_hsmeta) {
            (Format::Hsmeta, Some(false)) => {
                let message = format!("platform {version} reads app.json or public-app.json, not this file");
                return Some(problem(message).help("set `platformVersion` to 2025.2 or later"));
            }
            (Format::PublicApp | Format::PrivateApp, Some(true)) => {
                let message = format!("platform {version} reads *-hsmeta.json files, not this file");
                return Some(problem(message).help("move the settings to src/app/app-hsmeta.json"));
            }
            _ => {}
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        if format == Format::Hsmeta && !name.ends_with("-hsmeta.json") {
            let message = "HubSpot reads an app's file only under a name that ends in `-hsmeta.json`".to_owned();
            return Some(problem(message).help("rename it to app-hsmeta.json"));
        }
        let expected = self.src_dir.join("app");
        let inside = path.parent().is_some_and(|dir| plain(dir) == plain(&expected));
        (format == Format::Hsmeta && !inside).then(|| {
            problem("HubSpot does not read an app's file here".to_owned())
                .help(format!("move it to {}", relative(&expected, &plain(&self.dir))))
        })
    }
}

/// Whether a text has the form of a version of the platform. One that is not known yet is newer than all that are, and
/// 2023.1 is known no longer.
fn is_version(text: &str) -> bool {
    let number = text.strip_suffix("-beta").unwrap_or(text);
    let is_number =
        |part: &str, most: usize| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let has_form =
        number.split_once('.').is_some_and(|(year, rest)| year.len() == 4 && is_number(year, 4) && is_number(rest, 2));
    text == "unstable" || (has_form && text != "2023.1")
}

/// The project file of a directory, if it has one.
pub(super) fn project_file(dir: &Path) -> Option<PathBuf> {
    let exact = dir.join(FILE);
    if exact.is_file() {
        return Some(exact);
    }
    let mut others: Vec<PathBuf> = std::fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path()).collect();
    others.sort();
    others.into_iter().find(|path| is_project_file(path) && path.is_file())
}

/// Whether a path has the name of a project file.
pub(super) fn is_project_file(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.eq_ignore_ascii_case(FILE))
}

/// Whether a directory is the root of a version control checkout.
pub(super) fn is_checkout(dir: &Path) -> bool {
    CHECKOUTS.iter().any(|name| dir.join(name).exists())
}

/// Reads a file into the store, or finds it there.
pub(crate) fn load(path: &Path, root: &Path, sources: &mut Sources) -> Result<SourceId, Error> {
    if let Some(known) = sources.find(path) {
        return Ok(known);
    }
    let metadata = std::fs::metadata(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Missing, path, "there is no such file", "check the path of the manifest")
        }
        _ => Error::new(ErrorKind::Unreadable, path, json::lower(&error.to_string()), "check the file's permissions"),
    })?;
    if metadata.is_dir() {
        let help = "name the app's file, such as src/app/app-hsmeta.json";
        return Err(Error::new(ErrorKind::Directory, path, "this is a directory, not a manifest", help));
    }
    let bytes = std::fs::read(path).map_err(|error| {
        Error::new(ErrorKind::Unreadable, path, json::lower(&error.to_string()), "check the file's permissions")
    })?;
    if u32::try_from(bytes.len()).is_err() {
        return Err(Error::new(ErrorKind::Unreadable, path, "the file is larger than 4 GiB", "check the path"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let message = format!("byte {} is not UTF-8", error.utf8_error().valid_up_to());
        Error::new(ErrorKind::Unreadable, path, message, "save the file as UTF-8")
    })?;
    Ok(sources.add(path.to_owned(), relative(path, root), text))
}

/// The name of a file in outputs: relative to the root, with `/` between parts.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let path = plain(path);
    let root = plain(root);
    let shared = path.components().zip(root.components()).take_while(|(a, b)| a == b).count();
    let up = root.components().count() - shared;
    let parts = std::iter::repeat_n("..".to_owned(), up)
        .chain(path.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned()));
    parts.collect::<Vec<_>>().join("/")
}

/// The absolute path without `.` and `..`, by name alone.
pub(crate) fn plain(path: &Path) -> PathBuf {
    use std::path::Component;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut plain = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            Component::CurDir => {}
            other => plain.push(other),
        }
    }
    plain
}

/// The text of a string value with its place.
pub(super) fn spanned(node: Option<&Node>) -> Option<Spanned> {
    let node = node?;
    Some(Spanned { text: node.as_str()?.clone(), span: node.span })
}
