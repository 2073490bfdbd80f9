#[test]
fn deals() {
    let http = reqwest::blocking::Client::new();
    assert!(targets::object(&http, "deals").send().is_ok());
}
