//! A table of more than sixty-four rows in which nothing may get lost.
//@ deps: reqwest
const IDS: [u32; 100] = [7; 100];
const KINDS: &[&str] = &["contacts", "deals"];
pub async fn run(http: &reqwest::Client) {
    for page in 0..500 {
        let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/contacts?page={page}")).send().await; //~ GET /crm/v3/objects/contacts
    }
    for id in IDS {
        for kind in KINDS {
            let _ = http.get(format!("https://api.hubapi.com/crm/v3/properties/{kind}/{id}")).send().await; //~ GET /crm/v3/properties/contacts/7 ; GET /crm/v3/properties/deals/7
        }
    }
    for id in 1..=200u32 {
        let _ = http.delete(format!("https://api.hubapi.com/crm/v3/objects/deals/{id}")).send().await; //~ DELETE /crm/v3/objects/deals/{}
    }
}
