//! Each response and event example of the reference pages decodes into its type and encodes back to the same JSON.

use calendar_generated::events::Event;
use calendar_generated::transport::decode;
use calendar_generated::{Endpoint, Error, Notification};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::support::{example, lost, page};

/// What the example of a page loses in a round trip.
fn round_trip<E: Endpoint>(path: &str) -> Vec<String>
where
    E::Response: Serialize,
{
    let example = example(&page(path), "### 响应体示例");
    let bytes = serde_json::to_vec(&example).unwrap();
    let response =
        decode::<E>(StatusCode::OK, &HeaderMap::new(), &bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
    let data = example.get("data").cloned().unwrap_or(Value::Object(serde_json::Map::default()));
    let differences = lost(&data, &serde_json::to_value(&response).unwrap());
    differences.into_iter().map(|difference| format!("{path}{difference}")).collect()
}

/// How a response with these bytes is read.
pub(crate) type Read = fn(&[u8]) -> Result<(), Error>;

fn read<E: Endpoint>(body: &[u8]) -> Result<(), Error> {
    decode::<E>(StatusCode::OK, &HeaderMap::new(), body).map(drop)
}

macro_rules! pages {
    ($($path:literal => $module:ident::$endpoint:ident,)*) => {
        /// Every endpoint, by its name.
        pub(crate) const READERS: &[(&str, Read)] = {
            use calendar_generated as generated;
            &[$((<generated::$module::$endpoint as Endpoint>::META.name, read::<generated::$module::$endpoint>)),*]
        };

        #[test]
        #[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
        fn every_response_example_survives_a_round_trip() {
            let differences = [$(round_trip::<calendar_generated::$module::$endpoint>($path)),*].concat();
            assert!(differences.is_empty(), "{}", differences.join("\n"));
        }

        /// Every endpoint of the spec has a line here.
        #[test]
        fn every_endpoint_is_compared_with_its_page() {
            let mut tested = [$(<calendar_generated::$module::$endpoint as Endpoint>::META.name),*];
            tested.sort_unstable();
            assert_eq!(tested.as_slice(), crate::support::endpoints(|_| true));
        }
    };
}

pages! {
    "calendar/create.md" => calendar::Create,
    "calendar/delete.md" => calendar::Delete,
    "calendar/get.md" => calendar::Get,
    "calendar/list-calendar.md" => calendar::List,
    "calendar/mget.md" => calendar::Mget,
    "calendar/patch.md" => calendar::Patch,
    "calendar/primary.md" => calendar::Primary,
    "calendar/primarys.md" => calendar::Primarys,
    "calendar/search.md" => calendar::Search,
    "calendar/subscribe.md" => calendar::Subscribe,
    "calendar/subscription.md" => calendar::Subscription,
    "calendar/unsubscribe.md" => calendar::Unsubscribe,
    "calendar/unsubscription.md" => calendar::Unsubscription,
    "calendar/list-freebusy.md" => freebusy::List,
    "calendar/batch.md" => freebusy::Batch,
    "calendar-acl/create.md" => calendar_acl::Create,
    "calendar-acl/delete.md" => calendar_acl::Delete,
    "calendar-acl/list.md" => calendar_acl::List,
    "calendar-acl/subscription.md" => calendar_acl::Subscription,
    "calendar-acl/unsubscription.md" => calendar_acl::Unsubscription,
    "calendar-event/create.md" => calendar_event::Create,
    "calendar-event/delete.md" => calendar_event::Delete,
    "calendar-event/get.md" => calendar_event::Get,
    "calendar-event/instance_view.md" => calendar_event::InstanceView,
    "calendar-event/instances.md" => calendar_event::Instances,
    "calendar-event/list.md" => calendar_event::List,
    "calendar-event/patch.md" => calendar_event::Patch,
    "calendar-event/reply.md" => calendar_event::Reply,
    "calendar-event/search.md" => calendar_event::Search,
    "calendar-event/subscription.md" => calendar_event::Subscription,
    "calendar-event/unsubscription.md" => calendar_event::Unsubscription,
    "calendar-event-meeting_chat/create.md" => meeting_chat::Create,
    "calendar-event-meeting_chat/delete.md" => meeting_chat::Delete,
    "calendar-event-meeting_minute/create.md" => meeting_minute::Create,
    "calendar-event-attendee/create.md" => calendar_event_attendee::Create,
    "calendar-event-attendee/batch_delete.md" => calendar_event_attendee::BatchDelete,
    "calendar-event-attendee/list-calendar-event-attendee.md" => calendar_event_attendee::List,
    "calendar-event-attendee/list-calendar-event-attendee-chat_member.md" => calendar_event_attendee_chat_member::List,
    "timeoff_event/create.md" => timeoff_event::Create,
    "timeoff_event/delete.md" => timeoff_event::Delete,
    "meeting-room-event/uIDOyUjLygjM14iM4ITN.md" => meeting_room::FreebusyBatchGet,
    "meeting-room-event/uIjM5UjLyITO14iMykTN.md" => meeting_room::SummaryBatchGet,
    "meeting-room-event/uYzN4UjL2cDO14iN3gTN.md" => meeting_room::InstanceReply,
    "setting/generate_caldav_conf.md" => setting::GenerateCaldavConf,
    "exchange_binding/create.md" => exchange_binding::Create,
    "exchange_binding/delete.md" => exchange_binding::Delete,
    "exchange_binding/get.md" => exchange_binding::Get,
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_event_example_survives_a_round_trip() {
    let pages = [
        "calendar/events/changed.md",
        "calendar-acl/events/created.md",
        "calendar-acl/events/deleted.md",
        "calendar-event/events/changed.md",
        "meeting-room-event/event/status_changed.md",
        "meeting-room-event/event/third-room-event-changes.md",
    ];
    for path in pages {
        let example = example(&page(path), "### 事件体示例");
        let notification = Notification::<Event>::decode(example.to_string().as_bytes()).unwrap();
        assert!(!matches!(notification.event, Event::Unrecognized(_)), "{path} is recognized");
        let differences = lost(&example, &serde_json::to_value(&notification).unwrap());
        assert!(differences.is_empty(), "{path}: {}", differences.join("\n"));
    }
}

/// Wrappers that hand-written clients got wrong; needs no pages.
#[test]
fn wrapped_responses_arrive() {
    fn data<E: Endpoint>(data: &Value) -> E::Response {
        let body = serde_json::json!({ "code": 0, "msg": "success", "data": data }).to_string();
        decode::<E>(StatusCode::OK, &HeaderMap::new(), body.as_bytes()).unwrap()
    }
    use calendar_generated::{calendar, calendar_event_attendee, freebusy};
    use serde_json::json;

    let id = json!({ "calendar": { "calendar_id": "feishu.cn_xxx" } });
    assert!(data::<calendar::Create>(&id).calendar.unwrap().calendar_id.is_some());
    assert!(data::<calendar::Patch>(&id).calendar.unwrap().calendar_id.is_some());
    let primary = data::<calendar::Primary>(&json!({ "calendars": [id] }));
    assert!(primary.calendars[0].calendar.as_ref().unwrap().calendar_id.is_some());
    let times = json!({ "freebusy_list": [{ "start_time": "2020-10-28T22:30:00+08:00" }] });
    assert!(data::<freebusy::List>(&times).freebusy_list[0].start_time.is_some());
    let attendees = json!({ "attendees": [{ "attendee_id": "user_xxx" }] });
    assert!(data::<calendar_event_attendee::Create>(&attendees).attendees[0].attendee_id.is_some());
}
