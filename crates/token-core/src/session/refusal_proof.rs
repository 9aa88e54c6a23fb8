//! The proof of which login was refused: a slow hash with a salt, made of refused logins only.

use super::{Shared, login::Login, source::TokenSource};
use crate::store::record::RefusalProof;

/// Returns the proof for a refused login; `None` without the feature `seal`.
pub(super) async fn of<S: TokenSource>(shared: &Shared<S>, login: &Login) -> Option<RefusalProof> {
    let proof = hash::of(login).await?;
    let mut inner = shared.write();
    inner.state.proved(&proof, login, true);
    drop(inner);
    Some(proof)
}

/// Returns whether `proof` is of this login; it is computed once for each login that is compared.
pub(super) async fn is_of<S: TokenSource>(
    shared: &Shared<S>,
    proof: &RefusalProof,
    login: &Login,
) -> bool {
    let known = shared.read().state.is_proved(proof, login);
    if let Some(known) = known {
        return known;
    }
    let is_of = hash::is_of(proof, login).await;
    shared.write().state.proved(proof, login, is_of);
    is_of
}

#[cfg(feature = "seal")]
mod hash {
    use std::num::NonZeroU32;

    use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
    use ring::{
        pbkdf2::{self, PBKDF2_HMAC_SHA256},
        rand::{SecureRandom, SystemRandom},
    };

    use crate::{session::login::Login, store::record::RefusalProof};

    /// What it is and how it is parted: the scheme, the iterations, the salt and the hash.
    const SCHEME: &str = "pbkdf2-sha256";

    /// As OWASP recommends for HMAC-SHA-256; the unit tests of this crate make do with fewer.
    const ITERATIONS: u32 = if cfg!(test) { 1_000 } else { 600_000 };

    /// The most that a record may ask for: someone may have changed it.
    const MOST_ITERATIONS: u32 = 10_000_000;

    pub(super) async fn of(login: &Login) -> Option<RefusalProof> {
        let whole = login.whole();
        let work = move || {
            let mut salt = [0; 16];
            SystemRandom::new().fill(&mut salt).ok()?;
            let mut hash = [0; 32];
            let iterations = NonZeroU32::new(ITERATIONS)?;
            pbkdf2::derive(PBKDF2_HMAC_SHA256, iterations, &salt, &whole, &mut hash);
            let [salt, hash] = [BASE64.encode(salt), BASE64.encode(hash)];
            Some(RefusalProof(format!("{SCHEME}:{ITERATIONS}:{salt}:{hash}")))
        };
        tokio::task::spawn_blocking(work).await.ok().flatten()
    }

    pub(super) async fn is_of(proof: &RefusalProof, login: &Login) -> bool {
        let Some((iterations, salt, hash)) = parts(&proof.0) else {
            return false;
        };
        let whole = login.whole();
        let work =
            move || pbkdf2::verify(PBKDF2_HMAC_SHA256, iterations, &salt, &whole, &hash).is_ok();
        tokio::task::spawn_blocking(work).await.unwrap_or(false)
    }

    fn parts(proof: &str) -> Option<(NonZeroU32, Vec<u8>, Vec<u8>)> {
        let mut parts = proof.strip_prefix(SCHEME)?.strip_prefix(':')?.split(':');
        let iterations = parts.next()?.parse().ok()?;
        let salt = BASE64.decode(parts.next()?).ok()?;
        let hash = BASE64.decode(parts.next()?).ok()?;
        let is_whole = parts.next().is_none() && iterations <= MOST_ITERATIONS;
        NonZeroU32::new(iterations)
            .filter(|_| is_whole)
            .map(|iterations| (iterations, salt, hash))
    }
}

#[cfg(not(feature = "seal"))]
mod hash {
    use crate::{session::login::Login, store::record::RefusalProof};

    #[expect(clippy::unused_async, reason = "it replaces one that waits")]
    pub(super) async fn of(_login: &Login) -> Option<RefusalProof> {
        None
    }

    #[expect(clippy::unused_async, reason = "it replaces one that waits")]
    pub(super) async fn is_of(_proof: &RefusalProof, _login: &Login) -> bool {
        false
    }
}
