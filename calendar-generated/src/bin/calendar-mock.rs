//! `calendar-mock`: a server that answers like the Feishu / Lark Calendar API, for applications in any language.
//!
//! Arguments come in, one line for each request goes to the standard output. Ctrl-C ends it.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::process::ExitCode;

use calendar_generated::mock::{MockServer, MockServerBuilder, Recorded, StartError, Webhook};

const HELP: &str = "\
A server that answers like the Feishu / Lark Calendar API, from its spec.

Usage: calendar-mock [OPTIONS]

Options:
  --port PORT      Listen on this port; 0 takes a free one [default: 4010]
  --host HOST      Listen on this address [default: 127.0.0.1]. Whoever reaches it
                   can use the admin routes under /__mock too.
  --spec DIR       Serve the spec in a directory of your own
  --stateless      Remember nothing: answer with the documented examples
  --state FILE     Begin with what this file holds, and write it anew at the end
  --webhook URL    Send notifications to this URL, on this machine only
  --verification-token TEXT, --encrypt-key TEXT
                   What notifications carry, and what they are encrypted with
  --lenient        Refuse only what the service would surely refuse: unknown fields,
                   read-only fields, undocumented values and some forms of text pass
  --rate-limits    Hold the documented rate limits
  --app ID:SECRET  Issue tokens to this application and refuse all others;
                   can be given more than once [default: any application]
  --quiet          Print no line for each request
  --help           Print this help
  --version        Print the version

Any token `t-...` is taken as a tenant token and any `u-...` as a user token:
`u-alice` is the user `ou_alice`, `u-alice@acme` one in another tenant.

Examples:
  calendar-mock --port 4010
  curl -H 'Authorization: Bearer t-1' \\
       http://127.0.0.1:4010/open-apis/calendar/v4/calendars
  curl -H 'Authorization: Bearer t-1' -H 'x-mock-fault: code=190003; delay=500' \\
       http://127.0.0.1:4010/open-apis/calendar/v4/calendars
  curl http://127.0.0.1:4010/__mock
";

/// What was asked for.
enum Asked {
    Help,
    Version,
    Run(Box<MockServerBuilder>),
}

#[tokio::main]
async fn main() -> ExitCode {
    match parse(std::env::args().skip(1)) {
        Ok(Asked::Help) => print(HELP),
        Ok(Asked::Version) => print(concat!("calendar-mock ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Asked::Run(builder)) => run(*builder).await,
        Err(message) => fail(&format!("{message}\n\nTry `calendar-mock --help`.")),
    }
}

async fn run(builder: MockServerBuilder) -> ExitCode {
    let server = match builder.start().await {
        Ok(server) => server,
        Err(error) => return fail(&explained(&error)),
    };
    // Tests start the program and wait for this line.
    write(&format!("calendar-mock serves {} endpoints on {}\n", server.endpoint_count(), server.url()));
    told_to_end().await;
    match server.shut_down().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!("cannot write the state: {error}")),
    }
}

/// Ctrl-C, or what stops a service or a container.
async fn told_to_end() {
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

/// Whoever reads the output may have gone; that is no reason to end.
fn write(text: &str) {
    let mut output = std::io::stdout().lock();
    let _ = output.write_all(text.as_bytes()).and_then(|()| output.flush());
}

fn print(text: &str) -> ExitCode {
    write(text);
    ExitCode::SUCCESS
}

fn fail(message: &str) -> ExitCode {
    let _ = writeln!(std::io::stderr(), "calendar-mock: {message}");
    ExitCode::from(2)
}

fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut builder = MockServer::builder().port(4010);
    let mut webhook = Hook::default();
    let mut is_quiet = false;
    while let Some(argument) = arguments.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (argument, None),
        };
        let mut value = || {
            let value = inline.clone().or_else(|| arguments.next());
            value.ok_or_else(|| format!("`{name}` needs a value"))
        };
        builder = match name.as_str() {
            "--help" | "-h" => return Ok(Asked::Help),
            "--version" | "-V" => return Ok(Asked::Version),
            "--port" => builder.port(port(&value()?)?),
            "--host" => builder.host(host(&value()?)?),
            "--spec" => builder.spec_dir(PathBuf::from(value()?)),
            "--app" => app(builder, &value()?)?,
            "--state" => builder.state_file(value()?),
            "--webhook" => {
                webhook.url = Some(value()?);
                builder
            }
            "--verification-token" => {
                webhook.token = Some(value()?);
                builder
            }
            "--encrypt-key" => {
                webhook.key = Some(value()?);
                builder
            }
            "--lenient" | "--rate-limits" | "--quiet" | "--stateless" if inline.is_some() => {
                return Err(format!("`{name}` takes no value"));
            }
            "--lenient" => builder.lenient(),
            "--stateless" => builder.stateless(),
            "--rate-limits" => builder.rate_limits(true),
            "--quiet" => {
                is_quiet = true;
                builder
            }
            _ => return Err(format!("there is no option `{name}`")),
        };
    }
    let builder = webhook.subscribe(builder)?;
    let builder = if is_quiet { builder } else { builder.observer(|request| write(&line(request))) };
    Ok(Asked::Run(Box::new(builder)))
}

/// What the options say of a webhook.
#[derive(Default)]
struct Hook {
    url: Option<String>,
    token: Option<String>,
    key: Option<String>,
}

impl Hook {
    fn subscribe(self, builder: MockServerBuilder) -> Result<MockServerBuilder, String> {
        let Some(url) = self.url else {
            let is_idle = self.token.is_none() && self.key.is_none();
            return if is_idle {
                Ok(builder)
            } else {
                Err("a token or key for notifications needs `--webhook`".to_owned())
            };
        };
        let mut webhook = Webhook::to(&url).map_err(|error| error.to_string())?;
        if let Some(token) = self.token {
            webhook = webhook.verification_token(token);
        }
        if let Some(key) = self.key {
            webhook = webhook.encrypt_key(key);
        }
        Ok(builder.webhook(webhook))
    }
}

fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| format!("`--port {text}` is no number from 0 to 65535"))
}

fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        text => text.parse().map_err(|_| format!("`--host {text}` is no address such as `127.0.0.1` or `0.0.0.0`")),
    }
}

fn app(builder: MockServerBuilder, text: &str) -> Result<MockServerBuilder, String> {
    // The value is a secret, so it is not repeated.
    let (id, secret) = text.split_once(':').ok_or("`--app` needs an ID, a colon and a secret")?;
    Ok(builder.app(id, secret))
}

/// `200 POST /open-apis/… calendar.create`, with the error code where there is one.
fn line(request: &Recorded) -> String {
    let status = request.status.unwrap_or_default();
    let name = request.endpoint.as_deref().unwrap_or("-");
    let code = request.code.filter(|code| *code != 0).map(|code| format!(" code {code}")).unwrap_or_default();
    format!("{status} {} {} {name}{code}\n", request.method, request.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(arguments: &[&str]) -> String {
        match parse(arguments.iter().map(|argument| (*argument).to_owned())) {
            Ok(Asked::Run(builder)) => format!("{builder:?}"),
            Ok(Asked::Help) => "help".to_owned(),
            Ok(Asked::Version) => "version".to_owned(),
            Err(message) => message,
        }
    }

    #[test]
    fn options_are_understood_in_both_forms() {
        assert!(told(&[]).contains("host: 127.0.0.1, port: 4010, spec_dir: None, strictness: Strict"));
        let all =
            ["--port", "0", "--host=0.0.0.0", "--spec", "a=b", "--lenient", "--rate-limits", "--app=x:y", "--quiet"];
        assert!(told(&all).contains("host: 0.0.0.0, port: 0, spec_dir: Some(\"a=b\"), strictness: Lenient"));
        let state = ["--stateless", "--state", "s", "--webhook=http://localhost:1/", "--verification-token=v"];
        assert!(told(&state).contains("is_stateless: true"));
        assert!(told(&["--host", "localhost"]).contains("host: 127.0.0.1"));
        assert_eq!((told(&["-h"]), told(&["--version"])), ("help".to_owned(), "version".to_owned()));
    }

    #[test]
    fn what_is_no_option_is_told() {
        let cases: [(&[&str], &str); 10] = [
            (&["--prot", "1"], "there is no option `--prot`"),
            (&["serve"], "there is no option `serve`"),
            (&["--port"], "`--port` needs a value"),
            (&["--port", "70000"], "no number from 0 to 65535"),
            (&["--host", "example.com"], "no address"),
            (&["--lenient=yes"], "takes no value"),
            (&["--stateless=yes"], "takes no value"),
            (&["--webhook", "http://example.com/"], "no URL of this machine"),
            (&["--encrypt-key", "only-a-secret"], "needs `--webhook`"),
            (&["--app", "only-a-secret"], "needs an ID, a colon and a secret"),
        ];
        for (arguments, words) in cases {
            let message = told(arguments);
            assert!(message.contains(words) && !message.contains("only-a-secret"), "{message}");
        }
    }

    #[test]
    fn every_option_is_in_the_help() {
        for option in [
            "--port",
            "--host",
            "--spec",
            "--stateless",
            "--state",
            "--webhook",
            "--verification-token",
            "--lenient",
            "--rate-limits",
            "--app",
            "--quiet",
            "--help",
            "--version",
        ] {
            assert!(HELP.contains(&format!("  {option}")), "{option}");
        }
        assert!(HELP.lines().all(|line| line.len() <= 85));
    }
}
