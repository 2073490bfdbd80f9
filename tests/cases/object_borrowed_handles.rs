//! Handles that borrow from each other: `api.marketing().campaign(id).budget()`.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub struct Api {
    http: Client,
    root: String,
}

pub struct Marketing<'a> {
    api: &'a Api,
}

pub struct Campaign<'m, 'a> {
    marketing: &'m Marketing<'a>,
    id: String,
}

impl Api {
    pub fn new(http: Client) -> Api {
        Api { http, root: "https://api.hubapi.com".to_string() }
    }

    pub fn marketing(&self) -> Marketing<'_> {
        Marketing { api: self }
    }
}

impl<'a> Marketing<'a> {
    fn url(&self, tail: &str) -> String {
        self.api.root.clone() + "/marketing/v3/" + tail
    }

    pub fn campaign<'m>(&'m self, id: impl Into<String>) -> Campaign<'m, 'a> {
        Campaign { marketing: self, id: id.into() }
    }

    pub fn statistics(&self) -> RequestBuilder {
        self.api.http.get(self.url("emails/statistics/histogram")) //~ GET /marketing/v3/emails/statistics/histogram
    }
}

impl Campaign<'_, '_> {
    fn at(&self, tail: &str) -> String {
        self.marketing.url(&["campaigns", &self.id, tail].join("/"))
    }

    pub fn budget(&self) -> RequestBuilder {
        self.marketing.api.http.post(self.at("budget")) //~ POST /marketing/v3/campaigns/{}/budget
    }

    pub fn metrics(&self) -> RequestBuilder {
        let http = &self.marketing.api.http;
        http.get(self.at("reports/metrics")) //~ GET /marketing/v3/campaigns/{}/reports/metrics
    }
}

pub fn both(api: &Api, id: &str) -> [RequestBuilder; 2] {
    let marketing = api.marketing();
    let campaign = marketing.campaign(id);
    [campaign.budget(), campaign.metrics()]
}
