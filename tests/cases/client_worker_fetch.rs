//! A Cloudflare worker: `Fetch::Url`, `Request::new`, `Request::new_with_init`.
//@ deps: worker serde_json

use worker::{Context, Env, Fetch, Headers, Method, Request, RequestInit, Response, Result, Url};

const API: &str = "https://api.hubapi.com";

async fn company(id: &str) -> Result<Response> {
    let url: Url = format!("{API}/crm/v3/objects/companies/{id}").parse()?;
    Fetch::Url(url).send().await //~ GET /crm/v3/objects/companies/{}
}

async fn limits() -> Result<Response> {
    let request = Request::new(&format!("{API}/account-info/v3/api-usage/daily"), Method::Get)?; //~ GET /account-info/v3/api-usage/daily
    Fetch::Request(request).send().await
}

async fn create(token: &str, body: String) -> Result<Response> {
    let headers = Headers::new();
    headers.set("authorization", &format!("Bearer {token}"))?;
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_headers(headers).with_body(Some(body.into()));
    let request = Request::new_with_init("https://api.hubapi.com/crm/v3/objects/companies", &init)?; //~ POST /crm/v3/objects/companies
    Fetch::Request(request).send().await
}

#[worker::event(fetch)]
async fn main(mut inbound: Request, env: Env, _context: Context) -> Result<Response> {
    let token = env.secret("HUBSPOT_TOKEN")?.to_string();
    match (inbound.method(), inbound.path().as_str()) {
        (Method::Post, "/crm/v3/objects/companies") => create(&token, inbound.text().await?).await,
        (Method::Get, "/limits") => limits().await,
        (_, path) => company(path.trim_start_matches('/')).await,
    }
}
