//! Encryption of records: a key from a secret by HKDF-SHA256, and ChaCha20-Poly1305.

use base64::{Engine, prelude::BASE64_STANDARD};
use ring::{
    aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    error::Unspecified,
    hkdf::{HKDF_SHA256, Salt},
    rand::{SecureRandom, SystemRandom},
};
use zeroize::Zeroizing;

use super::{
    record::{self, Record},
    sealed::{Envelope, Head, VERSION},
    unopened::Unopened,
};
use crate::{credential::secret::Secret, error::box_error::BoxError, session::login::LoginId};

/// What the keys are for; a change of the format changes it.
const PURPOSE: &[u8] = b"token-core stored record 1";

const SALT_LEN: usize = 32;

/// Seals a record with a fresh key.
pub(super) fn close(
    record: &Record,
    login: Option<LoginId>,
    secret: &Secret,
    associated: &[u8],
) -> Result<Envelope, BoxError> {
    let random = SystemRandom::new();
    let (mut salt, mut nonce) = ([0; SALT_LEN], [0; NONCE_LEN]);
    let filled = random
        .fill(&mut salt)
        .and_then(|()| random.fill(&mut nonce));
    filled.map_err(|Unspecified| "the system has no random bytes")?;
    let head = Head {
        version: VERSION,
        generation: record.generation,
        login,
        salt: BASE64_STANDARD.encode(salt),
        nonce: BASE64_STANDARD.encode(nonce),
    };
    // In a buffer that does not grow, so that no copy of the clear text is left behind.
    let mut text = record::buffer(record);
    serde_json::to_writer(&mut *text, record)?;
    let tag = key(secret, &salt)
        .and_then(|key| {
            let nonce = Nonce::assume_unique_for_key(nonce);
            let bound = Aad::from(bound(&head, associated));
            key.seal_in_place_separate_tag(nonce, bound, text.as_mut_slice())
        })
        .map_err(|Unspecified| "the record is too long to be sealed")?;
    let sealed = [&**text, tag.as_ref()].concat();
    Ok(Envelope {
        sealed: head,
        text: BASE64_STANDARD.encode(sealed),
    })
}

/// Opens what [`close`] sealed.
pub(super) fn open(
    envelope: &Envelope,
    secret: &Secret,
    associated: &[u8],
) -> Result<Record, Unopened> {
    let head = &envelope.sealed;
    let salt = decoded(&head.salt)?;
    let nonce = decoded(&head.nonce)?;
    let mut text = decoded(&envelope.text)?;
    let clear = Nonce::try_assume_unique_for_key(&nonce)
        .and_then(|nonce| {
            let bound = Aad::from(bound(head, associated));
            key(secret, &salt)?.open_in_place(nonce, bound, text.as_mut_slice())
        })
        .map_err(|Unspecified| Unopened::Changed)?;
    let clear = std::str::from_utf8(clear).map_err(|_| Unopened::Changed)?;
    record::read(clear)
}

/// Derives the key that belongs to `salt`.
fn key(secret: &Secret, salt: &[u8]) -> Result<LessSafeKey, Unspecified> {
    let prk = Salt::new(HKDF_SHA256, salt).extract(secret.expose().as_bytes());
    let material = prk.expand(&[PURPOSE], &CHACHA20_POLY1305)?;
    Ok(LessSafeKey::new(UnboundKey::from(material)))
}

/// Returns all that is authenticated beside the record; no two heads give the same bytes.
fn bound(head: &Head, associated: &[u8]) -> Vec<u8> {
    let mut bytes = vec![head.version];
    bytes.extend(head.generation.to_le_bytes());
    let login = head.login.as_ref().map(ToString::to_string);
    bytes.push(u8::from(login.is_some()));
    for part in [login.unwrap_or_default().as_bytes(), associated] {
        bytes.extend((part.len() as u64).to_le_bytes());
        bytes.extend(part);
    }
    bytes
}

/// Decodes Base64; what is decoded becomes clear text in place, and is wiped.
fn decoded(text: &str) -> Result<Zeroizing<Vec<u8>>, Unopened> {
    let bytes = BASE64_STANDARD.decode(text);
    bytes.map(Zeroizing::new).map_err(|_| Unopened::Changed)
}
