//! Records, by way of their JSON, as another crate's store makes them.

use std::time::Duration;

use token_core::store::Record;

/// Returns a record with a token that lives a day and has `remaining` left.
pub(crate) fn record(generation: u64, token: &str, renewals: u32, remaining: Duration) -> Record {
    let json = serde_json::json!({
        "generation": generation,
        "token": {
            "token": token,
            "renewals": renewals,
            "forced": false,
            "age_ms": 0,
            "life_ms": 24 * 3600 * 1000,
            "remaining_ms": u64::try_from(remaining.as_millis()).unwrap(),
        },
        "refused_ms": null,
    });
    Record::from_json(&json.to_string()).unwrap()
}

/// Returns the text of the record's token.
pub(crate) fn token_of(record: &Record) -> &str {
    record.token.as_ref().unwrap().token.expose()
}
