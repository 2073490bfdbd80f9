use super::*;

/// What is said about a manifest: its problems, or the error that makes it unusable.
fn said(name: &str, text: &str) -> Vec<String> {
    let tree = Tree::new(&[(name, text)]);
    let (sources, manifest) = tree.read(name, None);
    match manifest {
        Ok(manifest) => show(&sources, &manifest.problems),
        Err(error) => vec![format!("error {}", plain(&error, &tree.root()))],
    }
}

/// The three formats with the same text inside `auth`, after `"type"` where the format has one.
fn formats(auth: &str) -> [(&'static str, String); 2] {
    [
        (
            "app-hsmeta.json",
            format!("{{\"type\": \"app\", \"config\": {{\"auth\": {{\n{auth}, \"type\": \"oauth\"}}}}}}"),
        ),
        ("public-app.json", format!("{{\"auth\": {{\n{auth}}}}}")),
    ]
}

#[test]
fn malformed_lists_in_every_format_with_auth() {
    let table: &[(&str, &[&str])] = &[
        (
            "\"requiredScopes\": \"tickets\"",
            &[
                "malformed-manifest 2:19 `requiredScopes` is a string, not an array (write the scopes as an array of strings)",
            ],
        ),
        (
            "\"optionalScopes\": {\"tickets\": true}",
            &[
                "malformed-manifest 2:19 `optionalScopes` is an object, not an array (write the scopes as an array of strings)",
            ],
        ),
        (
            "\"requiredScopes\": [\"tickets\", 7, null]",
            &[
                "malformed-manifest 2:31 an entry of `requiredScopes` is a number, not a string",
                "malformed-manifest 2:34 an entry of `requiredScopes` is null, not a string",
            ],
        ),
        (
            "\"requiredScopes\": [\"tickets\", \"files\", \"tickets\"]",
            &["scope-list 2:40 `tickets` occurs twice in `requiredScopes` (remove one of them) [2:20 first here]"],
        ),
        (
            "\"requiredScopes\": [\"tickets\"], \"optionalScopes\": [\"tickets\"]",
            &["scope-list 2:51 `tickets` is both required and optional (keep it in one list) [2:20 required here]"],
        ),
        (
            "\"requiredScopes\": [], \"requiredScope\": [\"tickets\"]",
            &[
                "malformed-manifest 2:23 HubSpot does not know the key `requiredScope` of `auth` (did you mean `requiredScopes`?)",
            ],
        ),
        (
            "\"requiredScopes\": [\"tickets files\"]",
            &[
                "malformed-manifest 2:20 `tickets files` cannot be the name of a scope (write each scope as an entry of its own)",
            ],
        ),
        (
            "\"requiredScopes\": [\" tickets\", \"\"]",
            &[
                "malformed-manifest 2:20 ` tickets` cannot be the name of a scope (write `tickets`)",
                "malformed-manifest 2:32 `` cannot be the name of a scope (remove the empty entry)",
            ],
        ),
        (
            "\"requiredScopes\": [\"tickets\",], // old",
            &["malformed-manifest 2:29 HubSpot reads strict JSON, which has no comma after the last entry"],
        ),
        (
            "/* all */ \"requiredScopes\": [\"${EXTRA}\"]",
            &[
                "malformed-manifest 2:1 HubSpot reads strict JSON, which has no comments",
                "malformed-manifest 2:30 the placeholder `EXTRA` has no value (write the value, or add a profile hsprofile.NAME.json that gives it one)",
            ],
        ),
        (
            "\"requiredScopes\": [\"a\"], \"requiredScopes\": [\"tickets\"]",
            &[
                "malformed-manifest 2:26 the key `requiredScopes` occurs twice; HubSpot takes the last one (keep one of them) [2:1 first here, without effect]",
            ],
        ),
        (
            "\"requiredScopes\": ['tickets']",
            &["malformed-manifest 2:20 HubSpot reads strict JSON: single-quoted strings are not allowed"],
        ),
    ];
    for (auth, expected) in table {
        let auth = auth.replace(", // old", "");
        for (name, text) in formats(&auth) {
            assert_eq!(said(name, &text), *expected, "{name}: {auth}");
        }
    }
}

#[test]
fn malformed_scopes_of_a_private_app() {
    let table: &[(&str, &[&str])] = &[
        (
            "{\"scopes\": \"tickets\"}",
            &["malformed-manifest 1:12 `scopes` is a string, not an array (write the scopes as an array of strings)"],
        ),
        (
            "{\"scopes\": [\"tickets\", [\"files\"]]}",
            &["malformed-manifest 1:24 an entry of `scopes` is an array, not a string"],
        ),
        (
            "{\"scopes\": [\"tickets\", \"tickets\"]}",
            &["scope-list 1:24 `tickets` occurs twice in `scopes` (remove one of them) [1:13 first here]"],
        ),
        (
            "{\"scopes\": [\"tickets\",] // all\n}",
            &[
                "malformed-manifest 1:22 HubSpot reads strict JSON, which has no comma after the last entry",
                "malformed-manifest 1:25 HubSpot reads strict JSON, which has no comments",
            ],
        ),
        (
            "{\"scopes\": [\"tickets\"]",
            &["error app.json:1:1: not JSON: unterminated object; mend the file; HubSpot cannot read it either"],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said("app.json", text), *expected, "{text}");
    }
}

#[test]
fn malformed_around_the_lists_of_an_hsmeta_file() {
    let table: &[(&str, &[&str])] = &[
        (
            r#"{"type": "app", "config": {}}"#,
            &[
                "malformed-manifest 1:17 the app has no `auth`, so it has no access to HubSpot's API (add `auth` with `type` and `requiredScopes`)",
            ],
        ),
        (r#"{"type": "app", "config": {"auth": []}}"#, &["malformed-manifest 1:36 `auth` is an array, not an object"]),
        (
            r#"{"type": "app", "config": {"auth": {"type": "Oauth"}}}"#,
            &[
                "malformed-manifest 1:45 HubSpot does not know the authentication type `Oauth` (write \"oauth\" or \"static\")",
            ],
        ),
        (
            r#"{"type": "app", "config": {"auth": {"requiredScopes": []}}}"#,
            &["malformed-manifest 1:36 `auth` has no `type` (write \"oauth\" or \"static\")"],
        ),
        (
            r#"{"type": "app", "config": {"auth": {"type": 3}}}"#,
            &["malformed-manifest 1:45 `auth.type` is a number, not a string (write \"oauth\" or \"static\")"],
        ),
        (
            r#"{"config": {"auth": {"type": "oauth"}}}"#,
            &["malformed-manifest 1:1 the app has no `type` (add `\"type\": \"app\"`)"],
        ),
        (
            r#"{"type": "app", "distribution": "private", "config": {"auth": {"type": "oauth"}}}"#,
            &[
                "malformed-manifest 1:17 HubSpot refuses the key `distribution` here (move it into `config`, or remove it)",
            ],
        ),
        (
            r#"{"type": "app", "auth": {}, "config": {"auth": {"type": "oauth"}}}"#,
            &[
                "malformed-manifest 1:17 `auth` also stands outside `config`, where HubSpot does not read it (keep the one inside `config`)",
            ],
        ),
        (
            "{\n \"type\": \"app\",\n \"auth\": {\"requiredScopes\": []},\n \"config\": {}}",
            &[
                "malformed-manifest 3:2 `auth` stands outside `config`, where HubSpot does not read it (move it into `config`; until then the app requests nothing)",
            ],
        ),
        (
            "{\n \"type\": \"app\",\n \"auth\": {\"requiredScopes\": []}}",
            &[
                "malformed-manifest 3:2 `auth` stands outside `config`, where HubSpot does not read it (move it into `config`; until then the app requests nothing)",
            ],
        ),
        (
            r#"{"type": "app", "config": {"auth": {"type": "static", "optionalScopes": ["tickets"]}}}"#,
            &[
                "scope-list 1:55 an app with static auth cannot have optional scopes (make them required, or remove them) [1:74 this one, for example]",
            ],
        ),
        (
            r#"{"type": "app", "config": {"auth": {"type": "static", "redirectUrls": []}}}"#,
            &[
                "malformed-manifest 1:55 an app with static auth has no redirect URLs (remove them, or set `type` to \"oauth\")",
            ],
        ),
    ];
    for (text, expected) in table {
        assert_eq!(said("app-hsmeta.json", text), *expected, "{text}");
    }
}

#[test]
fn unusable_manifests() {
    let table: &[(&str, &str, &str)] = &[
        (
            "app-hsmeta.json",
            "",
            "app-hsmeta.json:1:1: not JSON: the file is empty; mend the file; HubSpot cannot read it either",
        ),
        (
            "app-hsmeta.json",
            "type: app\n",
            "app-hsmeta.json:1:1: not JSON: unexpected word; mend the file; HubSpot cannot read it either",
        ),
        (
            "app-hsmeta.json",
            "[]",
            "app-hsmeta.json:1:1: an app manifest is an object, and this is an array; name the file of the app itself: the one with `\"type\": \"app\"`, or public-app.json, or app.json",
        ),
        (
            "deal-hsmeta.json",
            r#"{"type": "card", "config": {}}"#,
            "deal-hsmeta.json:1:10: this is a component of type `card`, not an app; name the file of the app itself: the one with `\"type\": \"app\"`, or public-app.json, or app.json",
        ),
        (
            "package.json",
            r#"{"name": "site"}"#,
            "package.json:1:1: this is not an app manifest: it has neither `config` nor `auth` nor `scopes`; name the file of the app itself: the one with `\"type\": \"app\"`, or public-app.json, or app.json",
        ),
        (
            "app-hsmeta.json",
            r#"{"type": "app"}"#,
            "app-hsmeta.json:1:1: the app has no `config`; add `config` with `auth` inside",
        ),
        (
            "app-hsmeta.json",
            r#"{"type": "app", "config": []}"#,
            "app-hsmeta.json:1:27: `config` is an array, not an object; make it an object",
        ),
    ];
    for (name, text, expected) in table {
        assert_eq!(said(name, text), [format!("error {expected}")], "{text}");
    }
}

#[test]
fn paths_that_are_no_manifest() {
    let tree =
        Tree::new(&[("hs/src/app/app-hsmeta.json", r#"{"type": "app", "config": {"auth": {"type": "oauth"}}}"#)]);
    let said = |name: &str| plain(&tree.read(name, None).1.unwrap_err(), &tree.root());
    assert_eq!(said("nowhere.json"), "nowhere.json: there is no such file; check the path of the manifest");
    assert_eq!(
        said("hs"),
        "hs: this is a directory, not a manifest; name the file, such as hs/src/app/app-hsmeta.json"
    );
    std::fs::write(tree.root().join("latin.json"), b"{\"name\": \"caf\xe9\"}").unwrap();
    assert_eq!(said("latin.json"), "latin.json: byte 13 is not UTF-8; save the file as UTF-8");
}

#[test]
fn a_deeply_nested_file_is_refused_and_not_followed() {
    let text = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let said = said("app-hsmeta.json", &text);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("nesting depth"), "{said:?}");
}

#[test]
fn scopes_where_hubspot_does_not_look_for_them_are_not_requested() {
    let read = |name: &str, text: &str| {
        let tree = Tree::new(&[(name, text)]);
        let (sources, manifest) = tree.read(name, None);
        let manifest = manifest.unwrap();
        let requested: Vec<String> = manifest.requested().iter().map(ToString::to_string).collect();
        (requested.join(" "), show(&sources, &manifest.problems))
    };
    let no_auth =
        "the app has no `auth`, so it has no access to HubSpot's API (add `auth` with `type` and `requiredScopes`)";
    let nothing = "until then the app requests nothing";
    let table: &[(&str, &str, &str, &[String])] = &[
        (
            "public-app.json",
            r#"{"scopes": ["a"]}"#,
            "",
            &[
                format!("malformed-manifest 1:1 {no_auth}"),
                format!("malformed-manifest 1:2 HubSpot does not read `scopes` at the top (move it into `auth` as `requiredScopes`; {nothing} by it)"),
            ],
        ),
        (
            "public-app.json",
            r#"{"auth": {"requiredScopes": ["a"]}, "optionalScopes": ["b"]}"#,
            "a",
            &[format!("malformed-manifest 1:37 HubSpot does not read `optionalScopes` at the top (move it into `auth`; {nothing} by it)")],
        ),
        (
            "app.json",
            r#"{"scopes": ["a"], "auth": {"requiredScopes": ["b"]}, "optionalScopes": ["c"]}"#,
            "a",
            &[
                "malformed-manifest 1:19 HubSpot does not read `auth` at the top (list the scopes in `scopes`, or name the file public-app.json)".to_owned(),
                "malformed-manifest 1:54 HubSpot does not read `optionalScopes` at the top (move the scopes into `scopes`, the only list of app.json)".to_owned(),
            ],
        ),
        (
            "app.json",
            r#"{"uid": "u"}"#,
            "",
            &["malformed-manifest 1:1 the app has no `scopes`, so it has no access to HubSpot's API (add `scopes`, an array of strings)".to_owned()],
        ),
        (
            "app-hsmeta.json",
            r#"{"type": "app", "config": {"requiredScopes": ["a"], "auth": {"type": "oauth"}}}"#,
            "",
            &[format!("malformed-manifest 1:28 HubSpot does not read `requiredScopes` in `config` (move it into `config.auth`; {nothing} by it)")],
        ),
        (
            "app-hsmeta.json",
            r#"{"type": "app", "config": {"config": {"auth": {"requiredScopes": ["a"]}}}}"#,
            "",
            &[
                format!("malformed-manifest 1:17 {no_auth}"),
                format!("malformed-manifest 1:39 HubSpot does not read `auth` in `config.config` (move it into the outer `config`; {nothing})"),
            ],
        ),
        (
            "app-hsmeta.json",
            r#"{"type": "app", "optionalScopes": ["a"], "config": {"auth": {"type": "oauth", "scopes": ["b"]}}}"#,
            "",
            &[
                "malformed-manifest 1:17 HubSpot refuses the key `optionalScopes` here (move it into `config.auth`, or remove it)".to_owned(),
                "malformed-manifest 1:79 HubSpot does not know the key `scopes` of `auth` (did you mean `requiredScopes`?)".to_owned(),
            ],
        ),
    ];
    for (name, text, requested, problems) in table {
        let (found, said) = read(name, text);
        assert_eq!((found.as_str(), said.as_slice()), (*requested, *problems), "{text}");
    }
}

#[test]
fn a_project_file_with_a_version_that_is_no_text() {
    let app = r#"{"type": "app", "uid": "a", "config": {"name": "a", "auth": {"type": "oauth"}}}"#;
    let tree = Tree::new(&[
        ("hsproject.json", r#"{"name": "s", "srcDir": "src", "platformVersion": 2025.2}"#),
        ("src/app/app-hsmeta.json", app),
    ]);
    let (sources, manifest) = tree.read("src/app/app-hsmeta.json", None);
    let said = show(&sources, &manifest.unwrap().problems);
    assert_eq!(said, ["malformed-manifest 1:51 `platformVersion` is a number, not a string (write it in quotes)"]);
}

#[test]
fn a_version_of_the_platform_has_a_form() {
    let said = |version: &str| {
        let project = format!("{{\"name\": \"s\", \"srcDir\": \"src\", \"platformVersion\": \"{version}\"}}");
        let tree = Tree::new(&[
            ("hsproject.json", &project),
            (
                "src/app/app-hsmeta.json",
                r#"{"type": "app", "config": {"auth": {"type": "oauth", "requiredScopes": []}}}"#,
            ),
        ]);
        let (sources, manifest) = tree.read("src/app/app-hsmeta.json", None);
        show(&sources, &manifest.unwrap().problems)
    };
    for version in ["2025.2", "2026.03-beta", "2026.03", "2031.09", "unstable"] {
        assert_eq!(said(version), [""; 0], "{version}");
    }
    for version in ["2025-2", "v2025.2", "2025", "2025.", "25.2", "2025.2-rc", "latest", ""] {
        let found = said(version);
        let expected = format!("`platformVersion` is `{version}`, which is no version of HubSpot's platform");
        assert!(found.iter().any(|line| line.contains(&expected)), "{version}: {found:?}");
    }
    assert!(said("2023.1").iter().any(|line| line.contains("`platformVersion` is `2023.1`")));
}
