//! Traces of a client in an OpenTelemetry collector: `cargo run --package opentelemetry-example`.

use std::io::{self, Write};

use opentelemetry_example::{Outcome, run};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Outcome { exported, received } = run()?;
    let mut out = io::stdout().lock();
    for span in &exported {
        writeln!(out, "trace {}: {}", span.trace_id, span.name)?;
        for (name, value) in &span.attributes {
            writeln!(out, "    {name} = {value}")?;
        }
    }
    writeln!(out, "The API received:")?;
    for traceparent in &received {
        writeln!(out, "    traceparent: {traceparent}")?;
    }
    Ok(())
}
