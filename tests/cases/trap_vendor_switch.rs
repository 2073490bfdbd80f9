//! One function serves two vendors: host and path of a vendor stay together.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

#[derive(Clone, Copy)]
pub enum Vendor {
    HubSpot,
    Zoho,
}

impl Vendor {
    fn origin(self) -> &'static str {
        match self {
            Vendor::HubSpot => "https://api.hubapi.com",
            Vendor::Zoho => "https://www.zohoapis.com",
        }
    }

    fn people(self) -> &'static str {
        match self {
            Vendor::HubSpot => "/crm/v3/objects/contacts",
            Vendor::Zoho => "/crm/v3/Contacts",
        }
    }
}

pub fn people(http: &Client, vendor: Vendor) -> RequestBuilder {
    http.get(format!("{}{}", vendor.origin(), vendor.people())) //~ GET /crm/v3/objects/contacts
}

pub fn zoho_deals(http: &Client) -> RequestBuilder {
    http.get(format!("{}/crm/v3/Deals", Vendor::Zoho.origin()))
}
