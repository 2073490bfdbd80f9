/// Reads the address book.
pub fn fetch(origin: &str, id: u64) -> Result<String, ureq::Error> {
    ureq::get(format!("{origin}/crm/v3/objects/contacts/{id}")).call()?.body_mut().read_to_string()
}
