//! A record's methods reach back to its client; a record knows its own path.
//@ deps: reqwest
use std::rc::{Rc, Weak};
use std::cell::RefCell;
pub struct Client { http: reqwest::blocking::Client, base: String, log: RefCell<Vec<String>> }
pub trait Model { const PLURAL: &'static str; fn id(&self) -> u64; fn client(&self) -> Rc<Client>; fn url(&self) -> String { format!("{}/crm/v3/objects/{}/{}", self.client().base, Self::PLURAL, self.id()) }
    fn reload(&self) -> bool { let url = self.url(); let client = self.client(); client.log.borrow_mut().push(url.clone()); client.http.get(url).send().is_ok() }
    fn destroy(self) -> bool where Self: Sized { self.client().http.delete(self.url()).send().is_ok() } }
pub struct Contact { id: u64, client: Weak<Client> }
pub struct Deal { id: u64, client: Weak<Client> }
impl Model for Contact { const PLURAL: &'static str = "contacts"; fn id(&self) -> u64 { self.id } fn client(&self) -> Rc<Client> { self.client.upgrade().unwrap() } }
impl Model for Deal { const PLURAL: &'static str = "deals"; fn id(&self) -> u64 { self.id } fn client(&self) -> Rc<Client> { self.client.upgrade().unwrap() } }
impl Client {
    pub fn new() -> Rc<Client> { Rc::new(Client { http: reqwest::blocking::Client::new(), base: String::from("https://api.hubapi.com"), log: RefCell::default() }) }
    pub fn contact(self: &Rc<Self>, id: u64) -> Contact { Contact { id, client: Rc::downgrade(self) } }
    pub fn deal(self: &Rc<Self>, id: u64) -> Deal { Deal { id, client: Rc::downgrade(self) } }
}
pub fn run() {
    let client = Client::new();
    client.contact(1).reload(); //~ GET /crm/v3/objects/contacts/1
    client.deal(2).destroy(); //~ DELETE /crm/v3/objects/deals/2
}
