//! Problems of keys and references, which are checked on the tree as a whole.

super::problems! {
    KEYS:

    unknown_key(key: &str, object: &str, version: &str, cure: &str) =
        Error "unknown-key",
        "{version} knows no key `{key}` in {object}",
        "{cure}";

    key_of_other_version(key: &str, version: &str) =
        Warning "key-of-other-version",
        "{version} knows no key `{key}` in a schema, and it was read as other versions have it",
        "use the words of {version}, or change the version";

    unsupported_key(key: &str, why: &str, cure: &str) =
        Error "unsupported-key",
        "`{key}` is not supported: {why}",
        "{cure}";

    not_generated(key: &str, why: &str) =
        Warning "not-generated",
        "nothing is generated from `{key}`: {why}",
        "remove the key from the document, if nobody else needs it";

    ref_sibling(key: &str) =
        Warning "ref-sibling",
        "`{key}` has no effect beside `$ref`",
        "move it to where the reference leads, or remove it";

    dangling_ref(target: &str, section: &str) =
        Error "dangling-ref",
        "`{target}` does not exist",
        "define it under `components/{section}`, or correct the reference";

    wrong_ref_kind(target: &str, section: &str) =
        Error "wrong-ref-kind",
        "`{target}` is not one of the {section}, which are needed here",
        "refer to `#/components/{section}/…`";

    unsupported_ref(target: &str, section: &str) =
        Error "unsupported-ref",
        "`{target}` is no component, and references to other places are not supported",
        "move what it refers to under `components/{section}`";

    remote_ref(target: &str) =
        Error "remote-ref",
        "`{target}` is in another document, which is not read",
        "copy it into this document";

    ref_cycle(target: &str) =
        Error "ref-cycle",
        "`{target}` leads back to itself and never to a definition",
        "replace one of the references by a definition";

    unused_component(name: &str) =
        Warning "unused-component",
        "no operation needs `{name}`",
        "remove it, or refer to it";
}
