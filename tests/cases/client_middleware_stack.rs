//! reqwest-middleware: an own middleware, `with_extension`, and a retry stack behind an alias.
//@ deps: reqwest reqwest-middleware http async-trait serde_json

use async_trait::async_trait;
use reqwest::{Client, Method, Request, Response};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware as Stack, Middleware, Next, Result};

struct Bearer(String);

#[async_trait]
impl Middleware for Bearer {
    async fn handle(&self, mut request: Request, extensions: &mut http::Extensions, next: Next<'_>) -> Result<Response> {
        let value = format!("Bearer {}", self.0).parse().map_err(anyhow_error)?;
        request.headers_mut().insert("authorization", value);
        next.run(request, extensions).await
    }
}

fn anyhow_error(error: impl std::error::Error + Send + Sync + 'static) -> reqwest_middleware::Error {
    reqwest_middleware::Error::middleware(error)
}

pub fn stack(token: String) -> Stack {
    ClientBuilder::new(Client::new()).with(Bearer(token)).build()
}

pub async fn calls(stack: &Stack) -> Result<Response> {
    stack.get("https://api.hubapi.com/crm/v3/objects/calls").with_extension(7_u8).send().await //~ GET /crm/v3/objects/calls
}

pub async fn transcript(stack: &Stack, id: &str) -> Result<Response> {
    let url = format!("https://api.hubapi.com/crm/v3/extensions/calling/transcripts/{id}");
    stack.request(Method::DELETE, url).send().await //~ DELETE /crm/v3/extensions/calling/transcripts/{}
}
