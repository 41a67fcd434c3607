//! What is known of earlier runs: which event came of which UID. It is written before and after each change, so that a run
//! that was interrupted goes on where it stopped.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Write};
use std::path::{Path, PathBuf};

use calendar_generated::types::EventId;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

/// The events that were made, by UID.
pub(crate) struct Store {
    file: PathBuf,
    events: BTreeMap<String, Known>,
}

/// An event that was made, or is about to be.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Known {
    /// Noted before the event is made, so that it is made once.
    pub(crate) idempotency_key: String,
    pub(crate) event: Option<EventId>,
    /// What the file said when the event was last as the file says: when and by which rule, and the rest.
    pub(crate) times: String,
    pub(crate) texts: String,
}

impl Store {
    /// What the file holds; nothing, as long as there is none.
    pub(crate) fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        let events = match File::open(file) {
            Ok(file) => serde_json::from_reader(BufReader::new(file))?,
            Err(error) if error.kind() == ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error.into()),
        };
        Ok(Self { file: file.to_owned(), events })
    }

    pub(crate) fn get(&self, uid: &str) -> Option<Known> {
        self.events.get(uid).cloned()
    }

    pub(crate) fn uids(&self) -> Vec<String> {
        self.events.keys().cloned().collect()
    }

    /// The UID from which an event was made.
    pub(crate) fn uid_of(&self, event: &EventId) -> Option<&str> {
        self.events.iter().find(|(_, known)| known.event.as_ref() == Some(event)).map(|(uid, _)| uid.as_str())
    }

    pub(crate) fn set(&mut self, uid: &str, known: Option<Known>) -> Result<(), Box<dyn Error>> {
        match known {
            Some(known) => self.events.insert(uid.to_owned(), known),
            None => self.events.remove(uid),
        };
        let directory = self.file.parent().unwrap_or(Path::new("."));
        let mut file = NamedTempFile::new_in(directory)?;
        file.write_all(&serde_json::to_vec_pretty(&self.events)?)?;
        file.persist(&self.file)?;
        Ok(())
    }
}
