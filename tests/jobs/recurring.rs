//! Changing and deleting one instance, this and the following ones, or all.

use calendar_generated::jobs::{DeleteEvent, EditEvent, EventIdParts, EventSpan, JobErrorKind, JobState, Scope, Zone};
use calendar_generated::types::{CalendarEvent, EventId};
use calendar_generated::{Timestamp, calendar_event};

use crate::support::{DAY, HOUR, NOW, Setup, room, shown_by, user};

/// A series of ten days with Bob and a room: the third instance is renamed, the seventh deleted, the eighth moved by
/// three hours, renamed, and with Carol.
pub(crate) struct Series {
    pub(crate) setup: Setup,
    pub(crate) id: EventId,
}

impl Series {
    pub(crate) async fn new() -> Self {
        Self::in_setup(Setup::new().await).await
    }

    pub(crate) async fn in_setup(setup: Setup) -> Self {
        let id = setup.event(NOW, Some("FREQ=DAILY;COUNT=10")).await;
        setup.add(&id, [user("ou_bob"), room("omm_garden")]).await;
        // The room replies.
        setup.clock.advance(std::time::Duration::from_secs(5));
        let series = Self { setup, id };
        series.rename(2, "Third").await;
        let delete = calendar_event::Delete::builder().calendar_id(&series.setup.calendar).event_id(series.instance(6));
        series.setup.alice.send(&delete.build().unwrap()).await.unwrap();
        let mut moved = series.setup.patch(series.instance(7));
        moved.summary = Some("Moved".into());
        set_times(&mut moved, NOW + 7 * DAY + 3 * HOUR);
        series.setup.alice.send(&moved).await.unwrap();
        series.setup.add(&series.instance(7), [user("ou_carol")]).await;
        series
    }

    async fn rename(&self, day: i64, title: &str) {
        let mut patch = self.setup.patch(self.instance(day));
        patch.summary = Some(title.into());
        self.setup.alice.send(&patch).await.unwrap();
    }

    pub(crate) fn instance(&self, day: i64) -> EventId {
        EventIdParts::of(&self.id).unwrap().instance(NOW + day * DAY)
    }

    /// The sixth instance and those after it, an hour later and with another title.
    pub(crate) fn later_from_the_sixth(&self) -> EditEvent {
        let mut patch = self.setup.patch(self.instance(5));
        patch.summary = Some("Later".into());
        set_times(&mut patch, NOW + 5 * DAY + HOUR);
        EditEvent::new(patch, Scope::ThisAndFollowing)
    }
}

pub(crate) fn set_times(patch: &mut calendar_event::Patch, start: i64) {
    let span = EventSpan::between(start, start + HOUR, Zone::SHANGHAI).unwrap();
    (patch.start_time, patch.end_time) = (Some(span.start_time()), Some(span.end_time()));
}

pub(crate) const BEFORE: [&str; 9] = [
    "0+0h Daily",
    "1+0h Daily",
    "2+0h Third",
    "3+0h Daily",
    "4+0h Daily",
    "5+0h Daily",
    "7+3h Moved",
    "8+0h Daily",
    "9+0h Daily",
];

pub(crate) const AFTER: [&str; 9] = [
    "0+0h Daily",
    "1+0h Daily",
    "2+0h Third",
    "3+0h Daily",
    "4+0h Daily",
    "5+1h Later",
    "7+3h Moved",
    "8+1h Later",
    "9+1h Later",
];

#[tokio::test]
async fn this_and_following_splits_the_series_with_its_exceptions_people_and_rooms() {
    let series = Series::new().await;
    let setup = &series.setup;
    assert_eq!(setup.shown().await, BEFORE);
    let edited = series.later_from_the_sixth().run(&setup.alice).await.unwrap();
    assert_eq!(setup.shown().await, AFTER);

    let rule = |event: &CalendarEvent| event.recurrence.as_deref().unwrap().to_owned();
    assert_eq!(rule(&setup.get(&series.id).await), "FREQ=DAILY;UNTIL=20260105T235959Z");
    let new = edited.event.event_id.unwrap();
    assert_eq!(rule(&setup.get(&new).await), "FREQ=DAILY;COUNT=5");
    assert!(edited.dropped.is_empty() && edited.before.is_some());

    assert_eq!(setup.attendees(&new).await, ["ou_alice accept", "ou_bob needs_action", "omm_garden accept"]);
    let parts = EventIdParts::of(&new).unwrap();
    let moved = parts.instance(NOW + 7 * DAY + HOUR);
    assert_eq!(setup.attendees(&moved).await.last().unwrap(), "ou_carol needs_action");
    let bob = setup.client("u-bob");
    assert_eq!(shown_by(&bob, &crate::support::primary(&bob).await).await, AFTER, "Bob sees each instance once");
    assert_eq!(setup.events().await.len(), 4, "two series with an exception each");
}

#[tokio::test]
async fn the_first_instance_and_following_are_the_whole_series() {
    let series = Series::new().await;
    let mut patch = series.setup.patch(series.instance(0));
    patch.description = Some("For all".into());
    let edited = EditEvent::new(patch, Scope::ThisAndFollowing).run(&series.setup.alice).await.unwrap();
    assert_eq!(edited.event.event_id, Some(series.id.clone()));
    assert_eq!(series.setup.shown().await, BEFORE);
    assert_eq!(series.setup.get(&series.instance(2)).await.description.as_deref(), Some("For all"));
}

#[tokio::test]
async fn a_change_of_all_applies_to_exceptions_but_not_to_their_times() {
    let series = Series::new().await;
    let mut patch = series.setup.patch(series.instance(4));
    patch.summary = Some("All".into());
    EditEvent::new(patch, Scope::All).run(&series.setup.alice).await.unwrap();
    let expected: Vec<String> =
        BEFORE.iter().map(|shown| format!("{} All", shown.split_once(' ').unwrap().0)).collect();
    assert_eq!(series.setup.shown().await, expected);
}

#[tokio::test]
async fn the_exceptions_of_a_moved_series_are_moved() {
    let series = Series::new().await;
    let mut patch = series.setup.patch(series.instance(4));
    set_times(&mut patch, NOW + 4 * DAY + 2 * HOUR);
    EditEvent::new(patch, Scope::All).run(&series.setup.alice).await.unwrap();
    let expected = [
        "0+2h Daily",
        "1+2h Daily",
        "2+2h Third",
        "3+2h Daily",
        "4+2h Daily",
        "5+2h Daily",
        "7+3h Moved",
        "8+2h Daily",
        "9+2h Daily",
    ];
    assert_eq!(series.setup.shown().await, expected, "the deleted instance stays deleted");
}

#[tokio::test]
async fn exceptions_that_the_new_rule_does_not_produce_are_deleted_and_reported() {
    let series = Series::new().await;
    let mut patch = series.setup.patch(&series.id);
    patch.recurrence = Some("FREQ=DAILY;INTERVAL=2;COUNT=5".into());
    let edited = EditEvent::new(patch, Scope::All).run(&series.setup.alice).await.unwrap();
    assert_eq!(edited.dropped, [series.instance(7)]);
    assert_eq!(series.setup.shown().await, ["0+0h Daily", "2+0h Third", "4+0h Daily", "8+0h Daily"]);
}

#[tokio::test]
async fn one_instance_is_changed_or_deleted() {
    let series = Series::new().await;
    let mut patch = series.setup.patch(series.instance(1));
    patch.summary = Some("One".into());
    EditEvent::new(patch, Scope::ThisOne).run(&series.setup.alice).await.unwrap();
    let delete = |day| DeleteEvent::new(&series.setup.calendar, series.instance(day), Scope::ThisOne);
    delete(2).run(&series.setup.alice).await.unwrap();
    delete(2).run(&series.setup.alice).await.expect("it is already deleted");
    let shown = series.setup.shown().await;
    assert_eq!(shown[..3], ["0+0h Daily", "1+0h One", "3+0h Daily"]);
}

#[tokio::test]
async fn a_series_is_ended_or_deleted_with_its_exceptions() {
    let series = Series::new().await;
    let delete = |day, scope| DeleteEvent::new(&series.setup.calendar, series.instance(day), scope);
    delete(5, Scope::ThisAndFollowing).run(&series.setup.alice).await.unwrap();
    assert_eq!(series.setup.shown().await, BEFORE[..5]);
    delete(1, Scope::All).run(&series.setup.alice).await.unwrap();
    assert_eq!(series.setup.shown().await, [""; 0]);
    assert!(series.setup.events().await.is_empty());
}

#[tokio::test]
async fn an_invalid_instance_is_rejected_before_anything_changes() {
    let series = Series::new().await;
    let single = series.setup.event(NOW + 12 * DAY, None).await;
    let calls = series.setup.calls("calendar_event.patch").len();
    for (id, scope, why) in [
        (series.id.clone(), Scope::ThisOne, "names a whole series"),
        (series.id.clone(), Scope::ThisAndFollowing, "does not name an instance"),
        (series.instance(11), Scope::ThisAndFollowing, "does not name an instance"),
        (single.clone(), Scope::All, "does not recur"),
        ("75d28f9b".into(), Scope::ThisOne, "is not an event ID"),
    ] {
        let mut patch = series.setup.patch(id);
        patch.summary = Some("Never".into());
        let error = EditEvent::new(patch, scope).run(&series.setup.alice).await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
        assert_eq!((error.kind(), error.state()), (JobErrorKind::Invalid, JobState::Unchanged));
    }
    let mut half = series.setup.patch(series.instance(5));
    half.start_time = Some(calendar_generated::types::TimeInfo::at(NOW).build().unwrap());
    let error = EditEvent::new(half, Scope::All).run(&series.setup.alice).await.unwrap_err();
    assert!(error.to_string().contains("only together"), "{error}");
    assert_eq!(series.setup.calls("calendar_event.patch").len(), calls);
}

#[tokio::test]
async fn an_endless_series_of_all_day_events_is_split_by_day() {
    let setup = Setup::new().await;
    let days = EventSpan::all_day("2026-01-05".parse().unwrap(), "2026-01-06".parse().unwrap()).unwrap();
    let request = calendar_event::Create::builder()
        .calendar_id(&setup.calendar)
        .summary("Trip")
        .start_time(days.start_time())
        .end_time(days.end_time())
        .recurrence("FREQ=WEEKLY;BYDAY=MO")
        .build()
        .unwrap();
    let created = setup.alice.send(&request).await.unwrap().event.unwrap();
    let parts = EventIdParts::of(created.event_id.as_ref().unwrap()).unwrap();
    let third = Timestamp::from(i64::from(days.start()) + 14 * DAY);
    let mut patch = setup.patch(parts.instance(third));
    patch.summary = Some("Longer trip".into());
    let edited = EditEvent::new(patch, Scope::ThisAndFollowing).run(&setup.alice).await.unwrap();
    let span = |event: &CalendarEvent| {
        let span = EventSpan::of(event).unwrap();
        format!("{} to {}", span.first_day().unwrap(), span.last_day().unwrap())
    };
    assert_eq!(span(&edited.event), "2026-01-19 to 2026-01-20");
    assert_eq!(edited.event.recurrence.as_deref(), Some("FREQ=WEEKLY;BYDAY=MO"));
    let before = edited.before.unwrap();
    assert_eq!(before.recurrence.as_deref(), Some("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260118"));
    assert_eq!(span(&before), "2026-01-05 to 2026-01-06");
}
