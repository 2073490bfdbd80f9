//! Macros that call macros: a URL macro inside a request macro, with optional parts.
//@ deps: ureq

macro_rules! url {
    ($($segment:expr),+ $(,)?) => {{
        let mut url = String::from("https://api.hubapi.com");
        $(
            url.push('/');
            url.push_str(&$segment.to_string());
        )+
        url
    }};
}

macro_rules! request {
    (GET $($segment:expr),+) => { ureq::get(url!($($segment),+)).call() };
    (DELETE $($segment:expr),+) => { ureq::delete(url!($($segment),+)).call() };
    (POST $($segment:expr),+) => { ureq::post(url!($($segment),+)).send_empty() };
}

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

pub fn recordings(id: u64) -> Reply {
    request!(GET "crm", "v3", "extensions", "calling", id, "settings", "recording") //~ GET /crm/v3/extensions/calling/{}/settings/recording
}

pub fn drop_group(name: &str) -> Reply {
    request!(DELETE "crm/v3/properties", "deals", "groups", name) //~ DELETE /crm/v3/properties/deals/groups/{}
}

pub fn unsubscribe_all() -> Reply {
    request!(POST "communication-preferences", "v4", "statuses", "batch", "unsubscribe-all") //~ POST /communication-preferences/v4/statuses/batch/unsubscribe-all
}
