//! Streams made by macros and by unfolding, sets of tasks, parallel iterators, retries.
//@ deps: reqwest async-stream futures tokio rayon backoff ureq
use futures::{Stream, StreamExt, TryStreamExt};
pub fn pages(http: reqwest::Client, kind: &'static str) -> impl Stream<Item = String> {
    async_stream::stream! {
        let mut after = String::from("0");
        loop {
            let page = http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}?after={after}")).send().await.unwrap().text().await.unwrap();
            after = page.clone();
            yield page;
        }
    }
}
pub fn unfolded(http: reqwest::Client, path: String) -> impl Stream<Item = reqwest::Result<String>> {
    futures::stream::try_unfold((http, path), |(http, path)| async move {
        let text = http.get(format!("https://api.hubapi.com{path}")).send().await?.text().await?;
        Ok(Some((text, (http, path))))
    })
}
pub async fn run(http: reqwest::Client) -> reqwest::Result<()> {
    pages(http.clone(), "tickets").take(3).for_each(|_| async {}).await; //~ GET /crm/v3/objects/tickets
    let _: Vec<String> = unfolded(http.clone(), "/crm/v3/owners".into()).try_collect().await?; //~ GET /crm/v3/owners
    let mut set = tokio::task::JoinSet::new();
    for kind in ["calls", "emails"] {
        let http = http.clone();
        set.spawn(async move { http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}")).send().await }); //~ GET /crm/v3/objects/calls ; GET /crm/v3/objects/emails
    }
    while set.join_next().await.is_some() {}
    let op = || async { http.post("https://api.hubapi.com/crm/v3/objects/tasks").send().await.map_err(backoff::Error::transient) }; //~ POST /crm/v3/objects/tasks
    backoff::future::retry(backoff::ExponentialBackoff::default(), op).await?;
    Ok(())
}
pub fn sync(ids: &[u64]) {
    use rayon::prelude::*;
    ids.par_iter().for_each(|id| { let _ = ureq::delete(&format!("https://api.hubapi.com/crm/v3/objects/notes/{id}")).call(); }); //~ DELETE /crm/v3/objects/notes/{}
    ["line_items", "products"].into_par_iter().map(|kind| format!("https://api.hubapi.com/crm/v3/properties/{kind}")).for_each(|url| { ureq::get(&url).call().unwrap(); }); //~ GET /crm/v3/properties/line_items ; GET /crm/v3/properties/products
}
