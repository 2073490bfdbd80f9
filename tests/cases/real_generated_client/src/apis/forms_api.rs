use super::{configuration, Error, ResponseContent};
use crate::models;

/// struct for typed errors of method [`forms_get_page`]
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(untagged)]
pub enum FormsGetPageError {
    DefaultResponse(models::Error),
    UnknownValue(serde_json::Value),
}

pub async fn forms_get_page(
    configuration: &configuration::Configuration,
    after: Option<&str>,
    limit: Option<i32>,
) -> Result<models::FormPage, Error<FormsGetPageError>> {
    let local_var_configuration = configuration;
    let local_var_client = &local_var_configuration.client;

    let local_var_uri_str = format!("{}/marketing/v3/forms/", local_var_configuration.base_path);
    let mut local_var_req_builder = local_var_client.request(reqwest::Method::GET, local_var_uri_str.as_str()); //~ GET /marketing/v3/forms

    if let Some(ref local_var_str) = after {
        local_var_req_builder = local_var_req_builder.header("x-after", local_var_str.to_string());
    }
    if let Some(ref local_var_str) = limit {
        local_var_req_builder = local_var_req_builder.header("x-limit", local_var_str.to_string());
    }
    if let Some(ref local_var_token) = local_var_configuration.oauth_access_token {
        local_var_req_builder = local_var_req_builder.bearer_auth(local_var_token.to_owned());
    };

    let local_var_req = local_var_req_builder.build()?;
    let local_var_resp = local_var_client.execute(local_var_req).await?;

    let local_var_status = local_var_resp.status();
    let local_var_content = local_var_resp.text().await?;

    if !local_var_status.is_client_error() && !local_var_status.is_server_error() {
        serde_json::from_str(&local_var_content).map_err(Error::from)
    } else {
        let local_var_entity: Option<FormsGetPageError> = serde_json::from_str(&local_var_content).ok();
        let local_var_error =
            ResponseContent { status: local_var_status, content: local_var_content, entity: local_var_entity };
        Err(Error::ResponseError(local_var_error))
    }
}

pub async fn forms_archive(
    configuration: &configuration::Configuration,
    form_id: &str,
) -> Result<(), Error<serde_json::Value>> {
    let local_var_configuration = configuration;
    let local_var_client = &local_var_configuration.client;

    let local_var_uri_str = format!(
        "{}/marketing/v3/forms/{formId}",
        local_var_configuration.base_path,
        formId = crate::apis::urlencode(form_id)
    );
    let mut local_var_req_builder = local_var_client.request(reqwest::Method::DELETE, local_var_uri_str.as_str()); //~ DELETE /marketing/v3/forms/{}

    if let Some(ref local_var_user_agent) = local_var_configuration.user_agent {
        local_var_req_builder = local_var_req_builder.header(reqwest::header::USER_AGENT, local_var_user_agent.clone());
    }
    let local_var_resp = local_var_client.execute(local_var_req_builder.build()?).await?;
    local_var_resp.error_for_status()?;
    Ok(())
}
