//! `docs/sessions.md` says what the specs declare: its diagrams are drawn from the same facts.

use std::fs;

use serde_json::Value;

use crate::support::spec;

fn page() -> String {
    fs::read_to_string(crate::support::root().join("docs/sessions.md")).unwrap()
}

fn lifecycle(name: &str) -> Value {
    spec(name)["x-token-lifecycle"].clone()
}

fn text<'v>(lifecycle: &'v Value, pointer: &str) -> &'v str {
    lifecycle.pointer(pointer).unwrap().as_str().unwrap()
}

/// The diagrams of the page, in order.
fn diagrams(page: &str) -> Vec<&str> {
    let fenced = page.split("```mermaid\n").skip(1);
    fenced
        .map(|rest| rest.split("```").next().unwrap())
        .collect()
}

#[test]
fn the_diagram_of_squadcast_is_its_lifecycle() {
    let page = page();
    let squadcast = lifecycle("squadcast-tokens");
    let mint = text(&squadcast, "/mint/operation");
    let expires = text(&squadcast, "/mint/expires");
    let expected = format!(
        "stateDiagram-v2\n    [*] --> Live: mint ({mint})\n    Live --> Live: refresh ahead ({mint})\n    Live --> [*]: {expires}\n"
    );
    assert_eq!(diagrams(&page)[0], expected);
    assert_eq!(
        (squadcast.get("renew"), squadcast.get("revoke")),
        (None, None)
    );
}

#[test]
fn the_diagram_of_mindbody_is_its_lifecycle() {
    let page = page();
    let mindbody = lifecycle("staff-user-token");
    let mint = text(&mindbody, "/mint/operation");
    let expires = text(&mindbody, "/mint/expires");
    let renew = text(&mindbody, "/renew/operation");
    let extends = text(&mindbody, "/renew/extends");
    let limit = &mindbody["renew"]["limit"];
    let revoke = text(&mindbody, "/revoke/operation");
    let expected = [
        "stateDiagram-v2",
        &format!("    [*] --> Live: mint ({mint})"),
        &format!("    Live --> Live: renew ({renew}), {limit} times at most, {extends} each"),
        &format!("    Live --> Live: after the last renewal, mint ({mint})"),
        &format!("    Live --> [*]: {expires}"),
        &format!("    Live --> [*]: revoke ({revoke})"),
        "",
    ];
    assert_eq!(diagrams(&page)[1], expected.join("\n"));
    assert!(page.contains(&format!(
        "({extends}) to the expiry that it has, at most {limit} times"
    )));
}
