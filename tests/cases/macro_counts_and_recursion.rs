//! A token muncher: the macro calls itself with what is left.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

macro_rules! route {
    (@path $done:expr ;) => { $done };
    (@path $done:expr ; / $name:ident $($rest:tt)*) => {
        route!(@path concat!($done, "/", stringify!($name)) ; $($rest)*)
    };
    (@path $done:expr ; / $name:literal $($rest:tt)*) => {
        route!(@path concat!($done, "/", $name) ; $($rest)*)
    };
    ($http:expr, $verb:ident, $($path:tt)+) => {
        $http.$verb(route!(@path "https://api.hubapi.com" ; $($path)+))
    };
}

pub fn templates(http: &Client) -> RequestBuilder {
    route!(http, get, /crm/v3/imports) //~ GET /crm/v3/imports
}

pub fn configurations(http: &Client) -> RequestBuilder {
    route!(http, get, /crm/associations/v4/definitions/configurations/all) //~ GET /crm/associations/v4/definitions/configurations/all
}

pub fn transcripts(http: &Client) -> RequestBuilder {
    route!(http, post, /crm/v3/extensions/calling/"transcripts") //~ POST /crm/v3/extensions/calling/transcripts
}
