//! What is HubSpot's.

use crate::analysis::{Host, Vendor};

use super::super::Catalog;

#[test]
fn hosts_are_told_apart() {
    for (host, whose) in [
        ("api.hubapi.com", Host::Api),
        ("api-eu1.hubapi.com", Host::Api),
        ("api-{}.hubapi.com", Host::Api),
        ("api.hubspot.com", Host::Api),
        ("api.hubapiqa.com", Host::Api),
        ("api.hsforms.com", Host::Api),
        ("forms.hubspot.com", Host::Api),
        ("app.hubspot.com", Host::Pages),
        ("app-eu1.hubspot.com", Host::Pages),
        ("developers.hubspot.com", Host::Pages),
        ("share.hsforms.com", Host::Pages),
        ("js.hsforms.net", Host::Pages),
        ("www.hubspot.com", Host::Pages),
        ("{}.hubapi.com", Host::Api),
        ("app{}.hubspot.com", Host::Pages),
        ("{}.com", Host::Unknown),
        ("api.{}", Host::Unknown),
        ("www.zohoapis.{}", Host::Other),
        ("localhost", Host::Unknown),
        ("127.0.0.1", Host::Unknown),
        ("{}", Host::Unknown),
        ("hub.example.test", Host::Unknown),
        ("crm-cache.internal.example.net", Host::Other),
        ("status.example.com", Host::Other),
        ("www.zohoapis.com", Host::Other),
        ("{}.my.salesforce.com", Host::Other),
        ("nothubspot.com", Host::Other),
    ] {
        assert_eq!(Catalog::embedded().host(host), whose, "{host}");
    }
}

#[test]
fn a_path_alone_is_enough_only_where_no_other_vendor_has_it() {
    let catalog = Catalog::embedded();
    for path in [
        "/crm/v3/objects/contacts/{}",
        "/crm/v3/objects/{}/{}",
        "/crm/v3/objects/contacts",
        "/crm/{}/objects/contacts/{}",
        "/crm/v3/owners",
        "/crm/v4/objects/deals/{}/associations/contacts",
        "/crm/v3/properties/contacts",
        "/account-info/v3/details",
        "/marketing/v3/emails",
        "/cms/v3/hubdb/tables/{}/rows",
        "/crm/v3/objects/contacts/batch/{}",
        "/submissions/v3/integration/submit/{}/{}",
    ] {
        assert!(catalog.distinctive(None, path), "{path}");
    }
    // Real code calls operations with methods that they do not have.
    assert!(catalog.distinctive(Some("DELETE"), "/crm/v3/objects/contacts/batch/archive"));
    for path in [
        "/crm/v3/Contacts/{}",
        "/crm/v2/Contacts",
        "/oauth/v1/token",
        "/oauth/v2/token",
        "/rest/api/2/issue/{}",
        "/services/data/v61.0/sobjects/Contact/{}",
        "/{}/{}/{}",
        "/{}",
        "/",
        "/files/v3/files",
        "/commerce/v1/orders",
    ] {
        assert!(!catalog.distinctive(None, path), "{path}");
    }
}

#[test]
fn hints_are_cheap_and_wide_enough() {
    let catalog = Catalog::embedded();
    for text in [
        "https://api.hubapi.com",
        "api.hubspot.com",
        "/crm/v3/objects/contacts",
        "crm/v3/objects",
        "{}/crm/v3/owners",
        "/account-info/v3/details",
        "/oauth/v1/token",
        "/crm",
        "{}/crm/{}/objects",
        "HUBSPOT_TOKEN",
    ] {
        assert!(catalog.hint(text), "{text}");
    }
    for text in ["", "hello world", "/api/v1/users", "https://example.com/crm", "files", "/settings"] {
        assert!(!catalog.hint(text), "{text}");
    }
}

#[test]
fn an_operation_is_told_from_a_path_that_goes_on() {
    let catalog = Catalog::embedded();
    assert!(catalog.is_operation(Some("GET"), "/crm/v3/objects/contacts"));
    assert!(catalog.is_operation(None, "/crm/v3/objects/contacts/{}"));
    assert!(!catalog.is_operation(Some("GET"), "/crm/v3/objects/contacts{}"));
    assert!(!catalog.is_operation(Some("GET"), "/crm/v3/objects"));
    assert!(!catalog.is_operation(Some("PUT"), "/crm/v3/owners"));
}

#[test]
fn names_are_told() {
    let catalog = Catalog::embedded();
    for name in ["hubspot", "HubSpotClient", "HUBSPOT_TOKEN", "hub_spot", "hubapi"] {
        assert!(catalog.is_name(name), "{name}");
    }
    for name in ["github", "spot", "client", "hub"] {
        assert!(!catalog.is_name(name), "{name}");
    }
}

#[test]
fn pages_for_installing_are_told() {
    let catalog = Catalog::embedded();
    let yes = [
        ("app.hubspot.com", "/oauth/authorize"),
        ("app-eu1.hubspot.com", "/oauth/authorize/"),
        ("app.hubspot.com", "/oauth/123/authorize"),
        ("app.hubspot.com", "/oauth/{}/authorize"),
        ("app-{}.hubspot.com", "/oauth/authorize"),
        ("{}.hubspot.com", "/oauth/authorize"),
    ];
    for (host, path) in yes {
        assert!(catalog.is_page(host, path), "{host}{path}");
    }
    let no = [
        ("app.example.com", "/oauth/authorize"),
        ("app-.hubspot.com", "/oauth/authorize"),
        ("{}", "/oauth/authorize"),
        ("api.hubapi.com", "/oauth/authorize"),
        ("app.hubspot.com", "/oauth/v1/token"),
        ("app.hubspot.com", "/oauth/me/authorize"),
    ];
    for (host, path) in no {
        assert!(!catalog.is_page(host, path), "{host}{path}");
    }
}
