//! A layer that recognises requests by their path and counts them.
//@ deps: tower http
//@ scopes:

use std::collections::BTreeMap;

#[derive(Default)]
pub struct Counter {
    seen: BTreeMap<&'static str, u64>,
}

const GROUPS: [(&str, &str); 3] =
    [("/crm/v3/objects/contacts", "contacts"), ("/crm/v3/objects/deals", "deals"), ("/crm/v4/associations", "links")];

impl Counter {
    pub fn call<B>(&mut self, request: &http::Request<B>) -> Option<&'static str> {
        let path = request.uri().path();
        let (_, group) = GROUPS.into_iter().find(|(prefix, _)| path.starts_with(prefix))?;
        *self.seen.entry(group).or_default() += 1;
        Some(group)
    }
}
