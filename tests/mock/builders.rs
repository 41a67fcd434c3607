//! The violations of the builders and those of `calendar_spec::validate`, which the server returns, have the same
//! paths and messages.

use calendar_generated::mock::MockServer;
use calendar_generated::transport::encode_authorized;
use calendar_generated::types::{
    AclScope, AclScopeType, AttendeeReference, AttendeeType, CalendarRole, CheckInTime, CheckInTimeType, EventCheckIn,
    EventLocation, EventSchema, EventUiStatus, MeetingSettings, NewAttendee, Reminder, RsvpStatus, TimeInfo, Vchat,
};
use calendar_generated::{
    AccessToken, BaseUrl, Date, Endpoint, Tenant, TimestampOrDate, TokenFor, ValidationError, calendar, calendar_acl,
    calendar_event, calendar_event_attendee, exchange_binding, freebusy, meeting_room, timeoff_event,
};

use crate::support::{Connection, Dice, Sent, strict};

const ROUNDS: u64 = 150;

/// A server, a connection to it, and how often requests were taken and rejected.
struct Judge {
    server: MockServer,
    connection: Connection,
    taken: usize,
    refused: usize,
}

impl Judge {
    async fn new() -> Self {
        let server = strict().await;
        Self { connection: Connection::to(&server).await, server, taken: 0, refused: 0 }
    }

    /// Sends a request even if the builder rejects it, and compares both results.
    async fn hold<E: Endpoint, K>(&mut self, request: &E, own: Result<(), ValidationError>, token: &AccessToken<K>)
    where
        K: TokenFor<E::Token>,
    {
        let Ok(call) = encode_authorized(request, &BaseUrl::from(&self.server), token) else {
            // Both reject what a URL cannot contain, the builder before the request is sent.
            assert!(own.is_err());
            return;
        };
        let mut sent = Sent::new(call.method().as_str(), call.uri().path_and_query().unwrap().as_str());
        for (name, value) in call.headers() {
            sent = sent.header(name.as_str(), value.to_str().unwrap());
        }
        sent.body = call.body().clone();
        let reply = self.connection.send(&sent).await;
        let mut expected: Vec<(String, String)> = own.err().into_iter().flatten().map(words).collect();
        let mut found = reply.violations();
        expected.sort();
        found.sort();
        assert_eq!(expected, found, "{sent:?}\n{}", String::from_utf8_lossy(&sent.body));
        assert_eq!(reply.status == 200, expected.is_empty());
        *(if expected.is_empty() { &mut self.taken } else { &mut self.refused }) += 1;
    }

    fn assert_saw_both(&self) {
        assert!(self.taken > 20 && self.refused > 20, "{} taken, {} refused", self.taken, self.refused);
    }
}

fn words(violation: calendar_generated::Violation) -> (String, String) {
    let words = violation.kind.to_string();
    (violation.path, words)
}

fn tenant() -> AccessToken<Tenant> {
    AccessToken::tenant("t-1").unwrap()
}

/// A string whose length is usually within both limits.
fn text(dice: &mut Dice, min: usize, max: usize) -> String {
    let length = match dice.size(0, 9) {
        0 => max + 1,
        1 => min.saturating_sub(1),
        _ => dice.size(min, max.min(min + 5)),
    };
    "程".repeat(length)
}

fn id(dice: &mut Dice) -> &'static str {
    dice.choose::<&str>(&["feishu.cn_x@group.calendar.feishu.cn", "a/b", "%", "程", "primary", ".", ".."])
}

fn some<T>(dice: &mut Dice, make: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    dice.flip().then(|| make(dice))
}

/// Calls a setter when there is a value.
macro_rules! given {
    ($builder:ident, $($setter:ident: $value:expr),* $(,)?) => {
        $(let $builder = match $value { Some(value) => $builder.$setter(value), None => $builder };)*
    };
}

fn role(dice: &mut Dice) -> CalendarRole {
    CalendarRole::from(*dice.choose(&["unknown", "reader", "owner"]))
}

#[tokio::test]
async fn access_controls() {
    let mut judge = Judge::new().await;
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let scope = AclScope::builder().r#type(AclScopeType::User);
        given!(scope, user_id: some(dice, |_| "ou_x"));
        let request =
            calendar_acl::Create::builder().calendar_id(id(dice)).role(role(dice)).scope(scope.build_unchecked());
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

#[tokio::test]
async fn calendars() {
    let mut judge = Judge::new().await;
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let request = calendar::Patch::builder().calendar_id(id(dice));
        given!(request,
            summary: some(dice, |dice| text(dice, 1, 255)),
            description: some(dice, |dice| text(dice, 0, 255)),
            color: some(dice, |dice| i32::try_from(dice.between(-9, 9)).unwrap()),
        );
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let count = dice.size(0, 12);
        let request = calendar::Mget::builder().calendar_ids(vec!["c"; count]).build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let request =
            calendar::List::builder().page_size(i32::try_from(dice.between(40, 60)).unwrap()).build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

fn check_in_time(dice: &mut Dice) -> CheckInTime {
    let kinds = ["before_event_start", "after_event_start", "after_event_end"];
    let minutes = *dice.choose(&[0, 5, 7, 15, 30]);
    let builder = CheckInTime::builder().time_type(CheckInTimeType::from(*dice.choose(&kinds))).duration(minutes);
    builder.build_unchecked()
}

fn check_in(dice: &mut Dice) -> EventCheckIn {
    let builder = EventCheckIn::builder().enable_check_in(true);
    given!(builder,
        check_in_start_time: some(dice, check_in_time),
        check_in_end_time: some(dice, check_in_time),
    );
    builder.build_unchecked()
}

fn time(dice: &mut Dice) -> TimeInfo {
    let zone = *dice.choose(&["Asia/Shanghai", "UTC", "asia/shanghai", "Beijing time", "A/B/C/D"]);
    if dice.flip() {
        TimeInfo::at(dice.between(0, 9)).timezone(zone).build_unchecked()
    } else {
        TimeInfo::on(Date::EPOCH).timezone(zone).build_unchecked()
    }
}

fn vchat(dice: &mut Dice) -> Vchat {
    let settings = MeetingSettings::builder();
    given!(settings, assign_hosts: some(dice, |dice| vec!["ou_x"; dice.size(8, 11)]));
    let kinds = ["vc", "third_party", "no_meeting", "lark_live", "unknown"];
    let builder = Vchat::builder().meeting_settings(settings.build_unchecked());
    given!(builder,
        vc_type: some(dice, |dice| *dice.choose(&kinds)),
        description: some(dice, |dice| text(dice, 0, 500)),
        meeting_url: some(dice, |dice| text(dice, 1, 2000)),
    );
    builder.build_unchecked()
}

#[tokio::test]
async fn events() {
    let mut judge = Judge::new().await;
    let rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=MO",
        "freq=daily",
        "INTERVAL=1",
        "FREQ=DAILY;COUNT=1;UNTIL=20240101",
        "FREQ=DAILY;BYMINUTE=+5",
        "daily",
    ];
    for seed in 0..2 * ROUNDS {
        let dice = &mut Dice::new(seed);
        let request =
            calendar_event::Create::builder().calendar_id(id(dice)).start_time(time(dice)).end_time(time(dice));
        let is_rare = |dice: &mut Dice| dice.size(0, 3) == 0;
        let reminder = |dice: &mut Dice| {
            let minutes = *dice.choose(&[-20_160, 0, 20_160, 20_161]);
            Reminder::builder().minutes(minutes).build_unchecked()
        };
        let schema = |dice: &mut Dice| {
            let status = *dice.choose(&["hide", "readonly", "unknown"]);
            EventSchema::builder().ui_status(EventUiStatus::from(status)).build_unchecked()
        };
        let location =
            |dice: &mut Dice| EventLocation::builder().name(text(dice, 1, 512)).latitude(1.5).build_unchecked();
        given!(request,
            idempotency_key: is_rare(dice).then(|| text(dice, 32, 128)),
            summary: is_rare(dice).then(|| text(dice, 0, 1000)),
            recurrence: is_rare(dice).then(|| *dice.choose(&rules)),
            reminders: is_rare(dice).then(|| vec![reminder(dice), reminder(dice)]),
            schemas: is_rare(dice).then(|| [schema(dice)]),
            location: is_rare(dice).then(|| location(dice)),
            vchat: is_rare(dice).then(|| vchat(dice)),
            event_check_in: is_rare(dice).then(|| check_in(dice)),
        );
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

#[tokio::test]
async fn event_listings_and_replies() {
    let mut judge = Judge::new().await;
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let request = calendar_event::List::builder().calendar_id("c");
        given!(request,
            start_time: some(dice, |_| 1),
            end_time: some(dice, |_| 2),
            page_token: (dice.size(0, 3) == 0).then_some("p"),
            sync_token: (dice.size(0, 3) == 0).then_some("s"),
            page_size: some(dice, |dice| i32::try_from(dice.between(49, 60)).unwrap()),
        );
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let (start, end) = (dice.between(0, 9), dice.between(0, 9) * 10_000_000);
        let request =
            calendar_event::Instances::builder().calendar_id("c").event_id("e").start_time(start).end_time(end);
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let answer = RsvpStatus::from(*dice.choose(&["accept", "decline", "removed", "needs_action"]));
        let request =
            calendar_event::Reply::builder().calendar_id("c").event_id("e").rsvp_status(answer).build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

fn attendee(dice: &mut Dice) -> NewAttendee {
    let kind = AttendeeType::from(*dice.choose(&["user", "chat", "resource", "resource", "third_party"]));
    let builder = NewAttendee::builder().r#type(kind);
    let mail = *["a@b", "a", "@b", "a@b..c", "a@@b.example"].get(dice.size(0, 9)).unwrap_or(&"a@b.example");
    given!(builder,
        user_id: (dice.size(0, 5) > 0).then_some("ou_x"),
        chat_id: (dice.size(0, 5) > 0).then_some("oc_x"),
        room_id: (dice.size(0, 5) > 0).then_some("omm_x"),
        third_party_email: (dice.size(0, 5) > 0).then_some(mail),
        approval_reason: (dice.size(0, 9) == 0).then(|| text(dice, 0, 200)),
    );
    builder.build_unchecked()
}

#[tokio::test]
async fn attendees() {
    let mut judge = Judge::new().await;
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let few = dice.size(0, 3);
        let count = *dice.choose(&[few, few, few, 45]);
        let attendees: Vec<NewAttendee> = (0..count).map(|_| attendee(dice)).collect();
        let rooms =
            (seed % 10 == 0).then(|| NewAttendee::builder().r#type("resource").room_id("omm_x").build_unchecked());
        let rooms = rooms.into_iter().flat_map(|room| vec![room; usize::try_from(seed).unwrap()]);
        let request = calendar_event_attendee::Create::builder().calendar_id("c").event_id("e");
        let request = request.attendees(attendees.into_iter().chain(rooms)).build_unchecked();
        let own = request.validate();
        // A response reports at most fifty fields.
        if own.as_ref().err().is_none_or(|invalid| invalid.violations().len() <= 50) {
            judge.hold(&request, own, &tenant()).await;
        }
        let reference = AttendeeReference::builder().r#type("user").user_id("ou_x").build_unchecked();
        let request = calendar_event_attendee::BatchDelete::builder().calendar_id("c").event_id("e");
        given!(request,
            attendee_ids: some(dice, |dice| vec!["user_x"; dice.size(249, 251)]),
            delete_ids: some(dice, |dice| vec![reference.clone(); dice.size(248, 251)]),
        );
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

#[tokio::test]
async fn free_time_and_time_off() {
    let mut judge = Judge::new().await;
    let times = ["2024-01-01T00:00:00Z", "2024-01-01T08:00:00+08:00", "2024-01-15T00:00:00Z", "2024-06-01T00:00:00.5Z"];
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let mut instant = || times[dice.size(0, 3)].parse::<calendar_generated::DateTime>().unwrap();
        let (from, to) = (instant(), instant());
        let request = freebusy::List::builder().time_min(from.clone()).time_max(to.clone());
        given!(request, user_id: some(dice, |_| "ou_x"), room_id: some(dice, |_| "omm_x"));
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let users = vec!["ou_x"; dice.size(0, 11)];
        let request =
            freebusy::Batch::builder().time_min(from.clone()).time_max(to.clone()).user_ids(users).build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let rooms = vec!["omm_x"; dice.size(15, 22)];
        let request = meeting_room::FreebusyBatchGet::builder().room_ids(rooms).time_min(from).time_max(to);
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
        let mut end = || *dice.choose(&[TimestampOrDate::Seconds(5.into()), TimestampOrDate::Date(Date::EPOCH)]);
        let (start, end) = (end(), end());
        let zone = *dice.choose(&["UTC", "+08:00"]);
        let request = timeoff_event::Create::builder().user_id("ou_x").timezone(zone).start_time(start).end_time(end);
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &tenant()).await;
    }
    judge.assert_saw_both();
}

#[tokio::test]
async fn bindings() {
    let mut judge = Judge::new().await;
    let user = AccessToken::user("u-1").unwrap();
    for seed in 0..ROUNDS {
        let dice = &mut Dice::new(seed);
        let request = exchange_binding::Create::builder();
        given!(request,
            admin_account: some(dice, |dice| text(dice, 1, 500)),
            exchange_account: some(dice, |dice| text(dice, 1, 500)),
        );
        let request = request.build_unchecked();
        judge.hold(&request, request.validate(), &user).await;
    }
    judge.assert_saw_both();
}
