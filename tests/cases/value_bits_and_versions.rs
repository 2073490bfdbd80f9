//! Version by deployment ring, object by scope string, suffix by bit flags.
//@ deps: reqwest
pub enum Ring { Stable, Beta }
const READ: u8 = 1; const BATCH: u8 = 2;
fn version(ring: &Ring) -> &'static str { match ring { Ring::Stable => "v3", Ring::Beta => "v4" } }
fn object(scope: &str) -> Option<&str> { scope.strip_prefix("crm.objects.")?.split('.').next() }
fn tail(flags: u8) -> &'static str { if flags & BATCH != 0 { if flags & READ != 0 { "/batch/read" } else { "/batch/update" } } else { "" } }
pub async fn run(http: &reqwest::Client) -> Option<()> {
    for (scope, flags) in [("crm.objects.deals.read", READ | BATCH), ("crm.objects.tickets.write", BATCH)] {
        let url = format!("https://api.hubapi.com/crm/{}/objects/{}{}", version(&Ring::Stable), object(scope)?, tail(flags));
        http.post(url).send().await.ok()?; //~ POST /crm/v3/objects/deals/batch/read ; POST /crm/v3/objects/tickets/batch/update
    }
    http.get(format!("https://api.hubapi.com/crm/{}/objects/contacts/1/associations/deals", version(&Ring::Beta))).send().await.ok()?; //~ GET /crm/v4/objects/contacts/1/associations/deals
    Some(())
}
