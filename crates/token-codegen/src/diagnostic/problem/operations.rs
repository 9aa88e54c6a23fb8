//! Problems of operations: their names, what they take, what they return, and where and how they are called.

use crate::location::Location;

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

    missing_operation_id(name: &str) =
        Warning "missing-operation-id",
        "the operation has no `operationId`, so it was named `{name}` after its method and path",
        "add one, as in `operationId: listUsers`";

    duplicate_operation_id(id: &str, first: &Location, name: &str) =
        Warning "duplicate-operation-id",
        "the operation at {first:#} is named `{id}` too, so this one was named `{name}`",
        "give each operation an id of its own";

    bad_path(path: &str, reason: &str) =
        Error "bad-path",
        "the path `{path}` {reason}",
        "write it as in `/users/{{id}}`";

    unused_path(path: &str) =
        Warning "unused-path",
        "the path `{path}` has no operation, so nothing is generated from it",
        "add one, or remove the path";

    no_place_for_parameter(name: &str, path: &str) =
        Warning "path-parameter-mismatch",
        "the path parameter `{name}` has no place in `{path}`, so it was left out",
        "write `{{{name}}}` into the path, or remove the parameter";

    no_parameter_for_place(name: &str, path: &str) =
        Warning "path-parameter-mismatch",
        "`{{{name}}}` in `{path}` is not among the operation's path parameters, and was taken as a string",
        "add a parameter `{name}` with `in: path`";

    normalized_path(path: &str, sent: &str, reason: &str) =
        Warning "normalized-path",
        "the path `{path}` {reason}, so requests go to `{sent}`",
        "write the path as it travels";

    optional_path_parameter(name: &str) =
        Warning "optional-path-parameter",
        "the path parameter `{name}` was taken as required, because every path parameter is",
        "add `required: true`";

    duplicate_parameter(name: &str) =
        Warning "duplicate-parameter",
        "the parameter `{name}` is in the same list already, and the first one was used",
        "remove one of the two";

    unknown_place(place: &str) =
        Error "unknown-place",
        "`{place}` is not a valid place for a parameter",
        "use path, query, header or cookie";

    untyped_parameter(name: &str) =
        Warning "untyped-parameter",
        "the parameter `{name}` has neither `schema` nor `content`, and was taken as a string",
        "add `schema`";

    unsupported_parameter_type(name: &str) =
        Error "unsupported-parameter-type",
        "the parameter `{name}` of the client is not a single text, number or boolean",
        "give it a schema of one of these types, or take `x-client-parameter` away";

    unsupported_style(style: &str, place: &str, usual: &str) =
        Warning "unsupported-style",
        "the standard has no style `{style}` in `{place}`, so `{usual}` was taken",
        "use a style that belongs to the place";

    bad_header_name(name: &str) =
        Error "bad-header-name",
        "`{name}` is not a valid header name",
        "use letters, digits and `-`";

    reserved_header(name: &str) =
        Warning "reserved-header",
        "the header `{name}` follows from the media types, so it is not a parameter",
        "remove the parameter, which the standard says to ignore";

    credential_parameter(name: &str) =
        Warning "credential-parameter",
        "`{name}` is sent by a security scheme of the operation, so it is not a parameter",
        "remove one of the two";

    header_conflict(name: &str) =
        Warning "header-conflict",
        "two security schemes that are needed together send `{name}`, so either of the two is sent",
        "remove one of the two, or make them alternatives";

    client_parameter_mismatch(name: &str, first: &Location) =
        Error "client-parameter-mismatch",
        "the client parameter `{name}` differs from the one at {first:#} in its place, type, default or need",
        "define it once under `components/parameters`, and refer to it";

    bad_default(value: &str) =
        Warning "bad-default",
        "the default `{value}` is not a valid value of this schema, and was left out of the documentation",
        "correct the default or the type";

    bad_client_default(name: &str) =
        Error "bad-default",
        "the parameter `{name}` of the client has a default that is not a valid value of its schema",
        "correct the default or the type, or take `x-client-parameter` away";

    unused_parameter_key(key: &str, name: &str, why: &str) =
        Warning "unused-parameter-key",
        "`{key}` of the parameter `{name}` has no effect: {why}",
        "remove it";

    duplicate_status(status: &str) =
        Warning "duplicate-status",
        "the status `{status}` is in the same list already, and the first one was used",
        "remove one of the two";

    unsupported_status(key: &str) =
        Warning "unsupported-status",
        "nothing is generated for the status {key}: redirects are not followed, and a call that ends in one says so in its error",
        "remove it, and list the statuses that end the call";

    bad_status(key: &str) =
        Warning "bad-status",
        "`{key}` is not a valid HTTP status, so nothing is generated for it",
        "use a status from 100 to 599, a range such as `4XX`, or `default`";

    no_success_response() =
        Warning "no-success-response",
        "the operation has no successful response, so it returns the bytes of the body",
        "add one, as in `\"204\": {{description: Done.}}`";

    content_without_body(status: u16) =
        Warning "content-without-body",
        "a response with the status {status} has no body, so its content was left out",
        "remove `content`, or correct the status";

    unsupported_security(kind: &str) =
        Warning "unsupported-security",
        "nothing is generated for security schemes of the kind `{kind}`",
        "let a transport or a header of the client take care of it";

    undefined_security_scheme(name: &str) =
        Warning "undefined-security-scheme",
        "the security scheme `{name}` does not exist, so nothing is generated for it",
        "define it under `components/securitySchemes`, or let a header of the client take care of it";

    bad_server(url: &str, reason: &str) =
        Warning "bad-server",
        "the server's URL `{url}` {reason}, so it was left out",
        "write it as in `https://api.example.com/v1`";

    relative_server(url: &str) =
        Warning "relative-server",
        "the server's URL `{url}` is relative, so it was left out",
        "write it in full; otherwise users give the client a base URL that ends with it";

    server_variables(url: &str, filled: &str) =
        Warning "server-variables",
        "the server's URL `{url}` begins with a variable that is more than a scheme, and was taken as `{filled}`",
        "write the scheme out; otherwise users give the client a base URL for other servers";

    server_value(value: &str, variable: &str) =
        Warning "server-value",
        "with the value `{value}` of the variable `{variable}`, no request can be sent to the server's URL, so the value was left out",
        "correct the value, or remove it";

    server_default(default: &str, variable: &str) =
        Warning "server-default",
        "the default `{default}` of the variable `{variable}` is not one of its values, and was added to them",
        "add it to `enum`, or correct it";

    unused_variable(variable: &str) =
        Warning "unused-variable",
        "the server's URL has no place for the variable `{variable}`, so it was left out",
        "write `{{{variable}}}` into the URL, or remove the variable";

    server_mismatch(root: usize, own: usize) =
        Warning "server-mismatch",
        "the API has {root} servers and this operation {own}, which cannot be matched, so the first one was taken",
        "give the operation one server for each of the API's, with the same description";
}
