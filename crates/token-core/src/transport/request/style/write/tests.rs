//! The table of OpenAPI 3.1.1 section 4.8.12.3, and what it leaves open.

use serde_json::{Value, json};

use super::{pairs, text};
use crate::transport::request::{encode::Encode, node::Node, style::Style};

/// Returns the columns of the table: empty, string, array, object; the object in the order of the table.
fn columns() -> [Node; 4] {
    let color = |key: &str, value: &str| (key.to_owned(), Node::Bare(value.to_owned()));
    [
        Node::of(&"").unwrap(),
        Node::of(&"blue").unwrap(),
        Node::of(&["blue", "black", "brown"]).unwrap(),
        Node::Object(vec![
            color("R", "100"),
            color("G", "200"),
            color("B", "150"),
        ]),
    ]
}

fn query(name: &str, node: &Node, style: Style) -> String {
    let pairs = pairs(name, node, style, Encode::Strict);
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .collect();
    pairs.join("&")
}

fn written(value: &Value, style: Style) -> String {
    query("color", &Node::of(value).unwrap(), style)
}

#[test]
fn paths_follow_the_table() {
    for (style, expected) in [
        (
            Style::MATRIX,
            [
                ";color",
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::MATRIX.exploded(),
            [
                ";color",
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Style::LABEL,
            [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Style::LABEL.exploded(),
            [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Style::SIMPLE,
            ["", "blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Style::SIMPLE.exploded(),
            ["", "blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ] {
        let found = columns().map(|node| text("color", &node, style, Encode::Strict));
        assert_eq!(found, expected, "{style:?}");
    }
}

#[test]
fn queries_follow_the_table() {
    for (style, expected) in [
        (
            Style::FORM.joined(),
            [
                "color=",
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Style::FORM,
            [
                "color=",
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            Style::SPACE,
            [
                "color=",
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            Style::PIPE,
            [
                "color=",
                "color=blue",
                "color=blue%7Cblack%7Cbrown",
                "color=R%7C100%7CG%7C200%7CB%7C150",
            ],
        ),
        (
            Style::DEEP,
            [
                "color=",
                "color=blue",
                "color%5B0%5D=blue&color%5B1%5D=black&color%5B2%5D=brown",
                "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
            ],
        ),
    ] {
        let found = columns().map(|node| query("color", &node, style));
        assert_eq!(found, expected, "{style:?}");
    }
}

#[test]
fn what_the_table_leaves_open_loses_nothing() {
    let nested = json!({"a": {"b": [1, {"c": 2}]}, "d": null});
    assert_eq!(
        written(&nested, Style::DEEP),
        "color%5Ba%5D%5Bb%5D%5B0%5D=1&color%5Ba%5D%5Bb%5D%5B1%5D%5Bc%5D=2"
    );
    assert_eq!(
        written(&nested, Style::FORM),
        "a=%7B%22b%22%3A%5B1%2C%7B%22c%22%3A2%7D%5D%7D"
    );
    assert_eq!(
        written(&json!([[1, 2], null, "x"]), Style::FORM.joined()),
        "color=%5B1%2C2%5D,x"
    );
    assert_eq!(
        written(&json!({"a": 1}), Style::JSON),
        "color=%7B%22a%22%3A1%7D"
    );
    for style in [Style::FORM, Style::FORM.joined(), Style::DEEP] {
        assert_eq!(written(&json!(null), style), "");
        assert_eq!(written(&json!([]), style), "");
        assert_eq!(written(&json!({}), style), "");
    }
}

#[test]
fn delimiters_in_a_value_are_escaped() {
    let value = Node::of(&["a,b|c d", "é&=;."]).unwrap();
    assert_eq!(
        text("x", &value, Style::MATRIX.exploded(), Encode::Strict),
        ";x=a%2Cb%7Cc%20d;x=%C3%A9%26%3D%3B."
    );
    assert_eq!(
        query("a b", &value, Style::PIPE),
        "a%20b=a%2Cb%7Cc%20d%7C%C3%A9%26%3D%3B."
    );
    assert_eq!(
        text("x", &value, Style::SIMPLE, Encode::Verbatim),
        "a,b|c d,é&=;."
    );
}
