//! Time and allocations of the most frequent operations, compared with hand-written structs.
//!
//! `cargo bench -p calendar-generated --bench run_time`; instructions, which do not vary, are counted by the benchmark
//! `instructions`.

mod support;

use divan::{AllocProfiler, Bencher, black_box};
use support::pushed::Receiver;
use support::{event_list, generated, hand_written};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench_group]
mod create_event {
    use super::{black_box, generated, hand_written};

    #[divan::bench]
    fn generated_with_checks() {
        black_box(generated::create_and_encode());
    }

    #[divan::bench]
    fn hand_written_without() {
        black_box(hand_written::create_and_encode());
    }
}

#[divan::bench_group]
mod url {
    use super::{black_box, generated, hand_written};

    #[divan::bench]
    fn generated() {
        black_box(generated::url());
    }

    #[divan::bench]
    fn hand_written() {
        black_box(hand_written::url());
    }
}

#[divan::bench_group]
mod decode_events {
    use super::{Bencher, black_box, event_list, generated, hand_written};

    #[divan::bench(args = [1, 50, 1000])]
    fn generated(bencher: Bencher<'_, '_>, items: usize) {
        let body = event_list(items);
        bencher.bench_local(|| black_box(generated::decode(&body)));
    }

    #[divan::bench(args = [1, 50, 1000])]
    fn hand_written(bencher: Bencher<'_, '_>, items: usize) {
        let body = event_list(items);
        bencher.bench_local(|| black_box(hand_written::decode(&body)));
    }
}

#[divan::bench_group]
mod receive_notification {
    use super::{Bencher, Receiver, black_box};

    #[divan::bench]
    fn generated(bencher: Bencher<'_, '_>) {
        let receiver = Receiver::new();
        bencher.bench_local(|| black_box(receiver.generated()));
    }

    #[divan::bench]
    fn hand_written(bencher: Bencher<'_, '_>) {
        let receiver = Receiver::new();
        bencher.bench_local(|| black_box(receiver.hand_written()));
    }
}
