//! What only the target or the build decides is not known, so both sides count.
//@ deps: ureq

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const API: &str = "https://api.hubapi.com";

#[cfg(target_arch = "wasm32")]
pub fn probe() -> Reply {
    ureq::get(format!("{API}/account-info/v3/details")).call() //~ GET /account-info/v3/details
}

#[cfg(not(target_arch = "wasm32"))]
pub fn probe() -> Reply {
    ureq::get(format!("{API}/account-info/v3/activity/security")).call() //~ GET /account-info/v3/activity/security
}

#[cfg(debug_assertions)]
pub fn trace() -> Reply {
    ureq::get(format!("{API}/account-info/v3/api-usage/daily")).call() //~ GET /account-info/v3/api-usage/daily
}


pub fn family() -> Reply {
    let path = if cfg!(windows) { "/files/v3/files/search" } else { "/files/v3/folders/search" };
    ureq::get(format!("{API}{path}")).call() //~ GET /files/v3/files/search ; GET /files/v3/folders/search
}
