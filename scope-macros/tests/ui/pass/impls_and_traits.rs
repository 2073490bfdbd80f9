//! Impl blocks, traits, their methods, and modules.

use scope_macros::scopes;

struct Hub<T> {
    token: T,
}

#[scopes("crm.objects.deals.read")]
impl<T: AsRef<str>> Hub<T> {
    #[scopes("crm.objects.deals.read")]
    fn token(&self) -> &str {
        self.token.as_ref()
    }
}

#[scopes("crm.objects.deals.read", "crm.objects.deals.write")]
pub trait Deals {
    const LIMIT: usize = 100;

    #[scopes("crm.objects.deals.read")]
    fn read(&self) -> usize;

    #[scopes("crm.objects.deals.write")]
    fn write(&mut self) -> usize {
        Self::LIMIT
    }
}

impl<T> Deals for Hub<T> {
    #[scopes("crm.objects.deals.read")]
    fn read(&self) -> usize {
        1
    }
}

#[scopes("settings.users.read")]
pub mod users {
    //! Inner docs stay where they are.

    #[super::scopes("settings.users.read")]
    pub fn all() -> usize {
        super::inner_count()
    }
}

fn inner_count() -> usize {
    2
}

fn main() {
    let mut hub = Hub { token: "t" };
    assert_eq!(hub.token(), "t");
    assert_eq!(hub.read(), 1);
    assert_eq!(hub.write(), 100);
    assert_eq!(users::all(), 2);
}
