//! A client behind a cargo feature, another base in tests, and a sandbox switch at run time.
//@ deps: reqwest ureq
//@ features: blocking = []
pub const BASE: &str = if cfg!(test) { "http://localhost:9999" } else { "https://api.hubapi.com" };
pub fn base(sandbox: bool) -> &'static str { if sandbox { "https://api.hubapiqa.com" } else { BASE } }
#[cfg(feature = "blocking")]
pub fn owners() -> bool { ureq::get(&format!("{BASE}/crm/v3/owners")).call().is_ok() }
#[cfg(not(feature = "blocking"))]
pub async fn owners(http: &reqwest::Client) -> bool { http.get(format!("{BASE}/crm/v3/owners")).send().await.is_ok() } //~ GET /crm/v3/owners
pub async fn deals(http: &reqwest::Client, sandbox: bool) -> bool { http.get(format!("{}/crm/v3/objects/deals", base(sandbox))).send().await.is_ok() } //~ GET /crm/v3/objects/deals
#[cfg(test)]
mod tests { #[tokio::test] async fn lists() { let _ = reqwest::get("https://api.hubapi.com/crm/v3/objects/tickets").await; } }
