//! A closure and a method change what they borrowed; the change is seen after them.
//@ deps: ureq

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

#[derive(Default)]
struct Trail {
    path: String,
}

impl Trail {
    fn step(&mut self, segment: &str) -> &mut Self {
        self.path.push('/');
        self.path.push_str(segment);
        self
    }
}

pub fn revisions(page: &str) -> Reply {
    let mut trail = Trail::default();
    trail.step("cms").step("v3").step("pages");
    trail.step("site-pages").step(page).step("revisions");
    ureq::get(format!("https://api.hubapi.com{}", trail.path)).call() //~ GET /cms/v3/pages/site-pages/{}/revisions
}

pub fn thread(id: u64) -> Reply {
    let mut url = String::from("https://api.hubapi.com");
    let mut add = |segment: &str| {
        url.push('/');
        url.push_str(segment);
    };
    add("conversations/v3/conversations");
    add("threads");
    add(&id.to_string());
    ureq::delete(url).call() //~ DELETE /conversations/v3/conversations/threads/{}
}
