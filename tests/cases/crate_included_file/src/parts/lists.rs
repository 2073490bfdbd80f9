pub fn all() -> Reply {
    ureq::get(format!("{API}/crm/v3/lists")).call() //~ GET /crm/v3/lists
}

pub fn restore(list: u64) -> Reply {
    ureq::put(format!("{API}/crm/v3/lists/{list}/restore")).send_empty() //~ PUT /crm/v3/lists/{}/restore
}
