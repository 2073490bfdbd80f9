//! Requests that are made by a type's constructor alone, with a URL that is a constant.
//@ deps: minreq attohttpc surf ureq

const OWNERS: &str = "https://api.hubapi.com/crm/v3/owners";
const DEALS: &str = "https://api.hubapi.com/crm/v3/objects/deals";

pub fn read() -> minreq::Request {
    minreq::Request::new(minreq::Method::Get, OWNERS) //~ GET /crm/v3/owners
}

pub fn write() -> attohttpc::RequestBuilder {
    attohttpc::RequestBuilder::new(attohttpc::Method::POST, DEALS) //~ POST /crm/v3/objects/deals
}

pub fn replace() -> surf::Request {
    surf::Request::new(surf::http::Method::Put, surf::Url::parse(DEALS).unwrap()) //~ PUT /crm/v3/objects/deals
}

pub fn parts() -> ureq::http::Result<ureq::http::Request<()>> {
    ureq::http::Request::builder().method("PATCH").uri(DEALS).body(()) //~ PATCH /crm/v3/objects/deals
}
