//! How a token lives: who mints, renews and revokes it.

use std::time::Duration;

use super::TypeRef;
use super::credential::CredentialId;
use super::operation::OperationId;
use crate::names::RustName;

/// How a token lives.
#[derive(Debug, Clone, PartialEq)]
pub struct Lifecycle {
    /// How a token is got.
    pub mint: Mint,
    /// How one is renewed, if it can be.
    pub renew: Option<Renewal>,
    /// How one is revoked, if it can be.
    pub revoke: Option<TokenCall>,
    /// The credential that a session supplies.
    pub supplies: Option<CredentialId>,
}

impl Lifecycle {
    /// Returns the operations that the session calls.
    pub fn operations(&self) -> Vec<OperationId> {
        let renew = self.renew.iter().map(|renew| renew.call.operation);
        let revoke = self.revoke.iter().map(|revoke| revoke.operation);
        renew.chain(revoke).chain([self.mint.operation]).collect()
    }
}

/// How a token is got.
#[derive(Debug, Clone, PartialEq)]
pub struct Mint {
    /// The operation.
    pub operation: OperationId,
    /// What a client must be set up with for it, in the order of the operation's constructor.
    pub login: Vec<LoginInput>,
    /// The credential that stored records are sealed with.
    pub seal: Option<CredentialId>,
    /// Where its response holds the token, as a JSON Pointer.
    pub token: String,
    /// Where its response says how long the token lives.
    pub end: End,
    /// Where its response says when the token was issued, as a JSON Pointer.
    pub issued: Option<String>,
    /// How long a new token lives at most.
    pub life: Option<Duration>,
}

/// One of the values with which a client logs in.
#[derive(Debug, Clone, PartialEq)]
pub struct LoginInput {
    /// The builder's setter.
    pub setter: RustName,
    /// The builder's setter of a file that holds the value.
    pub file: RustName,
    /// The builder's setter of a provider of the value.
    pub provider: RustName,
    /// The argument of the operation, or the field of its body, that takes the value.
    pub argument: RustName,
    /// The document's description; may be empty.
    pub docs: String,
    /// Text or a secret.
    pub ty: TypeRef,
    /// What it says of the account.
    pub role: LoginRole,
    /// The environment variable that `from_env()` reads: `SQUADCAST_REFRESH_TOKEN`.
    pub env: String,
    /// The environment variable with the path of the file: `SQUADCAST_REFRESH_TOKEN_FILE`.
    pub file_env: String,
}

/// What a part of a login says of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginRole {
    /// It is public, and identifies the account.
    Public,
    /// It is a random secret, and identifies the account.
    Key,
    /// The same, and stored records are sealed with it.
    SealKey,
    /// A person may have chosen it: it neither identifies nor seals.
    Password,
}

/// Where a response says how long its token lives, as a JSON Pointer.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// Nowhere.
    Unknown,
    /// Until this point in time.
    At(String),
    /// This many seconds.
    After(String),
}

/// How a token is renewed.
#[derive(Debug, Clone, PartialEq)]
pub struct Renewal {
    /// The operation.
    pub call: TokenCall,
    /// How often one token may be renewed.
    pub limit: u32,
    /// How much a renewal adds to the current expiry.
    pub extends: Duration,
}

/// An operation that takes a token, and nothing else that a client does not have.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenCall {
    /// The operation.
    pub operation: OperationId,
    /// The argument that takes the token.
    pub argument: RustName,
    /// Whether the operation's constructor takes it; otherwise its setter does.
    pub required: bool,
}
