//! Meeting rooms, settings, Exchange bindings and time off.

use calendar_generated::types::{RoomEventInstance, RoomReplyStatus, UserIdType};
use calendar_generated::{Date, exchange_binding, meeting_room, setting, timeoff_event};

use super::{Built, instant};

const BINDING: &str = "ZW1haWxfYWRtaW5fZXhhbXBsZUBvdXRsb29rLmNvbSBlbWFpbF9hY2NvdW50X2V4YW1wbGVAb3V0bG9vay5jb20=";

pub(crate) fn room_freebusy() -> Built<meeting_room::FreebusyBatchGet> {
    meeting_room::FreebusyBatchGet::builder()
        .room_ids(["omm_83d09ad4f6896e02029a6a075f71xxxx", "omm_eada1d61a550955240c28757e7dexxxx"])
        .time_min(instant("2019-09-04T08:45:00+08:00"))
        .time_max(instant("2019-09-04T09:45:00+08:00"))
        .build()
}

pub(crate) fn room_summary() -> Built<meeting_room::SummaryBatchGet> {
    let event = |uid: &str| RoomEventInstance::builder().uid(uid).original_time(0);
    let events = [event("a04dbea1-86b9-4372-aa8d-64ebe801be2a"), event("d7a44c9b-7ae0-4a97-bf80-b4f050cedffa")];
    meeting_room::SummaryBatchGet::builder().event_uids(events).build()
}

pub(crate) fn room_reply() -> Built<meeting_room::InstanceReply> {
    meeting_room::InstanceReply::builder()
        .room_id("omm_c7e9ef91ec9f3c007f1dfb2503918981")
        .uid("bff6b51f-b7c1-40c6-b8ef-aef966c9ffc7")
        .original_time(0)
        .status(RoomReplyStatus::NotCheckIn)
        .build()
}

pub(crate) fn caldav() -> Built<setting::GenerateCaldavConf> {
    setting::GenerateCaldavConf::builder().device_name("iPhone").build()
}

pub(crate) fn create_binding() -> Built<exchange_binding::Create> {
    exchange_binding::Create::builder()
        .user_id_type(UserIdType::OpenId)
        .admin_account("email_admin_example@outlook.com")
        .exchange_account("email_account_example@outlook.com")
        .user_id("ou_xxxxxxxxxxxxxxxxxx")
        .build()
}

pub(crate) fn get_binding() -> Built<exchange_binding::Get> {
    exchange_binding::Get::builder().exchange_binding_id(BINDING).user_id_type(UserIdType::OpenId).build()
}

pub(crate) fn delete_binding() -> Built<exchange_binding::Delete> {
    exchange_binding::Delete::builder().exchange_binding_id(BINDING).build()
}

fn new_year() -> Date {
    "2021-01-01".parse().unwrap()
}

pub(crate) fn create_timeoff() -> Built<timeoff_event::Create> {
    timeoff_event::Create::builder()
        .user_id_type(UserIdType::OpenId)
        .user_id("ou_XXXXXXXXXX")
        .timezone("Asia/Shanghai")
        .start_time(new_year())
        .end_time(new_year())
        .title("请假中(全天) / 1-Day Time Off")
        .description("若删除此日程，飞书中相应的“请假”标签将自动消失，而请假系统中的休假申请不会被撤销。")
        .build()
}

pub(crate) fn delete_timeoff() -> Built<timeoff_event::Delete> {
    timeoff_event::Delete::builder().timeoff_event_id("timeoff:XXXXXX-XXXX-0917-1623-aa493d591a39").build()
}
