//! What holds of every edit: generated manifests and changes, and texts that are no manifests at all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;

use super::manifest;
use crate::manifest::edit::{Change, plan};
use crate::manifest::{Format, List, Manifest, Request, read};
use crate::source::Sources;

/// How a generated manifest is laid out.
#[derive(Debug, Clone)]
struct Layout {
    format: Format,
    bom: bool,
    crlf: bool,
    last_line_end: bool,
    indent: &'static str,
    /// Spaces around everything of a manifest on one line.
    airy: bool,
    lines: bool,
    comments: bool,
    trailing: bool,
}

/// A list of a generated manifest: the names, whether one stands on each line, and whether some are no strings.
#[derive(Debug, Clone)]
struct Entries {
    names: Vec<u8>,
    lines: bool,
    odd: bool,
}

#[derive(Debug, Clone)]
struct Generated {
    layout: Layout,
    lists: [Option<Entries>; 3],
}

impl Generated {
    fn key(&self, list: List) -> Option<&'static str> {
        list.key(self.layout.format)
    }

    fn array(&self, entries: &Entries, depth: usize) -> String {
        let layout = &self.layout;
        let mut names: Vec<String> = entries.names.iter().map(|name| format!("\"{}\"", scope(*name))).collect();
        if entries.odd {
            names.insert(names.len() / 2, "null".to_owned());
        }
        if names.is_empty() {
            return if layout.comments { "[ /* none */ ]".to_owned() } else { "[]".to_owned() };
        }
        let comma = if layout.trailing { "," } else { "" };
        if entries.lines && layout.lines {
            let note = if layout.comments { " // \"x\", ]" } else { "" };
            let inner = layout.indent.repeat(depth + 1);
            let joined = names.join(&format!(",{note}\n{inner}"));
            format!("[\n{inner}{joined}{comma}{note}\n{}]", layout.indent.repeat(depth))
        } else if layout.airy {
            format!("[ {} ]", names.join(if layout.comments { " /* , */ , " } else { ", " }))
        } else {
            format!("[{}{comma}]", names.join(","))
        }
    }

    fn properties(&self, depth: usize) -> Vec<String> {
        let lists = List::ALL.into_iter().zip(&self.lists);
        lists
            .filter_map(|(list, entries)| {
                let colon = if self.layout.airy { ": " } else { ":" };
                Some(format!("\"{}\"{colon}{}", self.key(list)?, self.array(entries.as_ref()?, depth)))
            })
            .collect()
    }

    fn object(&self, properties: &[String], depth: usize) -> String {
        let layout = &self.layout;
        if properties.is_empty() {
            return "{}".to_owned();
        }
        if layout.lines {
            let inner = layout.indent.repeat(depth + 1);
            format!("{{\n{inner}{}\n{}}}", properties.join(&format!(",\n{inner}")), layout.indent.repeat(depth))
        } else {
            format!("{{{}}}", properties.join(if layout.airy { ", " } else { "," }))
        }
    }

    fn text(&self) -> String {
        let name = "\"name\": \"Zoë’s 😀 [\\\"app\\\"]\"".to_owned();
        let root = match self.layout.format {
            Format::Hsmeta => {
                let mut auth = self.properties(3);
                auth.insert(auth.len() / 2, "\"type\": \"oauth\"".to_owned());
                let config = self.object(&[name, format!("\"auth\": {}", self.object(&auth, 2))], 1);
                self.object(&["\"type\": \"app\"".to_owned(), format!("\"config\": {config}")], 0)
            }
            Format::PublicApp => {
                let auth = self.object(&self.properties(2), 1);
                self.object(&[format!("\"auth\": {auth}"), name], 0)
            }
            _ => {
                let mut properties = self.properties(1);
                properties.push("\"uid\": \"u\"".to_owned());
                self.object(&properties, 0)
            }
        };
        let mut text = root;
        if self.layout.last_line_end {
            text.push('\n');
        }
        if self.layout.crlf {
            text = text.replace('\n', "\r\n");
        }
        if self.layout.bom { format!("\u{feff}{text}") } else { text }
    }

    fn file(&self) -> &'static str {
        match self.layout.format {
            Format::Hsmeta => "app-hsmeta.json",
            Format::PublicApp => "public-app.json",
            _ => "app.json",
        }
    }
}

fn scope(number: u8) -> String {
    format!("crm.objects.o{number}.read")
}

fn layouts() -> impl Strategy<Value = Layout> {
    let formats = prop_oneof![Just(Format::Hsmeta), Just(Format::PublicApp), Just(Format::PrivateApp)];
    let indents = prop_oneof![Just("  "), Just("    "), Just("\t")];
    (formats, any::<[bool; 4]>(), indents, any::<bool>(), prop::bool::weighted(0.7), prop::bool::weighted(0.2))
        .prop_map(|(format, [bom, crlf, last_line_end, airy], indent, trailing, lines, comments)| Layout {
            format,
            bom,
            crlf,
            last_line_end,
            indent,
            airy,
            lines,
            comments,
            trailing: trailing && comments,
        })
}

fn manifests() -> impl Strategy<Value = Generated> {
    let entries = (prop::collection::vec(0_u8..8, 0..5), any::<bool>(), prop::bool::weighted(0.1))
        .prop_map(|(names, lines, odd)| Entries { names, lines, odd });
    let list = || prop::option::weighted(0.8, entries.clone());
    (layouts(), [list(), list(), list()]).prop_map(|(layout, mut lists)| {
        if layout.format == Format::PrivateApp {
            lists = [lists[0].take(), None, None];
        }
        Generated { layout, lists }
    })
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let name = || (0_u8..10).prop_map(|number| Arc::<str>::from(scope(number)));
    let list = || prop_oneof![Just(List::Required), Just(List::ConditionallyRequired), Just(List::Optional)];
    let change = prop_oneof![
        (name(), list()).prop_map(|(scope, list)| Change::Add { scope, list }),
        name().prop_map(|scope| Change::Remove { scope }),
        (name(), list()).prop_map(|(scope, to)| Change::Move { scope, to }),
        (name(), name()).prop_map(|(from, to)| Change::Rename { from, to }),
        (name(), list()).prop_map(|(scope, list)| Change::Deduplicate { scope, list }),
    ];
    prop::collection::vec(change, 0..5)
}

type Lists = [Vec<String>; 3];

fn lists(manifest: &Manifest) -> Lists {
    manifest.lists.each_ref().map(|list| list.entries.iter().map(|entry| entry.scope.to_string()).collect())
}

/// What changes mean, on plain lists.
fn applied(mut lists: Lists, changes: &[Change]) -> Lists {
    let index = |list: List| List::ALL.iter().position(|other| *other == list).unwrap();
    for change in changes {
        match change {
            Change::Add { scope, list } => {
                let list = &mut lists[index(*list)];
                if !list.iter().any(|name| **name == **scope) {
                    list.push(scope.to_string());
                }
            }
            Change::Remove { scope } => lists.iter_mut().for_each(|list| list.retain(|name| **name != **scope)),
            Change::Move { scope, to } => {
                let was_there = lists[index(*to)].iter().any(|name| **name == **scope);
                let target = lists[index(*to)].clone();
                lists.iter_mut().for_each(|list| list.retain(|name| **name != **scope));
                lists[index(*to)] = target;
                if !was_there {
                    lists[index(*to)].push(scope.to_string());
                }
            }
            Change::Rename { from, to } => {
                for list in &mut lists {
                    if list.iter().any(|name| **name == **to) {
                        list.retain(|name| **name != **from || from == to);
                    }
                    list.iter_mut().filter(|name| ***name == **from).for_each(|name| *name = to.to_string());
                }
            }
            Change::Deduplicate { scope, list } => {
                let mut seen = false;
                lists[index(*list)].retain(|name| **name != **scope || !std::mem::replace(&mut seen, true));
            }
        }
    }
    lists
}

/// The text without its scope arrays.
fn outside(text: &str, manifest: &Manifest) -> String {
    let mut places: Vec<_> = manifest.lists.iter().filter_map(|list| list.place).map(|place| place.array).collect();
    places.sort();
    let mut rest = String::new();
    let mut from = 0;
    for place in places {
        rest.push_str(&text[from..place.start as usize]);
        from = place.end as usize;
    }
    rest + &text[from..]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn an_edit_says_what_was_meant_and_touches_nothing_else(generated in manifests(), changes in changes()) {
        let text = generated.text();
        let (sources, before) = manifest(generated.file(), &text);
        let wanted = applied(lists(&before), &changes);
        let plan = match plan(&before, &changes, &sources) {
            Ok(plan) => plan,
            Err(error) => {
                // The only reason here: a private app has one list.
                prop_assert!(before.format == Format::PrivateApp && !(wanted[1].is_empty() && wanted[2].is_empty()), "{error}");
                return Ok(());
            }
        };
        let (sources, after) = manifest(generated.file(), &plan.new);
        prop_assert_eq!(lists(&after), wanted);
        let same_lists = before.lists.iter().zip(&after.lists).all(|(a, b)| a.place.is_some() == b.place.is_some());
        if same_lists {
            prop_assert_eq!(outside(&text, &before), outside(&plan.new, &after));
        }
        prop_assert_eq!(plan.is_empty(), text == plan.new);
        let kinds = |manifest: &Manifest| {
            let strict = manifest.problems.iter().filter(|problem| problem.kind == crate::manifest::ProblemKind::NotStrictJson);
            strict.count()
        };
        if kinds(&before) == 0 {
            prop_assert_eq!(kinds(&after), 0);
        }
        if generated.layout.crlf {
            prop_assert!(!plan.new.replace("\r\n", "").contains('\n'));
        } else {
            prop_assert!(!plan.new.contains('\r'));
        }
        let settled = changes.iter().all(|change| !matches!(change, Change::Rename { .. }));
        let contradictory = applied(lists(&after), &changes) != lists(&after);
        if settled && !contradictory {
            prop_assert!(super::plan(&after, &changes, &sources).unwrap().is_empty());
        }
    }
}

/// Pieces that bring a random text close to a manifest.
fn scraps() -> impl Strategy<Value = String> {
    let scrap = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(",".to_owned()),
        Just(": ".to_owned()),
        Just("\"type\": \"app\"".to_owned()),
        Just("\"config\": {".to_owned()),
        Just("\"auth\": {".to_owned()),
        Just("\"requiredScopes\": [".to_owned()),
        Just("\"optionalScopes\": [".to_owned()),
        Just("\"scopes\": [".to_owned()),
        Just("\"tickets\"".to_owned()),
        Just("'files'".to_owned()),
        Just("\"${X}\"".to_owned()),
        Just("// note\n".to_owned()),
        Just("/* ü */".to_owned()),
        Just("\r\n  ".to_owned()),
        Just("\"\\ud800\"".to_owned()),
        "\\PC{0,3}",
    ];
    prop::collection::vec(scrap, 0..40).prop_map(|scraps| scraps.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_reading_or_editing_panic(
        scraps in scraps(),
        generated in manifests(),
        cut in any::<prop::sample::Index>(),
        insert in any::<bool>(),
        changes in changes(),
    ) {
        let valid = generated.text();
        let mut at = cut.index(valid.len() + 1);
        while !valid.is_char_boundary(at) {
            at -= 1;
        }
        let text = if insert { format!("{}{scraps}{}", &valid[..at], &valid[at..]) } else { scraps };
        let mut sources = Sources::new();
        let path = PathBuf::from("/nowhere-on-disk").join(generated.file());
        sources.add(path.clone(), "x".to_owned(), text.as_str());
        let request = Request { path: &path, root: Path::new("/nowhere-on-disk"), profile: None };
        if let Ok(manifest) = read(&request, &mut sources) {
            for entry in manifest.entries() {
                prop_assert!(sources.snippet(entry.span).len() >= 2);
            }
            if let Ok(plan) = plan(&manifest, &changes, &sources) {
                // What was planned holds for a text that HubSpot would refuse too.
                prop_assert_eq!(plan.is_empty(), plan.new == text);
            }
        }
    }

    #[test]
    fn edits_of_the_configuration_say_what_was_meant(
        lists in [prop::collection::vec(0_u8..8, 0..5), prop::collection::vec(0_u8..8, 0..5)],
        layout in layouts(),
        changes in changes(),
    ) {
        let array = |names: &[u8]| {
            let names: Vec<String> = names.iter().map(|name| format!("\"{}\"", scope(*name))).collect();
            match (layout.lines, names.is_empty()) {
                (_, true) => "[]".to_owned(),
                (true, _) => format!("[ # all\n{0}{1}, # \"x\", ]\n]", layout.indent, names.join(&format!(",\n{}", layout.indent))),
                (false, _) if layout.airy => format!("[ {} ]", names.join(" , ")),
                (false, _) => format!("[{}]", names.join(",")),
            }
        };
        let other = "[[app]]\nname = \"other\" # ü\nrequired = [\"z\"]\n";
        let text = format!(
            "[[app]]\nname = \"own\"\nrequired = {} # these\noptional = {}\nauth = \"oauth\"\n{other}",
            array(&lists[0]), array(&lists[1])
        );
        let text = if layout.crlf { text.replace('\n', "\r\n") } else { text };
        let (sources, before) = manifest("hubscope.toml", &text);
        let plan = plan(&before, &changes, &sources).unwrap();
        let (_, after) = manifest("hubscope.toml", &plan.new);
        prop_assert_eq!(self::lists(&after), applied(self::lists(&before), &changes));
        prop_assert!(plan.new.replace('\r', "").ends_with(other));
        if before.lists[1].place.is_some() == after.lists[1].place.is_some() {
            prop_assert_eq!(outside(&text, &before), outside(&plan.new, &after));
        }
        if layout.crlf {
            prop_assert!(!plan.new.replace("\r\n", "").contains('\n'));
        }
    }
}
