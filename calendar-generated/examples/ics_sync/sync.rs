//! The calendar is made to say what the file says: only what differs from the last run is touched.

use std::error::Error;
use std::fmt;

use calendar_generated::jobs::{DeleteEvent, EditEvent, EventIdParts, JobError, Scope};
use calendar_generated::types::{CalendarEvent, CalendarId, EventId, EventLocation};
use calendar_generated::{Client, User, calendar_event};

use crate::entry::{Details, Entry};
use crate::store::{Known, Store};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How many events there were of each kind.
#[derive(Default)]
pub(crate) struct Report {
    created: usize,
    renamed: usize,
    replaced: usize,
    deleted: usize,
    unchanged: usize,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, renamed, replaced, deleted, unchanged } = self;
        write!(f, "{created} created, {renamed} renamed, {replaced} replaced, {deleted} deleted, {unchanged} unchanged")
    }
}

pub(crate) async fn run(
    client: &Client<User>,
    calendar: &CalendarId,
    entries: &[Entry],
    store: &mut Store,
) -> Outcome<Report> {
    let mut report = Report::default();
    for uid in store.uids().iter().filter(|uid| !entries.iter().any(|entry| entry.uid == **uid)) {
        delete(client, calendar, uid, store).await?;
        report.deleted += 1;
    }
    for entry in entries {
        let known = store.get(&entry.uid);
        let is_as = |known: &Known| known.times == times(entry);
        let count = match known.and_then(|known| Some((known.event.clone()?, known))) {
            None => {
                create(client, calendar, entry, store).await?;
                &mut report.created
            }
            Some((_, known)) if is_as(&known) && known.texts == texts(entry) => &mut report.unchanged,
            Some((event, known)) if is_as(&known) => {
                describe(client, calendar, &event, entry).await?;
                store.set(&entry.uid, Some(Known { texts: texts(entry), ..known }))?;
                &mut report.renamed
            }
            // With other times or another rule, instances that were deleted or changed may be so no longer.
            Some(_) => {
                delete(client, calendar, &entry.uid, store).await?;
                create(client, calendar, entry, store).await?;
                &mut report.replaced
            }
        };
        *count += 1;
    }
    Ok(report)
}

/// When an entry takes place, for comparing.
fn times(entry: &Entry) -> String {
    let changed: Vec<_> = entry.changed.iter().map(|(start, details)| (start, details.span)).collect();
    format!(
        "{:?} {:?} {:?} {changed:?}",
        entry.details.span,
        entry.rule.as_ref().map(ToString::to_string),
        entry.deleted
    )
}

/// What an entry says besides its times, for comparing.
fn texts(entry: &Entry) -> String {
    let all = std::iter::once(&entry.details).chain(entry.changed.values());
    let texts: Vec<_> = all.map(|details| (&details.summary, &details.description, &details.location)).collect();
    format!("{texts:?}")
}

async fn create(client: &Client<User>, calendar: &CalendarId, entry: &Entry, store: &mut Store) -> Outcome<()> {
    let unfinished = store.get(&entry.uid).filter(|known| known.event.is_none());
    let key = unfinished.map_or_else(|| uuid::Uuid::new_v4().to_string(), |known| known.idempotency_key);
    let mut known = Known { idempotency_key: key.clone(), event: None, times: String::new(), texts: String::new() };
    store.set(&entry.uid, Some(known.clone()))?;
    let Details { span, summary, description, location } = &entry.details;
    let mut request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .idempotency_key(key)
        .summary(summary.as_str())
        .description(description.as_str())
        .start_time(span.start_time())
        .end_time(span.end_time());
    if !location.is_empty() {
        request = request.location(EventLocation::builder().name(location.as_str()));
    }
    if let Some(rule) = &entry.rule {
        request = request.recurrence(rule);
    }
    let event = client.send(&request.build()?).await?.event.and_then(|event| event.event_id);
    let event = event.ok_or("the server returned no event ID")?;
    let parts = EventIdParts::of(&event)?;
    for start in &entry.deleted {
        DeleteEvent::new(calendar, parts.instance(*start), Scope::ThisOne).notify(false).run(client).await?;
    }
    for (start, details) in &entry.changed {
        let mut change = patch(calendar, &parts.instance(*start), details)?;
        change.start_time = Some(details.span.start_time());
        change.end_time = Some(details.span.end_time());
        EditEvent::new(change, Scope::ThisOne).run(client).await?;
    }
    known = Known { event: Some(event), times: times(entry), texts: texts(entry), ..known };
    store.set(&entry.uid, Some(known))
}

/// A change of all that is not a time.
fn patch(calendar: &CalendarId, event: &EventId, details: &Details) -> Outcome<calendar_event::Patch> {
    let mut patch = calendar_event::Patch::builder().calendar_id(calendar).event_id(event);
    patch = patch.summary(details.summary.as_str()).description(details.description.as_str());
    if !details.location.is_empty() {
        patch = patch.location(EventLocation::builder().name(details.location.as_str()));
    }
    Ok(patch.build()?)
}

async fn describe(client: &Client<User>, calendar: &CalendarId, event: &EventId, entry: &Entry) -> Outcome<()> {
    let scope = if entry.rule.is_some() { Scope::All } else { Scope::ThisOne };
    EditEvent::new(patch(calendar, event, &entry.details)?, scope).run(client).await?;
    let parts = EventIdParts::of(event)?;
    for (start, details) in &entry.changed {
        let change = patch(calendar, &parts.instance(*start), details)?;
        EditEvent::new(change, Scope::ThisOne).run(client).await?;
    }
    Ok(())
}

fn recurs(event: &CalendarEvent) -> bool {
    event.recurrence.as_deref().is_some_and(|rule| !rule.is_empty())
}

/// Deletes the event that was made from an entry. It is not an error if it is already deleted.
async fn delete(client: &Client<User>, calendar: &CalendarId, uid: &str, store: &mut Store) -> Outcome<()> {
    if let Some(event) = store.get(uid).and_then(|known| known.event) {
        let is_gone = |error: &JobError| error.call_error().is_some_and(calendar_generated::Error::is_not_found);
        let get = calendar_event::Get::builder().calendar_id(calendar).event_id(&event).build()?;
        let scope = match client.send(&get).await {
            Ok(found) if found.event.as_ref().is_some_and(recurs) => Scope::All,
            Ok(_) => Scope::ThisOne,
            Err(error) if error.is_not_found() => return store.set(uid, None),
            Err(error) => return Err(error.into()),
        };
        let outcome = DeleteEvent::new(calendar, event, scope).notify(false).run(client).await;
        outcome.or_else(|error| if is_gone(&error) { Ok(()) } else { Err(error) })?;
    }
    store.set(uid, None)
}
