use super::{configuration, Error};
use crate::models;

pub async fn emails_clone(
    configuration: &configuration::Configuration,
    content_clone_request: models::CloneRequest,
) -> Result<serde_json::Value, Error<serde_json::Value>> {
    let uri_str = format!("{}/marketing/v3/emails/clone", configuration.base_path);
    let mut req_builder = configuration.client.request(reqwest::Method::POST, &uri_str); //~ POST /marketing/v3/emails/clone

    if let Some(ref apikey) = configuration.api_key {
        let key = apikey.key.clone();
        let value = match apikey.prefix {
            Some(ref prefix) => format!("{prefix} {key}"),
            None => key,
        };
        req_builder = req_builder.header("private-app", value);
    };
    req_builder = req_builder.json(&content_clone_request);

    let resp = configuration.client.execute(req_builder.build()?).await?;
    Ok(resp.json().await?)
}

pub async fn emails_get_revision_by_id(
    configuration: &configuration::Configuration,
    email_id: &str,
    revision_id: &str,
) -> Result<serde_json::Value, Error<serde_json::Value>> {
    // add a prefix to parameters to efficiently prevent name collisions
    let p_email_id = email_id;
    let p_revision_id = revision_id;

    let uri_str = format!(
        "{}/marketing/v3/emails/{emailId}/revisions/{revisionId}",
        configuration.base_path,
        emailId = crate::apis::urlencode(p_email_id),
        revisionId = crate::apis::urlencode(p_revision_id)
    );
    let req_builder = configuration.client.request(reqwest::Method::GET, &uri_str); //~ GET /marketing/v3/emails/{}/revisions/{}
    Ok(req_builder.send().await?.json().await?)
}
