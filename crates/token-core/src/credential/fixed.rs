//! From a secret to the credential that a scheme wants.

use std::sync::Arc;

use http::HeaderName;

use super::{
    Bearer, Credential, HeaderKey,
    basic::Basic,
    place::{CookieKey, QueryKey},
};
use crate::{
    codegen::api_info::{CredentialInfo, CredentialKind},
    credential::secret::Secret,
    error::{Error, invalid_argument::InvalidArgument},
};

/// Returns the credential of a scheme for a secret that stays the same.
pub(crate) fn fixed(info: &CredentialInfo, secret: &Secret) -> Result<Arc<dyn Credential>, Error> {
    let refused = |cause: InvalidArgument| Error::config(format!("{}: {cause}", info.setting()));
    Ok(match info.kind {
        CredentialKind::Bearer => Arc::new(Bearer::new(secret).map_err(refused)?),
        CredentialKind::Basic => Arc::new(Basic::parse(secret).map_err(refused)?),
        CredentialKind::Header(name) => {
            let name = HeaderName::try_from(name)
                .map_err(|_| Error::config(format!("`{name}` is not a header name")))?;
            Arc::new(HeaderKey::new(name, secret).map_err(refused)?)
        }
        CredentialKind::Query(name) => Arc::new(QueryKey::new(name, secret).map_err(refused)?),
        CredentialKind::Cookie(name) => Arc::new(CookieKey::new(name, secret).map_err(refused)?),
    })
}
