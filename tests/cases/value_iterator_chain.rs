//! Iterator chains over known elements: `chain`, `copied`, `filter_map`, `flat_map`, `enumerate`, `for_each`.
//@ deps: ureq

const ROOT: &str = "https://api.hubapi.com/crm/v3";
const SALES: [&str; 2] = ["deals", "leads"];
const BILLING: [&str; 2] = ["invoices", "subscriptions"];

fn read(url: &str) -> Option<String> {
    ureq::get(url).call().ok()?.body_mut().read_to_string().ok()
}

pub fn counts() -> Vec<String> {
    SALES
        .iter()
        .chain(BILLING.iter())
        .filter_map(|kind| read(&format!("{ROOT}/objects/{kind}"))) //~ GET /crm/v3/objects/deals ; GET /crm/v3/objects/leads ; GET /crm/v3/objects/invoices ; GET /crm/v3/objects/subscriptions
        .collect()
}

pub fn columns() -> Vec<String> {
    SALES.iter().copied().flat_map(|kind| read(&format!("{ROOT}/properties/{kind}"))).collect() //~ GET /crm/v3/properties/deals ; GET /crm/v3/properties/leads
}

pub fn groups(mut seen: impl FnMut(usize, String)) {
    for (at, kind) in BILLING.into_iter().enumerate() {
        if let Some(text) = read(&format!("{ROOT}/properties/{kind}/groups")) { //~ GET /crm/v3/properties/invoices/groups ; GET /crm/v3/properties/subscriptions/groups
            seen(at, text);
        }
    }
}

pub fn touch(id: u64) {
    let url = |kind: &str| format!("{ROOT}/objects/{kind}/{id}");
    SALES.iter().for_each(|kind| drop(ureq::delete(url(kind)).call())); //~ DELETE /crm/v3/objects/deals/{} ; DELETE /crm/v3/objects/leads/{}
}
