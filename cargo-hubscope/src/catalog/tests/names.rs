//! Scope names and object types.

use super::super::{Catalog, Standing};

/// Every name that was seen in the wild and is none, with the right one.
#[test]
fn wrong_names_are_put_right() {
    for (wrong, right) in [
        ("crm.objects.feedback_submission.read", "crm.objects.feedback_submissions.read"),
        ("business_units.view.read", "business_units_view.read"),
        ("settings.users.team.write", "settings.users.teams.write"),
        ("crm.objects.commerce_payments.read", "crm.objects.commercepayments.read"),
        ("crm.schemas.commerce_payments.write", "crm.schemas.commercepayments.write"),
        ("crm.schemas.line_items.write", "e-commerce"),
        ("automation.workflows.read", "automation"),
        ("automation.workflows.write", "automation"),
        ("forms.read", "forms"),
        ("content.read", "content.site_pages.read"),
        ("content.write", "content.site_pages.write"),
        ("crm.pipelines.read", "crm.schemas.deals.read"),
        ("crm.pipelines.write", "crm.schemas.deals.write"),
        ("crm.objects.engagements.read", "crm.objects.contacts.read"),
        ("crm.objects.engagements.write", "crm.objects.contacts.write"),
        ("contacts.read", "crm.objects.contacts.read"),
        ("contacts", "crm.objects.contacts.read"),
        ("audit-logs.read", "account-info.security.read"),
        ("cms.hubdb.tables.read", "hubdb.tables.read"),
        ("crm.objects.notes.read", "crm.objects.contacts.read"),
        ("crm.objects.calls.write", "crm.objects.contacts.write"),
        ("crm.objects.tasks.read", "crm.objects.contacts.read"),
        ("crm.objects.emails.read", "crm.objects.contacts.read"),
        ("crm.objects.meetings.write", "crm.objects.contacts.write"),
        ("crm.schemas.notes.read", "crm.schemas.contacts.read"),
        ("crm.objects.contact.read", "crm.objects.contacts.read"),
        ("crm.object.deals.write", "crm.objects.deals.write"),
        ("CRM.Objects.Companies.Read", "crm.objects.companies.read"),
    ] {
        let suggestion = Catalog::embedded().suggest_scope(wrong);
        let first = suggestion.and_then(|suggestion| suggestion.instead.first().map(ToString::to_string));
        assert_eq!(first.as_deref(), Some(right), "{wrong}");
    }
    for nothing in ["crm.associations.read", "business.read"] {
        let suggestion = Catalog::embedded().suggest_scope(nothing).unwrap();
        assert!(suggestion.instead.is_empty() && suggestion.why.is_some(), "{nothing}");
    }
}

#[test]
fn good_names_and_nonsense_get_no_suggestion() {
    for name in ["crm.objects.contacts.read", "tickets", "oauth", "files.ui_hidden.read", "completely-unlike-anything"]
    {
        assert_eq!(Catalog::embedded().suggest_scope(name), None, "{name}");
    }
}

#[test]
fn what_is_suggested_is_a_scope_that_an_app_can_request() {
    let catalog = Catalog::embedded();
    for wrong in &catalog.data.wrong_names {
        let asked = wrong.name.replace('*', "read");
        let Some(suggestion) = catalog.suggest_scope(&asked) else { panic!("{asked}") };
        for name in suggestion.instead {
            assert!(catalog.scope(&name).is_some_and(super::super::Scope::may_be_suggested), "{asked} -> {name}");
        }
    }
}

#[test]
fn activities_have_names_that_the_picker_does_not_offer() {
    for object in ["calls", "emails", "meetings", "notes", "tasks"] {
        let scope = Catalog::embedded().scope(&format!("crm.objects.{object}.read")).unwrap();
        assert_eq!(scope.standing, Standing::NotOffered, "{object}");
    }
}

#[test]
fn object_types_go_by_every_name() {
    let catalog = Catalog::embedded();
    for (name, object) in [
        ("contacts", "contacts"),
        ("contact", "contacts"),
        ("CONTACT", "contacts"),
        ("0-1", "contacts"),
        ("0-3", "deals"),
        ("company", "companies"),
        ("0-8", "line_items"),
        ("0-101", "commerce_payments"),
        ("payments", "commerce_payments"),
        ("goals", "goal_targets"),
        ("2-123", "custom"),
        ("p123_cars", "custom"),
        ("P123_Cars", "custom"),
        ("a99_app_object", "custom"),
    ] {
        assert_eq!(catalog.object(name).map(|object| object.name.as_str()), Some(object), "{name}");
    }
    assert_eq!(catalog.suggest_object("contatcs").map(|object| object.name.as_str()), Some("contacts"));
    assert_eq!(catalog.suggest_object("engagements"), None);
    for nothing in ["", "engagements", "2-", "p_cars", "products1", "0-9999"] {
        assert_eq!(catalog.object(nothing), None, "{nothing}");
    }
}
