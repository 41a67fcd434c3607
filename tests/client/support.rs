//! Servers and clients that share a clock, so that no test waits.

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;

use calendar_generated::mock::{MockServer, MockServerBuilder, Recorded, TestClock};
use calendar_generated::types::TimeInfo;
use calendar_generated::{BaseUrl, Client, ClientBuilder, Tenant, calendar, calendar_event};

pub(crate) const APP: &str = "cli_a5ca35a685b0x26e";
pub(crate) const APP_SECRET: &str = "baBqE5um9LbFGDy3X7LcfxQX1sqpXlwy";

/// A server that issues tokens to one application, and accepts no others. Its responses are the documented examples,
/// so it accepts any ID.
pub(crate) struct Setup {
    pub(crate) clock: TestClock,
    pub(crate) server: MockServer,
}

impl Setup {
    pub(crate) async fn new() -> Self {
        Self::with(|server| server).await
    }

    pub(crate) async fn with(change: impl FnOnce(MockServerBuilder) -> MockServerBuilder) -> Self {
        let clock = TestClock::new();
        let server =
            MockServer::builder().stateless().clock(clock.reader()).app(APP, APP_SECRET).only_known_tokens(true);
        Self { server: change(server).start().await.unwrap(), clock }
    }

    /// A client builder for the application.
    pub(crate) fn app(&self) -> ClientBuilder<Tenant> {
        self.at(Client::builder().app(APP, APP_SECRET))
    }

    /// The same server and clock for another client.
    pub(crate) fn at<K>(&self, client: ClientBuilder<K>) -> ClientBuilder<K> {
        client.base_url(&self.server).clock(self.clock.clone())
    }

    /// How often an endpoint was called.
    pub(crate) fn calls(&self, endpoint: &str) -> usize {
        self.requests(endpoint).len()
    }

    /// The calls of an endpoint.
    pub(crate) fn requests(&self, endpoint: &str) -> Vec<Recorded> {
        self.server.expect(endpoint).requests().into_iter().cloned().collect()
    }

    /// The value of `Authorization` in each call of an endpoint.
    pub(crate) fn authorizations(&self, endpoint: &str) -> Vec<String> {
        self.requests(endpoint).iter().map(|call| call.header("authorization").unwrap().to_owned()).collect()
    }

    /// How many events the server would have created: one for each idempotency key.
    pub(crate) fn events(&self) -> HashMap<String, usize> {
        let mut events = HashMap::new();
        for request in self.requests("calendar_event.create") {
            *events.entry(request.query("idempotency_key").unwrap().to_owned()).or_default() += 1;
        }
        events
    }
}

/// A base URL on which nothing listens.
pub(crate) fn nobody() -> BaseUrl {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    BaseUrl::parse(&format!("http://{address}")).unwrap()
}

pub(crate) fn get() -> calendar::Get {
    calendar::Get::builder().calendar_id("feishu.cn_x").build().unwrap()
}

pub(crate) fn patch() -> calendar::Patch {
    calendar::Patch::builder().calendar_id("feishu.cn_x").summary("Team").build().unwrap()
}

/// A request that takes an idempotency key and has none.
pub(crate) fn create_event() -> calendar_event::Create {
    let time = |seconds: i64| TimeInfo::at(seconds).timezone("Asia/Shanghai");
    let create = calendar_event::Create::builder().calendar_id("feishu.cn_x");
    create.start_time(time(1_602_504_000)).end_time(time(1_602_507_600)).build().unwrap()
}

/// Runs this many tasks at once and collects their results.
pub(crate) async fn at_once<T, F>(tasks: usize, task: impl Fn() -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let barrier = Arc::new(tokio::sync::Barrier::new(tasks));
    let tasks: Vec<_> = (0..tasks)
        .map(|_| {
            let (barrier, task) = (Arc::clone(&barrier), task());
            tokio::spawn(async move {
                barrier.wait().await;
                task.await
            })
        })
        .collect();
    let mut ends = Vec::new();
    for task in tasks {
        ends.push(task.await.unwrap());
    }
    ends
}
