//! Where the walk goes: a mock server in this process, or the real service when asked for with `--live`.

use std::error::Error;
use std::slice::Iter;
use std::time::Duration;

use calendar_generated::mock::{Fault, MockServer};
use calendar_generated::{BaseUrl, Client, ErrorCode, User};
use serde_json::json;

const USAGE: &str = "usage: quickstart [--live ADMIN_ACCOUNT EXCHANGE_ACCOUNT USER_ID CALENDAR_ID MEMBER_USER_ID]";

/// The variable that holds the token for `--live`.
const TOKEN: &str = "LARK_USER_ACCESS_TOKEN";

/// The variable that chooses another base URL for `--live`, such as <https://open.larksuite.com>.
const BASE_URL: &str = "LARK_BASE_URL";

/// What an import on the mock server goes through, from one look at it to the next.
const PROGRESS: [&str; 4] = ["doing", "cal_done", "timespan_done", "done"];

enum Service {
    /// The mock server keeps nothing, so the walk tells it what has changed.
    Mock {
        server: MockServer,
        progress: Iter<'static, &'static str>,
    },
    Real,
}

/// What the steps need to know.
pub(crate) struct Settings {
    pub(crate) greeting: String,
    base_url: BaseUrl,
    token: String,
    service: Service,
    pub(crate) admin_account: String,
    pub(crate) exchange_account: String,
    pub(crate) user: String,
    pub(crate) calendar: String,
    pub(crate) member: String,
}

impl Settings {
    pub(crate) async fn from_arguments() -> Result<Self, Box<dyn Error>> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        match arguments.split_first() {
            None => Self::mock().await,
            Some((flag, rest)) if flag == "--live" => Self::live(rest),
            Some(_) => Err(USAGE.into()),
        }
    }

    async fn mock() -> Result<Self, Box<dyn Error>> {
        let server = MockServer::start().await?;
        server.respond("exchange_binding.create", json!({ "exchange_binding_id": "binding+1/=" }))?;
        server.respond("calendar_acl.create", json!({ "acl_id": "user_ou_xxxxxx", "role": "writer" }))?;
        let mut settings = Self {
            greeting: format!("Talking to a server in this process, at {}.", server.url()),
            base_url: server.base_url(),
            token: "u-quickstart".to_owned(),
            service: Service::Mock { server, progress: PROGRESS.iter() },
            admin_account: "email_admin_example@outlook.com".to_owned(),
            exchange_account: "email_account_example@outlook.com".to_owned(),
            user: "ou_xxxxxxxxxxxxxxxxxx".to_owned(),
            calendar: "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn".to_owned(),
            member: "ou_xxxxxx".to_owned(),
        };
        settings.let_import_go_on().await?;
        Ok(settings)
    }

    fn live(arguments: &[String]) -> Result<Self, Box<dyn Error>> {
        let [admin_account, exchange_account, user, calendar, member] = arguments else {
            return Err(USAGE.into());
        };
        let token = std::env::var(TOKEN).map_err(|_| format!("--live needs a user access token in {TOKEN}"))?;
        let base_url = match std::env::var(BASE_URL) {
            Ok(url) => BaseUrl::parse(&url)?,
            Err(_) => BaseUrl::FEISHU,
        };
        Ok(Self {
            greeting: format!("Talking to the real service at {base_url}. The steps change real data."),
            base_url,
            token,
            service: Service::Real,
            admin_account: admin_account.clone(),
            exchange_account: exchange_account.clone(),
            user: user.clone(),
            calendar: calendar.clone(),
            member: member.clone(),
        })
    }

    pub(crate) fn client(&self) -> Result<Client<User>, Box<dyn Error>> {
        Ok(Client::user(&*self.token).base_url(self.base_url.clone()).build()?)
    }

    /// Waits until there may be news of an import.
    pub(crate) async fn let_import_go_on(&mut self) -> Result<(), Box<dyn Error>> {
        match &mut self.service {
            Service::Mock { server, progress } => {
                if let Some(status) = progress.next() {
                    server.respond("exchange_binding.get", json!({ "status": status }))?;
                }
            }
            Service::Real => tokio::time::sleep(Duration::from_secs(5)).await,
        }
        Ok(())
    }

    /// Makes the mock server know no binding any more, as the real service does by itself.
    pub(crate) fn forget_binding(&self) -> Result<(), Box<dyn Error>> {
        if let Service::Mock { server, .. } = &self.service {
            server.fault(Fault::code(ErrorCode::ExchangeBindingNotFound.number()).on("exchange_binding.get"))?;
        }
        Ok(())
    }
}
