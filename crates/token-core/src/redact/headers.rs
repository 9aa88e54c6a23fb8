//! What may be printed: the allow-list of headers, and the length of a body.

use std::fmt;

use http::{HeaderMap, HeaderValue, header};

use crate::error::text::Line;

/// The headers whose values may be printed; of all others only the name is.
const PRINTABLE: [header::HeaderName; 8] = [
    header::ACCEPT,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::RETRY_AFTER,
    header::SERVER,
    header::USER_AGENT,
    header::VARY,
];

/// Prints headers by the allow-list.
pub(crate) struct Headers<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(
                self.0
                    .iter()
                    .map(|(name, value)| (name.as_str(), Value(name, value))),
            )
            .finish()
    }
}

/// Prints the headers of the allow-list, and how many others there are: a server may put anything into a name.
pub(crate) struct Known<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for Known<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The longest value that is printed.
        const LONGEST: usize = 80;
        let mut map = f.debug_map();
        let mut others = self.0.len();
        for name in &PRINTABLE {
            others -= self.0.get_all(name).iter().count();
            if let Some(value) = self.0.get(name) {
                let printed = format!("{:?}", Value(name, value));
                map.entry(
                    &name.as_str(),
                    &format_args!("{}", Line::within(LONGEST, printed)),
                );
            }
        }
        if others > 0 {
            map.entry(&"others", &others);
        }
        map.finish()
    }
}

struct Value<'a>(&'a header::HeaderName, &'a HeaderValue);

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if PRINTABLE.contains(self.0) && !self.1.is_sensitive() {
            self.1.fmt(f)
        } else {
            f.write_str("[redacted]")
        }
    }
}

/// Prints the length of a body, never the body.
pub(crate) struct Body<'a>(pub(crate) &'a [u8]);

impl fmt::Debug for Body<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} bytes>", self.0.len())
    }
}
