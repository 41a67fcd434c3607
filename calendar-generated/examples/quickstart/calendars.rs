//! A calendar, an event on it, and the people who are invited.

use calendar_generated::types::{
    AttendeeType, CalendarEvent, CalendarId, CalendarPermissions, EventId, FreeBusy, NewAttendee, TimeInfo,
};
use calendar_generated::{DateTime, Timestamp, calendar, calendar_event, calendar_event_attendee, freebusy};

use crate::settings::Settings;
use crate::{Failure, shown};

pub(crate) const HOUR: i64 = 3600;

/// What the steps work on.
pub(crate) struct Team {
    pub(crate) calendar: CalendarId,
    /// The event that everything is about.
    pub(crate) planning: EventId,
}

/// A builder without one of the required fields would not compile.
pub(crate) async fn create(settings: &Settings) -> Result<Team, Failure> {
    let request =
        calendar::Create::builder().summary("Team").permissions(CalendarPermissions::ShowOnlyFreeBusy).build()?;
    let calendar = settings.client.send(&request).await?.calendar.unwrap_or_default();
    let calendar = calendar.calendar_id.ok_or("the server returned no calendar ID")?;
    println!("   calendar Team is {calendar}");

    let event = create_event(settings, &calendar, ("Planning", 24)).await?;
    let planning = event.event_id.ok_or("the server returned no event ID")?;
    println!("   event Planning is {planning}, tomorrow for an hour");
    Ok(Team { calendar, planning })
}

/// An event of an hour, so many hours from now.
pub(crate) async fn create_event(
    settings: &Settings,
    calendar: &CalendarId,
    (title, hours): (&str, i64),
) -> Result<CalendarEvent, Failure> {
    let start = i64::from(settings.now()) + hours * HOUR;
    let request = calendar_event::Create::builder()
        .calendar_id(calendar.clone())
        .summary(title)
        .start_time(TimeInfo::at(start).timezone("Asia/Shanghai"))
        .end_time(TimeInfo::at(start + HOUR).timezone("Asia/Shanghai"))
        .build()?;
    settings.client.send(&request).await?.event.ok_or_else(|| "the server returned no event".into())
}

pub(crate) async fn invite(settings: &Settings, team: &Team) -> Result<(), Failure> {
    let request = calendar_event_attendee::Create::builder()
        .calendar_id(team.calendar.clone())
        .event_id(team.planning.clone())
        .attendees([NewAttendee::builder().r#type(AttendeeType::User).user_id(&*settings.member)])
        .build()?;
    for attendee in settings.client.send(&request).await?.attendees {
        println!("   {} is invited: {}", shown(attendee.user_id), shown(attendee.rsvp_status));
    }
    Ok(())
}

pub(crate) async fn show_busy_times(settings: &Settings) -> Result<(), Failure> {
    let now = i64::from(settings.now());
    let from_now = |hours: i64| DateTime::at(Timestamp::from(now + hours * HOUR), 8 * 60);
    let request = freebusy::List::builder()
        .time_min(from_now(0)?)
        .time_max(from_now(7 * 24)?)
        .user_id(&*settings.member)
        .need_rsvp_status(true)
        .build()?;
    for FreeBusy { start_time, end_time, rsvp_status, .. } in settings.client.send(&request).await?.freebusy_list {
        let (start, end, answer) = (shown(start_time), shown(end_time), shown(rsvp_status));
        println!("   {} is busy from {start} to {end} ({answer})", settings.member);
    }
    Ok(())
}

pub(crate) async fn change(settings: &Settings, team: &Team) -> Result<(), Failure> {
    let request = calendar_event::Patch::builder()
        .calendar_id(team.calendar.clone())
        .event_id(team.planning.clone())
        .summary("Planning, moved to the large room")
        .build()?;
    settings.client.send(&request).await?;
    println!("   another title for the event Planning");
    Ok(())
}

pub(crate) async fn delete(settings: &Settings, team: &Team) -> Result<(), Failure> {
    let request = calendar::Delete::builder().calendar_id(team.calendar.clone()).build()?;
    settings.client.send(&request).await?;
    Ok(())
}
