//! OAuth by the oauth2 crate beside calls of the API.
//@ deps: oauth2 reqwest anyhow
use oauth2::{basic::BasicClient, AuthUrl, AuthorizationCode, ClientId, ClientSecret, CsrfToken, RedirectUrl, RefreshToken, Scope, TokenResponse, TokenUrl};
pub async fn login(code: String, refresh: String) -> anyhow::Result<()> {
    let http = oauth2::reqwest::ClientBuilder::new().build()?;
    let client = BasicClient::new(ClientId::new("id".into())).set_client_secret(ClientSecret::new("s".into())).set_auth_uri(AuthUrl::new("https://app.hubspot.com/oauth/authorize".into())?).set_token_uri(TokenUrl::new("https://api.hubapi.com/oauth/v1/token".into())?).set_redirect_uri(RedirectUrl::new("https://example.com/cb".into())?);
    let (_url, _csrf) = client.authorize_url(CsrfToken::new_random).add_scope(Scope::new("oauth".into())).url();
    let token = client.exchange_code(AuthorizationCode::new(code)).request_async(&http).await?; //~ POST /oauth/v1/token
    client.exchange_refresh_token(&RefreshToken::new(refresh)).request_async(&http).await?; //~ POST /oauth/v1/token
    let access = token.access_token().secret();
    reqwest::Client::new().get(format!("https://api.hubapi.com/oauth/v1/access-tokens/{access}")).send().await?; //~ GET /oauth/v1/access-tokens/{}
    Ok(())
}
