//! Who may call: scopes, tokens, kinds of application, and how often.
//!
//! In: both lists. Out: a change where one allows what the other does not.

use super::change::{Change, Effect, Level, Ways};
use super::class::Class;
use super::comparison::Comparison;
use crate::describe::{apps, rate_limit, tokens};
use crate::model::{App, RateLimit, Tokens};

impl Comparison<'_> {
    /// Any scope of a list suffices; without any, none is needed.
    pub(super) fn scopes(&mut self, place: &str, old: &[String], new: &[String], ways: Ways) {
        let is_narrower = |one: &[String], than: &[String]| {
            !one.is_empty() && (than.is_empty() || than.iter().any(|scope| !one.contains(scope)))
        };
        let words = |scopes: &[String]| if scopes.is_empty() { "none".to_owned() } else { quoted(scopes) };
        let narrowed = is_narrower(new, old);
        if narrowed || is_narrower(old, new) {
            let class = if narrowed { Class::ScopesNarrowed } else { Class::ScopesWidened };
            let effect = Effect::breaking_if(narrowed);
            self.push(Change::new(class, place).was(words(old)).is(words(new)).wire(ways.wire(effect, effect)));
        }
    }

    /// The type of the token is part of an endpoint in Rust. Whoever holds a client of either kind can go on when one
    /// more kind is taken.
    pub(super) fn tokens(&mut self, place: &str, old: Tokens, new: Tokens) {
        let Tokens { tenant, user } = old;
        let narrowed = (tenant && !new.tenant) || (user && !new.user);
        if old != new {
            let (class, rust) =
                if narrowed { (Class::TokensNarrowed, Level::Major) } else { (Class::TokensWidened, Level::Minor) };
            let change = Change::new(class, place).was(quoted(&tokens(old))).is(quoted(&tokens(new)));
            self.push(change.wire(Ways::SENT.wire(Effect::breaking_if(narrowed), Effect::Compatible)).rust(rust));
        }
    }

    /// Kinds of application that may call or receive.
    pub(super) fn apps(&mut self, place: &str, old: &[App], new: &[App], ways: Ways) {
        let lacks = |one: &[App], other: &[App]| other.iter().any(|app| !one.contains(app));
        let narrowed = lacks(new, old);
        if narrowed || lacks(old, new) {
            let class = if narrowed { Class::AppsNarrowed } else { Class::AppsWidened };
            let effect = Effect::breaking_if(narrowed);
            let change = Change::new(class, place).was(quoted(&apps(old))).is(quoted(&apps(new)));
            self.push(change.wire(ways.wire(effect, effect)));
        }
    }

    pub(super) fn rate_limit(&mut self, place: &str, old: Option<RateLimit>, new: Option<RateLimit>) {
        let calls = |limit: Option<RateLimit>| {
            let RateLimit { per_minute, per_second } =
                limit.unwrap_or(RateLimit { per_minute: None, per_second: None });
            [per_minute, per_second].map(|calls| calls.unwrap_or(u32::MAX))
        };
        if calls(old) != calls(new) {
            let lowered = calls(old).into_iter().zip(calls(new)).any(|(old, new)| new < old);
            let class = if lowered { Class::RateLimitLowered } else { Class::RateLimitRaised };
            let words = |limit: Option<RateLimit>| limit.map_or_else(|| "none".to_owned(), rate_limit);
            let change = Change::new(class, place).was(words(old)).is(words(new));
            self.push(change.wire(Ways::SENT.wire(Effect::breaking_if(lowered), Effect::Compatible)));
        }
    }
}

/// `` `a`, `b` ``
pub(super) fn quoted<T: AsRef<str>>(texts: &[T]) -> String {
    texts.iter().map(|text| format!("`{}`", text.as_ref())).collect::<Vec<_>>().join(", ")
}
