//! Endpoints and fields that no page describes, against the mock server.

use calendar_generated::calendar_event::{Create, Delete, Get, InstanceView, Patch};
use calendar_generated::mock::MockServer;
use calendar_generated::types::{
    AttendeeAbility, AttendeeType, CalendarEvent, CalendarId, EventHitFilter, EventId, NewAttendee,
    PRIMARY_CALENDAR_ID, RsvpStatus, TimeInfo, UserId,
};
use calendar_generated::{
    Client, DateTime, Endpoint, ErrorCode, User, calendar, calendar_event, calendar_event_attendee, freebusy,
    meeting_chat,
};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

async fn server() -> MockServer {
    MockServer::start().await.unwrap()
}

fn client(server: &MockServer, user: &str) -> Client<User> {
    Client::builder().user_token(user).base_url(server).build().unwrap()
}

fn time(text: &str) -> DateTime {
    text.parse().unwrap()
}

async fn create(client: &Client<User>, title: &str, rule: Option<&str>) -> Result<CalendarEvent> {
    let request = Create::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .summary(title)
        .description_rich(format!("**{title}**"))
        .attendee_ability(AttendeeAbility::CanSeeOthers)
        .recurrence(rule.map(str::to_owned))
        .start_time(TimeInfo::at(&time("2026-01-05T10:00:00+08:00")))
        .end_time(TimeInfo::at(&time("2026-01-05T11:00:00+08:00")))
        .build()?;
    Ok(client.send(&request).await?.event.unwrap())
}

async fn invite(client: &Client<User>, event: &EventId, user: &str) -> Result<()> {
    let attendee = NewAttendee::builder().r#type(AttendeeType::User).user_id(user).build()?;
    let request = calendar_event_attendee::Create::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .event_id(event)
        .attendees([attendee])
        .build()?;
    client.send(&request).await?;
    Ok(())
}

async fn get(client: &Client<User>, event: &EventId) -> Result<CalendarEvent> {
    let request = Get::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(event).need_attendee(true).build()?;
    Ok(client.send(&request).await?.event.unwrap())
}

fn id(event: &CalendarEvent) -> &EventId {
    event.event_id.as_ref().unwrap()
}

#[tokio::test]
async fn a_description_as_markdown_is_created_changed_and_read() -> Result<()> {
    let server = server().await;
    let alice = client(&server, "u-alice");
    let event = create(&alice, "Planning", None).await?;
    assert_eq!(event.description_rich.as_deref(), Some("**Planning**"));
    let change = Patch::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(id(&event)).description_rich("*new*");
    alice.send(&change.build()?).await?;
    assert_eq!(get(&alice, id(&event)).await?.description_rich.as_deref(), Some("*new*"));
    Ok(())
}

#[tokio::test]
async fn primary_is_the_calendar_of_the_caller() -> Result<()> {
    let server = server().await;
    for user in ["u-alice", "u-bob"] {
        let client = client(&server, user);
        let own = client.send(&calendar::Primary::builder().build()?).await?;
        let own: CalendarId = own.calendars[0].calendar.as_ref().unwrap().calendar_id.clone().unwrap();
        let event = create(&client, "Mine", None).await?;
        assert_eq!(event.organizer_calendar_id, Some(own));
    }
    Ok(())
}

#[tokio::test]
async fn a_transfer_makes_another_user_the_organizer_and_moves_the_event() -> Result<()> {
    let server = server().await;
    let (alice, bob) = (client(&server, "u-alice"), client(&server, "u-bob"));
    let event = create(&alice, "Planning", None).await?;
    invite(&alice, id(&event), "ou_carol").await?;
    let transfer = calendar_event::Transfer::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .event_id(id(&event))
        .to_user_id("ou_bob")
        .build()?;
    alice.send(&transfer).await?;

    let moved = get(&bob, id(&event)).await?;
    assert_eq!(moved.event_organizer.unwrap().user_id.as_deref(), Some("ou_bob"));
    let mut users: Vec<_> = moved.attendees.iter().map(|it| (it.user_id.clone().unwrap(), it.is_organizer)).collect();
    users.sort();
    let expected = [("ou_alice", false), ("ou_bob", true), ("ou_carol", false)];
    assert_eq!(users, expected.map(|(user, organizes)| (UserId::from(user), Some(organizes))));

    // Alice is an attendee now, and can no longer transfer the event.
    let copy = get(&alice, id(&event)).await?;
    assert_eq!(copy.organizer_calendar_id, moved.organizer_calendar_id);
    let error = alice.send(&transfer).await.unwrap_err();
    assert_eq!(error.code::<ErrorCode>(), Some(ErrorCode::NotOnOrganizerCalendar), "{error}");
    Ok(())
}

#[tokio::test]
async fn an_organizer_who_leaves_no_longer_has_the_event() -> Result<()> {
    let server = server().await;
    let (alice, bob) = (client(&server, "u-alice"), client(&server, "u-bob"));
    let event = create(&alice, "Planning", Some("FREQ=DAILY;COUNT=3")).await?;
    let transfer = calendar_event::Transfer::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .event_id(id(&event))
        .to_user_id("ou_bob")
        .need_remove_original_organizer(true);
    alice.send(&transfer.build()?).await?;
    assert!(get(&alice, id(&event)).await.is_err());
    assert_eq!(get(&bob, id(&event)).await?.recurrence.as_deref(), Some("FREQ=DAILY;COUNT=3"));
    Ok(())
}

#[tokio::test]
async fn the_token_of_a_shared_event_is_used_to_join() -> Result<()> {
    let server = server().await;
    let (alice, bob) = (client(&server, "u-alice"), client(&server, "u-bob"));
    let event = create(&alice, "Planning", None).await?;
    let share = calendar_event::ShareInfo::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(id(&event)).build()?;
    let link = alice.send(&share).await?.share_link.unwrap();
    assert_eq!(alice.send(&share).await?.share_link.as_deref(), Some(&*link), "an event has one link");
    let token = link.rsplit('=').next().unwrap();
    for _ in 0..2 {
        bob.send(&calendar::JoinEvent::builder().share_token(token).build()?).await?;
    }
    let attendees = get(&alice, id(&event)).await?.attendees;
    let of_bob: Vec<_> = attendees.iter().filter(|it| it.user_id.as_deref() == Some("ou_bob")).collect();
    assert_eq!(of_bob.len(), 1);
    assert_eq!(of_bob[0].rsvp_status, Some(RsvpStatus::Accept));
    assert_eq!(get(&bob, id(&event)).await?.summary.as_deref(), Some("Planning"));
    let unknown = calendar::JoinEvent::builder().share_token("share-999999").build()?;
    assert!(bob.send(&unknown).await.is_err());
    Ok(())
}

#[tokio::test]
async fn a_search_finds_by_words_and_attendees_page_by_page() -> Result<()> {
    let server = server().await;
    let alice = client(&server, "u-alice");
    for number in 0..5 {
        let event = create(&alice, &format!("Planning {number}"), None).await?;
        if number == 3 {
            invite(&alice, id(&event), "ou_bob").await?;
        }
    }
    create(&alice, "Lunch", None).await?;
    let search = || calendar_event::SearchEvent::builder().calendar_id(PRIMARY_CALENDAR_ID).query("planning");
    let found = alice.items(search().page_size(2).build()?).try_collect().await?;
    let titles = found.into_iter().map(|hit| hit.meta_data.unwrap().summary.unwrap().to_string());
    assert_eq!(titles.collect::<Vec<_>>(), (0..5).map(|number| format!("Planning {number}")).collect::<Vec<_>>());
    let filter = EventHitFilter::builder().attendee_user_ids(["ou_bob"]).build()?;
    let found = alice.send(&search().filter(filter).build()?).await?.items;
    assert_eq!(found.len(), 1);
    let data = found[0].meta_data.as_ref().unwrap();
    assert_eq!(data.summary.as_deref(), Some("Planning 3"));
    assert_eq!(data.start.as_ref().unwrap().date_time, Some(time("2026-01-05T02:00:00Z")));
    Ok(())
}

#[tokio::test]
async fn a_batch_of_meeting_chats_lists_the_events_without_one() -> Result<()> {
    let server = server().await;
    let alice = client(&server, "u-alice");
    let (with, without) = (create(&alice, "With", None).await?, create(&alice, "Without", None).await?);
    invite(&alice, id(&with), "ou_bob").await?;
    let chat = meeting_chat::Create::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(id(&with)).build()?;
    let chat = alice.send(&chat).await?.meeting_chat_id.unwrap();
    let ids = [id(&with).clone(), id(&without).clone(), "missing_0".into()];
    let request = calendar_event::MgetMeetingChat::builder().calendar_id(PRIMARY_CALENDAR_ID).event_ids(ids.clone());
    let found = alice.send(&request.build()?).await?;
    assert_eq!(found.meeting_chats.len(), 1);
    assert_eq!(found.meeting_chats[0].meeting_chat_id.as_ref(), Some(&chat));
    let failed: Vec<_> = found.failed_event_ids.iter().map(|failed| failed.event_id.clone().unwrap()).collect();
    assert_eq!(failed, ids[1..]);

    let request = calendar_event::MgetInstanceRelationInfo::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .instance_ids(ids)
        .need_meeting_instance_ids(true);
    let found = alice.send(&request.build()?).await?;
    assert_eq!(found.instance_relation_infos.len(), 2);
    assert_eq!(found.instance_relation_infos[0].meeting_urls.len(), 1, "the first attendee brought a video meeting");
    assert_eq!(found.instance_relation_infos[0].meeting_instance_ids.len(), 1);
    assert_eq!(found.failed_instance_ids[0].fail_msg.as_deref(), Some("Not Found"));
    Ok(())
}

#[tokio::test]
async fn suggestions_are_free_for_everybody_or_have_a_reason_why_not() -> Result<()> {
    let server = server().await;
    let (alice, bob) = (client(&server, "u-alice"), client(&server, "u-bob"));
    create(&bob, "Busy from ten to eleven", None).await?;
    let ask = |end: &str| {
        freebusy::Suggestion::builder()
            .search_start_time(time("2026-01-05T10:00:00+08:00"))
            .search_end_time(time(end))
            .duration_minutes(60)
            .attendee_user_ids(["ou_alice", "ou_bob"])
            .build()
    };
    let found = alice.send(&ask("2026-01-05T13:00:00+08:00")?).await?;
    assert_eq!(found.suggestions[0].event_start_time, Some(time("2026-01-05T11:00:00+08:00")));
    assert_eq!(found.suggestions[0].event_end_time, Some(time("2026-01-05T12:00:00+08:00")));
    assert_eq!(found.ai_action_guidance, None);
    let found = alice.send(&ask("2026-01-05T11:00:00+08:00")?).await?;
    assert_eq!(found.suggestions.len(), 1);
    assert!(found.ai_action_guidance.is_some());
    Ok(())
}

#[tokio::test]
async fn rooms_that_are_booked_are_not_found() -> Result<()> {
    let server = server().await;
    let alice = client(&server, "u-alice");
    let find = || {
        freebusy::RoomFind::builder()
            .city("Beijing")
            .min_capacity(5)
            .event_start_time(time("2026-01-05T09:00:00+08:00"))
            .event_end_time(time("2026-01-05T10:30:00+08:00"))
            .build()
    };
    let names = |found: freebusy::RoomFindResponse| {
        found.available_rooms.into_iter().map(|room| room.room_name.unwrap().to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names(alice.send(&find()?).await?), ["Garden", "Attic"]);
    let event = create(&alice, "Planning", None).await?;
    let room = NewAttendee::builder().r#type(AttendeeType::Resource).room_id("omm_garden").build()?;
    let book = calendar_event_attendee::Create::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(id(&event));
    alice.send(&book.attendees([room]).build()?).await?;
    assert_eq!(names(alice.send(&find()?).await?), ["Attic"]);
    Ok(())
}

#[tokio::test]
async fn an_exception_can_be_deleted_without_a_trace() -> Result<()> {
    let server = server().await;
    let alice = client(&server, "u-alice");
    let series = create(&alice, "Daily", Some("FREQ=DAILY;COUNT=3")).await?;
    let list = || {
        let list = calendar_event::List::builder().calendar_id(PRIMARY_CALENDAR_ID).build();
        async { Ok::<_, Box<dyn std::error::Error>>(alice.send(&list?).await?.items.len()) }
    };
    let view = InstanceView::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .start_time(1_767_542_400)
        .end_time(1_768_147_200)
        .build()?;
    let instances = alice.send(&view).await?.items;
    assert_eq!((instances.len(), list().await?), (3, 1));
    for (instance, flag, listed) in [(0, false, 2), (1, true, 2)] {
        let delete = Delete::builder().calendar_id(PRIMARY_CALENDAR_ID).event_id(id(&instances[instance]));
        alice.send(&delete.delete_exception(flag).build()?).await?;
        assert_eq!(list().await?, listed, "{flag}");
    }
    assert_eq!(alice.send(&view).await?.items.len(), 1);
    assert!(get(&alice, id(&series)).await.is_ok());
    Ok(())
}

#[tokio::test]
async fn a_period_shows_the_reply_of_the_caller() -> Result<()> {
    let server = server().await;
    let (alice, bob) = (client(&server, "u-alice"), client(&server, "u-bob"));
    let event = create(&alice, "Planning", None).await?;
    invite(&alice, id(&event), "ou_bob").await?;
    let view = InstanceView::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .start_time(1_767_542_400)
        .end_time(1_768_147_200)
        .build()?;
    let reply = |items: Vec<CalendarEvent>| items[0].self_rsvp_status.clone();
    assert_eq!(reply(bob.send(&view).await?.items), Some(RsvpStatus::NeedsAction));
    let accept = calendar_event::Reply::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .event_id(id(&event))
        .rsvp_status(RsvpStatus::Accept);
    bob.send(&accept.build()?).await?;
    assert_eq!(reply(bob.send(&view).await?.items), Some(RsvpStatus::Accept));
    assert_eq!(reply(alice.send(&view).await?.items), Some(RsvpStatus::Accept));
    Ok(())
}

/// Requests as the vendor's tool sends them.
#[test]
fn requests_have_the_fields_that_the_vendors_tool_sends() -> Result<()> {
    let transfer = calendar_event::Transfer::builder()
        .calendar_id(PRIMARY_CALENDAR_ID)
        .event_id("a_0")
        .to_user_id("ou_b")
        .need_remove_original_organizer(true)
        .build()?;
    let request = calendar_generated::transport::encode(&transfer, &calendar_generated::BaseUrl::FEISHU)?;
    assert_eq!(request.uri().path(), "/open-apis/calendar/v4/calendars/primary/events/a_0/transfer");
    let body: serde_json::Value = serde_json::from_slice(request.body())?;
    assert_eq!(body, serde_json::json!({ "to_user_id": "ou_b", "need_remove_original_organizer": true }));
    assert_eq!(calendar_event::Transfer::META.scopes, ["calendar:calendar.event:transfer"]);
    Ok(())
}
