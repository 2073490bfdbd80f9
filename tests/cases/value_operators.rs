//! Paths put together by operators of the program's own types.
//@ deps: reqwest
use std::ops::{Add, Div, Index, Not, Shl};
#[derive(Clone)]
pub struct Route(String);
impl Div<&str> for Route { type Output = Route; fn div(self, part: &str) -> Route { Route(format!("{}/{}", self.0, part)) } }
impl Div<u64> for Route { type Output = Route; fn div(self, id: u64) -> Route { Route(format!("{}/{id}", self.0)) } }
impl Add<&'static str> for Route { type Output = Route; fn add(mut self, tail: &'static str) -> Route { self.0.push_str(tail); self } }
pub struct Call { verb: reqwest::Method, route: Route }
impl Shl<Route> for reqwest::Client { type Output = reqwest::RequestBuilder; fn shl(self, route: Route) -> reqwest::RequestBuilder { self.get(route.0) } }
impl Not for Call { type Output = reqwest::RequestBuilder; fn not(self) -> reqwest::RequestBuilder { reqwest::Client::new().request(self.verb, self.route.0) } }
fn root() -> Route { Route("https://api.hubapi.com".into()) / "crm" / "v3" }
pub struct Table { names: [&'static str; 2] }
impl Index<usize> for Table { type Output = str; fn index(&self, at: usize) -> &str { self.names[at] } }
pub fn run(http: reqwest::Client, id: u64) {
    let _ = http.clone() << root() / "objects" / "contacts" / id; //~ GET /crm/v3/objects/contacts/{}
    let _ = http << (root() / "owners" + "/archived"); //~ GET /crm/v3/owners/archived
    let table = Table { names: ["deals", "tickets"] };
    let _ = !Call { verb: reqwest::Method::POST, route: root() / "objects" / &table[1] / "search" }; //~ POST /crm/v3/objects/tickets/search
}
