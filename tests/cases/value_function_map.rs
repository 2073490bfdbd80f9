//! A map from names to functions and boxed closures, run by an engine.
//@ deps: ureq

use std::collections::HashMap;

type Step = Box<dyn Fn(&Engine, u64)>;

pub struct Engine {
    base: &'static str,
}

impl Engine {
    fn delete(&self, path: String) {
        let _ = ureq::delete(&(self.base.to_owned() + &path)).call();
    }
}

fn contact(engine: &Engine, id: u64) {
    engine.delete(format!("/crm/v3/objects/contacts/{id}")); //~ DELETE /crm/v3/objects/contacts/{}
}

fn steps() -> HashMap<&'static str, Step> {
    let mut steps: HashMap<&'static str, Step> = HashMap::new();
    steps.insert("contact", Box::new(contact));
    //~ DELETE /crm/v3/objects/companies/{}
    steps.insert("company", Box::new(|engine, id| engine.delete(format!("/crm/v3/objects/companies/{id}"))));
    steps
}

pub fn run(name: &str, id: u64) {
    let engine = Engine { base: "https://api.hubapi.com" };
    if let Some(step) = steps().get(name) {
        step(&engine, id);
    }
}
