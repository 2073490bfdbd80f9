use crate::crm::{Crm, Person};
use async_trait::async_trait;
use reqwest::{Client, Method};
use serde_json::{json, Value};

pub struct Salesforce {
    http: Client,
    instance: String,
    token: String,
}

impl Salesforce {
    pub fn new(instance: String, token: String) -> Self {
        Salesforce { http: Client::new(), instance, token }
    }

    async fn request(&self, method: Method, path: &str, body: Option<&Value>) -> anyhow::Result<Value> {
        let url = format!("https://{}.my.salesforce.com/services/data/v61.0{path}", self.instance);
        let mut request = self.http.request(method, url).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        Ok(request.send().await?.error_for_status()?.json().await?)
    }

    async fn query(&self, soql: &str) -> anyhow::Result<Vec<Value>> {
        let path = format!("/query?q={}", soql.replace(' ', "+"));
        let answer = self.request(Method::GET, &path, None).await?;
        Ok(answer["records"].as_array().cloned().unwrap_or_default())
    }
}

fn person(value: &Value) -> Option<Person> {
    Some(Person { id: value["Id"].as_str()?.to_owned(), email: value["Email"].as_str()?.to_owned() })
}

#[async_trait]
impl Crm for Salesforce {
    async fn people(&self, limit: u32) -> anyhow::Result<Vec<Person>> {
        let rows = self.query(&format!("SELECT Id, Email FROM Contact LIMIT {limit}")).await?;
        Ok(rows.iter().filter_map(person).collect())
    }

    async fn find(&self, email: &str) -> anyhow::Result<Option<Person>> {
        let rows = self.query(&format!("SELECT Id, Email FROM Contact WHERE Email = '{email}'")).await?;
        Ok(rows.first().and_then(person))
    }

    async fn add(&self, person: &Person) -> anyhow::Result<()> {
        let body = json!({ "Email": person.email, "LastName": person.email });
        self.request(Method::POST, "/sobjects/Contact", Some(&body)).await.map(drop)
    }

    async fn deals_of(&self, person: &str) -> anyhow::Result<Vec<f64>> {
        let rows = self.query(&format!("SELECT Amount FROM Opportunity WHERE ContactId = '{person}'")).await?;
        Ok(rows.iter().filter_map(|row| row["Amount"].as_f64()).collect())
    }
}
