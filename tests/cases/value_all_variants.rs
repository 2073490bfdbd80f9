//! All variants of an enum by strum.
//@ deps: reqwest strum
use strum::{IntoEnumIterator, VariantNames, VariantArray, EnumCount};
#[derive(strum::EnumIter, strum::Display, Clone, Copy)]
#[strum(serialize_all = "snake_case")]
pub enum Kind { Contacts, LineItems }
#[derive(strum::VariantNames)]
#[strum(serialize_all = "lowercase")]
pub enum Other { Deals, Quotes }
#[derive(strum::VariantArray, strum::AsRefStr, strum::IntoStaticStr)]
pub enum Third { #[strum(serialize = "products")] P, #[strum(serialize = "calls")] C }
pub async fn run(http: &reqwest::Client) {
    for kind in Kind::iter() {
        let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}")).send().await; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/line_items
    }
    for name in Other::VARIANTS {
        let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/{name}")).send().await; //~ GET /crm/v3/objects/deals ; GET /crm/v3/objects/quotes
    }
    for third in Third::VARIANTS {
        let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/{}", third.as_ref())).send().await; //~ GET /crm/v3/objects/products ; GET /crm/v3/objects/calls
    }
}
