//! `Repository<E>`: the entity is a type parameter of the struct, its path an associated constant.
//@ deps: reqwest serde_json

use reqwest::{Client, Method, Result};
use serde_json::Value;
use std::marker::PhantomData;

trait Entity {
    const OBJECT: &'static str;
    const KEY: &'static str = "hs_object_id";
}

struct Invoice;
struct Order;

impl Entity for Invoice {
    const OBJECT: &'static str = "invoices";
    const KEY: &'static str = "hs_number";
}

impl Entity for Order {
    const OBJECT: &'static str = "orders";
}

struct Repository<E: Entity> {
    http: Client,
    entity: PhantomData<fn() -> E>,
}

impl<E: Entity> Repository<E> {
    fn new(http: &Client) -> Self {
        Repository { http: http.clone(), entity: PhantomData }
    }

    async fn send(&self, method: Method, tail: &str) -> Result<Value> {
        let url = format!("https://api.hubapi.com/crm/v3/objects/{}{tail}", E::OBJECT);
        self.http.request(method, url).query(&[("idProperty", E::KEY)]).send().await?.json().await
    }

    async fn get(&self, key: &str) -> Result<Value> {
        self.send(Method::GET, &format!("/{key}")).await
    }

    async fn archive(&self, key: &str) -> Result<Value> {
        self.send(Method::DELETE, &format!("/{key}")).await
    }
}

pub async fn settle(http: &Client, number: &str, order: &str) -> Result<Value> {
    let orders = Repository::<Order>::new(http);
    let invoices: Repository<Invoice> = Repository::new(http);
    let invoice = invoices.get(number).await?; //~ GET /crm/v3/objects/invoices/{}
    orders.archive(order).await?; //~ DELETE /crm/v3/objects/orders/{}
    Ok(invoice)
}
