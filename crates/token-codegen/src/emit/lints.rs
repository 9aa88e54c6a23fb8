//! Lints that the document's names go against, not the code.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use crate::ir::{Payload, TypeRef};
use crate::scalar::Scalar;

/// How a function takes what it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Receiver {
    /// `&self`.
    Reference,
    /// `self`.
    Value,
}

/// Returns the allowance for a function whose name promises something else to clippy: `from_template(&self)`, `iter()`.
///
/// No `expect`: whether clippy minds depends on whether the crate makes the function public.
pub(super) fn receiver(name: &Ident, receiver: Receiver) -> Option<TokenStream> {
    let name = name.unraw().to_string();
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let misleads = match receiver {
        Receiver::Reference => {
            begins(&["from_", "into_"]) || begins(&["to_"]) && name.ends_with("_mut")
        }
        Receiver::Value => begins(&["as_", "from_", "is_", "to_"]),
    };
    let is_operator = match receiver {
        Receiver::Reference => ["cmp", "eq", "hash", "index"].contains(&name.as_str()),
        Receiver::Value => OPERATORS.contains(&name.as_str()),
    };
    if ["iter", "iter_mut"].contains(&name.as_str()) {
        return Some(
            quote!(#[allow(clippy::iter_not_returning_iterator, reason = "the document names it so")]),
        );
    }
    if is_operator {
        return Some(
            quote!(#[allow(clippy::should_implement_trait, reason = "the document names it so")]),
        );
    }
    misleads.then(
        || quote!(#[allow(clippy::wrong_self_convention, reason = "the document names it so")]),
    )
}

/// The functions of the standard library's operators, which take a value and another one.
const OPERATORS: [&str; 10] = [
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// How many arguments a function may have before clippy asks for fewer.
const MANY_ARGUMENTS: usize = 7;

/// How many variables may have names of one letter before clippy asks for words.
const MANY_LETTERS: usize = 4;

/// How many booleans a function or a struct may have before clippy asks for enums.
const MANY_BOOLS: usize = 3;

/// Names that clippy takes for placeholders.
const PLACEHOLDERS: [&str; 3] = ["foo", "baz", "quux"];

/// Returns the expectations for a constructor of these arguments.
pub(super) fn constructor(arguments: &[(Ident, &TypeRef)]) -> TokenStream {
    let letters = arguments.iter().filter(|(name, _)| is_letter(name)).count();
    let many = (arguments.len() > MANY_ARGUMENTS).then(|| {
        quote!(#[expect(clippy::too_many_arguments, reason = "the document requires every one of them")])
    });
    let letters = (letters > MANY_LETTERS).then(
        || quote!(#[expect(clippy::many_single_char_names, reason = "the document names them so")]),
    );
    let bools = arguments
        .iter()
        .filter(|(_, ty)| **ty == TypeRef::Scalar(Scalar::Bool))
        .count();
    let bools = (bools > MANY_BOOLS).then(
        || quote!(#[expect(clippy::fn_params_excessive_bools, reason = "the document has them so")]),
    );
    let names: Vec<_> = arguments
        .iter()
        .map(|(name, _)| name.unraw().to_string())
        .collect();
    let has_twins = names.iter().enumerate().any(|(index, name)| {
        names
            .iter()
            .skip(index + 1)
            .any(|other| are_close(name, other))
    });
    // No `expect`: clippy has rules of its own for what is too similar.
    let twins = has_twins
        .then(|| quote!(#[allow(clippy::similar_names, reason = "the document names them so")]));
    let has_placeholder = names
        .iter()
        .any(|name| PLACEHOLDERS.contains(&name.as_str()));
    let placeholders = has_placeholder.then(
        || quote!(#[expect(clippy::disallowed_names, reason = "the document names them so")]),
    );
    quote!(#many #letters #bools #twins #placeholders)
}

/// Returns whether two names differ in a letter or two.
fn are_close(a: &str, b: &str) -> bool {
    let differing = |a: &str, b: &str| {
        let same_start = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
        let rest = |text: &str| text.chars().skip(same_start).collect::<Vec<_>>();
        let (a, b) = (rest(a), rest(b));
        let same_end = a
            .iter()
            .rev()
            .zip(b.iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        a.len().max(b.len()) - same_end
    };
    let shorter = a.chars().count().min(b.chars().count());
    shorter > 2 && differing(a, b) <= 2
}

fn is_letter(name: &Ident) -> bool {
    name.unraw().to_string().chars().count() == 1
}

/// Returns the expectation for a struct that has this many fields of type `bool`.
pub(super) fn structure(bools: usize) -> Option<TokenStream> {
    (bools > MANY_BOOLS).then(
        || quote!(#[expect(clippy::struct_excessive_bools, reason = "the document has them so")]),
    )
}

/// How many statements a function may hold until it may be too long, each of them up to four lines.
const MANY_STATEMENTS: usize = 24;

/// Returns the allowance for a function of this many statements; their length is left to rustfmt.
pub(super) fn length(statements: usize) -> Option<TokenStream> {
    (statements > MANY_STATEMENTS).then(
        || quote!(#[allow(clippy::too_many_lines, reason = "a statement for each parameter")]),
    )
}

/// Returns the allowance for an enum of these payloads, whose sizes are unknown here.
pub(super) fn variants<'p>(payloads: impl IntoIterator<Item = &'p Payload>) -> Option<TokenStream> {
    let mut payloads = payloads.into_iter();
    let first = payloads.next()?;
    payloads
        .any(|payload| payload != first)
        .then(|| quote!(#[allow(clippy::large_enum_variant, reason = "the document sizes them")]))
}
