//! Files that are text of the program: rows of method and path are not followed and are said.
//@ deps: reqwest
pub async fn run(http: &reqwest::Client) {
    for line in include_str!("routes.txt").lines() {
        let _ = http.get(format!("https://api.hubapi.com{line}")).send().await; //~ unresolved
    }
}
