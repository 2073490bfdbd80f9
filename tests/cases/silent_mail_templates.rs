//! Texts that are mailed and shown contain commands against HubSpot's API.
//@ deps:
//@ scopes:

const WELCOME: &str = r#"Try your token:
    curl -H "authorization: Bearer $TOKEN" https://api.hubapi.com/crm/v3/objects/contacts?limit=1
"#;

pub fn welcome(name: &str) -> String {
    format!("Dear {name},\n{WELCOME}")
}

pub fn page(portal: u64) -> String {
    let mut page = String::from("<h1>Connected</h1>");
    page.push_str("<p>We read <code>GET https://api.hubapi.com/crm/v3/objects/contacts</code> every night.</p>");
    page += &format!("<a href=\"https://app.hubspot.com/settings/{portal}/integrations\">Settings</a>");
    page
}

pub fn usage() -> ! {
    eprintln!("usage: probe https://api.hubapi.com/crm/v3/objects/deals/DEAL");
    std::process::exit(2)
}
