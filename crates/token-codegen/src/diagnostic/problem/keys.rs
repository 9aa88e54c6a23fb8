//! Problems of keys and references, which are checked on the tree as a whole.

super::problems! {
    KEYS:

    unknown_key(key: &str, object: &str, version: &str, help: &str) =
        Error "unknown-key",
        "{version} has no key `{key}` in {object}",
        "{help}";

    key_of_other_version(key: &str, version: &str) =
        Warning "key-of-other-version",
        "{version} has no key `{key}` in a schema, and it was read as other versions have it",
        "use the words of {version}, or change the version";
    ignored_key(key: &str, object: &str, version: &str, help: &str) =
        Warning "unknown-key",
        "{version} has no key `{key}` in {object}, so it was ignored",
        "{help}";

    unsupported_key(key: &str, why: &str, help: &str) =
        Error "unsupported-key",
        "`{key}` is not supported: {why}",
        "{help}";

    not_generated(key: &str, why: &str) =
        Warning "not-generated",
        "nothing is generated from `{key}`: {why}",
        "remove the key from the document, if nothing else needs it";

    ref_sibling(key: &str) =
        Warning "ref-sibling",
        "`{key}` has no effect beside `$ref`",
        "move it to where the reference leads, or remove it";

    path_item_sibling(key: &str) =
        Warning "ref-sibling",
        "`{key}` is beside `$ref` and in the path item that it leads to; the one here is used",
        "keep one of the two";

    dangling_ref(target: &str, section: &str) =
        Error "dangling-ref",
        "`{target}` does not exist",
        "define it under `components/{section}`, or correct the reference";

    dangling_schema(target: &str) =
        Warning "dangling-ref",
        "`{target}` does not exist, so any JSON value is taken here",
        "define it under `components/schemas`, or correct the reference";

    dangling_documentation(target: &str) =
        Warning "dangling-ref",
        "`{target}` does not exist; nothing is generated from this place",
        "define it, or remove the reference";

    wrong_ref_kind(target: &str, section: &str) =
        Error "wrong-ref-kind",
        "`{target}` is not one of the {section}, which are needed here",
        "refer to `#/components/{section}/…`";

    remote_ref(target: &str) =
        Error "remote-ref",
        "`{target}` is on a server, and nothing is fetched",
        "save it beside the document, and refer to the file";

    remote_schema(target: &str) =
        Warning "remote-ref",
        "`{target}` is on a server, and nothing is fetched, so any JSON value is taken here",
        "save it beside the document, and refer to the file";

    unreadable_ref(target: &str, reason: &str) =
        Error "unreadable-ref",
        "`{target}` cannot be read: {reason}",
        "put the file below the document's directory, or correct the reference";

    unreadable_schema(target: &str, reason: &str) =
        Warning "unreadable-ref",
        "`{target}` cannot be read, so any JSON value is taken here: {reason}",
        "put the file below the document's directory, or correct the reference";

    ref_cycle(target: &str) =
        Error "ref-cycle",
        "`{target}` leads back to itself and never to a definition",
        "replace one of the references by a definition";

    unused_component(name: &str) =
        Warning "unused-component",
        "no operation needs `{name}`, so nothing is generated from it",
        "remove it, or refer to it";

    empty_selector(kind: &str, name: &str) =
        Error "empty-selector",
        "the document has no {kind} `{name}`, which is to be generated",
        "correct the name, or remove it from what is selected";
}
