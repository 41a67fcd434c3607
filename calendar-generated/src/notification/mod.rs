//! Notifications that the platform pushes: the envelope, in both of its forms, around a generated event.
//!
//! Functions are inline, so that they are compiled only in applications that receive notifications.

use std::fmt;
use std::marker::PhantomData;
use std::time::{Duration, SystemTime};

use serde::de::Deserialize;
use serde_json::value::RawValue;

use crate::decode::{SkippedValue, TooLarge, in_either_form, is_spent, is_strict, readable, skipping, start, strict};
use crate::transport::{self, RawBody};
use crate::{Secret, Text};

/// A set of events, generated from a spec.
pub trait Events: Sized {
    /// Reads the JSON of an event of the given type; `None` for a type that the set does not know.
    fn decode(event_type: &str, json: &str) -> Result<Option<Self>, JsonError>;

    /// An event that is kept as its JSON.
    fn unrecognized(event: UnrecognizedEvent) -> Self;
}

/// Why the JSON of an event does not have the documented shape.
pub type JsonError = serde_json::Error;

/// Reads the JSON of an event.
pub fn decode_event<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, JsonError> {
    serde_json::from_str(json)
}

/// A notification: its metadata, and the event.
///
/// ```
/// # #[cfg(feature = "calendar")]
/// # fn read(body: &[u8]) -> Result<(), calendar_generated::InvalidNotification> {
/// use calendar_generated::Notification;
/// use calendar_generated::events::Event;
///
/// let notification = Notification::<Event>::decode(body)?;
/// if let Event::CalendarChanged(changed) = notification.event {
///     println!("the calendars of {} users changed", changed.user_id_list.len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Notification<E> {
    /// The metadata of the notification.
    pub header: Header,
    /// The event.
    pub event: E,
    /// The JSON that the platform sent, including fields that no page lists.
    pub raw: RawBody,
    /// Values that could not be read and are missing from the header or the event: the first 100 of each, and after
    /// these how many more there are.
    pub skipped: Vec<SkippedValue>,
}

/// The metadata of a notification.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Header {
    /// `2.0`, or `None` for the older form.
    pub schema: Option<Text>,
    /// Identifies the notification, which may be sent more than once. `uuid` in the older form.
    pub event_id: Option<Text>,
    /// The type of the event.
    pub event_type: Option<Text>,
    /// The time at which it was sent, unchanged: milliseconds or microseconds, or seconds with a fraction in the older
    /// form. [`sent_at`](Self::sent_at) reads them all.
    pub create_time: Option<Text>,
    /// The verification token of the application.
    pub token: Option<Secret>,
    /// The application. In the older form it is part of the event.
    pub app_id: Option<Text>,
    /// The tenant. In the older form it is part of the event.
    pub tenant_key: Option<Text>,
}

impl Header {
    /// Returns the time at which the notification was sent.
    #[inline]
    pub fn sent_at(&self) -> Option<SystemTime> {
        unix_time(self.create_time.as_ref()?.parse().ok()?)
    }
}

/// A time since 1970 in seconds, milliseconds or microseconds. The pages show all three, two of them for the same
/// field; the size of the value distinguishes them.
#[inline]
pub(crate) fn unix_time(number: f64) -> Option<SystemTime> {
    let divisor = match number {
        number if number < 1e11 => 1.0,
        number if number < 1e14 => 1e3,
        _ => 1e6,
    };
    SystemTime::UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(number / divisor).ok()?)
}

impl<E: Events> Notification<E> {
    /// Decodes a notification that is not encrypted, or has been decrypted.
    ///
    /// An event that does not have the shape of its type becomes an [`UnrecognizedEvent`]; of one that can be read in
    /// part, [`skipped`](Self::skipped) lists the missing values. An event whose lists would take more than 128 MiB
    /// becomes an [`UnrecognizedEvent`], too.
    ///
    /// # Errors
    ///
    /// JSON that is not a notification.
    pub fn decode(body: &[u8]) -> Result<Self, InvalidNotification> {
        let body = transport::text(body).into_owned();
        start();
        let read = || serde_json::from_str::<Envelope>(&body);
        let (envelope, mut skipped) = match read() {
            Err(_) if !is_strict() => skipping("", read),
            envelope => (envelope, Vec::new()),
        };
        let mut envelope = envelope.map_err(InvalidNotification::envelope)?;
        if let Some(missing) = envelope.is_no_event() {
            return Err(InvalidNotification::envelope(serde::de::Error::custom(missing)));
        }
        let json = envelope.event.take();
        let json = json.as_deref().map_or("{}", RawValue::get);
        let header = envelope.header(json);
        let event_type = header.event_type.as_deref().unwrap_or_default();
        let (event, skipped_in_event) = event(event_type, json)?;
        skipped.extend(skipped_in_event);
        warn(event_type, &skipped);
        Ok(Self { header, event, raw: RawBody::new(body, "event"), skipped })
    }

    /// Decodes a notification only if each value has the documented form: for tests that look for differences between
    /// the service and its pages.
    ///
    /// # Errors
    ///
    /// As [`decode`](Self::decode), and an event that does not have the documented shape.
    pub fn decode_strict(body: &[u8]) -> Result<Self, InvalidNotification> {
        strict(|| Self::decode(body))
    }
}

/// Logs the values that are missing from a notification.
#[cfg_attr(
    not(any(feature = "client", feature = "webhook")),
    allow(unused_variables, reason = "nothing else brings a log")
)]
fn warn(event_type: &str, skipped: &[SkippedValue]) {
    #[cfg(any(feature = "client", feature = "webhook"))]
    for SkippedValue { path, reason } in skipped {
        tracing::warn!(event_type, path, reason, "skipped a value that could not be decoded");
    }
}

/// The event, as far as it can be read.
fn event<E: Events>(event_type: &str, json: &str) -> Result<(E, Vec<SkippedValue>), InvalidNotification> {
    let unrecognized = || E::unrecognized(UnrecognizedEvent::new(event_type, json));
    match E::decode(event_type, json) {
        Ok(event) => Ok((event.unwrap_or_else(unrecognized), Vec::new())),
        Err(error) if is_strict() => Err(InvalidNotification::event(event_type, error)),
        Err(error) => match skipping("event", || in_either_form(json, |json| E::decode(event_type, json))) {
            _ if is_spent() => Ok((unrecognized(), vec![SkippedValue::all("event", &TooLarge)])),
            (Ok(Some(event)), skipped) => Ok((event, skipped)),
            _ => Ok((unrecognized(), vec![SkippedValue::all("event", &error)])),
        },
    }
}

/// Both forms of the envelope.
#[derive(Default)]
struct Envelope {
    schema: Option<Text>,
    header: Option<Header>,
    /// The older form has no header; these fields take its place.
    older: Header,
    event: Option<Box<RawValue>>,
    is_encrypted: bool,
    is_challenge: bool,
}

impl Envelope {
    /// Why the envelope has no event.
    fn is_no_event(&self) -> Option<&'static str> {
        match self {
            Self { is_encrypted: true, .. } => Some("it is encrypted, under `encrypt`; decrypt it first"),
            Self { is_challenge: true, .. } => Some("it verifies the URL; respond with its `challenge`"),
            // It would have neither a type nor an ID.
            Self { schema: Some(_), header: None, .. } => Some("it has a `schema`, and no `header`"),
            _ => None,
        }
    }

    #[inline]
    fn header(self, event: &str) -> Header {
        if let Some(header) = self.header {
            return Header { schema: self.schema, ..header };
        }
        let TypeOf { event_type } = in_either_form(event, |event| serde_json::from_str(event)).unwrap_or_default();
        Header { event_type, ..self.older }
    }
}

readable!(Envelope = "Notification", |envelope, value| {
    "schema" => value.read(&mut envelope.schema),
    "header" => value.read(&mut envelope.header),
    "event" => value.read_with(&mut envelope.event, PhantomData),
    "ts" => value.read(&mut envelope.older.create_time),
    "uuid" => value.read(&mut envelope.older.event_id),
    "token" => value.read(&mut envelope.older.token),
    "encrypt" => {
        envelope.is_encrypted = true;
        value.skip();
    },
    "challenge" => {
        envelope.is_challenge = true;
        value.skip();
    },
});

readable!(Header = "Header", |header, value| {
    "event_id" => value.read(&mut header.event_id),
    "event_type" => value.read(&mut header.event_type),
    "create_time" => value.read(&mut header.create_time),
    "token" => value.read(&mut header.token),
    "app_id" => value.read(&mut header.app_id),
    "tenant_key" => value.read(&mut header.tenant_key),
});

/// In the older form, the type is part of the event.
#[derive(Default)]
struct TypeOf {
    event_type: Option<Text>,
}

readable!(TypeOf = "event", |event, value| {
    "type" => value.read(&mut event.event_type),
});

/// An event of a type that this version does not know, or one that does not have the shape of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnrecognizedEvent {
    event_type: Text,
    json: String,
}

impl UnrecognizedEvent {
    /// Keeps an event as its JSON.
    pub fn new(event_type: &str, json: &str) -> Self {
        Self { event_type: event_type.into(), json: json.to_owned() }
    }

    /// The type on the wire; empty if the notification has none.
    pub fn event_type(&self) -> &str {
        self.event_type.as_str()
    }

    /// The JSON of the event.
    pub fn json(&self) -> &str {
        &self.json
    }
}

/// A body that is not a notification, or whose event does not have the documented shape.
#[derive(Debug)]
pub struct InvalidNotification {
    event_type: Option<Text>,
    source: JsonError,
}

impl InvalidNotification {
    fn envelope(source: JsonError) -> Self {
        Self { event_type: None, source }
    }

    fn event(event_type: &str, source: JsonError) -> Self {
        Self { event_type: Some(event_type.into()), source }
    }
}

impl fmt::Display for InvalidNotification {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.event_type {
            Some(event_type) => write!(f, "the event `{event_type}` is not of the documented shape: {}", self.source),
            None => write!(f, "the body is not a notification: {}", self.source),
        }
    }
}

impl std::error::Error for InvalidNotification {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

mod encode;
#[cfg(test)]
mod tests;
