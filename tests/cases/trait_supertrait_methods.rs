//! A subtrait uses the methods of its supertrait, and a static function of the implementing type.
//@ deps: ureq

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

trait Api {
    fn base() -> &'static str {
        "https://api.hubapi.com"
    }

    fn get(&self, path: &str) -> Reply {
        ureq::get(format!("{}{path}", Self::base())).call()
    }
}

trait Crm: Api {
    fn version(&self) -> &str;

    fn labels(&self, from: &str, to: &str) -> Reply {
        self.get(&format!("/crm/{}/associations/{from}/{to}/labels", self.version()))
    }
}

struct Classic;

impl Api for Classic {}

impl Crm for Classic {
    fn version(&self) -> &str {
        "v4"
    }
}

struct European;

impl Api for European {
    fn base() -> &'static str {
        "https://api-eu1.hubapi.com"
    }
}

pub fn labels() -> Reply {
    Classic.labels("deals", "tickets") //~ GET /crm/v4/associations/deals/tickets/labels
}

pub fn details() -> Reply {
    European.get("/account-info/v3/details") //~ GET /account-info/v3/details
}
