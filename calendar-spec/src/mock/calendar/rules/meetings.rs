//! The video meetings of events.

use serde_json::{Value, json};

use super::super::state::text;
use crate::mock::state::{Fields, Numbers, Place, Work};

/// The start of the URLs of Feishu meetings.
const OURS: &str = "https://vc.feishu.cn/j/";

/// An event without `vchat` gets a Feishu meeting with its first attendee.
pub(in crate::mock) fn add(work: &mut Work<'_>, events: &Place, event: &str) {
    let has_one = work.world.get(events, event).is_none_or(|event| event.value.contains_key("vchat"));
    if has_one {
        return;
    }
    if let Some(event) = work.world.change(events, event) {
        event.value.insert("vchat".to_owned(), json!({ "vc_type": "vc" }));
        set_url(work.numbers, &mut event.value);
    }
}

/// The URL to join: only the server knows it for a Feishu meeting; without a meeting there is none.
pub(in crate::mock) fn set_url(numbers: &mut Numbers, event: &mut Fields) {
    let Some(Value::Object(vchat)) = event.get_mut("vchat") else { return };
    let is_ours = text(vchat, "meeting_url").starts_with(OURS);
    match text(vchat, "vc_type") {
        "vc" if !is_ours => {
            let number = numbers.next("vchat");
            vchat.insert("meeting_url".to_owned(), format!("{OURS}{number:09}").into());
        }
        "vc" => {}
        _ if is_ours => drop(vchat.remove("meeting_url")),
        _ => {}
    }
}
