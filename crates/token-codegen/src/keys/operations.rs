//! The keys of paths, operations, and what operations send and receive.

use super::kind::Kind;
use super::row::{Row, annotation, left_out, read};
use crate::version::Version::V31;

pub(super) const CALLED: &str = "the crate calls the API and is not called by it";
const STREAM: &str = "a stream is one text, and the caller takes it apart";
const NAMED_PARTS: &str = "the parts of a body have names, and hold no parts themselves";

pub(super) const PATH_ITEM: &[Row] = &[
    // It is gone when the document is bundled; below a callback it is inert.
    annotation("$ref"),
    annotation("summary"),
    annotation("description"),
    read("get").one(Kind::Operation),
    read("put").one(Kind::Operation),
    read("post").one(Kind::Operation),
    read("delete").one(Kind::Operation),
    read("options").one(Kind::Operation),
    read("head").one(Kind::Operation),
    read("patch").one(Kind::Operation),
    read("trace").one(Kind::Operation),
    // OpenAPI 3.2 has this method.
    read("query").one(Kind::Operation).only(V31),
    left_out(
        "additionalOperations",
        "only methods with a key of their own are known",
    )
    .map(Kind::Operation)
    .only(V31),
    read("servers").list(Kind::Server),
    read("parameters").list(Kind::Parameter),
];

pub(super) const OPERATION: &[Row] = &[
    read("tags"),
    read("summary"),
    read("description"),
    annotation("externalDocs").one(Kind::ExternalDocs),
    read("operationId"),
    read("parameters").list(Kind::Parameter),
    read("requestBody").one(Kind::RequestBody),
    read("responses").one(Kind::Responses),
    left_out("callbacks", CALLED).map(Kind::Callback),
    read("deprecated"),
    // Each requirement maps names of schemes to scopes: no key in it is the standard's.
    read("security"),
    read("servers").list(Kind::Server),
    read("x-idempotent"),
];

pub(super) const PARAMETER: &[Row] = &[
    read("name"),
    read("in"),
    read("description"),
    read("required"),
    read("deprecated"),
    // An empty text sends an empty value.
    annotation("allowEmptyValue"),
    read("style"),
    read("explode"),
    read("allowReserved"),
    read("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    read("content").map(Kind::MediaType),
    read("x-client-parameter"),
];

pub(super) const REQUEST_BODY: &[Row] = &[
    read("description"),
    read("content").map(Kind::MediaType),
    read("required"),
];

pub(super) const MEDIA_TYPE: &[Row] = &[
    // OpenAPI 3.2 has references to media types; what reads the content reports that they are not followed.
    annotation("$ref"),
    read("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    read("encoding").map(Kind::Encoding),
    left_out("itemSchema", STREAM).one(Kind::Schema).only(V31),
    left_out("prefixEncoding", NAMED_PARTS)
        .list(Kind::Encoding)
        .only(V31),
    left_out("itemEncoding", NAMED_PARTS)
        .one(Kind::Encoding)
        .only(V31),
];

pub(super) const ENCODING: &[Row] = &[
    read("contentType"),
    left_out("headers", "parts have no headers of their own").map(Kind::Header),
    read("style"),
    read("explode"),
    read("allowReserved"),
    left_out("encoding", NAMED_PARTS)
        .map(Kind::Encoding)
        .only(V31),
    left_out("prefixEncoding", NAMED_PARTS)
        .list(Kind::Encoding)
        .only(V31),
    left_out("itemEncoding", NAMED_PARTS)
        .one(Kind::Encoding)
        .only(V31),
];

pub(super) const RESPONSE: &[Row] = &[
    annotation("summary").only(V31),
    read("description"),
    read("headers").map(Kind::Header),
    read("content").map(Kind::MediaType),
    left_out("links", "no call is made from the response to another").map(Kind::Link),
];

/// What no schema describes is read as a text.
pub(super) const HEADER: &[Row] = &[
    read("description"),
    annotation("required"),
    read("deprecated"),
    annotation("allowEmptyValue"),
    read("style"),
    // Lists and single values, which are all that is read of a header, look the same either way.
    annotation("explode"),
    annotation("allowReserved"),
    read("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    left_out("content", "the header is read as a text").map(Kind::MediaType),
];

pub(super) const EXAMPLE: &[Row] = &[
    annotation("summary"),
    annotation("description"),
    annotation("value"),
    annotation("externalValue"),
    annotation("dataValue").only(V31),
    annotation("serializedValue").only(V31),
];

pub(super) const LINK: &[Row] = &[
    annotation("operationRef"),
    annotation("operationId"),
    annotation("parameters"),
    annotation("requestBody"),
    annotation("description"),
    annotation("server").one(Kind::Server),
];
