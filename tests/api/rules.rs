//! Rules that the reference pages state in prose, one test each.

use calendar_generated::types::{
    AttendeeType, CalendarEvent, CheckInTime, CheckInTimeType, EndTime, EventCheckIn, EventSchema, MeetingSettings,
    NewAttendee, Reminder, TimeInfo, TimeInfoOutput, VcType, Vchat, VchatOutput,
};
use calendar_generated::{
    Date, DateTime, calendar_event, calendar_event_attendee, freebusy, meeting_room, timeoff_event,
};
use serde_json::json;

use crate::support::{body, path_and_query, violations};

const CALENDAR: &str = "feishu.cn_xxx@group.calendar.feishu.cn";

fn instant(text: &str) -> DateTime {
    text.parse().unwrap()
}

/// A request to change an event, without any change yet.
macro_rules! patch {
    () => {
        calendar_event::Patch::builder().calendar_id(CALENDAR).event_id("x_0")
    };
}

macro_rules! list {
    () => {
        calendar_event::List::builder().calendar_id(CALENDAR)
    };
}

fn check_in_time(anchor: CheckInTimeType, minutes: i32) -> CheckInTime {
    CheckInTime::builder().time_type(anchor).duration(minutes).into()
}

fn check_in(start: CheckInTime, end: CheckInTime) -> Vec<String> {
    let check_in = EventCheckIn::builder().enable_check_in(true).check_in_start_time(start).check_in_end_time(end);
    check_in
        .build()
        .map_or_else(|invalid| invalid.violations().iter().map(ToString::to_string).collect(), |_| Vec::new())
}

#[test]
fn a_time_is_a_day_or_an_instant_and_a_received_one_of_both_is_sent_as_a_day() {
    assert_eq!(
        serde_json::to_value(TimeInfo::on(Date::new(2018, 9, 1).unwrap()).build().unwrap()).unwrap(),
        json!({
            "date": "2018-09-01"
        })
    );
    let received = json!({ "date": "2018-09-01", "timestamp": "1602504000", "timezone": "Asia/Shanghai" });
    let received: TimeInfoOutput = serde_json::from_value(received).unwrap();
    assert_eq!(received.date, Some(Date::new(2018, 9, 1).unwrap()));
    let sent = received.into_request().unwrap();
    assert_eq!(serde_json::to_value(&sent).unwrap(), json!({ "date": "2018-09-01", "timezone": "Asia/Shanghai" }));
    assert!(patch!().start_time(sent).build().is_ok());
}

#[test]
fn an_all_day_event_that_is_read_and_sent_again_keeps_its_days() {
    let received = json!({
        "start_time": { "date": "2018-09-01", "timezone": "UTC" },
        "end_time": { "date": "2018-09-03", "timezone": "UTC" }
    });
    let received: CalendarEvent = serde_json::from_value(received).unwrap();
    let end = received.end_time.unwrap();
    assert_eq!(end.last_day(), Some(Date::new(2018, 9, 2).unwrap()));
    let sent = serde_json::to_value(end.into_request().unwrap()).unwrap();
    assert_eq!(sent, json!({ "date": "2018-09-02", "timezone": "UTC" }));
}

/// The service answers 190014.
#[test]
fn an_event_may_not_end_before_it_starts() {
    let day = |day| TimeInfo::on(Date::new(2026, 12, day).unwrap());
    let noon = instant("2026-12-02T12:00:00Z").unix_seconds();
    let create = |start: &TimeInfo, end: &TimeInfo| {
        calendar_event::Create::builder().calendar_id(CALENDAR).start_time(start.clone()).end_time(end.clone()).build()
    };
    let patch = |start: &TimeInfo, end: &TimeInfo| patch!().start_time(start.clone()).end_time(end.clone()).build();
    let [first, second, third] = [1, 2, 4].map(|number| day(number).build().unwrap());
    let [earlier, noon] = [1_602_504_000, noon].map(|seconds| TimeInfo::at(seconds).build().unwrap());
    for (start, end) in [(&second, &first), (&noon, &earlier), (&third, &noon)] {
        let broken = ["`start_time` may not be after `end_time`"];
        assert_eq!(violations(create(start, end)), broken);
        assert_eq!(violations(patch(start, end)), broken);
    }
    // In the westernmost time zones a day lasts until after the next one has begun in all others.
    for (start, end) in [(&second, &second), (&first, &noon), (&second, &noon), (&earlier, &noon)] {
        assert!(create(start, end).is_ok() && patch(start, end).is_ok());
    }
}

#[test]
fn a_timestamp_in_milliseconds_is_recognized() {
    let broken = |seconds: i64| violations(patch!().start_time(TimeInfo::at(seconds)).build());
    assert_eq!(
        broken(1_788_512_400_000),
        [
            "`start_time.timestamp` is 1788512400000; 1 to 16725225600 is allowed; it looks like milliseconds, give seconds"
        ]
    );
    for seconds in [0, -5, 16_725_225_601] {
        assert_eq!(broken(seconds).len(), 1, "{seconds}");
    }
    for seconds in [1, 1_602_504_000, 16_725_225_600] {
        assert!(patch!().start_time(TimeInfo::at(seconds)).build().is_ok(), "{seconds}");
    }
}

#[test]
fn an_end_at_an_instant_stays_that_instant() {
    let end: EndTime = serde_json::from_value(json!({ "timestamp": "1602507600", "timezone": "" })).unwrap();
    assert_eq!(end.last_day(), None);
    let sent = serde_json::to_value(end.into_request().unwrap()).unwrap();
    assert_eq!(sent, json!({ "timestamp": "1602507600" }));
    assert_eq!(EndTime::default().into_request(), None);
}

#[test]
fn a_time_zone_is_a_name_of_the_iana_database() {
    assert!(TimeInfo::at(1_602_504_000).timezone("America/Argentina/Buenos_Aires").build().is_ok());
    let broken = violations(patch!().start_time(TimeInfo::at(1).timezone("Beijing time")).build());
    assert!(broken[0].contains("`start_time.timezone`"), "{broken:?}");
}

#[test]
fn an_event_listing_takes_both_ends_of_a_period_or_tokens_but_not_both() {
    assert!(list!().start_time(1).end_time(2).build().is_ok());
    let half = violations(list!().start_time(1).build());
    assert!(half[0].contains("`start_time`") && half[0].contains("`end_time`"), "{half:?}");
    for excluded in [list!().page_token("p"), list!().sync_token("s"), list!().anchor_time(1)] {
        assert!(excluded.clone().build().is_ok());
        assert_eq!(violations(excluded.start_time(1).end_time(2).build()).len(), 1);
    }
}

#[test]
fn page_sizes_are_limited() {
    assert!(list!().page_size(50).build().is_ok() && list!().page_size(1000).build().is_ok());
    for size in [49, 1001] {
        let broken = violations(list!().page_size(size).build());
        assert!(broken[0].contains("50") && broken[0].contains("1000"), "{broken:?}");
    }
}

#[test]
fn count_and_until_exclude_each_other_in_a_recurrence() {
    assert!(patch!().recurrence("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3").build().is_ok());
    assert!(patch!().recurrence("FREQ=DAILY;UNTIL=20270101T000000Z").build().is_ok());
    for broken in ["FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z", "every day", "INTERVAL=2"] {
        let found = violations(patch!().recurrence(broken).build());
        assert!(found[0].contains("`recurrence`"), "{found:?}");
    }
}

#[test]
fn a_recurrence_that_is_empty_or_leaves_out_days_is_answered_with_what_to_do() {
    for (recurrence, advice) in [
        ("", "an empty rule changes nothing, so leave the field out"),
        ("FREQ=DAILY\nEXDATE:20261201T000000Z", "to leave out a day, delete the instance of that day"),
    ] {
        let broken = violations(patch!().recurrence(recurrence).build());
        assert!(broken.len() == 1 && broken[0].starts_with("`recurrence` is not "), "{broken:?}");
        assert!(broken[0].contains(advice), "{broken:?}");
    }
}

#[test]
fn check_in_durations_are_0_5_15_30_or_60_and_not_0_before_the_start() {
    use CheckInTimeType::{AfterEventEnd, AfterEventStart, BeforeEventStart};
    for minutes in [0, 5, 15, 30, 60] {
        assert!(CheckInTime::builder().time_type(AfterEventStart).duration(minutes).build().is_ok());
    }
    assert_eq!(violations(CheckInTime::builder().time_type(AfterEventEnd).duration(10).build()).len(), 1);
    let broken = violations(CheckInTime::builder().time_type(BeforeEventStart).duration(0).build());
    assert!(broken[0].contains("`duration`") && broken[0].contains("before_event_start"), "{broken:?}");
}

#[test]
fn check_in_starts_before_it_ends_if_the_request_alone_can_tell() {
    use CheckInTimeType::{AfterEventEnd, AfterEventStart, BeforeEventStart};
    assert_eq!(check_in(check_in_time(BeforeEventStart, 15), check_in_time(BeforeEventStart, 5)), [""; 0]);
    assert_eq!(check_in(check_in_time(BeforeEventStart, 15), check_in_time(AfterEventStart, 0)), [""; 0]);
    // It depends on the duration of the event.
    assert_eq!(check_in(check_in_time(AfterEventEnd, 0), check_in_time(AfterEventStart, 60)), [""; 0]);
    for (start, end) in [
        (check_in_time(BeforeEventStart, 5), check_in_time(BeforeEventStart, 15)),
        (check_in_time(BeforeEventStart, 5), check_in_time(BeforeEventStart, 5)),
        (check_in_time(AfterEventStart, 30), check_in_time(AfterEventStart, 5)),
        (check_in_time(AfterEventStart, 0), check_in_time(BeforeEventStart, 5)),
        (check_in_time(AfterEventEnd, 60), check_in_time(AfterEventEnd, 60)),
    ] {
        let broken = check_in(start, end);
        assert!(broken.len() == 1 && broken[0].contains("check_in_start_time"), "{broken:?}");
    }
}

#[test]
fn reminders_are_within_two_weeks_of_the_start() {
    let reminder = |minutes| patch!().reminders([Reminder::builder().minutes(5), Reminder::builder().minutes(minutes)]);
    assert!(reminder(20_160).build().is_ok() && reminder(-20_160).build().is_ok());
    let broken = violations(reminder(20_161).build());
    assert!(broken[0].contains("`reminders[1].minutes`"), "{broken:?}");
}

#[test]
fn read_only_values_are_rejected_with_their_path() {
    let broken = violations(patch!().vchat(Vchat::builder().vc_type(VcType::LarkLive)).build());
    assert!(broken[0].contains("`vchat.vc_type`") && broken[0].contains("lark_live"), "{broken:?}");
}

#[test]
fn at_most_10_hosts_are_assigned() {
    let hosts = |count: usize| {
        let hosts = (0..count).map(|number| format!("ou_{number}"));
        patch!().vchat(Vchat::builder().meeting_settings(MeetingSettings::builder().assign_hosts(hosts)))
    };
    assert!(hosts(10).build().is_ok());
    let broken = violations(hosts(11).build());
    assert!(broken[0].contains("`vchat.meeting_settings.assign_hosts`"), "{broken:?}");
}

#[test]
fn meeting_settings_without_a_video_meeting_are_left_to_the_server() {
    let settings = MeetingSettings::builder().auto_record(true);
    assert!(patch!().vchat(Vchat::builder().vc_type(VcType::NoMeeting).meeting_settings(settings)).build().is_ok());
}

#[test]
fn an_empty_list_differs_from_an_absent_one() {
    assert_eq!(body(&patch!().build().unwrap()), json!({}));
    let cleared = patch!().schemas(Vec::<EventSchema>::new()).build().unwrap();
    assert_eq!(body(&cleared), json!({ "schemas": [] }));
}

/// The values that a server sends for absent ones must not break rules, or clear lists, when they are sent back.
#[test]
fn received_values_can_be_sent_again() {
    let received = json!({
        "summary": "Planning",
        "start_time": { "date": "", "timestamp": "1602504000", "timezone": "" },
        "vchat": {
            "vc_type": "vc", "icon_type": "", "meeting_url": "",
            "meeting_settings": { "join_meeting_permission": "", "auto_record": true }
        },
        "visibility": "",
        "attendee_ability": "",
        "free_busy_status": "",
        "location": { "name": "", "address": "12 Long Street" },
        "recurrence": "",
        "reminders": [{ "minutes": 5 }]
    });
    let received: CalendarEvent = serde_json::from_value(received).unwrap();
    let mut patch = patch!().build_unchecked();
    patch.summary = received.summary;
    patch.start_time = received.start_time.and_then(TimeInfoOutput::into_request);
    patch.vchat = received.vchat.and_then(VchatOutput::into_request);
    patch.visibility = received.visibility;
    patch.attendee_ability = received.attendee_ability;
    patch.free_busy_status = received.free_busy_status;
    patch.location = received.location;
    patch.recurrence = received.recurrence;
    patch.reminders = Some(received.reminders);
    patch.validate().unwrap();
    let sent = json!({
        "summary": "Planning",
        "start_time": { "timestamp": "1602504000" },
        "vchat": { "vc_type": "vc", "meeting_settings": { "auto_record": true } },
        "location": { "address": "12 Long Street" },
        "reminders": [{ "minutes": 5 }]
    });
    assert_eq!(body(&patch), sent);
}

#[test]
fn spans_of_time_are_limited() {
    let list = |min: &str, max: &str| {
        freebusy::List::builder().time_min(instant(min)).time_max(instant(max)).user_id("ou_x").build()
    };
    assert!(list("2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z").is_ok(), "90 days");
    assert_eq!(violations(list("2026-01-01T00:00:00Z", "2026-04-01T00:00:01Z")).len(), 1);
    assert_eq!(violations(list("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z")).len(), 1);
    // The instants are compared, not the strings.
    assert!(list("2026-01-01T08:00:00+08:00", "2026-01-01T00:30:00Z").is_ok());

    let batch = |max: &str| {
        let builder = freebusy::Batch::builder().time_min(instant("2026-01-01T00:00:00Z")).time_max(instant(max));
        builder.user_ids(["ou_x"]).build()
    };
    assert!(batch("2026-01-15T00:00:00Z").is_ok(), "two weeks");
    assert_eq!(violations(batch("2026-01-15T00:00:01Z")).len(), 1);

    let day = 86_400;
    let view = |days: i64| {
        calendar_event::InstanceView::builder().calendar_id(CALENDAR).start_time(0).end_time(days * day).build()
    };
    assert!(view(40).is_ok());
    assert_eq!(violations(view(41)).len(), 1);
    let instances = |days: i64| {
        let builder = calendar_event::Instances::builder().calendar_id(CALENDAR).event_id("x_0");
        builder.start_time(0).end_time(days * day).build()
    };
    assert!(instances(731).is_ok());
    assert_eq!(violations(instances(732)).len(), 1);
}

#[test]
fn free_busy_needs_a_user_or_a_room_and_a_batch_1_to_10_users() {
    let list =
        freebusy::List::builder().time_min(instant("2026-01-01T00:00:00Z")).time_max(instant("2026-01-02T00:00:00Z"));
    let broken = violations(list.clone().build());
    assert!(broken[0].contains("`user_id`") && broken[0].contains("`room_id`"), "{broken:?}");
    assert!(list.clone().room_id("omm_x").build().is_ok());
    assert!(list.room_id("omm_x").user_id("ou_x").build().is_ok(), "the server ignores the room");
    let batch = |users: usize| {
        freebusy::Batch::builder()
            .time_min(instant("2026-01-01T00:00:00Z"))
            .time_max(instant("2026-01-02T00:00:00Z"))
            .user_ids((0..users).map(|number| format!("ou_{number}")))
            .build()
    };
    assert!(batch(1).is_ok() && batch(10).is_ok());
    assert_eq!((violations(batch(0)).len(), violations(batch(11)).len()), (1, 1));
}

#[test]
fn the_type_of_an_attendee_decides_which_id_it_needs_and_other_ids_are_ignored() {
    let kinds = [
        (AttendeeType::User, "user_id"),
        (AttendeeType::Chat, "chat_id"),
        (AttendeeType::Resource, "room_id"),
        (AttendeeType::ThirdParty, "third_party_email"),
    ];
    let create = || calendar_event_attendee::Create::builder().calendar_id(CALENDAR).event_id("x_0");
    for (kind, field) in kinds {
        let broken = violations(create().attendees([NewAttendee::builder().r#type(kind.clone())]).build());
        assert_eq!(broken, [format!("`attendees[0].{field}` is required when `type` is `{kind}`")]);
        let all = NewAttendee::builder().user_id("ou_x").chat_id("oc_x").room_id("omm_x").third_party_email("a@b.cn");
        assert!(create().attendees([all.r#type(kind)]).build().is_ok());
    }
}

#[test]
fn at_most_1000_attendees_and_100_rooms_are_added_at_once() {
    let add = |users: usize, rooms: usize| {
        let user = NewAttendee::builder().r#type(AttendeeType::User).user_id("ou_x");
        let room = NewAttendee::builder().r#type(AttendeeType::Resource).room_id("omm_x");
        let attendees = std::iter::repeat_n(user, users).chain(std::iter::repeat_n(room, rooms));
        calendar_event_attendee::Create::builder().calendar_id(CALENDAR).event_id("x_0").attendees(attendees).build()
    };
    assert!(add(900, 100).is_ok());
    assert_eq!(violations(add(901, 100)).len(), 1);
    assert_eq!(violations(add(0, 101)).len(), 1);
    assert_eq!(violations(add(900, 101)).len(), 2);
}

#[test]
fn at_most_500_attendees_are_removed_in_both_lists_together() {
    use calendar_generated::types::AttendeeReference;
    let remove = |ids: usize, references: usize| {
        let reference = AttendeeReference::builder().r#type(AttendeeType::User).user_id("ou_x");
        calendar_event_attendee::BatchDelete::builder()
            .calendar_id(CALENDAR)
            .event_id("x_0")
            .attendee_ids(std::iter::repeat_n("user_x", ids))
            .delete_ids(std::iter::repeat_n(reference, references))
            .build()
    };
    assert!(remove(250, 250).is_ok());
    let broken = violations(remove(250, 251));
    assert!(broken[0].contains("`attendee_ids`") && broken[0].contains("`delete_ids`"), "{broken:?}");
}

#[test]
fn time_off_has_seconds_or_dates_at_both_ends() {
    let day = Date::new(2021, 1, 1).unwrap();
    let builder = || timeoff_event::Create::builder().user_id("ou_x").timezone("Asia/Shanghai");
    assert!(builder().start_time(day).end_time(day).build().is_ok());
    let hours = builder().start_time(1_609_430_400).end_time(1_609_434_000).build().unwrap();
    assert_eq!(body(&hours)["start_time"], "1609430400");
    assert_eq!(violations(builder().start_time(day).end_time(1_609_434_000).build()).len(), 1);
}

#[test]
fn at_most_20_rooms_are_requested_as_repeated_parameters() {
    let ask = |rooms: usize| {
        meeting_room::FreebusyBatchGet::builder()
            .room_ids((0..rooms).map(|number| format!("omm_{number}")))
            .time_min(instant("2019-09-04T08:45:00+08:00"))
            .time_max(instant("2019-09-04T09:45:00+08:00"))
            .build()
    };
    assert_eq!(
        path_and_query(&ask(2).unwrap()),
        "/open-apis/meeting_room/freebusy/batch_get?room_ids=omm_0&room_ids=omm_1\
         &time_min=2019-09-04T08%3A45%3A00%2B08%3A00&time_max=2019-09-04T09%3A45%3A00%2B08%3A00"
    );
    assert!(ask(20).is_ok());
    assert_eq!((violations(ask(0)).len(), violations(ask(21)).len()), (1, 1));
}

#[test]
fn an_idempotency_key_has_32_to_128_characters() {
    let create = |key: &str| {
        calendar_event::Create::builder()
            .calendar_id(CALENDAR)
            .start_time(TimeInfo::at(1))
            .end_time(TimeInfo::at(2))
            .idempotency_key(key)
            .build()
    };
    assert!(create("25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6").is_ok());
    assert_eq!((violations(create("short")).len(), violations(create(&"x".repeat(129))).len()), (1, 1));
}
