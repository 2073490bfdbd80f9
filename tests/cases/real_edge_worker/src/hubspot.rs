use serde::{Deserialize, Serialize};
use serde_json::{json, Value};
use worker::{Fetch, Headers, Method, Request, RequestInit, Response, Result};

const API: &str = "https://api.hubapi.com";
const FORMS: &str = "https://api.hsforms.com/submissions/v3/integration/submit/62515/9d3a1e";

#[derive(Deserialize, Serialize)]
pub struct Submission {
    email: String,
    page: Option<String>,
}

pub struct HubSpot {
    token: String,
}

impl HubSpot {
    pub fn new(token: String) -> Self {
        HubSpot { token }
    }

    async fn send(&self, method: Method, url: &str, body: Option<&Value>) -> Result<Response> {
        let headers = Headers::new();
        headers.set("authorization", &format!("Bearer {}", self.token))?;
        headers.set("content-type", "application/json")?;
        let mut init = RequestInit::new();
        init.with_method(method).with_headers(headers);
        if let Some(body) = body {
            init.with_body(Some(body.to_string().into()));
        }
        Fetch::Request(Request::new_with_init(url, &init)?).send().await
    }

    pub async fn contact(&self, id: &str) -> Result<Response> {
        let url = format!("{API}/crm/v3/objects/contacts/{id}?properties=email");
        self.send(Method::Get, &url, None).await //~ GET /crm/v3/objects/contacts/{}
    }

    pub async fn subscribe(&self, submission: &Submission) -> Result<Response> {
        let fields = json!([{ "name": "email", "value": submission.email }]);
        let context = json!({ "pageUri": submission.page });
        let body = json!({ "fields": fields, "context": context });
        self.send(Method::Post, FORMS, Some(&body)).await //~ POST /submissions/v3/integration/submit/62515/9d3a1e
    }

    pub async fn unsubscribe(&self, email: &str) -> Result<Response> {
        let url = format!("{API}/communication-preferences/v3/unsubscribe");
        let body = json!({ "emailAddress": email, "subscriptionId": "7" });
        self.send(Method::Post, &url, Some(&body)).await //~ POST /communication-preferences/v3/unsubscribe
    }
}
