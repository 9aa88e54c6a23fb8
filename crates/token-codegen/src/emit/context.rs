//! The API with what the emitted files share: the models by id, and which of them hold secrets.

use std::ops::Deref;

use crate::ir::groups::{self, Group, Groups, Part};
use crate::ir::{
    Api, ClientParameter, Credential, ErrorEnum, ErrorId, LoginInput, Model, ModelId, Operation,
    OperationId, Parameter, Shape, TypeRef,
};
use crate::scalar::Scalar;

/// An API, and what follows from it.
pub(super) struct Context<'a> {
    api: &'a Api,
    /// How the API is divided.
    pub(super) groups: Groups,
    /// Whether operations share a file.
    pub(super) is_large: bool,
    /// Whether a model holds a secret, at any depth.
    secret: Vec<bool>,
}

impl Deref for Context<'_> {
    type Target = Api;

    fn deref(&self) -> &Api {
        self.api
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(api: &'a Api) -> Self {
        let mut context = Self {
            api,
            groups: Groups::of(api),
            is_large: groups::is_large(api),
            secret: vec![false; api.models.len()],
        };
        // Models refer to one another in circles, so the result is what no further round changes.
        loop {
            let next: Vec<bool> = api
                .models
                .iter()
                .map(|model| context.shape_holds_secret(&model.shape))
                .collect();
            if next == context.secret {
                return context;
            }
            context.secret = next;
        }
    }

    /// Returns the API, which lives longer than this.
    pub(super) fn api(&self) -> &'a Api {
        self.api
    }

    pub(super) fn operations_of(&self, part: Part) -> Vec<&'a Operation> {
        self.groups.operations(self.api, part)
    }

    pub(super) fn models_of(&self, part: Part) -> Vec<&'a Model> {
        self.groups.models(self.api, part)
    }

    pub(super) fn errors_of(&self, part: Part) -> Vec<(ErrorId, &'a ErrorEnum)> {
        self.groups.errors(self.api, part)
    }

    /// Returns the group that a part is.
    pub(super) fn group(&self, part: Part) -> Option<&Group> {
        self.groups.list.get(part?)
    }

    /// Returns whether a part has a trait: a group has, and so has what belongs to none, unless all is in groups.
    pub(super) fn has_api(&self, part: Part) -> bool {
        self.groups.list.is_empty() || !self.operations_of(part).is_empty()
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "an id is an index that the lowering took from this list"
    )]
    pub(super) fn model(&self, id: ModelId) -> &'a Model {
        &self.api.models[id.0]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "an id is an index that the lowering took from this list"
    )]
    pub(super) fn error(&self, id: ErrorId) -> &'a ErrorEnum {
        &self.api.errors[id.0]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the lowering took the index from this list"
    )]
    pub(super) fn operation(&self, id: OperationId) -> &'a Operation {
        &self.api.operations[id.0]
    }

    /// Returns what a client logs in with, where the document declares a lifecycle.
    pub(super) fn login(&self) -> &'a [LoginInput] {
        let lifecycle = self.api.lifecycle.as_ref();
        lifecycle.map_or(&[], |lifecycle| lifecycle.mint.login.as_slice())
    }

    /// Returns the credential that a session supplies.
    pub(super) fn supplied(&self) -> Option<&'a Credential> {
        let id = self.api.lifecycle.as_ref()?.supplies?;
        self.api.credentials.get(id.0)
    }

    /// Returns the setting of the client that an operation's parameter falls back to.
    pub(super) fn client_parameter(&self, parameter: &Parameter) -> Option<&'a ClientParameter> {
        let is_same = |setting: &&ClientParameter| setting.name.wire() == parameter.name.wire();
        self.api
            .client_parameters
            .iter()
            .find(is_same)
            .filter(|_| parameter.client)
    }

    /// Returns whether a value of the type holds a secret, at any depth.
    pub(super) fn holds_secret(&self, ty: &TypeRef) -> bool {
        match ty.innermost() {
            TypeRef::Model(id) => self.secret.get(id.0).copied().unwrap_or_default(),
            plain => *plain == TypeRef::Scalar(Scalar::Secret),
        }
    }

    pub(super) fn shape_holds_secret(&self, shape: &Shape) -> bool {
        shape.types().any(|ty| self.holds_secret(ty))
    }
}
