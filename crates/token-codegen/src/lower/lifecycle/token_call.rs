//! Operations that take a token: those that renew and revoke it.

use super::inputs::Input;
use crate::diagnostic::problem;
use crate::document::Located;
use crate::ir::{Credential, CredentialId, Operation, OperationId, TokenCall, TypeRef};
use crate::lower::Lowering;
use crate::scalar::Scalar;

impl Lowering<'_> {
    /// Finds the argument that takes the token, and makes sure that a session can do without the others.
    pub(super) fn token_call(
        &mut self,
        id: &Located<String>,
        operation_id: OperationId,
        operation: &Operation,
        supplied: Option<(CredentialId, &Credential)>,
    ) -> Option<TokenCall> {
        if let Some((scheme, credential)) = supplied
            && !operation.security.is_empty()
            && operation.security.iter().all(|all| all.contains(&scheme))
        {
            let problem = problem::session_needs_session(&id.value, credential.name.wire());
            self.sink.report(&id.at, problem);
            return None;
        }
        let inputs = self.inputs(operation, &id.at);
        let is_parameter = |input: &Input| {
            let mut parameters = operation.parameters.iter();
            parameters.any(|parameter| parameter.name == input.name)
        };
        let secrets: Vec<&Input> = inputs
            .iter()
            .filter(|input| input.ty == TypeRef::Scalar(Scalar::Secret))
            .filter(|input| input.required || is_parameter(input))
            .collect();
        let [token] = secrets.as_slice() else {
            let problem = problem::no_token_argument(&id.value, secrets.len());
            self.sink.report(&id.at, problem);
            return None;
        };
        let others = inputs
            .iter()
            .filter(|input| input.required && !std::ptr::eq(*input, *token));
        for other in others {
            let problem = problem::unknown_argument(&id.value, other.name.wire());
            self.sink.report(&other.at, problem);
        }
        Some(TokenCall {
            operation: operation_id,
            argument: token.name.clone(),
            required: token.required,
        })
    }
}
