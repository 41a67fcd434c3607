//! From an app ID to a working user token: the user logs in with a browser, the tokens are kept in files, and the next
//! start finds them there.
//!
//! ```text
//! cargo run --example login                # a mock server, which agrees in the place of the user
//! cargo run --example login -- --browser   # a mock server, on whose page you click
//! LARK_APP_ID=cli_… LARK_APP_SECRET=… cargo run --example login   # the real service
//! ```
//!
//! For the real service, add <http://127.0.0.1:8400/callback> to the redirect URLs of the application (developer console,
//! page "Security Settings"), and the scopes that are printed (page "Permissions & Scopes"), and publish a version. The
//! tokens are kept in `~/.local/state/calendar-login`; set `LARK_BASE_URL` to <https://open.larksuite.com> for Lark.

use std::error::Error;

use calendar_generated::mock::MockServer;
use calendar_generated::{BaseUrl, Client, FileTokenStore, LocalLogin, Scopes, Tenant, User, calendar};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What a developer registers in the console.
const REDIRECT_URL: &str = "http://127.0.0.1:8400/callback";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    match (std::env::var("LARK_APP_ID"), std::env::var("LARK_APP_SECRET")) {
        (Ok(app_id), Ok(app_secret)) => {
            let home = std::env::home_dir().ok_or("there is no home directory")?;
            let store = FileTokenStore::new(home.join(".local/state/calendar-login"));
            let base_url = std::env::var("LARK_BASE_URL").map_or(Ok(BaseUrl::FEISHU), |url| url.parse())?;
            let client = Client::builder().app(app_id, app_secret).base_url(base_url).token_store(store).build()?;
            run(&client, REDIRECT_URL, true).await
        }
        _ => against_the_mock_server().await,
    }
}

/// Logs in twice: with a page of the mock server, and with what the first time left in the files.
async fn against_the_mock_server() -> Result<(), Box<dyn Error>> {
    let has_browser = std::env::args().any(|argument| argument == "--browser");
    let server = MockServer::builder().app("cli_example", "secret").check_scopes(true);
    let server = if has_browser { server } else { server.auto_approve("alice") }.start().await?;
    let directory = tempfile::tempdir()?;
    for time in ["the first time", "the second time"] {
        println!("\n{time}:");
        let store = FileTokenStore::new(directory.path());
        let client = Client::builder().app("cli_example", "secret").base_url(&server).token_store(store).build()?;
        // The port 0 takes a free one, which the mock server accepts.
        run(&client, "http://127.0.0.1:0/callback", has_browser).await?;
    }
    Ok(())
}

async fn run(client: &Client<Tenant>, redirect_url: &str, has_browser: bool) -> Result<(), Box<dyn Error>> {
    let user = match client.stored_user("me").await? {
        Some(user) => {
            println!("found the tokens of the last login");
            user
        }
        None => log_in(client, redirect_url, has_browser).await?,
    };
    let mut calendars = user.items(calendar::List::builder().build()?);
    while let Some(found) = calendars.next().await {
        match found {
            Ok(calendar) => println!("calendar: {}", calendar.summary.as_deref().unwrap_or("(without a title)")),
            // The refresh token expired, or the user revoked the authorization.
            Err(error) if error.is_token() => return Err(format!("log in again: {error}").into()),
            Err(error) => return Err(error.into()),
        }
    }
    // Not among the scopes that were asked for: this is how that looks.
    if let Err(error) = user.send(&calendar::Create::builder().summary("Team").build()?).await {
        println!("refused: {error}");
        println!("any one of these scopes would do: {}", error.missing_scopes().collect::<Vec<_>>().join(", "));
    }
    Ok(())
}

async fn log_in(
    client: &Client<Tenant>,
    redirect_url: &str,
    has_browser: bool,
) -> Result<Client<User>, Box<dyn Error>> {
    // The smallest set of scopes with which the user can list calendars.
    let scopes = Scopes::new().allow::<calendar::List>();
    println!("asking for {}, and offline_access", scopes.names().join(", "));
    let waiting = client.login(redirect_url)?.scopes(scopes).user_name("me").listen().await?;
    if !has_browser {
        follow(&waiting).await?;
    } else if waiting.open_browser().is_err() {
        println!("open this page to log in: {}", waiting.url());
    } else {
        println!("a browser was opened; if it was not, open {}", waiting.url());
    }
    let user = waiting.finish().await?;
    println!("logged in; granted: {}", user.scopes.join(", "));
    Ok(user.client)
}

/// Does what the browser of the user does: opens the authorize page, and goes where that leads.
async fn follow(waiting: &LocalLogin) -> Result<(), Box<dyn Error>> {
    let answer = get(waiting.url()).await?;
    let redirect = answer.lines().find_map(|line| line.strip_prefix("location: ")).ok_or("no redirect")?.to_owned();
    tokio::spawn(async move {
        match get(&redirect).await {
            Ok(page) if page.contains("You can close this window") => println!("the browser shows the last page"),
            Ok(page) => println!("the browser shows {page}"),
            Err(error) => println!("the browser shows nothing: {error}"),
        }
    });
    Ok(())
}

async fn get(url: &str) -> Result<String, std::io::Error> {
    let (host, target) = url.trim_start_matches("http://").split_once('/').unwrap_or((url, ""));
    let mut stream = TcpStream::connect(host).await?;
    stream.write_all(format!("GET /{target} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}
