//! The configuration as it is written, before anything is checked. Keys are in kebab case; unknown ones are errors.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use toml::Spanned;

#[cfg(test)]
use schemars::JsonSchema;

/// The configuration of `cargo hubscope` for a workspace.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema), schemars(title = "hubscope.toml"))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct RawConfig {
    /// The app's manifest, relative to this file.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) manifest: Option<Spanned<String>>,
    /// One app as a table, or several as an array of tables.
    pub(super) app: OneOrMany<RawApp>,
    /// What a function calls where the analysis cannot see it, or that it does not call HubSpot.
    #[cfg_attr(test, schemars(with = "Vec<RawCall>"))]
    pub(super) call: Vec<Spanned<RawCall>>,
    /// Functions and methods that send HTTP requests, like those of the known HTTP clients.
    #[cfg_attr(test, schemars(with = "Vec<RawClient>"))]
    pub(super) client: Vec<Spanned<RawClient>>,
    /// Scopes needed by something outside Rust.
    pub(super) need: Vec<RawNeed>,
    /// Calls that the app can do without.
    pub(super) optional: RawOptional,
    /// Findings that are accepted.
    #[cfg_attr(test, schemars(with = "Vec<RawAllow>"))]
    pub(super) allow: Vec<Spanned<RawAllow>>,
    /// Levels of rules by their names.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, RawLevel>"))]
    pub(super) rules: BTreeMap<Spanned<String>, RawLevel>,
    /// Operations that the catalog lacks, such as those of a proxy.
    #[cfg_attr(test, schemars(with = "Vec<RawOperation>"))]
    pub(super) operation: Vec<Spanned<RawOperation>>,
    /// Names of properties with sensitive data, by object type.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub(super) sensitive_properties: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Names of properties with highly sensitive data, by object type.
    #[cfg_attr(test, schemars(with = "BTreeMap<String, Vec<String>>"))]
    pub(super) highly_sensitive_properties: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
    /// Days after which the catalog counts as old; 180 where nothing is said.
    #[cfg_attr(test, schemars(with = "Option<u32>"))]
    pub(super) catalog_max_age_days: Option<Spanned<i64>>,
    /// Why JavaScript and TypeScript beside the app's manifest need no scopes, or where their scopes are listed.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) scripts_reviewed: Option<Spanned<String>>,
}

/// An app: its manifest, or its scope lists.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct RawApp {
    /// The name by which `--app` chooses it.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) name: Option<Spanned<String>>,
    /// Its manifest, relative to this file.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) manifest: Option<Spanned<String>>,
    /// The packages that are the app's; all where nothing is said.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) packages: Vec<Spanned<String>>,
    /// The features with which the app is built.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) features: Vec<Spanned<String>>,
    /// The profile whose variables are put into the manifest.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) profile: Option<Spanned<String>>,
    /// How the app authenticates, where there is no manifest to say so.
    pub(super) auth: Option<RawAuth>,
    /// Required scopes of an app without a manifest.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) required: Option<Spanned<Vec<Spanned<String>>>>,
    /// Conditionally required scopes of an app without a manifest.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) conditionally_required: Option<Spanned<Vec<Spanned<String>>>>,
    /// Optional scopes of an app without a manifest.
    #[cfg_attr(test, schemars(with = "Option<Vec<String>>"))]
    pub(super) optional: Option<Spanned<Vec<Spanned<String>>>>,
}

/// How an app authenticates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawAuth {
    Oauth,
    Static,
}

/// What a function calls.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawCall {
    /// The function: `module::Type::name` or the end of such a path, `*` for any part.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) function: Spanned<String>,
    /// What it calls: `METHOD /path`, with `{}` for what is only known at run time.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) endpoints: Vec<Spanned<String>>,
    /// That it does not call HubSpot.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "bool"))]
    pub(super) not_hubspot: Option<Spanned<bool>>,
    /// Why that is known.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) reason: Option<Spanned<String>>,
}

/// A function or method that sends a request.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawClient {
    /// The crate that has it.
    #[serde(rename = "crate")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) crate_name: Spanned<String>,
    /// The type that has the method.
    #[serde(rename = "type", default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) type_name: Option<Spanned<String>>,
    /// A free or associated function.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) function: Option<Spanned<String>>,
    /// A method.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) method: Option<Spanned<String>>,
    /// The request's method: its name, or `argument N`, counted from 1 behind the receiver.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) http_method: Spanned<String>,
    /// Where the URL comes from: `argument N`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) url: Spanned<String>,
}

/// A scope that something outside Rust needs.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawNeed {
    /// The scope. A component of which it is left out needs none.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) scope: Option<Spanned<String>>,
    /// The component of the app that needs it, by its `uid` or its file, where what it needs cannot be found out.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) component: Option<Spanned<String>>,
    /// What needs it.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) reason: Spanned<String>,
}

/// Calls that the app can do without.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(super) struct RawOptional {
    /// Calls that are only there with one of these features.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) features: Vec<Spanned<String>>,
    /// Calls in one of these packages.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) packages: Vec<Spanned<String>>,
    /// Calls in one of these modules or in modules inside them, with or without the crate in front.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) modules: Vec<Spanned<String>>,
    /// Calls in one of these functions, `*` for any part, with or without the crate in front.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) functions: Vec<Spanned<String>>,
    /// Calls of one of these operations: `METHOD /path`; a part in braces stands for any one part.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) operations: Vec<Spanned<String>>,
}

/// Findings that are accepted.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawAllow {
    /// The rule.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) rule: Spanned<String>,
    /// Only in files of this name, `*` and `?` allowed.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) path: Option<Spanned<String>>,
    /// Only about this operation, `*` and `?` allowed.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) operation: Option<Spanned<String>>,
    /// Only about this scope, `*` and `?` allowed.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) scope: Option<Spanned<String>>,
    /// Why the finding is accepted.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) reason: Option<Spanned<String>>,
    /// The last day on which it is: `YYYY-MM-DD`.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) until: Option<Spanned<RawDate>>,
}

/// A day, as a TOML date or as a string.
#[derive(Debug)]
pub(super) struct RawDate(pub(super) String);

impl<'de> Deserialize<'de> for RawDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        Ok(Self(match value {
            toml::Value::String(text) => text,
            other => other.to_string(),
        }))
    }
}

/// What is done with the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawLevel {
    Deny,
    Warn,
    Allow,
}

/// An operation that the catalog lacks.
#[derive(Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawOperation {
    /// Its methods; all that are usual where nothing is said.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) methods: Vec<Spanned<String>>,
    /// Its path, with `{name}` for what is only known at run time.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(super) path: Spanned<String>,
    /// The alternatives that it accepts, each with scopes joined by ` + `; empty where it needs no scope.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) any_of: Vec<Spanned<String>>,
    /// The alternatives of the methods that read, where `any-of` is not given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) read: Vec<Spanned<String>>,
    /// The alternatives of the methods that write, where `any-of` is not given.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(super) write: Vec<Spanned<String>>,
    /// The name in braces of the path that is an object type, whose scopes the operation then needs.
    #[serde(default)]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(super) object: Option<Spanned<String>>,
    /// Who it is for, where that is no app with its scopes.
    #[serde(default)]
    pub(super) kind: Option<RawKind>,
    /// Where this is known from.
    #[serde(default)]
    pub(super) source: String,
}

/// Who an operation is for that needs no scope of an app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(super) enum RawKind {
    /// A developer account with its credentials.
    Developer,
    /// Client id and secret.
    ClientCredentials,
    /// Anybody.
    NoScope,
}

/// A file `catalog.toml` beside the configuration: operations alone.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct RawCatalog {
    /// Operations that the catalog lacks.
    #[serde(default)]
    pub(super) operation: Vec<Spanned<RawOperation>>,
}

/// A table, or an array of tables.
#[derive(Debug)]
#[cfg_attr(test, derive(JsonSchema))]
#[cfg_attr(test, serde(untagged))]
pub(super) enum OneOrMany<T> {
    /// `[app]`
    One(Box<T>),
    /// `[[app]]`
    Many(Vec<T>),
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OneOrMany<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // An untagged enum would lose the places of keys and the reasons of errors.
        struct Either<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = OneOrMany<T>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a table or an array of tables")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(|one| OneOrMany::One(Box::new(one)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(OneOrMany::Many)
            }
        }

        deserializer.deserialize_any(Either(PhantomData))
    }
}
