//! Files of other versions, and of builds with other features.

use super::*;

/// As a version without logins wrote it.
const OLD: &str = r#"{"saved":{"wall_ms":1790000000000,"boot":null},"record":{"generation":3,"token":{"token":"canary-5f2c","renewals":2,"forced":false,"age_ms":5000,"life_ms":86400000,"remaining_ms":315360000000},"refused_ms":null}}"#;

/// As a build with the feature `seal` writes it.
#[cfg(not(feature = "seal"))]
const SEALED: &str = r#"{"saved":{"wall_ms":1790000000000,"boot":null},"record":{"sealed":{"version":1,"generation":7,"login":null,"salt":"AAAA","nonce":"AAAA"},"text":"AAAA"}}"#;

#[tokio::test]
async fn a_record_of_an_earlier_version_is_read() {
    let scene = scene();
    scene.put(OLD);
    let login = Login::new("https://api.example").seal_key("key", "a key".into());
    let record = scene.store.load(Some(&login)).await.unwrap().unwrap();
    assert_eq!((record.generation, record.login), (3, None));
    let token = record.token.unwrap();
    assert_eq!(token.token.expose(), CANARY);
    assert_eq!(token.renewals, 2);
}

#[cfg(not(feature = "seal"))]
#[tokio::test]
async fn a_sealed_record_needs_the_feature() {
    let scene = scene();
    scene.put(SEALED);
    let error = scene.load_error().await;
    assert!(
        error.starts_with(scene.store.path().to_str().unwrap()),
        "{error}"
    );
    assert!(error.contains("feature `seal`"), "{error}");
}
