//! A Salesforce client with `contacts`, `deals` and `owners` of its own.
//@ deps: ureq
//@ scopes:

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

pub struct Salesforce {
    instance: String,
    token: String,
}

impl Salesforce {
    fn get(&self, path: &str) -> Reply {
        let url = format!("https://{}.my.salesforce.com/services/data/v61.0{path}", self.instance);
        ureq::get(url).header("authorization", &self.token).call()
    }

    pub fn contacts(&self) -> Reply {
        self.get("/query?q=SELECT+Id+FROM+Contact")
    }

    pub fn owners(&self) -> Reply {
        self.get("/sobjects/User")
    }

    pub fn deals(&self, id: &str) -> Reply {
        self.get(&format!("/sobjects/Opportunity/{id}"))
    }
}
