//! Associated types with lifetimes, const generics as versions, and a blanket impl that builds the path.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

pub trait Area {
    const NAME: &'static str;
    type Handle<'c>
    where
        Self: 'c;
    fn open<'c>(client: &'c Client) -> Self::Handle<'c>;
}

pub struct Handle<'c, const VERSION: u8> {
    client: &'c Client,
    name: &'static str,
}

impl<const VERSION: u8> Handle<'_, VERSION> {
    fn get(&self, tail: &str) -> RequestBuilder {
        self.client.get(format!("https://api.hubapi.com/{}/v{VERSION}/{tail}", self.name))
    }
}

pub struct Forms;
pub struct Automation;

impl Area for Forms {
    const NAME: &'static str = "marketing";
    type Handle<'c> = Handle<'c, 3>;
    fn open(client: &Client) -> Handle<'_, 3> {
        Handle { client, name: Self::NAME }
    }
}

impl Area for Automation {
    const NAME: &'static str = "automation";
    type Handle<'c> = Handle<'c, 4>;
    fn open(client: &Client) -> Self::Handle<'_> {
        Handle { client, name: <Self as Area>::NAME }
    }
}

pub fn forms(client: &Client) -> RequestBuilder {
    Forms::open(client).get("forms") //~ GET /marketing/v3/forms
}

pub fn flows(client: &Client) -> RequestBuilder {
    <Automation as Area>::open(client).get("flows") //~ GET /automation/v4/flows
}
