//! Long connections and their notifications, from other languages.

use serde_json::Value;

use super::{Refused, text};
use crate::mock::fault::InvalidFault;
use crate::mock::shared::Shared;
use crate::mock::websocket::{FrameFault, MOST_FAULTS};

impl Shared {
    /// Lets something go wrong with the next event or ping: `times` times, at every `every`th event.
    pub(super) fn add_frame_fault(&self, body: &Value) -> Result<(), Refused> {
        let fault = text(body, "fault")?.parse().map_err(|error: InvalidFault| (400, error.to_string()))?;
        let (times, every) = (count(body, "times")?, count(body, "every")?);
        if every > 1 && FrameFault::is_of_pings(fault) {
            return Err((400, "`every` is for faults of events, not of pings".to_owned()));
        }
        let mut outbox = self.outbox();
        let room = MOST_FAULTS - outbox.hub.faults().len();
        if times.saturating_mul(every) > room {
            return Err((400, format!("`times` times `every` is too large; there is room for {room} more faults")));
        }
        for _ in 0..times {
            (1..every).for_each(|_| outbox.hub.add_fault(FrameFault::Nothing));
            outbox.hub.add_fault(fault);
        }
        Ok(())
    }

    /// Cuts the next connection after so many bytes.
    pub(super) fn cut_next_connection(&self, body: &Value) -> Result<(), Refused> {
        self.outbox().hub.cut_next(count(body, "after_bytes")?);
        Ok(())
    }

    /// Pushes an event of any type; gives the ID of the notification.
    pub(super) fn push_event(&self, body: &Value) -> Result<String, Refused> {
        let event_type = text(body, "event_type")?;
        let event = body.get("event").filter(|event| event.is_object());
        let event = event.ok_or_else(|| (400, "`event` is an object".to_owned()))?;
        Ok(self.outbox().push(event_type, event, self.now()))
    }
}

/// A whole number of at least 1, which it is where it is absent.
fn count(body: &Value, name: &str) -> Result<usize, Refused> {
    let number = match body.get(name) {
        None | Some(Value::Null) => Some(1),
        Some(number) => number.as_u64().and_then(|number| usize::try_from(number).ok()).filter(|number| *number > 0),
    };
    number.ok_or_else(|| (400, format!("`{name}` is a number of at least 1")))
}
