//! Times at which people and rooms are free.

use std::time::Duration;

use calendar_generated::jobs::{FindSlot, JobErrorKind, Slot, WallClock, WorkingHours, Zone};
use calendar_generated::mock::Fault;

use crate::support::{DAY, HOUR, NOW, Setup, create, primary, room};

const AN_HOUR: Duration = Duration::from_secs(3600);

fn clocks(slots: &[Slot], zone: Zone) -> Vec<String> {
    slots.iter().map(|slot| WallClock::at(slot.start, zone).unwrap().to_string()).collect()
}

async fn busy(setup: &Setup, token: &str, start: i64) {
    let client = setup.client(token);
    create(&client, &primary(&client).await, start, None).await;
}

/// The first day, starting at eight in the morning in Shanghai.
fn first_day() -> FindSlot {
    FindSlot::new(NOW, NOW + 16 * HOUR, AN_HOUR).users(["ou_alice", "ou_bob"]).at_most(2)
}

#[tokio::test]
async fn a_slot_is_free_for_everybody() {
    let setup = Setup::new().await;
    busy(&setup, "u-alice", NOW).await;
    busy(&setup, "u-bob", NOW + HOUR + HOUR / 2).await;
    let slots = first_day().find(&setup.alice).await.unwrap();
    assert_eq!(clocks(&slots, Zone::SHANGHAI), ["2026-01-01T10:30:00", "2026-01-01T10:45:00"]);
    assert_eq!(i64::from(slots[0].end) - i64::from(slots[0].start), HOUR);
}

#[tokio::test]
async fn hours_of_two_zones_are_kept() {
    let setup = Setup::new().await;
    let berlin = Zone::new("Europe/Berlin").unwrap();
    let both = FindSlot::new(NOW, NOW + 5 * DAY, AN_HOUR)
        .users(["ou_alice"])
        .hours(WorkingHours::new(Zone::SHANGHAI, "09:00", "18:00").unwrap())
        .hours(WorkingHours::new(berlin, "09:00", "17:00").unwrap())
        .step(AN_HOUR)
        .at_most(5);
    let slots = both.find(&setup.alice).await.unwrap();
    let expected = [
        "2026-01-01T16:00:00",
        "2026-01-01T17:00:00",
        "2026-01-02T16:00:00",
        "2026-01-02T17:00:00",
        "2026-01-05T16:00:00",
    ];
    assert_eq!(clocks(&slots, Zone::SHANGHAI), expected, "not on the weekend");
    assert_eq!(clocks(&slots[..1], berlin), ["2026-01-01T09:00:00"]);
}

#[tokio::test]
async fn the_first_room_that_is_free_is_chosen() {
    let setup = Setup::new().await;
    for (name, start) in [("omm_garden", NOW), ("omm_attic", NOW + HOUR)] {
        let event = setup.event(start + 20 * DAY, None).await;
        setup.add(&event, [room(name)]).await;
    }
    let search = FindSlot::new(NOW + 20 * DAY, NOW + 21 * DAY, AN_HOUR).one_of_rooms(["omm_garden", "omm_attic"]);
    let slots = search.step(AN_HOUR).at_most(3).find(&setup.alice).await.unwrap();
    let rooms: Vec<&str> = slots.iter().map(|slot| slot.room.as_deref().unwrap()).collect();
    assert_eq!(rooms, ["omm_attic", "omm_garden", "omm_garden"]);
    let both = FindSlot::new(NOW + 20 * DAY, NOW + 21 * DAY, AN_HOUR).rooms(["omm_garden", "omm_attic"]);
    let slots = both.find(&setup.alice).await.unwrap();
    assert_eq!(slots[0].start, (NOW + 20 * DAY + 2 * HOUR).into());
}

#[tokio::test]
async fn a_calendar_that_cannot_be_read_is_an_error_and_not_free() {
    let setup = Setup::new().await;
    for (fault, endpoint, who) in [
        ("code=195100", "freebusy.batch", "user `ou_bob`"),
        ("code=190014", "freebusy.batch", "user `ou_alice`, `ou_bob`"),
        ("cut=after", "freebusy.list", "room `omm_garden`"),
        ("status=503", "freebusy.list", "room `omm_garden`"),
    ] {
        setup.server.clear_faults();
        let fault: Fault = fault.parse().unwrap();
        setup.server.fault(fault.on(endpoint).always()).unwrap();
        if who == "user `ou_bob`" {
            // The error of the batch names nobody; the calls for each user show that Bob has left.
            setup.server.fault("code=195100".parse::<Fault>().unwrap().on("freebusy.list").always()).unwrap();
        }
        let users =
            if who == "user `ou_bob`" { vec!["ou_bob", "ou_bob", "ou_carol"] } else { vec!["ou_alice", "ou_bob"] };
        let search = FindSlot::new(NOW, NOW + DAY, AN_HOUR).users(users).rooms(["omm_garden"]);
        let error = search.find(&setup.alice).await.expect_err(who);
        assert!(error.step().ends_with(who), "{error}");
        assert_eq!(error.kind(), JobErrorKind::Call);
    }
}

#[tokio::test]
async fn a_response_without_a_requested_calendar_is_an_error() {
    let setup = Setup::new().await;
    let data = serde_json::json!({ "freebusy_lists": [{ "user_id": "ou_alice", "freebusy_items": [] }] });
    setup.server.respond("freebusy.batch", data).unwrap();
    let error = first_day().find(&setup.alice).await.unwrap_err();
    assert_eq!((error.kind(), error.step()), (JobErrorKind::Incomplete, "reading the busy times of user `ou_bob`"));
}

#[tokio::test]
async fn calls_keep_the_documented_limits() {
    let setup = Setup::new().await;
    let users: Vec<String> = (0..11).map(|number| format!("ou_{number}")).collect();
    let search =
        FindSlot::new(NOW, NOW + 100 * DAY, AN_HOUR).users(users.iter().map(String::as_str)).rooms(["omm_garden"]);
    assert_eq!(search.find(&setup.alice).await.unwrap()[0].start, NOW.into());
    assert_eq!(setup.calls("freebusy.batch").len(), 2 * 8);
    assert_eq!(setup.calls("freebusy.list").len(), 2);
}

#[tokio::test]
async fn an_invalid_search_is_rejected() {
    let setup = Setup::new().await;
    for (search, why) in [
        (FindSlot::new(NOW, NOW, AN_HOUR).users(["ou_a"]), "ends before it starts"),
        (FindSlot::new(NOW, i64::MAX, AN_HOUR).users(["ou_a"]), "more than 366 days"),
        (FindSlot::new(NOW, NOW + 1, Duration::ZERO).users(["ou_a"]), "a second or more"),
        (FindSlot::new(NOW, NOW + 1, AN_HOUR), "nobody is searched for"),
    ] {
        let error = search.find(&setup.alice).await.unwrap_err();
        assert!(error.to_string().contains(why), "{error}");
    }
    assert!(
        first_day()
            .hours(WorkingHours::new(Zone::UTC, "09:00", "09:30").unwrap())
            .find(&setup.alice)
            .await
            .unwrap()
            .is_empty()
    );
}
