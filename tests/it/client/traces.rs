//! What an operator sees: spans and events by the OpenTelemetry conventions, and the events of sessions.

mod calls;
mod sessions;

use crate::support::traced::Fields;

/// Returns fields as a span has them.
fn fields<const N: usize>(fields: [(&'static str, &str); N]) -> Fields {
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
}
