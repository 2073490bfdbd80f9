//! A URI put together of its parts.
//@ deps: http
pub fn from_parts() -> Result<http::Request<()>, Box<dyn std::error::Error>> {
    let mut parts = http::uri::Parts::default();
    parts.scheme = Some(http::uri::Scheme::HTTPS);
    parts.authority = Some(http::uri::Authority::from_static("api.hubapi.com"));
    parts.path_and_query = Some(http::uri::PathAndQuery::from_static("/crm/v3/objects/contacts?limit=1"));
    Ok(http::Request::get(http::Uri::from_parts(parts)?).body(())?) //~ GET /crm/v3/objects/contacts
}
pub fn changed() -> Result<http::Request<()>, Box<dyn std::error::Error>> {
    let base = http::Uri::from_static("https://api.hubapi.com/crm/v3/owners");
    let mut parts = base.into_parts();
    parts.path_and_query = Some("/crm/v3/lists".parse()?);
    let uri = http::Uri::from_parts(parts)?;
    Ok(http::Request::post(uri).body(())?) //~ POST /crm/v3/lists
}
pub fn whole() -> http::Request<()> {
    let (mut parts, body) = http::Request::new(()).into_parts();
    parts.uri = "https://api.hubapi.com/crm/v3/objects/deals".parse().unwrap();
    parts.method = http::Method::PUT;
    http::Request::from_parts(parts, body) //~ PUT /crm/v3/objects/deals
}
