//! Problems of the text: what YAML and JSON themselves forbid, or what only YAML allows.

use crate::location::Location;

super::problems! {
    SOURCE:

    not_utf8() =
        Error "not-utf8",
        "the document is not UTF-8: a byte here begins no character",
        "save the document as UTF-8";

    too_large(megabytes: usize) =
        Error "too-large",
        "the document has more than {megabytes} MiB",
        "take out what is not needed, or put parts of it into files beside it";

    too_many_values(limit: usize) =
        Error "too-large",
        "the document holds more than {limit} values",
        "take out what is not needed, examples for instance";

    byte_order_mark() =
        Warning "byte-order-mark",
        "the document begins with a byte order mark, which was skipped",
        "save the document as UTF-8 without one";

    syntax(reason: &str) =
        Error "syntax",
        "this is neither YAML nor JSON: {reason}",
        "look at the indentation, the quotes and the brackets here and just before";

    empty_document() =
        Error "empty-document",
        "the document is empty",
        "begin with `openapi: 3.1.0`";

    several_documents() =
        Error "several-documents",
        "a second document begins here",
        "put each document into a file of its own";

    duplicate_key(key: &str, first: &Location) =
        Error "duplicate-key",
        "the key `{key}` is already at {first}",
        "keep one of the two";

    non_string_key(key: &str, kind: &str) =
        Warning "non-string-key",
        "the key `{key}` is {kind} and was taken as a string",
        "quote it: \"{key}\"";

    complex_key() =
        Error "complex-key",
        "a list or a mapping cannot be a key",
        "use a string";

    merge_key() =
        Warning "merge-key",
        "merge keys (`<<`) are not part of YAML 1.2; the entries were taken over as in YAML 1.1",
        "write the merged keys out";

    merged_value(kind: &str) =
        Error "merged-value",
        "only mappings can be merged, and this is {kind}",
        "write `<<` with an alias of a mapping";

    alias_circle() =
        Error "alias-circle",
        "the alias is inside the value that it repeats",
        "write the value out";

    alias_bomb() =
        Error "alias-bomb",
        "the aliases repeat more values than a document may hold",
        "put what is repeated into the components, and use `$ref`";

    yaml_tag(tag: &str) =
        Error "yaml-tag",
        "the tag `{tag}` is not supported",
        "remove it; quotes are enough to make a value a string";

    too_deep(limit: usize) =
        Error "too-deep",
        "values nest deeper than {limit} levels here",
        "move inner schemas to `#/components/schemas`";
}
