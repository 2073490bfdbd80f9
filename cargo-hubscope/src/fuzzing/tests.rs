//! The bodies of the fuzz targets on generated input, and the analysis on real files that were damaged or put into
//! another order.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use syn::spanned::Spanned;

use super::{analyse, analysis, explain, manifest, matcher};
use crate::analysis::CallStatus;

/// Rust files of the example apps and of the annotated cases: name below the repository, and text.
static FILES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut files = Vec::new();
    for folder in ["fixtures", "tests/cases"] {
        for entry in walkdir::WalkDir::new(repository.join(folder)).sort_by_file_name() {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(repository).unwrap().to_string_lossy().into_owned();
                files.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(files.len() > 200, "the example apps and cases are there");
    files
});

/// The text in pieces that together are the text: words, literals of text, runs of blanks, and single signs.
fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let length = if is_word(first) {
            rest.find(|letter| !is_word(letter))
        } else if first.is_whitespace() {
            rest.find(|letter: char| !letter.is_whitespace())
        } else if first == '"' {
            rest[1..].find('"').map(|end| end + 2)
        } else {
            Some(first.len_utf8())
        };
        let (token, after) = rest.split_at(length.unwrap_or(rest.len()));
        found.push(token);
        rest = after;
    }
    found
}

/// A change of the tokens of a file.
#[derive(Debug, Clone)]
enum Damage {
    Delete(Index, usize),
    Duplicate(Index, usize),
    Swap(Index, Index),
    /// Tokens of another file are put in.
    Splice(Index, Index, Index, usize),
}

fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let index = any::<Index>;
    let damage = prop_oneof![
        (index(), 1_usize..20).prop_map(|(at, count)| Damage::Delete(at, count)),
        (index(), 1_usize..40).prop_map(|(at, count)| Damage::Duplicate(at, count)),
        (index(), index()).prop_map(|(one, other)| Damage::Swap(one, other)),
        (index(), index(), index(), 1_usize..60)
            .prop_map(|(at, file, from, count)| Damage::Splice(at, file, from, count)),
    ];
    prop::collection::vec(damage, 1..8)
}

fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut all = tokens(text);
    for damage in damages {
        if all.is_empty() {
            break;
        }
        let range = |at: &Index, count: usize| {
            let at = at.index(all.len());
            at..(at + count).min(all.len())
        };
        match damage {
            Damage::Delete(at, count) => drop(all.drain(range(at, *count))),
            Damage::Duplicate(at, count) => {
                let range = range(at, *count);
                let copy = all[range.clone()].to_vec();
                all.splice(range.end..range.end, copy);
            }
            Damage::Swap(one, other) => {
                let (one, other) = (one.index(all.len()), other.index(all.len()));
                all.swap(one, other);
            }
            Damage::Splice(at, file, from, count) => {
                let other = tokens(&file.get(&FILES).1);
                if other.is_empty() {
                    continue;
                }
                let from = from.index(other.len());
                let piece = other[from..(from + count).min(other.len())].to_vec();
                let at = at.index(all.len());
                all.splice(at..at, piece);
            }
        }
    }
    all.concat()
}

#[test]
fn tokens_are_the_whole_text() {
    for (name, text) in FILES.iter() {
        assert_eq!(tokens(text).concat(), *text, "{name}");
    }
    assert_eq!(tokens("f(\"a b\", é_1)"), ["f", "(", "\"a b\"", ",", " ", "é_1", ")"]);
    assert_eq!(tokens("x = \"open"), ["x", " ", "=", " ", "\"open"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn damaged_programs_are_analysed_without_harm(file in select(FILES.as_slice()), damages in damages()) {
        analysis(&damaged(&file.1, &damages));
    }
}

/// Pieces of programs that send requests, to be put together at random.
const PIECES: &[&str] = &[
    "fn f(http: &reqwest::Client, path: &str)",
    "fn g<T: Named>(value: T) -> String",
    "impl Named for Deal",
    "trait Named",
    "struct Deal",
    "enum Kind { Deals, Contacts }",
    "const BASE: &str = \"https://api.hubapi.com\";",
    "macro_rules! path { ($x:expr) => { format!(\"{BASE}/{}\", $x) }; }",
    "let url = ",
    "let next = |path: &str| ",
    "http.get(",
    "http.post(url)",
    ".send().await?",
    "format!(\"{BASE}/crm/v3/objects/{path}\")",
    "path!(\"crm/v3/owners\")",
    "f(http, \"contacts\");",
    "f(http, path);",
    "g(Deal)",
    "next(&url)",
    "match kind",
    "Kind::Deals => \"deals\",",
    "_ => return,",
    "for path in [\"deals\", \"contacts\"]",
    "while let Some(x) = list.pop()",
    "if path.is_empty()",
    "else",
    "self.name",
    "Self::NAME",
    "&mut url",
    "url += path;",
    "url.push_str(path);",
    ".iter().map(|x| x.to_string()).collect::<Vec<_>>()",
    "?",
    ";",
    ",",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "=>",
    "..",
    "\n",
];

/// Text that is close to a path or an operation.
fn paths() -> impl Strategy<Value = String> {
    let segment = prop_oneof![
        3 => select(vec!["crm", "v3", "objects", "contacts", "batch", "read", "2026-03", "a", "ab"]).prop_map(str::to_owned),
        2 => select(vec!["{}", "{x}", "{*}", "a{}", "{}b", "v{}", "{}{}", "{", "}", "{}x{}"]).prop_map(str::to_owned),
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(segment, 0..7).prop_map(|segments| segments.iter().flat_map(|part| ["/", part]).collect())
}

/// Text that is close to a manifest or a configuration.
fn manifests() -> impl Strategy<Value = String> {
    let list = || {
        let entry = prop_oneof![
            6 => select(vec!["\"tickets\"", "\"oauth\"", "\"crm.objects.contacts.read\"", "\"files\""]).prop_map(str::to_owned),
            1 => select(vec!["1", "null", "\"${X}\"", "'files'", "[]", "\"\\u00e9\"", "// note\n\"a\"", "/* ü */ \"b\""]).prop_map(str::to_owned),
        ];
        (prop::collection::vec(entry, 0..5), select(vec![",", ", ", ",\n    ", " ,\r\n\t"]), any::<bool>()).prop_map(
            |(entries, between, trailing)| format!("[{}{}]", entries.join(between), if trailing { "," } else { "" }),
        )
    };
    (list(), list(), list(), 0_usize..5).prop_map(|(one, two, three, kind)| {
        let auth = format!("{{\"type\": \"oauth\", \"requiredScopes\": {one}, \"optionalScopes\": {two}, \"conditionallyRequiredScopes\": {three}}}");
        match kind {
            0 => format!("{{\"type\": \"app\", \"config\": {{\"auth\": {auth}}}}}"),
            1 => format!("{{\"auth\": {auth}}}"),
            2 => format!("\u{feff}{{\"scopes\": {one}, \"uid\": {two}}}"),
            3 => format!("[app]\nrequired = {one}\noptional = {two}\n"),
            _ => format!("[[app]]\nname = \"a\"\nrequired = {one}\n[[app]]\nname = \"b\"\noptional = {two} # ü\n"),
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, max_shrink_iters: 500, ..ProptestConfig::default() })]

    #[test]
    fn programs_of_pieces_are_analysed_without_harm(pieces in prop::collection::vec(select(PIECES), 0..60)) {
        let text = pieces.join(" ");
        analysis(&text);
        analysis(&format!("const BASE: &str = \"https://api.hubapi.com\"; pub async fn run(http: &reqwest::Client) {{ {text} }}"));
    }

    #[test]
    fn any_text_is_analysed_without_harm(text in any::<String>()) {
        analysis(&text);
    }

    #[test]
    fn edits_of_any_manifest_say_what_was_meant(text in manifests(), cut in any::<Index>(), piece in "\\PC{0,2}", whole in any::<bool>()) {
        let mut text = text;
        if !whole {
            let at = text.floor_char_boundary(cut.index(text.len() + 1));
            text.insert_str(at, &piece);
        }
        manifest(&text);
    }

    #[test]
    fn the_index_finds_what_a_scan_finds(asked in paths(), templates in prop::collection::vec(paths(), 0..20)) {
        matcher(&format!("{asked}\n{}", templates.join("\n")));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn text_like_an_operation_is_explained(path in paths(), text in "\\PC{0,40}") {
        explain(&path);
        explain(&text);
    }
}

/// What was found, without where.
fn found(text: &str) -> BTreeSet<String> {
    let found = analyse(text);
    let calls = found.calls.iter().map(|call| {
        let is_resolved = call.status == CallStatus::Resolved;
        format!("{:?} {:?} resolved: {is_resolved}", call.method, call.path)
    });
    calls.chain(found.unseen.iter().map(|_| "cut short".to_owned())).collect()
}

/// The text with its top-level items in reverse order; `None` where the order of its macros counts.
fn reversed(text: &str) -> Option<String> {
    let file = syn::parse_file(text).ok()?;
    if file.items.len() < 2 || text.contains("macro_rules") {
        return None;
    }
    let pieces = file.items.iter().rev().map(|item| &text[item.span().byte_range()]);
    Some(pieces.collect::<Vec<_>>().join("\n"))
}

#[test]
fn the_order_of_items_changes_nothing() {
    let mut compared = 0;
    for (name, text) in FILES.iter() {
        let Some(other) = reversed(text) else { continue };
        assert_eq!(found(text), found(&other), "{name}");
        compared += 1;
    }
    assert!(compared > 150, "{compared} files were compared");
}

#[test]
fn what_once_did_harm_does_none() {
    // A hole behind a `#` has no place in the path.
    analysis("pub fn f(id: u64) { ureq::get(format!(\"https://api.hubapi.com/crm/v3/,#ts/{id}/restore\")).call() }");
    // The place of what is no token lies behind a byte order mark, not within.
    analysis("\u{feff}\u{3}");
}
