//! Instructions and allocations, which are the same in every run, as ratios to structs written by hand.
//!
//! `cargo bench -p calendar-generated --bench instructions`. Instructions are counted by running this program under
//! `valgrind --tool=callgrind`, once with many rounds of a case and once with few; without valgrind that column says
//! so.

mod support;

use std::hint::black_box;
use std::process::Command;

use support::pushed::Receiver;
use support::{event_list, generated, hand_written};

/// A case with both implementations, and its goal: instructions in percent.
struct Case {
    name: &'static str,
    generated: fn(),
    hand_written: fn(),
    goal: Option<u64>,
    /// The divisor of the numbers.
    items: u32,
}

macro_rules! decode {
    ($way:ident, $items:literal) => {
        || {
            thread_local!(static BODY: Vec<u8> = event_list($items));
            BODY.with(|body| drop(black_box($way::decode(black_box(body)))));
        }
    };
}

macro_rules! receive {
    ($way:ident) => {
        || {
            thread_local!(static RECEIVER: Receiver = Receiver::new());
            RECEIVER.with(|receiver| drop(black_box(receiver.$way())));
        }
    };
}

const CASES: &[Case] = &[
    Case {
        name: "build, check and encode an event",
        generated: || drop(black_box(generated::create_and_encode())),
        hand_written: || drop(black_box(hand_written::create_and_encode())),
        goal: Some(100),
        items: 1,
    },
    Case {
        name: "one URL",
        generated: || drop(black_box(generated::url())),
        hand_written: || drop(black_box(hand_written::url())),
        goal: Some(100),
        items: 1,
    },
    Case {
        name: "decode a list of 1 event",
        generated: decode!(generated, 1),
        hand_written: decode!(hand_written, 1),
        goal: Some(80),
        items: 1,
    },
    Case {
        name: "decode a list of 50, for each event",
        generated: decode!(generated, 50),
        hand_written: decode!(hand_written, 50),
        goal: Some(80),
        items: 50,
    },
    Case {
        name: "decode a list of 1,000, for each event",
        generated: decode!(generated, 1000),
        hand_written: decode!(hand_written, 1000),
        goal: Some(80),
        items: 1000,
    },
    Case {
        name: "verify, decrypt and decode a notification",
        generated: receive!(generated),
        hand_written: receive!(hand_written),
        // The hand-written code has no limits on depth, time or size, and its errors reveal the failed check.
        goal: None,
        items: 1,
    },
];

const FEW: u32 = 2;
const MANY: u32 = 12;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, case, way, rounds] = arguments.as_slice()
        && let (Ok(case), Ok(rounds)) = (case.parse::<usize>(), rounds.parse())
    {
        let run = if way == "generated" { CASES[case].generated } else { CASES[case].hand_written };
        return (0..rounds).for_each(|_: u32| run());
    }
    println!("{:<42} {:>12} {:>12} {:>6} {:>6} {:>16}", "", "generated", "by hand", "ratio", "goal", "allocations");
    for (index, case) in CASES.iter().enumerate() {
        print(case, index);
    }
    println!(
        "checking a valid event allocates {} times",
        allocations(|| {
            thread_local!(static EVENT: calendar_generated::calendar_event::Create = generated::create().expect("sound"));
            EVENT.with(|event| event.validate().expect("sound"));
        })
    );
}

fn print(case: &Case, index: usize) {
    let items = case.items;
    let allocations = [case.generated, case.hand_written].map(|run| allocations(run) / u64::from(items));
    let allocations = format!("{} : {}", allocations[0], allocations[1]);
    let counts =
        ["generated", "hand written"].map(|way| instructions(index, way).map(|count| count / u64::from(items)));
    let [Some(ours), Some(theirs)] = counts else {
        println!("{:<42} {:>50} {allocations:>16}", case.name, "no valgrind, so no count of instructions");
        return;
    };
    let percent = ours * 100 / theirs.max(1);
    let goal = case.goal.map_or_else(|| "-".to_owned(), |goal| format!("{goal}%"));
    println!("{:<42} {ours:>12} {theirs:>12} {percent:>5}% {goal:>6} {allocations:>16}", case.name);
}

fn allocations(run: impl Fn()) -> u64 {
    run();
    allocation_counter::measure(&run).count_total
}

/// The instructions of one round: the difference between many and few, so that starting up does not count.
fn instructions(case: usize, way: &str) -> Option<u64> {
    let many = callgrind(case, way, MANY)?;
    let few = callgrind(case, way, FEW)?;
    many.checked_sub(few).map(|instructions| instructions / u64::from(MANY - FEW))
}

fn callgrind(case: usize, way: &str, rounds: u32) -> Option<u64> {
    let program = std::env::current_exe().ok()?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([case.to_string(), way.to_owned(), rounds.to_string()])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stderr).ok()?;
    let line = text.lines().find(|line| line.contains("Collected"))?;
    line.rsplit(' ').next()?.parse().ok()
}
