//! Notifications: subscribers are notified at a URL, and the receiver of this workspace accepts the requests.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use calendar_generated::events::Event;
use calendar_generated::mock::{TestClock, Webhook};
use calendar_generated::webhook::{self, Received};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{Caller, NOW, Setup};

const KEY: &str = "an Encrypt Key";
const TOKEN: &str = "v-token";

/// How a receiver responds to a notification.
type Reaction = Arc<Mutex<dyn FnMut() -> u16 + Send>>;

/// A server that receives notifications and accepts only signed ones.
struct Receiver {
    url: String,
    seen: Arc<Mutex<Vec<(String, Event)>>>,
}

impl Receiver {
    async fn new(clock: &TestClock, reaction: impl FnMut() -> u16 + Send + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/lark", listener.local_addr().unwrap());
        let seen = Arc::default();
        let (reaction, noted, now) = (Arc::new(Mutex::new(reaction)), Arc::clone(&seen), clock.reader());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                answer(stream, &noted, &(Arc::clone(&reaction) as Reaction), now()).await;
            }
        });
        Self { url, seen }
    }

    /// The notifications so far, each with its ID.
    fn seen(&self) -> Vec<(String, Event)> {
        self.seen.lock().unwrap().clone()
    }

    fn webhook(&self) -> Webhook {
        Webhook::to(&self.url).unwrap().verification_token(TOKEN).encrypt_key(KEY)
    }
}

async fn answer(mut stream: TcpStream, seen: &Mutex<Vec<(String, Event)>>, reaction: &Reaction, now: SystemTime) {
    let (headers, body) = read(&mut stream).await;
    let believed = webhook::Webhook::<Event>::builder(TOKEN).encrypt_key(KEY).build().unwrap();
    let (status, body) = match believed.verify_at(&headers, &body, now).unwrap() {
        Received::Challenge(challenge) => (200, challenge.response_body()),
        Received::Notification(notification) => {
            let id = notification.header.event_id.unwrap().to_string();
            seen.lock().unwrap().push((id, notification.event));
            (reaction.lock().unwrap()(), b"{}".to_vec())
        }
        other => panic!("{other:?}"),
    };
    let head = format!("HTTP/1.1 {status} x\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
    stream.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
}

async fn read(stream: &mut TcpStream) -> (HeaderMap, Vec<u8>) {
    let mut bytes = Vec::new();
    loop {
        let mut piece = [0; 4096];
        let length = stream.read(&mut piece).await.unwrap();
        bytes.extend_from_slice(&piece[..length]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { continue };
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let mut headers = HeaderMap::new();
        for (name, value) in head.lines().skip(1).filter_map(|line| line.split_once(": ")) {
            headers.insert(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
        }
        let length: usize = headers["content-length"].to_str().unwrap().parse().unwrap();
        if bytes.len() >= end + 4 + length {
            return (headers, bytes[end + 4..].to_vec());
        }
    }
}

/// A server with a receiver that has verified its URL.
async fn subscribed(reaction: impl FnOnce(TestClock) -> Box<dyn FnMut() -> u16 + Send>) -> (Setup, Receiver) {
    let setup = Setup::new().await;
    let receiver = Receiver::new(&setup.clock, reaction(setup.clock.clone())).await;
    setup.server.subscribe(receiver.webhook()).await.unwrap();
    (setup, receiver)
}

async fn always(status: u16) -> (Setup, Receiver) {
    subscribed(|_| Box::new(move || status)).await
}

/// Advances the clock and sends what is due by then.
async fn pass(setup: &Setup, seconds: u64) {
    setup.clock.advance(Duration::from_secs(seconds));
    setup.server.deliver().await;
}

/// The changes of events that a receiver was notified of.
fn changes(seen: &[(String, Event)]) -> Vec<(String, String, usize)> {
    let told = |(_, event): &(String, Event)| match event {
        Event::CalendarEventChanged(event) => {
            let id = event.calendar_event_id.clone().unwrap().to_string();
            Some((id, event.change_type.clone().unwrap().to_string(), event.user_id_list.len()))
        }
        _ => None,
    };
    seen.iter().filter_map(told).collect()
}

async fn calendar_with_subscriber(caller: &mut Caller) -> String {
    let calendar = caller.primary().await;
    caller.post(&format!("/calendars/{calendar}/events/subscription"), json!({})).await;
    calendar
}

#[tokio::test]
async fn subscribers_are_notified_of_changes() {
    let (setup, receiver) = always(200).await;
    let (mut alice, mut bob) = (setup.caller("u-alice").await, setup.caller("u-bob").await);
    let calendar = alice.primary().await;
    alice.event(&calendar, NOW, json!({})).await;
    pass(&setup, 10).await;
    assert_eq!(receiver.seen().len(), 0, "nobody has subscribed");
    alice.post("/calendars/subscription", json!({})).await;
    let calendar = calendar_with_subscriber(&mut alice).await;
    alice.post(&format!("/calendars/{calendar}/acls/subscription"), json!({})).await;
    let own = calendar_with_subscriber(&mut bob).await;

    let shared = alice.calendar(json!({})).await;
    pass(&setup, 0).await;
    let Some((_, Event::CalendarChanged(changed))) = receiver.seen().pop() else { panic!("{:?}", receiver.seen()) };
    assert_eq!(changed.user_id_list[0].open_id.as_deref(), Some("ou_alice"));
    assert_eq!(changed.user_id_list[0].union_id.as_deref(), Some("on_alice"));
    alice.delete(&format!("/calendars/{shared}")).await;

    let member = json!({ "role": "reader", "scope": { "type": "user", "user_id": "ou_bob" } });
    alice.post(&format!("/calendars/{calendar}/acls"), member).await;
    alice.delete(&format!("/calendars/{calendar}/acls/user_bob")).await;
    pass(&setup, 0).await;
    let acls = receiver.seen();
    assert!(matches!(&acls[2..], [(_, Event::CalendarAclCreated(_)), (_, Event::CalendarAclDeleted(_))]), "{acls:?}");

    let event = alice.event(&calendar, NOW, json!({})).await;
    pass(&setup, 3).await;
    let path = format!("/calendars/{calendar}/events/{event}");
    let attendees = json!({ "attendees": [{ "type": "user", "user_id": "ou_bob" }] });
    alice.post(&format!("{path}/attendees"), attendees).await;
    pass(&setup, 3).await;
    bob.post(&format!("/calendars/{own}/events/{event}/reply"), json!({ "rsvp_status": "accept" })).await;
    pass(&setup, 3).await;
    let told = changes(&receiver.seen());
    let kinds: Vec<&str> = told.iter().map(|(_, kind, _)| &**kind).collect();
    assert_eq!(kinds, ["create", "create", "update", "rsvp", "rsvp"], "on both calendars");
    assert!(told.iter().all(|(id, _, users)| *id == event && *users == 1));
    let Some((_, Event::CalendarEventChanged(reply))) = receiver.seen().pop() else { panic!() };
    assert_eq!(reply.rsvp_infos[0].from_user_id.as_ref().unwrap().open_id.as_deref(), Some("ou_bob"));

    bob.post(&format!("/calendars/{own}/events/unsubscription"), json!({})).await;
    alice.delete(&path).await;
    pass(&setup, 3).await;
    assert_eq!(changes(&receiver.seen()).len(), 6, "one of both has ended the subscription");
}

#[tokio::test]
async fn changes_of_one_event_within_three_seconds_are_combined() {
    let (setup, receiver) = always(200).await;
    let mut alice = setup.caller("u-alice").await;
    let calendar = calendar_with_subscriber(&mut alice).await;
    let kept = alice.event(&calendar, NOW, json!({})).await;
    let path = |event: &str| format!("/calendars/{calendar}/events/{event}");
    alice.patch(&path(&kept), json!({ "summary": "a" })).await;
    let gone = alice.event(&calendar, NOW, json!({})).await;
    alice.delete(&path(&gone)).await;
    pass(&setup, 2).await;
    assert_eq!(receiver.seen().len(), 0, "more could follow");
    pass(&setup, 1).await;
    assert_eq!(changes(&receiver.seen()), [(kept.clone(), "create".to_owned(), 1)], "what came and went is not told");
    alice.patch(&path(&kept), json!({ "summary": "b" })).await;
    alice.patch(&path(&kept), json!({ "summary": "c" })).await;
    alice.delete(&path(&kept)).await;
    pass(&setup, 3).await;
    assert_eq!(changes(&receiver.seen())[1..], [(kept, "delete".to_owned(), 1)]);
}

#[tokio::test]
async fn a_notification_that_is_not_accepted_in_time_is_repeated_as_documented() {
    let late = |clock: TestClock| -> Box<dyn FnMut() -> u16 + Send> {
        Box::new(move || {
            clock.advance(Duration::from_millis(3001));
            200
        })
    };
    let (setup, receiver) = subscribed(late).await;
    let mut alice = setup.caller("u-alice").await;
    alice.post("/calendars/subscription", json!({})).await;
    alice.calendar(json!({})).await;
    let mut times = Vec::new();
    for pause in [0, 15, 5 * 60, 3600, 6 * 3600, 24 * 3600] {
        // The receiver is slow, and the pause counts from the time at which the notification was sent.
        pass(&setup, pause).await;
        times.push(receiver.seen().len());
    }
    assert_eq!(times, [1, 2, 3, 4, 5, 5], "it is sent five times, and then given up");
    let ids: std::collections::BTreeSet<String> = receiver.seen().into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids.len(), 1, "each time under the same ID");
    let pushed = &setup.server.notifications()[0];
    let apart: Vec<u64> =
        pushed.sent.windows(2).map(|pair| pair[1].duration_since(pair[0]).unwrap().as_secs()).collect();
    assert_eq!(apart, [18, 303, 3603, 21603], "as late as the clock was moved on");
    assert_eq!((pushed.is_delivered, pushed.due), (false, None));
}

#[tokio::test]
async fn a_rejected_notification_is_repeated_until_it_is_accepted() {
    let mut statuses = vec![200, 500];
    let (setup, receiver) = subscribed(|_| Box::new(move || statuses.pop().unwrap())).await;
    let mut alice = setup.caller("u-alice").await;
    alice.post("/calendars/subscription", json!({})).await;
    alice.calendar(json!({})).await;
    pass(&setup, 0).await;
    pass(&setup, 14).await;
    assert_eq!(receiver.seen().len(), 1);
    pass(&setup, 1).await;
    pass(&setup, 24 * 3600).await;
    assert_eq!(receiver.seen().len(), 2);
    assert!(setup.server.notifications()[0].is_delivered);
}

#[tokio::test]
async fn a_url_is_subscribed_once_it_has_responded_to_the_verification() {
    let setup = Setup::new().await;
    let receiver = Receiver::new(&setup.clock, || 200).await;
    setup.server.subscribe(receiver.webhook()).await.unwrap();
    let free = TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap();
    let silent = Webhook::to(&format!("http://{free}/")).unwrap();
    let error = setup.server.subscribe(silent).await.unwrap_err().to_string();
    assert!(error.contains("does not respond"), "{error}");
    let mock = Webhook::to(&format!("{}/lark", setup.server.url())).unwrap();
    let error = setup.server.subscribe(mock).await.unwrap_err().to_string();
    assert!(error.contains("not with the challenge"), "{error}");
}

#[tokio::test]
async fn notifications_without_a_key_are_not_encrypted_and_contain_the_token() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let webhook = Webhook::to(&format!("http://{}/a?b=c", listener.local_addr().unwrap())).unwrap();
    let setup = Setup::with(|server| server.webhook(webhook.verification_token(TOKEN))).await;
    let mut alice = setup.caller("u-alice@acme").await;
    alice.post("/calendars/subscription", json!({})).await;
    alice.calendar(json!({})).await;
    let receive = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let (headers, body) = read(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
        (headers, serde_json::from_slice::<Value>(&body).unwrap())
    };
    let ((headers, body), ()) = tokio::join!(receive, setup.server.deliver());
    assert!(!headers.contains_key("x-lark-signature"));
    let header = json!({
        "event_id": "6d6f636b000000000000000000000001", "event_type": "calendar.calendar.changed_v4",
        "create_time": "1767225600000", "token": TOKEN, "app_id": "cli_mock", "tenant_key": "acme",
    });
    let user = json!({ "open_id": "ou_alice", "union_id": "on_alice", "user_id": "alice" });
    assert_eq!(body, json!({ "schema": "2.0", "header": header, "event": { "user_id_list": [user] } }));
}

#[tokio::test]
async fn a_receiver_can_be_subscribed_by_an_admin_route() {
    let setup = Setup::new().await;
    let receiver = Receiver::new(&setup.clock, || 200).await;
    let mut connection = crate::http::Connection::to(&setup.server).await;
    let body = json!({ "url": receiver.url, "verification_token": TOKEN, "encrypt_key": KEY });
    let put = |route: &str, body: Value| {
        let (method, path) = route.split_once(' ').unwrap();
        crate::http::Sent::new(method, path).json(&body)
    };
    assert_eq!(connection.send(&put("PUT /__mock/webhook", body)).await.status, 200);
    let elsewhere = json!({ "url": "http://example.com/" });
    assert_eq!(connection.send(&put("PUT /__mock/webhook", elsewhere)).await.status, 400);
    let mut alice = setup.caller("u-alice").await;
    alice.post("/calendars/subscription", json!({})).await;
    alice.calendar(json!({})).await;
    assert_eq!(connection.send(&put("POST /__mock/notifications/deliver", json!({}))).await.status, 200);
    let told = connection.send(&crate::http::Sent::new("GET", "/__mock/notifications")).await.json();
    assert_eq!(told[0]["event_type"], "calendar.calendar.changed_v4");
    assert_eq!((&told[0]["is_delivered"], told[0]["sent"].as_array().unwrap().len()), (&json!(true), 1));
    assert_eq!(receiver.seen().len(), 1);
    connection.send(&put("DELETE /__mock/webhook", json!({}))).await;
    alice.calendar(json!({})).await;
    setup.server.deliver().await;
    assert_eq!(receiver.seen().len(), 1);
}
