//! The keys of paths, operations, and what operations send and receive.

use super::Kind;
use super::row::{Row, annotation, read, unsupported};

const METHOD_CURE: &str =
    "remove the operation from the document, or call it through a transport of your own";

pub(super) const PATH_ITEM: &[Row] = &[
    // It is gone when the document is bundled; below a callback it is inert.
    annotation("$ref"),
    annotation("summary"),
    annotation("description"),
    read("get").one(Kind::Operation),
    read("put").one(Kind::Operation),
    read("post").one(Kind::Operation),
    read("delete").one(Kind::Operation),
    unsupported(
        "options",
        "no operation with this method is generated",
        METHOD_CURE,
    )
    .one(Kind::Operation),
    unsupported(
        "head",
        "no operation with this method is generated",
        METHOD_CURE,
    )
    .one(Kind::Operation),
    read("patch").one(Kind::Operation),
    unsupported(
        "trace",
        "no operation with this method is generated",
        METHOD_CURE,
    )
    .one(Kind::Operation),
    read("servers").list(Kind::Server),
    read("parameters").list(Kind::Parameter),
];

pub(super) const OPERATION: &[Row] = &[
    annotation("tags"),
    read("summary"),
    read("description"),
    annotation("externalDocs").one(Kind::ExternalDocs),
    read("operationId"),
    read("parameters").list(Kind::Parameter),
    read("requestBody").one(Kind::RequestBody),
    read("responses").one(Kind::Responses),
    unsupported(
        "callbacks",
        "the crate calls the API and is not called by it",
        "remove the callbacks from the document",
    )
    .map(Kind::Callback),
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
    unsupported(
        "allowEmptyValue",
        "it belongs to query parameters, which are not generated yet",
        "remove the key",
    )
    .flag(),
    read("style"),
    // It changes lists and objects only, which are reported where they are the type of a parameter.
    annotation("explode"),
    unsupported(
        "allowReserved",
        "every reserved character of a value is escaped",
        "remove the key, if the server takes escaped values too",
    )
    .flag(),
    read("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    unsupported(
        "content",
        "a parameter's value is written by its schema, not as a media type",
        "describe the value with `schema`",
    )
    .map(Kind::MediaType),
    read("x-client-parameter"),
];

pub(super) const REQUEST_BODY: &[Row] = &[
    read("description"),
    read("content").map(Kind::MediaType),
    read("required"),
];

pub(super) const MEDIA_TYPE: &[Row] = &[
    read("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    // It changes forms only, whose media types are reported as a whole.
    annotation("encoding").map(Kind::Encoding),
];

pub(super) const ENCODING: &[Row] = &[
    annotation("contentType"),
    annotation("headers").map(Kind::Header),
    annotation("style"),
    annotation("explode"),
    annotation("allowReserved"),
];

pub(super) const RESPONSE: &[Row] = &[
    read("description"),
    unsupported(
        "headers",
        "response headers have no types yet",
        "remove the key, and read the header from the response that `send()` returns",
    )
    .map(Kind::Header),
    read("content").map(Kind::MediaType),
    unsupported(
        "links",
        "nothing is generated from links",
        "remove the key from the document",
    )
    .map(Kind::Link),
];

/// Headers stand where everything is inert: a response's headers are reported as a whole.
pub(super) const HEADER: &[Row] = &[
    annotation("description"),
    annotation("required"),
    annotation("deprecated"),
    annotation("allowEmptyValue"),
    annotation("style"),
    annotation("explode"),
    annotation("allowReserved"),
    annotation("schema").one(Kind::Schema),
    annotation("example"),
    annotation("examples").map(Kind::Example),
    annotation("content").map(Kind::MediaType),
];

pub(super) const EXAMPLE: &[Row] = &[
    annotation("summary"),
    annotation("description"),
    annotation("value"),
    annotation("externalValue"),
];

pub(super) const LINK: &[Row] = &[
    annotation("operationRef"),
    annotation("operationId"),
    annotation("parameters"),
    annotation("requestBody"),
    annotation("description"),
    annotation("server").one(Kind::Server),
];
