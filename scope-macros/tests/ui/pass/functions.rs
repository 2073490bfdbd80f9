//! Functions of every kind, also inside of others.

use scope_macros::scopes;

#[scopes("crm.objects.contacts.read")]
fn plain() -> &'static str {
    "plain"
}

#[scopes("crm.objects.contacts.read", optional("crm.objects.contacts.write", reason = "two-way sync"))]
async fn asynchronous<'a, T>(value: &'a T) -> &'a T
where
    T: Sync + ?Sized,
{
    value
}

#[scopes(unchecked("crm.objects.spaceships.read"))]
pub(crate) const unsafe extern "C" fn qualified(value: u8) -> u8 {
    value
}

#[scopes("forms", "files")]
#[scopes(allow(unresolved_call, unknown_endpoint, reason = "passes on what the administrator typed"))]
#[inline]
fn stacked<const N: usize>() -> impl Iterator<Item = usize> {
    0..N
}

fn main() {
    #[scopes("automation")]
    fn inner() -> u8 {
        7
    }

    assert_eq!(plain(), "plain");
    drop(asynchronous("contacts"));
    assert_eq!(unsafe { qualified(1) }, 1);
    assert_eq!(stacked::<3>().count(), 3);
    assert_eq!(inner(), 7);
}
