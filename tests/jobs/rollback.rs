//! The state after a job fails in the middle.

use calendar_generated::jobs::{CreateMeeting, DeleteEvent, JobErrorKind, JobState, Scope};

use crate::recurring::{AFTER, BEFORE, Series};
use crate::support::{DAY, HOUR, NOW, Setup, create, primary, room, shown_by, user};

/// The rule and the events of the series are unchanged.
async fn assert_untouched(series: &Series) {
    assert_eq!(series.setup.shown().await, BEFORE);
    let rule = series.setup.get(&series.id).await.recurrence;
    assert_eq!(rule.as_deref(), Some("FREQ=DAILY;COUNT=10"));
    assert_eq!(series.setup.events().await.len(), 3, "the series and two exceptions");
    let attendees = series.setup.attendees(&series.id).await;
    assert_eq!(attendees[1..], ["ou_bob needs_action", "omm_garden accept"]);
}

#[tokio::test]
async fn a_split_is_undone_when_its_room_is_taken() {
    let series = Series::new().await;
    let dave = series.setup.client("u-dave");
    let calendar = primary(&dave).await;
    let taken = create(&dave, &calendar, NOW + 8 * DAY + HOUR, None).await;
    let request = calendar_generated::calendar_event_attendee::Create::builder().calendar_id(&calendar).event_id(taken);
    dave.send(&request.attendees([room("omm_garden")]).build().unwrap()).await.unwrap();
    let error = series.later_from_the_sixth().run(&series.setup.alice).await.unwrap_err();
    assert_eq!((error.kind(), error.state()), (JobErrorKind::RoomDeclined, JobState::RolledBack), "{error}");
    assert!(error.to_string().contains("`omm_garden`") && error.left_behind().is_empty(), "{error}");
    assert_untouched(&series).await;
}

#[tokio::test]
async fn a_split_is_undone_when_any_of_its_calls_is_rejected() {
    for endpoint in ["calendar_event.create", "calendar_event_attendee.create", "calendar_event_attendee.list"] {
        let series = Series::new().await;
        let client = series.setup.faulty(move |name, count| (name == endpoint && count < 1).then_some("code=190002"));
        let error = series.later_from_the_sixth().run(&client).await.unwrap_err();
        let expected = if endpoint.ends_with("list") { JobState::Unchanged } else { JobState::RolledBack };
        assert_eq!((error.kind(), error.state()), (JobErrorKind::Call, expected), "{error}");
        assert_eq!(error.call_error().unwrap().code_number(), Some(190_002));
        assert_untouched(&series).await;
    }
}

#[tokio::test]
async fn a_split_is_undone_when_an_exception_cannot_be_carried_over() {
    let series = Series::new().await;
    let client =
        series.setup.faulty(|name, count| (name == "calendar_event.patch" && count == 1).then_some("code=190002"));
    let error = series.later_from_the_sixth().run(&client).await.unwrap_err();
    assert_eq!((error.step(), error.state()), ("carrying over exceptions", JobState::RolledBack), "{error}");
    assert_untouched(&series).await;
}

#[tokio::test]
async fn changes_that_cannot_be_undone_are_reported_with_what_to_do() {
    let series = Series::new().await;
    let refused = |name: &str, count: usize| match name {
        "calendar_event_attendee.create" | "calendar_event.delete" => Some("code=193002"),
        "calendar_event.patch" if count > 0 => Some("code=193002"),
        _ => None,
    };
    let error = series.later_from_the_sixth().run(&series.setup.faulty(refused)).await.unwrap_err();
    assert_eq!(error.state(), JobState::RollbackFailed);
    let left: Vec<String> = error.left_behind().iter().map(ToString::to_string).collect();
    assert!(left[0].contains("could not be deleted again; delete it"), "{left:?}");
    assert!(left[1].contains("could not be changed back; its rule was `FREQ=DAILY;COUNT=10`"), "{left:?}");
    assert_eq!(error.left_behind()[1].event_id, Some(series.id.clone()));
}

#[tokio::test]
async fn exceptions_that_remain_after_a_split_are_reported() {
    let series = Series::new().await;
    // The first deletion cancels an instance of the new series, the second one is that of the old exception.
    let refused = |name: &str, count: usize| (name == "calendar_event.delete" && count > 0).then_some("code=193002");
    let error = series.later_from_the_sixth().run(&series.setup.faulty(refused)).await.unwrap_err();
    assert_eq!(error.state(), JobState::Partial);
    assert_eq!(
        error.left_behind().iter().map(|left| left.event_id.clone()).collect::<Vec<_>>(),
        [Some(series.instance(7))]
    );
    let mut shown = series.setup.shown().await;
    shown.dedup();
    assert_eq!(shown, AFTER, "both halves are complete");
}

#[tokio::test]
async fn an_interrupted_deletion_can_be_repeated() {
    let series = Series::new().await;
    let refused = |name: &str, count: usize| (name == "calendar_event.delete" && count == 1).then_some("code=193002");
    let delete = DeleteEvent::new(&series.setup.calendar, &series.id, Scope::All);
    let error = delete.run(&series.setup.faulty(refused)).await.unwrap_err();
    assert_eq!(error.state(), JobState::Partial);
    delete.run(&series.setup.alice).await.unwrap();
    assert!(series.setup.events().await.is_empty());
}

#[tokio::test]
async fn a_meeting_without_its_room_remains_in_no_calendar() {
    let setup = Setup::new().await;
    let taken = setup.event(NOW, None).await;
    setup.add(&taken, [room("omm_garden")]).await;
    let job = CreateMeeting::new(crate::meeting::request(&setup)).attendees([room("omm_garden"), user("ou_bob")]);
    let error = job.run(&setup.alice).await.unwrap_err();
    assert_eq!((error.kind(), error.state()), (JobErrorKind::RoomDeclined, JobState::RolledBack), "{error}");
    assert_eq!(setup.shown().await, ["0+0h Daily"]);
    let bob = setup.client("u-bob");
    assert!(shown_by(&bob, &primary(&bob).await).await.is_empty());
    let invited = setup
        .calls("calendar_event_attendee.create")
        .iter()
        .any(|call| String::from_utf8_lossy(call.body()).into_owned().contains("ou_bob"));
    assert!(!invited, "Bob was never told");
    let again = job.run(&setup.alice).await.unwrap_err();
    assert!(again.to_string().contains("take a new key"), "{again}");
}

#[tokio::test]
async fn an_event_whose_responses_were_lost_is_deleted_by_its_key() {
    let setup = Setup::new().await;
    // The event is created, and the response is lost four times.
    let lost = |name: &str, count: usize| (name == "calendar_event.create" && count < 4).then_some("half-body");
    let job = CreateMeeting::new(crate::meeting::request(&setup));
    let error = job.run(&setup.faulty(lost)).await.unwrap_err();
    assert_eq!((error.step(), error.state()), ("creating the event", JobState::RolledBack), "{error}");
    assert!(setup.events().await.is_empty());

    let always = |name: &str, _| (name == "calendar_event.create").then_some("half-body");
    let mut request = crate::meeting::request(&setup);
    request.idempotency_key = Some("25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6".into());
    let job = CreateMeeting::new(request);
    let error = job.run(&setup.faulty(always)).await.unwrap_err();
    assert_eq!(error.state(), JobState::RollbackFailed);
    assert!(error.to_string().contains("`25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6` returns it"), "{error}");
    job.run(&setup.alice).await.expect("the key finds it");
    assert_eq!(setup.events().await.len(), 1);
}
