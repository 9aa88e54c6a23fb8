//! `code()` and `message()`: the texts inside an error's body.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident;
use crate::ir::{ErrorEnum, ErrorVariant, FieldStep, Payload};

/// Returns `fn code`, if a body holds a code.
pub(super) fn code(error: &ErrorEnum) -> Option<TokenStream> {
    let body = arms(error, |variant| variant.code.as_deref())?;
    Some(quote! {
        fn code(&self) -> Option<&str> {
            #body
        }
    })
}

/// Returns `fn message`, if a body holds a message.
pub(super) fn message(error: &ErrorEnum) -> Option<TokenStream> {
    let body = arms(error, |variant| variant.message.as_deref())?;
    Some(quote! {
        fn message(&self) -> Option<&str> {
            #body
        }
    })
}

/// Variants whose bodies are of one type and hold the text in one place.
struct Arm<'e> {
    body: &'e Payload,
    steps: &'e [FieldStep],
    patterns: Vec<TokenStream>,
}

fn arms<'e>(
    error: &'e ErrorEnum,
    path: impl Fn(&'e ErrorVariant) -> Option<&'e [FieldStep]>,
) -> Option<TokenStream> {
    let mut arms: Vec<Arm<'e>> = Vec::new();
    let mut silent = Vec::new();
    for variant in &error.variants {
        let name = ident::pascal(&variant.name);
        match (&variant.body, path(variant)) {
            (Payload::Nothing, _) => silent.push(quote!(Self::#name)),
            (body, Some(steps)) => {
                let pattern = quote!(Self::#name(body));
                match arms
                    .iter_mut()
                    .find(|arm| arm.body == body && arm.steps == steps)
                {
                    Some(arm) => arm.patterns.push(pattern),
                    None => arms.push(Arm {
                        body,
                        steps,
                        patterns: vec![pattern],
                    }),
                }
            }
            (_, None) => silent.push(quote!(Self::#name(_))),
        }
    }
    if arms.is_empty() {
        return None;
    }
    let arms = arms.iter().map(
        |Arm {
             body,
             steps,
             patterns,
         }| {
            let text = text(steps, matches!(body, Payload::Nullable(_)));
            quote!(#(#patterns)|* => #text,)
        },
    );
    let silent = (!silent.is_empty()).then(|| quote!(#(#silent)|* => None,));
    Some(quote! {
        match self {
            #(#arms)*
            #silent
        }
    })
}

/// Returns the way from `body` to the text, as an `Option`.
fn text(steps: &[FieldStep], is_nullable: bool) -> TokenStream {
    let Some((last, steps)) = steps.split_last() else {
        // The body is the text.
        return if is_nullable {
            quote!(body.as_deref())
        } else {
            quote!(Some(body))
        };
    };
    let mut place = if is_nullable {
        quote!(body.as_ref()?)
    } else {
        quote!(body)
    };
    for step in steps {
        let field = ident::snake(&step.field);
        place = match step.options {
            0 => quote!(#place.#field),
            1 => quote!(#place.#field.as_ref()?),
            _ => quote!(#place.#field.as_ref()?.as_ref()?),
        };
    }
    let field = ident::snake(&last.field);
    match last.options {
        0 => quote!(Some(&#place.#field)),
        1 => quote!(#place.#field.as_deref()),
        _ => quote!(#place.#field.as_ref()?.as_deref()),
    }
}
