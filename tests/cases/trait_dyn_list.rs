//! A vector of boxed trait objects, each with its own path, run by one loop.
//@ deps: reqwest

use reqwest::blocking::Client;
use std::collections::BTreeMap;

pub trait Export {
    fn name(&self) -> &str;
    fn path(&self) -> String;
    fn search(&self) -> bool {
        false
    }
}

struct Owners;
struct Forms;
struct Records(&'static str);

impl Export for Owners {
    fn name(&self) -> &str {
        "owners"
    }

    fn path(&self) -> String {
        "/crm/v3/owners".into()
    }
}

impl Export for Forms {
    fn name(&self) -> &str {
        "forms"
    }

    fn path(&self) -> String {
        "/marketing/v3/forms".into()
    }
}

impl Export for Records {
    fn name(&self) -> &str {
        self.0
    }

    fn path(&self) -> String {
        format!("/crm/v3/objects/{}", self.0)
    }
}

pub fn export(http: &Client) -> reqwest::Result<BTreeMap<String, String>> {
    let exports: Vec<Box<dyn Export>> = vec![Box::new(Owners), Box::new(Forms), Box::new(Records("courses"))];
    let mut files = BTreeMap::new();
    for export in exports.iter().filter(|export| !export.search()) {
        let text = http.get(format!("https://api.hubapi.com{}", export.path())).send()?.text()?; //~ GET /crm/v3/owners ; GET /marketing/v3/forms ; GET /crm/v3/objects/courses
        files.insert(export.name().to_owned(), text);
    }
    Ok(files)
}
