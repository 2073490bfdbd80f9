//! A derived builder of an endpoint description that is printed.
//@ deps: typed-builder
//@ scopes:

#[derive(typed_builder::TypedBuilder)]
pub struct Endpoint {
    method: &'static str,
    #[builder(default = "https://api.hubapi.com")]
    host: &'static str,
    path: String,
}

pub fn documented() -> String {
    let endpoint = Endpoint::builder().method("GET").path("/crm/v3/objects/contacts".to_owned()).build();
    format!("{} {}{}", endpoint.method, endpoint.host, endpoint.path)
}
