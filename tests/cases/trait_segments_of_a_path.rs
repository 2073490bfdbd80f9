//! Newtype ids, a path segment trait, and slices of segments.
//@ deps: reqwest
use std::fmt::{self, Display};
pub struct ContactId(u64); pub struct Slug<'a>(&'a str);
pub trait Segment { fn seg(&self) -> String; }
impl Segment for ContactId { fn seg(&self) -> String { self.0.to_string() } }
impl Segment for Slug<'_> { fn seg(&self) -> String { self.0.to_lowercase() } }
impl Segment for &str { fn seg(&self) -> String { (*self).to_owned() } }
pub struct Url(Vec<String>);
impl Url { fn new() -> Self { Url(vec!["https://api.hubapi.com".into(), "crm".into(), "v3".into()]) } fn push(mut self, s: impl Segment) -> Self { self.0.push(s.seg()); self } fn extend(mut self, all: &[&dyn Segment]) -> Self { for s in all { self.0.push(s.seg()); } self } }
impl Display for Url { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "{}", self.0.join("/")) } }
pub async fn run(http: &reqwest::Client, id: u64) {
    let _ = http.get(Url::new().push("objects").push("contacts").push(ContactId(id)).to_string()).send().await; //~ GET /crm/v3/objects/contacts/{}
    let _ = http.get(format!("{}", Url::new().extend(&[&"properties", &Slug("Deals")]))).send().await; //~ GET /crm/v3/properties/deals
}
