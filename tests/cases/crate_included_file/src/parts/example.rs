fn main() {
    ureq::delete("https://api.hubapi.com/crm/v3/objects/contacts/1").call().unwrap();
}
