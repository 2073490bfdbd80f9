use crate::link::{Error, Hub};
use reqwest::Method;
use serde::{de::DeserializeOwned, Deserialize};
use serde_json::Value;
use std::marker::PhantomData;

pub trait Resource: DeserializeOwned {
    const PATH: &'static str;
}

#[derive(Deserialize)]
pub struct Page<R> {
    pub results: Vec<R>,
}

pub struct Collection<'h, R> {
    hub: &'h Hub,
    resource: PhantomData<R>,
}

impl<'h, R: Resource> Collection<'h, R> {
    pub(crate) fn new(hub: &'h Hub) -> Self {
        Collection { hub, resource: PhantomData }
    }

    fn at(&self, tail: &str) -> String {
        [R::PATH, "/", tail].concat()
    }

    pub fn page(&self, limit: u8) -> Result<Page<R>, Error> {
        self.hub.send(Method::GET, &format!("{}?limit={limit}", R::PATH), None)
    }

    pub fn one(&self, id: &str) -> Result<R, Error> {
        self.hub.send(Method::GET, &self.at(id), None)
    }

    pub fn update(&self, id: &str, body: &Value) -> Result<R, Error> {
        self.hub.send(Method::PATCH, &self.at(id), Some(body))
    }

    pub fn put<T: DeserializeOwned>(&self, id: &str, tail: &str, body: &Value) -> Result<T, Error> {
        self.hub.send(Method::PUT, &format!("{}/{tail}", self.at(id)), Some(body))
    }
}
