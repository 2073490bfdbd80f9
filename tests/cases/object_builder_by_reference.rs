//! A builder behind `&mut self`, with its setters on lines of their own.
//@ deps: ureq serde_json anyhow

use serde_json::Value;

#[derive(Default)]
struct Call {
    verb: Option<&'static str>,
    path: String,
    query: String,
    body: Option<Value>,
}

impl Call {
    fn verb(&mut self, verb: &'static str) -> &mut Self {
        self.verb = Some(verb);
        self
    }

    fn path(&mut self, path: impl Into<String>) -> &mut Self {
        self.path = path.into();
        self
    }

    fn query(&mut self, key: &str, value: &str) -> &mut Self {
        let mark = if self.query.is_empty() { '?' } else { '&' };
        self.query.push(mark);
        self.query += &format!("{key}={value}");
        self
    }

    fn send(&self) -> anyhow::Result<Value> {
        let request = ureq::http::Request::builder()
            .method(self.verb.unwrap_or("GET"))
            .uri(format!("https://api.hubapi.com{}{}", self.path, self.query))
            .body(self.body.as_ref().map(Value::to_string).unwrap_or_default())?;
        Ok(ureq::run(request)?.body_mut().read_json()?)
    }
}

pub fn site_search(term: &str) -> anyhow::Result<Value> {
    let mut call = Call::default();
    call.path("/cms/site-search/v3/search");
    call.query("term", term).query("type", "SITE_PAGE");
    call.send() //~ GET /cms/site-search/v3/search
}

pub fn clone_page(page: &str) -> anyhow::Result<Value> {
    let mut call = Call { body: Some(serde_json::json!({ "id": page })), ..Call::default() };
    call.verb("POST").path("/cms/v3/pages/site-pages/clone").send() //~ POST /cms/v3/pages/site-pages/clone
}
