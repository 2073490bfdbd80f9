//! Features that enable features; a module, an import, a field and a statement behind them.
//@ deps: reqwest
//@ features: default = ["sales"]
//@ features: sales = ["quotes"]
//@ features: quotes = []
//@ features: service = ["tickets"]
//@ features: tickets = []

use reqwest::{Client, RequestBuilder};

const API: &str = "https://api.hubapi.com/crm/v3/objects";

#[cfg(feature = "quotes")]
pub mod quotes {
    pub fn list(http: &reqwest::Client) -> reqwest::RequestBuilder {
        http.get(format!("{}/quotes", super::API)) //~ GET /crm/v3/objects/quotes
    }
}

#[cfg(feature = "tickets")]
pub mod tickets {
    pub fn list(http: &reqwest::Client) -> reqwest::RequestBuilder {
        http.get(format!("{}/tickets", super::API))
    }
}

pub enum Record {
    Deal,
    #[cfg(feature = "tickets")]
    Ticket,
}

pub fn search(http: &Client, record: Record) -> RequestBuilder {
    let name = match record {
        Record::Deal => "deals",
        #[cfg(feature = "tickets")]
        Record::Ticket => "tickets",
    };
    http.post(format!("{API}/{name}/search")) //~ POST /crm/v3/objects/deals/search
}

pub fn home(http: &Client) -> Vec<RequestBuilder> {
    #[allow(unused_mut)]
    let mut requests = vec![
        http.get(format!("{API}/deals")), //~ GET /crm/v3/objects/deals
        #[cfg(feature = "service")]
        http.get(format!("{API}/feedback_submissions")),
    ];
    #[cfg(not(feature = "service"))]
    requests.push(http.get(format!("{API}/leads"))); //~ GET /crm/v3/objects/leads
    requests
}
