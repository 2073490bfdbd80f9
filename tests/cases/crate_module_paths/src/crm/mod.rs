pub mod objects {
    pub mod goals;

    pub(super) const ROOT: &str = "/crm/v3/objects";
}

pub fn pipelines(http: &reqwest::Client) -> reqwest::RequestBuilder {
    crate::wire::get(http, &objects::ROOT.replace("objects", "pipelines/orders")) //~ GET /crm/v3/pipelines/orders
}
