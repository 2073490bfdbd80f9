//! Which members of the workspace are analysed.

use std::collections::BTreeSet;
use std::path::Path;

use super::{Error, Note, Options, Workspace, error};

/// The indices of the selected members, ascending.
///
/// As cargo does it: the packages named, or all with `--workspace`, or the package whose manifest was given, or the
/// workspace's default members. A note says when that leaves members out that were not left out by name.
pub(super) fn select(workspace: &mut Workspace, manifest: &Path, options: &Options) -> Result<Vec<usize>, Error> {
    let members: Vec<usize> = workspace.members().map(|(index, _)| index).collect();
    let excluded = matching(workspace, &members, &options.exclude)?;
    let selected: BTreeSet<usize> = if !options.packages.is_empty() {
        matching(workspace, &members, &options.packages)?
    } else if options.workspace || !options.exclude.is_empty() {
        members.iter().copied().collect()
    } else if let Some(index) = members
        .iter()
        .find(|&&i| workspace.packages[i].manifest == manifest && workspace.packages[i].dir != workspace.root)
    {
        BTreeSet::from([*index])
    } else {
        workspace.default_members.iter().copied().collect()
    };
    let selected: Vec<usize> = selected.difference(&excluded).copied().collect();
    if selected.is_empty() && !members.is_empty() {
        return Err(Error::NothingSelected);
    }
    let by_default = options.packages.is_empty() && options.exclude.is_empty();
    let left_out: Vec<&str> =
        members.iter().filter(|i| !selected.contains(i)).map(|&i| workspace.packages[i].name.as_str()).collect();
    if by_default && !left_out.is_empty() {
        let names = left_out.join(", ");
        let message = format!("these members of the workspace are not selected: {names}; `--workspace` takes all");
        let note = Note { message };
        if !workspace.notes.contains(&note) {
            workspace.notes.push(note);
        }
    }
    Ok(selected)
}

/// The members that the package specifications name.
fn matching(workspace: &Workspace, members: &[usize], specs: &[String]) -> Result<BTreeSet<usize>, Error> {
    let mut found = BTreeSet::new();
    for spec in specs {
        let (name, version) = spec.split_once(['@', ':']).map_or((spec.as_str(), None), |(n, v)| (n, Some(v)));
        let fits = |index: &&usize| {
            let package = &workspace.packages[**index];
            glob(name, &package.name) && version.is_none_or(|version| package.version == version)
        };
        let fitting: Vec<usize> = members.iter().filter(fits).copied().collect();
        if fitting.is_empty() {
            let mut names: Vec<String> = members.iter().map(|&i| workspace.packages[i].name.clone()).collect();
            names.sort();
            let similar = error::similar(name, names.iter().map(String::as_str));
            return Err(Error::UnknownPackage { given: spec.clone(), similar, members: names });
        }
        found.extend(fitting);
    }
    Ok(found)
}

/// Whether a pattern with `*` and `?` matches all of a text; `*` matches `/` too.
pub(crate) fn glob(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut p, mut t) = (0, 0);
    // Where to go on when the text behind the last star has to begin later.
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        if p < pattern.len() && pattern[p] == '*' {
            retry = Some((p, t));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == '?' || pattern[p] == text[t]) {
            p += 1;
            t += 1;
        } else if let Some((star, from)) = retry {
            retry = Some((star, from + 1));
            p = star + 1;
            t = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::glob;

    #[test]
    fn stars_and_question_marks_match_as_in_a_shell() {
        for (pattern, text, expected) in [
            ("api", "api", true),
            ("api", "api2", false),
            ("api*", "api-client", true),
            ("*client", "api-client", true),
            ("a*b*c", "axxbyyc", true),
            ("a*b*c", "axxbyy", false),
            ("ap?", "api", true),
            ("ap?", "ap", false),
            ("*", "", true),
        ] {
            assert_eq!(glob(pattern, text), expected, "{pattern} on {text}");
        }
    }
}
