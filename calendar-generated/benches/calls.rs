//! Calls per second over persistent connections, compared with `reqwest` and hand-written structs.
//!
//! `cargo bench -p calendar-generated --bench calls`. A server of this process, on a thread of its own, sends one
//! documented response to every request. The client has its usual features: spans, which a subscriber also records or
//! formats, attempts, and documented rate limits, with a clock that is too fast for them to delay a call.

mod support;

use std::io;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

use calendar_generated::{BaseUrl, Client, Clock, Sleep, SystemClock, Tenant};
use support::hand_written::{Envelope, EventList};
use support::{event_list, generated, hand_written};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tracing::level_filters::LevelFilter;
use tracing::subscriber::set_default;
use tracing_subscriber::layer::SubscriberExt;

/// Rounds of both in turns, so that a machine that becomes slower does so for both.
const ROUNDS: usize = 61;
const CALLS: usize = 500;
const TOKEN: &str = "t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234";
const GOAL: f64 = 0.95;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    // `cargo test --benches` only asks whether this compiles.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let address = serve()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(compare(address))
}

async fn compare(address: SocketAddr) -> Result<(), Failure> {
    let base_url = BaseUrl::parse(&format!("http://{address}"))?;
    let ours = Client::builder().tenant_token(TOKEN).base_url(base_url).clock(FastClock::default()).build()?;
    // The client names its provider; this one uses the default of the process.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let by_hand = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(30)).build()?;
    println!("{:<10} {:>8} {:>14} {:>14} {:>7} {:>6}", "spans", "at once", "generated", "reqwest", "ratio", "goal");
    for (spans, at_once) in [("recorded", 1), ("recorded", 16), ("formatted", 1), ("formatted", 16)] {
        let _guard = match spans {
            "recorded" => set_default(tracing_subscriber::registry().with(LevelFilter::INFO)),
            _ => set_default(tracing_subscriber::fmt().with_writer(io::sink).finish()),
        };
        let mut times = [Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            times[0].push(timed(at_once, || call(ours.clone())).await?);
            times[1].push(timed(at_once, || call_by_hand(by_hand.clone(), address)).await?);
        }
        let ratios = times[0].iter().zip(&times[1]).map(|(ours, by_hand)| by_hand.as_secs_f64() / ours.as_secs_f64());
        let ratio = median(ratios.collect());
        let [ours, by_hand] = times.map(|times| median(times.into_iter().map(a_second).collect()));
        println!("{spans:<10} {at_once:>8} {ours:>12.0}/s {by_hand:>12.0}/s {ratio:>7.2} {GOAL:>6.2}");
    }
    Ok(())
}

/// The time of all calls of a round, this many of them at once.
async fn timed<F, T>(at_once: usize, task: impl Fn() -> F) -> Result<Duration, Failure>
where
    F: Future<Output = Result<T, Failure>> + Send + 'static,
    T: Send + 'static,
{
    let start = Instant::now();
    let mut running = JoinSet::new();
    for number in 0..CALLS {
        if number >= at_once {
            running.join_next().await.ok_or("no call is running")???;
        }
        running.spawn(task());
    }
    while let Some(called) = running.join_next().await {
        called??;
    }
    Ok(start.elapsed())
}

async fn call(client: Client<Tenant>) -> Result<usize, Failure> {
    Ok(client.send(&generated::list()).await?.items.len())
}

async fn call_by_hand(client: reqwest::Client, address: SocketAddr) -> Result<usize, Failure> {
    let url = hand_written::list_url(&format!("http://{address}"));
    let request = client.get(url).header("accept", "application/json").bearer_auth(TOKEN);
    let body = request.send().await?.error_for_status()?.bytes().await?;
    let envelope: Envelope<EventList> = serde_json::from_slice(&body)?;
    Ok(envelope.data.and_then(|data| data.items).map_or(0, |items| items.len()))
}

fn a_second(time: Duration) -> f64 {
    f64::from(u32::try_from(CALLS).unwrap_or(u32::MAX)) / time.as_secs_f64()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values[values.len() / 2]
}

/// A server that reads heads of requests and sends the same response to each.
fn serve() -> Result<SocketAddr, Failure> {
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            let listener = TcpListener::from_std(listener)?;
            loop {
                tokio::spawn(answer(listener.accept().await?.0));
            }
            #[allow(unreachable_code, reason = "says what `?` gives")]
            io::Result::Ok(())
        })
    });
    Ok(address)
}

async fn answer(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let body = event_list(1);
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json; charset=utf-8\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    let answer = [head.into_bytes(), body].concat();
    let mut request = Vec::new();
    loop {
        request.clear();
        while !request.ends_with(b"\r\n\r\n") {
            if stream.read_buf(&mut request).await? == 0 {
                return Ok(());
            }
        }
        stream.write_all(&answer).await?;
    }
}

/// A tenth of a second passes with each query, so that 1,000 calls take longer than a minute.
#[derive(Default)]
struct FastClock {
    looks: AtomicU64,
}

impl FastClock {
    fn ahead(&self) -> Duration {
        Duration::from_millis(100 * self.looks.fetch_add(1, Ordering::Relaxed))
    }
}

impl Clock for FastClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn instant(&self) -> Instant {
        Instant::now() + self.ahead()
    }

    fn sleep(&self, pause: Duration) -> Sleep {
        SystemClock.sleep(pause)
    }
}
