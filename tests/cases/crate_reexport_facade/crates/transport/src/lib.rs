use serde_json::Value;

pub type Answer = Result<Value, ureq::Error>;

pub struct Transport {
    pub origin: String,
}

impl Default for Transport {
    fn default() -> Self {
        Transport { origin: "https://api.hubapi.com".to_owned() }
    }
}

pub fn read(transport: &Transport, path: &str) -> Answer {
    ureq::get(format!("{}{path}", transport.origin)).call()?.body_mut().read_json()
}

pub fn write(transport: &Transport, path: &str, body: &Value) -> Answer {
    ureq::post(format!("{}{path}", transport.origin)).send_json(body)?.body_mut().read_json()
}
