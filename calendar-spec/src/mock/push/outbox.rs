//! [`Outbox`]: waiting notifications and sent ones.
//!
//! News about one subject within three seconds become one notification. One whose response is not 200 within three
//! seconds is repeated after 15 seconds, 5 minutes, 1 hour and 6 hours.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::envelope::{Letter, letter, plain_letter, ticket_letter};
use super::{Pushed, Webhook};
use crate::mock::state::{ChangeType, News, Topic};
use crate::mock::websocket::Hub;
use crate::model::Spec;

/// How long news are held back in case more about the same subject follow.
const WINDOW: Duration = Duration::from_secs(3);

/// The delays before each repetition.
const AGAIN: [Duration; 4] =
    [Duration::from_secs(15), Duration::from_secs(5 * 60), Duration::from_secs(3600), Duration::from_secs(6 * 3600)];

/// How many notifications are kept, and how many news wait.
const MOST: usize = 1000;

/// Notifications, waiting and sent.
#[derive(Debug, Default)]
pub(in crate::mock) struct Outbox {
    pub(in crate::mock) webhook: Option<Webhook>,
    pub(in crate::mock) hub: Hub,
    /// News that are held back, each with the time until when.
    kept_back: VecDeque<(SystemTime, News)>,
    /// Notifications, oldest first, including delivered ones.
    pushed: VecDeque<Pushed>,
    /// The number of notifications and requests so far.
    letters: u64,
    pub(in crate::mock) requests: u64,
}

impl Outbox {
    pub(in crate::mock) fn to(webhook: Option<Webhook>) -> Self {
        Self { webhook, ..Self::default() }
    }

    /// Takes news, if anyone is to be notified.
    pub(in crate::mock) fn add(&mut self, spec: &Spec, news: News, now: SystemTime) {
        if !self.has_receiver() || news.users.is_empty() {
            return;
        }
        let Some(topic) = &news.topic else { return self.write(spec, &news, now) };
        let is_same = |known: &&mut (SystemTime, News)| {
            let known = &known.1;
            let about = known.topic.as_ref().map(|topic| (&topic.name, topic.change == ChangeType::Rsvp));
            known.event == news.event
                && known.source.tenant == news.source.tenant
                && about == Some((&topic.name, topic.change == ChangeType::Rsvp))
        };
        match self.kept_back.iter_mut().find(is_same) {
            Some((_, known)) => merge(known, news),
            None => self.kept_back.push_back((now + WINDOW, news)),
        }
        if self.kept_back.len() > MOST {
            self.kept_back.pop_front();
        }
    }

    /// Whether notifications can be sent, now or once a long connection is open again.
    fn has_receiver(&self) -> bool {
        self.webhook.is_some() || self.hub.is_used()
    }

    /// Takes an event unchanged; returns the ID of the notification.
    pub(in crate::mock) fn push(&mut self, event_type: &str, event: &Value, now: SystemTime) -> String {
        self.letters += 1;
        let letter = plain_letter(event_type, event, (now, self.letters));
        let event_id = letter.event_id.clone();
        self.keep(letter, now);
        event_id
    }

    /// Pushes the ticket of an application, as the platform does every hour and when it is asked to.
    pub(in crate::mock) fn push_ticket(&mut self, app: &str, now: SystemTime) {
        if self.has_receiver() {
            self.letters += 1;
            let letter = ticket_letter(app, (now, self.letters));
            self.keep(letter, now);
        }
    }

    fn write(&mut self, spec: &Spec, news: &News, now: SystemTime) {
        self.letters += 1;
        if let Some(letter) = letter(spec, news, (now, self.letters)) {
            self.keep(letter, now);
        }
    }

    /// Beyond the limit, those that will not be sent any more are removed first.
    fn keep(&mut self, letter: Letter, now: SystemTime) {
        let Letter { event_type, event_id, body } = letter;
        let due = Some(now);
        let answers = Vec::new();
        self.pushed.push_back(Pushed {
            event_type,
            event_id,
            body,
            sent: Vec::new(),
            answers,
            is_delivered: false,
            due,
            is_under_way: false,
        });
        if self.pushed.len() > MOST {
            let over = self.pushed.iter().position(|pushed| pushed.due.is_none()).unwrap_or(0);
            self.pushed.remove(over);
        }
    }

    /// The first notification that is due.
    pub(in crate::mock) fn due(&mut self, spec: &Spec, now: SystemTime) -> Option<Pushed> {
        while self.kept_back.front().is_some_and(|(until, _)| *until <= now)
            && let Some((_, news)) = self.kept_back.pop_front()
        {
            // Nobody is notified of items that were created and deleted within the window.
            if news.topic.is_some() {
                self.write(spec, &news, now);
            }
        }
        self.pushed.iter().find(|pushed| !pushed.is_under_way && pushed.due.is_some_and(|due| due <= now)).cloned()
    }

    /// Marks a notification as being sent: until [`sent`](Self::sent) it is not due, however the clock moves.
    pub(in crate::mock) fn is_under_way(&mut self, event_id: &str) {
        if let Some(pushed) = self.pushed.iter_mut().find(|pushed| pushed.event_id == event_id) {
            pushed.is_under_way = true;
        }
    }

    /// Records the outcome of a notification that was sent at a time.
    pub(in crate::mock) fn sent(
        &mut self,
        event_id: &str,
        at: SystemTime,
        (answer, is_delivered): (Option<u16>, bool),
    ) {
        let Some(pushed) = self.pushed.iter_mut().find(|pushed| pushed.event_id == event_id) else { return };
        let pause = AGAIN.get(pushed.sent.len()).filter(|_| !is_delivered);
        pushed.due = pause.map(|pause| at + *pause);
        pushed.is_under_way = false;
        pushed.sent.push(at);
        pushed.answers.extend(answer);
        pushed.is_delivered = is_delivered;
    }

    pub(in crate::mock) fn pushed(&self) -> impl Iterator<Item = &Pushed> {
        self.pushed.iter()
    }

    /// Removes everything but the webhook and the connections.
    pub(in crate::mock) fn clear(&mut self) {
        self.hub.clear_faults();
        self.kept_back.clear();
        self.pushed.clear();
    }
}

/// Combines two news about one subject, as the page on changes of events describes.
fn merge(known: &mut News, news: News) {
    let Some((Topic { change: before, .. }, Topic { change: after, .. })) =
        known.topic.as_ref().zip(news.topic.as_ref())
    else {
        return;
    };
    match (before, after) {
        (ChangeType::Create, ChangeType::Delete) => known.topic = None,
        (ChangeType::Create, _) | (ChangeType::Delete, ChangeType::Update) => {}
        _ => *known = news,
    }
}
