//! A value that is made of itself, by functions that call each other: its first part is known, the rest is not.
//@ deps: reqwest

pub struct Node {
    name: String,
    next: Option<Box<Node>>,
}

impl Node {
    fn of(name: &str) -> Node {
        Node { name: name.to_string(), next: Node::after(name) }
    }

    fn after(name: &str) -> Option<Box<Node>> {
        if name.len() > 3 { Some(Box::new(Node::of(name))) } else { None }
    }

    fn path(&self) -> String {
        match &self.next {
            Some(next) => format!("{}/{}", self.name, next.path()),
            None => self.name.clone(),
        }
    }
}

pub async fn run(http: &reqwest::Client, name: &str) {
    let node = Node::of(name);
    let url = format!("https://api.hubapi.com/crm/v3/objects/contacts/{}", node.path());
    let _ = http.get(url).send().await; //~ GET /crm/v3/objects/contacts/{} ; unresolved
}
