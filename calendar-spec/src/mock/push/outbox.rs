//! [`Outbox`]: notifications that wait, and those that were sent.
//!
//! News about one thing within three seconds become one notification. One that is not answered with 200 within three
//! seconds is sent again after 15 seconds, 5 minutes, 1 hour and 6 hours.

use std::collections::VecDeque;
use std::time::{Duration, SystemTime};

use crate::model::Spec;

use super::envelope::{Letter, letter};
use super::{ChangeType, News, Pushed, Topic, Webhook};

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
        if self.webhook.is_none() || news.users.is_empty() {
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

    fn write(&mut self, spec: &Spec, news: &News, now: SystemTime) {
        self.letters += 1;
        let Some(Letter { event_type, event_id, body }) = letter(spec, news, (now, self.letters)) else { return };
        let due = Some(now);
        self.pushed.push_back(Pushed { event_type, event_id, body, sent: Vec::new(), is_delivered: false, due });
        if self.pushed.len() > MOST {
            self.pushed.pop_front();
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

    /// Notes what became of a notification that was sent at a time.
    pub(super) fn sent(&mut self, event_id: &str, at: SystemTime, is_delivered: bool) {
        let Some(pushed) = self.pushed.iter_mut().find(|pushed| pushed.event_id == event_id) else { return };
        let pause = AGAIN.get(pushed.sent.len()).filter(|_| !is_delivered);
        pushed.due = pause.map(|pause| at + *pause);
        pushed.sent.push(at);
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
