//! Components: the parts of a document that others refer to, by a section and a name.

use std::fmt;

use crate::pointer::{Token, escape_in_fragment, tokens_of_fragment};

/// Which component of a document is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ComponentId {
    section: Token,
    name: Token,
}

impl ComponentId {
    /// Returns the id of a component, whether or not there is one.
    pub fn new(section: impl Into<Token>, name: impl Into<Token>) -> Self {
        Self {
            section: section.into(),
            name: name.into(),
        }
    }

    /// Reads a reference, `#/components/schemas/User`; `None` if it does not refer to a component.
    pub fn parse(reference: &str) -> Option<Self> {
        match tokens_of_fragment(reference.strip_prefix('#')?)?.as_slice() {
            [components, section, name] if components == "components" => {
                Some(Self::new(section.as_str(), name.as_str()))
            }
            _ => None,
        }
    }

    /// Returns the id that no component has, for a reference that leads to none.
    pub fn unknown(reference: &str) -> Self {
        Self::new("", reference)
    }

    /// Returns the key under `components` that holds it.
    pub fn section(&self) -> &str {
        &self.section
    }

    /// Returns its name there.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Prints the reference to the component.
impl fmt::Display for ComponentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = escape_in_fragment(&self.name);
        write!(f, "#/components/{}/{name}", self.section)
    }
}

#[cfg(test)]
mod tests {
    use super::ComponentId;

    #[test]
    fn what_a_component_is_called_survives_its_reference() {
        for name in ["a~b/c", "100%", "a#b", "ä b", "%41"] {
            let component = ComponentId::new("schemas", name);
            assert_eq!(ComponentId::parse(&component.to_string()), Some(component));
        }
    }

    #[test]
    fn a_reference_to_something_else_is_not_a_component() {
        for reference in [
            "User",
            "#/paths/~1users/get",
            "#User",
            "other.yaml#/components/schemas/User",
        ] {
            assert_eq!(ComponentId::parse(reference), None, "{reference}");
        }
    }
}
