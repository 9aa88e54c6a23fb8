//! Problems of names and of schemas.

use crate::location::Location;

super::problems! {
    LOWER:

    name_clash(identifier: &str, first: &Location, other: &str, example: &str) =
        Warning "name-clash",
        "`{identifier}` is the Rust name of this, and of the part at {first:#}; this one was named `{other}`",
        "give one of the two a name of its own, {example}";

    rename_clash(identifier: &str, first: &Location) =
        Error "rename-clash",
        "this was renamed to `{identifier}`, which is already the Rust name of the part at {first:#}",
        "choose a name that is free";

    unused_rename(pointer: &str, place: &str) =
        Error "unused-rename",
        "`{pointer}` {place} renames nothing: no name is made there",
        "correct the pointer, or remove the entry";

    unknown_required(name: &str) =
        Warning "unknown-required",
        "`{name}` is required, but is none of the properties",
        "define it under `properties`, or remove it from `required`";

    too_many_descriptions(limit: usize) =
        Error "too-large",
        "more than {limit} schemas, from one `allOf` in another, describe this at once",
        "describe it in fewer places";

    too_many_combinations(limit: usize) =
        Error "too-large",
        "the schemas that this one combines multiply to more than {limit}",
        "say once what all of them have in common, in place of `allOf` within every branch of `oneOf`";

    endless_schema(name: &str) =
        Warning "endless-schema",
        "`{name}` leads back to itself without a type of its own, so any JSON was taken where it does",
        "give it a type of its own, an object with properties for instance";

    circular_union(variant: &str) =
        Warning "circular-union",
        "`{variant}` leads back to this schema, of which it is a branch, so any JSON was taken there",
        "put an object, a list or a map between the two, or remove the branch";

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

    open_values() =
        Warning "open-values",
        "the known values of this schema are lists or objects, which no type can list, so other values are accepted too",
        "describe their members, each with its own known values";

    conflicting_types(other: &Location) =
        Warning "conflicting-schemas",
        "no value matches both this and the schema at {other:#}: their `type` have nothing in common, so any JSON was taken",
        "correct one of the two; `allOf` asks for values that match all of its schemas";

    conflicting_values(other: &Location) =
        Warning "conflicting-schemas",
        "no value matches both this and the schema at {other:#}: their `enum` have nothing in common, so those that are nearer were taken",
        "correct one of the two; `allOf` asks for values that match all of its schemas";

    unsupported_composition() =
        Warning "unsupported-composition",
        "this asks for one of several schemas in more than one way at once, so any JSON was taken",
        "describe the alternatives in one `oneOf`";

    unused_discriminator(why: &str) =
        Warning "unused-discriminator",
        "the discriminator has no effect: {why}",
        "remove it, or correct it";

    undeclared_tag(property: &str, schema: &str) =
        Warning "undeclared-tag",
        "the discriminator `{property}` is not a property of `{schema}`, and was added to it",
        "define it there, and require it";

    untyped_others() =
        Warning "untyped-others",
        "the properties that are not named are of several types, and were taken as any JSON",
        "give them one schema, a `oneOf` for instance";

}
