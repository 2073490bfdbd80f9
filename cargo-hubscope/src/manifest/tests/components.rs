use super::*;
use crate::manifest::{Components, ObjectScopes, Wants};
use crate::scopes::{Requirement, ScopeSet};

const PROJECT: &str = r#"{"name": "sync", "srcDir": "src", "platformVersion": "2025.2"}"#;
const APP: &str = r#"{"type": "app", "config": {"distribution": "marketplace", "auth": {"type": "oauth"}}}"#;

/// Needs as `file:line text about: what (certainty)`, one a line; the text is the first line of what is pointed at.
fn needs(sources: &Sources, components: &Components) -> Vec<String> {
    let show = |need: &crate::manifest::Need| {
        let (start, _) = sources.range(need.span);
        let wants = match &need.wants {
            Wants::Read(object) => format!("read {object}"),
            Wants::Scopes(requirement) => format!("{:?}", requirement.any_of),
        };
        let file = sources.file(need.span.source).name.rsplit('/').next().unwrap().to_owned();
        let text = sources.snippet(need.span).lines().next().unwrap_or_default();
        format!("{file}:{} {text} {}: {wants} ({:?})", start.line, need.about, need.certainty)
    };
    components.needs.iter().map(show).collect()
}

fn components(files: &[(&str, &str)], manifest: &str) -> (Sources, Components) {
    let tree = Tree::new(files);
    let (mut sources, read) = tree.read(manifest, None);
    let components = Components::read(&read.unwrap(), &tree.root(), &mut sources);
    (sources, components)
}

#[test]
fn a_project_of_platform_2025_2() {
    let (sources, components) = components(
        &[
            ("hsproject.json", PROJECT),
            ("src/app/app-hsmeta.json", APP),
            (
                "src/app/cards/deal-card-hsmeta.json",
                "{\"uid\": \"deal-card\", \"type\": \"card\",\n\"config\": {\"location\": \"crm.record.tab\", \"objectTypes\": [\"deals\", \"COMPANY\"]}}",
            ),
            (
                "src/app/cards/help-hsmeta.json",
                "{\"uid\": \"help\", \"type\": \"card\", \"config\": {\n\"location\": \"helpdesk.sidebar\", \"objectTypes\": []}}",
            ),
            (
                "src/app/webhooks/webhooks-hsmeta.json",
                r#"{"uid": "hooks", "type": "webhooks", "config": {"subscriptions": {
"crmObjects": [{"subscriptionType": "object.creation", "objectType": "p_2-77", "active": true},
               {"subscriptionType": "object.propertyChange", "objectType": "contact", "active": true}],
"legacyCrmObjects": [{"subscriptionType": "contact.propertyChange", "propertyName": "email", "active": true},
                     {"subscriptionType": "contact.creation", "active": true}],
"hubEvents": [{"subscriptionType": "conversation.newMessage", "active": false}]}}}"#,
            ),
            ("src/app/app-events/visit-hsmeta.json", "{\"uid\": \"visit\",\n\"type\": \"app-event\", \"config\": {}}"),
            ("src/app/workflow-actions/tag-hsmeta.json", r#"{"uid": "tag", "type": "workflow-action", "config": {}}"#),
            ("src/app/card/x-hsmeta.json", r#"{"uid": "x", "type": "card", "config": {"objectTypes": ["quotes"]}}"#),
        ],
        "src/app/app-hsmeta.json",
    );
    assert_eq!(
        needs(&sources, &components),
        [
            "visit-hsmeta.json:2 \"app-event\" the app event `visit` writes to timelines: [{\"timeline\"}] (Certain)",
            "deal-card-hsmeta.json:2 \"deals\" the card `deal-card` shows deals: read deals (Certain)",
            "deal-card-hsmeta.json:2 \"COMPANY\" the card `deal-card` shows COMPANY: read COMPANY (Certain)",
            "help-hsmeta.json:2 \"helpdesk.sidebar\" the card `help` is shown in the help desk: read tickets (Certain)",
            "webhooks-hsmeta.json:2 \"p_2-77\" `hooks` subscribes to object.creation: read p_2-77 (Certain)",
            "webhooks-hsmeta.json:3 \"contact\" `hooks` subscribes to object.propertyChange: read contact (Certain)",
            "webhooks-hsmeta.json:4 \"contact.propertyChange\" `hooks` subscribes to contact.propertyChange: read contacts (Certain)",
            "webhooks-hsmeta.json:6 \"conversation.newMessage\" `hooks` subscribes to conversation.newMessage: [{\"conversations.read\"}] (Disputed)",
            "tag-hsmeta.json:1 \"workflow-action\" the workflow action `tag` completes callbacks: [{\"automation\"}] (Disputed)",
        ]
    );
    assert_eq!(
        show(&sources, &components.problems),
        [
            "malformed-manifest 1:22 HubSpot does not look into this folder for components (did you mean the folder `cards`?)",
        ]
    );
    assert_eq!(components.scripts, []);
}

#[test]
fn files_named_by_an_older_manifest() {
    let (sources, components) = components(
        &[
            (
                "src/app/public-app.json",
                r#"{"auth": {"requiredScopes": []}, "webhooks": {"file": "./webhooks/webhooks.json"},
"extensions": {"crm": {"cards": [{"file": "./card.json"}, {"file": "gone.json"}]}}}"#,
            ),
            ("src/app/card.json", r#"{"type": "crm-card", "data": {"objectTypes": [{"name": "contacts"}]}}"#),
            (
                "src/app/webhooks/webhooks.json",
                r#"{"subscriptions": {"crmObjects": [{"subscriptionType": "object.creation", "objectName": "deal"}],
"hubEvents": [{"subscriptionType": "event.completed"}], "crmObject": []}}"#,
            ),
        ],
        "src/app/public-app.json",
    );
    assert_eq!(
        needs(&sources, &components),
        [
            "card.json:1 \"contacts\" the card `card.json` shows contacts: read contacts (Certain)",
            "webhooks.json:1 \"deal\" `webhooks.json` subscribes to object.creation: read deal (Certain)",
        ]
    );
    assert_eq!(
        show(&sources, &components.problems),
        [
            "malformed-manifest 2:68 there is no file gone.json",
            "component-scope 2:36 which scope a subscription to `event.completed` needs is not documented (state it in hubscope.toml: [[need]] component = \"webhooks.json\", scope = \"...\", reason = \"...\")",
            "malformed-manifest 2:57 HubSpot does not know the key `crmObject` of `subscriptions` (did you mean `crmObjects`?)",
        ]
    );
}

#[test]
fn components_that_cannot_be_read_or_do_not_fit() {
    let (sources, components) = components(
        &[
            ("src/app/app-hsmeta.json", r#"{"type": "app", "config": {"auth": {"type": "static"}}}"#),
            ("src/app/cards/a-hsmeta.json", "{\"type\": \"card\" "),
            ("src/app/cards/b-hsmeta.json", r#"{"type": "card", "config": {"objectTypes": "contacts"}}"#),
            ("src/app/cards/c-hsmeta.json", r#"{"type": "card", "config": {"objectTypes": [1]}}"#),
            ("src/app/app-events/e-hsmeta.json", r#"{"uid": "e", "type": "app-event", "config": {}}"#),
            (
                "src/app/webhooks/w-hsmeta.json",
                r#"{"type": "webhooks", "config": {"subscriptions": {"crmObjects": [{}]}}}"#,
            ),
        ],
        "src/app/app-hsmeta.json",
    );
    assert_eq!(
        show(&sources, &components.problems),
        [
            "component-scope 1:22 app events are for marketplace apps with oauth only",
            "malformed-manifest 1:1 not JSON: unterminated object",
            "malformed-manifest 1:44 `objectTypes` is a string, not an array",
            "malformed-manifest 1:45 an entry of `objectTypes` is a number, not a string",
            "malformed-manifest 1:66 the subscription has no `subscriptionType`",
        ]
    );
}

/// What stays open of one component beside an app, each without the file's name, and the problems by rule.
fn open(file: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let (_, components) = components(&[("src/app/app-hsmeta.json", APP), (file, text)], "src/app/app-hsmeta.json");
    let rules = components.problems.iter().map(|problem| format!("{}: {}", problem.kind.rule(), problem.message));
    (components.open.iter().map(|open| open.why.clone()).collect(), rules.collect())
}

#[test]
fn what_a_component_needs_is_open_where_it_cannot_be_told() {
    let card = "src/app/cards/c-hsmeta.json";
    let hooks = "src/app/webhooks/w-hsmeta.json";
    let malformed = |why: &str| (vec![why.to_owned()], vec![format!("malformed-manifest: {why}")]);
    let undocumented = |why: &str| (vec![why.to_owned()], vec![format!("component-scope: {why}")]);
    let subscriptions =
        |lists: &str| format!(r#"{{"uid": "w", "type": "webhooks", "config": {{"subscriptions": {lists}}}}}"#);
    for (file, text, expected) in [
        (card, r#"{"type": "card""#.to_owned(), malformed("not JSON: unterminated object")),
        (card, "[]".to_owned(), malformed("the component has no `type`")),
        (card, r#"{"type": 1}"#.to_owned(), malformed("`type` is a number, not a string")),
        (card, r#"{"type": "Card"}"#.to_owned(), malformed("HubSpot documents no component of the type `Card`")),
        (
            card,
            r#"{"type": "card", "config": {"objectTypes": {}}}"#.to_owned(),
            malformed("`objectTypes` is an object, not an array"),
        ),
        (
            card,
            r#"{"type": "card", "config": {"objectTypes": [null]}}"#.to_owned(),
            malformed("an entry of `objectTypes` is null, not a string"),
        ),
        (
            card,
            r#"{"type": "card", "config": {"location": "crm.record.tab"}}"#.to_owned(),
            undocumented("the card names no `objectTypes`"),
        ),
        (
            card,
            r#"{"type": "card", "config": {"location": []}}"#.to_owned(),
            malformed("`location` is an array, not a string"),
        ),
        (
            "src/app/stuff/c-hsmeta.json",
            r#"{"type": "card", "config": {"objectTypes": ["deals"]}}"#.to_owned(),
            malformed("HubSpot does not look into this folder for components"),
        ),
        (
            hooks,
            r#"{"uid": "w", "type": "webhooks", "config": {}}"#.to_owned(),
            undocumented("`w` names no `subscriptions`"),
        ),
        (hooks, subscriptions("[]"), malformed("`subscriptions` is an array, not an object of lists")),
        (hooks, subscriptions(r#"{"hubEvents": {}}"#), malformed("`hubEvents` is an object, not an array")),
        (
            hooks,
            subscriptions(r#"{"hubEvents": [{"subscriptionType": 5}]}"#),
            malformed("`subscriptionType` is a number, not a string"),
        ),
        (
            hooks,
            subscriptions(r#"{"legacyCrmObjects": [{"subscriptionType": "contcat.creation"}]}"#),
            malformed("HubSpot documents no subscription to `contcat.creation`"),
        ),
        (
            hooks,
            subscriptions(r#"{"hubEvents": [{"subscriptionType": "event.completed"}]}"#),
            undocumented("which scope a subscription to `event.completed` needs is not documented"),
        ),
        (
            "src/app/app-objects/o-hsmeta.json",
            r#"{"uid": "o", "type": "app-object", "config": {}}"#.to_owned(),
            undocumented("which scopes the app object `o` needs is not documented"),
        ),
        (
            "src/app/media-bridge/m-hsmeta.json",
            r#"{"uid": "m", "type": "media-bridge", "config": {}}"#.to_owned(),
            undocumented("which scopes the media-bridge `m` needs is not documented"),
        ),
        // Nothing is open: these need no scope, or say what they need.
        (card, r#"{"type": "card", "config": {"location": "home"}}"#.to_owned(), (vec![], vec![])),
        (card, r#"{"type": "card", "config": {"objectTypes": []}}"#.to_owned(), (vec![], vec![])),
        ("src/app/settings/s-hsmeta.json", r#"{"type": "settings", "config": {}}"#.to_owned(), (vec![], vec![])),
        (hooks, subscriptions(r#"{"hubEvents": []}"#), (vec![], vec![])),
    ] {
        assert_eq!(open(file, &text), expected, "{text}");
    }
}

#[test]
fn settings_beside_config_are_refused() {
    let text = r#"{"type": "card", "objectTypes": ["deals"], "conifg": {}}"#;
    let (open, problems) = open("src/app/cards/c-hsmeta.json", text);
    assert_eq!(open, ["the card names no `objectTypes`"]);
    assert_eq!(
        problems,
        [
            "component-scope: the card names no `objectTypes`",
            "malformed-manifest: HubSpot does not know the key `objectTypes` of a component",
            "malformed-manifest: HubSpot does not know the key `conifg` of a component",
        ]
    );
}

#[test]
fn scripts_that_can_call_hubspot() {
    let (sources, components) = components(
        &[
            ("hsproject.json", PROJECT),
            ("src/app/app-hsmeta.json", APP),
            ("src/app/cards/View.tsx", "// a card\nconst rows = await hubspot.fetch(url);\n"),
            ("src/app/cards/Plain.tsx", "export default () => null;\n"),
            ("src/app/cards/node_modules/x/index.js", "hubspot.fetch()"),
            ("src/app/functions/run.js", "exports.main = async () => 1;\n"),
            ("src/app/shared/api.mjs", "import { Client } from '@hubspot/api-client';\n"),
            ("src/app/old.functions/serverless.json", "{}"),
        ],
        "src/app/app-hsmeta.json",
    );
    let shown: Vec<String> = components
        .scripts
        .iter()
        .map(|script| {
            let place = script.span.map(|span| sources.range(span).0);
            format!("{} {:?} {}", script.name, place.map(|at| (at.line, at.column)), script.why)
        })
        .collect();
    assert_eq!(
        shown,
        [
            "src/app/cards/View.tsx Some((2, 20)) sends requests with `hubspot.fetch`",
            "src/app/functions/run.js None is a serverless function",
            "src/app/old.functions/serverless.json None declares serverless functions",
            "src/app/shared/api.mjs Some((1, 25)) imports HubSpot's API client",
        ]
    );
}

#[test]
fn sensitive_scopes_forbid_fetching_from_a_card() {
    let (sources, components) = components(
        &[
            (
                "src/app/app-hsmeta.json",
                r#"{"type": "app", "config": {"auth": {"type": "oauth", "requiredScopes": ["crm.objects.contacts.sensitive.read"]}}}"#,
            ),
            ("src/app/cards/View.tsx", "await hubspot.fetch(url);\n"),
            ("src/app/cards/Api.ts", "const host = 'https://api.hubapi.com';\n"),
        ],
        "src/app/app-hsmeta.json",
    );
    assert_eq!(
        show(&sources, &components.problems),
        [
            "component-scope 1:7 src/app/cards/View.tsx sends requests with `hubspot.fetch`, which HubSpot refuses to apps with sensitive scopes [1:73 sensitive]",
        ]
    );
}

struct Objects;

impl ObjectScopes for Objects {
    fn read_scopes(&self, object: &str) -> Option<Vec<ScopeSet>> {
        let name = Requirement::any_of([[format!("crm.objects.{object}.read")]]);
        (object == "deals").then_some(name.any_of)
    }
}

#[test]
fn a_need_becomes_a_requirement_where_the_object_is_known() {
    let (_, components) = components(
        &[
            ("src/app/app-hsmeta.json", APP),
            ("src/app/cards/a-hsmeta.json", r#"{"type": "card", "config": {"objectTypes": ["deals", "unicorns"]}}"#),
        ],
        "src/app/app-hsmeta.json",
    );
    let requirements: Vec<_> = components.needs.iter().map(|need| need.requirement(&Objects)).collect();
    assert_eq!(requirements, [Some(Requirement::scope("crm.objects.deals.read")), None]);
}

#[test]
fn of_some_types_a_project_has_one() {
    let hooks = |uid: &str, object: &str| {
        format!(
            "{{\"uid\": \"{uid}\", \"type\": \"webhooks\", \"config\": {{\"subscriptions\": {{\"crmObjects\": [{{\"subscriptionType\": \"object.creation\", \"objectType\": \"{object}\", \"active\": true}}]}}}}}}"
        )
    };
    let card = |uid: &str| {
        format!(
            "{{\"uid\": \"{uid}\", \"type\": \"card\", \"config\": {{\"location\": \"crm.record.tab\", \"objectTypes\": [\"deals\"]}}}}"
        )
    };
    let (sources, components) = components(
        &[
            ("hsproject.json", PROJECT),
            ("src/app/app-hsmeta.json", APP),
            ("src/app/cards/a-hsmeta.json", &card("a")),
            ("src/app/cards/b-hsmeta.json", &card("b")),
            ("src/app/webhooks/a-hsmeta.json", &hooks("first", "contact")),
            ("src/app/webhooks/b-hsmeta.json", &hooks("second", "company")),
        ],
        "src/app/app-hsmeta.json",
    );
    let needed: Vec<&str> = components.needs.iter().map(|need| need.about.as_str()).collect();
    assert!(needed.contains(&"`first` subscribes to object.creation"), "{needed:?}");
    assert!(needed.contains(&"`second` subscribes to object.creation"), "{needed:?}");
    assert_eq!(
        show(&sources, &components.problems),
        [
            "component-scope 1:27 a project can have one component of the type `webhooks`, and `src/app/webhooks/a-hsmeta.json` is one (put what it has into that one, or remove one of the two)"
        ]
    );
}
