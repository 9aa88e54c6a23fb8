//! Styles: how values are written, by the place where they travel.

use crate::diagnostic::problem;
use crate::document::Located;
use crate::ir::{Place, Style, StyleForm};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Returns the style of a value; one that its place does not know is reported, and the usual one taken.
    pub(in crate::lower) fn style(
        &mut self,
        style: Option<&Located<String>>,
        explode: Option<bool>,
        place: Place,
    ) -> Style {
        let (usual, shown) = match place {
            Place::Path | Place::Header => (StyleForm::Simple, "simple"),
            Place::Query | Place::Cookie | Place::Part => (StyleForm::Pairs, "form"),
        };
        let form = style.map(|style| {
            let known = match (style.value.as_str(), place) {
                ("simple", Place::Path | Place::Header) => Some(StyleForm::Simple),
                ("label", Place::Path) => Some(StyleForm::Label),
                ("matrix", Place::Path) => Some(StyleForm::Matrix),
                // OpenAPI 3.2 has `cookie`, which is how cookies are written here.
                ("form", Place::Query) | ("form" | "cookie", Place::Cookie) => {
                    Some(StyleForm::Pairs)
                }
                ("spaceDelimited", Place::Query) => Some(StyleForm::Space),
                ("pipeDelimited", Place::Query) => Some(StyleForm::Pipe),
                ("deepObject", Place::Query) => Some(StyleForm::Deep),
                _ => None,
            };
            known.unwrap_or_else(|| {
                let place = place_word(place);
                let problem = problem::unsupported_style(&style.value, place, shown);
                self.sink.report(&style.at, problem);
                usual
            })
        });
        let form = form.unwrap_or(usual);
        Style {
            form,
            explode: match form {
                StyleForm::Deep => true,
                StyleForm::Pairs => explode.unwrap_or(true),
                _ => explode.unwrap_or(false),
            },
            reserved: false,
        }
    }
}

/// Returns the place as people and documents call it.
pub(in crate::lower) fn place_word(place: Place) -> &'static str {
    match place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Part => "part",
    }
}
