//! A server and clients that share a clock, faults for single calls, and the contents of calendars.

use std::collections::HashMap;
use std::sync::Mutex;

use bytes::Bytes;
use calendar_generated::mock::{MockServer, Recorded, TestClock};
use calendar_generated::types::{AttendeeType, CalendarEvent, CalendarId, EventId, EventStatus, NewAttendee, TimeInfo};
use calendar_generated::{Client, EndpointMeta, Hook, User, calendar, calendar_event, calendar_event_attendee, http};

/// 2026-01-01T00:00:00Z, when the clock starts; eight in the morning in Shanghai, a Thursday.
pub(crate) const NOW: i64 = 1_767_225_600;
pub(crate) const DAY: i64 = 86_400;
pub(crate) const HOUR: i64 = 3600;

pub(crate) struct Setup {
    pub(crate) clock: TestClock,
    pub(crate) server: MockServer,
    pub(crate) alice: Client<User>,
    pub(crate) calendar: CalendarId,
}

impl Setup {
    pub(crate) async fn new() -> Self {
        Self::with_lag(std::time::Duration::ZERO).await
    }

    /// A server whose reads lag behind writes.
    pub(crate) async fn with_lag(lag: std::time::Duration) -> Self {
        let clock = TestClock::new();
        let server = MockServer::builder().clock(clock.reader()).read_lag(lag).start().await.unwrap();
        let alice = client(&server, &clock, "u-alice", None);
        let calendar = primary(&alice).await;
        Self { clock, server, alice, calendar }
    }

    pub(crate) fn client(&self, token: &str) -> Client<User> {
        client(&self.server, &self.clock, token, None)
    }

    /// Alice, with faults in some of her calls.
    pub(crate) fn faulty(&self, faults: impl Faults) -> Client<User> {
        client(&self.server, &self.clock, "u-alice", Some(Box::new(faults)))
    }

    pub(crate) async fn event(&self, start: i64, rule: Option<&str>) -> EventId {
        create(&self.alice, &self.calendar, start, rule).await
    }

    pub(crate) async fn add(&self, event: &EventId, attendees: impl IntoIterator<Item = NewAttendee>) {
        let request = calendar_event_attendee::Create::builder().calendar_id(&self.calendar).event_id(event);
        self.alice.send(&request.attendees(attendees).build().unwrap()).await.unwrap();
    }

    pub(crate) fn patch(&self, event: impl Into<EventId>) -> calendar_event::Patch {
        calendar_event::Patch::builder().calendar_id(&self.calendar).event_id(event).build().unwrap()
    }

    pub(crate) async fn get(&self, event: &EventId) -> CalendarEvent {
        let request = calendar_event::Get::builder().calendar_id(&self.calendar).event_id(event).build().unwrap();
        self.alice.send(&request).await.unwrap().event.unwrap()
    }

    /// The days, hours and titles of the events in the calendar.
    pub(crate) async fn shown(&self) -> Vec<String> {
        shown_by(&self.alice, &self.calendar).await
    }

    /// The events in the calendar, without instances that were deleted.
    pub(crate) async fn events(&self) -> Vec<CalendarEvent> {
        let request = calendar_event::List::builder().calendar_id(&self.calendar).anchor_time(1).build().unwrap();
        let (mut events, mut items) = (Vec::new(), self.alice.items(request));
        while let Some(event) = items.next().await {
            events.push(event.unwrap());
        }
        events.retain(|event| event.status != Some(EventStatus::Cancelled));
        events
    }

    /// The attendees with their replies.
    pub(crate) async fn attendees(&self, event: &EventId) -> Vec<String> {
        let request =
            calendar_event_attendee::List::builder().calendar_id(&self.calendar).event_id(event).page_size(100);
        let (mut attendees, mut items) = (Vec::new(), self.alice.items(request.build().unwrap()));
        while let Some(attendee) = items.next().await {
            let attendee = attendee.unwrap();
            let id = attendee.user_id.as_deref().or(attendee.room_id.as_deref()).unwrap_or("?").to_owned();
            attendees.push(format!("{id} {}", attendee.rsvp_status.unwrap()));
        }
        attendees
    }

    pub(crate) fn calls(&self, endpoint: &str) -> Vec<Recorded> {
        self.server.expect(endpoint).requests().into_iter().cloned().collect()
    }
}

pub(crate) async fn primary(client: &Client<User>) -> CalendarId {
    let found = client.send(&calendar::Primary::builder().build().unwrap()).await.unwrap();
    found.calendars[0].calendar.as_ref().unwrap().calendar_id.clone().unwrap()
}

/// An hour, from this second on.
pub(crate) async fn create(client: &Client<User>, calendar: &CalendarId, start: i64, rule: Option<&str>) -> EventId {
    let mut request = calendar_event::Create::builder()
        .calendar_id(calendar)
        .summary("Daily")
        .start_time(TimeInfo::at(start))
        .end_time(TimeInfo::at(start + HOUR))
        .build()
        .unwrap();
    request.recurrence = rule.map(Into::into);
    client.send(&request).await.unwrap().event.unwrap().event_id.unwrap()
}

/// The days, hours and titles of the events in a calendar in the first 38 days.
pub(crate) async fn shown_by(client: &Client<User>, calendar: &CalendarId) -> Vec<String> {
    let request = calendar_event::InstanceView::builder().calendar_id(calendar);
    let request = request.start_time(NOW - DAY).end_time(NOW + 38 * DAY).build().unwrap();
    let events = client.send(&request).await.unwrap().items;
    let shown = |event: &CalendarEvent| {
        let after = event.start_time.as_ref().unwrap().timestamp.unwrap().unix_seconds() - NOW;
        format!("{}+{}h {}", after / DAY, after % DAY / HOUR, event.summary.as_deref().unwrap())
    };
    events.iter().map(shown).collect()
}

pub(crate) fn user(id: &str) -> NewAttendee {
    NewAttendee::builder().r#type(AttendeeType::User).user_id(id).build().unwrap()
}

pub(crate) fn room(id: &str) -> NewAttendee {
    NewAttendee::builder().r#type(AttendeeType::Resource).room_id(id).build().unwrap()
}

/// The fault of a call, in the form of the header `x-mock-fault`, by the endpoint and the number of earlier calls.
pub(crate) trait Faults: Fn(&str, usize) -> Option<&'static str> + Send + Sync + 'static {}

impl<F: Fn(&str, usize) -> Option<&'static str> + Send + Sync + 'static> Faults for F {}

struct Script {
    faults: Box<dyn Faults>,
    counts: Mutex<HashMap<&'static str, usize>>,
}

impl Hook for Script {
    fn request(&self, endpoint: &'static EndpointMeta, request: &mut http::Request<Bytes>) {
        let mut counts = self.counts.lock().unwrap();
        let count = counts.entry(endpoint.name).or_default();
        if let Some(fault) = (self.faults)(endpoint.name, *count) {
            request.headers_mut().insert("x-mock-fault", fault.parse().unwrap());
        }
        *count += 1;
    }
}

fn client(server: &MockServer, clock: &TestClock, token: &str, faults: Option<Box<dyn Faults>>) -> Client<User> {
    let mut builder = Client::builder().user_token(token).base_url(server).clock(clock.clone());
    if let Some(faults) = faults {
        builder = builder.hook(Script { faults, counts: Mutex::default() });
    }
    builder.build().unwrap()
}
