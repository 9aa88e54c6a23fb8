//! Problems of single values: of the wrong type, missing, or beyond what the standard allows.

super::problems! {
    DOCUMENT:

    no_version(found: &str) =
        Error "no-version",
        "the document has no key `openapi`: it is {found}",
        "begin with `openapi: 3.1.0`; convert other formats first";

    unsupported_version(version: &str) =
        Error "unsupported-version",
        "OpenAPI `{version}` is not supported",
        "use OpenAPI 3.0 or 3.1";

    wrong_type(name: &str, expected: &str, found: &str) =
        Error "wrong-type",
        "{name} must be {expected}, but is {found}",
        "write {expected} here";

    missing_key(key: &str) =
        Error "missing-key",
        "`{key}` is missing",
        "add it; nothing can be generated without";

    unknown_type(name: &str) =
        Error "unknown-type",
        "`{name}` is no type",
        "use string, integer, number, boolean, array or object; in OpenAPI 3.1 also a list of them, and \"null\"";

    unquoted_null() =
        Warning "unquoted-null",
        "the type `null` is a string, and was taken as one",
        "quote it: \"null\"";

    unquoted_value(text: &str) =
        Warning "unquoted-value",
        "the value `{text}` of a string is a number, and was taken as a string",
        "quote it: \"{text}\"";

    only_null() =
        Error "only-null",
        "no value but `null` fits this schema",
        "say in `type` what else the value may be";

    nothing_schema() =
        Error "nothing-schema",
        "no value fits the schema `false`",
        "remove what can never be there";

    unsupported_enum(found: &str) =
        Error "unsupported-enum",
        "an `enum` holds {found}, and only strings are supported",
        "list strings only, or describe the values by `type`";

    unsupported_map() =
        Error "unsupported-map",
        "`additionalProperties` with a schema makes a map, and maps are not generated yet",
        "name the properties one by one, or leave `additionalProperties` out";
}
