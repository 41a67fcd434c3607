//! Requests that OpenSSL's command line encrypted and signed, by `fixtures/webhook/make.sh`.

use calendar_generated::Notification;
use calendar_generated::events::Event;
use calendar_generated::webhook::Received;

use crate::support::{SIGNED_AT, at, content, vector, webhook};

#[test]
fn a_notification_of_schema_2_is_verified_decrypted_and_typed() {
    let notification = vector("calendar-changed").notification();
    assert_eq!(notification, Notification::decode(&content("calendar-changed")).unwrap());
    let header = &notification.header;
    assert_eq!((header.schema.as_deref(), header.tenant_key.as_deref()), (Some("2.0"), Some("t1")));
    let Event::CalendarChanged(changed) = notification.event else { panic!("{:?}", notification.event) };
    assert_eq!(changed.user_id_list[0].open_id.as_deref(), Some("ou_1"));
}

#[test]
fn the_older_form_of_the_room_event_is_verified_decrypted_and_typed() {
    let notification = vector("third-party-room").notification();
    let header = &notification.header;
    assert_eq!(
        (header.schema.as_deref(), header.event_id.as_deref()),
        (None, Some("bc447199585340d1f3728d26b1c0297a"))
    );
    let Event::MeetingRoomThirdPartyEventChanged(changed) = notification.event else {
        panic!("{:?}", notification.event)
    };
    assert_eq!(changed.uid.as_deref(), Some("bff6b51f-b7c1-40c6-b8ef-aef966c9ffc7"));
}

#[test]
fn an_unknown_event_keeps_its_json() {
    let name = "unknown-event-of-whole-blocks";
    assert_eq!(content(name).len() % 16, 0, "a whole block of padding is taken off");
    let Event::Unrecognized(event) = vector(name).notification().event else { panic!("recognized") };
    assert_eq!(event.event_type(), "contact.user.created_v3");
    assert!(event.json().starts_with(r#"{"name":"程"#), "{}", event.json());
}

#[test]
fn a_url_verification_is_not_signed_and_the_response_is_its_challenge() {
    let request = vector("url-verification");
    assert!(request.headers.is_empty());
    let Ok(Received::Challenge(challenge)) = request.received() else { panic!("no challenge") };
    assert_eq!(challenge.text(), "ajls384kdj1234");
    assert_eq!(challenge.response_body(), br#"{"challenge":"ajls384kdj1234"}"#);
}

#[test]
fn a_notification_is_accepted_within_five_minutes_of_its_timestamp() {
    let request = vector("calendar-changed");
    let taken = |now| webhook().verify_at(&request.headers, &request.body, at(now)).is_ok();
    assert_eq!(
        [-301, -300, 0, 300, 301].map(|off| taken(SIGNED_AT.saturating_add_signed(off))),
        [false, true, true, true, false]
    );
    assert!(request.received().is_ok());
    assert!(webhook().verify(&request.headers, &request.body).is_err(), "by the clock of the system it is old");
}
