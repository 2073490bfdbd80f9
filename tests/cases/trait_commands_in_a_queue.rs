//! The command pattern: boxed commands in a queue, each knows its request; one wraps another.
//@ deps: ureq

use std::collections::VecDeque;

trait Command {
    fn path(&self) -> String;
    fn verb(&self) -> &'static str {
        "POST"
    }
}

struct Create(&'static str);
struct Archive<C>(C, u64);

impl Command for Create {
    fn path(&self) -> String {
        format!("/crm/v3/objects/{}", self.0)
    }
}

impl<C: Command> Command for Archive<C> {
    fn path(&self) -> String {
        format!("{}/{}", self.0.path(), self.1)
    }
    fn verb(&self) -> &'static str {
        "DELETE"
    }
}

fn execute(command: &dyn Command) {
    let url = format!("https://api.hubapi.com{}", command.path());
    match command.verb() {
        "POST" => drop(ureq::post(&url).call()),
        "DELETE" => drop(ureq::delete(&url).call()),
        _ => unreachable!(),
    }
}

pub fn one() {
    execute(&Create("orders")); //~ POST /crm/v3/objects/orders
}

pub fn all(id: u64) {
    let mut queue: VecDeque<Box<dyn Command>> = VecDeque::new();
    queue.push_back(Box::new(Create("carts")));
    queue.push_back(Box::new(Archive(Create("quotes"), id)));
    while let Some(command) = queue.pop_front() {
        execute(command.as_ref()); //~ POST /crm/v3/objects/carts ; DELETE /crm/v3/objects/quotes/{}
    }
}
