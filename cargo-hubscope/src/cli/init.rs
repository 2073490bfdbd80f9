//! The command `init`: a commented configuration with what the project has.

use std::io::Write;
use std::path::Path;

use super::args::Hubscope;
use super::output::Printer;
use super::{Failure, Verdict};
use crate::config;
use crate::manifest::{self, Found};
use crate::workspace::{self, Workspace};

/// Writes the configuration, unless there is one.
pub(super) fn init(args: &Hubscope, printer: &Printer<'_>) -> Result<Verdict, Failure> {
    let workspace = workspace::load(&args.project.options())?;
    let path = match &args.app.config {
        Some(given) => super::session::absolute(given)?,
        None => workspace.root.join(config::FILE),
    };
    let found = manifest::discover(&workspace.root);
    write_new(&path, &text(&workspace, &found, &path))?;
    let mut said = format!("`{}` is written\n", path.display());
    said.push_str(match found.len() {
        0 => "no app manifest was found: name it there, then type `cargo hubscope`\n",
        1 => "next: `cargo hubscope`\n",
        _ => "several app manifests were found: give each app its packages there, then type `cargo hubscope`\n",
    });
    printer.result(&said)?;
    Ok(Verdict::Clean)
}

/// Writes a file that is not there yet.
fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    match file.and_then(|mut file| file.write_all(text.as_bytes())) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::new(format!("`{}` exists already, and is left as it is", path.display()))
                .help("edit it, or remove it first"))
        }
        Err(error) => Err(Failure::new(format!("`{}` cannot be written: {error}", path.display()))),
    }
}

/// The text of a configuration for what was found.
fn text(workspace: &Workspace, found: &[Found], path: &Path) -> String {
    let dir = path.parent().unwrap_or(&workspace.root);
    let mut text = String::from("# What cargo-hubscope is to know of this project. Every key may be left out.\n\n");
    let names: Vec<&str> = workspace.members().map(|(_, package)| package.name.as_str()).collect();
    text.push_str(&format!("# Packages that were found: {}.\n\n", names.join(", ")));
    match found {
        [] => text.push_str(
            "# No app manifest was found. Name it, relative to this file:\n\
             # manifest = \"app/src/app/app-hsmeta.json\"\n\
             # or, for an app whose settings live only in HubSpot, write down what it requests:\n\
             # [app]\n# auth = \"oauth\"\n# required = [\"crm.objects.contacts.read\"]\n",
        ),
        [only] => {
            text.push_str("# The app manifest to compare with. It is found without this line too.\n");
            text.push_str(&format!("manifest = {}\n", quoted(&relative(dir, &only.path))));
        }
        several => {
            text.push_str("# Each app with the packages that are its own; all packages where nothing is said.\n");
            for found in several {
                let path = relative(dir, &found.path);
                text.push_str(&format!(
                    "[[app]]\nname = {}\nmanifest = {}\n# packages = {}\n\n",
                    quoted(&app_name(&path)),
                    quoted(&path),
                    list(&names),
                ));
            }
        }
    }
    text.push_str(
        "\n# Levels of rules: \"allow\", \"warn\" or \"deny\"; `cargo hubscope explain RULE` tells what each finds.\n\
         # [rules]\n# unneeded-scope = \"deny\"\n\n\
         # What a function calls where that cannot be seen, or that it does not call HubSpot.\n\
         # [[call]]\n# function = \"client::Client::run\"\n# endpoints = [\"GET /crm/v3/objects/contacts\"]\n\n\
         # A scope that something outside the Rust code needs.\n\
         # [[need]]\n# scope = \"automation\"\n# reason = \"the workflow action's callback\"\n\n\
         # A finding that is right to be let be.\n\
         # [[allow]]\n# rule = \"unneeded-scope\"\n# scope = \"forms\"\n# reason = \"needed from the next release on\"\n\
         # until = \"2030-01-31\"\n",
    );
    text
}

/// A path from a directory, with `/` between the parts and `..` where it lies outside.
fn relative(dir: &Path, path: &Path) -> String {
    let up = dir.ancestors().position(|above| path.starts_with(above)).unwrap_or(0);
    let base = dir.ancestors().nth(up).unwrap_or(dir);
    let inside = path.strip_prefix(base).unwrap_or(path);
    let parts = std::iter::repeat_n("..".to_owned(), up)
        .chain(inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned()));
    parts.collect::<Vec<_>>().join("/")
}

/// A name for the app of a manifest: its project's folder.
fn app_name(path: &str) -> String {
    let folders: Vec<&str> =
        path.split('/').rev().skip(1).filter(|part| !["src", "app", ".."].contains(part)).collect();
    folders.first().map_or_else(|| "app".to_owned(), |name| (*name).to_owned())
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    format!("[{}]", names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file() {
        for (dir, path, expected) in [
            ("/a/b", "/a/b/src/app/app-hsmeta.json", "src/app/app-hsmeta.json"),
            ("/a/b", "/a/hubspot/app.json", "../hubspot/app.json"),
            ("/a/b/c", "/a/x", "../../x"),
        ] {
            assert_eq!(relative(Path::new(dir), Path::new(path)), expected);
        }
        assert_eq!(app_name("../crm card/src/app/app-hsmeta.json"), "crm card");
        assert_eq!(app_name("src/app/app-hsmeta.json"), "app");
    }
}
