//! A builder with its state in its type.
//@ deps: reqwest
use std::marker::PhantomData;
pub struct NoPath; pub struct HasPath;
pub struct Req<S> { verb: reqwest::Method, path: String, _s: PhantomData<S> }
impl Req<NoPath> {
    pub fn get() -> Self { Self::with(reqwest::Method::GET) }
    pub fn delete() -> Self { Self::with(reqwest::Method::DELETE) }
    fn with(verb: reqwest::Method) -> Self { Req { verb, path: "/crm/v3".into(), _s: PhantomData } }
    pub fn objects(mut self, kind: &str) -> Req<HasPath> { self.path += "/objects/"; self.path += kind; Req { verb: self.verb, path: self.path, _s: PhantomData } }
}
impl Req<HasPath> {
    pub fn id(self, id: impl ToString) -> Self { Req { path: format!("{}/{}", self.path, id.to_string()), ..self } }
    pub async fn run(self, http: &reqwest::Client) -> reqwest::Result<reqwest::Response> { http.request(self.verb, "https://api.hubapi.com".to_string() + &self.path).send().await }
}
pub async fn all(http: &reqwest::Client) -> reqwest::Result<()> {
    Req::get().objects("contacts").run(http).await?; //~ GET /crm/v3/objects/contacts
    Req::delete().objects("companies").id(7).run(http).await?; //~ DELETE /crm/v3/objects/companies/7
    let quote = Req::get().objects("quotes");
    let quote = if std::env::args().count() > 1 { quote.id("x") } else { quote };
    quote.run(http).await?; //~ GET /crm/v3/objects/quotes ; GET /crm/v3/objects/quotes/x
    Ok(())
}
