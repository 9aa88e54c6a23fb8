//! What a client logs in with: the arguments of the operation that mints.

use super::inputs::Input;
use crate::codegen::diagnostic::problem;
use crate::codegen::document::Located;
use crate::codegen::ir::{LoginInput, Operation, TypeRef};
use crate::codegen::lower::Lowering;

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
        let login: Vec<LoginInput> = needed
            .iter()
            .filter_map(|input| self.login_input(id, input))
            .collect();
        (login.len() == needed.len()).then_some(login)
    }

    fn login_input(&mut self, id: &Located<String>, input: &Input) -> Option<LoginInput> {
        let Input {
            name, docs, ty, at, ..
        } = input;
        if !matches!(ty, TypeRef::String | TypeRef::Secret) {
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
        })
    }
}
