//! The first engagements API.

pub fn recent(http: &reqwest::Client) -> reqwest::RequestBuilder {
    super::wire::get(http, "/engagements/v1/engagements/recent/modified") //~ GET /engagements/v1/engagements/recent/modified
}
