//! What a builder refuses, because a client with it could send nothing.

use std::sync::Arc;

use http::{HeaderValue, header};
use url::Url;

use super::{builder::PipelineBuilder, server};
use crate::{
    base_url,
    codegen::{
        api_info::CredentialInfo,
        setting::{SettingInfo, ValuePlace, origin::SecretOrigin},
    },
    credential::{Credential, changing::Changing, fixed},
    error::Error,
};

impl PipelineBuilder {
    /// Refuses settings of which no value can work.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.server > 0 && self.server >= self.api.servers.len() {
            return Err(Error::config(format!(
                "there is no server number {}; the API has {}",
                self.server,
                self.api.servers.len()
            )));
        }
        if let Some((name, refused)) = &self.refused {
            let info = self.info(name)?;
            return Err(Error::config(format!("{}: {refused}", info.setting())));
        }
        let settings = &self.settings;
        for (setter, is_zero) in [
            ("timeout", settings.timeout.is_zero()),
            ("attempt_timeout", settings.attempt_timeout.is_zero()),
            (
                "connect_timeout",
                settings
                    .connect_timeout
                    .is_some_and(|timeout| timeout.is_zero()),
            ),
            ("max_body", settings.max_body == 0),
        ] {
            if is_zero {
                return Err(plain(setter).refuse("is zero, so that no call could succeed"));
            }
        }
        let template = self.api.servers.get(self.server).copied();
        let template = template.filter(|_| self.settings.base_url.is_none());
        server::check(self.api, template, &self.variables)
    }

    pub(super) fn parsed_base_url(&self) -> Result<Option<Url>, Error> {
        let setting = SettingInfo {
            variable: self.api.base_url_variable,
            ..plain("base_url")
        };
        let Some(text) = &self.settings.base_url else {
            return Ok(None);
        };
        setting.check(Some(text))?;
        match base_url::parse(text) {
            Ok(url) => Ok(Some(url)),
            Err(error) => Err(Error::config(format!("{setting}: {error}"))),
        }
    }

    /// Returns the credential that an origin gives to the scheme `name`.
    pub(super) fn credential_of(
        &self,
        name: &str,
        origin: SecretOrigin,
    ) -> Result<Arc<dyn Credential>, Error> {
        let info = self.info(name)?;
        if let Some(secret) = origin.at_build(info.setting())? {
            origin.check(info.setting(), &secret)?;
            let credential = fixed(info, &secret)?;
            if matches!(origin, SecretOrigin::Fixed(_)) {
                return Ok(credential);
            }
        }
        Ok(Arc::new(Changing::new(info, origin)))
    }

    /// Sets the `User-Agent`, which may be one of the headers already.
    pub(super) fn set_user_agent(&mut self) -> Result<(), Error> {
        let text = match self.settings.user_agent.take() {
            Some(text) => text,
            None if self.settings.headers.contains_key(header::USER_AGENT) => return Ok(()),
            None => format!("{}/{}", self.api.crate_name, self.api.crate_version),
        };
        let setting = plain("user_agent");
        setting.check(Some(&text))?;
        let value = HeaderValue::try_from(text)
            .map_err(|_| setting.refuse("holds a character that a header cannot carry"))?;
        self.settings.headers.insert(header::USER_AGENT, value);
        Ok(())
    }

    fn info(&self, name: &str) -> Result<&'static CredentialInfo, Error> {
        let mut credentials = self.api.credentials.iter();
        let info = credentials.find(|info| info.name == name);
        info.ok_or_else(|| Error::config(format!("the API has no credential `{name}`")))
    }
}

/// Returns a setting that has no environment variable.
const fn plain(setter: &'static str) -> SettingInfo {
    SettingInfo::new(setter, "", ValuePlace::Header)
}
