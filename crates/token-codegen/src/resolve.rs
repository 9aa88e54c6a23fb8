//! References to components: a circle is reported once, and every other one is followed where it is used.
//!
//! There is no other kind of reference after [`bundle`](super::bundle), which also reports those that lead nowhere.

mod check;

use super::document::{
    Component, Components, Header, Parameter, Referable, RequestBody, Response, Schema, Section,
    SecurityScheme,
};
pub use check::check;

/// A kind of part that references are followed to.
pub trait Target: Sized {
    /// The key under `components` that holds the parts of this kind.
    const SECTION: &'static str;

    /// Returns the parts of this kind.
    fn section(components: &Components) -> &Section<Self>;
}

impl Target for Schema {
    const SECTION: &'static str = "schemas";

    fn section(components: &Components) -> &Section<Self> {
        &components.schemas
    }
}

impl Target for Parameter {
    const SECTION: &'static str = "parameters";

    fn section(components: &Components) -> &Section<Self> {
        &components.parameters
    }
}

impl Target for RequestBody {
    const SECTION: &'static str = "requestBodies";

    fn section(components: &Components) -> &Section<Self> {
        &components.request_bodies
    }
}

impl Target for Response {
    const SECTION: &'static str = "responses";

    fn section(components: &Components) -> &Section<Self> {
        &components.responses
    }
}

impl Target for Header {
    const SECTION: &'static str = "headers";

    fn section(components: &Components) -> &Section<Self> {
        &components.headers
    }
}

impl Target for SecurityScheme {
    const SECTION: &'static str = "securitySchemes";

    fn section(components: &Components) -> &Section<Self> {
        &components.security_schemes
    }
}

/// A part that was found.
#[derive(Debug)]
pub struct Resolved<'d, T> {
    /// The part.
    pub part: &'d T,
    /// The component that it is; `None` if it is where it is used.
    pub component: Option<&'d str>,
    /// What the place says of it in its own words; may be empty.
    pub description: &'d str,
    /// Whether the place says that callers should do without it.
    pub deprecated: bool,
}

/// Follows a reference, and those behind it, to the part; `None` if the check has reported it.
pub fn follow<'d, T: Target>(
    components: &'d Components,
    part: &'d Referable<T>,
) -> Option<Resolved<'d, T>> {
    let section = T::section(components);
    let mut resolved = part;
    let mut component = None;
    let mut description = "";
    let mut deprecated = false;
    // One step more than there are components means that the references go round.
    for _ in 0..=section.len() {
        let reference = match resolved {
            Referable::Inline(part) => {
                return Some(Resolved {
                    part,
                    component,
                    description,
                    deprecated,
                });
            }
            Referable::Reference(reference) => reference,
        };
        deprecated |= reference.deprecated;
        if description.is_empty() {
            description = &reference.description;
        }
        let id = &reference.target.value;
        let is_of_kind = id.section() == T::SECTION;
        let (_, key, Component { part, .. }) =
            section.get_full(id.name()).filter(|_| is_of_kind)?;
        component = Some(key.as_str());
        resolved = part;
    }
    None
}
