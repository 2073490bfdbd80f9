use crate::crm::{Crm, Person};
use async_trait::async_trait;
use reqwest::Client;
use serde_json::{json, Value};

const BASE: &str = "https://api.pipedrive.com/v1";

pub struct Pipedrive {
    http: Client,
    token: String,
}

impl Pipedrive {
    pub fn new(token: String) -> Self {
        Pipedrive { http: Client::new(), token }
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let request = self.http.get(format!("{BASE}{path}")).header("x-api-token", &self.token);
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let request = self.http.post(format!("{BASE}{path}")).header("x-api-token", &self.token);
        Ok(request.json(body).send().await?.error_for_status()?.json().await?)
    }
}

fn person(value: &Value) -> Option<Person> {
    let email = value["email"][0]["value"].as_str()?;
    Some(Person { id: value["id"].to_string(), email: email.to_owned() })
}

#[async_trait]
impl Crm for Pipedrive {
    async fn people(&self, limit: u32) -> anyhow::Result<Vec<Person>> {
        let page = self.get(&format!("/persons?limit={limit}")).await?;
        Ok(page["data"].as_array().into_iter().flatten().filter_map(person).collect())
    }

    async fn find(&self, email: &str) -> anyhow::Result<Option<Person>> {
        let found = self.get(&format!("/persons/search?term={email}")).await?;
        Ok(person(&found["data"]["items"][0]["item"]))
    }

    async fn add(&self, person: &Person) -> anyhow::Result<()> {
        self.post("/persons", &json!({ "name": person.email, "email": [person.email] })).await.map(drop)
    }

    async fn deals_of(&self, person: &str) -> anyhow::Result<Vec<f64>> {
        let deals = self.get(&format!("/persons/{person}/deals")).await?;
        Ok(deals["data"].as_array().into_iter().flatten().filter_map(|deal| deal["value"].as_f64()).collect())
    }
}
