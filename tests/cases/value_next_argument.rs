//! Each argument of a command line is another one: what the first is compared with says nothing of the second.
//@ deps: reqwest

pub async fn run(http: &reqwest::Client) -> reqwest::Result<()> {
    let mut arguments = std::env::args().skip(1);
    match (arguments.next().as_deref(), arguments.next()) {
        (Some("forget"), Some(contact)) => {
            let url = format!("https://api.hubapi.com/crm/v3/objects/contacts/{contact}");
            http.delete(url).send().await?; //~ DELETE /crm/v3/objects/contacts/{}
        }
        (Some("deals" | "tickets"), Some(id)) if id != "all" => {
            http.get(format!("https://api.hubapi.com/crm/v3/owners/{id}")).send().await?; //~ GET /crm/v3/owners/{}
        }
        _ => {}
    }
    Ok(())
}
