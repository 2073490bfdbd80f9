//! A default method that one implementor replaces: each type sends what its own method says.
//@ deps: reqwest

use reqwest::{Client, RequestBuilder};

trait Sweep {
    fn object(&self) -> &'static str;

    fn sweep(&self, http: &Client, id: u64) -> RequestBuilder {
        http.delete(format!("https://api.hubapi.com/crm/v3/objects/{}/{id}", self.object())) //~ DELETE /crm/v3/objects/tasks/{}
    }
}

struct Tasks;
struct Contacts;

impl Sweep for Tasks {
    fn object(&self) -> &'static str {
        "tasks"
    }
}

impl Sweep for Contacts {
    fn object(&self) -> &'static str {
        "contacts"
    }

    /// People are forgotten for good.
    fn sweep(&self, http: &Client, _id: u64) -> RequestBuilder {
        http.post(format!("https://api.hubapi.com/crm/v3/objects/{}/gdpr-delete", self.object())) //~ POST /crm/v3/objects/contacts/gdpr-delete
    }
}

pub fn sweep(http: &Client, person: u64, task: u64) -> [RequestBuilder; 2] {
    [Contacts.sweep(http, person), Tasks.sweep(http, task)]
}
