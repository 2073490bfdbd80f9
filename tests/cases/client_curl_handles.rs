//! libcurl handles in helpers: one sets the verb, one the URL, the caller performs.
//@ deps: curl

use curl::easy::Easy;
use curl::Error;

fn point(easy: &mut Easy, path: &str) -> Result<(), Error> {
    easy.url(&format!("https://api.hubapi.com{path}"))
}

pub fn delete_property(name: &str) -> Result<u32, Error> {
    let mut easy = Easy::new();
    easy.custom_request("DELETE")?;
    point(&mut easy, &format!("/crm/v3/properties/contacts/{name}"))?; //~ DELETE /crm/v3/properties/contacts/{}
    easy.perform()?;
    easy.response_code()
}

pub fn groups() -> Result<u32, Error> {
    let mut easy = Easy::new();
    easy.get(true)?;
    point(&mut easy, "/crm/v3/properties/contacts/groups")?; //~ GET /crm/v3/properties/contacts/groups
    easy.perform()?;
    easy.response_code()
}
