//! Values that are changed through `&mut` patterns, `as_mut`, `get_or_insert_with` and what gives ways into a list.
//@ deps: ureq

type Reply = Result<ureq::http::Response<ureq::Body>, ureq::Error>;

const API: &str = "https://api.hubapi.com";

pub fn through_some() -> Option<Reply> {
    let mut path = Some(String::from("/crm/v3/objects/deals"));
    if let Some(path) = &mut path {
        path.push_str("/search");
    }
    Some(ureq::post(format!("{API}{}", path?)).send_empty()) //~ POST /crm/v3/objects/deals/search
}

pub fn filled() -> Reply {
    let mut path: Option<String> = None;
    path.get_or_insert_with(|| "/crm/v3/objects/calls".to_owned());
    ureq::get(format!("{API}{}", path.unwrap_or_default())).call() //~ GET /crm/v3/objects/calls
}

pub fn first_and_last() -> Reply {
    let mut parts = vec!["crm".to_owned(), "v3".to_owned(), "object".to_owned()];
    if let Some(last) = parts.last_mut() {
        last.push('s');
    }
    *parts.first_mut().expect("there are three") = "/crm".to_owned();
    ureq::get(format!("{API}{}/emails", parts.join("/"))).call() //~ GET /crm/v3/objects/emails
}

pub fn swapped() -> Reply {
    let mut wanted = String::from("/crm/v3/objects/notes");
    let mut other = String::from("/crm/v3/objects/tasks");
    std::mem::swap(&mut wanted, &mut other);
    let taken = std::mem::take(&mut wanted);
    ureq::get(format!("{API}{taken}{wanted}")).call() //~ GET /crm/v3/objects/tasks
}

pub fn of_a_failure() -> Reply {
    let found: Result<&str, &str> = Err("meetings");
    let name = found.map_err(|name| format!("/crm/v3/objects/{name}")).unwrap_err();
    ureq::get(format!("{API}{name}")).call() //~ GET /crm/v3/objects/meetings
}
