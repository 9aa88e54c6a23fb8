//! Operations whose requests a test writes itself, as generated code would.

use std::sync::Arc;

use staff_user_token::token_core::{
    ApiInfo, Call, CredentialInfo, CredentialKind, DecodeError, DocumentedError, Idempotency,
    InvalidArgument, Operation, OperationInfo, Pipeline, PipelineBuilder, Request, RequestBuilder,
    Response, http::Method, url::Url,
};

type Write = dyn Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync;

static API: ApiInfo = ApiInfo {
    crate_name: "probe",
    crate_version: "1",
    servers: &[],
    variables: &[],
    credentials: &[
        credential("login", CredentialKind::Basic),
        credential("query", CredentialKind::Query("api key")),
        credential("cookie", CredentialKind::Cookie("SESSION")),
    ],
};

const fn credential(name: &'static str, kind: CredentialKind) -> CredentialInfo {
    CredentialInfo {
        name,
        setter: name,
        variable: name,
        kind,
    }
}

/// Starts a client of an API that knows the credentials `login`, `query` and `cookie`.
pub(crate) fn client(url: &str) -> PipelineBuilder {
    Pipeline::builder(&API).base_url(url)
}

/// `PUT /items`, which may be repeated.
pub(crate) struct Put(Arc<Write>);

/// `GET /items/{id}?fixed=1` with the credentials that the client has.
pub(crate) struct Get(Arc<Write>);

impl Put {
    pub(crate) fn call(
        client: &Pipeline,
        write: impl Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync + 'static,
    ) -> Call<Self> {
        Call::new(client, Self(Arc::new(write)))
    }
}

impl Get {
    pub(crate) fn call(
        client: &Pipeline,
        write: impl Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync + 'static,
    ) -> Call<Self> {
        Call::new(client, Self(Arc::new(write)))
    }
}

/// What the server says of an error.
#[derive(Debug)]
pub(crate) struct Said(String);

impl DocumentedError for Said {
    fn decode(response: &Response) -> Option<Self> {
        response.text().ok().map(Self)
    }

    fn message(&self) -> Option<&str> {
        Some(&self.0)
    }
}

impl Operation for Put {
    type Output = String;
    type Error = Said;

    const INFO: &'static OperationInfo = &OperationInfo {
        id: "put",
        method: Method::PUT,
        path: "/items",
        accept: "*/*",
        servers: &[],
        security: &[],
        idempotency: Idempotency::Idempotent,
        secret_request: true,
        secret_response: false,
    };

    fn request(&self, base: &Url) -> Result<Request, InvalidArgument> {
        let mut request = RequestBuilder::new(Self::INFO);
        (self.0)(&mut request)?;
        request.build(base)
    }

    fn output(response: &Response) -> Result<String, DecodeError> {
        response.text()
    }
}

impl Operation for Get {
    type Output = String;
    type Error = Said;

    const INFO: &'static OperationInfo = &OperationInfo {
        id: "get",
        method: Method::GET,
        path: "/items/{id}?fixed=1",
        accept: "*/*",
        servers: &[],
        security: &[&["login"], &["query", "cookie"], &[]],
        idempotency: Idempotency::Safe,
        secret_request: false,
        secret_response: false,
    };

    fn request(&self, base: &Url) -> Result<Request, InvalidArgument> {
        let mut request = RequestBuilder::new(Self::INFO);
        (self.0)(&mut request)?;
        request.build(base)
    }

    fn output(response: &Response) -> Result<String, DecodeError> {
        response.text()
    }
}
