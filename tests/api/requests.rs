//! Each request example of the reference pages is built through the builders and encodes to the same JSON.

use calendar_generated::types::{AttendeeType, CalendarRole, EventLocation, NewAttendee, Reminder, TimeInfo, VcType};
use calendar_generated::{Endpoint, Timestamp, calendar_acl, calendar_event, calendar_event_attendee};
use serde_json::{Value, json};

use crate::examples::{Built, attendees, calendars, events, others};
use crate::support::{body, example, page};

/// Compares a request with the example of a page.
fn same<E: Endpoint>(path: &str, built: Built<E>) {
    same_but(path, built, |_| {});
}

/// The same for an example that breaks a rule of its own page: `mend` removes what must not be sent.
fn same_but<E: Endpoint>(path: &str, built: Built<E>, mend: impl FnOnce(&mut Value)) {
    let request = built.unwrap_or_else(|invalid| panic!("{path}: {invalid}"));
    let mut example = example(&page(path), "### 请求体示例");
    mend(&mut example);
    assert_eq!(body(&request), example, "{path}");
}

/// The page forbids a date beside a timestamp, which its example has.
fn without_dates(times: &mut Value) {
    for time in ["start_time", "end_time"] {
        times[time].as_object_mut().unwrap().remove("date");
    }
}

/// The example also has a read-only link.
fn without_what_cannot_be_sent(event: &mut Value) {
    without_dates(event);
    event["schemas"][0].as_object_mut().unwrap().remove("app_link");
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_request_example_is_built() {
    same("calendar/create.md", calendars::create());
    same("calendar/patch.md", calendars::patch());
    same("calendar/mget.md", calendars::mget());
    same("calendar/search.md", calendars::search());
    same("calendar/primarys.md", calendars::primarys());
    same("calendar/list-freebusy.md", calendars::freebusy());
    same("calendar/batch.md", calendars::freebusy_batch());
    same("calendar-acl/create.md", calendars::create_acl());
    same_but("calendar-event/create.md", events::create(), without_what_cannot_be_sent);
    same_but("calendar-event/patch.md", events::patch(), without_what_cannot_be_sent);
    same_but("calendar-event/search.md", events::search(), |example| without_dates(&mut example["filter"]));
    same("calendar-event/reply.md", events::reply());
    same("calendar-event-attendee/create.md", attendees::create());
    same("calendar-event-attendee/batch_delete.md", attendees::batch_delete());
    same("meeting-room-event/uIjM5UjLyITO14iMykTN.md", others::room_summary());
    same("meeting-room-event/uYzN4UjL2cDO14iN3gTN.md", others::room_reply());
    same("setting/generate_caldav_conf.md", others::caldav());
    same("exchange_binding/create.md", others::create_binding());
    same("timeoff_event/create.md", others::create_timeoff());
}

#[test]
fn optional_fields_take_values_and_options() {
    let patch = |summary: Option<String>, end: Option<Timestamp>, place: Option<&str>, minutes: Option<Vec<i32>>| {
        let request = calendar_event::Patch::builder()
            .calendar_id("feishu.cn_xxx@group.calendar.feishu.cn")
            .event_id("xxx_0")
            .summary(summary)
            .need_notification(Some(true))
            .start_time(TimeInfo::at(1_602_504_000))
            .end_time(end.map(TimeInfo::at))
            .location(place.map(|name| EventLocation::builder().name(name)))
            .reminders(minutes.map(|all| all.into_iter().map(|minutes| Reminder::builder().minutes(minutes))));
        body(&request.build_unchecked())
    };
    let start = json!({ "timestamp": "1602504000" });
    assert_eq!(patch(None, None, None, None), json!({ "need_notification": true, "start_time": start }));
    assert_eq!(
        patch(Some("Planning".to_owned()), Some(1_602_507_600.into()), Some("Here"), Some(vec![5])),
        json!({
            "summary": "Planning", "need_notification": true, "start_time": start,
            "end_time": { "timestamp": "1602507600" }, "location": { "name": "Here" }, "reminders": [{ "minutes": 5 }],
        })
    );
}

#[test]
fn a_misspelt_value_fails_build_with_the_nearest_one_and_a_new_one_is_named() {
    let share = |role: CalendarRole| {
        let scope = calendar_generated::types::AclScope::builder().r#type("user").user_id("ou_xxx");
        calendar_acl::Create::builder().calendar_id("feishu.cn_xxx").role(role).scope(scope).build()
    };
    assert_eq!(
        share("writter".into()).unwrap_err().to_string(),
        "`role` is not a known value of `CalendarRole`; did you mean `writer`? \
         `CalendarRole::Unrecognized` sends a new value"
    );
    let new = share(CalendarRole::Unrecognized("a_new_role".into())).unwrap();
    assert_eq!(body(&new)["role"], "a_new_role");
    // What the server sent can be sent back.
    let received: CalendarRole = serde_json::from_value(json!("a_new_role")).unwrap();
    assert_eq!(share(received).unwrap(), new);
}

#[test]
fn values_in_lists_and_objects_must_be_known_too() {
    let attendee = NewAttendee::builder().r#type("usr").user_id("ou_xxx");
    let request = calendar_event_attendee::Create::builder().calendar_id("c").event_id("e_0").attendees([attendee]);
    let message = request.build().unwrap_err().to_string();
    assert!(
        message.contains("`attendees[0].type` is not a known value of `AttendeeType`; did you mean `user`?"),
        "{message}"
    );
    assert!(AttendeeType::from("user") == AttendeeType::User && VcType::from("vc").as_str() == "vc");
}
