//! A generated client: configuration with a base path, free functions per operation, models apart.
//@ deps: reqwest serde serde_json
pub mod apis {
    pub mod configuration {
        #[derive(Debug, Clone)]
        pub struct Configuration { pub base_path: String, pub user_agent: Option<String>, pub client: reqwest::Client, pub oauth_access_token: Option<String> }
        impl Default for Configuration { fn default() -> Self { Configuration { base_path: "https://api.hubapi.com".to_owned(), user_agent: Some("x".to_owned()), client: reqwest::Client::new(), oauth_access_token: None } } }
    }
    pub fn urlencode<T: AsRef<str>>(s: T) -> String { ::url::form_urlencoded::byte_serialize(s.as_ref().as_bytes()).collect() }
    pub mod basic_api {
        use super::configuration;
        pub async fn get_by_id(configuration: &configuration::Configuration, object_type: &str, object_id: &str, archived: Option<bool>) -> Result<String, reqwest::Error> {
            let p_object_type = object_type;
            let uri_str = format!("{}/crm/v3/objects/{objectType}/{objectId}", configuration.base_path, objectType = crate::apis::urlencode(p_object_type), objectId = crate::apis::urlencode(object_id));
            let mut req_builder = configuration.client.request(reqwest::Method::GET, &uri_str); //~ GET /crm/v3/objects/{}/{}
            if let Some(ref param_value) = archived { req_builder = req_builder.query(&[("archived", &param_value.to_string())]); }
            if let Some(ref token) = configuration.oauth_access_token { req_builder = req_builder.bearer_auth(token.to_owned()); }
            let req = req_builder.build()?;
            configuration.client.execute(req).await?.text().await
        }
        pub async fn archive(configuration: &configuration::Configuration, object_id: &str) -> Result<(), reqwest::Error> {
            let local_var_configuration = configuration;
            let local_var_client = &local_var_configuration.client;
            let local_var_uri_str = format!("{}/crm/v3/objects/contacts/{contactId}", local_var_configuration.base_path, contactId = crate::apis::urlencode(object_id));
            let mut local_var_req_builder = local_var_client.request(reqwest::Method::DELETE, local_var_uri_str.as_str()); //~ DELETE /crm/v3/objects/contacts/{}
            if let Some(ref local_var_user_agent) = local_var_configuration.user_agent { local_var_req_builder = local_var_req_builder.header(reqwest::header::USER_AGENT, local_var_user_agent.clone()); }
            let local_var_req = local_var_req_builder.build()?;
            local_var_client.execute(local_var_req).await?;
            Ok(())
        }
    }
}
