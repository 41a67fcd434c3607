//! Where the tour goes: a mock server in this process, or the real service when asked for with `--live`.

use std::time::{Duration, SystemTime};

use calendar_generated::mock::{MockServer, TestClock};
use calendar_generated::{BaseUrl, Client, Clock, Tenant, Timestamp, User};

use crate::Failure;

const USAGE: &str = "usage: quickstart [--live ADMIN_ACCOUNT EXCHANGE_ACCOUNT USER_ID MEMBER_USER_ID]";

/// The variable that holds the token for `--live`.
const TOKEN: &str = "LARK_USER_ACCESS_TOKEN";

/// The variable that chooses another base URL for `--live`, such as <https://open.larksuite.com>.
const BASE_URL: &str = "LARK_BASE_URL";

/// The variables that hold the ID and the secret of the application for `--live`, to receive notifications.
const APP: [&str; 2] = ["LARK_APP_ID", "LARK_APP_SECRET"];

/// A mock server, with a clock that nobody waits for.
pub(crate) struct Mock {
    pub(crate) server: MockServer,
    clock: TestClock,
}

/// What the steps need to know.
pub(crate) struct Settings {
    pub(crate) greeting: String,
    pub(crate) client: Client<User>,
    /// The application, which receives notifications. `None` without its ID and secret.
    pub(crate) app: Option<Client<Tenant>>,
    /// `None` for the real service.
    pub(crate) mock: Option<Mock>,
    pub(crate) admin_account: String,
    pub(crate) exchange_account: String,
    /// Whose Exchange account is bound.
    pub(crate) user: String,
    /// Who is invited.
    pub(crate) member: String,
    /// How many events are listed.
    pub(crate) events: u32,
}

impl Settings {
    pub(crate) async fn from_arguments() -> Result<Self, Failure> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        match arguments.split_first() {
            None => Self::mock().await,
            Some((flag, rest)) if flag == "--live" => Self::live(rest),
            Some(_) => Err(USAGE.into()),
        }
    }

    async fn mock() -> Result<Self, Failure> {
        // The clock shows the time of day and then stands still: waiting moves it, and takes no time.
        let clock = TestClock::new();
        clock.advance(SystemTime::now().duration_since(Clock::now(&clock))?);
        let server = MockServer::builder().clock(clock.reader()).start().await?;
        // The mock server takes any token: this one is that of the user `ou_alice`.
        let client = Client::builder().user_token("u-alice").base_url(&server).clock(clock.clone()).build()?;
        let app = Client::builder().app("cli_quickstart", "any secret").base_url(&server).build()?;
        Ok(Self {
            greeting: format!("A mock server at {} plays the service: no account, no network.", server.url()),
            client,
            app: Some(app),
            mock: Some(Mock { server, clock }),
            admin_account: "admin@example.com".to_owned(),
            exchange_account: "alice@example.com".to_owned(),
            user: "ou_alice".to_owned(),
            member: "ou_bob".to_owned(),
            events: 120,
        })
    }

    fn live(arguments: &[String]) -> Result<Self, Failure> {
        let [admin_account, exchange_account, user, member] = arguments else {
            return Err(USAGE.into());
        };
        let token = std::env::var(TOKEN).map_err(|_| format!("--live needs a user access token in {TOKEN}"))?;
        let base_url = match std::env::var(BASE_URL) {
            Ok(url) => BaseUrl::parse(&url)?,
            Err(_) => BaseUrl::FEISHU,
        };
        Ok(Self {
            greeting: format!("Talking to the real service at {base_url}. What the steps make they delete again."),
            app: app(&base_url)?,
            client: Client::builder().user_token(&*token).base_url(base_url).build()?,
            mock: None,
            admin_account: admin_account.clone(),
            exchange_account: exchange_account.clone(),
            user: user.clone(),
            member: member.clone(),
            events: 3,
        })
    }

    /// The time of day, by the clock of the server.
    pub(crate) fn now(&self) -> Timestamp {
        self.mock.as_ref().map_or_else(Timestamp::now, |mock| Clock::now(&mock.clock).into())
    }

    /// Lets time pass.
    pub(crate) async fn wait(&self, time: Duration) {
        match &self.mock {
            Some(mock) => mock.clock.advance(time),
            None => tokio::time::sleep(time).await,
        }
    }
}

fn app(base_url: &BaseUrl) -> Result<Option<Client<Tenant>>, Failure> {
    let [Ok(id), Ok(secret)] = APP.map(std::env::var) else { return Ok(None) };
    Ok(Some(Client::builder().app(&*id, &*secret).base_url(base_url.clone()).build()?))
}
