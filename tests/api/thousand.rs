//! A spec of a thousand endpoints can be checked and compiled. The time and memory that it takes are printed:
//! `cargo test -p calendar-tests --test api thousand -- --nocapture`.

use std::time::{Duration, Instant};

use calendar_spec::model::Origin;
use nix::sys::resource::{UsageWho, getrusage};

use crate::support::package::said;
use crate::support::things::{self, ENDPOINTS, RESOURCES};

const PROGRAM: &str = r#"
lark::api!("spec");

// The compiler looks at what is generated for the last endpoint, so that no program has to be built.
const NAME: &str = <r24::Create39 as lark::Endpoint>::META.name;
const _: () = assert!(matches!(NAME.as_bytes(), b"r24.create_39"));

fn main() {}
"#;

#[test]
fn a_spec_of_a_thousand_endpoints_is_checked_and_compiled() {
    let things = things::package("things");
    things.write("src/main.rs", "fn main() {}");

    let (loaded, took) = timed(|| calendar_spec::load(&things.path("spec")));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let own = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    assert_eq!(own.filter(|endpoint| endpoint.origin == Origin::Own).count(), RESOURCES * ENDPOINTS);
    println!("the check of 1000 endpoints: {took:.1?}; this process held {} MB at most", peak(UsageWho::RUSAGE_SELF));

    assert!(things.cargo(&["check"]).status.success(), "what it depends on is checked by now");
    things.write("src/main.rs", PROGRAM);
    let (output, took) = timed(|| things.cargo(&["check"]));
    assert!(output.status.success(), "{}", said(&output));
    println!(
        "`cargo check` of their crate: {took:.1?}; no process held more than {} MB",
        peak(UsageWho::RUSAGE_CHILDREN)
    );
}

fn timed<T>(run: impl FnOnce() -> T) -> (T, Duration) {
    let started = Instant::now();
    (run(), started.elapsed())
}

/// The most memory that this process, or any that it waited for, has held.
fn peak(who: UsageWho) -> i64 {
    getrusage(who).map_or(0, |usage| usage.max_rss() / 1024)
}
