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
        "use OpenAPI 3.0, 3.1 or 3.2";

    wrong_type(name: &str, expected: &str, found: &str) =
        Error "wrong-type",
        "{name} must be {expected}, but is {found}",
        "write {expected} here";

    missing_key(key: &str) =
        Error "missing-key",
        "`{key}` is missing",
        "add it; nothing can be generated without";

    missing_remark(key: &str) =
        Warning "missing-remark",
        "`{key}` is missing, which the standard asks for; nothing depends on it",
        "add it";

    missing_responses() =
        Warning "missing-responses",
        "`responses` is missing, so any successful response is returned as it is, and no error is known",
        "add it, as in `responses: {{\"204\": {{description: Done.}}}}`";

    empty_value(name: &str, expected: &str) =
        Warning "empty-value",
        "{name} must be {expected}, but is empty, and was taken as absent",
        "remove the key, or give it a value";

    quoted_flag(name: &str, text: &str) =
        Warning "quoted-flag",
        "{name} must be a boolean, but is a string, and was taken as `{text}`",
        "remove the quotes: {text}";

    boolean_required() =
        Warning "boolean-required",
        "`required` of a schema is a list of names, so a boolean has no effect",
        "name the property in the `required` of the schema that holds it";

    file_type() =
        Warning "unknown-type",
        "`file` is a type of Swagger 2.0, and was taken as a string of the format `binary`",
        "write `type: string` and `format: binary`";

    unknown_type(name: &str) =
        Warning "unknown-type",
        "`{name}` is not a valid type, so any JSON was taken",
        "use string, integer, number, boolean, array or object; in OpenAPI 3.1 also a list of them, and \"null\"";

    unquoted_null() =
        Warning "unquoted-null",
        "the type `null` is a string, and was taken as one",
        "quote it: \"null\"";

    unquoted_value(text: &str) =
        Warning "unquoted-value",
        "the value `{text}` is not a string without quotes, and was taken as one",
        "quote it: \"{text}\"";

    nothing_schema() =
        Warning "nothing-schema",
        "no value fits the schema `false`, so any JSON was taken, should there be one",
        "remove what can never be there";

    value_of_other_type(found: &str) =
        Warning "value-of-other-type",
        "a known value is {found}, which the type does not allow, and was left out",
        "correct the value, or the type";

    media_type_reference() =
        Warning "media-type-reference",
        "references to media types are not followed, so nothing is known of what this one holds",
        "write it out here; its schema may be under `components/schemas`";

    no_direction() =
        Warning "no-direction",
        "`readOnly` and `writeOnly` together would mean that the value never travels, and both were ignored",
        "remove one of the two";

    bare_discriminator(name: &str) =
        Warning "bare-discriminator",
        "a discriminator that is a string is Swagger 2.0's, and was taken as the name of the property",
        "write `discriminator: {{propertyName: {name}}}`";

    untyped_tuple() =
        Warning "untyped-tuple",
        "the first elements of this list have a schema each and the others none, so a list of any values was generated",
        "say by `items` what the others are, or `items: false` where there are none";

    unchecked_condition(key: &str) =
        Warning "unchecked-condition",
        "`{key}` holds for some values only, and was left to the server",
        "describe what every value may hold beside it";
}
