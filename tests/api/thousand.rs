//! A spec of a thousand endpoints can be checked and compiled. What it takes is printed:
//! `cargo test -p calendar-tests --test api thousand -- --nocapture`.

use std::time::{Duration, Instant};

use calendar_spec::model::Origin;
use nix::sys::resource::{UsageWho, getrusage};

use crate::support::things::{self, ENDPOINTS, RESOURCES, resource};

const PROGRAM: &str = r#"
lark::api!("spec");

fn main() {
    print!("{}", <r24::Create39 as lark::Endpoint>::META.name);
}
"#;

#[test]
fn a_spec_of_a_thousand_endpoints_is_checked_and_compiled() {
    let things = things::package("things");
    things.write("src/main.rs", PROGRAM);

    let (loaded, took) = timed(|| calendar_spec::load(&things.path("spec")));
    assert!(loaded.report.is_empty(), "{}", loaded.report.render(false));
    let own = loaded.spec.resources.iter().flat_map(|resource| &resource.endpoints);
    assert_eq!(own.filter(|endpoint| endpoint.origin == Origin::Own).count(), RESOURCES * ENDPOINTS);
    println!("the check of 1000 endpoints: {took:.1?}; this process held {} MB at most", peak(UsageWho::RUSAGE_SELF));

    assert_eq!(things.build().output, "r24.create_39", "dependencies are built by now");
    things.write("spec/r0.yaml", &resource(0).replace("A thing.", "Some thing."));
    let (output, took) = timed(|| things.cargo(&["check"]));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
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
