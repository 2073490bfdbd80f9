pub fn tickets(http: &reqwest::Client) -> reqwest::RequestBuilder {
    crate::wire::get(http, "/crm/v3/objects/tickets")
}
