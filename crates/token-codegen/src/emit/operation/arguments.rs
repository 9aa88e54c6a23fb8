//! What an operation's constructor takes.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::is_argument;
use crate::emit::context::Context;
use crate::emit::docs::Docs;
use crate::emit::{ident, lints, types};
use crate::ir::{Field, Model, Operation, Parameter, Presence, Shape, TypeRef};

/// How many arguments a constructor has at most before it takes the body as one.
const MANY: usize = 7;

/// The parameters that must be there, and the body.
pub(in crate::emit) struct Arguments<'a> {
    parameters: Vec<&'a Parameter>,
    body: Body<'a>,
}

enum Body<'a> {
    /// There is none, or it may be left out.
    Left,
    /// As one argument.
    Whole(&'a TypeRef),
    /// Field by field, as the model's own constructor takes them.
    Spread(&'a Model, Vec<&'a Field>),
}

impl<'a> Arguments<'a> {
    pub(in crate::emit) fn of(cx: &Context<'a>, operation: &'a Operation) -> Self {
        let parameters: Vec<_> = operation
            .parameters
            .iter()
            .filter(|parameter| is_argument(parameter))
            .collect();
        let body = match &operation.body {
            Some(body) if body.required => {
                spread(cx, &body.ty, &parameters).unwrap_or(Body::Whole(&body.ty))
            }
            Some(_) | None => Body::Left,
        };
        Self { parameters, body }
    }

    pub(super) fn are_none(&self) -> bool {
        self.parameters.is_empty() && matches!(self.body, Body::Left)
    }

    /// Returns `fn new`.
    pub(super) fn constructor(&self, cx: &Context<'_>, operation: &Operation) -> TokenStream {
        let docs = Docs::new("Creates the operation with its required fields.").outer();
        if self.are_none() {
            return quote!(#docs pub fn new() -> Self { Self::default() });
        }
        let declarations = self
            .list()
            .into_iter()
            .map(|(name, ty)| types::argument(cx, &name, ty).declaration);
        let parameters = operation.parameters.iter().map(|parameter| {
            let name = ident::snake(&parameter.name);
            if is_argument(parameter) {
                types::argument(cx, &name, &parameter.ty).field
            } else {
                quote!(#name: None)
            }
        });
        let body = operation.body.as_ref().map(|_| self.body_field(cx));
        let fields = parameters.chain(body);
        let expectations = lints::constructor(&self.list());
        quote! {
            #docs
            #expectations
            pub fn new(#(#declarations),*) -> Self {
                Self { #(#fields),* }
            }
        }
    }

    /// Returns a call of `fn new` with a value for each argument, given its name; a body is made of its required
    /// fields.
    pub(in crate::emit) fn call(
        &self,
        cx: &Context<'_>,
        operation: &Operation,
        value: impl Fn(&str) -> TokenStream,
    ) -> TokenStream {
        let name = ident::pascal(&operation.name);
        let mut values: Vec<TokenStream> = self
            .parameters
            .iter()
            .map(|parameter| value(parameter.name.snake()))
            .collect();
        match &self.body {
            Body::Left => {}
            Body::Whole(ty) => values.push(whole(cx, ty, &value)),
            Body::Spread(_, fields) => {
                values.extend(fields.iter().map(|field| value(field.name.snake())));
            }
        }
        quote!(crate::generated::#name::new(#(#values),*))
    }

    fn list(&self) -> Vec<(Ident, &TypeRef)> {
        let parameters = self
            .parameters
            .iter()
            .map(|parameter| (ident::snake(&parameter.name), &parameter.ty));
        let mut list: Vec<_> = parameters.collect();
        match &self.body {
            Body::Left => {}
            Body::Whole(ty) => list.push((format_ident!("body"), ty)),
            Body::Spread(_, fields) => {
                list.extend(
                    fields
                        .iter()
                        .map(|field| (ident::snake(&field.name), &field.ty)),
                );
            }
        }
        list
    }

    fn body_field(&self, cx: &Context<'_>) -> TokenStream {
        match &self.body {
            Body::Left => quote!(body: None),
            Body::Whole(ty) => types::argument(cx, &format_ident!("body"), ty).field,
            Body::Spread(model, fields) => {
                let model = ident::pascal(&model.name);
                let fields = fields.iter().map(|field| ident::snake(&field.name));
                quote!(body: crate::generated::#model::new(#(#fields),*))
            }
        }
    }
}

/// Returns a body that is one argument, made of its required fields where it is a struct.
fn whole(cx: &Context<'_>, ty: &TypeRef, value: impl Fn(&str) -> TokenStream) -> TokenStream {
    if let TypeRef::Model(id) = ty
        && let Model {
            shape: Shape::Struct(fields),
            name,
            ..
        } = cx.model(*id)
    {
        let name = ident::pascal(name);
        let required = fields
            .iter()
            .filter(|field| field.presence == Presence::Required);
        let values = required.map(|field| value(field.name.snake()));
        return quote!(crate::generated::#name::new(#(#values),*));
    }
    value("body")
}

/// Returns the body field by field, where that is clear: a struct with required fields, few enough and of other names.
fn spread<'a>(cx: &Context<'a>, ty: &TypeRef, parameters: &[&Parameter]) -> Option<Body<'a>> {
    let TypeRef::Model(id) = ty else {
        return None;
    };
    let model = cx.model(*id);
    let Shape::Struct(fields) = &model.shape else {
        return None;
    };
    let required: Vec<_> = fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .collect();
    let is_taken = |field: &&Field| {
        parameters
            .iter()
            .any(|parameter| parameter.name.snake() == field.name.snake())
    };
    let is_clear = (1..=MANY).contains(&(required.len() + parameters.len()))
        && !required.is_empty()
        && !required.iter().any(is_taken);
    is_clear.then_some(Body::Spread(model, required))
}
