//! strum: `AsRefStr` with `serialize_all`, `IntoStaticStr`, `EnumIter`, `Display` with `to_string`.
//@ deps: reqwest strum

use reqwest::{Client, RequestBuilder};
use strum::{AsRefStr, Display, EnumIter, IntoEnumIterator, IntoStaticStr};

#[derive(Clone, Copy, AsRefStr, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Commerce {
    LineItems,
    Discounts,
    #[strum(serialize = "fees")]
    ExtraCharges,
}

#[derive(Clone, Copy, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum CmsPages {
    SitePages,
    LandingPages,
}

#[derive(Clone, Copy, Display)]
pub enum Log {
    #[strum(to_string = "audit-logs")]
    Audit,
    #[strum(to_string = "login")]
    Logins,
}

const ROOT: &str = "https://api.hubapi.com";

pub fn commerce(http: &Client) -> Vec<RequestBuilder> {
    let get = |kind: Commerce| http.get(format!("{ROOT}/crm/v3/objects/{}", kind.as_ref())); //~ GET /crm/v3/objects/line_items ; GET /crm/v3/objects/discounts ; GET /crm/v3/objects/fees
    Commerce::iter().map(get).collect()
}

pub fn landing_pages(http: &Client) -> RequestBuilder {
    let kind: &'static str = CmsPages::LandingPages.into();
    http.get(format!("{ROOT}/cms/v3/pages/{kind}")) //~ GET /cms/v3/pages/landing-pages
}

pub fn site_pages(http: &Client) -> RequestBuilder {
    http.get(format!("{ROOT}/cms/v3/pages/{}", <&str>::from(CmsPages::SitePages))) //~ GET /cms/v3/pages/site-pages
}

pub fn log(http: &Client, log: Log) -> RequestBuilder {
    http.get(format!("{ROOT}/account-info/v3/activity/{log}")) //~ GET /account-info/v3/activity/audit-logs ; GET /account-info/v3/activity/login
}
