fn main() {
    let http = reqwest::blocking::Client::new();
    let _ = targets::object(&http, "contacts").send();
}
