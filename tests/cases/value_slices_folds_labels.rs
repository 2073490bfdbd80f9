//! Slices in patterns, folds, labelled breaks with values, indices that are discriminants.
//@ deps: reqwest
#[derive(Clone, Copy)]
#[repr(usize)]
pub enum Kind { Contact, Deal = 2, Ticket }
const NAMES: [&str; 4] = ["contacts", "companies", "deals", "tickets"];
pub async fn run(http: &reqwest::Client, parts: bool) {
    let base = "https://api.hubapi.com";
    let path = ["crm", "v3", "objects"].iter().fold(String::from(base), |path, part| path + "/" + part);
    for kind in [Kind::Contact, Kind::Deal, Kind::Ticket] {
        let _ = http.get(format!("{path}/{}", NAMES[kind as usize])).send().await; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/deals ; GET /crm/v3/objects/tickets
    }
    let tail = 'found: {
        if parts { break 'found "batch/read"; }
        "search"
    };
    let _ = http.post(format!("{path}/notes/{tail}")).send().await; //~ POST /crm/v3/objects/notes/batch/read ; POST /crm/v3/objects/notes/search
    if let [first, .., last] = &NAMES[..] {
        let _ = http.get(format!("{base}/crm/v4/objects/{first}/1/associations/{last}")).send().await; //~ GET /crm/v4/objects/contacts/1/associations/tickets
    }
    let mut tries = 0;
    let version = loop { tries += 1; if tries > 3 { break "v4"; } };
    let _ = http.get(format!("{base}/crm/{version}/objects/calls/9/associations/deals")).send().await; //~ GET /crm/v4/objects/calls/9/associations/deals
    match NAMES { [_, second, ..] => { let _ = http.get(format!("{base}/crm/v3/properties/{second}")).send().await; } } //~ GET /crm/v3/properties/companies
}
