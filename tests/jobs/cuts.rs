//! Jobs while connections are cut, before and after a call took effect: no event is incomplete or duplicated.

use std::sync::Mutex;
use std::time::Duration;

use calendar_generated::jobs::{CreateMeeting, DeleteEvent, JobState, Scope};

use crate::recurring::{AFTER, BEFORE, Series};
use crate::support::{Faults, Setup, room, user};

/// Cuts this percentage of calls, chosen by a seed.
fn cuts(seed: u64, percent: u64) -> impl Faults {
    let state = Mutex::new(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    move |_: &str, _| {
        let mut state = state.lock().unwrap();
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        let kinds = ["cut=before", "cut=after", "half-body"];
        let kind = kinds[usize::try_from(*state / 100 % 3).unwrap()];
        (*state % 100 < percent).then_some(kind)
    }
}

/// How often each final state occurred.
#[derive(Debug, Default)]
struct Ends {
    done: usize,
    taken_back: usize,
    named: usize,
}

#[tokio::test]
async fn a_split_is_complete_or_has_no_effect() {
    let mut ends = Ends::default();
    for seed in 0..60 {
        let percent = if seed % 2 == 0 { 10 } else { 45 };
        let series = Series::new().await;
        let outcome = series.later_from_the_sixth().run(&series.setup.faulty(cuts(seed, percent))).await;
        let shown = series.setup.shown().await;
        match outcome {
            Ok(_) => {
                assert_eq!(shown, AFTER, "seed {seed}");
                ends.done += 1;
            }
            Err(error) if matches!(error.state(), JobState::Unchanged | JobState::RolledBack) => {
                assert_eq!(shown, BEFORE, "seed {seed}: {error}");
                assert_eq!(series.setup.events().await.len(), 3, "seed {seed}: {error}");
                ends.taken_back += 1;
            }
            Err(error) => {
                assert!(!error.left_behind().is_empty(), "seed {seed}: {error}");
                ends.named += 1;
            }
        }
    }
    assert!(ends.done >= 30 && ends.taken_back > 0, "{ends:?}");
}

#[tokio::test]
async fn a_meeting_is_complete_or_does_not_exist() {
    let mut ends = Ends::default();
    for seed in 0..60 {
        let percent = if seed % 2 == 0 { 10 } else { 45 };
        let setup = Setup::new().await;
        let job = CreateMeeting::new(crate::meeting::request(&setup));
        let job = job.attendees([user("ou_bob"), user("ou_carol"), room("omm_garden")]);
        let outcome = job.run(&setup.faulty(cuts(seed, percent))).await;
        let events = setup.events().await;
        match outcome {
            Ok(_) => {
                assert_eq!(events.len(), 1, "seed {seed}");
                let attendees = setup.attendees(events[0].event_id.as_ref().unwrap()).await;
                let expected = ["ou_alice accept", "omm_garden accept", "ou_bob needs_action", "ou_carol needs_action"];
                assert_eq!(attendees, expected, "seed {seed}");
                ends.done += 1;
            }
            Err(error) if matches!(error.state(), JobState::Unchanged | JobState::RolledBack) => {
                assert!(events.is_empty(), "seed {seed}: {error}");
                ends.taken_back += 1;
            }
            Err(error) => {
                assert!(!error.left_behind().is_empty() && events.len() <= 1, "seed {seed}: {error}");
                ends.named += 1;
            }
        }
    }
    assert!(ends.done >= 30 && ends.taken_back > 0, "{ends:?}");
}

#[tokio::test]
async fn a_series_is_deleted_despite_cuts() {
    for seed in 0..20 {
        let series = Series::new().await;
        let delete = DeleteEvent::new(&series.setup.calendar, &series.id, Scope::All);
        if delete.run(&series.setup.faulty(cuts(seed, 30))).await.is_err() {
            let rest = delete.run(&series.setup.alice).await;
            assert!(rest.is_ok() || series.setup.events().await.is_empty(), "seed {seed}: {rest:?}");
        }
        assert!(series.setup.events().await.is_empty(), "seed {seed}");
    }
}

#[tokio::test]
async fn a_split_works_with_reads_that_lag() {
    let setup = Setup::with_lag(Duration::from_millis(1500)).await;
    let series = Series::in_setup(setup).await;
    series.setup.clock.advance(Duration::from_secs(5));
    series.later_from_the_sixth().run(&series.setup.alice).await.unwrap();
    series.setup.clock.advance(Duration::from_secs(5));
    assert_eq!(series.setup.shown().await, AFTER);
}
