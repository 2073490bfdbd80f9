//! Clients in statics: a lazy lock, a once cell that is set later, a thread's own.
//@ deps: reqwest once_cell

use once_cell::sync::OnceCell;
use std::cell::RefCell;
use std::sync::LazyLock;

pub struct Hub {
    http: reqwest::blocking::Client,
    root: &'static str,
}

impl Hub {
    fn at(root: &'static str) -> Hub {
        Hub { http: reqwest::blocking::Client::new(), root }
    }

    fn find(&self) {
        let _ = self.http.post(format!("https://api.hubapi.com/crm/v3/objects/{}/search", self.root)).send();
    }
}

static DEALS: LazyLock<Hub> = LazyLock::new(|| Hub::at("deals"));
static QUOTES: OnceCell<Hub> = OnceCell::new();

thread_local! {
    static TICKETS: RefCell<Hub> = RefCell::new(Hub::at("tickets"));
}

pub fn run() {
    DEALS.find(); //~ POST /crm/v3/objects/deals/search
    QUOTES.get_or_init(|| Hub::at("quotes")).find(); //~ POST /crm/v3/objects/quotes/search
    TICKETS.with(|hub| hub.borrow().find()); //~ POST /crm/v3/objects/tickets/search
}
