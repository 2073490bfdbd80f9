//! `cfg!` decides a branch where the condition is known, and leaves both where it is not.
//@ deps: reqwest
//@ features: default = ["audit"]
//@ features: audit = []
//@ features: legacy = []

pub async fn identity(http: &reqwest::Client) -> reqwest::Result<()> {
    if cfg!(feature = "legacy") {
        http.get("https://api.hubapi.com/integrations/v1/me").send().await?;
    } else {
        http.get("https://api.hubapi.com/account-info/v3/details").send().await?; //~ GET /account-info/v3/details
    }
    Ok(())
}

pub async fn activity(http: &reqwest::Client) -> reqwest::Result<()> {
    let kind = if cfg!(all(feature = "audit", not(feature = "legacy"))) { "login" } else { "security" };
    http.get(format!("https://api.hubapi.com/account-info/v3/activity/{kind}")).send().await?; //~ GET /account-info/v3/activity/login
    Ok(())
}

pub async fn upload(http: &reqwest::Client) -> reqwest::Result<()> {
    let tail = if cfg!(windows) { "import-from-url/async" } else { "" };
    http.post(format!("https://api.hubapi.com/files/v3/files/{tail}")).send().await?; //~ POST /files/v3/files/import-from-url/async ; POST /files/v3/files
    Ok(())
}
