//! Requests in the blocks of `select!` and of a macro of another crate are calls; a URL that such a macro keeps for itself is
//! a call of which nothing more is known.
//@ deps: reqwest tokio web-kit

pub async fn race(http: &reqwest::Client) {
    tokio::select! {
        answer = http.get("https://api.hubapi.com/crm/v3/owners").send() => drop(answer), //~ GET /crm/v3/owners
        _ = tokio::time::sleep(std::time::Duration::from_secs(1)) => {
            let _ = http.post("https://api.hubapi.com/crm/v3/objects/notes").send().await; //~ POST /crm/v3/objects/notes
        }
    }
}

pub async fn guarded(http: &reqwest::Client, id: &str) {
    web_kit::with_deadline!(10 => {
        let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/deals/{id}")).send().await; //~ GET /crm/v3/objects/deals/{}
    });
}

pub async fn kept() {
    web_kit::fetch!("https://api.hubapi.com/crm/v3/objects/tickets"); //~ unresolved
}
