//! Problems of operations: their names, what they take, what they answer, and where and how they are called.

use crate::codegen::location::Location;

super::problems! {
    OPERATIONS:

    no_operations() =
        Error "no-operations",
        "the document has no operation",
        "add one under `paths`; nothing is generated from components alone";

    too_many_operations(limit: usize) =
        Error "too-large",
        "more than {limit} operations are to be generated, which is too much for one crate",
        "take some of them, by `operations`, `tags` or `paths` in specs/apis.toml, or by `--operation`, `--tag` or `--path`";

    missing_operation_id() =
        Error "missing-operation-id",
        "the operation has no `operationId`, which names it in Rust",
        "add one, as in `operationId: listUsers`";

    duplicate_operation_id(id: &str, first: &Location) =
        Error "duplicate-operation-id",
        "the operation at {first:#} is named `{id}` too",
        "give each operation an id of its own";

    bad_path(path: &str, reason: &str) =
        Error "bad-path",
        "the path `{path}` {reason}",
        "write it as in `/users/{{id}}`";

    idle_path(path: &str) =
        Warning "idle-path",
        "the path `{path}` has no operation, so nothing is generated from it",
        "add one, or remove the path";

    no_place_for_parameter(name: &str, path: &str) =
        Error "path-parameter-mismatch",
        "the path parameter `{name}` has no place in `{path}`",
        "write `{{{name}}}` into the path, or remove the parameter";

    no_parameter_for_place(name: &str, path: &str) =
        Error "path-parameter-mismatch",
        "`{{{name}}}` in `{path}` is not among the operation's path parameters",
        "add a parameter `{name}` with `in: path`";

    optional_path_parameter(name: &str) =
        Warning "optional-path-parameter",
        "the path parameter `{name}` was taken as required, because every path parameter is",
        "add `required: true`";

    duplicate_parameter(name: &str) =
        Error "duplicate-parameter",
        "the parameter `{name}` stands in the same list already",
        "remove one of the two";

    unsupported_parameter(place: &str) =
        Error "unsupported-parameter",
        "parameters in `{place}` are not supported yet, only those in `path` and `header`",
        "remove the parameter, if calls do without it";

    unsupported_parameter_type(name: &str) =
        Error "unsupported-parameter-type",
        "the parameter `{name}` is no single text, number or boolean",
        "give it a schema of one of these types";

    unsupported_style(style: &str) =
        Error "unsupported-style",
        "parameters of the style `{style}` are not supported",
        "use the style `simple`, which is the default";

    bad_header_name(name: &str) =
        Error "bad-header-name",
        "`{name}` is no name for a header",
        "use letters, digits and `-`";

    reserved_header(name: &str) =
        Error "reserved-header",
        "the header `{name}` follows from the media types, so it is no parameter",
        "remove the parameter";

    header_conflict(name: &str) =
        Error "header-conflict",
        "the header `{name}` is sent by a security scheme of the operation already",
        "remove one of the two";

    client_parameter_mismatch(name: &str, first: &Location) =
        Error "client-parameter-mismatch",
        "the client parameter `{name}` differs from the one at {first:#} in its place, type, default or need",
        "define it once under `components/parameters`, and refer to it";

    bad_default(value: &str) =
        Error "bad-default",
        "the default `{value}` is no value of this schema",
        "correct the default or the type";

    unsupported_media_type(media_type: &str) =
        Error "unsupported-media-type",
        "the media type `{media_type}` is not supported here: bodies are `application/json`, and nothing else beside it",
        "describe the body as `application/json` only, if the server takes or sends that";

    empty_content() =
        Error "empty-content",
        "the request body has no media type",
        "add `application/json`, or remove the body";

    unsupported_response(key: &str) =
        Error "unsupported-response",
        "answers for `{key}` are not supported yet",
        "list the statuses one by one";

    unsupported_status(key: &str) =
        Error "unsupported-status",
        "the status {key} does not end a call: redirects are not followed, and interim answers not seen",
        "remove it, and list the statuses that end the call";

    bad_status(key: &str) =
        Error "bad-status",
        "`{key}` is no status",
        "use a status from 100 to 599";

    no_success_response() =
        Error "no-success-response",
        "the operation has no answer for success",
        "add one, as in `\"204\": {{description: Done.}}`";

    several_outputs(first: &Location) =
        Error "several-outputs",
        "this success holds something else than the one at {first:#}",
        "describe all successes by the same schema";

    content_without_body(status: u16) =
        Warning "content-without-body",
        "an answer with the status {status} has no body, so its content was left out",
        "remove `content`, or correct the status";

    unsupported_security(kind: &str) =
        Error "unsupported-security",
        "security schemes of the kind `{kind}` are not supported yet",
        "use `type: http` with `scheme: bearer`, or `type: apiKey` with `in: header`";

    undefined_security_scheme(name: &str) =
        Error "undefined-security-scheme",
        "the security scheme `{name}` does not exist",
        "define it under `components/securitySchemes`, or correct the name";

    bad_server(url: &str, reason: &str) =
        Error "bad-server",
        "the server's URL `{url}` {reason}",
        "write it as in `https://api.example.com/v1`";

    relative_server(url: &str) =
        Warning "relative-server",
        "the server's URL `{url}` is relative, so it was left out",
        "write it in full; otherwise users give the client a base URL that ends with it";

    unsupported_server_variables(url: &str) =
        Error "unsupported-server-variables",
        "the server's URL `{url}` has variables, which are not supported yet",
        "write one server for each value";

    server_mismatch(root: usize, own: usize) =
        Error "server-mismatch",
        "the API has {root} servers and this operation {own}, which cannot be told to belong together",
        "give the operation one server for each of the API's, with the same description";
}
