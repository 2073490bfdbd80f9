//! Operations are enum variants that carry their object types; `parts` turns one into verb and path.
//@ deps: ureq serde_json

use serde_json::Value;
use ureq::http::{Method, Request};

pub enum Op<'a> {
    Read { kind: &'a str, id: u64 },
    Link { from: (&'a str, u64), to: (&'a str, u64) },
    Unlink { from: (&'a str, u64), to: (&'a str, u64) },
    Usage,
}

impl Op<'_> {
    fn parts(&self) -> (Method, String) {
        match self {
            Op::Read { kind, id } => (Method::GET, format!("/crm/v3/objects/{kind}/{id}")),
            Op::Link { from: (a, x), to: (b, y) } => {
                (Method::PUT, format!("/crm/v4/objects/{a}/{x}/associations/default/{b}/{y}"))
            }
            Self::Unlink { from, to } => {
                let path = format!("/crm/v4/objects/{}/{}/associations/{}/{}", from.0, from.1, to.0, to.1);
                (Method::DELETE, path)
            }
            Op::Usage => (Method::GET, "/account-info/v3/api-usage/daily/private-apps".into()),
        }
    }
}

fn execute(op: Op<'_>, token: &str) -> Result<Value, ureq::Error> {
    let (method, path) = op.parts();
    let request = Request::builder()
        .method(method)
        .uri(format!("https://api.hubapi.com{path}"))
        .header("authorization", format!("Bearer {token}"))
        .body(())?;
    ureq::run(request)?.body_mut().read_json()
}

pub fn relink(token: &str, ticket: u64, old: u64, new: u64) -> Result<Value, ureq::Error> {
    execute(Op::Usage, token)?; //~ GET /account-info/v3/api-usage/daily/private-apps
    execute(Op::Read { kind: "tickets", id: ticket }, token)?; //~ GET /crm/v3/objects/tickets/{}
    let from = ("tickets", ticket);
    execute(Op::Unlink { from, to: ("companies", old) }, token)?; //~ DELETE /crm/v4/objects/tickets/{}/associations/companies/{}
    execute(Op::Link { from, to: ("companies", new) }, token) //~ PUT /crm/v4/objects/tickets/{}/associations/default/companies/{}
}
