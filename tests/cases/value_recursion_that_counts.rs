//! Recursion that counts: through a table, and through attempts.
//@ deps: reqwest
const KINDS: [&str; 6] = ["contacts", "companies", "deals", "tickets", "quotes", "leads"];
pub async fn nth(http: &reqwest::Client, at: usize) {
    if at >= KINDS.len() { return; }
    let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/{}", KINDS[at])).send().await; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/companies ; GET /crm/v3/objects/deals ; GET /crm/v3/objects/tickets ; GET /crm/v3/objects/quotes ; GET /crm/v3/objects/leads
    Box::pin(nth(http, at + 1)).await
}
pub async fn send(http: &reqwest::Client, path: &str, attempt: u32, most: u32) -> bool {
    let done = http.post(format!("https://api.hubapi.com{path}")).send().await.is_ok();
    if done || attempt > most { done } else { Box::pin(send(http, path, attempt + 1, most)).await }
}
pub async fn run(http: &reqwest::Client, most: u32) {
    nth(http, 0).await;
    send(http, "/crm/v3/objects/tasks", 0, most).await; //~ POST /crm/v3/objects/tasks
}
