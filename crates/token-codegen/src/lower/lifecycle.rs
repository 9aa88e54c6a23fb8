//! How a token lives: the operations that mint, renew and revoke it.

mod duration;
mod inputs;
mod login;
mod pointer;
mod seal;
mod token_call;

use crate::diagnostic::problem;
use crate::document::{self, Located};
use crate::ir::{
    Credential, CredentialId, CredentialKind, End, Lifecycle, Mint, Operation, OperationId, Output,
    Payload, Renewal, TypeRef,
};
use crate::lower::Lowering;
use crate::names::RustName;

/// How often a token may be renewed.
const LIMITS: std::ops::RangeInclusive<u32> = 1..=1000;

impl Lowering<'_> {
    /// Keeps the names of what a session adds to the crate from everything else.
    pub(super) fn lifecycle_names(&mut self) {
        let Some(lifecycle) = &self.document.lifecycle else {
            return;
        };
        let at = &lifecycle.at;
        for words in ["session", "lifecycle source"] {
            self.types.claim(RustName::new(words), at, self.sink);
        }
        self.client.claim(RustName::new("session"), at, self.sink);
        // The client's settings are fields of the client, too.
        for words in ["session", "session settings"] {
            self.builder.claim(RustName::new(words), at, self.sink);
        }
    }

    /// Lowers the lifecycle that the document declares.
    pub(super) fn lifecycle(
        &mut self,
        operations: &[Operation],
        credentials: &[Credential],
    ) -> Option<Lifecycle> {
        let lifecycle = self.document.lifecycle.as_ref()?;
        let mut taken = Vec::new();
        let mint = self.find("mint", &lifecycle.mint.operation, operations, &mut taken);
        let supplies = mint.and_then(|id| supplied(operations.get(id.0)?, credentials));
        let mint = mint.and_then(|id| self.mint(&lifecycle.mint, id, operations, credentials));
        let call = |lowering: &mut Self, role, id, taken: &mut Vec<_>| {
            let found = lowering.find(role, id, operations, taken)?;
            let scheme = supplies.and_then(|id| Some((id, credentials.get(id.0)?)));
            lowering.token_call(id, found, operations.get(found.0)?, scheme)
        };
        let renew = lifecycle.renew.as_ref().and_then(|renew| {
            let call = call(self, "renew", &renew.operation, &mut taken);
            let limit = self.limit(&renew.limit);
            let extends = self.duration(&renew.extends);
            Some(Renewal {
                call: call?,
                limit: limit?,
                extends: extends?,
            })
        });
        let revoke = lifecycle
            .revoke
            .as_ref()
            .and_then(|revoke| call(self, "revoke", &revoke.operation, &mut taken));
        Some(Lifecycle {
            mint: mint?,
            renew,
            revoke,
            supplies,
        })
    }

    /// Returns an operation that has no part in the lifecycle yet.
    fn find<'r>(
        &mut self,
        role: &'r str,
        id: &Located<String>,
        operations: &[Operation],
        taken: &mut Vec<(OperationId, &'r str)>,
    ) -> Option<OperationId> {
        let found = operations
            .iter()
            .position(|operation| operation.id == id.value);
        let Some(found) = found.map(OperationId) else {
            self.sink
                .report(&id.at, problem::unknown_operation(&id.value));
            return None;
        };
        if let Some((_, role)) = taken.iter().find(|(taken, _)| *taken == found) {
            self.sink
                .report(&id.at, problem::repeated_operation(&id.value, role));
            return None;
        }
        taken.push((found, role));
        Some(found)
    }

    fn mint(
        &mut self,
        mint: &document::Mint,
        id: OperationId,
        operations: &[Operation],
        credentials: &[Credential],
    ) -> Option<Mint> {
        let operation = operations.get(id.0)?;
        let mut login = self.login(&mint.operation, operation);
        let seal = mint.seal.as_ref().and_then(|seal| {
            let login = login.as_deref_mut()?;
            self.seal(seal, operation, login, credentials)
        });
        let Output::Single(Payload::Json(response)) = &operation.output else {
            let problem = problem::mint_without_json(&operation.id);
            self.sink.report(&mint.operation.at, problem);
            return None;
        };
        let token = self.token(&mint.token, response);
        let end = self.end(mint, response);
        let issued = mint
            .issued
            .as_ref()
            .map(|pointer| self.issued(pointer, mint, response));
        let life = mint.life.as_ref().map(|life| self.duration(life));
        Some(Mint {
            operation: id,
            login: login?,
            seal,
            token: token?,
            end: end?,
            issued: match issued {
                Some(issued) => Some(issued?),
                None => None,
            },
            life: match life {
                Some(life) => Some(life?),
                None => None,
            },
        })
    }

    /// Returns where the response says when the token was issued, which says nothing without its end.
    fn issued(
        &mut self,
        pointer: &Located<String>,
        mint: &document::Mint,
        response: &TypeRef,
    ) -> Option<String> {
        if mint.expires.is_none() {
            self.sink
                .report(&pointer.at, problem::issued_without_expires());
            return None;
        }
        self.point_in_time(pointer, response)
    }

    fn end(&mut self, mint: &document::Mint, response: &TypeRef) -> Option<End> {
        match (&mint.expires, &mint.expires_in) {
            (None, None) => Some(End::Unknown),
            (Some(pointer), None) => self.point_in_time(pointer, response).map(End::At),
            (None, Some(pointer)) => self.seconds(pointer, response).map(End::After),
            (Some(_), Some(second)) => {
                self.sink.report(&second.at, problem::two_expiries());
                None
            }
        }
    }

    fn limit(&mut self, limit: &Located<String>) -> Option<u32> {
        let number = limit.value.parse().ok();
        let number = number.filter(|number| LIMITS.contains(number));
        if number.is_none() {
            self.sink
                .report(&limit.at, problem::bad_renewal_limit(&limit.value));
        }
        number
    }
}

/// Returns the one bearer credential that minting does not need, so that a session can supply it.
fn supplied(mint: &Operation, credentials: &[Credential]) -> Option<CredentialId> {
    let is_needed = |id: &CredentialId| {
        !mint.security.is_empty() && mint.security.iter().all(|all| all.contains(id))
    };
    let mut candidates = credentials
        .iter()
        .enumerate()
        .filter(|(_, credential)| credential.kind == CredentialKind::Bearer)
        .map(|(index, _)| CredentialId(index))
        .filter(|id| !is_needed(id));
    let first = candidates.next();
    first.filter(|_| candidates.next().is_none())
}
