use crate::is_read;
use worker::Method;

/// Paths of other HubSpot resources stay closed, even for reading.
const CLOSED: [&str; 3] = ["/crm/v3/objects/deals", "/crm/v3/objects/tickets", "/settings/v3/users"];

pub fn allows(method: &Method, path: &str) -> bool {
    let closed = CLOSED.iter().any(|prefix| path.starts_with(prefix));
    !closed && (is_read(method) || path.starts_with("/newsletter"))
}
