//! A macro that stands as a statement: what it binds under names that it was given is seen behind it, its own names are
//! its own, and what it assigns or returns it does where it stands.
//@ deps: reqwest

macro_rules! urls {
    ($($name:ident = $path:literal),+) => {
        let root = "https://api.hubapi.com";
        $(let $name = format!("{root}{}", $path);)+
    };
}

macro_rules! send {
    ($http:expr, $path:expr) => {
        let path = format!("https://api.hubapi.com{}", $path);
        let answer = $http.get(path).send();
        drop(answer);
    };
}

macro_rules! ensure {
    ($condition:expr) => {
        if !$condition {
            return;
        }
    };
}

macro_rules! set {
    ($variable:ident, $path:literal) => {
        $variable = $path;
    };
}

macro_rules! twice {
    ($first:ident, $second:ident) => {
        urls!($first = "/crm/v3/lists", $second = "/crm/v3/pipelines/deals");
    };
}

pub fn run(http: &reqwest::blocking::Client, on: bool) {
    let path = "/crm/v3/objects/notes";
    let root = "https://crm.example.com";
    urls!(tasks = "/crm/v3/objects/tasks", calls = "/crm/v3/objects/calls");
    let _ = http.get(tasks).send(); //~ GET /crm/v3/objects/tasks
    let _ = http.get(&calls).send(); //~ GET /crm/v3/objects/calls
    send!(http, "/crm/v3/objects/emails"); //~ GET /crm/v3/objects/emails
    let _ = http.get(format!("https://api.hubapi.com{path}")).send(); //~ GET /crm/v3/objects/notes
    let _ = http.get(format!("{root}/objects/deals")).send();
    ensure!(on);
    let mut other = "/crm/v3/owners";
    let _ = http.get(format!("https://api.hubapi.com{other}")).send(); //~ GET /crm/v3/owners
    set!(other, "/crm/v3/objects/leads");
    let _ = http.get(format!("https://api.hubapi.com{other}")).send(); //~ GET /crm/v3/objects/leads
    twice!(lists, pipelines);
    let _ = http.get(lists).send(); //~ GET /crm/v3/lists
    let _ = http.get(pipelines).send(); //~ GET /crm/v3/pipelines/deals
}
