//! Where the walk goes: the server in this process, or the real service when asked for with `--live`.

use std::error::Error;
use std::time::Duration;

use calendar_generated::{BaseUrl, Client, User};

use crate::server;

const USAGE: &str = "usage: quickstart [--live ADMIN_ACCOUNT EXCHANGE_ACCOUNT USER_ID CALENDAR_ID MEMBER_USER_ID]";

/// The variable that holds the token for `--live`.
const TOKEN: &str = "LARK_USER_ACCESS_TOKEN";

/// The variable that chooses another base URL for `--live`, such as <https://open.larksuite.com>.
const BASE_URL: &str = "LARK_BASE_URL";

/// What the steps need to know.
pub(crate) struct Settings {
    pub(crate) greeting: String,
    base_url: BaseUrl,
    token: String,
    pub(crate) pause: Duration,
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
            None => Self::loopback().await,
            Some((flag, rest)) if flag == "--live" => Self::live(rest),
            Some(_) => Err(USAGE.into()),
        }
    }

    async fn loopback() -> Result<Self, Box<dyn Error>> {
        let address = server::start().await?;
        Ok(Self {
            greeting: format!("Talking to a server in this process, at http://{address}."),
            base_url: BaseUrl::parse(&format!("http://{address}"))?,
            token: server::TOKEN.to_owned(),
            pause: Duration::from_millis(50),
            admin_account: "email_admin_example@outlook.com".to_owned(),
            exchange_account: "email_account_example@outlook.com".to_owned(),
            user: "ou_xxxxxxxxxxxxxxxxxx".to_owned(),
            calendar: "feishu.cn_xxxxxxxxxx@group.calendar.feishu.cn".to_owned(),
            member: "ou_xxxxxx".to_owned(),
        })
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
            pause: Duration::from_secs(5),
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
}
