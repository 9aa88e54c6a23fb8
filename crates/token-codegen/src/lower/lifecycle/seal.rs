//! What stored records are sealed with: a random secret of the login.

use super::login::is_password;
use crate::diagnostic::problem;
use crate::document::Located;
use crate::ir::{Credential, CredentialId, CredentialKind, LoginInput, LoginRole, Operation};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Marks the input that the document names, or returns the credential.
    pub(super) fn seal(
        &mut self,
        seal: &Located<String>,
        operation: &Operation,
        login: &mut [LoginInput],
        credentials: &[Credential],
    ) -> Option<CredentialId> {
        let name = &seal.value;
        let mut inputs = login.iter_mut();
        if let Some(input) = inputs.find(|input| input.argument.wire() == name) {
            if input.role == LoginRole::Public {
                self.sink.report(&seal.at, problem::seal_not_secret(name));
            } else if is_password(name) {
                self.sink
                    .report(&seal.at, problem::seal_with_password(name));
            } else {
                input.role = LoginRole::SealKey;
            }
            return None;
        }
        let found = credentials
            .iter()
            .position(|credential| credential.name.wire() == name)
            .map(CredentialId)
            .filter(|id| operation.security.iter().any(|all| all.contains(id)));
        let Some(id) = found else {
            self.sink.report(&seal.at, problem::unknown_seal(name));
            return None;
        };
        let kind = credentials.get(id.0).map(|credential| &credential.kind);
        if kind == Some(&CredentialKind::Basic) || is_password(name) {
            self.sink
                .report(&seal.at, problem::seal_with_password(name));
            return None;
        }
        Some(id)
    }
}
