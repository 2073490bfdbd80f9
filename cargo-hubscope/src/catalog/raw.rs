//! Reads a folder of published API descriptions: files as they are, before any judgement.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::CatalogError;

/// A security alternative: scheme names with their scopes, all of which are needed together.
pub type Security = BTreeMap<String, Vec<String>>;

/// One method of one path of one description file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawOperation {
    /// Folder of the product area, such as `CRM`.
    pub area: String,
    /// Folder of the API, such as `Line Items`.
    pub api: String,
    /// Upper-case method.
    pub method: String,
    /// The path as written.
    pub path: String,
    /// The alternatives; `None` where the description has no such entry.
    pub security: Option<Vec<Security>>,
    /// Whether it is called deprecated.
    pub deprecated: bool,
    /// Tiers by hub, sorted, where they are not the free one.
    pub tier: String,
}

const METHODS: [&str; 7] = ["get", "put", "post", "patch", "delete", "head", "options"];

/// Reads every description below `folder` (`PublicApiSpecs/AREA/API/...`), in order of path.
///
/// # Errors
///
/// When the folder holds no description, or a file cannot be read or is not JSON; the message names the file.
pub fn read_folder(folder: &Path) -> Result<Vec<RawOperation>, CatalogError> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(walkdir::DirEntry::into_path)
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let mut operations = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file)
            .map_err(|error| CatalogError::new(format!("cannot read {}: {error}", file.display())))?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| CatalogError::new(format!("{} is not JSON: {error}", file.display())))?;
        let names: Vec<String> = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .iter()
            .map(|part| part.to_string_lossy().into_owned())
            .skip_while(|part| part == "PublicApiSpecs")
            .collect();
        let area = names.first().cloned().unwrap_or_default();
        let api = names.get(1).cloned().unwrap_or_default();
        read_description(&value, &area, &api, &mut operations);
    }
    if operations.is_empty() {
        return Err(CatalogError::new(format!(
            "{} holds no API description: expected PublicApiSpecs/AREA/API/.../name.json below it",
            folder.display()
        )));
    }
    Ok(operations)
}

/// Reads one description; what does not have the expected shape is left out.
pub fn read_description(value: &Value, area: &str, api: &str, into: &mut Vec<RawOperation>) {
    let tier = read_tier(value.get("x-hubspot-product-tier-requirements"));
    let Some(paths) = value.get("paths").and_then(Value::as_object) else { return };
    for (path, methods) in paths {
        let Some(methods) = methods.as_object() else { continue };
        for (method, operation) in methods {
            if !METHODS.contains(&method.as_str()) || !path.starts_with('/') {
                continue;
            }
            into.push(RawOperation {
                area: area.to_owned(),
                api: api.to_owned(),
                method: method.to_ascii_uppercase(),
                path: path.clone(),
                security: operation.get("security").and_then(Value::as_array).map(|list| read_security(list)),
                deprecated: operation.get("deprecated").and_then(Value::as_bool).unwrap_or(false),
                tier: tier.clone(),
            });
        }
    }
}

fn read_security(list: &[Value]) -> Vec<Security> {
    list.iter()
        .filter_map(Value::as_object)
        .map(|schemes| {
            schemes
                .iter()
                .map(|(scheme, scopes)| {
                    let scopes = scopes.as_array().map(Vec::as_slice).unwrap_or_default();
                    (scheme.clone(), scopes.iter().filter_map(Value::as_str).map(str::to_owned).collect())
                })
                .collect()
        })
        .collect()
}

fn read_tier(value: Option<&Value>) -> String {
    let Some(tiers) = value.and_then(Value::as_object) else { return String::new() };
    let mut paid: Vec<String> = tiers
        .iter()
        .filter_map(|(hub, tier)| {
            let tier = tier.as_str().filter(|tier| *tier != "FREE")?;
            Some(format!("{hub} {}", tier.to_ascii_lowercase()))
        })
        .collect();
    paid.sort();
    paid.join(", ")
}
