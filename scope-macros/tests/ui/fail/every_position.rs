//! An error stays the only one wherever the attribute stands.

use scope_macros::scopes;

struct Hub;

#[scopes("form")]
impl Hub {
    #[scopes("form")]
    fn method(&self) {}
}

#[scopes("form")]
trait Read {
    #[scopes("form")]
    fn read(&self);
}

impl Read for Hub {
    #[scopes("form")]
    fn read(&self) {}
}

#[scopes("form")]
mod inner {
    pub fn f() {}
}

fn main() {
    #[scopes("form")]
    fn statement() {}

    Hub.method();
    Hub.read();
    inner::f();
    statement();
}
