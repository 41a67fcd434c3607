//! Each request example of the reference pages is built through the builders and encodes to the same JSON.

use calendar_generated::Endpoint;
use serde_json::Value;

use crate::examples::{Built, attendees, calendars, events, others};
use crate::support::{body, example, page};

/// Holds a request against the example of a page.
fn same<E: Endpoint>(path: &str, built: Built<E>) {
    same_but(path, built, |_| {});
}

/// The same, where the example breaks a rule of its own page: `mend` takes out what must not be sent.
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

/// The example has a link that can only be read, too.
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
