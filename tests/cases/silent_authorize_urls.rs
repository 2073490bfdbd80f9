//! Install links made in four ways: they are followed by a browser.
//@ deps: url axum
//@ scopes:

use axum::response::Redirect;
use url::{form_urlencoded, Url};

const AUTHORIZE: &str = "https://app.hubspot.com/oauth/authorize";

pub async fn install() -> Redirect {
    Redirect::temporary(&by_format("oauth crm.objects.deals.read"))
}

fn by_format(scope: &str) -> String {
    format!("{AUTHORIZE}?client_id=7d1&scope={}", scope.replace(' ', "%20"))
}

pub fn by_pairs(state: &str) -> Result<Url, url::ParseError> {
    let mut url = Url::parse(AUTHORIZE)?;
    url.query_pairs_mut().append_pair("scope", "oauth").append_pair("state", state);
    Ok(url)
}

pub fn by_serializer(portal: u64) -> String {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("optional_scope", "tickets").finish();
    format!("https://app-eu1.hubspot.com/oauth/{portal}/authorize?{query}")
}
