//! The same by hand: a struct for each object, serde's derives, and no checks. Strings with known values are `String`s,
//! too, since a derived enum would reject values that the server adds later.

#![allow(clippy::struct_field_names, reason = "the names of the wire")]

use form_urlencoded::Serializer as Query;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderValue, Request};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Serialize)]
pub(crate) struct Create {
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    need_notification: Option<bool>,
    start_time: TimeInfo,
    end_time: TimeInfo,
    #[serde(skip_serializing_if = "Option::is_none")]
    vchat: Option<Vchat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    visibility: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attendee_ability: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    free_busy_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
    #[serde(skip_serializing_if = "Option::is_none")]
    color: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reminders: Option<Vec<Reminder>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurrence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    schemas: Option<Vec<Schema>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<Vec<Attachment>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_check_in: Option<CheckIn>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct TimeInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timezone: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Vchat {
    #[serde(skip_serializing_if = "Option::is_none")]
    vc_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    live_link: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vc_info: Option<VcInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting_settings: Option<MeetingSettings>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct VcInfo {
    unique_id: Option<String>,
    third_party_data: Option<String>,
    meeting_no: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct MeetingSettings {
    #[serde(skip_serializing_if = "Option::is_none")]
    owner_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    join_meeting_permission: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assign_hosts: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_record: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_lobby: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allow_attendees_start: Option<bool>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Reminder {
    minutes: Option<i32>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Schema {
    #[serde(skip_serializing_if = "Option::is_none")]
    ui_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ui_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_link: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Attachment {
    #[serde(skip_serializing_if = "Option::is_none")]
    file_token: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file_size: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_deleted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CheckIn {
    enable_check_in: bool,
    check_in_start_time: Option<CheckInTime>,
    check_in_end_time: Option<CheckInTime>,
    need_notify_attendees: Option<bool>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct CheckInTime {
    time_type: Option<String>,
    duration: Option<i32>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Envelope<T> {
    pub(crate) code: i64,
    pub(crate) msg: Option<String>,
    pub(crate) data: Option<T>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EventList {
    pub(crate) has_more: Option<bool>,
    pub(crate) page_token: Option<String>,
    pub(crate) sync_token: Option<String>,
    pub(crate) items: Option<Vec<Event>>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Event {
    pub(crate) event_id: Option<String>,
    pub(crate) organizer_calendar_id: Option<String>,
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) start_time: Option<TimeInfo>,
    pub(crate) end_time: Option<TimeInfo>,
    pub(crate) vchat: Option<Vchat>,
    pub(crate) visibility: Option<String>,
    pub(crate) attendee_ability: Option<String>,
    pub(crate) free_busy_status: Option<String>,
    pub(crate) location: Option<Location>,
    pub(crate) color: Option<i32>,
    pub(crate) reminders: Option<Vec<Reminder>>,
    pub(crate) recurrence: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) is_exception: Option<bool>,
    pub(crate) recurring_event_id: Option<String>,
    pub(crate) create_time: Option<String>,
    pub(crate) schemas: Option<Vec<Schema>>,
    pub(crate) event_organizer: Option<Organizer>,
    pub(crate) app_link: Option<String>,
    pub(crate) attachments: Option<Vec<Attachment>>,
    pub(crate) event_check_in: Option<CheckIn>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Organizer {
    pub(crate) user_id: Option<String>,
    pub(crate) display_name: Option<String>,
}

const BASE_URL: &str = "https://open.feishu.cn";
const USER: &str = "ou_7d8a6e6df7621556ce0d21922b676706ccs";

#[allow(clippy::unnecessary_wraps, reason = "every optional field takes it so")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn time() -> TimeInfo {
    TimeInfo { date: None, timestamp: Some(1_602_504_000_i64.to_string()), timezone: text("Asia/Shanghai") }
}

fn vchat() -> Vchat {
    Vchat {
        vc_type: text("third_party"),
        icon_type: text("vc"),
        description: text("发起视频会议"),
        meeting_url: text("https://example.com"),
        meeting_settings: Some(MeetingSettings {
            owner_id: text(USER),
            join_meeting_permission: text("only_organization_employees"),
            assign_hosts: Some(vec![USER.to_owned()]),
            auto_record: Some(false),
            open_lobby: Some(true),
            allow_attendees_start: Some(true),
            ..MeetingSettings::default()
        }),
        ..Vchat::default()
    }
}

fn check_in() -> CheckIn {
    let time = |time_type, duration| Some(CheckInTime { time_type: text(time_type), duration: Some(duration) });
    CheckIn {
        enable_check_in: true,
        check_in_start_time: time("before_event_start", 15),
        check_in_end_time: time("after_event_end", 0),
        need_notify_attendees: Some(false),
    }
}

pub(crate) fn create() -> Create {
    Create {
        summary: text("日程标题"),
        description: text("日程描述"),
        need_notification: Some(false),
        start_time: time(),
        end_time: time(),
        vchat: Some(vchat()),
        visibility: text("default"),
        attendee_ability: text("can_see_others"),
        free_busy_status: text("busy"),
        location: Some(Location {
            name: text("地点名称"),
            address: text("地点地址"),
            latitude: Some(1.100_000_023_841_858),
            longitude: Some(2.200_000_047_683_716),
        }),
        color: Some(-1),
        reminders: Some(vec![Reminder { minutes: Some(5) }]),
        recurrence: text("FREQ=DAILY;INTERVAL=1"),
        schemas: Some(vec![Schema { ui_name: text("ForwardIcon"), ui_status: text("hide"), app_link: None }]),
        attachments: Some(vec![Attachment { file_token: text("xAAAAA"), ..Attachment::default() }]),
        event_check_in: Some(check_in()),
    }
}

/// The URL, with the path segment and the query properly encoded.
fn target(base_url: &str, calendar_id: &str, parameters: &[(&str, &str)]) -> String {
    let mut query = Query::new(String::new());
    query.extend_pairs(parameters);
    let calendar_id = utf8_percent_encode(calendar_id, NON_ALPHANUMERIC);
    format!("{base_url}/open-apis/calendar/v4/calendars/{calendar_id}/events?{}", query.finish())
}

fn request(method: &str, url: String, body: Vec<u8>) -> Request<Vec<u8>> {
    let request =
        Request::builder().method(method).uri(url).header(ACCEPT, HeaderValue::from_static("application/json"));
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    let request = if body.is_empty() { request } else { request.header(CONTENT_TYPE, json) };
    request.body(body).expect("sound")
}

pub(crate) fn create_and_encode() -> Request<Vec<u8>> {
    let parameters = [("idempotency_key", "25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6"), ("user_id_type", "open_id")];
    let url = target(BASE_URL, "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn", &parameters);
    request("POST", url, serde_json::to_vec(&create()).expect("sound"))
}

pub(crate) fn list_url(base_url: &str) -> String {
    let (size, anchor) = (500.to_string(), 1_609_430_400_i64.to_string());
    let parameters = [
        ("page_size", size.as_str()),
        ("anchor_time", anchor.as_str()),
        ("page_token", "ListCalendarsPageToken_1632452910_1632539310"),
        ("user_id_type", "open_id"),
    ];
    target(base_url, "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn", &parameters)
}

pub(crate) fn url() -> Request<Vec<u8>> {
    request("GET", list_url(BASE_URL), Vec::new())
}

pub(crate) fn decode(body: &[u8]) -> EventList {
    let envelope: Envelope<EventList> = serde_json::from_slice(body).expect("documented");
    assert_eq!(envelope.code, 0);
    envelope.data.expect("documented")
}
