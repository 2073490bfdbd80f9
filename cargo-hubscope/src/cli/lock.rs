//! The command `lock`: the derived scopes in a file that the macros of `scope-macros` read at compile time.

use std::fmt::Display;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::args::Hubscope;
use super::output::{Printer, write_file};
use super::session::Session;
use super::{Failure, Verdict};
use crate::analysis::MacroList;
use crate::catalog::{Catalog, Certainty};
use crate::rules::{Costs, Derivation, Install, Need};
use crate::scopes::{self, Requirement, ScopeSet};
use crate::workspace::{Origin, Package, Workspace};

/// The name of the file, in the root of the workspace.
const FILE: &str = "hubscope.lock";

/// The package whose macros read it.
const MACROS: &str = "scope-macros";

/// Writes the lock, or says whether it is current.
pub(super) fn lock(args: &Hubscope, check: bool, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    if args.output.format.is_some() || args.output.message_format.is_some() {
        return Err(Failure::new("`lock` has no formats"));
    }
    let session = Session::open(args, printer)?;
    let subject = session.subject(&args.app, printer)?;
    let derivation = session.derive(&subject);
    session.say_idle(printer);
    let text = text(&session.catalog, &derivation);
    let path = args.output.output.clone().unwrap_or_else(|| session.workspace.root.join(FILE));
    if !derivation.is_complete() {
        for reason in &derivation.incomplete_because {
            printer.note(&format!("the lock may lack a scope, since {reason}"));
        }
    }
    if check {
        return compare(&path, &text, printer);
    }
    write_file(&path, &text)?;
    printer.note(&format!("`{}` is written", path.display()));
    Ok(Verdict::Clean)
}

fn compare(path: &Path, text: &str, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let again = "write it with `cargo hubscope lock`";
    let found = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("`{}` cannot be read: {error}", path.display())).help(again))?;
    if found.replace("\r\n", "\n") == text {
        return Ok(Verdict::Clean);
    }
    printer.note(&format!("`{}` is not current; {again}", path.display()));
    Ok(Verdict::Findings)
}

/// The lock of a derivation.
fn text(catalog: &Catalog, derivation: &Derivation) -> String {
    let (required, optional) = lists(catalog, derivation);
    let hash = hash(&required, &optional);
    let array = |list: &ScopeSet| {
        let lines: String = list.iter().map(|scope| format!("    \"{scope}\",\n")).collect();
        if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}]") }
    };
    format!(
        "# Written by `cargo hubscope lock`; do not edit.\nversion = 1\ncatalog = \"{}\"\nsha256 = \"{}\"\n\
         required = {}\noptional = {}\nhash = \"{hash}\"\n",
        catalog.as_of(),
        catalog.sha256(),
        array(&required),
        array(&optional),
    )
}

/// What the app cannot do without, and what calls need beside it that it can do without.
fn lists(catalog: &Catalog, derivation: &Derivation) -> (ScopeSet, ScopeSet) {
    let certain = || derivation.needs.iter().filter(|need| need.certainty == Certainty::Certain);
    let always = |need: &&Need| {
        need.outside.is_some() || need.calls.iter().any(|&index| derivation.calls[index].install == Install::Required)
    };
    let always: Vec<Requirement> = certain().filter(always).map(|need| need.proposal.clone()).collect();
    let costs = Costs(catalog);
    let required = scopes::minimal(&always, &costs).scopes;
    let open = derivation.open(&required, |certainty| certainty == Certainty::Certain);
    let optional = scopes::missing(&open, &required, &costs).scopes;
    (required, optional)
}

/// The hash of the two lists, each in its order.
fn hash<T: Display>(required: impl IntoIterator<Item = T>, optional: impl IntoIterator<Item = T>) -> String {
    let mut hashed = String::new();
    for scope in required {
        hashed.push_str(&format!("required {scope}\n"));
    }
    for scope in optional {
        hashed.push_str(&format!("optional {scope}\n"));
    }
    Sha256::digest(hashed).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What the macros of `scope-macros` stand for in each package of a workspace that has them, as its lock says it, or why that is not
/// known: there is no lock or one that the macros refuse.
pub(super) fn macro_lists(workspace: &Workspace) -> Vec<MacroList> {
    let mut lists = Vec::new();
    // A package may have them by way of another.
    let depends = |package: &Package| package.dependencies.iter().any(|dependency| dependency.name == MACROS);
    if !workspace.packages.iter().any(depends) {
        return lists;
    }
    for package in workspace.packages.iter().filter(|package| package.origin == Origin::Member) {
        let mut folders = package.dir.ancestors().take_while(|folder| folder.starts_with(&workspace.root));
        let found = match folders.find_map(|folder| Some(folder.join(FILE)).filter(|file| file.is_file())) {
            Some(file) => {
                let shown = file.strip_prefix(&workspace.root).unwrap_or(&file);
                read(&file).map_err(|problem| format!("`{}`{problem}", shown.display()))
            }
            None => Err(format!("there is no `{FILE}` for package `{}`", package.name)),
        };
        let (required, optional) = match found {
            Ok((required, optional)) => (Ok(required), Ok(optional)),
            Err(problem) => {
                let problem = format!("{problem}; write it with `cargo hubscope lock`");
                (Err(problem.clone()), Err(problem))
            }
        };
        for (texts, path) in [(required, "scope_macros::required_scopes"), (optional, "scope_macros::optional_scopes")]
        {
            lists.push(MacroList { package: package.name.clone(), path: path.to_owned(), texts });
        }
    }
    lists
}

/// The two lists of a lock, or what is wrong with it, to be put behind its name.
fn read(file: &Path) -> Result<(Vec<String>, Vec<String>), String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!(" cannot be read: {error}"))?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1;
        format!(", line {line}: {}", error.message().lines().next().unwrap_or("it cannot be read"))
    })?;
    let list = |key: &str| -> Result<Vec<String>, String> {
        let names = table.get(key).and_then(toml::Value::as_array);
        let names = names.ok_or_else(|| format!(": `{key}` is no list of scopes"))?;
        let text = |name: &toml::Value| name.as_str().map(str::to_owned);
        names.iter().map(text).collect::<Option<_>>().ok_or_else(|| format!(": `{key}` is no list of scopes"))
    };
    let (required, optional) = (list("required")?, list("optional")?);
    let given = table.get("hash").ok_or(": the key `hash` is missing")?;
    if given.as_str() != Some(hash(&required, &optional).as_str()) {
        return Err(": the hash is not that of the two lists, so they were changed by hand".to_owned());
    }
    Ok((required, optional))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::fixture::{Program, Run};

    #[test]
    fn the_lock_has_the_lists_and_their_hash() {
        let calls = ["GET /crm/v3/objects/contacts", "PATCH /crm/v3/objects/contacts/{} @optional_sync"];
        let run = Run::new(Program::new(&calls), "oauth", &["required: oauth"], &[]);
        let text = text(Catalog::embedded(), &run.derivation);
        let table: toml::Table = text.parse().unwrap();
        assert_eq!(table["version"].as_integer(), Some(1));
        assert_eq!(table["required"].as_array().unwrap()[0].as_str(), Some("crm.objects.contacts.read"));
        assert_eq!(table["optional"].as_array().unwrap()[0].as_str(), Some("crm.objects.contacts.write"));
        // printf 'required crm.objects.contacts.read\noptional crm.objects.contacts.write\n' | sha256sum
        assert_eq!(table["hash"].as_str(), Some("3144425b2ed126450eef323ee4b5067b7c18a38c5218d5301c44bdca95eb930c"));
    }
}
