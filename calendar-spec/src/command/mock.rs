//! `calendar-spec mock`.

use std::io::{self, Write};
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use calendar_spec::mock::{MockServer, MockServerBuilder, Recorded, StartError, Webhook};

/// Serve a spec: a server that answers like the Feishu / Lark Calendar API
#[derive(Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Mock {
    /// Port to listen on; 0 uses a free one
    #[arg(long, value_name = "PORT", default_value_t = 4010)]
    port: u16,
    /// Address to listen on. Programs that reach it can use the admin routes under /__mock, too
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", value_parser = host)]
    host: IpAddr,
    /// Host name that requests may use besides addresses, `localhost` and names without a dot; can be repeated
    #[arg(long, value_name = "NAME")]
    allow_host: Vec<String>,
    /// Directory of the spec [default: the spec that comes with this command]
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// Keep no state: respond with the documented examples
    #[arg(long)]
    stateless: bool,
    /// Load this file at the start if it exists, and write it at the end
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// Send notifications to this URL, on this machine only
    #[arg(long, value_name = "URL", value_parser = Webhook::to)]
    webhook: Option<Webhook>,
    /// Verification token that notifications carry
    #[arg(long, value_name = "TEXT", requires = "webhook")]
    verification_token: Option<String>,
    /// Key that notifications are encrypted and signed with
    #[arg(long, value_name = "TEXT", requires = "webhook")]
    encrypt_key: Option<String>,
    /// Reject only what the service would certainly reject: unknown fields, read-only fields, undocumented values and
    /// some string formats are accepted
    #[arg(long)]
    lenient: bool,
    /// Milliseconds for which reads do not see a change, as with the service, which has shown 2000
    #[arg(long, value_name = "MS", default_value_t = 0)]
    read_lag: u64,
    /// Apply the documented rate limits
    #[arg(long)]
    rate_limits: bool,
    /// Issue tokens to this application and reject all others; can be repeated [default: any application]
    // Parsed in `run`: messages of clap repeat the value, which is a secret.
    #[arg(long, value_name = "ID:SECRET")]
    app: Vec<String>,
    /// Register a redirect URL and reject all others on the authorize page; can be given more than once [default: any]
    #[arg(long, value_name = "URL")]
    redirect_url: Vec<String>,
    /// Grant the applications this scope and no others; can be given more than once [default: all]
    #[arg(long, value_name = "SCOPE")]
    app_scope: Vec<String>,
    /// Reject calls whose token does not have a scope that the endpoint documents
    #[arg(long)]
    check_scopes: bool,
    /// Answer the authorize page as this user, without a click
    #[arg(long, value_name = "USER")]
    auto_approve: Option<String>,
    /// Do not print a line for each request
    #[arg(long)]
    quiet: bool,
}

const AFTER_HELP: &str = "\
Any token `t-...` is accepted as a tenant token and any `u-...` as a user token:
`u-alice` is the user `ou_alice`, `u-alice@acme` one in another tenant.

Examples:
  calendar-spec mock --port 4010
  curl -H 'Authorization: Bearer t-1' \\
       http://127.0.0.1:4010/open-apis/calendar/v4/calendars
  curl -H 'Authorization: Bearer t-1' -H 'x-mock-fault: code=190003; delay=500' \\
       http://127.0.0.1:4010/open-apis/calendar/v4/calendars
  curl http://127.0.0.1:4010/__mock";

impl Mock {
    pub(crate) fn run(self) -> io::Result<ExitCode> {
        match self.builder() {
            Ok(builder) => tokio::runtime::Runtime::new()?.block_on(serve(builder)),
            Err(message) => fail(message),
        }
    }

    fn builder(self) -> Result<MockServerBuilder, &'static str> {
        let mut builder = MockServer::builder().port(self.port).host(self.host).rate_limits(self.rate_limits);
        builder = builder.read_lag(Duration::from_millis(self.read_lag));
        for app in &self.app {
            let (id, secret) = app.split_once(':').ok_or("`--app` needs an ID, a colon and a secret")?;
            builder = builder.app(id, secret);
        }
        builder = builder.check_scopes(self.check_scopes);
        builder = self.redirect_url.into_iter().fold(builder, MockServerBuilder::redirect_url);
        if !self.app_scope.is_empty() {
            builder = builder.app_scopes(self.app_scope);
        }
        if let Some(user) = self.auto_approve {
            builder = builder.auto_approve(user);
        }
        builder = self.allow_host.into_iter().fold(builder, MockServerBuilder::allow_host);
        if let Some(directory) = self.spec {
            builder = builder.spec_dir(directory);
        }
        if let Some(file) = self.state {
            builder = builder.state_file(file);
        }
        if let Some(mut webhook) = self.webhook {
            webhook = webhook.verification_token(self.verification_token.unwrap_or_default());
            builder = builder.webhook(match self.encrypt_key {
                Some(key) => webhook.encrypt_key(key),
                None => webhook,
            });
        }
        if self.stateless {
            builder = builder.stateless();
        }
        if self.lenient {
            builder = builder.lenient();
        }
        Ok(if self.quiet { builder } else { builder.observer(|request| print(&line(request))) })
    }
}

async fn serve(builder: MockServerBuilder) -> io::Result<ExitCode> {
    let server = match builder.start().await {
        Ok(server) => server,
        Err(error) => return fail(explained(&error)),
    };
    // Tests start the program and wait for this line.
    print(&format!("calendar-spec mock serves {} endpoints on {}\n", server.endpoint_count(), server.url()));
    stop_signal().await;
    match server.shut_down().await {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(error) => fail(format_args!("cannot write the state: {error}")),
    }
}

/// Ctrl-C, or the signal that stops a service or a container.
async fn stop_signal() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! {
            Ok(()) = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
        return;
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Without signals it runs until it is killed.
        std::future::pending::<()>().await;
    }
}

fn explained(error: &StartError) -> String {
    match std::error::Error::source(error) {
        Some(source) => format!("{error}: {source}"),
        None => error.to_string(),
    }
}

/// A closed standard output is no reason to stop serving.
fn print(text: &str) {
    let mut output = io::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

fn fail(message: impl std::fmt::Display) -> io::Result<ExitCode> {
    writeln!(anstream::stderr(), "calendar-spec: {message}")?;
    Ok(ExitCode::from(2))
}

fn host(text: &str) -> Result<IpAddr, &'static str> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        text => text.parse().map_err(|_| "expected an IP address such as `127.0.0.1` or `0.0.0.0`"),
    }
}

/// `200 POST /open-apis/… calendar.create`, with the error code if there is one.
fn line(request: &Recorded) -> String {
    let status = request.status.unwrap_or_default();
    let name = request.endpoint.as_deref().unwrap_or("-");
    let code = request.code.filter(|code| *code != 0).map(|code| format!(" code {code}")).unwrap_or_default();
    format!("{status} {} {} {name}{code}\n", request.method, request.path)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Debug, Parser)]
    struct Command {
        #[command(flatten)]
        mock: Mock,
    }

    fn read(arguments: &[&str]) -> String {
        let arguments = ["mock"].iter().chain(arguments);
        match Command::try_parse_from(arguments).map_err(|error| error.to_string()) {
            Ok(command) => match command.mock.builder() {
                Ok(builder) => format!("{builder:?}"),
                Err(message) => message.to_owned(),
            },
            Err(message) => message,
        }
    }

    #[test]
    fn options_reach_the_server() {
        assert!(read(&[]).contains("host: 127.0.0.1, port: 4010, spec_dir: None, strictness: Strict"));
        let all =
            ["--port", "0", "--host=0.0.0.0", "--spec", "a=b", "--lenient", "--rate-limits", "--app=x:y", "--quiet"];
        assert!(read(&all).contains("host: 0.0.0.0, port: 0, spec_dir: Some(\"a=b\"), strictness: Lenient"));
        let state = ["--stateless", "--state", "s", "--webhook=http://localhost:1/", "--verification-token=v"];
        assert!(read(&state).contains("is_stateless: true"));
        let login = ["--auto-approve=alice", "--check-scopes", "--app-scope=a", "--redirect-url=http://localhost/"];
        let rules = "LoginRules { app_scopes: Some({\"a\"}), redirect_urls: {\"http://localhost/\"}, \
                     approved_as: Some(\"alice\"), are_scopes_checked: true }";
        assert!(read(&login).contains(rules), "{}", read(&login));
        assert!(read(&["--host", "localhost"]).contains("host: 127.0.0.1"));
    }

    #[test]
    fn wrong_options_are_explained_and_secrets_are_not_repeated() {
        let cases: [(&[&str], &str); 6] = [
            (&["--prot", "1"], "'--port'"),
            (&["--port", "70000"], "70000 is not in 0..=65535"),
            (&["--host", "example.com"], "expected an IP address"),
            (&["--webhook", "http://example.com/"], "URL of this machine"),
            (&["--encrypt-key", "only-a-secret"], "--webhook <URL>"),
            (&["--app", "only-a-secret"], "needs an ID, a colon and a secret"),
        ];
        for (arguments, words) in cases {
            let message = read(arguments);
            assert!(message.contains(words) && !message.contains("only-a-secret"), "{message}");
        }
    }
}
