use crate::wire;
use super::ROOT;

pub fn all(http: &reqwest::Client) -> reqwest::RequestBuilder {
    wire::get(http, &format!("{ROOT}/goal_targets")) //~ GET /crm/v3/objects/goal_targets
}
