//! [`Outbox`]: notifications that wait, and those that were sent.
//!
//! News about one thing within three seconds become one notification. One that is not answered with 200 within three
//! seconds is sent again after 15 seconds, 5 minutes, 1 hour and 6 hours.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::envelope::{Letter, letter, plain_letter};
use super::{ChangeType, News, Pushed, Topic, Webhook};
use crate::mock::websocket::Hub;
use crate::model::Spec;

/// How long news are kept back in case that more about the same follow.
const WINDOW: Duration = Duration::from_secs(3);

/// After how long a notification is sent again, each time.
const AGAIN: [Duration; 4] =
    [Duration::from_secs(15), Duration::from_secs(5 * 60), Duration::from_secs(3600), Duration::from_secs(6 * 3600)];

/// How many notifications are remembered, and how many news wait.
const MOST: usize = 1000;

/// Notifications, on their way and arrived.
#[derive(Debug, Default)]
pub(in crate::mock) struct Outbox {
    pub(in crate::mock) webhook: Option<Webhook>,
    pub(in crate::mock) hub: Hub,
    /// News that are kept back, each with the time until when.
    kept_back: VecDeque<(SystemTime, News)>,
    /// Notifications, oldest first, delivered ones too.
    pushed: VecDeque<Pushed>,
    /// How many notifications and requests there were.
    letters: u64,
    pub(super) requests: u64,
}

impl Outbox {
    pub(in crate::mock) fn to(webhook: Option<Webhook>) -> Self {
        Self { webhook, ..Self::default() }
    }

    /// Takes news, when there is someone to be told.
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

    /// Whether notifications have somewhere to go, now or once a long connection is there again.
    fn has_receiver(&self) -> bool {
        self.webhook.is_some() || self.hub.is_used()
    }

    /// Takes an event as it is; gives the ID of the notification.
    pub(in crate::mock) fn push(&mut self, event_type: &str, event: &Value, now: SystemTime) -> String {
        self.letters += 1;
        let letter = plain_letter(event_type, event, (now, self.letters));
        let event_id = letter.event_id.clone();
        self.keep(letter, now);
        event_id
    }

    fn write(&mut self, spec: &Spec, news: &News, now: SystemTime) {
        self.letters += 1;
        if let Some(letter) = letter(spec, news, (now, self.letters)) {
            self.keep(letter, now);
        }
    }

    /// When there are too many, those go first that are not to be sent any more.
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
        });
        if self.pushed.len() > MOST {
            let over = self.pushed.iter().position(|pushed| pushed.due.is_none()).unwrap_or(0);
            self.pushed.remove(over);
        }
    }

    /// The first notification that is to be sent by now.
    pub(super) fn due(&mut self, spec: &Spec, now: SystemTime) -> Option<Pushed> {
        while self.kept_back.front().is_some_and(|(until, _)| *until <= now)
            && let Some((_, news)) = self.kept_back.pop_front()
        {
            // What was created and deleted within the window is told to nobody.
            if news.topic.is_some() {
                self.write(spec, &news, now);
            }
        }
        self.pushed.iter().find(|pushed| pushed.due.is_some_and(|due| due <= now)).cloned()
    }

    /// A notification is being sent: it is due again when it is not answered in time.
    pub(super) fn is_under_way(&mut self, event_id: &str, until: SystemTime) {
        if let Some(pushed) = self.pushed.iter_mut().find(|pushed| pushed.event_id == event_id) {
            pushed.due = Some(until);
        }
    }

    /// Notes what became of a notification that was sent at a time.
    pub(super) fn sent(&mut self, event_id: &str, at: SystemTime, (answer, is_delivered): (Option<u16>, bool)) {
        let Some(pushed) = self.pushed.iter_mut().find(|pushed| pushed.event_id == event_id) else { return };
        let pause = AGAIN.get(pushed.sent.len()).filter(|_| !is_delivered);
        pushed.due = pause.map(|pause| at + *pause);
        pushed.sent.push(at);
        pushed.answers.extend(answer);
        pushed.is_delivered = is_delivered;
    }

    pub(in crate::mock) fn pushed(&self) -> impl Iterator<Item = &Pushed> {
        self.pushed.iter()
    }

    /// Forgets everything but the webhook.
    pub(in crate::mock) fn clear(&mut self) {
        self.kept_back.clear();
        self.pushed.clear();
    }
}

/// What becomes of two news about one thing, as the page on changes of events says it.
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
