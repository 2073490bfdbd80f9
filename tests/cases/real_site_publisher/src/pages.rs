use crate::session::{checked, Session};
use anyhow::Result;
use reqwest::Method;
use serde_json::{json, Value};

const PAGES: &str = "/cms/v3/pages/site-pages";

/// Puts a page's draft live, unless its address is already redirected.
pub fn publish(session: &Session, page: &str) -> Result<bool> {
    let redirects = session.joined(Method::GET, "/cms/v3/url-redirects")?.query(&[("contentId", page)]); //~ GET /cms/v3/url-redirects
    let redirects: Value = checked(redirects.send()?)?.json()?;
    if redirects["total"].as_u64().is_some_and(|total| total > 0) {
        return Ok(false);
    }
    let draft = format!("{PAGES}/{page}/draft");
    let body = json!({ "htmlTitle": page, "publicAccessRulesEnabled": false });
    checked(session.joined(Method::PATCH, &draft)?.json(&body).send()?)?; //~ PATCH /cms/v3/pages/site-pages/{}/draft
    checked(session.joined(Method::POST, &(draft + "/push-live"))?.send()?)?; //~ POST /cms/v3/pages/site-pages/{}/draft/push-live
    Ok(true)
}
