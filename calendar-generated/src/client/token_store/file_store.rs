//! [`FileTokenStore`]: tokens in files that only their owner can read.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fs4::FileExt;

use super::{StoreError, StoreFuture, StoreLock, StoredToken, TokenKey, TokenStore};

/// The first and the longest wait between attempts to lock.
const WAIT: Duration = Duration::from_millis(5);
const LONGEST_WAIT: Duration = Duration::from_millis(100);

/// The maximum size of a file, in bytes. A token has about 4,000.
const MAX_BYTES: u64 = 1024 * 1024;

/// The age at which temporary files of killed processes are removed.
pub(super) const LEFT_BEHIND: Duration = Duration::from_secs(60 * 60);

/// Keeps tokens in a directory, for the processes of one user on one machine.
///
/// Each token is a file that is replaced atomically: a process that is killed leaves the token
/// unchanged, or the new one. While a process renews a token it locks a file beside it, which the operating
/// system unlocks when the process ends, however it ends. Network file systems often lack such locks.
///
/// On Unix the directories have the mode 0700 and the files 0600, and a file that others can read is rejected. On
/// Windows files inherit the access rights of their directory: use one below `%LOCALAPPDATA%`, which is private to the
/// user. The tokens are not encrypted.
#[derive(Clone, Debug)]
pub struct FileTokenStore {
    directory: PathBuf,
}

impl FileTokenStore {
    /// Keeps tokens in this directory, such as `~/.local/state/my-program`. It is created when the first token is
    /// saved, if it does not exist.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    /// The file of a token, or the one that is locked for it.
    pub(super) fn path(&self, key: &TokenKey, extension: &str) -> PathBuf {
        self.directory.join(format!("{}.{extension}", file_name(key)))
    }
}

/// Some file systems ignore case, so capital letters are encoded.
pub(super) fn file_name(key: &TokenKey) -> String {
    key.as_str().chars().fold(String::new(), |mut name, letter| {
        if letter.is_ascii_uppercase() {
            let _ = std::fmt::Write::write_fmt(&mut name, format_args!("%{:02x}", u32::from(letter)));
        } else {
            name.push(letter);
        }
        name
    })
}

impl TokenStore for FileTokenStore {
    fn lock<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, StoreLock> {
        let path = self.path(key, "lock");
        Box::pin(async move {
            let opened = path.clone();
            let file = blocking(move || open_lock(&opened).map_err(|error| at(&opened, &error))).await?;
            let mut wait = WAIT;
            // A blocking lock would occupy a thread, even after the caller is cancelled.
            while !try_lock(&file).map_err(|error| at(&path, &error))? {
                tokio::time::sleep(wait).await;
                wait = LONGEST_WAIT.min(wait * 2);
            }
            Ok(Box::new(file) as StoreLock)
        })
    }

    fn load<'a>(&'a self, key: &'a TokenKey) -> StoreFuture<'a, Option<StoredToken>> {
        let path = self.path(key, "json");
        Box::pin(blocking(move || load(&path).map_err(|error| at(&path, &error))))
    }

    fn save<'a>(&'a self, key: &'a TokenKey, token: &'a StoredToken) -> StoreFuture<'a, ()> {
        let (path, json) = (self.path(key, "json"), serde_json::to_vec(token));
        Box::pin(async move {
            let json = json?;
            blocking(move || save(&path, &json).map_err(|error| at(&path, &error))).await
        })
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await?
}

/// Adds the path to an error of the system.
fn at(path: &Path, error: &io::Error) -> StoreError {
    io::Error::new(error.kind(), format!("{}: {error}", path.display())).into()
}

fn open_lock(path: &Path) -> io::Result<File> {
    make_directory(path)?;
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private(&mut options).open(path)
}

fn try_lock(file: &File) -> io::Result<bool> {
    match FileExt::try_lock(file) {
        Ok(()) => Ok(true),
        Err(fs4::TryLockError::WouldBlock) => Ok(false),
        Err(fs4::TryLockError::Error(error)) => Err(error),
    }
}

fn load(path: &Path) -> io::Result<Option<StoredToken>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    check_rights(&file)?;
    let mut json = Vec::new();
    file.take(MAX_BYTES).read_to_end(&mut json)?;
    let broken = |error: serde_json::Error| {
        let words = format!("it does not hold a token, so delete it and log in again ({error})");
        io::Error::new(ErrorKind::InvalidData, words)
    };
    serde_json::from_slice(&json).map(Some).map_err(broken)
}

/// Writes a new file and renames it over the old one, so that there is a complete file at any time.
fn save(path: &Path, json: &[u8]) -> io::Result<()> {
    make_directory(path)?;
    let directory = path.parent().unwrap_or(Path::new("."));
    let prefix = format!(".{}-", path.file_name().unwrap_or_default().display());
    remove_left_behind(directory, &prefix);
    // It has the mode 0600 on Unix.
    let mut file = tempfile::Builder::new().prefix(&prefix).tempfile_in(directory)?;
    file.write_all(json)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_directory(directory)
}

/// Removes old temporary files; failures do not matter for the token.
fn remove_left_behind(directory: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(directory) else { return };
    for entry in entries.flatten() {
        let is_old = || {
            let age = SystemTime::now().duration_since(entry.metadata().and_then(|data| data.modified()).ok()?);
            Some(age.ok()? > LEFT_BEHIND)
        };
        if entry.file_name().to_string_lossy().starts_with(prefix) && is_old() == Some(true) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn make_directory(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path.parent().unwrap_or(Path::new(".")))
}

#[cfg(unix)]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600)
}

#[cfg(not(unix))]
fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    options
}

/// Rejects a file that others can read.
#[cfg(unix)]
fn check_rights(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;

    let mode = file.metadata()?.permissions().mode() & 0o777;
    let is_private = mode & 0o700 == mode;
    if is_private {
        return Ok(());
    }
    let words = format!("others can read it (mode {mode:o}); run `chmod 600` on it if it was you who allowed that");
    Err(io::Error::new(ErrorKind::PermissionDenied, words))
}

#[cfg(not(unix))]
fn check_rights(_: &File) -> io::Result<()> {
    Ok(())
}

/// A rename is durable only after the directory is synced.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}
