//! Clients that are made from another one, and share all with it but one thing.

use std::{sync::Arc, time::Duration};

use super::{Pipeline, Settings};
use crate::{credential::Credential, session::settings::SessionSettings};

/// What a refresh takes besides its calls: the store, and the way back.
const MARGIN: Duration = Duration::from_secs(1);

impl Pipeline {
    /// Returns this pipeline with `credential` in place of what it has for the scheme `name`.
    ///
    /// The transport, the headers, the limits and the retry budget are the same.
    #[must_use]
    pub fn with_credential(&self, name: &'static str, credential: Arc<dyn Credential>) -> Self {
        self.changed(|settings| {
            settings.credentials.retain(|(key, _)| *key != name);
            settings.credentials.push((name, credential));
        })
    }

    /// Returns this pipeline for the calls of a session's source.
    ///
    /// A call then takes a second less than a refresh may at most, so that the session hears why it failed.
    /// What may have been sent is not sent again: the session itself repeats a login, after its pauses.
    #[must_use]
    pub fn for_refresh(&self, session: &SessionSettings) -> Self {
        let refresh = session.lease();
        let limit = refresh.saturating_sub(MARGIN).max(refresh / 2);
        self.changed(|settings| {
            settings.limits.call = settings.limits.call.min(limit);
            settings.limits.sends_once = true;
        })
    }

    fn changed(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = Settings::clone(&self.0);
        change(&mut settings);
        Self(Arc::new(settings))
    }
}
