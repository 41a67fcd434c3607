//! What of an event goes into a request: to create it again, to change another one alike, to change it back.

use super::series::Loaded;
use crate::Text;
use crate::calendar_event::{Create, Patch};
use crate::jobs::{EventSpan, InvalidValue};
use crate::types::{
    AttachmentChange, CalendarEvent, EventCheckInOutput, EventLocation, EventSchema, EventSchemaOutput, EventUiStatus,
    VcType, Vchat, VchatOutput,
};

/// A request that creates an event like this one, at other times.
pub(super) fn creation(event: &CalendarEvent, patch: &Patch, span: &EventSpan) -> Create {
    let create =
        Create::builder().calendar_id(&patch.calendar_id).start_time(span.start_time()).end_time(span.end_time());
    let mut create = create.build_unchecked();
    create.user_id_type.clone_from(&patch.user_id_type);
    create.locale.clone_from(&patch.locale);
    create.need_notification = patch.need_notification;
    create.summary = either(patch.summary.as_ref(), event.summary.as_ref());
    create.description = either(patch.description.as_ref(), event.description.as_ref());
    create.vchat = patch.vchat.clone().or_else(|| event.vchat.clone().and_then(vchat));
    create.visibility = either(patch.visibility.as_ref(), event.visibility.as_ref());
    create.attendee_ability = either(patch.attendee_ability.as_ref(), event.attendee_ability.as_ref());
    create.free_busy_status = either(patch.free_busy_status.as_ref(), event.free_busy_status.as_ref());
    create.location = patch.location.clone().or_else(|| location(event));
    create.color = patch.color.or(event.color);
    create.reminders = Some(patch.reminders.clone().unwrap_or_else(|| event.reminders.clone()));
    create.schemas = patch.schemas.clone().or_else(|| schemas(&event.schemas));
    create.attachments = attachments(event, patch.attachments.as_deref().unwrap_or_default());
    create.event_check_in = patch
        .event_check_in
        .clone()
        .or_else(|| event.event_check_in.clone().and_then(EventCheckInOutput::into_request));
    create
}

fn either<T: Clone>(first: Option<&T>, second: Option<&T>) -> Option<T> {
    first.or(second).cloned()
}

/// A video meeting as a request may have it. The URL of a Feishu meeting is made by the service.
fn vchat(vchat: VchatOutput) -> Option<Vchat> {
    let mut vchat = vchat.into_request()?;
    match vchat.vc_type {
        Some(VcType::ThirdParty) => vchat.meeting_settings = None,
        Some(VcType::Vc) => (vchat.icon_type, vchat.description, vchat.meeting_url) = (None, None, None),
        Some(VcType::NoMeeting) => return Some(Vchat::builder().vc_type(VcType::NoMeeting).build_unchecked()),
        _ => return None,
    }
    Some(vchat)
}

/// The place of an event. The service sends empty strings where it has none, which a request may not.
fn location(event: &CalendarEvent) -> Option<EventLocation> {
    let mut location = event.location.clone()?;
    for text in [&mut location.name, &mut location.address] {
        text.take_if(|text| text.is_empty());
    }
    Some(location)
        .filter(|location| location.name.is_some() || location.address.is_some() || location.latitude.is_some())
}

/// So far only `hide` can be chosen.
fn schemas(schemas: &[EventSchemaOutput]) -> Option<Vec<EventSchema>> {
    let hidden = schemas.iter().filter(|schema| schema.ui_status == Some(EventUiStatus::Hide));
    let hidden: Vec<EventSchema> = hidden.cloned().filter_map(EventSchemaOutput::into_request).collect();
    Some(hidden).filter(|hidden| !hidden.is_empty())
}

fn attachments(event: &CalendarEvent, changes: &[AttachmentChange]) -> Option<Vec<crate::types::Attachment>> {
    let is_changed = |token: &Option<Text>| changes.iter().any(|change| change.file_token == *token);
    let kept = event.attachments.iter().filter(|file| file.is_deleted != Some(true) && !is_changed(&file.file_token));
    let added = changes.iter().filter(|change| change.is_deleted != Some(true));
    let tokens = kept.map(|file| &file.file_token).chain(added.map(|change| &change.file_token)).flatten();
    let files: Vec<_> =
        tokens.map(|token| crate::types::Attachment::builder().file_token(token).build_unchecked()).collect();
    Some(files).filter(|files| !files.is_empty())
}

/// Puts into a change what sets an exception apart from its series, its times included when they differ.
pub(super) fn differences(
    series: &Loaded,
    original: i64,
    exception: &CalendarEvent,
    patch: &mut Patch,
) -> Result<(), InvalidValue> {
    let usual = &series.event;
    patch.summary = other(exception.summary.as_ref(), usual.summary.as_ref());
    patch.description = other(exception.description.as_ref(), usual.description.as_ref());
    patch.visibility = other(exception.visibility.as_ref(), usual.visibility.as_ref());
    patch.attendee_ability = other(exception.attendee_ability.as_ref(), usual.attendee_ability.as_ref());
    patch.free_busy_status = other(exception.free_busy_status.as_ref(), usual.free_busy_status.as_ref());
    patch.location = location(exception).filter(|own| location(usual).as_ref() != Some(own));
    patch.color = other(exception.color.as_ref(), usual.color.as_ref());
    patch.reminders = Some(exception.reminders.clone()).filter(|own| *own != usual.reminders);
    patch.vchat = other(exception.vchat.clone().and_then(vchat).as_ref(), usual.vchat.clone().and_then(vchat).as_ref());
    let span = EventSpan::of(exception)?;
    if span != series.first.starting_at(original) {
        patch.start_time = Some(span.start_time());
        patch.end_time = Some(span.end_time());
    }
    Ok(())
}

fn other<T: Clone + PartialEq>(own: Option<&T>, usual: Option<&T>) -> Option<T> {
    own.filter(|own| usual != Some(own)).cloned()
}

/// Puts into a change what an event had in the fields that another change sets. What it had not stays as it is then, since
/// a change cannot unset a field.
pub(super) fn reverse(change: &Patch, event: &CalendarEvent, patch: &mut Patch) -> Result<(), InvalidValue> {
    let empty = || Some(Text::default());
    patch.summary = change.summary.as_ref().and_then(|_| event.summary.clone().or_else(empty));
    patch.description = change.description.as_ref().and_then(|_| event.description.clone().or_else(empty));
    patch.visibility = change.visibility.as_ref().and_then(|_| event.visibility.clone());
    patch.attendee_ability = change.attendee_ability.as_ref().and_then(|_| event.attendee_ability.clone());
    patch.free_busy_status = change.free_busy_status.as_ref().and_then(|_| event.free_busy_status.clone());
    patch.location = change.location.as_ref().and_then(|_| location(event));
    patch.color = change.color.and(event.color);
    patch.reminders = change.reminders.as_ref().map(|_| event.reminders.clone());
    patch.vchat = change.vchat.as_ref().and_then(|_| event.vchat.clone().and_then(vchat));
    patch.schemas = change.schemas.as_ref().and_then(|_| schemas(&event.schemas));
    patch.recurrence = change.recurrence.as_ref().and_then(|_| event.recurrence.clone());
    if change.start_time.is_some() {
        let span = EventSpan::of(event)?;
        patch.start_time = Some(span.start_time());
        patch.end_time = Some(span.end_time());
    }
    Ok(())
}

/// The same change for an exception: its times are its own, and it has no rule.
pub(super) fn without_times(change: &Patch, exception: &CalendarEvent) -> Option<Patch> {
    let mut patch = change.clone();
    patch.event_id = exception.event_id.clone()?;
    (patch.start_time, patch.end_time, patch.recurrence) = (None, None, None);
    let nothing = Patch::builder().calendar_id(&patch.calendar_id).event_id(&patch.event_id).build_unchecked();
    let of_the_call = Patch {
        user_id_type: patch.user_id_type.clone(),
        locale: patch.locale.clone(),
        need_notification: patch.need_notification,
        ..nothing
    };
    Some(patch).filter(|patch| *patch != of_the_call)
}
