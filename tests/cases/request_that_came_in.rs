//! A reverse proxy that rewrites what comes in.
//@ deps: axum hyper_util http
pub async fn proxy(mut request: axum::extract::Request) -> Result<(), Box<dyn std::error::Error>> {
    let path = request.uri().path().to_owned();
    *request.uri_mut() = http::Uri::try_from(format!("https://api.hubapi.com{path}"))?;
    let client = hyper_util::client::legacy::Client::builder(hyper_util::rt::TokioExecutor::new()).build_http();
    client.request(request).await?; //~ unresolved
    Ok(())
}
