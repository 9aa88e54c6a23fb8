//! The statuses of responses, and their names in the registry of IANA.

use crate::diagnostic::problem;
use crate::document::StatusResponse;
use crate::ir::Status;
use crate::lower::Lowering;

impl<'d> Lowering<'d> {
    /// Returns the responses of which something is generated, one for each status.
    pub(super) fn by_status(
        &mut self,
        responses: &'d [StatusResponse],
    ) -> Vec<(Status, &'d StatusResponse)> {
        let mut found: Vec<(Status, &StatusResponse)> = Vec::new();
        for response in responses {
            let Some(status) = self.status(response) else {
                continue;
            };
            if found.iter().any(|(known, _)| *known == status) {
                let key = &response.status;
                let problem = problem::duplicate_status(&key.value);
                self.sink.report(&key.at, problem);
            } else {
                found.push((status, response));
            }
        }
        found
    }

    /// Returns the status of a response, if it is one that an operation ends with.
    fn status(&mut self, response: &StatusResponse) -> Option<Status> {
        let key = response.status.value.as_str();
        let problem = match (key.as_bytes(), key.parse::<u16>()) {
            (b"default", _) => return Some(Status::Default),
            ([_, _, _], Ok(status @ (200..=299 | 400..=599))) => return Some(Status::Code(status)),
            ([b'2', b'X' | b'x', b'X' | b'x'], _) => return Some(Status::Class(2)),
            ([b'4', b'X' | b'x', b'X' | b'x'], _) => return Some(Status::Class(4)),
            ([b'5', b'X' | b'x', b'X' | b'x'], _) => return Some(Status::Class(5)),
            ([b'1' | b'3', b'X' | b'x', b'X' | b'x'], _)
            | ([_, _, _], Ok(100..=199 | 300..=399)) => problem::unsupported_status(key),
            _ => problem::bad_status(key),
        };
        self.sink.report(&response.status.at, problem);
        None
    }
}

/// Returns the registered name of a status; `Status418` for one that has none.
pub(in crate::lower) fn name(status: Status) -> String {
    let status = match status {
        Status::Code(status) => status,
        Status::Class(2) => return "Success".to_owned(),
        Status::Class(4) => return "Client Error".to_owned(),
        Status::Class(5) => return "Server Error".to_owned(),
        Status::Class(other) => return format!("Class {other}"),
        Status::Default => return "Default".to_owned(),
    };
    let registered = match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        203 => "Non Authoritative Information",
        204 => "No Content",
        205 => "Reset Content",
        206 => "Partial Content",
        207 => "Multi Status",
        208 => "Already Reported",
        226 => "IM Used",
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        421 => "Misdirected Request",
        422 => "Unprocessable Content",
        423 => "Locked",
        424 => "Failed Dependency",
        425 => "Too Early",
        426 => "Upgrade Required",
        428 => "Precondition Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        506 => "Variant Also Negotiates",
        507 => "Insufficient Storage",
        508 => "Loop Detected",
        511 => "Network Authentication Required",
        other => return format!("Status {other}"),
    };
    registered.to_owned()
}
