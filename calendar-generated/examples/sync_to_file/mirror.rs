//! The copy, and the file that it lies in.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs::File;
use std::io::{BufReader, ErrorKind, Write};
use std::path::Path;

use calendar_generated::types::{CalendarEvent, EventId, EventStatus};
use calendar_generated::{Batch, Date, SyncState, Timestamp};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

/// Events, and how far they have come: neither is ever stored without the other.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Mirror {
    state: SyncState,
    events: BTreeMap<EventId, Event>,
}

/// What we keep of an event.
#[derive(Serialize, Deserialize)]
struct Event {
    title: String,
    /// The start, or the day of an event that lasts all day.
    start: Option<Timestamp>,
    day: Option<Date>,
    is_cancelled: bool,
}

impl Mirror {
    /// What the file holds; nothing, as long as there is none.
    pub(crate) fn read(file: &Path) -> Result<Self, Box<dyn Error>> {
        match File::open(file) {
            Ok(file) => Ok(serde_json::from_reader(BufReader::new(file))?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes a new file, which then takes the place of the old one in one step: an interruption leaves the old one.
    pub(crate) fn write(&self, file: &Path) -> Result<(), Box<dyn Error>> {
        let mut new = NamedTempFile::new_in(file.parent().ok_or("the file is in no directory")?)?;
        new.write_all(&serde_json::to_vec_pretty(self)?)?;
        new.as_file().sync_all()?;
        new.persist(file)?;
        Ok(())
    }

    /// Where to go on.
    pub(crate) fn state(&self) -> &SyncState {
        &self.state
    }

    pub(crate) fn len(&self) -> usize {
        self.events.len()
    }

    pub(crate) fn take(&mut self, batch: Batch<CalendarEvent>) {
        if batch.is_reset {
            self.events.clear();
        }
        for event in batch.items {
            self.apply(event);
        }
        self.state = batch.state;
    }

    /// A deleted event comes as a cancelled one. A cancelled exception stays, since its series leaves this instance out.
    fn apply(&mut self, event: CalendarEvent) {
        let Some(id) = event.event_id else { return };
        let is_cancelled = event.status == Some(EventStatus::Cancelled);
        if is_cancelled && event.is_exception != Some(true) {
            self.events.remove(&id);
            return;
        }
        let title = event.summary.map(String::from).unwrap_or_default();
        let start = event.start_time.unwrap_or_default();
        self.events.insert(id, Event { title, start: start.timestamp, day: start.date, is_cancelled });
    }
}
