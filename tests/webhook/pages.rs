//! The documented example of each event, as the platform would send it.

use calendar_generated::events::Event;

use crate::support::{TOKEN, encrypted, signed};

#[path = "../support/pages.rs"]
mod reference;

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_documented_event_arrives_typed() {
    for path in [
        "calendar/events/changed.md",
        "calendar-acl/events/created.md",
        "calendar-acl/events/deleted.md",
        "calendar-event/events/changed.md",
        "meeting-room-event/event/status_changed.md",
        "meeting-room-event/event/third-room-event-changes.md",
    ] {
        let mut content = reference::example(&reference::page(path), "### 事件体示例");
        let header = if content.get("schema").is_some() { &mut content["header"] } else { &mut content };
        header["token"] = TOKEN.into();
        let notification = signed(encrypted(content.to_string().as_bytes())).notification();
        assert!(!matches!(notification.event, Event::Unrecognized(_)), "{path} is recognized");
    }
}
