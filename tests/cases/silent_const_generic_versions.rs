//! Versions as const parameters in the paths of one's own service.
//@ deps: reqwest
//@ scopes:

pub struct Api<const MAJOR: u8, const BETA: bool> {
    http: reqwest::Client,
}

impl<const MAJOR: u8, const BETA: bool> Api<MAJOR, BETA> {
    pub async fn objects(&self) -> reqwest::Result<reqwest::Response> {
        let stage = if BETA { "beta" } else { "stable" };
        self.http.get(format!("https://{stage}.acme.dev/crm/v{MAJOR}/objects/contacts")).send().await
    }
}

pub async fn run(one: Api<1, false>, three: Api<3, true>) {
    let _ = one.objects().await;
    let _ = three.objects().await;
}
