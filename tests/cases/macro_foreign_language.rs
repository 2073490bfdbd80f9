//! A macro of another crate with a language of its own that names HubSpot: what it sends cannot be known.
//@ deps: rest-dsl reqwest

use reqwest::{Client, RequestBuilder};

rest_dsl::client! {
    name: Hub;
    origin: "https://api.hubapi.com"; //~ unresolved
    contacts => GET "/crm/v3/objects/contacts" -> Vec<Contact>;
    archive(id) => DELETE "/crm/v3/objects/contacts/{id}" -> ();
}

rest_dsl::client! {
    name: Weather;
    origin: "https://api.open-meteo.com";
    forecast => GET "/v1/forecast" -> Forecast;
}

pub struct Contact {
    pub id: String,
}

pub struct Forecast {
    pub daily: Vec<f32>,
}

pub fn owners(http: &Client) -> RequestBuilder {
    http.get("https://api.hubapi.com/crm/v3/owners") //~ GET /crm/v3/owners
}
