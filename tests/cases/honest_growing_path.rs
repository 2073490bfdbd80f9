//! A path that grows in a loop or by recursion has no known end.
//@ deps: ureq

const API: &str = "https://api.hubapi.com";

pub fn walk(names: &[String]) -> Result<u16, ureq::Error> {
    let mut url = format!("{API}/cms/v3");
    for name in names {
        url.push('/');
        url.push_str(name);
    }
    Ok(ureq::get(url).call()?.status().as_u16()) //~ unresolved
}

pub fn pages(limit: u32) -> Result<u32, ureq::Error> {
    let mut url = format!("{API}/cms/v3/domains?limit={limit}");
    for page in 0..limit {
        ureq::get(&url).call()?; //~ GET /cms/v3/domains
        url.push_str(&format!("&page={page}"));
    }
    Ok(limit)
}
