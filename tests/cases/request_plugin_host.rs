//! A plugin: requests are values of the host's own kit, made by functions that are named for the verb.
//@ deps: plugin_kit serde_json

use plugin_kit::prelude::*;

const CONTACTS: &str = "https://api.hubapi.com/crm/v3/objects/contacts";
const DOCS: &str = "https://developers.hubspot.com/docs/api/crm/contacts";

#[on_form_submit]
pub fn submitted(form: String) -> String {
    let token = match host::variable("crm_token") {
        Ok(token) if !token.is_empty() => token,
        _ => return format!("see {DOCS}"),
    };
    let request = HttpRequest::post(CONTACTS, form).header("Authorization", format!("Bearer {token}")).timeout(15_000); //~ POST /crm/v3/objects/contacts
    match host::http_request(&request) {
        Ok(response) => response.body,
        Err(code) => format!("failed with {code}"),
    }
}

#[on_uninstall]
pub fn forget(id: &str) -> bool {
    let request = HttpRequest::delete(format!("{CONTACTS}/{id}")); //~ DELETE /crm/v3/objects/contacts/{}
    host::http_request(&request).is_ok()
}
