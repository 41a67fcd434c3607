//! Recurring events: their instances, exceptions, and free and busy times.

use serde_json::{Value, json};

use crate::support::{Caller, NOW, Setup, each, hour};

const DAY: i64 = 86_400;

struct Daily {
    alice: Caller,
    calendar: String,
    series: String,
}

impl Daily {
    /// An event every day, five times, on the primary calendar.
    async fn new(setup: &Setup) -> Self {
        let mut alice = setup.caller("u-alice").await;
        let calendar = alice.primary().await;
        let more = json!({ "summary": "Daily", "recurrence": "FREQ=DAILY;COUNT=5" });
        let series = alice.event(&calendar, NOW, more).await;
        Self { alice, calendar, series }
    }

    fn path(&self, event: &str) -> String {
        format!("/calendars/{}/events/{event}", self.calendar)
    }

    fn instance(&self, day: i64) -> String {
        self.series.replace("_0", &format!("_{}", NOW + day * DAY))
    }

    /// The days and titles of the instances.
    async fn instances(&mut self) -> Vec<(i64, String)> {
        let list =
            format!("{}/instances?start_time={}&end_time={}", self.path(&self.series), NOW - DAY, NOW + 30 * DAY);
        days(&self.alice.walk(&list, "items").await.0)
    }

    async fn view(&mut self) -> Vec<(i64, String)> {
        let view = format!(
            "/calendars/{}/events/instance_view?start_time={}&end_time={}",
            self.calendar,
            NOW - DAY,
            NOW + 30 * DAY
        );
        days(self.alice.get(&view).await["items"].as_array().unwrap())
    }
}

fn days(events: &[Value]) -> Vec<(i64, String)> {
    let start = |event: &Value| event["start_time"]["timestamp"].as_str().unwrap().parse::<i64>().unwrap();
    let title = |event: &Value| event["summary"].as_str().unwrap().to_owned();
    events.iter().map(|event| ((start(event) - NOW) / DAY, title(event))).collect()
}

fn titled(days: &[(i64, &str)]) -> Vec<(i64, String)> {
    days.iter().map(|(day, title)| (*day, (*title).to_owned())).collect()
}

#[tokio::test]
async fn a_series_has_instances() {
    let setup = Setup::new().await;
    let mut daily = Daily::new(&setup).await;
    let all = titled(&[(0, "Daily"), (1, "Daily"), (2, "Daily"), (3, "Daily"), (4, "Daily")]);
    assert_eq!(daily.instances().await, all);
    assert_eq!(daily.view().await, all);
    let one = daily.alice.get(&daily.path(&daily.instance(2))).await["event"].clone();
    assert_eq!((&one["recurrence"], &one["recurring_event_id"]), (&json!(""), &json!(daily.series)));
    for (id, code) in [(daily.instance(5), 193_001), (daily.instance(2) + "1", 193_001)] {
        assert_eq!(daily.alice.refused(&format!("GET {}", daily.path(&id)), Value::Null).await, code);
    }
}

#[tokio::test]
async fn an_instance_is_changed_or_deleted_separately() {
    let setup = Setup::new().await;
    let mut daily = Daily::new(&setup).await;
    let (moved, gone) = (daily.path(&daily.instance(1)), daily.path(&daily.instance(2)));
    let mut change = hour(NOW + 9 * DAY);
    change["summary"] = json!("Moved");
    daily.alice.patch(&moved, change).await;
    daily.alice.delete(&gone).await;
    let left = titled(&[(0, "Daily"), (3, "Daily"), (4, "Daily"), (9, "Moved")]);
    assert_eq!(daily.instances().await, left);
    assert_eq!(daily.view().await, left);
    assert_eq!(daily.alice.refused(&format!("GET {gone}"), Value::Null).await, 193_003);
    let list = format!("/calendars/{}/events?anchor_time=1", daily.calendar);
    let (listed, _) = daily.alice.walk(&list, "items").await;
    let told: Vec<_> = listed.iter().map(|event| (event["is_exception"] == true, event["status"].clone())).collect();
    let (confirmed, cancelled) = (json!("confirmed"), json!("cancelled"));
    assert_eq!(told, [(false, confirmed.clone()), (true, confirmed), (true, cancelled)]);
    assert_eq!(listed[1]["recurring_event_id"], json!(daily.series));
}

#[tokio::test]
async fn exceptions_remain_when_their_series_is_changed_or_deleted() {
    let setup = Setup::new().await;
    let mut daily = Daily::new(&setup).await;
    let mut change = hour(NOW + 9 * DAY);
    change["summary"] = json!("Moved");
    daily.alice.patch(&daily.path(&daily.instance(1)), change).await;
    daily.alice.delete(&daily.path(&daily.instance(2))).await;
    let series = daily.path(&daily.series.clone());
    daily.alice.patch(&series, json!({ "recurrence": "FREQ=DAILY;COUNT=4" })).await;
    let kept = titled(&[(0, "Daily"), (3, "Daily"), (9, "Moved")]);
    assert_eq!((daily.instances().await, daily.view().await), (kept.clone(), kept));
    daily.alice.patch(&series, hour(NOW + 3600)).await;
    let days: Vec<i64> = daily.view().await.into_iter().map(|(day, _)| day).collect();
    assert_eq!(days, [0, 1, 2, 3, 9], "the moved series has none of the original times");
    daily.alice.delete(&series).await;
    assert_eq!(daily.view().await, titled(&[(9, "Moved")]));
    assert_eq!(daily.alice.get(&daily.path(&daily.instance(1))).await["event"]["summary"], "Moved");
}

/// A daily event of Alice to which Bob and Carol are invited.
struct Shared {
    daily: Daily,
    bob: Caller,
    carol: Caller,
}

impl Shared {
    async fn new(setup: &Setup) -> Self {
        let mut daily = Daily::new(setup).await;
        let user = |id: &str| json!({ "type": "user", "user_id": id });
        let attendees = json!({ "attendees": [user("ou_bob"), user("ou_carol")] });
        daily.alice.post(&format!("{}/attendees", daily.path(&daily.series)), attendees).await;
        Self { daily, bob: setup.caller("u-bob").await, carol: setup.caller("u-carol").await }
    }
}

/// The events on the primary calendar of a user, and the user's busy times.
async fn seen_by(who: &mut Caller, user: &str) -> (Vec<(i64, String)>, usize) {
    let view = format!("/calendars/primary/events/instance_view?start_time={}&end_time={}", NOW - DAY, NOW + 30 * DAY);
    let seen = days(who.get(&view).await["items"].as_array().unwrap());
    let asked = json!({ "time_min": "2026-01-01T00:00:00Z", "time_max": "2026-01-20T00:00:00Z", "user_id": user });
    (seen, who.post("/freebusy/list", asked).await["freebusy_list"].as_array().unwrap().len())
}

#[tokio::test]
async fn a_changed_or_deleted_instance_is_updated_on_the_calendars_of_attendees() {
    let setup = Setup::new().await;
    let mut shared = Shared::new(&setup).await;
    let daily = &mut shared.daily;
    let mut change = hour(NOW + 9 * DAY);
    change["summary"] = json!("Moved");
    daily.alice.patch(&daily.path(&daily.instance(1)), change).await;
    daily.alice.delete(&daily.path(&daily.instance(2))).await;
    let expected = (titled(&[(0, "Daily"), (3, "Daily"), (4, "Daily"), (9, "Moved")]), 4);
    assert_eq!(seen_by(&mut shared.bob, "ou_bob").await, expected);
    daily.alice.patch(&daily.path(&daily.series.clone()), json!({ "summary": "Series" })).await;
    let expected = (titled(&[(0, "Series"), (3, "Series"), (4, "Series"), (9, "Moved")]), 4);
    assert_eq!(seen_by(&mut shared.bob, "ou_bob").await, expected);
    assert_eq!(seen_by(&mut shared.carol, "ou_carol").await, expected);
}

#[tokio::test]
async fn a_declined_instance_is_listed_once_and_is_not_busy() {
    let setup = Setup::new().await;
    let mut shared = Shared::new(&setup).await;
    let instance = shared.daily.instance(3);
    let reply = format!("/calendars/primary/events/{instance}/reply");
    shared.bob.post(&reply, json!({ "rsvp_status": "decline" })).await;
    let all = titled(&[(0, "Daily"), (1, "Daily"), (2, "Daily"), (3, "Daily"), (4, "Daily")]);
    assert_eq!(seen_by(&mut shared.bob, "ou_bob").await, (all.clone(), 4));
    let daily = &mut shared.daily;
    daily.alice.patch(&daily.path(&daily.series.clone()), json!({ "description": "For all" })).await;
    assert_eq!(seen_by(&mut shared.carol, "ou_carol").await, (all, 5), "who declined nothing has all of them");
}

#[tokio::test]
async fn an_attendee_removed_from_one_instance_keeps_the_others() {
    let setup = Setup::new().await;
    let mut shared = Shared::new(&setup).await;
    let daily = &mut shared.daily;
    let instance = daily.path(&daily.instance(1));
    let delete = json!({ "delete_ids": [{ "type": "user", "user_id": "ou_bob" }] });
    daily.alice.post(&format!("{instance}/attendees/batch_delete"), delete).await;
    let left = titled(&[(0, "Daily"), (2, "Daily"), (3, "Daily"), (4, "Daily")]);
    assert_eq!(seen_by(&mut shared.bob, "ou_bob").await, (left, 4));
    assert_eq!(seen_by(&mut shared.carol, "ou_carol").await.1, 5);
    let own = shared.bob.primary().await;
    let get = format!("GET /calendars/{own}/events/{}", shared.daily.instance(1));
    assert_eq!(shared.bob.refused(&get, Value::Null).await, 193_001);
}

#[tokio::test]
async fn attendees_see_exceptions_and_reply_to_single_instances() {
    let setup = Setup::new().await;
    let (mut daily, mut bob) = (Daily::new(&setup).await, setup.caller("u-bob").await);
    let attendees = json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }] });
    daily.alice.post(&format!("{}/attendees", daily.path(&daily.series)), attendees).await;
    daily.alice.patch(&daily.path(&daily.instance(1)), json!({ "summary": "Special" })).await;
    let own = bob.primary().await;
    let path = |event: &str| format!("/calendars/{own}/events/{event}");
    assert_eq!(bob.get(&path(&daily.instance(1))).await["event"]["summary"], "Special");
    assert_eq!(bob.get(&path(&daily.instance(3))).await["event"]["summary"], "Daily");
    bob.post(&format!("{}/reply", path(&daily.instance(3))), json!({ "rsvp_status": "decline" })).await;
    let answers = |items: Vec<Value>| each(&items, "rsvp_status");
    let of = |event: &str| format!("/calendars/{}/events/{event}/attendees", daily.calendar);
    let (of_series, of_instance) = (of(&daily.series), of(&daily.instance(3)));
    assert_eq!(answers(daily.alice.walk(&of_series, "items").await.0), ["accept", "needs_action"]);
    assert_eq!(answers(daily.alice.walk(&of_instance, "items").await.0), ["accept", "decline"]);
}

#[tokio::test]
async fn instances_are_paged_and_a_view_is_limited() {
    let setup = Setup::new().await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = alice.calendar(json!({})).await;
    let series = alice.event(&calendar, NOW, json!({ "recurrence": "FREQ=HOURLY" })).await;
    let period = |days: i64| format!("start_time={NOW}&end_time={}", NOW + days * DAY);
    let list = format!("/calendars/{calendar}/events/{series}/instances?page_size=10&{}", period(1));
    let first = alice.get(&list).await;
    assert_eq!((first["items"].as_array().unwrap().len(), &first["has_more"]), (10, &json!(true)));
    let (all, _) = alice.walk(&list, "items").await;
    assert_eq!(all.len(), 24);
    let view = |days: i64| format!("GET /calendars/{calendar}/events/instance_view?{}", period(days));
    assert_eq!(alice.call(&view(40), None).await.1, 0);
    alice.event(&calendar, NOW, json!({ "recurrence": "FREQ=HOURLY" })).await;
    assert_eq!(alice.refused(&view(40), Value::Null).await, 193_104);
    assert_eq!(alice.refused(&view(41), Value::Null).await, 193_103);
}

#[tokio::test]
async fn busy_times_come_from_events_and_time_off() {
    let setup = Setup::new().await;
    let (mut daily, mut bot) = (Daily::new(&setup).await, setup.caller("t-bot").await);
    daily.alice.delete(&daily.path(&daily.instance(1))).await;
    daily.alice.event(&daily.calendar.clone(), NOW + 7200, json!({ "free_busy_status": "free" })).await;
    let off = json!({ "user_id": "ou_alice", "timezone": "UTC", "start_time": "2026-01-03", "end_time": "2026-01-03" });
    bot.post("/timeoff_events", off).await;
    let asked = |more: Value| {
        let mut body = json!({ "time_min": "2026-01-01T08:00:00+08:00", "time_max": "2026-01-04T00:30:00Z" });
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap());
        body
    };
    let spans = |list: &Value| -> Vec<String> {
        let span =
            |item: &Value| format!("{}/{}", item["start_time"].as_str().unwrap(), item["end_time"].as_str().unwrap());
        list.as_array().unwrap().iter().map(span).collect()
    };
    let busy = bot.post("/freebusy/list", asked(json!({ "user_id": "ou_alice" }))).await;
    let expected = [
        "2026-01-01T08:00:00+08:00/2026-01-01T09:00:00+08:00",
        "2026-01-03T08:00:00+08:00/2026-01-03T09:00:00+08:00",
        "2026-01-03T08:00:00+08:00/2026-01-04T08:00:00+08:00",
        "2026-01-04T08:00:00+08:00/2026-01-04T09:00:00+08:00",
    ];
    assert_eq!(spans(&busy["freebusy_list"]), expected, "not the instance that was deleted");
    let all = bot.post("/freebusy/list", asked(json!({ "user_id": "ou_alice", "only_busy": false }))).await;
    assert_eq!(all["freebusy_list"].as_array().unwrap().len(), 5);
    let several = asked(json!({ "user_ids": ["ou_alice", "ou_nobody"], "need_rsvp_status": true }));
    let several = bot.post("/freebusy/batch", several).await["freebusy_lists"].clone();
    assert_eq!(each(several.as_array().unwrap(), "user_id"), ["ou_alice", "ou_nobody"]);
    assert_eq!(several[0]["freebusy_items"][0]["rsvp_status"], "accept");
    assert_eq!(several[1]["freebusy_items"], json!([]));
}

#[tokio::test]
async fn an_invitation_is_busy_until_it_is_declined() {
    let setup = Setup::new().await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let calendar = alice.primary().await;
    let event = alice.event(&calendar, NOW, json!({})).await;
    let attendees = json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }] });
    alice.post(&format!("/calendars/{calendar}/events/{event}/attendees"), attendees).await;
    let body = json!({
        "time_min": "2026-01-01T00:00:00Z", "time_max": "2026-01-02T00:00:00Z", "user_id": "ou_bob",
        "need_rsvp_status": true,
    });
    let busy = alice.post("/freebusy/list", body.clone()).await["freebusy_list"].clone();
    assert_eq!(each(busy.as_array().unwrap(), "rsvp_status"), ["needs_action"]);
    let reply = format!("/calendars/{}/events/{event}/reply", bob.primary().await);
    bob.post(&reply, json!({ "rsvp_status": "decline" })).await;
    assert_eq!(alice.post("/freebusy/list", body).await["freebusy_list"], json!([]));
}
