//! `From` impls of the crate: an enum into `&str` and into `String`, a plain struct into a URL.
//@ deps: reqwest url

use reqwest::{Client, RequestBuilder, Url};

#[derive(Clone, Copy)]
pub enum Activity {
    Call,
    Meeting,
}

impl From<Activity> for &'static str {
    fn from(activity: Activity) -> Self {
        match activity {
            Activity::Call => "calls",
            Activity::Meeting => "meetings",
        }
    }
}

pub struct Place {
    pub activity: Activity,
    pub id: u64,
}

impl From<Place> for String {
    fn from(place: Place) -> String {
        let name: &str = place.activity.into();
        format!("https://api.hubapi.com/crm/v3/objects/{name}/{}", place.id)
    }
}

impl TryFrom<Activity> for Url {
    type Error = url::ParseError;

    fn try_from(activity: Activity) -> Result<Url, url::ParseError> {
        Url::parse("https://api.hubapi.com/crm/v3/objects/")?.join(activity.into())
    }
}

pub fn call(http: &Client, id: u64) -> RequestBuilder {
    let url: String = Place { activity: Activity::Call, id }.into();
    http.get(url) //~ GET /crm/v3/objects/calls/{}
}

pub fn drop_meeting(http: &Client, id: u64) -> RequestBuilder {
    http.delete(String::from(Place { activity: Activity::Meeting, id })) //~ DELETE /crm/v3/objects/meetings/{}
}

pub fn log_meeting(http: &Client) -> Result<RequestBuilder, url::ParseError> {
    Ok(http.post(Url::try_from(Activity::Meeting)?)) //~ POST /crm/v3/objects/meetings
}
