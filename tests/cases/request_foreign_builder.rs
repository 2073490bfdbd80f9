//! A foreign request builder that receives URL, then verb.
//@ deps: web_kit
pub async fn run() {
    let _ = web_kit::Call::to("https://api.hubapi.com/crm/v3/objects/contacts")
        .with_verb("POST") //~ POST /crm/v3/objects/contacts
        .go()
        .await;
    let _ = web_kit::Call::new().url("https://api.hubapi.com/crm/v3/objects/deals").method(web_kit::Method::Patch).send().await; //~ PATCH /crm/v3/objects/deals
    let _ = web_kit::HttpCall::from_url("https://api.hubapi.com/crm/v3/owners").send().await; //~ unresolved
}
