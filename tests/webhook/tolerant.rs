//! A genuine notification is not lost because of a value in it.

use calendar_generated::events::Event;
use calendar_generated::{Header, Notification};
use serde_json::{Value, json};

use crate::cases::cases;
use crate::support::{TOKEN, at, encrypted, notification, signed};

const CHANGED: &str = "calendar.calendar.changed_v4";

fn received(content: &Value) -> Notification<Event> {
    signed(encrypted(content.to_string().as_bytes())).notification()
}

/// A notification of a known type, with this event.
fn changed(event: &Value) -> Notification<Event> {
    let mut content = notification("e");
    content["header"]["event_type"] = CHANGED.into();
    content["event"] = event.clone();
    received(&content)
}

#[test]
fn the_time_in_its_header_may_be_a_number() {
    let mut content = notification("e");
    content["header"]["create_time"] = json!(1_608_725_989_000_u64);
    let header = received(&content).header;
    assert_eq!(header.create_time.as_deref(), Some("1608725989000"));
    assert!(header.sent_at().is_some());
    let older = json!({ "uuid": 7, "ts": 1_502_199_207.5, "token": TOKEN, "type": "event_callback", "event": {} });
    let header = received(&older).header;
    assert_eq!((header.event_id.as_deref(), header.create_time.as_deref()), (Some("7"), Some("1502199207.5")));
}

/// Notifications that were once decoded wrongly, by the names of their files.
#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the recorded cases beside the checkout")]
fn every_recorded_notification_is_read_as_its_file_name_demands() {
    for (name, content) in cases("events") {
        let mut content: Value = serde_json::from_str(&content).unwrap();
        content["header"]["token"] = TOKEN.into();
        let Notification { header, event, skipped, .. } = received(&content);
        match &*name {
            "v2-create_time-number.json" => {
                assert_eq!(header.create_time.as_deref(), Some("1608725989000"));
                assert_eq!(header.sent_at(), Some(at(1_608_725_989)));
                let Event::CalendarEventChanged(event) = &event else { panic!("{event:?}") };
                let id = "efa67a98-06a8-4df5-8559-746c8f4477ef_0";
                assert_eq!(event.calendar_event_id.as_deref(), Some(id));
                assert!(skipped.is_empty(), "{skipped:?}");
            }
            other => panic!("nothing is expected of {other} yet"),
        }
    }
}

#[test]
fn a_field_of_its_header_that_cannot_be_read_is_absent() {
    for odd in [json!([]), json!({ "a": 1 }), json!(null)] {
        let mut content = notification("e");
        for field in ["create_time", "app_id", "tenant_key"] {
            content["header"][field] = odd.clone();
        }
        let Notification { header, skipped, .. } = received(&content);
        let Header { event_id, create_time, app_id, .. } = header;
        assert_eq!((event_id.as_deref(), create_time, app_id), (Some("e"), None, None), "{odd}");
        let skipped: Vec<_> = skipped.iter().map(|skipped| &*skipped.path).collect();
        let all = ["header.create_time", "header.app_id", "header.tenant_key"];
        assert_eq!(skipped, all[if odd.is_null() { 3 } else { 0 }..], "{odd}");
    }
}

#[test]
fn the_rest_of_an_event_with_an_odd_value_is_typed() {
    let notification = changed(&json!({ "user_id_list": [{ "open_id": [], "user_id": 7 }, 5, { "open_id": "ou_2" }] }));
    let Event::CalendarChanged(event) = &notification.event else { panic!("{:?}", notification.event) };
    let ids: Vec<_> =
        event.user_id_list.iter().map(|user| (user.open_id.as_deref(), user.user_id.as_deref())).collect();
    assert_eq!(ids, [(None, Some("7")), (Some("ou_2"), None)]);
    let skipped: Vec<_> = notification.skipped.iter().map(|skipped| &*skipped.path).collect();
    assert_eq!(skipped, ["event.user_id_list[0].open_id", "event.user_id_list[1]"]);
}

#[test]
fn an_event_that_would_take_too_much_memory_is_unrecognized_with_the_limit() {
    let mut content = notification("e");
    content["header"]["event_type"] = CHANGED.into();
    let mut users = vec![json!({}); 1_500_000];
    // The second event is read again without its first user, and exceeds the limit only then.
    for first in [json!({}), json!(5)] {
        users[0] = first;
        content["event"] = json!({ "user_id_list": users });
        let notification = Notification::<Event>::decode(content.to_string().as_bytes()).unwrap();
        assert!(matches!(notification.event, Event::Unrecognized(_)), "typed");
        let [skipped] = &notification.skipped[..] else { panic!("{:?}", notification.skipped) };
        assert!(skipped.reason.contains("more than 134217728 bytes"), "{skipped}");
        assert!(!skipped.reason.contains("max_decoded_bytes"), "only a client has this option: {skipped}");
    }
}

#[test]
fn an_event_that_cannot_be_decoded_is_unrecognized_with_its_json() {
    for event in [json!([1]), json!("text"), json!(7)] {
        let notification = changed(&event);
        let Event::Unrecognized(kept) = &notification.event else { panic!("{:?}", notification.event) };
        assert_eq!((kept.event_type(), kept.json()), (CHANGED, &*event.to_string()));
        assert_eq!(notification.skipped.len(), 1);
    }
}

#[test]
fn an_event_in_another_form_is_typed() {
    let users = |event: &Value| {
        let notification = changed(event);
        assert!(notification.skipped.is_empty(), "{:?}", notification.skipped);
        let Event::CalendarChanged(event) = notification.event else { panic!("{event}") };
        event.user_id_list.into_iter().map(|user| user.open_id.map(|id| id.to_string())).collect::<Vec<_>>()
    };
    let documented = json!({ "user_id_list": [{ "open_id": "ou_1" }, {}] });
    for event in [
        documented.clone(),
        documented.to_string().into(),
        json!({ "user_id_list": documented["user_id_list"].to_string() }),
        json!({ "user_id_list": [{ "open_id": "ou_1", "union_id": 7 }, []] }),
    ] {
        assert_eq!(users(&event), [Some("ou_1".to_owned()), None], "{event}");
    }
    for nothing in [json!([]), json!({}), json!({ "user_id_list": {} }), json!({ "user_id_list": "" })] {
        assert_eq!(users(&nothing), [], "{nothing}");
    }
}

#[test]
fn an_event_that_would_take_too_much_memory_is_unrecognized() {
    let decode = |users: usize| {
        let event = format!(r#"{{"user_id_list":[{}{{}}]}}"#, "{},".repeat(users - 1));
        let body = format!(r#"{{"schema":"2.0","header":{{"event_type":"{CHANGED}"}},"event":{event}}}"#);
        Notification::<Event>::decode(body.as_bytes()).unwrap()
    };
    let notification = decode(3_000_000);
    let Event::Unrecognized(kept) = &notification.event else { panic!("it is typed") };
    assert_eq!(kept.json().len(), r#"{"user_id_list":[]}"#.len() + 3 * 3_000_000 - 1);
    assert!(notification.skipped[0].reason.contains("bytes"), "{:?}", notification.skipped);
    let Event::CalendarChanged(event) = decode(3_000).event else { panic!("the limit is that of one event") };
    assert_eq!(event.user_id_list.len(), 3_000);
}

#[test]
fn a_field_that_no_page_lists_is_reachable() {
    let notification = changed(&json!({ "user_id_list": [{ "open_id": "ou_1", "new": true }], "newer": 7 }));
    assert_eq!(notification.raw.get("/user_id_list/0/new"), Some(&json!(true)));
    assert_eq!(notification.raw.get("/newer"), Some(&json!(7)));
    assert!(notification.raw.as_str().starts_with('{') && notification.skipped.is_empty());
    assert!(!format!("{notification:?}").contains(TOKEN), "the token is in it, too");
}

#[test]
fn strict_decoding_accepts_the_documented_form_only() {
    let strict = |event: &str| {
        let body = format!(r#"{{"schema":"2.0","header":{{"event_type":"{CHANGED}"}},"event":{event}}}"#);
        Notification::<Event>::decode_strict(body.as_bytes())
    };
    assert!(strict(r#"{"user_id_list":[{"open_id":"ou_1"}]}"#).is_ok());
    let error = strict(r#"{"user_id_list":[{"open_id":[]}]}"#).unwrap_err().to_string();
    assert!(error.contains(CHANGED) && error.contains("user_id_list[0].open_id"), "{error}");
}
