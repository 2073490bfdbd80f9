//! The text form of the catalog: one line an entry, in a fixed order, so that two imports of the same input give the
//! same bytes and a change reads as a diff.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::sync::Arc;

use super::CatalogError;
use super::data::{Accepted, AcceptedList, CatalogData, Operation, ScopeId, Versions};
use super::model::{Area, Certainty, ObjectType, OperationKind, Retirement};
use super::reviewed::{HostPattern, ObjectNeed, RetiredPath, Split, WrongName, parse_scope, scope_line};

/// First line of the text form.
const HEADER: &str = "hubspot-catalog\t1";

/// Writes the text form.
pub fn to_text(data: &CatalogData) -> String {
    let mut out = format!("{HEADER}\nas-of\t{}\ndescribed\t{}\n", data.as_of, data.described);
    let mut line = |columns: &[&str]| {
        out.push_str(&columns.join("\t"));
        out.push('\n');
    };
    for scope in &data.scopes {
        line(&["S", &scope_line(scope)]);
    }
    for object in &data.objects {
        line(&[
            "O",
            &object.name,
            object.id.as_deref().unwrap_or_default(),
            &object.aliases.join(" "),
            &object.record,
            &object.family.join(" "),
        ]);
    }
    for name in &data.wrong_names {
        line(&["W", &name.name, &name.instead.join(" "), &name.why]);
    }
    for host in &data.hosts {
        line(&["H", &host.pattern, &host.is]);
    }
    for need in &data.object_needs {
        line(&[
            "N",
            &need.objects.join(" "),
            &areas_text(&need.areas),
            &need.read.join("|"),
            &need.write.join("|"),
            certainty_text(need.certainty),
            &need.source,
        ]);
    }
    for split in &data.splits {
        line(&[
            "P",
            &split.scope,
            &split.paths.join(" "),
            &areas_text(&split.areas),
            &split.read.join("|"),
            &split.write.join("|"),
            &split.source,
        ]);
    }
    for retired in &data.retired {
        line(&["R", &retired.path, &retired.date, retired.replaced_by.as_deref().unwrap_or_default(), &retired.source]);
    }
    let mut tables = Tables::default();
    let mut rows = String::new();
    for operation in &data.operations {
        write_operation(operation, data, &mut tables, &mut rows);
    }
    for (mark, table) in [("Q", &tables.texts), ("V", &tables.versions), ("A", &tables.lists)] {
        for entry in &table.rows {
            line(&[mark, entry]);
        }
    }
    out.push_str(&rows);
    out
}

#[derive(Default)]
struct Table {
    rows: Vec<String>,
    index: BTreeMap<String, usize>,
}

impl Table {
    fn put(&mut self, text: String) -> usize {
        let next = self.rows.len();
        *self.index.entry(text).or_insert_with_key(|text| {
            self.rows.push(text.clone());
            next
        })
    }
}

#[derive(Default)]
struct Tables {
    texts: Table,
    versions: Table,
    lists: Table,
}

fn write_operation(operation: &Operation, data: &CatalogData, tables: &mut Tables, rows: &mut String) {
    let versions: Vec<String> =
        operation.versions.iter().map(|(position, version)| format!("{position}:{version}")).collect();
    let bound: Vec<String> = operation
        .bound
        .iter()
        .map(|(object, list)| {
            let name = data.objects.get(usize::from(*object)).map_or("", |object| object.name.as_str());
            format!("{name}={}", tables.lists.put(list_text(list, data)))
        })
        .collect();
    let retired = operation.retired.as_ref().map(|retired| {
        let replaced = retired.replaced_by.as_deref().unwrap_or_default();
        tables.texts.put(format!("{}|{replaced}|{}", retired.date, retired.source)).to_string()
    });
    let position = |position: Option<u8>| position.map(|at| at.to_string()).unwrap_or_default();
    let _ = writeln!(
        rows,
        "M\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
        operation.method,
        operation.path,
        tables.versions.put(versions.join(" ")),
        kind_text(operation.kind),
        position(operation.object),
        position(operation.other_object),
        tables.lists.put(list_text(&operation.any, data)),
        bound.join(" "),
        certainty_text(operation.certainty),
        certainty_text(operation.static_certainty),
        tables.texts.put(operation.source.to_string()),
        tables.texts.put(operation.tier.to_string()),
        if operation.deprecated { "deprecated" } else { "" },
        tables.texts.put(operation.introduced.to_string()),
        retired.unwrap_or_default(),
    );
}

fn list_text(list: &[Accepted], data: &CatalogData) -> String {
    let name = |id: &ScopeId| data.scopes.get(usize::from(*id)).map_or("", |scope| &*scope.name);
    let sets: Vec<String> = list
        .iter()
        .map(|accepted| {
            let mark = if accepted.static_only { "~" } else { "" };
            let names: Vec<&str> = accepted.scopes.iter().map(name).collect();
            format!("{mark}{}", if names.is_empty() { "-".to_owned() } else { names.join("+") })
        })
        .collect();
    sets.join(" ")
}

fn areas_text(areas: &[Area]) -> String {
    areas.iter().map(|area| area_text(*area)).collect::<Vec<_>>().join(" ")
}

/// The word of an area.
pub fn area_text(area: Area) -> &'static str {
    match area {
        Area::Records => "records",
        Area::Properties => "properties",
        Area::Pipelines => "pipelines",
        Area::Schemas => "schemas",
        Area::Associations => "associations",
        Area::Other => "other",
    }
}

/// The word of a certainty.
pub fn certainty_text(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Certain => "certain",
        Certainty::Likely => "likely",
        Certainty::Disputed => "disputed",
    }
}

/// The word of a kind of operation.
pub fn kind_text(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::App => "app",
        OperationKind::Developer => "developer",
        OperationKind::ClientCredentials => "client-credentials",
        OperationKind::NoScope => "no-scope",
        OperationKind::Internal => "internal",
    }
}

fn area_of(text: &str) -> Option<Area> {
    [Area::Records, Area::Properties, Area::Pipelines, Area::Schemas, Area::Associations, Area::Other]
        .into_iter()
        .find(|area| area_text(*area) == text)
}

fn certainty_of(text: &str) -> Option<Certainty> {
    [Certainty::Certain, Certainty::Likely, Certainty::Disputed]
        .into_iter()
        .find(|certainty| certainty_text(*certainty) == text)
}

fn kind_of(text: &str) -> Option<OperationKind> {
    [
        OperationKind::App,
        OperationKind::Developer,
        OperationKind::ClientCredentials,
        OperationKind::NoScope,
        OperationKind::Internal,
    ]
    .into_iter()
    .find(|kind| kind_text(*kind) == text)
}

/// Reads the text form.
///
/// # Errors
///
/// When a line is not of the form; the message names its number.
pub fn from_text(text: &str) -> Result<CatalogData, CatalogError> {
    let mut reader = Reader::default();
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line) != Some(HEADER) {
        return Err(CatalogError::new("not a catalog: its first line is unknown".to_owned()));
    }
    for (number, line) in lines {
        reader
            .read(line)
            .ok_or_else(|| CatalogError::new(format!("catalog line {}: not of a known form", number + 1)))?;
    }
    Ok(reader.data)
}

#[derive(Default)]
struct Reader<'a> {
    data: CatalogData,
    scopes: HashMap<&'a str, ScopeId, rustc_hash::FxBuildHasher>,
    objects: HashMap<&'a str, u16, rustc_hash::FxBuildHasher>,
    methods: Vec<Arc<str>>,
    texts: Vec<Arc<str>>,
    versions: Vec<Versions>,
    lists: Vec<AcceptedList>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, line: &'a str) -> Option<()> {
        let (mark, rest) = line.split_once('\t')?;
        match mark {
            "as-of" => rest.clone_into(&mut self.data.as_of),
            "described" => rest.clone_into(&mut self.data.described),
            "S" => {
                let scope = parse_scope(rest)?;
                let name = rest.split('\t').next()?;
                self.scopes.insert(name, ScopeId::try_from(self.data.scopes.len()).ok()?);
                self.data.scopes.push(scope);
            }
            "O" => self.object(rest)?,
            "W" => {
                let [name, instead, why] = columns(rest)?;
                let name = name.to_owned();
                self.data.wrong_names.push(WrongName {
                    name,
                    instead: words(instead),
                    why: why.to_owned(),
                    ..WrongName::default()
                });
            }
            "H" => {
                let [pattern, is] = columns(rest)?;
                let (pattern, is) = (pattern.to_owned(), is.to_owned());
                self.data.hosts.push(HostPattern { pattern, is, ..HostPattern::default() });
            }
            "N" => {
                let [objects, areas, read, write, certainty, source] = columns(rest)?;
                self.data.object_needs.push(ObjectNeed {
                    objects: words(objects),
                    areas: areas.split(' ').filter_map(area_of).collect(),
                    read: alternatives(read),
                    write: alternatives(write),
                    certainty: certainty_of(certainty)?,
                    source: source.to_owned(),
                    ..ObjectNeed::default()
                });
            }
            "P" => {
                let [scope, paths, areas, read, write, source] = columns(rest)?;
                self.data.splits.push(Split {
                    scope: scope.to_owned(),
                    paths: words(paths),
                    areas: areas.split(' ').filter_map(area_of).collect(),
                    read: alternatives(read),
                    write: alternatives(write),
                    source: source.to_owned(),
                    ..Split::default()
                });
            }
            "R" => {
                let [path, date, replaced, source] = columns(rest)?;
                self.data.retired.push(RetiredPath {
                    path: path.to_owned(),
                    date: date.to_owned(),
                    replaced_by: (!replaced.is_empty()).then(|| replaced.to_owned()),
                    source: source.to_owned(),
                    ..RetiredPath::default()
                });
            }
            "Q" => self.texts.push(rest.into()),
            "V" => {
                let versions: Option<Vec<(u8, String)>> = rest
                    .split(' ')
                    .filter(|version| !version.is_empty())
                    .map(|version| {
                        let (position, version) = version.split_once(':')?;
                        Some((position.parse().ok()?, version.to_owned()))
                    })
                    .collect();
                self.versions.push(versions?.into());
            }
            "A" => {
                let list = self.list(rest)?;
                self.lists.push(list);
            }
            "M" => self.operation(rest)?,
            _ => return None,
        }
        Some(())
    }

    fn object(&mut self, rest: &'a str) -> Option<()> {
        let [name, id, aliases, record, family] = columns(rest)?;
        self.objects.insert(name, u16::try_from(self.data.objects.len()).ok()?);
        self.data.objects.push(ObjectType {
            name: name.to_owned(),
            id: (!id.is_empty()).then(|| id.to_owned()),
            aliases: words(aliases),
            record: record.to_owned(),
            family: words(family),
        });
        Some(())
    }

    fn list(&self, text: &str) -> Option<AcceptedList> {
        text.split(' ')
            .filter(|set| !set.is_empty())
            .map(|set| {
                let (static_only, names) = match set.strip_prefix('~') {
                    Some(names) => (true, names),
                    None => (false, set),
                };
                let names = if names == "-" { "" } else { names };
                let scopes: Option<Vec<ScopeId>> = names
                    .split('+')
                    .filter(|name| !name.is_empty())
                    .map(|name| self.scopes.get(name).copied())
                    .collect();
                Some(Accepted { scopes: scopes?, static_only })
            })
            .collect()
    }

    fn operation(&mut self, rest: &'a str) -> Option<()> {
        let [method, path, versions, kind, object, other, any, bound, certain, fixed, source, tier, old, new, ended] =
            columns(rest)?;
        let position = |text: &str| if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) };
        let bound: Option<Vec<(u16, AcceptedList)>> = bound
            .split(' ')
            .filter(|entry| !entry.is_empty())
            .map(|entry| {
                let (name, list) = entry.split_once('=')?;
                Some((*self.objects.get(name)?, self.lists.get(list.parse::<usize>().ok()?)?.clone()))
            })
            .collect();
        let retired = match ended {
            "" => None,
            at => {
                let text = self.texts.get(at.parse::<usize>().ok()?)?;
                let mut parts = text.splitn(3, '|');
                let date = parts.next()?.to_owned();
                let replaced_by = parts.next().filter(|path| !path.is_empty()).map(str::to_owned);
                Some(Arc::new(Retirement { date, replaced_by, source: parts.next()?.to_owned() }))
            }
        };
        let method = match self.methods.iter().find(|known| ***known == *method) {
            Some(known) => known.clone(),
            None => {
                let new: Arc<str> = method.into();
                self.methods.push(new.clone());
                new
            }
        };
        let text = |at: &str| self.texts.get(at.parse::<usize>().ok()?).cloned();
        let operation = Operation {
            method,
            path: path.to_owned(),
            versions: self.versions.get(versions.parse::<usize>().ok()?)?.clone(),
            kind: kind_of(kind)?,
            object: position(object)?,
            other_object: position(other)?,
            any: self.lists.get(any.parse::<usize>().ok()?)?.clone(),
            bound: bound?,
            certainty: certainty_of(certain)?,
            static_certainty: certainty_of(fixed)?,
            source: text(source)?,
            tier: text(tier)?,
            deprecated: old == "deprecated",
            introduced: text(new)?,
            retired,
        };
        self.data.operations.push(operation);
        Some(())
    }
}

fn columns<const N: usize>(rest: &str) -> Option<[&str; N]> {
    let mut parts = rest.split('\t');
    let mut columns = [""; N];
    for column in &mut columns {
        *column = parts.next()?;
    }
    parts.next().is_none().then_some(columns)
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn alternatives(text: &str) -> Vec<String> {
    text.split('|').filter(|set| !set.is_empty()).map(str::to_owned).collect()
}
