use crate::crm::{Crm, Person};
use async_trait::async_trait;
use reqwest::{Client, Method};
use serde_json::{json, Value};

pub struct HubSpot {
    http: Client,
    token: String,
}

fn person(value: &Value) -> Option<Person> {
    Some(Person {
        id: value["id"].as_str()?.to_owned(),
        email: value["properties"]["email"].as_str()?.to_owned(),
    })
}

impl HubSpot {
    pub fn new(token: String) -> Self {
        HubSpot { http: Client::new(), token }
    }

    async fn request(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let mut request = self.http.request(method, format!("https://api.hubapi.com{path}")).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        self.request(Method::GET, path, None).await
    }

    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        self.request(Method::POST, path, Some(body)).await
    }
}

#[async_trait]
impl Crm for HubSpot {
    async fn people(&self, limit: u32) -> anyhow::Result<Vec<Person>> {
        let page = self.get(&format!("/crm/v3/objects/contacts?limit={limit}")).await?; //~ GET /crm/v3/objects/contacts
        Ok(page["results"].as_array().into_iter().flatten().filter_map(person).collect())
    }

    async fn find(&self, email: &str) -> anyhow::Result<Option<Person>> {
        let body = json!({ "query": email, "limit": 1 });
        let found = self.post("/crm/v3/objects/contacts/search", &body).await?; //~ POST /crm/v3/objects/contacts/search
        Ok(person(&found["results"][0]))
    }

    async fn add(&self, person: &Person) -> anyhow::Result<()> {
        let body = json!({ "properties": { "email": person.email } });
        self.post("/crm/v3/objects/contacts", &body).await.map(drop) //~ POST /crm/v3/objects/contacts
    }

    async fn deals_of(&self, person: &str) -> anyhow::Result<Vec<f64>> {
        let filter = json!({ "propertyName": "associations.contact", "operator": "EQ", "value": person });
        let body = json!({ "filterGroups": [{ "filters": [filter] }], "properties": ["amount"] });
        let deals = self.post("/crm/v3/objects/deals/search", &body).await?; //~ POST /crm/v3/objects/deals/search
        let amount = |deal: &Value| deal["properties"]["amount"].as_str()?.parse().ok();
        Ok(deals["results"].as_array().into_iter().flatten().filter_map(amount).collect())
    }
}
