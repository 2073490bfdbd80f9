//! Macros of other crates whose texts are another vendor's or no URL at all.
//@ deps: rest-dsl tabled-lite
//@ scopes:

rest_dsl::client! {
    name: Stripe;
    origin: "https://api.stripe.com";
    customers => GET "/v1/customers" -> Vec<Customer>;
}

tabled_lite::columns! {
    Contact: "name" => name, "e-mail" => email;
}

pub struct Customer {
    pub id: String,
}

pub struct Contact {
    pub name: String,
    pub email: String,
}
