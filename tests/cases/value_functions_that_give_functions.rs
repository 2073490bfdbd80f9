//! Functions that give functions.
//@ deps: reqwest
use reqwest::{Client, RequestBuilder};
fn getter(base: &'static str) -> impl Fn(&Client, &str) -> RequestBuilder { move |http, path| http.get(format!("{base}{path}")) }
fn scoped<'a>(http: &'a Client, kind: &'a str) -> Box<dyn Fn(&str) -> RequestBuilder + 'a> { Box::new(move |tail| http.post(format!("https://api.hubapi.com/crm/v3/objects/{kind}/{tail}"))) }
fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C { move |x| g(f(x)) }
fn curried(verb: reqwest::Method) -> impl Fn(&'static str) -> Box<dyn Fn(&Client) -> RequestBuilder> {
    move |path| { let verb = verb.clone(); Box::new(move |http| http.request(verb.clone(), format!("https://api.hubapi.com{path}"))) } //~ PUT /crm/v3/lists/3/memberships/add
}
pub fn run(http: &Client) {
    let get = getter("https://api.hubapi.com");
    let _ = get(http, "/crm/v3/owners"); //~ GET /crm/v3/owners
    let deals = scoped(http, "deals");
    let _ = (deals("search"), deals("batch/update")); //~ POST /crm/v3/objects/deals/search ; POST /crm/v3/objects/deals/batch/update
    let url = compose(|kind: &str| format!("/crm/v3/properties/{kind}"), |path: String| format!("https://api.hubapi.com{path}"));
    let _ = http.get(url("tickets")); //~ GET /crm/v3/properties/tickets
    let _ = curried(reqwest::Method::PUT)("/crm/v3/lists/3/memberships/add")(http);
    let steps: [(&str, fn(&Client, &str) -> RequestBuilder); 2] = [("contacts", by_get), ("companies", by_delete)];
    for (kind, step) in steps { let _ = step(http, kind); } //~ GET /crm/v3/objects/contacts/1 ; DELETE /crm/v3/objects/companies/1
}
fn by_get(http: &Client, kind: &str) -> RequestBuilder { http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}/1")) }
fn by_delete(http: &Client, kind: &str) -> RequestBuilder { http.delete(format!("https://api.hubapi.com/crm/v3/objects/{kind}/1")) }
