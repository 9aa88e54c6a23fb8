//! Bombs: small or large documents that would fill the memory or the stack end in a diagnostic.

use token_codegen::{
    diagnostic::{self, Sink},
    options::Options,
    read,
    source::{MAX_BYTES, MAX_VALUES, Source},
};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n\
    paths: {/a: {get: {operationId: a, responses: {'204': {description: D}}}}}\n";

fn said(document: impl Into<Vec<u8>>) -> String {
    let mut sink = Sink::default();
    read::api(
        &Source::new("bomb.yaml", document),
        &Options::default(),
        &mut sink,
    );
    diagnostic::render(&sink.into_sorted())
}

#[test]
fn depth_ends_in_a_diagnostic() {
    let indented: Vec<_> = (0..2000)
        .map(|depth| format!("{}a:\n", " ".repeat(depth)))
        .collect();
    let indented = indented.concat();
    for (document, code) in [
        ("[".repeat(1_000_000), "syntax"),
        ("{a: ".repeat(1_000_000), "too-deep"),
        ("{\"a\":".repeat(1_000_000), "too-deep"),
        ("- ".repeat(1_000_000), "too-deep"),
        ("? ".repeat(1_000_000), "too-deep"),
        (indented, "too-deep"),
    ] {
        let start = document.chars().take(8).collect::<String>();
        let said = said(document);
        assert!(said.contains(&format!("error[{code}]")), "{start}: {said}");
    }
}

#[test]
fn size_ends_in_a_diagnostic() {
    let bytes = said(" ".repeat(MAX_BYTES + 1));
    assert!(
        bytes.starts_with("error[too-large]: the document has more than 32 MiB"),
        "{bytes}"
    );
    let values = said(format!("[{}]", "0,".repeat(MAX_VALUES)));
    assert!(
        values.contains("error[too-large]: the document holds more than 400000 values"),
        "{values}"
    );
    let held_back = said(format!("- {{a: [{}]}}", "0,".repeat(MAX_VALUES)));
    assert!(held_back.starts_with("error[too-large]"), "{held_back}");
    let operation = |number| {
        format!(
            "  /p{number}: {{get: {{operationId: a{number}, responses: {{'204': {{description: D}}}}}}}}\n"
        )
    };
    let operations: String = (0..10_001).map(operation).collect();
    let operations = said(format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n{operations}"
    ));
    assert!(
        operations.starts_with("error[too-large]: more than 10000 operations"),
        "{operations}"
    );
}

#[test]
fn what_repeats_itself_ends_in_a_diagnostic() {
    let mut laughs = format!("{HEAD}x-a: &a0 [1,1,1,1,1,1,1,1,1]\n");
    for line in 1..60 {
        let aliases = vec![format!("*a{}", line - 1); 9].join(",");
        laughs.extend([format!("x-a{line}: &a{line} [{aliases}]\n")]);
    }
    assert!(said(laughs).contains("error[alias-bomb]"));
}

#[test]
fn only_the_first_thousand_problems_of_a_kind_are_listed() {
    let unknown: Vec<_> = (0..5000)
        .map(|number| format!("key{number}: 1\n"))
        .collect();
    let said = said(format!("{HEAD}{}", unknown.concat()));
    assert_eq!(said.matches("has no key").count(), 1000);
    assert!(
        said.contains("warning[unknown-key]: there are 4000 more problems of this kind"),
        "{said}"
    );
}

#[test]
fn bytes_that_are_not_text_end_in_a_diagnostic() {
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let with_mark = [&[0xff, 0xfe][..], &utf16].concat();
    for (bytes, code) in [
        (vec![0; 1000], "syntax"),
        (utf16, "syntax"),
        (with_mark, "not-utf8"),
        (format!("{HEAD}x-a: \"a\0b\"\n").into_bytes(), "syntax"),
        (vec![0xff; 1000], "not-utf8"),
    ] {
        let said = said(bytes);
        assert!(said.contains(&format!("error[{code}]")), "{said}");
    }
}

#[test]
fn a_huge_scalar_is_a_scalar_and_a_huge_key_is_refused() {
    let huge = "a".repeat(5_000_000);
    assert_eq!(said(format!("{HEAD}x-a: '{huge}'\n")), "");
    assert!(said(format!("{HEAD}{huge}: 1\n")).contains("error[syntax]"));
}

#[test]
fn lists_of_lists_of_components_end_in_a_diagnostic() {
    let list = |number: usize| {
        format!(
            "    A{number}: {{type: array, items: {{$ref: '#/components/schemas/A{}'}}}}\n",
            number - 1
        )
    };
    let lists: String = (1..5000).map(list).collect();
    let said = said(format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
         responses:\n        '200':\n          description: D\n          content: {{application/json: {{schema: \
         {{$ref: '#/components/schemas/A4999'}}}}}}\ncomponents:\n  schemas:\n    A0: {{type: string}}\n{lists}"
    ));
    assert!(said.contains("error[too-deep]"), "{said}");
}

#[test]
fn choices_that_multiply_end_in_a_diagnostic() {
    let level = |number: usize| {
        let inner = format!("{{$ref: '#/components/schemas/A{}'}}", number + 1);
        let own = format!("{{type: object, properties: {{q{number}: {{type: string}}}}}}");
        format!("    A{number}: {{oneOf: [{inner}, {{allOf: [{inner}, {own}]}}]}}\n")
    };
    let levels: String = (0..40).map(level).collect();
    let said = said(format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
         responses:\n        '200':\n          description: D\n          content: {{application/json: {{schema: \
         {{$ref: '#/components/schemas/A0'}}}}}}\ncomponents:\n  schemas:\n{levels}    A40: {{type: object, \
         properties: {{z: {{type: string}}}}}}\n"
    ));
    assert!(said.contains("error[too-large]"), "{said}");
    assert!(said.contains("multiply to more than"), "{said}");
}

#[test]
fn descriptions_that_multiply_end_in_a_diagnostic() {
    let schema = |level: usize, letter: char| {
        let base = |letter: char| format!("{{$ref: '#/components/schemas/{letter}{}'}}", level - 1);
        let own = format!("p: {{type: object, properties: {{{letter}{level}: {{type: string}}}}}}");
        let bases = if level == 0 {
            String::new()
        } else {
            format!("allOf: [{}, {}], ", base('A'), base('B'))
        };
        format!("    {letter}{level}: {{{bases}type: object, properties: {{{own}}}}}\n")
    };
    let levels: String = (0..60)
        .map(|level| schema(level, 'A') + &schema(level, 'B'))
        .collect();
    let said = said(format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /a:\n    get:\n      operationId: a\n      \
         responses:\n        '200':\n          description: D\n          content: {{application/json: {{schema: \
         {{$ref: '#/components/schemas/A59'}}}}}}\ncomponents:\n  schemas:\n{levels}"
    ));
    assert!(said.contains("error[too-large]"), "{said}");
    assert!(said.contains("describe this at once"), "{said}");
}

#[test]
fn many_ways_to_the_same_base_are_walked_once() {
    let reference =
        |level: usize, letter: char| format!("{{$ref: '#/components/schemas/{letter}{level}'}}");
    let schema = |level: usize, letter: char| {
        let next = (level + 1) % 41;
        format!(
            "    {letter}{level}: {{type: object, allOf: [{}, {}]}}\n",
            reference(next, 'A'),
            reference(next, 'B')
        )
    };
    let pairs = |count: usize| -> String {
        let pair = |level| schema(level, 'A') + &schema(level, 'B');
        (0..count).map(pair).collect()
    };
    let document = |levels: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\nservers: [{{url: https://a.example.com}}]\npaths:\n  \
             /a:\n    get:\n      operationId: a\n      responses:\n        '200':\n          description: D\n          \
             content: {{application/json: {{schema: {{$ref: '#/components/schemas/Heir'}}}}}}\ncomponents:\n  \
             schemas:\n    Other: {{type: object, properties: {{z: {{type: string}}}}}}\n    \
             Base: {{type: object, properties: {{p: {{$ref: '#/components/schemas/Other'}}}}}}\n    \
             Heir: {{type: object, allOf: [{{$ref: '#/components/schemas/Base'}}], properties: {{p: {}}}}}\n{levels}",
            reference(1, 'A')
        )
    };
    let ends = "    A40: {type: object, properties: {x: {type: string}}}\n    \
                B40: {type: object, properties: {y: {type: string}}}\n";
    let tree = said(document(&(pairs(40) + ends)));
    assert!(!tree.contains("error["), "{tree}");
    let circle = said(document(&pairs(41)));
    assert!(circle.contains("endless-schema"), "{circle}");
}
