//! Calls inside the arguments of everyday macros: `assert!`, `matches!`, `dbg!`, `println!`, `vec!`, `log`.
//@ deps: ureq log

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

fn get(path: &str) -> Reply {
    ureq::get(format!("https://api.hubapi.com{path}")).call()
}

pub fn smoke() {
    assert!(get("/account-info/v3/details").is_ok(), "the token is refused"); //~ GET /account-info/v3/details
    println!("owners: {}", get("/crm/v3/owners").is_ok()); //~ GET /crm/v3/owners
    log::info!("forms answer {:?}", get("/marketing/v3/forms").map(|answer| answer.status())); //~ GET /marketing/v3/forms
    log::debug!("skipping /crm/v3/objects/quotes, which https://api.hubapi.com/crm/v3/objects/quotes would give");
}

pub fn licensed() -> bool {
    matches!(get("/cms/v3/hubdb/tables"), Ok(answer) if answer.status() != 403) //~ GET /cms/v3/hubdb/tables
}

pub fn answers() -> Vec<Reply> {
    vec![
        get("/crm/v3/lists"), //~ GET /crm/v3/lists
        dbg!(get("/crm/v3/objects/carts")), //~ GET /crm/v3/objects/carts
    ]
}
