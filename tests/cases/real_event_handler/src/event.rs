use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    Signed { quote: u64, by: String },
    Expired { quote: u64 },
    Copied { quote: u64, items: Vec<u64> },
    Ping,
}
