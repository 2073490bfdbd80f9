//! The path is a type of its own that only its constructors can make.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};
use std::fmt;

#[derive(Clone, Debug)]
pub struct ApiPath(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortalId(pub u64);

impl ApiPath {
    fn marketing(tail: &str) -> Self {
        ApiPath(format!("/marketing/v3/{tail}"))
    }

    fn join(&self, segment: impl fmt::Display) -> Self {
        Self(format!("{}/{segment}", self.0))
    }
}

impl fmt::Display for ApiPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<&str> for ApiPath {
    fn from(path: &str) -> Self {
        Self(path.to_owned())
    }
}

fn get(http: &Client, path: &ApiPath) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com{path}"))
}

pub fn spend(http: &Client, campaign: &str) -> RequestBuilder {
    let campaign = ApiPath::marketing("campaigns").join(campaign);
    get(http, &campaign.join("reports").join("revenue")) //~ GET /marketing/v3/campaigns/{}/reports/revenue
}

pub fn limits(http: &Client) -> RequestBuilder {
    get(http, &"/crm/v3/limits/records".into()) //~ GET /crm/v3/limits/records
}

pub fn submit(http: &Client, PortalId(portal): PortalId, form: &str) -> RequestBuilder {
    http.post(format!("https://api.hsforms.com/submissions/v3/integration/submit/{portal}/{form}")) //~ POST /submissions/v3/integration/submit/{}/{}
}
