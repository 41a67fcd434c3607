//! The file in which the state outlives the server.

use std::fs;
use std::io;
use std::path::Path;

use super::shared::Shared;
use super::spec::StartError;
use super::state::InvalidState;

impl Shared {
    /// Takes over what a file holds, if it is there.
    pub(super) fn load_file(&self, file: &Path) -> Result<(), StartError> {
        let text = match fs::read(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read.map_err(|error| error.to_string()),
        };
        let loaded = text.and_then(|text| {
            let dump = serde_json::from_slice(&text).map_err(|error| format!("it is no JSON: {error}"))?;
            self.store().load(&dump).map_err(|error: InvalidState| error.to_string())
        });
        loaded.map_err(|reason| StartError::State { file: file.to_owned(), reason })
    }

    /// Writes the file anew, in one step, so that it is never half written.
    pub(super) fn write_file(&self, file: &Path) -> io::Result<()> {
        let mut text = serde_json::to_vec(&self.store().dump())?;
        text.push(b'\n');
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".part");
        let part = file.with_file_name(name);
        fs::write(&part, text)?;
        fs::rename(&part, file)
    }
}
