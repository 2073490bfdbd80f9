//! One macro writes a whole API: a module with a client type, methods and constants for each object.
//@ deps: reqwest serde_json

pub struct Http {
    inner: reqwest::Client,
}

impl Http {
    async fn send(&self, method: reqwest::Method, path: String) -> reqwest::Result<serde_json::Value> {
        self.inner.request(method, format!("https://api.hubapi.com{path}")).send().await?.json().await
    }
}

macro_rules! api {
    ($($module:ident, $client:ident, $path:literal { $($method:ident: $verb:ident $tail:literal),* $(,)? })+) => {$(
        pub mod $module {
            use super::Http;

            pub const ROOT: &str = concat!("/crm/v3/objects/", $path);

            pub struct $client<'h> {
                http: &'h Http,
            }

            impl<'h> $client<'h> {
                pub fn new(http: &'h Http) -> Self {
                    Self { http }
                }

                $(
                    pub async fn $method(&self) -> reqwest::Result<serde_json::Value> {
                        self.http.send(reqwest::Method::$verb, [ROOT, $tail].concat()).await
                    }
                )*
            }
        }
    )+};
}

//~ POST /crm/v3/objects/contacts/search ; DELETE /crm/v3/objects/contacts/all ; GET /crm/v3/objects/0-3
api! {
    people, People, "contacts" { find: POST "/search", wipe: DELETE "/all" }
    sales, Sales, "0-3" { list: GET "" }
}

pub async fn run(http: &Http) -> reqwest::Result<()> {
    people::People::new(http).find().await?;
    sales::Sales::new(http).list().await?;
    Ok(())
}
