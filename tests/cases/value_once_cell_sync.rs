//! `once_cell`: a `Lazy` struct, a `OnceCell` field filled on first use.
//@ deps: ureq once_cell

use once_cell::sync::{Lazy, OnceCell};

struct Places {
    owners: String,
    users: String,
}

static PLACES: Lazy<Places> = Lazy::new(|| {
    let base = "https://api.hubapi.com";
    Places { owners: format!("{base}/crm/v3/owners"), users: [base, "/settings/v3/users"].concat() }
});

#[derive(Default)]
pub struct Session {
    objects: OnceCell<String>,
}

pub type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

impl Session {
    fn objects(&self) -> &str {
        self.objects.get_or_init(|| "https://api.hubapi.com/crm/v3/objects".to_owned())
    }

    pub fn goals(&self) -> Reply {
        ureq::get(format!("{}/goal_targets", self.objects())).call() //~ GET /crm/v3/objects/goal_targets
    }
}

pub fn owners() -> Reply {
    ureq::get(&PLACES.owners).call() //~ GET /crm/v3/owners
}

pub fn remove_user(user: &str) -> Reply {
    ureq::delete(format!("{}/{user}", PLACES.users)).call() //~ DELETE /settings/v3/users/{}
}
