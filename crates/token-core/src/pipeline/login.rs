//! Whom a session logs in as, as far as the client knows.

use super::Pipeline;
use crate::{
    operation::info::OperationInfo,
    session::{login::Login, source::error::SourceError},
};

impl Pipeline {
    /// Returns the login that `operation` sends: where to, and with which of the client's credentials; generated code
    /// adds the rest.
    ///
    /// Stored records are sealed with the credential `seal`, if that is a fixed key.
    ///
    /// # Errors
    ///
    /// A base URL that is missing, and a credential that cannot be read.
    pub async fn login(
        &self,
        operation: &'static OperationInfo,
        seal: Option<&'static str>,
    ) -> Result<Login, SourceError> {
        let base = self.base_url(operation, None)?;
        let mut login = Login::new(base.as_str());
        if !matches!(base.path(), "" | "/") {
            // Behind one gateway there may be several APIs.
            login = login.part("base path", base.path());
        }
        let mut alternatives = operation.security.iter();
        let names = alternatives.find(|names| self.has_all(names));
        for name in names.copied().unwrap_or_default() {
            let mut credentials = self.0.credentials.iter();
            let Some((_, credential)) = credentials.find(|(key, _)| key == name) else {
                continue;
            };
            let identified = credential.identify(name, login).await;
            login = identified.map_err(SourceError::new)?;
        }
        Ok(match seal {
            Some(seal) => login.sealed_with(seal),
            None => login,
        })
    }
}
