use crate::http::{Error, Http};
use serde::Deserialize;

pub struct Stripe {
    http: Http,
}

#[derive(Debug, Deserialize)]
pub struct Customer {
    pub id: String,
    pub name: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Subscription {
    pub id: String,
    pub customer: String,
    pub status: String,
}

impl Stripe {
    pub fn new(key: String) -> Self {
        Stripe { http: Http::new("https://api.stripe.com", key) }
    }

    pub async fn customers(&self) -> Result<Vec<Customer>, Error> {
        let page = self.http.get("/v1/customers?limit=100").await?;
        Ok(serde_json::from_value(page["data"].clone()).unwrap_or_default())
    }

    pub async fn subscriptions(&self, customer: &Customer) -> Result<Vec<Subscription>, Error> {
        let page = self.http.get(&format!("/v1/subscriptions?customer={}", customer.id)).await?;
        Ok(serde_json::from_value(page["data"].clone()).unwrap_or_default())
    }
}
