//! Closures kept in struct fields and in a `Box<dyn Fn>`.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

type Locate = Box<dyn Fn(&str) -> String + Send + Sync>;

struct Router<F> {
    http: Client,
    crm: F,
    marketing: Locate,
}

impl<F: Fn(&str) -> String> Router<F> {
    fn lists(&self) -> RequestBuilder {
        self.http.get((self.crm)("lists")) //~ GET /crm/v3/lists
    }

    fn send_single(&self) -> RequestBuilder {
        let locate = &self.marketing;
        self.http.post(locate("v4/email/single-send")) //~ POST /marketing/v4/email/single-send
    }
}

pub fn digest(http: Client, base: &'static str) -> [RequestBuilder; 2] {
    let router = Router {
        http,
        crm: move |tail: &str| format!("{base}/crm/v3/{tail}"),
        marketing: Box::new(|tail| format!("https://api.hubapi.com/marketing/{tail}")),
    };
    [router.lists(), router.send_single()]
}
