//! Recursion over the rest of a list, over a tree of lists, and down by number.
//@ deps: reqwest
pub fn each(http: &reqwest::blocking::Client, kinds: &[&str]) {
    let [first, rest @ ..] = kinds else { return };
    let _ = http.get(format!("https://api.hubapi.com/crm/v3/objects/{first}")).send(); //~ GET /crm/v3/objects/contacts ; GET /crm/v3/objects/deals ; GET /crm/v3/objects/tickets
    each(http, rest);
}
pub enum Tree { Leaf(&'static str), Node(Vec<Tree>) }
pub fn walk(http: &reqwest::blocking::Client, tree: &Tree) {
    match tree {
        Tree::Leaf(kind) => { let _ = http.get(format!("https://api.hubapi.com/crm/v3/properties/{kind}")).send(); } //~ GET /crm/v3/properties/calls ; GET /crm/v3/properties/notes ; GET /crm/v3/properties/tasks
        Tree::Node(all) => for one in all { walk(http, one) },
    }
}
pub fn run(http: &reqwest::blocking::Client) {
    each(http, &["contacts", "deals", "tickets"]);
    walk(http, &Tree::Node(vec![Tree::Leaf("calls"), Tree::Node(vec![Tree::Leaf("notes"), Tree::Node(vec![Tree::Leaf("tasks")])])]));
}
