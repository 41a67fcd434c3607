//! Tokens in files: names, locks, access rights, and damaged files.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use super::file_store::{LEFT_BEHIND, file_name};
use super::{FileTokenStore, StoreError, StoredToken, TokenKey, TokenStore};
use crate::Text;

fn key(name: &str) -> TokenKey {
    TokenKey::new("user", &[&Text::from("cli_a"), &Text::from(name)])
}

#[test]
fn names_that_differ_only_in_case_have_different_files() {
    let names =
        ["Alice", "alice", "aLICE", "%41lice", "J", "%4a", "%4A", "A%2F", "a/", "."].map(|name| file_name(&key(name)));
    for (index, name) in names.iter().enumerate() {
        assert_eq!(*name, name.to_ascii_lowercase());
        assert!(!names[..index].contains(name), "{name}");
    }
    assert_eq!(names[0], "user/cli_a/%41lice");
}

#[tokio::test]
async fn the_last_saved_token_is_loaded() -> Result<(), StoreError> {
    let directory = tempfile::tempdir()?;
    let store = FileTokenStore::new(directory.path().join("made/when/needed"));
    assert_eq!(store.load(&key("ou_1")).await?, None);
    // The platform's tokens have about 4,000 characters.
    for text in ["one", "two", &"x".repeat(16_000)] {
        let token = StoredToken::lasting(text.into());
        store.save(&key("ou_1"), &token).await?;
        assert_eq!(store.load(&key("ou_1")).await?, Some(token));
    }
    assert_eq!(store.load(&key("ou_2")).await?, None);
    Ok(())
}

#[tokio::test]
async fn a_lock_keeps_others_out_until_it_is_dropped() -> Result<(), StoreError> {
    let directory = tempfile::tempdir()?;
    let (one, other) = (FileTokenStore::new(directory.path()), FileTokenStore::new(directory.path()));
    let held = one.lock(&key("a")).await?;
    let _free = other.lock(&key("b")).await?;
    let name = key("a");
    let mut waiting = other.lock(&name);
    let short = Duration::from_millis(50);
    assert!(tokio::time::timeout(short, &mut waiting).await.is_err());
    drop(held);
    waiting.await?;
    Ok(())
}

#[tokio::test]
async fn a_damaged_file_is_named_and_its_content_is_not_shown() -> Result<(), StoreError> {
    let directory = tempfile::tempdir()?;
    let store = FileTokenStore::new(directory.path());
    store.save(&key("a"), &StoredToken::lasting("s3cret".into())).await?;
    let path = store.path(&key("a"), "json");
    for json in ["", "{", "[]", r#"{"access_token": ["s3cret"]}"#, r#"{"access_token":"s3cret"#] {
        fs::write(&path, json)?;
        let error = store.load(&key("a")).await.expect_err(json).to_string();
        assert!(error.contains("user/cli_a/a.json") && error.contains("log in again"), "{error}");
        assert!(!error.contains("s3cret"), "{error}");
    }
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn a_file_that_cannot_be_opened_is_not_a_missing_one() -> Result<(), StoreError> {
    let directory = tempfile::tempdir()?;
    let file = directory.path().join("a-file");
    fs::write(&file, "")?;
    let error = FileTokenStore::new(&file).load(&key("a")).await.expect_err("a file is not a directory").to_string();
    assert!(error.contains("a-file/user/cli_a/a.json"), "{error}");
    Ok(())
}

#[tokio::test]
async fn files_of_a_killed_process_are_removed_later() -> Result<(), StoreError> {
    let directory = tempfile::tempdir()?;
    let store = FileTokenStore::new(directory.path());
    store.save(&key("a"), &StoredToken::lasting("one".into())).await?;
    let file = |name| directory.path().join("user/cli_a").join(name);
    let [left, other, recent] = [".a.json-1234", ".b.json-1234", ".a.json-5678"].map(file);
    for file in [&left, &other] {
        fs::write(file, "{}")?;
        File::options().write(true).open(file)?.set_modified(SystemTime::now() - 2 * LEFT_BEHIND)?;
    }
    fs::write(&recent, "{}")?;
    store.save(&key("a"), &StoredToken::lasting("two".into())).await?;
    assert_eq!([left.exists(), other.exists(), recent.exists()], [false, true, true]);
    Ok(())
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_read_what_is_saved() -> Result<(), StoreError> {
    use std::os::unix::fs::PermissionsExt;

    let directory = tempfile::tempdir()?;
    let store = FileTokenStore::new(directory.path().join("tokens"));
    drop(store.lock(&key("a")).await?);
    store.save(&key("a"), &StoredToken::lasting("s3cret".into())).await?;
    let mode = |path: &Path| fs::metadata(path).map(|data| data.permissions().mode() & 0o777);
    let (json, lock) = (store.path(&key("a"), "json"), store.path(&key("a"), "lock"));
    assert_eq!((mode(&json)?, mode(&lock)?), (0o600, 0o600));
    assert_eq!((mode(&directory.path().join("tokens"))?, mode(&directory.path().join("tokens/user"))?), (0o700, 0o700));
    fs::set_permissions(&json, fs::Permissions::from_mode(0o644))?;
    let error = store.load(&key("a")).await.expect_err("others can read it").to_string();
    assert!(error.contains("mode 644") && error.contains("chmod 600"), "{error}");
    Ok(())
}
