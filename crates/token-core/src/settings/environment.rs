//! Settings from environment variables.

use std::{ffi::OsString, fmt, path::PathBuf, str::FromStr};

use crate::{
    codegen::setting::{SettingInfo, ValuePlace},
    credential::secret::Secret,
    error::Error,
};

/// Where `from_env()` looks: the process's environment, or pairs in a test.
///
/// A variable that is empty counts as not set.
#[derive(Clone, Copy)]
pub struct Environment<'a>(Option<&'a [(&'a str, &'a str)]>);

impl<'a> Environment<'a> {
    /// Looks into the environment of the process.
    pub fn process() -> Self {
        Self(None)
    }

    /// Looks into pairs of name and value.
    pub fn of(pairs: &'a [(&'a str, &'a str)]) -> Self {
        Self(Some(pairs))
    }

    /// Returns the variable `name`, if it is set.
    ///
    /// # Errors
    ///
    /// A value that is not UTF-8; the value is not quoted.
    pub fn get(&self, name: &str) -> Result<Option<String>, Error> {
        match self
            .look_up(name)
            .filter(|value| !value.is_empty())
            .map(OsString::into_string)
        {
            None => Ok(None),
            Some(Ok(value)) => Ok(Some(value)),
            Some(Err(_)) => Err(Error::config(format!(
                "the environment variable {name} is not UTF-8"
            ))),
        }
    }

    /// Returns the variable `name` as a secret, if it is set.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    pub fn secret(&self, name: &str) -> Result<Option<Secret>, Error> {
        Ok(self.get(name)?.map(Secret::from))
    }

    /// Returns the variable `name` as a secret.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get), and a variable that is not set.
    pub fn require_secret(&self, name: &str) -> Result<Secret, Error> {
        self.secret(name)?.ok_or_else(|| {
            Error::config(format!(
                "the environment variable {name} is not set, and neither is {name}_FILE"
            ))
        })
    }

    /// Returns the path in the variable `name`, if it is set: the file that holds the value of the variable `value`.
    ///
    /// That is how containers get secrets: `MINDBODY_PASSWORD_FILE=/run/secrets/password`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::error::ErrorKind::Config) if both variables are set.
    pub fn file(&self, name: &str, value: &str) -> Result<Option<PathBuf>, Error> {
        let set = |name: &str| self.look_up(name).filter(|value| !value.is_empty());
        match (set(name), set(value)) {
            (Some(_), Some(_)) => Err(Error::config(format!(
                "the environment variables {value} and {name} are both set; set one of them"
            ))),
            (path, _) => Ok(path.map(PathBuf::from)),
        }
    }

    /// Returns the variable `name`, read as a `T`, if it is set; `setter` sets the same on the builder.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get), and a value that is not a valid `T`; the message names the setter and the variable.
    pub fn parse<T: FromStr<Err = Error>>(
        &self,
        name: &'static str,
        setter: &'static str,
    ) -> Result<Option<T>, Error> {
        let value = self.get(name)?.map(|value| value.parse()).transpose();
        let setting = SettingInfo::new(setter, name, ValuePlace::Elsewhere);
        value.map_err(|error| Error::config(format!("{setting}: {error}")))
    }

    fn look_up(&self, name: &str) -> Option<OsString> {
        match self.0 {
            None => std::env::var_os(name),
            Some(pairs) => pairs
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.into()),
        }
    }
}

impl fmt::Debug for Environment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Environment").finish_non_exhaustive()
    }
}
