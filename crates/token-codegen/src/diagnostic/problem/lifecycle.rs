//! Problems of `x-token-lifecycle`: how a token lives.

super::problems! {
    LIFECYCLE:

    unknown_operation(id: &str) =
        Error "unknown-operation",
        "no operation has the id `{id}`",
        "write the `operationId` of one that the document has";

    repeated_operation(id: &str, role: &str) =
        Error "repeated-operation",
        "`{id}` is the operation of `{role}` already",
        "name another operation, or remove this part of the lifecycle";

    mint_without_json(id: &str) =
        Error "mint-without-json",
        "`{id}` has no JSON response that is described, so no token can be found in it",
        "describe the response by a schema, or name the operation that returns the token";

    bad_pointer(pointer: &str) =
        Error "bad-pointer",
        "`{pointer}` is not a valid JSON Pointer (RFC 6901)",
        "begin each step with `/`, and write `~0` for `~` and `~1` for `/`, as in `/data/access_token`";

    pointer_leads_nowhere(pointer: &str, step: &str) =
        Error "pointer-leads-nowhere",
        "`{pointer}` matches nothing in the response: the schema at that place has no property `{step}`",
        "correct the pointer, or describe the property in the schema of the response";

    token_not_a_string(pointer: &str) =
        Error "token-not-a-string",
        "`{pointer}` does not lead to a string",
        "point to the token itself";

    token_not_secret(pointer: &str) =
        Error "token-not-secret",
        "`{pointer}` leads to a string that may be printed",
        "add `format: password` to its schema";

    expiry_not_a_time(pointer: &str, expected: &str) =
        Error "expiry-not-a-time",
        "`{pointer}` does not lead to {expected}",
        "`expires` and `issued` are points in time and `expires_in` a number of seconds: correct the pointer, the key or the schema";

    issued_without_expires() =
        Error "issued-without-expires",
        "`issued` has no effect without `expires`: a life is the time between the two",
        "add `expires`, or remove `issued`; `expires_in` and `life` need no other time";

    two_expiries() =
        Error "two-expiries",
        "`expires_in` says again, in other words, what `expires` says",
        "keep one of the two";

    bad_renewal_limit(found: &str) =
        Error "bad-renewal-limit",
        "a token cannot be renewed `{found}` times",
        "write a whole number from 1 to 1000; without renewals, remove `renew`";

    bad_duration(text: &str, reason: &str) =
        Error "bad-duration",
        "the duration `{text}` {reason}",
        "write weeks, days, hours, minutes and seconds by ISO 8601: `PT24H`, `P1D`, `PT1H30M`";

    no_token_argument(id: &str, found: usize) =
        Error "no-token-argument",
        "`{id}` has {found} arguments of `format: password` that are not set on the client, and the token must be the only one",
        "give the argument that carries the token, and no other, `format: password`; it is a parameter, or a required property of the body";

    unknown_argument(id: &str, name: &str) =
        Error "unknown-argument",
        "`{id}` needs `{name}` beside the token, and a session does not know it",
        "mark a parameter with `x-client-parameter: true`, or make what can be left out optional";

    session_needs_session(id: &str, scheme: &str) =
        Error "session-needs-session",
        "`{id}` needs the credential `{scheme}`, which is what the session supplies",
        "give the operation the `security` that it has without a session, and an argument for the token";

    no_login(id: &str) =
        Error "no-login",
        "`{id}` needs no argument that a client does not have, so nothing identifies who logs in",
        "require the arguments that prove who asks: a refresh token, or a user name and a password";

    unsupported_login(id: &str, name: &str) =
        Error "unsupported-login",
        "`{id}` needs `{name}`, which is not a string, so it cannot be set once on the client",
        "describe the argument as a string, mark a parameter with `x-client-parameter: true`, or make it optional";

    unknown_seal(name: &str) =
        Error "unknown-seal",
        "the login has neither an argument nor a credential `{name}`, with which stored records are to be sealed",
        "name an argument that the operation requires, or a credential that it needs";

    seal_not_secret(name: &str) =
        Error "seal-not-secret",
        "stored records are to be sealed with `{name}`, which is not a secret",
        "name a secret that is made at random, with `format: password`; without one, leave `seal` out";

    seal_with_password(name: &str) =
        Error "seal-with-password",
        "stored records are to be sealed with `{name}`, which a person chooses, so it can be guessed from a stolen record",
        "name a secret that is made at random, such as a refresh token or an API key; without one, leave `seal` out";
}
