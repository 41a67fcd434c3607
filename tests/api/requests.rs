//! Each request example of the reference pages is built through the builders and encodes to the same JSON.

use calendar_generated::types::{
    AclScope, AclScopeType, Attachment, AttachmentChange, AttendeeAbility, AttendeeReference, AttendeeType,
    CalendarPermissions, CalendarRole, CheckInTime, CheckInTimeType, CustomizationOption, EventCheckIn, EventLocation,
    EventSchema, EventSearchFilter, EventUiName, EventUiStatus, EventVisibility, FreeBusyStatus, JoinMeetingPermission,
    MeetingSettings, NewAttendee, Reminder, ResourceCustomization, RoomEventInstance, RoomReplyStatus, RsvpStatus,
    TimeInfo, VcType, Vchat, VchatIconType,
};
use calendar_generated::{
    DateTime, Endpoint, Invalid, calendar, calendar_acl, calendar_event, calendar_event_attendee, exchange_binding,
    freebusy, meeting_room, setting, timeoff_event,
};
use serde_json::Value;

use crate::support::{body, example, page};

const CALENDAR: &str = "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn";
const EVENT: &str = "xxxxxxxxx_0";
const USER: &str = "ou_7d8a6e6df7621556ce0d21922b676706ccs";

/// Holds a request against the example of a page.
fn same<E: Endpoint>(path: &str, built: Result<E, Invalid>) {
    same_but(path, built, |_| {});
}

/// The same, where the example breaks a rule of its own page: `mend` takes out what must not be sent.
fn same_but<E: Endpoint>(path: &str, built: Result<E, Invalid>, mend: impl FnOnce(&mut Value)) {
    let request = built.unwrap_or_else(|invalid| panic!("{path}: {invalid}"));
    if let Some(text) = page(path) {
        let mut example = example(&text, "### 请求体示例");
        mend(&mut example);
        assert_eq!(body(&request), example, "{path}");
    }
}

fn instant(text: &str) -> DateTime {
    text.parse().unwrap()
}

#[test]
fn calendars() {
    let create = calendar::Create::builder()
        .summary("测试日历")
        .description("使用开放接口创建日历")
        .permissions(CalendarPermissions::Private)
        .color(-1)
        .summary_alias("日历备注名");
    same("calendar/create.md", create.build());
    let patch = calendar::Patch::builder()
        .calendar_id(CALENDAR)
        .summary("测试日历")
        .description("使用开放接口创建日历")
        .permissions(CalendarPermissions::Private)
        .color(-1)
        .summary_alias("日历备注名");
    same("calendar/patch.md", patch.build());
    same("calendar/mget.md", calendar::Mget::builder().calendar_ids([CALENDAR]).build());
    same("calendar/search.md", calendar::Search::builder().query("query words").build());
    let primarys = calendar::Primarys::builder().user_ids(["ou_c186b6833e2d5faf2bc587e71ddabcef"]);
    same("calendar/primarys.md", primarys.build());
}

#[test]
fn free_and_busy_times() {
    let list = freebusy::List::builder()
        .time_min(instant("2020-10-28T12:00:00+08:00"))
        .time_max(instant("2020-12-28T12:00:00+08:00"))
        .user_id("ou_xxxxxxxxxx")
        .room_id("omm_xxxxxxxxxx")
        .include_external_calendar(true)
        .only_busy(true)
        .need_rsvp_status(true);
    same("calendar/list-freebusy.md", list.build());
    let batch = freebusy::Batch::builder()
        .time_min(instant("2020-10-28T12:00:00+08:00"))
        .time_max(instant("2020-10-29T12:00:00+08:00"))
        .user_ids(["ou_c186b6833e2d5faf2bc587e71ddabcef"])
        .include_external_calendar(true)
        .only_busy(true)
        .need_rsvp_status(true);
    same("calendar/batch.md", batch.build());
}

#[test]
fn members_settings_bindings_and_time_off() {
    let member = calendar_acl::Create::builder()
        .calendar_id(CALENDAR)
        .role(CalendarRole::Writer)
        .scope(AclScope::builder().r#type(AclScopeType::User).user_id("ou_xxxxxx"));
    same("calendar-acl/create.md", member.build());
    let settings = setting::GenerateCaldavConf::builder().device_name("iPhone");
    same("setting/generate_caldav_conf.md", settings.build());
    let binding = exchange_binding::Create::builder()
        .admin_account("email_admin_example@outlook.com")
        .exchange_account("email_account_example@outlook.com")
        .user_id("ou_xxxxxxxxxxxxxxxxxx");
    same("exchange_binding/create.md", binding.build());
    let timeoff = timeoff_event::Create::builder()
        .user_id("ou_XXXXXXXXXX")
        .timezone("Asia/Shanghai")
        .start_time("2021-01-01".parse::<calendar_generated::Date>().unwrap())
        .end_time("2021-01-01".parse::<calendar_generated::Date>().unwrap())
        .title("请假中(全天) / 1-Day Time Off")
        .description("若删除此日程，飞书中相应的“请假”标签将自动消失，而请假系统中的休假申请不会被撤销。");
    same("timeoff_event/create.md", timeoff.build());
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

/// The examples of events hold a date beside a timestamp, which their page forbids, and a link that can only be read.
fn without_what_cannot_be_sent(example: &mut Value) {
    for time in ["start_time", "end_time"] {
        example[time].as_object_mut().unwrap().remove("date");
    }
    example["schemas"][0].as_object_mut().unwrap().remove("app_link");
}

#[test]
fn events_are_created() {
    let create = calendar_event::Create::builder()
        .calendar_id(CALENDAR)
        .summary("日程标题")
        .description("日程描述")
        .need_notification(false)
        .start_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
        .end_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
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
        .event_check_in(check_in());
    same_but("calendar-event/create.md", create.build(), without_what_cannot_be_sent);
}

#[test]
fn events_are_changed() {
    let patch = calendar_event::Patch::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .summary("团队周会")
        .description("讨论项目进展")
        .need_notification(false)
        .start_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
        .end_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
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
        .event_check_in(check_in());
    same_but("calendar-event/patch.md", patch.build(), without_what_cannot_be_sent);
}

#[test]
fn events_are_searched_and_answered() {
    let filter = EventSearchFilter::builder()
        .start_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
        .end_time(TimeInfo::at(1_602_504_000).timezone("Asia/Shanghai"))
        .user_ids(["ou_e051986ab19f80d16b7b8d74f3f1235"])
        .room_ids(["omm_eada1d61a550955240c28757e7dec3af"])
        .chat_ids(["oc_a0553eda9014c201e6969b478895c230"]);
    let search = calendar_event::Search::builder().calendar_id(CALENDAR).query("query words").filter(filter);
    // A date beside a timestamp, as above.
    same_but("calendar-event/search.md", search.build(), |example| {
        for time in ["start_time", "end_time"] {
            example["filter"][time].as_object_mut().unwrap().remove("date");
        }
    });
    let reply = calendar_event::Reply::builder().calendar_id(CALENDAR).event_id(EVENT).rsvp_status(RsvpStatus::Accept);
    same("calendar-event/reply.md", reply.build());
}

#[test]
fn attendees() {
    let option = CustomizationOption::builder().option_key("16281481596185").others_content("xxx");
    let form = ResourceCustomization::builder().index_key("16281481596100").input_content("xxx").options([option]);
    let attendee = NewAttendee::builder()
        .r#type(AttendeeType::User)
        .is_optional(true)
        .user_id("ou_xxxxxxxx")
        .chat_id("oc_xxxxxxxxx")
        .room_id("omm_xxxxxxxx")
        .third_party_email("wangwu@email.com")
        .operate_id("ou_xxxxxxxx")
        .resource_customization([form])
        .approval_reason("申请原因");
    let create = calendar_event_attendee::Create::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .attendees([attendee])
        .need_notification(false)
        .instance_start_time_admin(1_647_320_400)
        .is_enable_admin(false)
        .add_operator_to_attendee(false);
    same("calendar-event-attendee/create.md", create.build());
    let reference = AttendeeReference::builder()
        .r#type(AttendeeType::User)
        .user_id("ou_xxxxxxxx")
        .chat_id("oc_xxxxxxxxx")
        .room_id("omm_xxxxxxxx")
        .third_party_email("wangwu@email.com");
    let delete = calendar_event_attendee::BatchDelete::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .attendee_ids(["user_xxxxx"])
        .delete_ids([reference])
        .need_notification(false)
        .instance_start_time_admin(1_647_320_400)
        .is_enable_admin(false);
    same("calendar-event-attendee/batch_delete.md", delete.build());
}

#[test]
fn meeting_rooms() {
    let event = |uid: &str| RoomEventInstance::builder().uid(uid).original_time(0);
    let summary = meeting_room::SummaryBatchGet::builder()
        .event_uids([event("a04dbea1-86b9-4372-aa8d-64ebe801be2a"), event("d7a44c9b-7ae0-4a97-bf80-b4f050cedffa")]);
    same("meeting-room-event/uIjM5UjLyITO14iMykTN.md", summary.build());
    let reply = meeting_room::InstanceReply::builder()
        .room_id("omm_c7e9ef91ec9f3c007f1dfb2503918981")
        .uid("bff6b51f-b7c1-40c6-b8ef-aef966c9ffc7")
        .original_time(0)
        .status(RoomReplyStatus::NotCheckIn);
    same("meeting-room-event/uYzN4UjL2cDO14iN3gTN.md", reply.build());
}
