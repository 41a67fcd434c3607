//! Calendar events, their chats and minutes.

use calendar_generated::types::{
    Attachment, AttachmentChange, AttendeeAbility, CheckInTime, CheckInTimeType, EventCheckIn, EventLocation,
    EventSchema, EventSearchFilter, EventUiName, EventUiStatus, EventVisibility, FreeBusyStatus, JoinMeetingPermission,
    MeetingSettings, Reminder, RsvpStatus, TimeInfo, UserIdType, VcType, Vchat, VchatIconType,
};
use calendar_generated::{calendar_event, meeting_chat, meeting_minute};

use super::{Built, CALENDAR, EVENT};

const USER: &str = "ou_7d8a6e6df7621556ce0d21922b676706ccs";
const RECURRING_CALENDAR: &str = "feishu.cn_HF9U2MbibE8PPpjro6xjqa@group.calendar.feishu.cn";
const RECURRING_EVENT: &str = "75d28f9b-e35c-4230-8a83-4a661497db54_0";
const MEETING_CALENDAR: &str = "feishu.cn_xxx@group.calendar.feishu.cn";
const MEETING_EVENT: &str = "75d28f9b-e35c-4230-8a83-123_0";

fn time() -> TimeInfo {
    TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai").into()
}

fn meeting() -> Vchat {
    Vchat::builder()
        .vc_type(VcType::ThirdParty)
        .icon_type(VchatIconType::Vc)
        .description("发起视频会议")
        .meeting_url("https://example.com")
        .meeting_settings(
            MeetingSettings::builder()
                .owner_id(USER)
                .join_meeting_permission(JoinMeetingPermission::OnlyOrganizationEmployees)
                .assign_hosts([USER])
                .auto_record(false)
                .open_lobby(true)
                .allow_attendees_start(true),
        )
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

fn place(name: &str, address: &str) -> EventLocation {
    let builder = EventLocation::builder().name(name).address(address);
    builder.latitude(1.100_000_023_841_858).longitude(2.200_000_047_683_716).into()
}

fn hidden_icon() -> EventSchema {
    EventSchema::builder().ui_name(EventUiName::ForwardIcon).ui_status(EventUiStatus::Hide).into()
}

pub(crate) fn create() -> Built<calendar_event::Create> {
    calendar_event::Create::builder()
        .calendar_id(CALENDAR)
        .idempotency_key("25fdf41b-8c80-2ce1-e94c-de8b5e7aa7e6")
        .user_id_type(UserIdType::OpenId)
        .summary("日程标题")
        .description("日程描述")
        .need_notification(false)
        .start_time(time())
        .end_time(time())
        .vchat(meeting())
        .visibility(EventVisibility::Default)
        .attendee_ability(AttendeeAbility::CanSeeOthers)
        .free_busy_status(FreeBusyStatus::Busy)
        .location(place("地点名称", "地点地址"))
        .color(-1)
        .reminders([Reminder::builder().minutes(5)])
        .recurrence("FREQ=DAILY;INTERVAL=1")
        .schemas([hidden_icon()])
        .attachments([Attachment::builder().file_token("xAAAAA")])
        .event_check_in(check_in())
        .build()
}

pub(crate) fn delete() -> Built<calendar_event::Delete> {
    calendar_event::Delete::builder().calendar_id(CALENDAR).event_id(EVENT).need_notification(false).build()
}

pub(crate) fn patch() -> Built<calendar_event::Patch> {
    calendar_event::Patch::builder()
        .calendar_id(CALENDAR)
        .event_id("00592a0e-7edf-4678-bc9d-1b77383ef08e_0")
        .user_id_type(UserIdType::OpenId)
        .summary("团队周会")
        .description("讨论项目进展")
        .need_notification(false)
        .start_time(time())
        .end_time(time())
        .vchat(meeting())
        .visibility(EventVisibility::Default)
        .attendee_ability(AttendeeAbility::CanSeeOthers)
        .free_busy_status(FreeBusyStatus::Busy)
        .location(place("301会议室", "公司大楼三层"))
        .color(-1)
        .reminders([Reminder::builder().minutes(5)])
        .recurrence("FREQ=DAILY;INTERVAL=1")
        .schemas([hidden_icon()])
        .attachments([AttachmentChange::builder().file_token("boxcnrHpsg1QDqXAAAyachaxxxx").is_deleted(true)])
        .event_check_in(check_in())
        .build()
}

pub(crate) fn get() -> Built<calendar_event::Get> {
    calendar_event::Get::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .need_meeting_settings(false)
        .need_attendee(false)
        .max_attendee_num(10)
        .user_id_type(UserIdType::OpenId)
        .build()
}

/// Without the times, which cannot go with a page or sync token.
pub(crate) fn list() -> Built<calendar_event::List> {
    calendar_event::List::builder()
        .calendar_id(CALENDAR)
        .page_size(50)
        .anchor_time(1_609_430_400)
        .page_token("ListCalendarsPageToken_1632452910_1632539310")
        .sync_token("ListCalendarsSyncToken_1632452910")
        .user_id_type(UserIdType::OpenId)
        .build()
}

pub(crate) fn search() -> Built<calendar_event::Search> {
    let filter = EventSearchFilter::builder()
        .start_time(time())
        .end_time(time())
        .user_ids(["ou_e051986ab19f80d16b7b8d74f3f1235"])
        .room_ids(["omm_eada1d61a550955240c28757e7dec3af"])
        .chat_ids(["oc_a0553eda9014c201e6969b478895c230"]);
    calendar_event::Search::builder()
        .calendar_id(CALENDAR)
        .user_id_type(UserIdType::OpenId)
        .page_token("xxxxx")
        .page_size(10)
        .query("query words")
        .filter(filter)
        .build()
}

pub(crate) fn subscription() -> Built<calendar_event::Subscription> {
    calendar_event::Subscription::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn unsubscription() -> Built<calendar_event::Unsubscription> {
    calendar_event::Unsubscription::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn instances() -> Built<calendar_event::Instances> {
    calendar_event::Instances::builder()
        .calendar_id(RECURRING_CALENDAR)
        .event_id(RECURRING_EVENT)
        .start_time(1_631_777_271)
        .end_time(1_631_777_271)
        .page_size(10)
        .page_token("eVQrYzJBNDNONlk4VFZBZVlSdzlKdFJ4bVVHVExENDNKVHoxaVdiVnViQT0=")
        .build()
}

pub(crate) fn instance_view() -> Built<calendar_event::InstanceView> {
    calendar_event::InstanceView::builder()
        .calendar_id(RECURRING_CALENDAR)
        .start_time(1_631_777_271)
        .end_time(1_631_777_271)
        .user_id_type(UserIdType::OpenId)
        .build()
}

pub(crate) fn reply() -> Built<calendar_event::Reply> {
    let builder = calendar_event::Reply::builder().calendar_id(RECURRING_CALENDAR).event_id(RECURRING_EVENT);
    builder.rsvp_status(RsvpStatus::Accept).build()
}

pub(crate) fn create_chat() -> Built<meeting_chat::Create> {
    meeting_chat::Create::builder().calendar_id(MEETING_CALENDAR).event_id(MEETING_EVENT).build()
}

pub(crate) fn delete_chat() -> Built<meeting_chat::Delete> {
    let builder = meeting_chat::Delete::builder().calendar_id(MEETING_CALENDAR).event_id(MEETING_EVENT);
    builder.meeting_chat_id("oc_xxx").build()
}

pub(crate) fn create_minute() -> Built<meeting_minute::Create> {
    meeting_minute::Create::builder().calendar_id(MEETING_CALENDAR).event_id(MEETING_EVENT).build()
}
