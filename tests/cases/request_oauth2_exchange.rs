//! The oauth2 crate: the token URL is in the client's configuration, the exchange is the call.
//@ deps: oauth2 reqwest anyhow
//@ scopes:

use anyhow::Result;
use oauth2::basic::{BasicClient, BasicTokenResponse};
use oauth2::{AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, RedirectUrl, RefreshToken, Scope, TokenUrl};

type Client = BasicClient<oauth2::EndpointSet, oauth2::EndpointNotSet, oauth2::EndpointNotSet, oauth2::EndpointNotSet, oauth2::EndpointSet>;

pub struct Portal {
    client: Client,
    http: reqwest::Client,
}

impl Portal {
    pub fn new(id: String, secret: String) -> Result<Self> {
        let client = BasicClient::new(ClientId::new(id))
            .set_client_secret(ClientSecret::new(secret))
            .set_auth_uri(AuthUrl::new("https://app.hubspot.com/oauth/authorize".to_string())?)
            .set_token_uri(TokenUrl::new("https://api.hubapi.com/oauth/v1/token".to_string())?)
            .set_redirect_uri(RedirectUrl::new("https://portal.example.com/callback".to_string())?);
        Ok(Self { client, http: reqwest::Client::new() })
    }

    pub fn install(&self) -> (String, CsrfToken) {
        let url = self.client.authorize_url(CsrfToken::new_random);
        let (url, state) = url.add_scope(Scope::new("crm.objects.contacts.read".to_string())).url();
        (url.to_string(), state)
    }

    pub async fn finish(&self, code: String) -> Result<BasicTokenResponse> {
        let exchange = self.client.exchange_code(AuthorizationCode::new(code)); //~ POST /oauth/v1/token
        Ok(exchange.request_async(&|request| send(&self.http, request)).await?)
    }

    pub async fn renew(&self, token: &RefreshToken) -> Result<BasicTokenResponse> {
        let refresh = self.client.exchange_refresh_token(token); //~ POST /oauth/v1/token
        Ok(refresh.request_async(&|request| send(&self.http, request)).await?)
    }
}

/// Runs a request of the oauth2 crate with the HTTP client of this one.
async fn send(http: &reqwest::Client, request: oauth2::HttpRequest) -> reqwest::Result<oauth2::HttpResponse> {
    let response = http.execute(request.try_into()?).await?;
    let mut answer = oauth2::http::Response::new(Vec::new());
    *answer.status_mut() = response.status();
    *answer.body_mut() = response.bytes().await?.to_vec();
    Ok(answer)
}
