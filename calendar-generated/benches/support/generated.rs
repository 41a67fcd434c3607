//! The cases with the generated client.

use calendar_generated::types::{
    Attachment, AttendeeAbility, CheckInTime, CheckInTimeType, EventCheckIn, EventLocation, EventSchema, EventUiName,
    EventUiStatus, EventVisibility, FreeBusyStatus, JoinMeetingPermission, MeetingSettings, Reminder, TimeInfo,
    UserIdType, VcType, Vchat, VchatIconType,
};
use calendar_generated::{BaseUrl, ValidationError, calendar_event, transport};
use http::{HeaderMap, Request, StatusCode};

const USER: &str = "ou_7d8a6e6df7621556ce0d21922b676706ccs";

/// The documented request, checked.
pub(crate) fn create() -> Result<calendar_event::Create, ValidationError> {
    let hidden = EventSchema::builder().ui_name(EventUiName::ForwardIcon).ui_status(EventUiStatus::Hide);
    calendar_event::Create::builder()
        .calendar_id("feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn")
        .idempotency_key("25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6")
        .user_id_type(UserIdType::OpenId)
        .summary("日程标题")
        .description("日程描述")
        .need_notification(false)
        .start_time(time())
        .end_time(time())
        .vchat(vchat())
        .visibility(EventVisibility::Default)
        .attendee_ability(AttendeeAbility::CanSeeOthers)
        .free_busy_status(FreeBusyStatus::Busy)
        .location(location())
        .color(-1)
        .reminders([Reminder::builder().minutes(5)])
        .recurrence("FREQ=DAILY;INTERVAL=1")
        .schemas([hidden])
        .attachments([Attachment::builder().file_token("xAAAAA")])
        .event_check_in(check_in())
        .build()
}

fn time() -> TimeInfo {
    TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai").into()
}

fn location() -> EventLocation {
    let place = EventLocation::builder().name("地点名称").address("地点地址");
    place.latitude(1.100_000_023_841_858).longitude(2.200_000_047_683_716).into()
}

fn vchat() -> Vchat {
    let settings = MeetingSettings::builder()
        .owner_id(USER)
        .join_meeting_permission(JoinMeetingPermission::OnlyOrganizationEmployees)
        .assign_hosts([USER])
        .auto_record(false)
        .open_lobby(true)
        .allow_attendees_start(true);
    Vchat::builder()
        .vc_type(VcType::ThirdParty)
        .icon_type(VchatIconType::Vc)
        .description("发起视频会议")
        .meeting_url("https://example.com")
        .meeting_settings(settings)
        .into()
}

fn check_in() -> EventCheckIn {
    EventCheckIn::builder()
        .enable_check_in(true)
        .check_in_start_time(CheckInTime::builder().time_type(CheckInTimeType::BeforeEventStart).duration(15))
        .check_in_end_time(CheckInTime::builder().time_type(CheckInTimeType::AfterEventEnd).duration(0))
        .need_notify_attendees(false)
        .into()
}

/// Build, check, encode.
pub(crate) fn create_and_encode() -> Request<Vec<u8>> {
    transport::encode(&create().expect("sound"), &BaseUrl::FEISHU).expect("sound")
}

/// A call without a body.
pub(crate) fn list() -> calendar_event::List {
    let request = calendar_event::List::builder()
        .calendar_id("feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn")
        .page_size(500)
        .anchor_time(1_609_430_400)
        .page_token("ListCalendarsPageToken_1632452910_1632539310")
        .user_id_type(UserIdType::OpenId);
    request.build().expect("sound")
}

/// Only the URL is encoded.
pub(crate) fn url() -> Request<Vec<u8>> {
    transport::encode(&list(), &BaseUrl::FEISHU).expect("sound")
}

/// The response to a list call.
pub(crate) fn decode(body: &[u8]) -> calendar_event::ListResponse {
    transport::decode::<calendar_event::List>(StatusCode::OK, &HeaderMap::new(), body).expect("documented")
}
