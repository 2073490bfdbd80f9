//! A service of layers around a client.
//@ deps: reqwest tower http
use std::task::{Context, Poll};
use tower::{Layer, Service, ServiceExt};
#[derive(Clone)]
pub struct Transport(reqwest::Client);
pub struct ApiCall { verb: reqwest::Method, path: String }
impl Service<ApiCall> for Transport {
    type Response = reqwest::Response; type Error = reqwest::Error;
    type Future = std::pin::Pin<Box<dyn std::future::Future<Output = Result<Self::Response, Self::Error>> + Send>>;
    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> { Poll::Ready(Ok(())) }
    fn call(&mut self, call: ApiCall) -> Self::Future { let http = self.0.clone(); Box::pin(async move { http.request(call.verb, format!("https://api.hubapi.com{}", call.path)).send().await }) }
}
#[derive(Clone)]
pub struct Logged<S>(S);
impl<S: Service<ApiCall>> Service<ApiCall> for Logged<S> {
    type Response = S::Response; type Error = S::Error; type Future = S::Future;
    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> { self.0.poll_ready(cx) }
    fn call(&mut self, call: ApiCall) -> S::Future { println!("{} {}", call.verb, call.path); self.0.call(call) }
}
pub struct LogLayer;
impl<S> Layer<S> for LogLayer { type Service = Logged<S>; fn layer(&self, inner: S) -> Logged<S> { Logged(inner) } }
pub async fn run(http: reqwest::Client) -> reqwest::Result<()> {
    let mut service = LogLayer.layer(Transport(http.clone()));
    service.ready().await?.call(ApiCall { verb: reqwest::Method::GET, path: "/crm/v3/owners".into() }).await?; //~ GET /crm/v3/owners
    Transport(http).oneshot(ApiCall { verb: reqwest::Method::POST, path: "/crm/v3/objects/leads".into() }).await?; //~ POST /crm/v3/objects/leads
    Ok(())
}
