use super::*;
use crate::jobs::Zone;
use crate::types::CalendarEvent;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn series(rule: &str, first: EventSpan) -> Loaded {
    let rule: RecurrenceRule = rule.parse().expect(rule);
    let starts = rule.series(&first).expect("a series").starts().collect();
    let id = EventIdParts::of(&"uid_0".into()).expect("an ID");
    Loaded { id, event: CalendarEvent::default(), first, rule, starts }
}

/// From nine to ten on the clocks of Berlin.
fn nine(day: &str) -> EventSpan {
    let clock = |time: &str| format!("{day}T{time}").parse().expect("a time");
    let zone = Zone::new("Europe/Berlin").expect("a zone");
    EventSpan::local(clock("09:00"), clock("10:00"), zone).expect("a span")
}

#[test]
fn a_series_is_cut_with_the_rest_of_its_rule() -> Outcome {
    // Monday, 2026-03-23; clocks are put forward on the 29th.
    for (rule, position, before, after) in [
        ("FREQ=DAILY;COUNT=10", 7, "FREQ=DAILY;UNTIL=20260330T065959Z", "FREQ=DAILY;COUNT=3"),
        ("FREQ=DAILY", 1, "FREQ=DAILY;UNTIL=20260324T075959Z", "FREQ=DAILY"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231",
            1,
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20260325T075959Z",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20261231",
        ),
        (
            "FREQ=DAILY;BYHOUR=9,15;COUNT=6",
            3,
            "FREQ=DAILY;BYHOUR=9,15;UNTIL=20260324T135959Z",
            "FREQ=DAILY;BYHOUR=9,15;COUNT=3",
        ),
        (
            "FREQ=MONTHLY;BYDAY=4MO;COUNT=5",
            2,
            "FREQ=MONTHLY;BYDAY=4MO;UNTIL=20260525T065959Z",
            "FREQ=MONTHLY;BYDAY=4MO;COUNT=3",
        ),
    ] {
        let (left, right) = Part::cut(&series(rule, nine("2026-03-23")), position)?;
        assert_eq!((left.as_str(), right.rule.as_str()), (before, after));
    }
    Ok(())
}

#[test]
fn an_all_day_series_is_cut_by_the_day() -> Outcome {
    let days = EventSpan::all_day("2026-05-01".parse()?, "2026-05-02".parse()?)?;
    let (left, right) = Part::cut(&series("FREQ=WEEKLY;COUNT=4", days), 2)?;
    assert_eq!((left.as_str(), right.rule.as_str()), ("FREQ=WEEKLY;UNTIL=20260514", "FREQ=WEEKLY;COUNT=2"));
    assert_eq!(
        (right.first.first_day(), right.first.last_day()),
        (Some("2026-05-15".parse()?), Some("2026-05-16".parse()?))
    );
    Ok(())
}

#[test]
fn a_half_that_is_moved_keeps_its_number_of_instances() -> Outcome {
    // The last instance starts at the second in which the rule ends.
    let all = series("FREQ=DAILY;UNTIL=20260327T080000Z", nine("2026-03-23"));
    let (_, half) = Part::cut(&all, 2)?;
    let later = half.first.starting_at(i64::from(half.first.start()) + 3600);
    let plan = Plan::new(&half, Some(later), None)?;
    assert_eq!((plan.rule.as_str(), plan.moved.len()), ("FREQ=DAILY;COUNT=3", 3));
    assert!(plan.moved.iter().all(|(from, to)| to - from == 3600));
    let unmoved = Plan::new(&half, None, None)?;
    assert_eq!(unmoved.rule, all.rule);
    Ok(())
}

#[test]
fn instances_are_moved_on_the_clock() -> Outcome {
    let all = series("FREQ=DAILY;COUNT=9", nine("2026-03-25"));
    // The instance after the change of clocks goes from nine to eight; so does the first one, before the change.
    let instance = all.starts[6];
    let first = first_after_move(&all, instance, nine("2026-03-31").starting_at(instance - 3600))?;
    assert_eq!(first, nine("2026-03-25").starting_at(all.starts[0] - 3600));
    Ok(())
}

#[test]
fn a_start_that_the_rule_does_not_have_is_rejected() -> Outcome {
    let all = series("FREQ=WEEKLY;BYDAY=MO", nine("2026-03-23"));
    let tuesday = nine("2026-03-24");
    let error = Plan::new(&Part::whole(&all), Some(tuesday), None).expect_err("a Tuesday").to_string();
    assert!(error.contains("change the `recurrence` together with the times"), "{error}");
    let plan = Plan::new(&Part::whole(&all), Some(tuesday), Some("FREQ=WEEKLY;BYDAY=TU"))?;
    assert!(plan.moved.is_empty(), "no Monday is a Tuesday");
    Ok(())
}
