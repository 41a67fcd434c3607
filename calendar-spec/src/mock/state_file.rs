//! The file that keeps the state between runs of the server.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use super::shared::Shared;
use super::spec::StartError;
use super::state::InvalidState;

impl Shared {
    /// Loads the file if it exists, and writes it at once, so that a file that cannot be written is reported at the
    /// start.
    pub(super) fn open_file(&self, file: &Path) -> Result<(), StartError> {
        let failed = |reason| StartError::State { file: file.to_owned(), reason };
        match fs::read(file) {
            Ok(text) => self.load_text(&text).map_err(failed)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(failed(format!("it cannot be read: {error}"))),
        }
        self.write_file(file).map_err(|error| failed(format!("it cannot be written: {error}")))
    }

    fn load_text(&self, text: &[u8]) -> Result<(), String> {
        let dump = serde_json::from_slice(text).map_err(|error| format!("it is not valid JSON: {error}"))?;
        self.store().load(&dump).map_err(|error: InvalidState| error.to_string())
    }

    /// Replaces the file in one step, so that it is never half written. Only its owner can read it, since it contains
    /// events and members.
    pub(super) fn write_file(&self, file: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec(&self.store().dump())?;
        text.push(b'\n');
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = file.with_file_name(name);
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => private().open(&part)?.write_all(&text)?,
        }
        fs::rename(&part, file)
    }
}

/// A new file that only its owner can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
