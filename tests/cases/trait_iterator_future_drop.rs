//! An iterator, a future and a destructor of the program's own that make requests.
//@ deps: ureq
use std::future::{Future, IntoFuture, Ready, ready};
use std::pin::Pin;
use std::task::{Context, Poll};
pub struct Pages { after: Option<String>, kind: &'static str }
impl Iterator for Pages {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        let after = self.after.take()?;
        let url = format!("https://api.hubapi.com/crm/v3/objects/{}?after={after}", self.kind);
        ureq::get(&url).call().ok()?.into_string().ok()
    }
}
pub struct Lock(u64);
impl Drop for Lock {
    fn drop(&mut self) { let _ = ureq::delete(&format!("https://api.hubapi.com/crm/v3/imports/{}", self.0)).call(); } //~ DELETE /crm/v3/imports/{}
}
pub struct Ping;
impl Future for Ping {
    type Output = bool;
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<bool> { Poll::Ready(ureq::get("https://api.hubapi.com/account-info/v3/details").call().is_ok()) } //~ GET /account-info/v3/details
}
pub struct Fetch(&'static str);
impl IntoFuture for Fetch {
    type Output = bool;
    type IntoFuture = Ready<bool>;
    fn into_future(self) -> Ready<bool> { ready(ureq::get(&format!("https://api.hubapi.com/{}", self.0)).call().is_ok()) }
}
pub async fn run() {
    for page in (Pages { after: Some(String::new()), kind: "contacts" }) { println!("{page}"); } //~ GET /crm/v3/objects/contacts
    let all: Vec<String> = Pages { after: Some("0".into()), kind: "deals" }.take(3).collect(); //~ GET /crm/v3/objects/deals
    let _lock = Lock(all.len() as u64);
    Ping.await;
    Fetch("crm/v3/schemas").await; //~ GET /crm/v3/schemas
}
