/// A kind of record and the property by which it is found.
pub struct Object {
    pub name: &'static str,
    pub key: &'static str,
}

pub const COMPANY: Object = Object { name: "companies", key: "stripe_customer" };
pub const SUBSCRIPTION: Object = Object { name: "subscriptions", key: "stripe_subscription" };

impl Object {
    pub fn path(&self) -> String {
        ["/crm/v3/objects", self.name].join("/")
    }
}
