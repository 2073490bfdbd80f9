//! The reviewed tables: scope names, object types and the overlay over the descriptions.
//!
//! They are data files beside the source; each entry of the overlay says where it comes from. This module reads and
//! checks them; it judges nothing.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::CatalogError;
use super::import::check_date;
use super::model::{Access, Area, Certainty, Grain, ObjectType, Opens, OperationKind, Scope, Sensitivity, Standing};

/// All reviewed tables.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// Scope names, sorted.
    pub scopes: Vec<Scope>,
    /// Object types.
    pub objects: Vec<ObjectType>,
    folders: BTreeMap<String, usize>,
    /// The overlay.
    pub overlay: Overlay,
}

/// What the descriptions lack or get wrong.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Overlay {
    /// The day up to which the overlay was reviewed.
    #[serde(default)]
    pub as_of: String,
    /// Permission names that are not public.
    #[serde(default)]
    pub internal: Vec<InternalName>,
    /// What records of an object type need, against the descriptions.
    #[serde(default)]
    pub object_need: Vec<ObjectNeed>,
    /// Coarse scopes that were split.
    #[serde(default)]
    pub split: Vec<Split>,
    /// Operations that the descriptions lack or get wrong.
    #[serde(default)]
    pub operation: Vec<OverlayOperation>,
    /// Announced ends.
    #[serde(default)]
    pub retired: Vec<RetiredPath>,
    /// Names that look right but are not.
    #[serde(default)]
    pub wrong_name: Vec<WrongName>,
    /// Hosts.
    #[serde(default)]
    pub host: Vec<HostPattern>,
}

/// What an entry of the overlay rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The vendor's pages for developers say so.
    #[default]
    Documented,
    /// The published API descriptions say so.
    Described,
    /// The live API, its pages or programs in use behave so, as reported publicly.
    Observed,
    /// It is concluded from the others.
    Inferred,
}

/// A permission name that is not public.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct InternalName {
    /// The name; an ending `*` stands for any rest.
    pub name: String,
    /// The public scopes that it stands for, where they are known.
    #[serde(default)]
    pub public: Vec<String>,
    /// Whether it belongs to developer accounts.
    #[serde(default)]
    pub developer: bool,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// What operations on an object type need, against the descriptions. An alternative is names joined by ` + `.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ObjectNeed {
    /// The object types.
    pub objects: Vec<String>,
    /// The areas for which it holds.
    pub areas: Vec<Area>,
    /// Alternatives to read; none where the descriptions stand.
    #[serde(default)]
    pub read: Vec<String>,
    /// Alternatives to write; none where the descriptions stand.
    #[serde(default)]
    pub write: Vec<String>,
    /// How sure it is.
    #[serde(default)]
    pub certainty: Certainty,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// A coarse scope that was split: where it is accepted, the granular names are accepted too.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Split {
    /// The coarse scope.
    pub scope: String,
    /// Paths (without version) that begin so; empty for every path.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Areas for which it holds; empty for all.
    #[serde(default)]
    pub areas: Vec<Area>,
    /// What reads accept as well.
    #[serde(default)]
    pub read: Vec<String>,
    /// What writes accept as well.
    #[serde(default)]
    pub write: Vec<String>,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// An operation that the descriptions lack or get wrong; also a user's own addition.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OverlayOperation {
    /// Methods; empty for all that are usual.
    #[serde(default)]
    pub methods: Vec<String>,
    /// Path with its version; a last segment `{*}` stands for one or more segments, or none.
    pub path: String,
    /// Alternatives, each of names joined by ` + `; an empty one for "no app scope".
    #[serde(default)]
    pub any_of: Option<Vec<String>>,
    /// Alternatives of reads, where `any-of` is not given.
    #[serde(default)]
    pub read: Option<Vec<String>>,
    /// Alternatives of writes, where `any-of` is not given.
    #[serde(default)]
    pub write: Option<Vec<String>>,
    /// Who it is for.
    #[serde(default)]
    pub kind: OperationKind,
    /// How sure it is.
    #[serde(default)]
    pub certainty: Certainty,
    /// How sure it is for static apps, where that differs.
    #[serde(default)]
    pub static_certainty: Option<Certainty>,
    /// Name of the path parameter that is the object type on which the need depends.
    #[serde(default)]
    pub object: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// Operations that end on a day.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RetiredPath {
    /// Path with version; every path that begins so.
    pub path: String,
    /// The day.
    pub date: String,
    /// What to call instead.
    #[serde(default)]
    pub replaced_by: Option<String>,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// A name that looks right but is not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WrongName {
    /// The name as written; a `*` stands for anything.
    pub name: String,
    /// What to write instead, the best first; a `*` takes what the name's `*` stood for.
    #[serde(default)]
    pub instead: Vec<String>,
    /// Why it is wrong; lower-case, without a final stop.
    pub why: String,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

/// Whose a host is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct HostPattern {
    /// Host; one `*` stands for anything.
    pub pattern: String,
    /// `api`, `pages` or `unknown`.
    pub is: String,
    /// Where it comes from.
    pub source: String,
    /// What kind of source that is.
    pub confidence: Confidence,
    /// From which day it holds; empty where it always did.
    #[serde(deserialize_with = "valid_from")]
    pub valid_from: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectFile {
    object: Vec<ObjectRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectRow {
    name: String,
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    aliases: Vec<String>,
    record: String,
    #[serde(default)]
    folder: Option<String>,
    family: Vec<String>,
}

/// The reviewed tables that come with the program, as text.
pub const SCOPES: &str = include_str!("../../data/scopes.tsv");
/// The object types that come with the program, as text.
pub const OBJECTS: &str = include_str!("../../data/objects.toml");
/// The overlay that comes with the program, as text.
pub const OVERLAY: &str = include_str!("../../data/overlay.toml");

impl Reviewed {
    /// The tables that come with the program.
    ///
    /// # Errors
    ///
    /// When a table does not parse; a test keeps that from happening.
    pub fn embedded() -> Result<Self, CatalogError> {
        Self::parse(SCOPES, OBJECTS, OVERLAY)
    }

    /// Parses the three tables.
    ///
    /// # Errors
    ///
    /// When a table does not parse or names a scope or object type that the others lack; the message says where.
    pub fn parse(scopes: &str, objects: &str, overlay: &str) -> Result<Self, CatalogError> {
        let scopes = parse_scopes(scopes)?;
        let rows: ObjectFile =
            toml::from_str(objects).map_err(|error| CatalogError::new(format!("objects.toml: {error}")))?;
        let overlay: Overlay =
            toml::from_str(overlay).map_err(|error| CatalogError::new(format!("overlay.toml: {error}")))?;
        let mut folders = BTreeMap::new();
        let mut types = Vec::new();
        for (at, row) in rows.object.into_iter().enumerate() {
            folders.extend(row.folder.map(|folder| (folder, at)));
            let ObjectRow { name, id, aliases, record, family, .. } = row;
            types.push(ObjectType { name, id, aliases, record, family });
        }
        let reviewed = Self { scopes, objects: types, folders, overlay };
        reviewed.check()?;
        Ok(reviewed)
    }

    fn check(&self) -> Result<(), CatalogError> {
        let overlay = &self.overlay;
        if overlay.provenance().any(|(source, ..)| source.trim().is_empty()) {
            return Err(CatalogError::new("overlay.toml: an entry has an empty `source`"));
        }
        let needs = overlay.object_need.iter().flat_map(|need| need.read.iter().chain(&need.write));
        let splits = overlay.split.iter().flat_map(|split| split.read.iter().chain(&split.write));
        let public = overlay.internal.iter().flat_map(|name| &name.public);
        let operations = overlay.operation.iter().flat_map(OverlayOperation::alternatives);
        for name in needs.chain(splits).chain(public).chain(operations).flat_map(|text| alternative(text)) {
            if !self.is_scope(&name) {
                return Err(CatalogError::new(format!("overlay.toml: {name} is not in scopes.tsv")));
            }
        }
        for name in overlay.object_need.iter().flat_map(|need| &need.objects) {
            if !self.objects.iter().any(|object| object.name == *name) {
                return Err(CatalogError::new(format!("overlay.toml: {name} is not in objects.toml")));
            }
        }
        Ok(())
    }

    /// Whether a scope name is in the table.
    pub fn is_scope(&self, name: &str) -> bool {
        self.scopes.binary_search_by(|scope| (*scope.name).cmp(name)).is_ok()
    }

    /// The entry of a name that is not public.
    pub fn internal_name(&self, name: &str) -> Option<&InternalName> {
        self.overlay.internal.iter().find(|internal| match internal.name.strip_suffix('*') {
            Some(start) => name.starts_with(start),
            None => internal.name == name,
        })
    }

    /// The object type that a path segment names.
    pub fn object_by_name(&self, segment: &str) -> Option<&ObjectType> {
        self.objects.iter().find(|object| {
            object.name == segment
                || object.id.as_deref() == Some(segment)
                || object.aliases.iter().any(|alias| alias == segment)
        })
    }

    /// The object type that a folder of descriptions is about.
    pub fn object_by_folder(&self, folder: &str) -> Option<&ObjectType> {
        self.folders.get(folder).map(|at| &self.objects[*at])
    }

    /// The object type to which a scope belongs first.
    pub fn family_of(&self, scope: &str) -> Option<&str> {
        if scope == "e-commerce" {
            return None;
        }
        self.objects.iter().find(|object| object.has_scope(scope)).map(|object| object.name.as_str())
    }
}

impl Overlay {
    /// Where each entry comes from, what kind of source that is, and from which day it holds.
    pub fn provenance(&self) -> impl Iterator<Item = (&str, Confidence, &str)> {
        let internal = self.internal.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let needs = self.object_need.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let splits = self.split.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let operations = self.operation.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let retired = self.retired.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let wrong = self.wrong_name.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        let hosts = self.host.iter().map(|entry| (&*entry.source, entry.confidence, &*entry.valid_from));
        internal.chain(needs).chain(splits).chain(operations).chain(retired).chain(wrong).chain(hosts)
    }
}

/// The first day of an entry: a date, or nothing where it is written `always`.
fn valid_from<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text == "always" {
        return Ok(String::new());
    }
    check_date(&text).map_err(D::Error::custom)?;
    Ok(text)
}

impl OverlayOperation {
    /// All alternatives that it names.
    fn alternatives(&self) -> impl Iterator<Item = &String> {
        [&self.any_of, &self.read, &self.write].into_iter().flatten().flatten()
    }
}

/// The names of an alternative that is written `a + b`.
pub fn alternative(text: &str) -> Vec<String> {
    text.split('+').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Parses the scope table: name, product, access, grain, opens, sensitivity, standing, privilege, introduced, retired,
/// replaced by, stands for; lists are separated by spaces and `-` stands for nothing.
fn parse_scopes(text: &str) -> Result<Vec<Scope>, CatalogError> {
    let mut scopes = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let scope = parse_scope(line).ok_or_else(|| {
            CatalogError::new(format!("scopes.tsv:{}: not twelve columns of known words", number + 1))
        })?;
        scopes.push(scope);
    }
    scopes.sort_by(|a: &Scope, b: &Scope| a.name.cmp(&b.name));
    Ok(scopes)
}

/// Parses one line of the scope table.
pub fn parse_scope(line: &str) -> Option<Scope> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [name, product, access, grain, opens, sensitivity, standing, privilege, introduced, retired, replaced, stands] =
        columns.try_into().ok()?;
    let list = |text: &str| text.split(' ').filter(|name| *name != "-").map(Into::into).collect();
    let date = |text: &str| (text != "-").then(|| text.to_owned());
    Some(Scope {
        name: name.into(),
        product: product.to_owned(),
        access: match access {
            "read" => Access::Read,
            "write" => Access::Write,
            "both" => Access::ReadWrite,
            _ => return None,
        },
        grain: match grain {
            "granular" => Grain::Granular,
            "coarse" => Grain::Coarse,
            _ => return None,
        },
        opens: match opens {
            "settings" => Opens::Settings,
            "records" => Opens::Records,
            _ => return None,
        },
        sensitivity: match sensitivity {
            "-" => Sensitivity::Ordinary,
            "sensitive" => Sensitivity::Sensitive,
            "highly-sensitive" => Sensitivity::HighlySensitive,
            _ => return None,
        },
        standing: match standing {
            "offered" => Standing::Offered,
            "last" => Standing::Last,
            "not-offered" => Standing::NotOffered,
            "token-only" => Standing::TokenOnly,
            _ => return None,
        },
        privilege: privilege.parse().ok()?,
        introduced: date(introduced),
        retired: date(retired),
        replaced_by: list(replaced),
        stands_for: list(stands),
    })
}

/// The line of the scope table for a scope.
pub fn scope_line(scope: &Scope) -> String {
    let list = |names: &[std::sync::Arc<str>]| {
        if names.is_empty() { "-".to_owned() } else { names.iter().map(|name| &**name).collect::<Vec<_>>().join(" ") }
    };
    let columns = [
        scope.name.to_string(),
        scope.product.clone(),
        match scope.access {
            Access::Read => "read",
            Access::Write => "write",
            Access::ReadWrite => "both",
        }
        .to_owned(),
        match scope.grain {
            Grain::Granular => "granular",
            Grain::Coarse => "coarse",
        }
        .to_owned(),
        match scope.opens {
            Opens::Settings => "settings",
            Opens::Records => "records",
        }
        .to_owned(),
        match scope.sensitivity {
            Sensitivity::Ordinary => "-",
            Sensitivity::Sensitive => "sensitive",
            Sensitivity::HighlySensitive => "highly-sensitive",
        }
        .to_owned(),
        match scope.standing {
            Standing::Offered => "offered",
            Standing::Last => "last",
            Standing::NotOffered => "not-offered",
            Standing::TokenOnly => "token-only",
        }
        .to_owned(),
        scope.privilege.to_string(),
        scope.introduced.clone().unwrap_or_else(|| "-".to_owned()),
        scope.retired.clone().unwrap_or_else(|| "-".to_owned()),
        list(&scope.replaced_by),
        list(&scope.stands_for),
    ];
    columns.join("\t")
}
