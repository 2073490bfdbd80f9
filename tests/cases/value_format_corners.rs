//! All corners of format strings.
//@ deps: reqwest const_format
use const_format::{concatcp, formatcp};
use std::fmt;
const V: &str = "v3";
const ROOT: &str = concatcp!("https://api.hubapi.com/crm/", V);
const LISTS: &str = formatcp!("{ROOT}/lists/{id}", id = 42u8);
pub struct Path<'a>(&'a [&'a str]);
impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() { if index > 0 { f.write_str("/")?; } fmt::Display::fmt(part, f)?; }
        Ok(())
    }
}
pub async fn run(http: &reqwest::Client, width: usize) -> reqwest::Result<()> {
    http.get(LISTS).send().await?; //~ GET /crm/v3/lists/42
    http.get(format!("{0}/{2}/{1}", ROOT, "contacts", "objects")).send().await?; //~ GET /crm/v3/objects/contacts
    http.get(format!("{root}/{}/{kind:>1$}", "properties", width, root = ROOT, kind = "deals")).send().await?; //~ GET /crm/v3/properties/{}
    http.get(format!("{ROOT}/{}", Path(&["objects", "quotes"]))).send().await?; //~ GET /crm/v3/objects/quotes
    http.get(format!("{ROOT}/objects/{kind}/{{literal}}", kind = "calls")).send().await?; //~ GET /crm/v3/objects/calls/{}
    http.get(format!(r"{ROOT}/objects/{:04}", 7)).send().await?; //~ GET /crm/v3/objects/0007
    http.get(format!(concat!("{}", "/owners/{:x}"), ROOT, 255)).send().await?; //~ GET /crm/v3/owners/ff
    Ok(())
}
