//! Values of a known set.

use std::collections::BTreeSet;

use crate::diagnostic::problem;
use crate::document::Schema;
use crate::ir::EnumValue;
use crate::lower::Lowering;
use crate::names::Scope;
use crate::source::Value;

impl Lowering<'_> {
    /// Returns the known values of a schema, each once.
    pub(super) fn known_values(&mut self, schema: &Schema) -> Vec<EnumValue> {
        let mut scope = Scope::variants(self.renames.form());
        let mut known = BTreeSet::new();
        let mut values = Vec::new();
        for value in schema.values.iter().flatten() {
            let text = match &value.value {
                Value::String(text) => text.clone(),
                // `+1` and `1` are one number.
                Value::Number(text) => text
                    .parse::<i64>()
                    .map_or_else(|_| text.clone(), |number| number.to_string()),
                other => other.to_string(),
            };
            if !known.insert(text.clone()) {
                let problem = problem::duplicate_value(&text);
                self.sink.report(&value.at, problem);
                continue;
            }
            let name = self.renames.name(&text, &value.at);
            let name = scope.claim(name, &value.at, self.sink);
            values.push(EnumValue { name });
        }
        values
    }
}
