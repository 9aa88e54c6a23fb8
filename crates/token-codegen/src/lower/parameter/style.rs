//! How parameters are written: in a style, or in a media type.

use crate::diagnostic::problem;
use crate::document::{Parameter, Referable, Schema};
use crate::ir::{Place, Style, StyleForm};
use crate::lower::Lowering;
use crate::lower::media::Written;

/// Why the keys of a style say nothing beside `content`.
const NO_STYLE: &str = "a value in a media type has no style";

impl<'d> Lowering<'d> {
    /// Returns the style of a parameter that has a schema.
    pub(super) fn schema_style(
        &mut self,
        parameter: &'d Parameter,
        schema: &'d Referable<Schema>,
        place: Place,
    ) -> Style {
        let style = self.style(parameter.style.as_ref(), parameter.explode, place);
        if parameter.reserved && place != Place::Query {
            let why = "reserved characters are kept in queries only";
            self.unused_parameter_key(parameter, "allowReserved", why);
        }
        if style.form == StyleForm::Deep && parameter.explode == Some(false) {
            let why = "`deepObject` writes each member by itself";
            self.unused_parameter_key(parameter, "explode", why);
        }
        let divides = matches!(
            style.form,
            StyleForm::Deep | StyleForm::Space | StyleForm::Pipe
        );
        if divides && self.is_single(schema) {
            let why = "a single value has no members that it could divide";
            self.unused_parameter_key(parameter, "style", why);
        }
        Style {
            reserved: parameter.reserved && place == Place::Query,
            ..style
        }
    }

    /// Returns the schema and the style of a parameter that has a media type; without a schema, it is a text.
    pub(super) fn content_style(
        &mut self,
        parameter: &'d Parameter,
        place: Place,
    ) -> (Option<&'d Referable<Schema>>, Style) {
        for (key, is_there) in [
            ("style", parameter.style.is_some()),
            ("explode", parameter.explode.is_some()),
            ("allowReserved", parameter.reserved),
        ] {
            if is_there {
                self.unused_parameter_key(parameter, key, NO_STYLE);
            }
        }
        let usual = self.style(None, None, place);
        let Some((content, _)) = self.choose(&parameter.content) else {
            return (None, usual);
        };
        self.refuse_encodings(content, "only forms and parts have any");
        let schema = content.schema.as_ref();
        match self.writing(&content.media_type, schema, false) {
            Written::Json => (schema, Style::JSON),
            Written::Plain => (schema, usual),
            Written::ByCaller => (None, usual),
        }
    }

    /// Reports a key of a parameter that has no effect.
    pub(super) fn unused_parameter_key(&mut self, parameter: &Parameter, key: &str, why: &str) {
        let name = &parameter.name;
        let problem = problem::unused_parameter_key(key, &name.value, why);
        self.sink.report(&name.at, problem);
    }
}
