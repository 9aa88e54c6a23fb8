//! What a client logs in with: the arguments of the operation that mints.

use super::inputs::Input;
use crate::diagnostic::problem;
use crate::document::Located;
use crate::ir::{LoginInput, LoginRole, Operation, TypeRef};
use crate::lower::Lowering;
use crate::scalar::Scalar;

impl Lowering<'_> {
    /// Returns the login, of which each part has a setter on the builder and an environment variable.
    pub(super) fn login(
        &mut self,
        id: &Located<String>,
        operation: &Operation,
    ) -> Option<Vec<LoginInput>> {
        let inputs = self.inputs(operation, &id.at);
        let needed: Vec<Input> = inputs.into_iter().filter(|input| input.required).collect();
        if needed.is_empty() {
            self.sink.report(&id.at, problem::no_login(&id.value));
        }
        let has_public = needed
            .iter()
            .any(|input| input.ty == TypeRef::Scalar(Scalar::String));
        let mut login: Vec<LoginInput> = needed
            .iter()
            .filter_map(|input| self.login_input(id, input))
            .collect();
        for input in &mut login {
            input.role = role(input, has_public);
        }
        (login.len() == needed.len()).then_some(login)
    }

    fn login_input(&mut self, id: &Located<String>, input: &Input) -> Option<LoginInput> {
        let Input {
            name, docs, ty, at, ..
        } = input;
        if !matches!(ty, TypeRef::Scalar(Scalar::String | Scalar::Secret)) {
            let problem = problem::unsupported_login(&id.value, name.wire());
            self.sink.report(at, problem);
            return None;
        }
        let setter = self.builder.claim(name.without_x(), at, self.sink);
        let file = setter.with_word("file");
        let file = self.builder.claim_made_up(file, at);
        let provider = setter.with_word("provider");
        let provider = self.builder.claim_made_up(provider, at);
        Some(LoginInput {
            file_env: file.env(&self.options.env_prefix),
            file,
            provider,
            env: setter.env(&self.options.env_prefix),
            setter,
            argument: name.clone(),
            docs: docs.clone(),
            ty: ty.clone(),
            role: LoginRole::Public,
        })
    }
}

/// Returns what an input says of the account.
///
/// A secret beside a user name may be a password whatever it is called; one alone must tell the account.
fn role(input: &LoginInput, has_public: bool) -> LoginRole {
    if input.ty == TypeRef::Scalar(Scalar::String) {
        LoginRole::Public
    } else if has_public || is_password(input.argument.wire()) {
        LoginRole::Password
    } else {
        LoginRole::Key
    }
}

/// Returns whether a secret of this name is one that a person chooses.
pub(super) fn is_password(name: &str) -> bool {
    const PARTS: [&str; 5] = ["password", "passwd", "passphrase", "passcode", "pwd"];
    const WHOLE: [&str; 2] = ["pass", "pin"];
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    let name = letters.collect::<String>().to_ascii_lowercase();
    PARTS.iter().any(|part| name.contains(part)) || WHOLE.contains(&&*name)
}
