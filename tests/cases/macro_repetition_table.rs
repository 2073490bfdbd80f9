//! A macro with a repetition writes an enum and the paths of its variants.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

macro_rules! objects {
    ($(#[$meta:meta])* $name:ident { $($variant:ident => $path:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug)]
        pub enum $name {
            $($variant),+
        }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn path(self) -> &'static str {
                match self {
                    $($name::$variant => $path),+
                }
            }
        }
    };
}

objects! {
    /// What an order is made of.
    Commerce { Order => "orders", Item => "line_items", Payment => "commerce_payments" }
}

pub fn search(http: &Client) -> Vec<RequestBuilder> {
    let url = |kind: &Commerce| format!("https://api.hubapi.com/crm/v3/objects/{}/search", kind.path());
    Commerce::ALL.iter().map(|kind| http.post(url(kind))).collect() //~ POST /crm/v3/objects/orders/search ; POST /crm/v3/objects/line_items/search ; POST /crm/v3/objects/commerce_payments/search
}

pub fn payments(http: &Client) -> RequestBuilder {
    http.get(format!("https://api.hubapi.com/crm/v3/objects/{}", Commerce::Payment.path())) //~ GET /crm/v3/objects/commerce_payments
}
