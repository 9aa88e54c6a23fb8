//! Problems of media types, of what bodies are made of in them, and of the headers of responses.

use crate::location::Location;

super::problems! {
    MEDIA:

    media_type_choice(media_type: &str, chosen: &str) =
        Warning "media-type-choice",
        "nothing is generated for `{media_type}`, because the body is `{chosen}` too",
        "remove the media type that the crate must not use";

    file_media_type(media_type: &str, sent: &str) =
        Warning "open-media-type",
        "`{media_type}` is not a single media type, so the body is sent as `{sent}`",
        "name the media type; or set the header `Content-Type` of the call";

    empty_content() =
        Warning "empty-content",
        "the request body has no media type, so it is sent as bytes, as `application/octet-stream`",
        "name the media type, or remove the body";

    unwritable_body(media_type: &str, why: &str) =
        Warning "unwritable-body",
        "a body of `{media_type}` is made of the members of an object, and {why}, so the caller writes all of it",
        "give the schema a property for each member; or set the header `Content-Type` of the call where it names a boundary";

    raw_body(media_type: &str) =
        Warning "raw-body",
        "nothing is generated from the schema: a body of `{media_type}` is one piece, which the caller takes apart or puts together",
        "use `application/json`; or describe it as `type: string`";

    unwritable_value(media_type: &str) =
        Warning "unwritable-value",
        "a value that is more than a single one is not written as `{media_type}`, so it is a text that the caller writes",
        "use `application/json`; or describe it as `type: string`";

    alternative_parts() =
        Warning "alternative-parts",
        "the body is one of several objects, so the parts of all of them are arguments, and few are required",
        "pass the parts of one of them; or describe one object with all of its parts";

    unused_encoding(name: &str, why: &str) =
        Warning "unused-encoding",
        "the encoding of `{name}` has no effect: {why}",
        "remove it, or correct its name";

    unused_encoding_key(key: &str, name: &str, why: &str) =
        Warning "unused-encoding",
        "`{key}` in the encoding of `{name}` has no effect: {why}",
        "remove it";

    unused_header(name: &str) =
        Warning "unused-header",
        "the header `{name}` of a response follows from the media types, so no function reads it",
        "remove it, which the standard says to ignore";

    header_as_text(name: &str) =
        Warning "header-as-text",
        "the header `{name}` is more than a single value or a list of such, so it is read as a text",
        "describe it as `type: string`; or take the text apart";

    header_type(name: &str, first: &Location) =
        Warning "header-type",
        "the header `{name}` has another type at {first:#}, so it is read as a text",
        "define it once under `components/headers`, and refer to it";

    impossible_header(name: &str) =
        Warning "impossible-header",
        "`{name}` is not a valid header name, so no response has it, and it was left out",
        "use letters, digits and `-`";
}
