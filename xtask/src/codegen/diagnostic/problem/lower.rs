//! Problems of names and of schemas.

use crate::codegen::location::Location;

super::problems! {
    LOWER:

    name_clash(identifier: &str, first: &Location, example: &str) =
        Error "name-clash",
        "`{identifier}` is the Rust name of this, and of what stands at {first:#}",
        "give one of the two a name of its own, {example}";

    unused_rename(pointer: &str, place: &str) =
        Error "unused-rename",
        "`{pointer}` {place} renames nothing: no name is made there",
        "correct the pointer, or remove the entry";

    unknown_required(name: &str) =
        Error "unknown-required",
        "`{name}` is required, but is none of the properties",
        "define it under `properties`, or remove it from `required`";

    recursive_schema(name: &str) =
        Error "recursive-schema",
        "`{name}` holds itself here, which is supported for the elements of a list only",
        "hold it in a list, or hold its id";

    endless_schema(name: &str) =
        Error "endless-schema",
        "`{name}` is a list of lists without end: it never says what they hold",
        "give the elements a type, an object with properties for instance";

    untyped_schema(key: &str, ty: &str) =
        Warning "untyped-schema",
        "`type` is missing beside `{key}`, and was taken as `{ty}`",
        "add `type: {ty}`";

    misplaced_key(key: &str) =
        Warning "misplaced-key",
        "`{key}` has no effect on a value of this type",
        "remove it, or correct the type";

    duplicate_value(value: &str) =
        Warning "duplicate-value",
        "the `enum` holds `{value}` twice",
        "remove one of the two";

    unsupported_format(format: &str) =
        Error "unsupported-format",
        "numbers of the format `{format}` may be too large for `i64`, or too exact for `f64`",
        "use the format `int64` or `double`, if the values always fit";

    unsupported_union() =
        Error "unsupported-union",
        "a value of several types can be a string, a number or a boolean, but no list and no object yet",
        "use a schema without `type`, which takes any value";

    unsupported_null(what: &str) =
        Error "unsupported-null",
        "`null` as {what} is not supported",
        "describe the value without null";
}
