//! The lock, `hubscope.lock`: the scopes that `cargo hubscope lock` derived from the code.
//!
//! A lock is a TOML file of six keys:
//!
//! ```toml
//! # Written by `cargo hubscope lock`; do not edit.
//! version = 1
//! catalog = "2026-11-21"                  # the date of the catalog that the scopes were derived with
//! sha256 = "0f3a..."                      # the SHA-256 of that catalog
//! required = [                            # what the app needs
//!     "crm.objects.contacts.read",
//! ]
//! optional = []                           # what only the optional install needs
//! hash = "a41c..."                        # the SHA-256 of the two lists
//! ```
//!
//! The hash is that of the text with one line for each scope in the order of the lists, first `required NAME`, then
//! `optional NAME`, each line ended by a line feed; so a list that was changed by hand or merged is seen at compile
//! time. `catalog` and `sha256` are for the reader and for `cargo hubscope lock --check`.
//!
//! What is read is the part of TOML that such a file needs: comments, bare keys in any order, integers, strings in
//! double quotes without escapes, arrays of strings. A hundred lines do it; the `toml` crate and those below it would add
//! more than half to the time that a user waits for the dependencies of the macros.

use std::path::{Path, PathBuf};

use crate::names;
use crate::sha256;

/// The name of the file.
pub(crate) const FILE: &str = "hubscope.lock";

/// The version of the format that is read.
const VERSION: &str = "1";

/// The scopes of a lock, in its order.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Lock {
    pub(crate) required: Vec<String>,
    pub(crate) optional: Vec<String>,
}

/// Finds the lock of the package at `package`: in its folder or else the nearest above it, up to `root`. A `root` that
/// is not above the package bounds the search to the package itself.
///
/// Cargo runs the compiler in the folder of the workspace for its members, and in the package's own for any other: that
/// folder is the `root`, and no file outside of the workspace is ever taken.
pub(crate) fn find(package: &Path, root: &Path) -> Result<PathBuf, String> {
    let canonical = root.canonicalize().ok();
    let same = |folder: &Path| folder == root || canonical.is_some() && folder.canonicalize().ok() == canonical;
    let reach = package.ancestors().position(same).map_or(1, |above| above + 1);
    let found = package.ancestors().take(reach).map(|folder| folder.join(FILE)).find(|path| path.exists());
    found.ok_or_else(|| match package.ancestors().nth(reach - 1) {
        Some(top) if reach > 1 => {
            format!("no `{FILE}` in `{}` or above it up to `{}`: run {COMMAND}", package.display(), top.display())
        }
        _ => format!("no `{FILE}` in `{}`: run {COMMAND}", package.display()),
    })
}

/// The command that the messages advise.
const COMMAND: &str = "`cargo hubscope lock`";

/// Reads the lock at `path`; the error names the file, the line and the remedy.
pub(crate) fn read(path: &Path) -> Result<Lock, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("cannot read `{}`: {error}; write it anew by {COMMAND}", path.display()))?;
    parse(&text).map_err(|Malformed { line, problem }| {
        format!("`{}`, line {line}: {problem}; write it anew by {COMMAND}", path.display())
    })
}

/// What keeps a text from being a lock.
#[derive(Debug, PartialEq, Eq)]
struct Malformed {
    /// Counted from 1.
    line: usize,
    problem: String,
}

fn parse(text: &str) -> Result<Lock, Malformed> {
    let mut reader = Reader { text, at: 0 };
    let (mut version, mut catalog, mut sha256, mut hash) = (None, None, None, None);
    let (mut required, mut optional) = (None, None);
    while let Some(key) = reader.key()? {
        let first = match key {
            "version" => version.replace(reader.version()?).is_none(),
            "catalog" => catalog.replace(reader.string()?).is_none(),
            "sha256" => sha256.replace(reader.string()?).is_none(),
            "hash" => hash.replace(reader.string()?).is_none(),
            "required" => required.replace(reader.scopes()?).is_none(),
            "optional" => optional.replace(reader.scopes()?).is_none(),
            _ => return Err(reader.malformed(format!("the key `{key}` is not one of a lock"))),
        };
        if !first {
            return Err(reader.malformed(format!("the key `{key}` stands there twice")));
        }
        reader.end_of_line()?;
    }
    let missing = |key: &str| reader.malformed(format!("the key `{key}` is missing"));
    version.ok_or_else(|| missing("version"))?;
    catalog.ok_or_else(|| missing("catalog"))?;
    sha256.ok_or_else(|| missing("sha256"))?;
    let required = required.ok_or_else(|| missing("required"))?;
    let optional = optional.ok_or_else(|| missing("optional"))?;
    let lock = Lock { required, optional };
    if hash.ok_or_else(|| missing("hash"))? != lock.hash() {
        return Err(reader.malformed("the hash is not that of the two lists, so they were changed by hand"));
    }
    Ok(lock)
}

impl Lock {
    /// The hash that belongs to the lists.
    fn hash(&self) -> String {
        let line = |list: &'static str| move |scope: &String| format!("{list} {scope}\n");
        let required = self.required.iter().map(line("required"));
        sha256::hex(&required.chain(self.optional.iter().map(line("optional"))).collect::<String>())
    }
}

/// Reads the parts of a lock one after the other.
struct Reader<'a> {
    text: &'a str,
    /// The byte that comes next.
    at: usize,
}

impl<'a> Reader<'a> {
    /// The next key with its `=`, or `None` at the end.
    fn key(&mut self) -> Result<Option<&'a str>, Malformed> {
        self.skip_lines();
        if self.rest().is_empty() {
            return Ok(None);
        }
        let key = self.take_while(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        if key.is_empty() {
            return Err(self.expected("a key"));
        }
        self.skip_spaces();
        self.expect('=')?;
        self.skip_spaces();
        Ok(Some(key))
    }

    /// The version. Nothing can be said of a lock of another one, so that ends the reading.
    fn version(&mut self) -> Result<(), Malformed> {
        match self.take_while(|c| c.is_ascii_digit()) {
            VERSION => Ok(()),
            "" => Err(self.expected("a number")),
            other => Err(self.malformed(format!(
                "the lock is of version {other}, and this `scope-macros` reads version {VERSION}: update the older of the two"
            ))),
        }
    }

    fn string(&mut self) -> Result<&'a str, Malformed> {
        self.expect('"')?;
        let text = self.take_while(|c| !matches!(c, '"' | '\\' | '\n'));
        self.expect('"')?;
        Ok(text)
    }

    fn scopes(&mut self) -> Result<Vec<String>, Malformed> {
        let mut scopes = Vec::new();
        self.expect('[')?;
        self.skip_lines();
        while !self.eat(']') {
            let scope = self.string()?;
            if let Some(problem) = names::misshapen(scope) {
                return Err(self.malformed(problem));
            }
            scopes.push(scope.to_owned());
            self.skip_lines();
            if !self.rest().starts_with(']') {
                self.expect(',')?;
                self.skip_lines();
            }
        }
        Ok(scopes)
    }

    fn end_of_line(&mut self) -> Result<(), Malformed> {
        self.skip_spaces();
        if self.rest().is_empty() || self.eat('\n') { Ok(()) } else { Err(self.expected("the end of the line")) }
    }

    /// Skips white space, line ends and comments.
    fn skip_lines(&mut self) {
        self.skip_spaces();
        while self.eat('\n') {
            self.skip_spaces();
        }
    }

    /// Skips white space and a comment up to the end of the line.
    fn skip_spaces(&mut self) {
        self.take_while(|c| matches!(c, ' ' | '\t' | '\r'));
        if self.rest().starts_with('#') {
            self.take_while(|c| c != '\n');
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !wanted(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    fn eat(&mut self, c: char) -> bool {
        let eaten = self.rest().starts_with(c);
        if eaten {
            self.at += c.len_utf8();
        }
        eaten
    }

    fn expect(&mut self, c: char) -> Result<(), Malformed> {
        if self.eat(c) { Ok(()) } else { Err(self.expected(&format!("`{c}`"))) }
    }

    /// An error at what comes next.
    fn expected(&self, what: &str) -> Malformed {
        let problem = match self.rest().chars().next() {
            Some(found) => format!("expected {what}, found {found:?}"),
            None => format!("expected {what}, found the end"),
        };
        Malformed { line: lines(&self.text[..self.at]), problem }
    }

    /// An error at what was read last.
    fn malformed(&self, problem: impl Into<String>) -> Malformed {
        Malformed { line: lines(self.text[..self.at].trim_end()), problem: problem.into() }
    }
}

/// The number of the line that `text` ends in.
fn lines(text: &str) -> usize {
    1 + text.matches('\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "\
# Written by `cargo hubscope lock`; do not edit.
version = 1
catalog = \"2026-11-21\"
sha256 = \"00\"
required = [
    \"crm.objects.contacts.read\",
    \"crm.objects.deals.read\",
]
optional = [\"files\"]
hash = \"HASH\"
";

    /// A sound lock; its hash is from the command line, `printf 'required crm.objects.contacts.read\n..' | sha256sum`.
    fn sound() -> String {
        SOUND.replace("HASH", "289e2b9e2bb5c8d3deac4f466fe7ece57e987a40a5a54e6b943de7c93f104ef9")
    }

    fn problem(text: &str) -> String {
        let Malformed { line, problem } = parse(text).unwrap_err();
        format!("{line}: {problem}")
    }

    #[test]
    fn a_lock_as_written_is_read_with_its_order_kept() {
        let lock = parse(&sound()).unwrap();
        assert_eq!(lock.required, ["crm.objects.contacts.read", "crm.objects.deals.read"]);
        assert_eq!(lock.optional, ["files"]);
    }

    #[test]
    fn the_same_lock_in_another_dress_is_read_alike() {
        let sound = sound();
        let (lists, hash) = sound.split_at(sound.find("hash").unwrap());
        for text in [
            sound.replace('\n', "\r\n"),
            sound.replace(" = ", "="),
            sound.replace(",\n", ", # why\n\n"),
            sound.replace("read\",\n]", "read\" ]"),
            sound.trim_end().to_owned(),
            format!("{hash}{lists}"),
        ] {
            assert_eq!(parse(&text), parse(&sound), "{text}");
        }
    }

    #[test]
    fn a_lock_of_two_empty_lists_is_sound() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let text =
            format!("version = 1\ncatalog = \"\"\nsha256 = \"\"\nrequired = []\noptional = [\n]\nhash = \"{empty}\"");
        assert_eq!(parse(&text), Ok(Lock { required: vec![], optional: vec![] }));
    }

    #[test]
    fn every_list_and_every_name_is_under_the_hash() {
        let swapped = sound().replace("required", "aside").replace("optional", "required").replace("aside", "optional");
        for text in [
            sound().replace("deals.read", "deals.write"),
            sound().replace("\"files\"", "\"files\", \"forms\""),
            sound().replace("\"files\"", ""),
            swapped,
        ] {
            let changed = "10: the hash is not that of the two lists, so they were changed by hand";
            assert_eq!(problem(&text), changed, "{text}");
        }
    }

    #[test]
    fn each_missing_and_each_doubled_key_is_told() {
        for (line, key) in [(2, "version"), (3, "catalog"), (4, "sha256"), (9, "optional"), (10, "hash")] {
            let lines: Vec<&str> = SOUND.lines().collect();
            let without: Vec<&str> = lines.iter().enumerate().filter(|(i, _)| i + 1 != line).map(|(_, l)| *l).collect();
            assert!(problem(&without.join("\n")).ends_with(&format!("the key `{key}` is missing")));
            let twice = [&lines[..line], &lines[line - 1..]].concat().join("\n");
            assert_eq!(problem(&twice), format!("{}: the key `{key}` stands there twice", line + 1));
        }
        assert_eq!(problem(""), "1: the key `version` is missing");
    }

    #[test]
    fn what_is_not_a_lock_is_told_with_its_line() {
        for (from, to, message) in [
            (
                "version = 1",
                "version = 2",
                "2: the lock is of version 2, and this `scope-macros` reads version 1: update the older of the two",
            ),
            ("version = 1", "version = \"1\"", "2: expected a number, found '\"'"),
            ("version = 1", "version 1", "2: expected `=`, found '1'"),
            ("version = 1", "[lock]\nversion = 1", "2: expected a key, found '['"),
            ("version = 1", "<<<<<<< ours\nversion = 1", "2: expected a key, found '<'"),
            ("version = 1", "version = 1 catalog = 2", "2: expected the end of the line, found 'c'"),
            ("version = 1", "app = \"x\"\nversion = 1", "2: the key `app` is not one of a lock"),
            ("\"2026-11-21\"", "2026-11-21", "3: expected `\"`, found '2'"),
            ("2026-11-21\"", "2026\\u002d\"", "3: expected `\"`, found '\\\\'"),
            ("2026-11-21\"", "2026-11-21", "3: expected `\"`, found '\\n'"),
            ("    \"crm.objects.deals.read\",", "    crm", "7: expected `\"`, found 'c'"),
            ("contacts.read\",", "contacts.read\"", "7: expected `,`, found '\"'"),
            (
                "contacts.read",
                "contacts read",
                "6: one literal names one scope: write `\"crm.objects.contacts\", \"read\"`",
            ),
            ("[\"files\"]", "\"files\"", "9: expected `[`, found '\"'"),
            ("[\"files\"]\nhash = \"HASH\"\n", "[\"files\"", "9: expected `,`, found the end"),
        ] {
            assert!(SOUND.contains(from), "{from}");
            assert_eq!(problem(&SOUND.replace(from, to)), message, "{to}");
        }
    }

    #[test]
    fn the_nearest_lock_up_to_the_root_is_found() {
        let temporary = tempfile::tempdir().unwrap();
        let outer = temporary.path();
        let root = outer.join("workspace");
        let package = root.join("crates/app");
        std::fs::create_dir_all(&package).unwrap();
        let write = |folder: &Path| std::fs::write(folder.join(FILE), "").unwrap();

        write(outer);
        let error = find(&package, &root).unwrap_err();
        assert!(error.ends_with("/workspace`: run `cargo hubscope lock`"), "{error}");
        write(&root);
        assert_eq!(find(&package, &root), Ok(root.join(FILE)));
        assert_eq!(find(&package, &root.join("crates/..")), Ok(root.join(FILE)));
        write(&package);
        assert_eq!(find(&package, &root), Ok(package.join(FILE)));
    }

    #[test]
    fn a_package_outside_of_the_root_has_only_its_own() {
        let temporary = tempfile::tempdir().unwrap();
        let package = temporary.path().join("registry/app");
        std::fs::create_dir_all(&package).unwrap();
        std::fs::write(temporary.path().join(FILE), "").unwrap();
        for root in [temporary.path().join("elsewhere"), package.clone()] {
            let error = find(&package, &root).unwrap_err();
            assert!(error.ends_with("/registry/app`: run `cargo hubscope lock`"), "{error}");
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told() {
        let temporary = tempfile::tempdir().unwrap();
        let path = temporary.path().join(FILE);
        std::fs::write(&path, b"version = \xff").unwrap();
        let error = read(&path).unwrap_err();
        assert!(error.starts_with("cannot read `"), "{error}");
        assert!(error.ends_with("; write it anew by `cargo hubscope lock`"), "{error}");
    }
}
