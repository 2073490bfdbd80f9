//! Options and results in every combination that decides a path.
//@ deps: reqwest
pub struct Filter { kind: Option<&'static str>, id: Option<u64>, archived: bool }
impl Filter {
    fn path(&self) -> Option<String> {
        let kind = self.kind?;
        let tail = self.id.map(|id| format!("/{id}")).or_else(|| self.archived.then(|| "/archived".to_string())).unwrap_or_default();
        Some(format!("https://api.hubapi.com/crm/v3/objects/{kind}{tail}"))
    }
}
pub async fn run(http: &reqwest::Client, given: Option<&'static str>) -> reqwest::Result<()> {
    if let Some(url) = (Filter { kind: Some("contacts"), id: None, archived: false }).path() { http.get(url).send().await?; } //~ GET /crm/v3/objects/contacts
    if let Some(url) = (Filter { kind: Some("deals"), id: Some(3), archived: true }).path() { http.get(url).send().await?; } //~ GET /crm/v3/objects/deals/3
    if let Some(url) = (Filter { kind: None, id: Some(3), archived: true }).path() { http.get(url).send().await?; }
    let mut slot = Some("tickets");
    let taken = slot.take().zip(Some("search")).map(|(kind, tail)| format!("{kind}/{tail}")).expect("set");
    http.post(format!("https://api.hubapi.com/crm/v3/objects/{taken}")).send().await?; //~ POST /crm/v3/objects/tickets/search
    if let Some(kind) = slot { http.get(format!("https://api.hubapi.com/crm/v3/objects/{kind}")).send().await?; }
    let kind = *slot.get_or_insert("quotes");
    http.get(format!("https://api.hubapi.com/crm/v3/properties/{kind}")).send().await?; //~ GET /crm/v3/properties/quotes
    let owner: Result<&str, ()> = Err(());
    let path = owner.or_else(|()| Ok::<_, ()>("owners")).and_then(|name| if name.is_empty() { Err(()) } else { Ok(format!("crm/v3/{name}")) }).unwrap_or_else(|()| "never".into());
    http.get(format!("https://api.hubapi.com/{path}")).send().await?; //~ GET /crm/v3/owners
    let known = given.filter(|kind| matches!(*kind, "calls" | "emails")).unwrap_or("notes");
    http.get(format!("https://api.hubapi.com/crm/v3/objects/{known}")).send().await?; //~ GET /crm/v3/objects/calls ; GET /crm/v3/objects/emails ; GET /crm/v3/objects/notes
    Ok(())
}
