//! Code and arguments that come out of a `macro_rules!` macro.

use scope_macros::{endpoint, scopes};

macro_rules! annotated {
    ($scope:literal, $item:item) => {
        #[scopes($scope)]
        $item
    };
}

macro_rules! reader {
    ($vis:vis $name:ident, $scope:literal, $reason:expr, $path:literal, $object:literal) => {
        #[scopes($scope, optional("files", reason = $reason))]
        #[endpoint(GET, $path, object_types($object))]
        $vis fn $name() -> &'static str {
            $path
        }
    };
}

annotated!("forms", pub fn forms() -> u8 { 1 });
annotated!("forms", mod inner { pub fn forms() -> u8 { 2 } });
reader!(pub(crate) contacts, "crm.objects.contacts.read", "avatars", "/crm/v3/objects/{objectType}", "contacts");
reader!(deals, "crm.objects.deals.read", "attachments", "/crm/v3/objects/{objectType}", "deals");

fn main() {
    assert_eq!((forms(), inner::forms()), (1, 2));
    assert_eq!(contacts(), deals());
}
