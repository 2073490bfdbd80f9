//! Text tables: CSV-like rows in a constant, read into calls.
//@ deps: reqwest
const TABLE: &str = "\
contacts,GET,
companies,POST,search
deals,DELETE,7";
pub async fn run(http: &reqwest::Client) {
    for line in TABLE.lines() {
        let mut cells = line.split(',');
        let (Some(object), Some(verb), Some(tail)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let path = if tail.is_empty() { format!("/crm/v3/objects/{object}") } else { format!("/crm/v3/objects/{object}/{tail}") };
        let _ = http.request(verb.parse().unwrap(), format!("https://api.hubapi.com{path}")).send().await; //~ GET /crm/v3/objects/contacts ; POST /crm/v3/objects/companies/search ; DELETE /crm/v3/objects/deals/7
    }
}
