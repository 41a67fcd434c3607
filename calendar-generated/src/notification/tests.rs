//! Both forms of the envelope, and invalid ones.

use super::*;

/// A set without any event.
#[derive(Debug, PartialEq)]
struct None(UnrecognizedEvent);

impl Events for None {
    fn decode(_: &str, _: &str) -> Result<Option<Self>, JsonError> {
        Ok(Option::None)
    }

    fn unrecognized(event: UnrecognizedEvent) -> Self {
        Self(event)
    }
}

#[test]
fn an_unknown_event_keeps_its_type_and_its_json() -> Result<(), InvalidNotification> {
    let body = br#"{"schema":"2.0","header":{"event_id":"e","event_type":"new","create_time":"1608725989000"},
        "event":{"a":[1]}}"#;
    let notification = Notification::<None>::decode(body)?;
    assert_eq!((notification.event.0.event_type(), notification.event.0.json()), ("new", r#"{"a":[1]}"#));
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_608_725_989);
    assert_eq!(notification.header.sent_at(), Some(sent));
    Ok(())
}

#[test]
fn the_time_of_sending_is_decoded_in_either_documented_unit() {
    let at = |text: &str| Header { create_time: Some(text.into()), ..Header::default() }.sent_at();
    let sent = SystemTime::UNIX_EPOCH + Duration::from_secs(1_603_977_298);
    assert_eq!([at("1603977298000"), at("1603977298000000"), at("1603977298")], [Some(sent); 3]);
    // The smallest times in milliseconds and in microseconds, of 1973.
    let oldest = SystemTime::UNIX_EPOCH + Duration::from_secs(100_000_000);
    assert_eq!([at("100000000000"), at("100000000000000")], [Some(oldest); 2]);
    for text in ["", "soon", "-1", "NaN", "1e300"] {
        assert_eq!(at(text), Option::None, "{text}");
    }
}

#[test]
fn the_older_form_has_its_type_in_the_event_and_its_time_in_seconds() -> Result<(), InvalidNotification> {
    let body = br#"{"uuid":"u","ts":"1502199207.5","token":"t","type":"event_callback","event":{"type":"old"}}"#;
    let header = Notification::<None>::decode(body)?.header;
    assert_eq!((header.event_id.as_deref(), header.event_type.as_deref()), (Some("u"), Some("old")));
    assert_eq!(header.sent_at(), Some(SystemTime::UNIX_EPOCH + Duration::from_millis(1_502_199_207_500)));
    assert!(!format!("{header:?}").contains("\"t\""), "the token is hidden");
    Ok(())
}

#[test]
fn a_header_in_other_forms_is_decoded() -> Result<(), InvalidNotification> {
    let header = r#"{"event_id":7,"event_type":"a","create_time":1608725989000,"token":5,"app_id":null}"#;
    let quoted = serde_json::Value::from(header).to_string();
    for body in [
        format!(r#"{{"schema":2.0,"header":{header},"event":{{}}}}"#),
        format!("\u{feff}{{\"schema\":2.0,\"header\":{quoted},\"event\":[]}}"),
    ] {
        let header = Notification::<None>::decode(body.as_bytes())?.header;
        assert_eq!((header.schema.as_deref(), header.event_id.as_deref()), (Some("2.0"), Some("7")), "{body}");
        assert_eq!((header.event_type.as_deref(), header.app_id), (Some("a"), Option::None), "{body}");
        assert!(Notification::<None>::decode_strict(body.as_bytes()).is_err(), "{body}");
    }
    let older = br#"{"ts":1502199207.50,"event":"{\"type\":\"old\"}"}"#;
    let header = Notification::<None>::decode(older)?.header;
    assert_eq!((header.create_time.as_deref(), header.event_type.as_deref()), (Some("1502199207.50"), Some("old")));
    Ok(())
}

#[test]
fn an_invalid_notification_is_an_error() {
    for body in [&b"[]"[..], b"", b"\xff", b"7"] {
        assert!(Notification::<None>::decode(body).is_err(), "{body:?}");
    }
    assert!(Notification::<None>::decode(b"{}").is_ok(), "a notification of no type");
    for (body, words) in [
        (&br#"{"encrypt":"FIAf"}"#[..], "decrypt"),
        (br#"{"challenge":"c","token":"t"}"#, "challenge"),
        (br#"{"schema":"2.0","event":{}}"#, "no `header`"),
    ] {
        let error = Notification::<None>::decode(body).expect_err("no notification");
        let source = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(source.contains(words) && error.to_string().ends_with(&source), "{words}: {error}");
    }
}
