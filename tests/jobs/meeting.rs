//! Events with people and rooms.

use std::time::Duration;

use calendar_generated::jobs::{CreateMeeting, EventSpan, JobErrorKind, JobState, Zone};
use calendar_generated::types::NewAttendee;
use calendar_generated::{ErrorKind, calendar_event};

use crate::support::{HOUR, NOW, Setup, room, user};

/// An hour of the first morning.
pub(crate) fn request(setup: &Setup) -> calendar_event::Create {
    let span = EventSpan::between(NOW, NOW + HOUR, Zone::SHANGHAI).unwrap();
    let request = calendar_event::Create::builder().calendar_id(&setup.calendar).summary("Planning");
    request.start_time(span.start_time()).end_time(span.end_time()).build().unwrap()
}

fn room_ids(rooms: &[NewAttendee]) -> Vec<&str> {
    rooms.iter().map(|room| room.room_id.as_deref().unwrap()).collect()
}

#[tokio::test]
async fn people_are_invited_after_the_rooms_are_booked() {
    let setup = Setup::new().await;
    let job = CreateMeeting::new(request(&setup)).attendees([user("ou_bob"), room("omm_garden"), user("ou_carol")]);
    let meeting = job.run(&setup.alice).await.unwrap();
    let id = meeting.event.event_id.unwrap();
    let expected = ["ou_alice accept", "omm_garden accept", "ou_bob needs_action", "ou_carol needs_action"];
    assert_eq!(setup.attendees(&id).await, expected);
    assert_eq!(meeting.attendees.len(), 4);
    assert!(meeting.pending_rooms.is_empty() && meeting.declined_rooms.is_empty());
    let bodies: Vec<String> = setup
        .calls("calendar_event_attendee.create")
        .iter()
        .map(|call| String::from_utf8_lossy(call.body()).into_owned())
        .collect();
    assert!(bodies.len() == 2 && bodies[0].contains("omm_garden") && bodies[1].contains("ou_carol"), "{bodies:?}");
}

#[tokio::test]
async fn attendees_are_added_in_batches_of_the_documented_size() {
    let setup = Setup::new().await;
    let people = (0..1001).map(|number| user(&format!("ou_{number}")));
    let rooms = (0..101).map(|number| room(&format!("omm_{number}")));
    let meeting = CreateMeeting::new(request(&setup)).attendees(people.chain(rooms)).run(&setup.alice).await.unwrap();
    assert_eq!(meeting.attendees.len(), 1 + 1001 + 101);
    let sizes = |call: &calendar_generated::mock::Recorded| call.json().unwrap()["attendees"].as_array().unwrap().len();
    let sizes: Vec<usize> = setup.calls("calendar_event_attendee.create").iter().map(sizes).collect();
    assert_eq!(sizes, [100, 1, 1000, 1]);
}

#[tokio::test]
async fn too_many_attendees_are_rejected_before_anything_is_sent() {
    let setup = Setup::new().await;
    let people = (0..3001).map(|number| user(&format!("ou_{number}")));
    let error = CreateMeeting::new(request(&setup)).attendees(people).run(&setup.alice).await.unwrap_err();
    assert_eq!((error.kind(), error.state()), (JobErrorKind::Invalid, JobState::Unchanged));
    assert!(error.to_string().contains("at most 3000 attendees, and these are 3001"), "{error}");
    let nobody = NewAttendee::builder().r#type(calendar_generated::types::AttendeeType::User).build_unchecked();
    let error = CreateMeeting::new(request(&setup)).attendees([nobody]).run(&setup.alice).await.unwrap_err();
    assert_eq!(error.call_error().unwrap().kind(), ErrorKind::Validation);
    assert!(setup.calls("calendar_event.create").is_empty());
}

#[tokio::test]
async fn an_optional_room_that_is_taken_is_omitted() {
    let setup = Setup::new().await;
    let taken = setup.event(NOW, None).await;
    setup.add(&taken, [room("omm_garden")]).await;
    let job = CreateMeeting::new(request(&setup)).attendees([user("ou_bob")]);
    let meeting = job.room_if_free(room("omm_garden")).room_if_free(room("omm_attic")).run(&setup.alice).await.unwrap();
    assert_eq!(room_ids(&meeting.declined_rooms), ["omm_garden"]);
    let expected = ["ou_alice accept", "omm_attic accept", "ou_bob needs_action"];
    assert_eq!(setup.attendees(&meeting.event.event_id.unwrap()).await, expected);
}

#[tokio::test]
async fn a_room_that_does_not_reply_in_time_is_not_booked() {
    let setup = Setup::new().await;
    let short = Duration::from_secs(1);
    let job = CreateMeeting::new(request(&setup)).attendees([room("omm_garden")]).room_wait(short);
    let error = job.run(&setup.alice).await.unwrap_err();
    assert_eq!((error.kind(), error.state()), (JobErrorKind::RoomPending, JobState::RolledBack), "{error}");
    assert!(setup.events().await.is_empty());

    let mut by_approval = room("omm_garden");
    by_approval.approval_reason = Some("The board meets".into());
    let job = CreateMeeting::new(request(&setup)).attendees([by_approval]).room_wait(short);
    let meeting = job.run(&setup.alice).await.unwrap();
    assert_eq!(room_ids(&meeting.pending_rooms), ["omm_garden"]);
}

#[tokio::test]
async fn running_the_same_job_again_changes_nothing() {
    let setup = Setup::new().await;
    let job = CreateMeeting::new(request(&setup)).attendees([user("ou_bob"), room("omm_garden")]);
    let first = job.run(&setup.alice).await.unwrap();
    let calls = setup.calls("calendar_event_attendee.create").len();
    let second = job.run(&setup.alice).await.unwrap();
    assert_eq!(first.event.event_id, second.event.event_id);
    assert_eq!(setup.calls("calendar_event_attendee.create").len(), calls);
    assert_eq!(setup.events().await.len(), 1);
}

#[tokio::test]
async fn only_one_of_two_meetings_gets_a_room() {
    let setup = Setup::new().await;
    let job = || CreateMeeting::new(request(&setup)).attendees([room("omm_garden")]);
    let (one, other) = (job(), job());
    let (one, other) = tokio::join!(one.run(&setup.alice), other.run(&setup.alice));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|ok| **ok).count(), 1);
    assert_eq!(setup.events().await.len(), 1);
}
