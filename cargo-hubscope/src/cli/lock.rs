//! The command `lock`: the derived scopes in a file that the macros of `scope-macros` read at compile time.

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
use crate::workspace::{Origin, Workspace};

/// The name of the file, in the root of the workspace.
const FILE: &str = "hubscope.lock";

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
    let mut hashed = String::new();
    for (word, list) in [("required", &required), ("optional", &optional)] {
        for scope in list {
            hashed.push_str(&format!("{word} {scope}\n"));
        }
    }
    let hash: String = Sha256::digest(hashed).iter().map(|byte| format!("{byte:02x}")).collect();
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

/// What the macros of `scope-macros` stand for in each package, as their lock says it; nothing where there is no lock, or
/// one that does not read: the code does not compile then.
pub(super) fn macro_lists(workspace: &Workspace) -> Vec<MacroList> {
    let mut lists = Vec::new();
    for package in workspace.packages.iter().filter(|package| package.origin == Origin::Member) {
        let folders = package.dir.ancestors().take_while(|folder| folder.starts_with(&workspace.root));
        let Some(file) = folders.map(|folder| folder.join(FILE)).find(|file| file.is_file()) else { continue };
        let Some(table) = std::fs::read_to_string(file).ok().and_then(|text| text.parse::<toml::Table>().ok()) else {
            continue;
        };
        for (key, path) in
            [("required", "scope_macros::required_scopes"), ("optional", "scope_macros::optional_scopes")]
        {
            let Some(names) = table.get(key).and_then(toml::Value::as_array) else { continue };
            let texts = names.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect();
            lists.push(MacroList { package: package.name.clone(), path: path.to_owned(), texts });
        }
    }
    lists
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
