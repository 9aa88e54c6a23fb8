//! Problems of overlays.

super::problems! {
    OVERLAY:

    overlay_version(version: &str) =
        Error "overlay-version",
        "Overlay `{version}` is not supported",
        "begin with `overlay: 1.0.0`";

    bad_json_path(path: &str, reason: &str) =
        Error "bad-json-path",
        "`{path}` is not a valid JSONPath: {reason}",
        "write it by RFC 9535, as in `$.paths['/users'].get`";

    unused_action(path: &str) =
        Error "unused-action",
        "`{path}` selects nothing, so the action changes nothing",
        "correct the path; or remove the action, if the document has been corrected since";

    empty_action() =
        Error "empty-action",
        "the action says neither what to update nor what to remove",
        "add `update`, or `remove: true`";

    update_beside_remove() =
        Warning "update-beside-remove",
        "`update` has no effect beside `remove: true`",
        "keep one of the two";

    update_of_single_value(kind: &str) =
        Error "bad-update",
        "the target is {kind}, and only mappings and lists can be updated",
        "select the mapping that holds it, and give it the new value there";

    update_of_mapping(kind: &str) =
        Error "bad-update",
        "the target is a mapping and the update {kind}, which cannot be merged",
        "write the update as a mapping";

    removed_root() =
        Error "bad-update",
        "the action removes the whole document",
        "select what is to go";

    overlay_bomb() =
        Error "overlay-bomb",
        "the actions put more values into the document than one may hold",
        "select fewer places, or put what is repeated into the components, and use `$ref`";
}
