//! Maps filled in one place with literals: a literal key gives one path, a key of run time gives them all.
//@ deps: reqwest anyhow

use anyhow::{Context, Result};
use reqwest::{Client, RequestBuilder};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

static ROUTES: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    HashMap::from([("schemas", "/crm-object-schemas/v3/schemas"), ("lists", "/crm/v3/lists")])
});

pub fn schemas(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com{}", ROUTES["schemas"])) //~ GET /crm-object-schemas/v3/schemas
}

pub fn by_name(http: &Client, name: &str) -> Result<RequestBuilder> {
    let mut routes = BTreeMap::new();
    routes.insert("currency", "/settings/v3/currencies/company-currency");
    routes.insert("roles", "/settings/v3/users/roles");
    let path = routes.get(name).with_context(|| format!("nothing is called {name}"))?;
    Ok(http.get(format!("https://api.hubapi.com{path}"))) //~ GET /settings/v3/currencies/company-currency ; GET /settings/v3/users/roles
}
