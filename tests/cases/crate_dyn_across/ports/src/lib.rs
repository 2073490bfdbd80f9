use serde_json::Value;

pub trait Port {
    fn pull(&self, kind: Kind) -> anyhow::Result<Value>;
    fn push(&self, kind: Kind, id: &str, fields: &Value) -> anyhow::Result<()>;
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Person,
    Firm,
}
