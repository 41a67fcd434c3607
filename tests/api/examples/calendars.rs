//! Calendars, those who may use them, and when they are busy.

use calendar_generated::types::{AclScope, AclScopeType, CalendarPermissions, CalendarRole, UserIdType};
use calendar_generated::{calendar, calendar_acl, freebusy};

use super::{Built, CALENDAR, instant};

pub(crate) fn primary() -> Built<calendar::Primary> {
    calendar::Primary::builder().user_id_type(UserIdType::OpenId).build()
}

pub(crate) fn primarys() -> Built<calendar::Primarys> {
    let builder = calendar::Primarys::builder().user_id_type(UserIdType::OpenId);
    builder.user_ids(["ou_c186b6833e2d5faf2bc587e71ddabcef"]).build()
}

pub(crate) fn mget() -> Built<calendar::Mget> {
    calendar::Mget::builder().calendar_ids([CALENDAR]).build()
}

pub(crate) fn create() -> Built<calendar::Create> {
    calendar::Create::builder()
        .summary("测试日历")
        .description("使用开放接口创建日历")
        .permissions(CalendarPermissions::Private)
        .color(-1)
        .summary_alias("日历备注名")
        .build()
}

pub(crate) fn delete() -> Built<calendar::Delete> {
    calendar::Delete::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn get() -> Built<calendar::Get> {
    calendar::Get::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn list() -> Built<calendar::List> {
    calendar::List::builder()
        .page_size(50)
        .page_token("ListCalendarsPageToken_xxx")
        .sync_token("ListCalendarsSyncToken_xxx")
        .build()
}

pub(crate) fn patch() -> Built<calendar::Patch> {
    calendar::Patch::builder()
        .calendar_id(CALENDAR)
        .summary("测试日历")
        .description("使用开放接口创建日历")
        .permissions(CalendarPermissions::Private)
        .color(-1)
        .summary_alias("日历备注名")
        .build()
}

pub(crate) fn search() -> Built<calendar::Search> {
    calendar::Search::builder().page_token("10").page_size(10).query("query words").build()
}

pub(crate) fn subscribe() -> Built<calendar::Subscribe> {
    calendar::Subscribe::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn unsubscribe() -> Built<calendar::Unsubscribe> {
    calendar::Unsubscribe::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn subscription() -> Built<calendar::Subscription> {
    calendar::Subscription::builder().build()
}

pub(crate) fn unsubscription() -> Built<calendar::Unsubscription> {
    calendar::Unsubscription::builder().build()
}

pub(crate) fn create_acl() -> Built<calendar_acl::Create> {
    calendar_acl::Create::builder()
        .calendar_id(CALENDAR)
        .user_id_type(UserIdType::OpenId)
        .role(CalendarRole::Writer)
        .scope(AclScope::builder().r#type(AclScopeType::User).user_id("ou_xxxxxx"))
        .build()
}

pub(crate) fn list_acls() -> Built<calendar_acl::List> {
    let builder = calendar_acl::List::builder().calendar_id(CALENDAR).user_id_type(UserIdType::OpenId);
    builder.page_token("xxx").page_size(10).build()
}

pub(crate) fn delete_acl() -> Built<calendar_acl::Delete> {
    calendar_acl::Delete::builder().calendar_id(CALENDAR).acl_id("user_xxxxxx").build()
}

pub(crate) fn acl_subscription() -> Built<calendar_acl::Subscription> {
    calendar_acl::Subscription::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn acl_unsubscription() -> Built<calendar_acl::Unsubscription> {
    calendar_acl::Unsubscription::builder().calendar_id(CALENDAR).build()
}

pub(crate) fn freebusy() -> Built<freebusy::List> {
    freebusy::List::builder()
        .user_id_type(UserIdType::OpenId)
        .time_min(instant("2020-10-28T12:00:00+08:00"))
        .time_max(instant("2020-12-28T12:00:00+08:00"))
        .user_id("ou_xxxxxxxxxx")
        .room_id("omm_xxxxxxxxxx")
        .include_external_calendar(true)
        .only_busy(true)
        .need_rsvp_status(true)
        .build()
}

pub(crate) fn freebusy_batch() -> Built<freebusy::Batch> {
    freebusy::Batch::builder()
        .user_id_type(UserIdType::OpenId)
        .time_min(instant("2020-10-28T12:00:00+08:00"))
        .time_max(instant("2020-10-29T12:00:00+08:00"))
        .user_ids(["ou_c186b6833e2d5faf2bc587e71ddabcef"])
        .include_external_calendar(true)
        .only_busy(true)
        .need_rsvp_status(true)
        .build()
}
