//! Pages of HubSpot's own web sites are read; they are not the API.
//@ deps: ureq
//@ scopes:

type Page = Result<String, ureq::Error>;

fn page(url: &str) -> Page {
    ureq::get(url).call()?.body_mut().read_to_string()
}

pub fn posts() -> Page {
    page("https://blog.hubspot.com/marketing/rss.xml")
}

pub fn changes() -> Page {
    page("https://developers.hubspot.com/changelog")
}

pub fn script(portal: u64) -> Page {
    page(&format!("https://js.hs-scripts.com/{portal}.js"))
}
