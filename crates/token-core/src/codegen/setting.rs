//! The settings of a generated builder: what cannot work, and what error messages call them.

mod login;
pub(crate) mod origin;

use std::fmt;

pub use login::LoginInput;

use crate::{credential::secret::Secret, error::Error};

/// A setting of a generated builder: its names, and where its value is sent.
///
/// `Display` names the setter and the environment variable: `` `.site_id(…)` (or MINDBODY_SITE_ID) ``.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SettingInfo {
    /// The builder's setter: `site_id`.
    pub setter: &'static str,
    /// The environment variable: `MINDBODY_SITE_ID`; empty if there is none.
    pub variable: &'static str,
    /// Where the value is sent.
    pub place: ValuePlace,
}

/// Where in a request the value of a setting is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValuePlace {
    /// In a header.
    Header,
    /// In a header, as a secret: ASCII only, because servers disagree on the encoding of other characters.
    SecretHeader,
    /// In the path of the URL.
    Path,
    /// Anywhere else: in the query, in a cookie, or in the body.
    Elsewhere,
}

impl SettingInfo {
    /// Creates the description of a setting.
    pub const fn new(setter: &'static str, variable: &'static str, place: ValuePlace) -> Self {
        Self {
            setter,
            variable,
            place,
        }
    }

    /// Refuses a text that no request can carry; `None` passes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) for a text that is blank, that holds a control character such
    /// as a line break, or that its place in a request cannot carry.
    /// The message names the setter and the variable, never the value.
    pub fn check(&self, value: Option<&str>) -> Result<(), Error> {
        match value.and_then(|value| self.place.problem(value)) {
            Some(problem) => Err(self.refuse(problem)),
            None => Ok(()),
        }
    }

    /// Refuses a secret that no request can carry; `None` passes.
    ///
    /// # Errors
    ///
    /// See [`check`](Self::check).
    pub fn check_secret(&self, value: Option<&Secret>) -> Result<(), Error> {
        self.check(value.map(Secret::expose))
    }

    /// Refuses a setting that the login needs and that is not set.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) if `is_set` is `false`.
    pub fn require_for_login(&self, is_set: bool) -> Result<(), Error> {
        if is_set {
            return Ok(());
        }
        Err(self.refuse("is not set, and the login needs it"))
    }

    /// Returns the error for this setting; `problem` completes the sentence "The setting …".
    pub(crate) fn refuse(&self, problem: impl fmt::Display) -> Error {
        Error::config(format!("{self} {problem}"))
    }
}

impl fmt::Display for SettingInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`.{}(…)`", self.setter)?;
        match self.variable {
            "" => Ok(()),
            variable => write!(f, " (or {variable})"),
        }
    }
}

impl ValuePlace {
    /// Returns what keeps the text from being sent, as the end of a sentence.
    pub(crate) fn problem(self, text: &str) -> Option<&'static str> {
        let is_header = matches!(self, Self::Header | Self::SecretHeader);
        if text.is_empty() {
            Some("is empty")
        } else if text.trim().is_empty() {
            Some("holds nothing but white space")
        } else if text.contains(['\r', '\n', '\u{2028}', '\u{2029}']) {
            Some("holds a line break")
        } else if text.contains(char::is_control) {
            Some("holds a control character")
        } else if (is_header || self == Self::Path) && text.trim() != text {
            Some("has white space at its beginning or end")
        } else if self == Self::SecretHeader && !text.is_ascii() {
            Some("holds a character outside of ASCII, and is sent in a header")
        } else if self == Self::Path && matches!(text, "." | "..") {
            Some("is a dot segment, and is sent in the path")
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SettingInfo, ValuePlace};

    #[test]
    fn a_text_that_its_place_cannot_carry_is_refused_without_being_quoted() {
        use ValuePlace::{Elsewhere, Header, Path, SecretHeader};
        let everywhere = [Header, SecretHeader, Path, Elsewhere];
        for (text, places) in [
            ("", &everywhere[..]),
            (" \t", &everywhere),
            ("CANARY\n", &everywhere),
            ("CANARY\r\nx: y", &everywhere),
            ("CANARY\u{2028}", &everywhere),
            ("CANARY\0", &everywhere),
            ("\u{85}CANARY", &everywhere),
            ("CANARY ", &[Header, SecretHeader, Path]),
            ("CANARYé", &[SecretHeader]),
            ("..", &[Path]),
            ("CANARY x", &[]),
        ] {
            for place in everywhere {
                let setting = SettingInfo::new("site_id", "X_SITE_ID", place);
                let error = setting.check(Some(text)).err();
                assert_eq!(
                    error.is_some(),
                    places.contains(&place),
                    "{text:?} {place:?}"
                );
                if let Some(error) = error {
                    let text = format!("{error} {error:?}");
                    assert!(
                        text.contains(".site_id(…)") && text.contains("X_SITE_ID"),
                        "{text}"
                    );
                    assert!(!text.contains("CANARY"), "{text}");
                }
            }
        }
    }
}
