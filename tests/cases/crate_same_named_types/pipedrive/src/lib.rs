pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

#[derive(Default)]
pub struct Client {
    token: String,
}

impl Client {
    pub fn get(&self, path: &str) -> Reply {
        ureq::get(format!("https://api.pipedrive.com{path}")).header("authorization", &self.token).call()
    }

    pub fn delete(&self, path: &str) -> Reply {
        ureq::delete(format!("https://api.pipedrive.com{path}")).header("authorization", &self.token).call()
    }
}
