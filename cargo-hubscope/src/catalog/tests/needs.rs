//! What calls need, stated by hand from the documentation of the API and its changes, not from the catalog's output.

use std::collections::BTreeSet;

use super::super::{AuthKind, Catalog, Certainty, Known, Mode, OpenReason, OperationKind, Outcome};
use super::{known, outcome};
use crate::scopes;

#[test]
fn credentials_other_than_scopes_are_told_apart() {
    for (call, kind) in [
        ("POST /oauth/v1/token", OperationKind::ClientCredentials),
        ("GET /oauth/v1/access-tokens/{}", OperationKind::ClientCredentials),
        ("DELETE /oauth/v1/refresh-tokens/{}", OperationKind::ClientCredentials),
        ("GET /webhooks/v3/{}/subscriptions", OperationKind::Developer),
        ("GET /crm/v3/extensions/cards/{}", OperationKind::Developer),
        ("GET /crm/v3/timeline/{}/event-templates", OperationKind::Developer),
        ("POST /automation/v4/actions/{}", OperationKind::Developer),
        ("GET /media-bridge/v1/{}/schemas", OperationKind::Developer),
        ("POST /submissions/v3/integration/submit/{}/{}", OperationKind::NoScope),
    ] {
        let known = known(call);
        assert_eq!(known.kind, kind, "{call}");
        assert_eq!(known.requires(), Some(vec![BTreeSet::new()]), "{call}");
    }
    let details = known("GET /account-info/v3/details");
    assert!(details.needs[0].is_nothing());
    assert_eq!(details.requires(), Some(vec![BTreeSet::new()]));
}

#[test]
fn both_spellings_of_a_split_scope_satisfy() {
    let need = &known("GET /crm/v3/objects/tickets").needs[0];
    assert!(need.is_satisfied_by(|scope| scope == "tickets"));
    assert!(need.is_satisfied_by(|scope| scope == "crm.objects.tickets.read"));
    assert!(!need.is_satisfied_by(|scope| scope == "crm.objects.tickets.write"));
    let need = &known("GET /files/v3/files/{}").needs[0];
    assert!(need.is_satisfied_by(|scope| scope == "files"));
    assert!(need.is_satisfied_by(|scope| scope == "files.read"));
}

#[test]
fn reading_records_does_not_accept_the_scope_to_write() {
    for object in &Catalog::embedded().data.objects {
        let call = format!("GET /crm/v3/objects/{}", if object.name == "custom" { "2-1" } else { &object.name });
        for need in known(&call).needs.iter().filter(|need| need.certainty == Certainty::Certain) {
            let writes = |scope: &str| scope.ends_with(".write");
            assert!(!need.is_satisfied_by(writes), "{call}: {:?}", need.any_of);
        }
    }
}

#[test]
fn writing_records_does_not_accept_the_scope_to_read() {
    for object in &Catalog::embedded().data.objects {
        let name = if object.name == "custom" { "2-1" } else { &object.name };
        for call in [format!("POST /crm/v3/objects/{name}"), format!("DELETE /crm/v3/objects/{name}/{{}}")] {
            let Outcome::Known(known) = outcome(&call) else { panic!("{call}") };
            for need in &known.needs {
                assert!(!need.is_satisfied_by(|scope| scope.ends_with(".read")), "{call}: {:?}", need.any_of);
            }
        }
    }
}

#[test]
fn properties_and_pipelines_accept_the_scope_to_read_records() {
    for call in ["GET /crm/v3/properties/contacts", "GET /crm/v3/properties/contacts/{}"] {
        let need = &known(call).needs[0];
        assert!(need.is_satisfied_by(|scope| scope == "crm.objects.contacts.read"), "{call}");
        assert!(need.is_satisfied_by(|scope| scope == "crm.schemas.contacts.read"), "{call}");
        assert!(!need.is_satisfied_by(|scope| scope.contains(".deals.")), "{call}");
    }
    let need = &known("GET /crm/v3/pipelines/deals").needs[0];
    assert!(need.is_satisfied_by(|scope| scope == "crm.objects.deals.read"));
}

#[test]
fn the_other_side_of_an_association_is_likely() {
    let known = known("PUT /crm/v4/objects/contact/{}/associations/default/deal/{}");
    let sides: Vec<(Certainty, &str)> =
        known.needs.iter().map(|need| (need.certainty, need.any_of[0].first().unwrap().as_ref())).collect();
    assert_eq!(
        sides,
        [(Certainty::Certain, "crm.objects.contacts.write"), (Certainty::Likely, "crm.objects.deals.write")]
    );
    let query = [("associations".to_owned(), Some("deals,companies".to_owned()))];
    let Outcome::Known(read) =
        Catalog::embedded().resolve("GET", "/crm/v3/objects/contacts/{}", &query, AuthKind::Oauth).outcome
    else {
        panic!("not known")
    };
    let likely: Vec<&str> =
        read.needs.iter().filter(|need| need.certainty == Certainty::Likely).map(|need| &*need.about).collect();
    assert_eq!(likely, ["deals: read (associated)", "companies: read (associated)"]);
}

#[test]
fn an_open_other_side_is_not_counted() {
    let known = known("GET /crm/v4/objects/contacts/{}/associations/{}");
    assert_eq!(known.needs.len(), 1);
    assert_eq!(known.needs[0].about, "contacts: read");
}

#[test]
fn sending_an_event_is_disputed_for_static_apps_only() {
    let certainty = |auth| match Catalog::embedded().resolve("POST", "/events/v3/send", &[], auth).outcome {
        Outcome::Known(Known { needs, .. }) => needs[0].certainty,
        other => panic!("{other:?}"),
    };
    assert_eq!(certainty(AuthKind::Oauth), Certainty::Certain);
    assert_eq!(certainty(AuthKind::Static), Certainty::Disputed);
}

#[test]
fn sensitive_names_satisfy_static_apps_only_where_the_descriptions_say_so() {
    let accepts = |auth| match Catalog::embedded().resolve("GET", "/crm/v3/properties/contacts", &[], auth).outcome {
        Outcome::Known(known) => known.needs[0].is_satisfied_by(|scope| scope == "crm.objects.contacts.sensitive.read"),
        other => panic!("{other:?}"),
    };
    assert!(!accepts(AuthKind::Oauth));
    assert!(accepts(AuthKind::Static));
}

#[test]
fn a_strange_object_type_needs_nothing_certain() {
    let known = known("GET /crm/v3/objects/engagements");
    assert!(known.needs.iter().all(|need| need.certainty == Certainty::Disputed));
    assert_eq!(known.requires(), None);
    assert_eq!(known.strange_object.as_deref(), Some("engagements"));
}

#[test]
fn every_certain_need_has_an_alternative_that_an_app_can_request() {
    let catalog = Catalog::embedded();
    let mut without = Vec::new();
    for operation in &catalog.data.operations {
        let Some((at, version)) = operation.versions.first() else { continue };
        let full = super::super::assemble::versioned(&operation.path, usize::from(*at), version);
        for object in &catalog.data.objects {
            let name = if object.name == "custom" { "2-7" } else { &object.name };
            let wanted = operation.object.and_then(|at| operation.path.split('/').nth(usize::from(at) + 1));
            let path = wanted.map_or(full.clone(), |wanted| full.replacen(wanted, name, 1));
            let asked = super::super::published::template(&path);
            if let Outcome::Known(known) = catalog.resolve(&operation.method, &asked, &[], AuthKind::Oauth).outcome {
                for need in known.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
                    if catalog.candidates(need).is_empty() {
                        without.push(format!("{} {path}: {:?}", operation.method, need.any_of));
                    }
                }
            }
            if wanted.is_none() {
                break;
            }
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}

#[test]
fn an_open_object_type_leaves_the_need_open() {
    for call in
        ["GET /crm/v3/objects/{}/{}", "GET /crm/v3/properties/{}", "PUT /crm/v4/objects/{}/{}/associations/{}/{}"]
    {
        match outcome(call) {
            Outcome::Open { reason, operations, accepted } => {
                assert_eq!(reason, OpenReason::ObjectType, "{call}");
                assert_eq!(operations.len(), 1, "{call}");
                assert!(accepted.len() > 20, "{call}");
            }
            other => panic!("{call}: {other:?}"),
        }
    }
}

#[test]
fn names_that_nobody_can_request_are_never_preferred() {
    let catalog = Catalog::embedded();
    let of_every_family = ["contacts", "tickets", "emails", "line_items", "orders", "users", "leads"];
    for operation in catalog.data.operations.iter().filter(|operation| operation.object.is_some()) {
        for object in of_every_family.map(|name| catalog.object(name).unwrap()) {
            let mode = Mode::of(&operation.method, &operation.path);
            let area = super::super::needs::area_of(&operation.path);
            let (list, ..) = catalog.accepted_for(operation, object, AuthKind::Static, area, mode);
            let offered =
                |scopes: &[u16]| scopes.iter().all(|id| catalog.data.scopes[usize::from(*id)].may_be_suggested());
            if !list.iter().any(|accepted| offered(&accepted.scopes)) {
                continue;
            }
            let path = operation.path.replacen("{objectType}", &object.name, 1);
            let Some((_, version)) = operation.versions.first() else { continue };
            let full = super::super::assemble::versioned(&path, usize::from(operation.versions[0].0), version);
            let Outcome::Known(known) = catalog.resolve(&operation.method, &full, &[], AuthKind::Static).outcome else {
                continue;
            };
            let need = &known.needs[0];
            for scope in &need.any_of[need.preferred] {
                assert!(catalog.scope(scope).unwrap().may_be_suggested(), "{full}: {scope}");
            }
        }
    }
}

/// One operation alone gets what one would choose by hand; what is only accepted is not what a set is made of.
#[test]
fn the_minimal_set_of_one_need_is_its_preferred_alternative() {
    let catalog = Catalog::embedded();
    let mut wrong = BTreeSet::new();
    for operation in &catalog.data.operations {
        let full = match operation.versions.first() {
            Some((at, version)) => super::super::assemble::versioned(&operation.path, usize::from(*at), version),
            None => operation.path.clone(),
        };
        for object in &catalog.data.objects {
            let name = if object.name == "custom" { "2-7" } else { &object.name };
            let wanted = operation.object.and_then(|at| operation.path.split('/').nth(usize::from(at) + 1));
            let path = wanted.map_or(full.clone(), |wanted| full.replacen(wanted, name, 1));
            let asked = super::super::published::template(&path);
            if let Outcome::Known(known) = catalog.resolve(&operation.method, &asked, &[], AuthKind::Oauth).outcome {
                for need in known.needs.iter().filter(|need| need.certainty == Certainty::Certain) {
                    let proposal = scopes::Requirement { any_of: need.proposals().to_vec() };
                    let minimal = scopes::minimal(&[proposal], &crate::rules::Costs(catalog)).scopes;
                    if minimal != need.any_of[need.preferred] {
                        wrong
                            .insert(format!("{} {asked}: {minimal:?} in place of {:?}", operation.method, need.any_of));
                    }
                }
            }
            if wanted.is_none() {
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.into_iter().collect::<Vec<_>>().join("\n"));
}

#[test]
fn what_is_accepted_beside_what_an_operation_is_for_is_no_proposal() {
    for (call, aside) in [
        ("POST /marketing/v3/emails", "marketing.email.read"),
        ("POST /conversations/v3/custom-channels/{}/channel-accounts", "conversations.custom_channels.read"),
        ("POST /crm/v3/extensions/calling/recordings/ready", "crm.schemas.contacts.write"),
        ("POST /crm/v3/properties/orders", "crm.pipelines.orders.write"),
        ("GET /crm/v3/pipelines/orders", "crm.pipelines.orders.read"),
    ] {
        let need = &known(call).needs[0];
        assert!(need.is_satisfied_by(|scope| scope == aside), "{call} accepts {aside}");
        assert!(!need.proposals().iter().flatten().any(|scope| &**scope == aside), "{call} is not to propose {aside}");
    }
}
