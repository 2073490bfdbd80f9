//! Names made with functions of characters: trimmed, split, searched and recased by closures and classes.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

const API: &str = "https://api.hubapi.com/crm/v3/objects";

fn snake(name: &str) -> String {
    let mut text = String::new();
    for (at, char) in name.char_indices() {
        if char.is_uppercase() && at > 0 {
            text.push('_');
        }
        text.extend(char.to_lowercase());
    }
    text
}

pub fn recased(http: &Client) -> RequestBuilder {
    http.get(format!("{API}/{}", snake("LineItems"))) //~ GET /crm/v3/objects/line_items
}

pub fn numbered(http: &Client) -> RequestBuilder {
    let name = "deals42".trim_end_matches(|char: char| char.is_ascii_digit());
    http.get(format!("{API}/{name}")) //~ GET /crm/v3/objects/deals
}

pub fn by_class(http: &Client) -> RequestBuilder {
    let name = "1tickets2".trim_matches(char::is_numeric);
    http.get(format!("{API}/{name}")) //~ GET /crm/v3/objects/tickets
}

pub fn split(http: &Client) -> RequestBuilder {
    let name = "kind=quotes;page=1".split(['=', ';']).nth(1).unwrap_or("contacts");
    http.get(format!("{API}/{name}")) //~ GET /crm/v3/objects/quotes
}

pub fn capital(http: &Client) -> RequestBuilder {
    let name = "Products";
    let mut chars = name.chars();
    let first = chars.next().map(|char| char.to_ascii_lowercase()).unwrap_or_default();
    http.get(format!("{API}/{first}{}", chars.as_str())) //~ GET /crm/v3/objects/products
}

pub fn replaced_once(http: &Client) -> RequestBuilder {
    http.get(format!("{API}/{}", "orders--".replacen('-', "/", 1).replace('-', "search"))) //~ GET /crm/v3/objects/orders/search
}

/// Where it is cut depends on the run: what is left is not the whole.
pub fn unknown_cut(http: &Client, is_end: fn(char) -> bool) -> RequestBuilder {
    http.get(format!("{API}/{}", "contacts".trim_end_matches(is_end))) //~ GET /crm/v3/objects/{}
}
