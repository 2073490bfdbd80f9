//! Lists that are filtered, cut, sorted and reordered before their elements are used.
//@ deps: ureq

const API: &str = "https://api.hubapi.com/crm/v3/objects";

fn read(name: &str) -> Result<u16, ureq::Error> {
    Ok(ureq::get(format!("{API}/{name}")).call()?.status().as_u16())
}

pub fn retained() -> Result<(), ureq::Error> {
    let mut names = vec!["contacts", "deals", "tickets"];
    names.retain(|name| *name != "deals");
    for name in names {
        read(name)?; //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/tickets
    }
    Ok(())
}

pub fn cut() -> Result<u16, ureq::Error> {
    let mut names = vec!["quotes", "calls", "emails"];
    names.truncate(2);
    names.remove(0);
    names.reverse();
    read(&names.join("/")) //~ GET /crm/v3/objects/calls
}

pub fn sorted() -> Result<u16, ureq::Error> {
    let mut names = ["tasks", "notes", "meetings"];
    names.sort_unstable();
    names.swap(0, 2);
    read(names[0]) //~ GET /crm/v3/objects/tasks
}

pub fn taken_out() -> Result<u16, ureq::Error> {
    let mut queue = std::collections::VecDeque::from(["invoices", "orders", "carts"]);
    queue.pop_front();
    queue.rotate_left(1);
    let last = queue.pop_back().unwrap_or_default();
    read(last) //~ GET /crm/v3/objects/orders
}

pub fn overwritten() -> Result<u16, ureq::Error> {
    let mut parts = vec!["line".to_owned(), "items".to_owned()];
    for part in parts.iter_mut().skip(1) {
        part.insert(0, '_');
    }
    read(&parts.concat()) //~ GET /crm/v3/objects/line_items
}

pub fn only_second() -> Result<u16, ureq::Error> {
    let mut names = vec!["leads", "goal_targets"];
    let second: Vec<&str> = names.drain(1..).collect();
    read(second[0]) //~ GET /crm/v3/objects/goal_targets
}
