//! The keys of schemas: the subset of JSON Schema in OpenAPI 3.0, and all of JSON Schema 2020-12 in 3.1.

use super::Kind;
use super::row::{Row, annotation, read, unsupported};
use crate::codegen::document::Version::{V30, V31};

const COMPOSED: &str = "composed schemas are not generated yet";
const DESCRIBE_ONE: &str = "describe the resulting value in one schema";
const CONDITIONAL: &str = "schemas that depend on the value are not generated yet";
const DIRECTION: &str = "a model is the same in requests and in responses";
const TWO_SCHEMAS: &str = "describe the request and the response by schemas of their own";
const OTHER_IDENTITY: &str = "schemas are found by their place in the document only";
const REFER_BY_PLACE: &str = "refer to a schema by `#/components/schemas/…`";

pub(super) const SCHEMA: &[Row] = &[
    // What shapes the type.
    read("type"),
    read("format"),
    read("nullable").only(V30),
    read("enum"),
    read("properties").map(Kind::Schema),
    read("required"),
    read("additionalProperties").one(Kind::Schema),
    read("items").one(Kind::Schema),
    read("default"),
    unsupported(
        "const",
        "constants are not generated yet",
        "use `enum` with one value",
    )
    .only(V31),
    unsupported("allOf", COMPOSED, DESCRIBE_ONE).list(Kind::Schema),
    unsupported("oneOf", COMPOSED, DESCRIBE_ONE).list(Kind::Schema),
    unsupported("anyOf", COMPOSED, DESCRIBE_ONE).list(Kind::Schema),
    unsupported("discriminator", COMPOSED, DESCRIBE_ONE).one(Kind::Discriminator),
    unsupported("if", CONDITIONAL, DESCRIBE_ONE)
        .one(Kind::Schema)
        .only(V31),
    unsupported("then", CONDITIONAL, DESCRIBE_ONE)
        .one(Kind::Schema)
        .only(V31),
    unsupported("else", CONDITIONAL, DESCRIBE_ONE)
        .one(Kind::Schema)
        .only(V31),
    unsupported("dependentSchemas", CONDITIONAL, DESCRIBE_ONE)
        .map(Kind::Schema)
        .only(V31),
    unsupported(
        "prefixItems",
        "tuples are not generated yet",
        "describe one schema for all `items`",
    )
    .list(Kind::Schema)
    .only(V31),
    unsupported(
        "patternProperties",
        "maps are not generated yet",
        "name the properties one by one",
    )
    .map(Kind::Schema)
    .only(V31),
    unsupported(
        "unevaluatedProperties",
        "maps are not generated yet",
        "name the properties one by one",
    )
    .one(Kind::Schema)
    .only(V31)
    .flag(),
    unsupported("readOnly", DIRECTION, TWO_SCHEMAS).flag(),
    unsupported("writeOnly", DIRECTION, TWO_SCHEMAS).flag(),
    // What other schemas refer to it by.
    read("$id").only(V31),
    unsupported("$dynamicRef", OTHER_IDENTITY, REFER_BY_PLACE).only(V31),
    unsupported(
        "$schema",
        "only the dialect that OpenAPI 3.1 implies is known",
        "remove the key",
    )
    .only(V31),
    unsupported(
        "$vocabulary",
        "only the dialect that OpenAPI 3.1 implies is known",
        "remove the key",
    )
    .only(V31),
    read("$anchor").only(V31),
    annotation("$dynamicAnchor").only(V31),
    annotation("$defs").map(Kind::Schema).only(V31),
    // What people read.
    read("description"),
    annotation("title"),
    annotation("example"),
    annotation("examples").only(V31),
    annotation("externalDocs").one(Kind::ExternalDocs),
    read("deprecated"),
    annotation("$comment").only(V31),
    // What changes XML only, which is no media type that is generated.
    annotation("xml").one(Kind::Xml),
    // What the server enforces.
    annotation("multipleOf"),
    annotation("maximum"),
    annotation("exclusiveMaximum"),
    annotation("minimum"),
    annotation("exclusiveMinimum"),
    annotation("maxLength"),
    annotation("minLength"),
    annotation("pattern"),
    annotation("maxItems"),
    annotation("minItems"),
    annotation("uniqueItems"),
    annotation("maxProperties"),
    annotation("minProperties"),
    annotation("not").one(Kind::Schema),
    annotation("contains").one(Kind::Schema).only(V31),
    annotation("maxContains").only(V31),
    annotation("minContains").only(V31),
    annotation("propertyNames").one(Kind::Schema).only(V31),
    annotation("dependentRequired").only(V31),
    annotation("unevaluatedItems").one(Kind::Schema).only(V31),
    // What a string holds; it stays a string.
    annotation("contentEncoding").only(V31),
    annotation("contentMediaType").only(V31),
    annotation("contentSchema").one(Kind::Schema).only(V31),
];

/// Both stand below an unsupported key; their rows are here so that the table is complete.
pub(super) const DISCRIMINATOR: &[Row] = &[annotation("propertyName"), annotation("mapping")];

pub(super) const XML: &[Row] = &[
    annotation("name"),
    annotation("namespace"),
    annotation("prefix"),
    annotation("attribute"),
    annotation("wrapped"),
];
