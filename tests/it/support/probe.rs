//! Operations whose requests a test writes itself, as generated code would.

use std::{marker::PhantomData, sync::Arc};

use staff_user_token::token_core::{
    Call,
    codegen::{ApiInfo, CredentialInfo, CredentialKind, Pipeline, PipelineBuilder, RequestBuilder},
    error::{DecodeError, DocumentedError, InvalidArgument},
    http::Method,
    operation::{Idempotency, Operation, OperationInfo},
    transport::{Request, Response},
    url::Url,
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
    base_url_variable: "",
};

const fn credential(name: &'static str, kind: CredentialKind) -> CredentialInfo {
    CredentialInfo {
        name,
        setter: name,
        variable: name,
        kind,
        login: &[],
    }
}

/// Starts a client of an API that knows the credentials `login`, `query` and `cookie`.
pub(crate) fn client(url: &str) -> PipelineBuilder {
    Pipeline::builder(&API).base_url(url)
}

/// An operation of some kind, with what writes its request.
pub(crate) struct Probe<K> {
    write: Arc<Write>,
    kind: PhantomData<fn() -> K>,
}

/// What is known of an operation before a call.
pub(crate) trait Kind: 'static {
    const INFO: &'static OperationInfo;
}

/// `PUT /items`, which may be repeated.
pub(crate) type Put = Probe<PutItems>;

/// `PUT /uploads` with the credential `login`, which may be repeated.
pub(crate) type Upload = Probe<PutUploads>;

/// `GET /items/{id}?fixed=1` with the credentials that the client has.
pub(crate) type Get = Probe<GetItem>;

pub(crate) enum PutItems {}

impl Kind for PutItems {
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
}

pub(crate) enum PutUploads {}

impl Kind for PutUploads {
    const INFO: &'static OperationInfo = &OperationInfo {
        id: "upload",
        path: "/uploads",
        method: Method::PUT,
        accept: "*/*",
        servers: &[],
        security: &[&["login"]],
        idempotency: Idempotency::Idempotent,
        secret_request: true,
        secret_response: false,
    };
}

pub(crate) enum GetItem {}

impl Kind for GetItem {
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
}

impl<K: Kind> Probe<K> {
    pub(crate) fn call(
        client: &Pipeline,
        write: impl Fn(&mut RequestBuilder) -> Result<(), InvalidArgument> + Send + Sync + 'static,
    ) -> Call<Self> {
        let write = Arc::new(write);
        let kind = PhantomData;
        Call::new(client, Self { write, kind })
    }
}

impl<K: Kind> Operation for Probe<K> {
    type Output = String;
    type Error = Said;

    const INFO: &'static OperationInfo = K::INFO;

    fn request(&self, base: &Url) -> Result<Request, InvalidArgument> {
        let mut request = RequestBuilder::new(Self::INFO);
        (self.write)(&mut request)?;
        request.build(base)
    }

    fn output(response: &Response) -> Result<String, DecodeError> {
        response.text()
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
