//! Reading a `Cargo.toml` without cargo: for dependencies that cargo did not resolve. Only what matters of a
//! dependency is read, which is its library, its features and its own dependencies.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::semver::VersionReq;
use toml::{Table, Value};

use super::metadata::{Draft, Want};
use super::{Dependency, DependencyKind, Edition, Origin, Package, Target, TargetKind, normal};

/// Reads the package in `dir`, or says why that is not possible.
pub(super) fn read(dir: &Path, origin: Origin) -> Result<Draft, String> {
    let manifest = dir.join("Cargo.toml");
    let table = table(&manifest)?;
    let Some(package) = table.get("package").and_then(Value::as_table) else {
        return Err(format!("`{}` has no [package]", manifest.display()));
    };
    let workspace = Inherited::find(dir, &table, package);
    let text = |key: &str| match package.get(key) {
        Some(Value::String(text)) => Some(text.clone()),
        Some(Value::Table(_)) => {
            workspace.table.get("package").and_then(|p| p.get(key)).and_then(Value::as_str).map(str::to_owned)
        }
        _ => None,
    };
    let Some(name) = text("name") else { return Err(format!("`{}` has no package name", manifest.display())) };

    let mut declared = dependencies(&table, dir, &workspace);
    declared.sort_by(|(a, _), (b, _)| (a.kind, &a.key).cmp(&(b.kind, &b.key)));
    let feature_table = features(&table, declared.iter().map(|(dependency, _)| dependency));
    let (dependencies, wants) = declared.into_iter().unzip();
    let package = Package {
        version: text("version").unwrap_or_else(|| "0.0.0".to_owned()),
        edition: Edition::parse(text("edition").as_deref().unwrap_or("2015")),
        targets: library(&table, dir, &name).into_iter().collect(),
        name,
        dir: dir.to_path_buf(),
        manifest,
        origin,
        features: BTreeSet::new(),
        all_features: feature_table.keys().cloned().collect(),
        feature_table,
        dependencies,
        metadata: package.get("metadata").and_then(|m| m.get("hubscope")).and_then(|m| serde_json::to_value(m).ok()),
    };
    Ok(Draft { package, wants })
}

/// A manifest as a table.
pub(super) fn table(file: &Path) -> Result<Table, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("`{}`: {error}", file.display()))?;
    text.parse().map_err(|error: toml::de::Error| format!("`{}`: {}", file.display(), error.message()))
}

/// The `[workspace]` table from which `workspace = true` inherits.
struct Inherited {
    dir: PathBuf,
    table: Table,
}

impl Inherited {
    fn find(dir: &Path, own: &Table, package: &Table) -> Self {
        let of = |dir: &Path, table: &Table| {
            let table = table.get("workspace")?.as_table()?.clone();
            Some(Self { dir: dir.to_path_buf(), table })
        };
        if let Some(found) = of(dir, own) {
            return found;
        }
        let named = package.get("workspace").and_then(Value::as_str).map(|path| normal(&dir.join(path)));
        let above = dir.ancestors().skip(1).map(Path::to_path_buf);
        let roots = named.into_iter().chain(above);
        let found = roots.filter_map(|dir| of(&dir, &table(&dir.join("Cargo.toml")).ok()?)).next();
        found.unwrap_or_else(|| Self { dir: dir.to_path_buf(), table: Table::new() })
    }

    fn dependency(&self, key: &str) -> Option<&Value> {
        self.table.get("dependencies")?.get(key)
    }
}

/// `[lib]`, or `src/lib.rs`.
fn library(table: &Table, dir: &Path, package: &str) -> Option<Target> {
    let lib = table.get("lib").and_then(Value::as_table);
    let text = |key: &str| lib.and_then(|lib| lib.get(key)).and_then(Value::as_str);
    let flag = |key: &str| lib.and_then(|lib| lib.get(key)).and_then(Value::as_bool).unwrap_or(false);
    let root = normal(&dir.join(text("path").unwrap_or("src/lib.rs")));
    if !root.is_file() {
        return None;
    }
    let kind = if flag("proc-macro") || flag("proc_macro") { TargetKind::ProcMacro } else { TargetKind::Lib };
    let name = text("name").unwrap_or(package).replace('-', "_");
    Some(Target { kind, name, root, required_features: Vec::new(), included: false })
}

fn dependencies(table: &Table, dir: &Path, workspace: &Inherited) -> Vec<(Dependency, Want)> {
    let platforms = table.get("target").and_then(Value::as_table);
    let tables =
        std::iter::once(table).chain(platforms.into_iter().flat_map(Table::values).filter_map(Value::as_table));
    let mut found = BTreeMap::new();
    for table in tables {
        let sections = [
            ("dependencies", DependencyKind::Normal),
            ("build-dependencies", DependencyKind::Build),
            ("build_dependencies", DependencyKind::Build),
        ];
        for (section, kind) in sections {
            for (key, value) in table.get(section).and_then(Value::as_table).into_iter().flatten() {
                found.entry((kind, key.clone())).or_insert_with(|| dependency(key, value, kind, dir, workspace));
            }
        }
    }
    found.into_values().collect()
}

fn dependency(key: &str, value: &Value, kind: DependencyKind, dir: &Path, workspace: &Inherited) -> (Dependency, Want) {
    let inherits = value.get("workspace").and_then(Value::as_bool).unwrap_or(false);
    let inherited = if inherits { workspace.dependency(key) } else { None };
    let (described, base) = inherited.map_or((value, dir), |inherited| (inherited, workspace.dir.as_path()));
    let text = |name: &str| described.get(name).and_then(Value::as_str);
    let flag = |value: &Value, name: &str| {
        let other = name.replace('-', "_");
        value.get(name).or_else(|| value.get(&other)).and_then(Value::as_bool)
    };
    let list = |value: &Value| -> Vec<String> {
        let list = value.get("features").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let mut features = list(described);
    if inherited.is_some() {
        features.extend(list(value));
        features.sort();
        features.dedup();
    }
    let version = described.as_str().or_else(|| text("version")).and_then(|version| VersionReq::parse(version).ok());
    let want = Want { path: text("path").map(|path| normal(&base.join(path))), version: version.unwrap_or_default() };
    let default_features = match flag(described, "default-features") {
        Some(false) if inherited.is_some() => flag(value, "default-features").unwrap_or(false),
        set => set.unwrap_or(true),
    };
    let dependency = Dependency {
        extern_name: key.replace('-', "_"),
        name: text("package").unwrap_or(key).to_owned(),
        key: key.to_owned(),
        package: None,
        kind,
        optional: flag(value, "optional").unwrap_or(false),
        enabled: false,
        default_features,
        features,
    };
    (dependency, want)
}

/// The `[features]` table with the implicit features of optional dependencies.
fn features<'a>(table: &Table, dependencies: impl Iterator<Item = &'a Dependency>) -> BTreeMap<String, Vec<String>> {
    let mut features: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, list) in table.get("features").and_then(Value::as_table).into_iter().flatten() {
        let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
        features.insert(name.clone(), list.iter().filter_map(Value::as_str).map(str::to_owned).collect());
    }
    let explicit: BTreeSet<String> =
        features.values().flatten().filter_map(|f| f.strip_prefix("dep:")).map(str::to_owned).collect();
    for dependency in dependencies.filter(|dependency| dependency.optional) {
        if !explicit.contains(&dependency.key) && !features.contains_key(&dependency.key) {
            features.insert(dependency.key.clone(), vec![format!("dep:{}", dependency.key)]);
        }
    }
    features
}
