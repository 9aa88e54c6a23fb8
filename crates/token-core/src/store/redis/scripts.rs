//! The commands; what compares and changes is a script, which the server runs as one.

use std::time::Duration;

use ::redis::Cmd;

/// The time of the server in milliseconds, as a local of a script.
macro_rules! with_now {
    ($script:literal) => {
        concat!(
            "local time = redis.call('TIME') ",
            "local now = time[1] * 1000 + math.floor(time[2] / 1000) ",
            $script
        )
    };
}

const LOAD: &str = with_now!(
    "if redis.call('EXISTS', KEYS[1]) == 0 then return false end \
     local found = redis.call('HMGET', KEYS[1], 'saved', 'record') \
     return {found[1], found[2], now}"
);

const NOW: &str = with_now!("return now");

const SAVE: &str = "if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end \
     redis.call('HSET', KEYS[1], 'saved', ARGV[2], 'record', ARGV[3]) \
     redis.call('PEXPIRE', KEYS[1], ARGV[4]) \
     return 1";

const LEASE: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then return 1 end \
     if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end \
     return 0";

const RELEASE: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end \
     return redis.status_reply('OK')";

/// Returns when the record was saved, the record, and what time it is; `None` if the key is free.
pub(super) fn load(key: &str) -> Cmd {
    eval(LOAD, &[key])
}

/// Returns the time on the server that has `key`.
pub(super) fn now(key: &str) -> Cmd {
    eval(NOW, &[key])
}

/// Returns whether `value` has the lease, if only by an earlier sending of this command.
pub(super) fn lease(key: &str, value: &str, duration: Duration) -> Cmd {
    let mut command = eval(LEASE, &[key]);
    command.arg(value).arg(milliseconds(duration));
    command
}

/// Returns whether the lease still has this value, and the record is saved.
pub(super) fn save(
    keys: [&str; 2],
    value: &str,
    (saved, text): (&str, &str),
    kept_for: Duration,
) -> Cmd {
    let mut command = eval(SAVE, &keys);
    command.arg(value).arg(saved).arg(text);
    command.arg(milliseconds(kept_for));
    command
}

/// Gives back the lease if it still has this value.
pub(super) fn release(key: &str, value: &str) -> Cmd {
    let mut command = eval(RELEASE, &[key]);
    command.arg(value);
    command
}

fn eval(script: &str, keys: &[&str]) -> Cmd {
    let mut command = ::redis::cmd("EVAL");
    command.arg(script).arg(keys.len()).arg(keys);
    command
}

/// The server refuses a time to live of 0, and one that its clock cannot add.
fn milliseconds(duration: Duration) -> u64 {
    const LONGEST: u64 = 1 << 50;
    u64::try_from(duration.as_millis())
        .unwrap_or(LONGEST)
        .clamp(1, LONGEST)
}
