fn main() {
    let http = reqwest::blocking::Client::new();
    let _ = http.delete("https://api.hubapi.com/settings/v3/users/1").send();
    let _ = targets::object(&http, "users").send();
}
