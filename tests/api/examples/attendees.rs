//! Attendees of calendar events.

use calendar_generated::types::{
    AttendeeReference, AttendeeType, CustomizationOption, NewAttendee, ResourceCustomization, UserIdType,
};
use calendar_generated::{calendar_event_attendee, calendar_event_attendee_chat_member};

use super::{Built, CALENDAR, EVENT};

fn attendee() -> NewAttendee {
    let option = CustomizationOption::builder().option_key("16281481596185").others_content("xxx");
    let form = ResourceCustomization::builder().index_key("16281481596100").input_content("xxx").options([option]);
    NewAttendee::builder()
        .r#type(AttendeeType::User)
        .is_optional(true)
        .user_id("ou_xxxxxxxx")
        .chat_id("oc_xxxxxxxxx")
        .room_id("omm_xxxxxxxx")
        .third_party_email("wangwu@email.com")
        .operate_id("ou_xxxxxxxx")
        .resource_customization([form])
        .approval_reason("申请原因")
        .into()
}

fn reference() -> AttendeeReference {
    AttendeeReference::builder()
        .r#type(AttendeeType::User)
        .user_id("ou_xxxxxxxx")
        .chat_id("oc_xxxxxxxxx")
        .room_id("omm_xxxxxxxx")
        .third_party_email("wangwu@email.com")
        .into()
}

pub(crate) fn create() -> Built<calendar_event_attendee::Create> {
    calendar_event_attendee::Create::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .user_id_type(UserIdType::OpenId)
        .attendees([attendee()])
        .need_notification(false)
        .instance_start_time_admin(1_647_320_400)
        .is_enable_admin(false)
        .add_operator_to_attendee(false)
        .build()
}

pub(crate) fn batch_delete() -> Built<calendar_event_attendee::BatchDelete> {
    calendar_event_attendee::BatchDelete::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .user_id_type(UserIdType::OpenId)
        .attendee_ids(["user_xxxxx"])
        .delete_ids([reference()])
        .need_notification(false)
        .instance_start_time_admin(1_647_320_400)
        .is_enable_admin(false)
        .build()
}

pub(crate) fn list() -> Built<calendar_event_attendee::List> {
    calendar_event_attendee::List::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .user_id_type(UserIdType::OpenId)
        .need_resource_customization(true)
        .page_token("780TRhwXXXXX")
        .page_size(10)
        .build()
}

pub(crate) fn list_chat_members() -> Built<calendar_event_attendee_chat_member::List> {
    calendar_event_attendee_chat_member::List::builder()
        .calendar_id(CALENDAR)
        .event_id(EVENT)
        .attendee_id("chat_xxxxxx")
        .page_token("23jhysaxxxxsysy")
        .page_size(10)
        .user_id_type(UserIdType::OpenId)
        .build()
}
