//! A tower stack: services take `http::Request` values made by builders.
//@ deps: tower http bytes

use bytes::Bytes;
use http::{Method, Request, Response};
use tower::{Service, ServiceExt};

pub struct Hub<S> {
    service: S,
    token: String,
}

impl<S> Hub<S>
where
    S: Service<Request<Bytes>, Response = Response<Bytes>>,
    S::Error: From<http::Error>,
{
    async fn call(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes, S::Error> {
        let request = Request::builder()
            .method(method)
            .uri(format!("https://api.hubapi.com{path}"))
            .header("authorization", format!("Bearer {}", self.token))
            .body(body)?;
        let service = self.service.ready().await?;
        Ok(service.call(request).await?.into_body())
    }

    pub async fn exchange_rates(&mut self) -> Result<Bytes, S::Error> {
        self.call(Method::GET, "/settings/v3/currencies/exchange-rates/current", Bytes::new()).await //~ GET /settings/v3/currencies/exchange-rates/current
    }

    pub async fn hide_currency(&mut self, body: Bytes) -> Result<Bytes, S::Error> {
        self.call(Method::POST, "/settings/v3/currencies/exchange-rates/update-visibility", body).await //~ POST /settings/v3/currencies/exchange-rates/update-visibility
    }
}
