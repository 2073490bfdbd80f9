//! Tuples: by index, nested, taken apart in a `let` and in a parameter.
//@ deps: ureq

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const ROOT: &str = "https://api.hubapi.com";
const REVENUE: (&str, (&str, &str)) = ("/crm/v3/objects", ("orders", "carts"));

pub fn orders() -> Reply {
    let kinds = REVENUE.1;
    ureq::get(format!("{ROOT}{}/{}", REVENUE.0, kinds.0)).call() //~ GET /crm/v3/objects/orders
}

pub fn carts() -> Reply {
    let (family, (_, carts)) = REVENUE;
    ureq::get(format!("{ROOT}{family}/{carts}")).call() //~ GET /crm/v3/objects/carts
}

fn fetch((family, name): (&str, &str)) -> Reply {
    ureq::get([ROOT, family, name].concat()).call()
}

pub fn currencies() -> Reply {
    fetch(("/settings/v3/", "currencies/codes")) //~ GET /settings/v3/currencies/codes
}

pub fn teams() -> Reply {
    let place = ("/settings/v3/users", "/teams");
    fetch(place) //~ GET /settings/v3/users/teams
}
