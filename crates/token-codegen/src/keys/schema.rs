//! The keys of schemas: the subset of JSON Schema in OpenAPI 3.0, and all of JSON Schema 2020-12 in 3.1.

use super::kind::Kind;
use super::row::{Row, annotation, left_out, read, unsupported};
use crate::version::Version::{V30, V31};

const OTHER_IDENTITY: &str = "schemas are found by their place in the document only";
pub(super) const ONE_DIALECT: &str = "every schema is read as OpenAPI 3.1 means it by itself";
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
    read("const").only(V31),
    read("minimum"),
    read("maximum"),
    read("exclusiveMinimum"),
    read("exclusiveMaximum"),
    read("patternProperties").map(Kind::Schema).only(V31),
    read("unevaluatedProperties").one(Kind::Schema).only(V31),
    read("prefixItems").list(Kind::Schema).only(V31),
    read("readOnly"),
    read("writeOnly"),
    // What combines other schemas.
    read("allOf").list(Kind::Schema),
    read("oneOf").list(Kind::Schema),
    read("anyOf").list(Kind::Schema),
    read("discriminator").one(Kind::Discriminator),
    // What holds for some values only, which is reported and not generated.
    read("if").one(Kind::Schema).only(V31),
    read("then").one(Kind::Schema).only(V31),
    read("else").one(Kind::Schema).only(V31),
    read("dependentSchemas").map(Kind::Schema).only(V31),
    read("not").one(Kind::Schema),
    // What other schemas refer to it by.
    read("$id").only(V31),
    unsupported("$dynamicRef", OTHER_IDENTITY, REFER_BY_PLACE).only(V31),
    left_out("$schema", ONE_DIALECT).only(V31),
    left_out("$vocabulary", ONE_DIALECT).only(V31),
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
    // What changes XML only, for which nothing is generated.
    annotation("xml").one(Kind::Xml),
    // What the server enforces.
    annotation("multipleOf"),
    annotation("maxLength"),
    annotation("minLength"),
    annotation("pattern"),
    read("maxItems"),
    annotation("minItems"),
    annotation("uniqueItems"),
    annotation("maxProperties"),
    annotation("minProperties"),
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

pub(super) const DISCRIMINATOR: &[Row] = &[
    read("propertyName"),
    read("mapping"),
    left_out(
        "defaultMapping",
        "an object of an unknown tag is kept as any JSON",
    )
    .only(V31),
];

pub(super) const XML: &[Row] = &[
    annotation("name"),
    annotation("namespace"),
    annotation("prefix"),
    annotation("attribute"),
    annotation("wrapped"),
    annotation("nodeType").only(V31),
];
