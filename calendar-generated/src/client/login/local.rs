//! [`LocalLogin`]: a login whose redirect goes to this program, as RFC 8252 describes it for programs on the user's
//! machine.
//!
//! Other programs and web pages on the machine can reach the port, too. So it serves only one path, for one host name,
//! and only the redirect with the right `state` ends the wait.

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http::header::HOST;
use http::{Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use reqwest::Url;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc, oneshot};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{AuthorizationRequest, LoggedIn, Login, LoginError, page, redirect};
use crate::Secret;

/// The maximum number of connections; browsers open some that they do not use.
const CONNECTIONS: usize = 32;

/// The time limit for the head of a request.
const HEAD_WITHIN: Duration = Duration::from_secs(10);

/// The longest head of a request, in bytes; hyper responds to more with 431.
const MAX_HEAD: usize = 32 * 1024;

/// The time limit for sending the last page to the browser.
const PAGE_WITHIN: Duration = Duration::from_secs(2);

/// A login that waits for its redirect; made by [`Login::listen`].
#[must_use = "nothing happens before `finish` is called"]
#[derive(Debug)]
pub struct LocalLogin {
    login: Login,
    request: AuthorizationRequest,
    listeners: Vec<TcpListener>,
}

impl Login {
    /// Listens for the redirect at the redirect URL, which has to be on this machine: `http://127.0.0.1:8400/callback`,
    /// with any port and path, or with `localhost` or `[::1]`. The port 0 takes a free one, which helps where the
    /// server accepts any.
    ///
    /// ```no_run
    /// # async fn run(client: calendar_generated::Client<calendar_generated::Tenant>) -> Result<(), Box<dyn std::error::Error>> {
    /// let login = client.login("http://127.0.0.1:8400/callback")?.scopes(["calendar:calendar:readonly"]).user_name("me");
    /// let waiting = login.listen().await?;
    /// if waiting.open_browser().is_err() {
    ///     println!("Open this page to log in: {}", waiting.url());
    /// }
    /// let user = waiting.finish().await?.client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// A redirect URL that is not on this machine, or a port that is in use.
    pub async fn listen(mut self) -> Result<LocalLogin, LoginError> {
        let mut url = Url::parse(&self.redirect_url).map_err(|_| self.not_local())?;
        let addresses = addresses(&url).ok_or_else(|| self.not_local())?;
        let listeners = listen(&addresses).await.map_err(|error| self.cannot_listen(error))?;
        if url.port() == Some(0) {
            let address = listeners.first().map(TcpListener::local_addr).transpose();
            let port = address.map_err(|error| self.cannot_listen(error))?.map(|address| address.port());
            // Every `http` URL can have a port.
            let _ = url.set_port(port);
            self.redirect_url = url.as_str().into();
        }
        let request = self.authorize_url().map_err(LoginError::not_started)?;
        Ok(LocalLogin { login: self, request, listeners })
    }
}

impl LocalLogin {
    /// The URL of the page on which the user logs in.
    pub fn url(&self) -> &str {
        &self.request.url
    }

    /// The URL that the browser is redirected to afterwards.
    pub fn redirect_url(&self) -> &str {
        &self.login.redirect_url
    }

    /// Opens the page in the browser of the user.
    ///
    /// # Errors
    ///
    /// The system has no browser: show the [URL](Self::url) instead.
    pub fn open_browser(&self) -> io::Result<()> {
        open::that_detached(self.url())
    }

    /// Waits for the redirect, exchanges its code, and shows the user a page with the outcome.
    ///
    /// # Errors
    ///
    /// As [`Login::exchange_redirect`], and no redirect within the [timeout](Login::timeout). Other requests are
    /// rejected, and the login continues to wait.
    pub async fn finish(self) -> Result<LoggedIn, LoginError> {
        let Self { login, request, listeners } = self;
        let (sender, mut arrivals) = mpsc::channel(1);
        let gate = Arc::new(Gate::new(&login, request, sender).ok_or_else(|| login.not_local())?);
        // Dropping the set ends the tasks, and with them the connections.
        let mut accepting = JoinSet::new();
        for listener in listeners {
            accepting.spawn(accept(listener, Arc::clone(&gate)));
        }
        let outcome = match timeout(login.timeout, arrivals.recv()).await {
            Ok(Some(arrived)) => gate.end(arrived).await,
            Ok(None) | Err(_) => Err(login.timed_out()),
        };
        // The port is free again when this returns.
        accepting.shutdown().await;
        outcome
    }
}

/// Where to listen for a URL on this machine. Browsers look for `localhost` at both addresses.
fn addresses(url: &Url) -> Option<Vec<SocketAddr>> {
    let (v4, v6) = (IpAddr::from(Ipv4Addr::LOCALHOST), IpAddr::from(Ipv6Addr::LOCALHOST));
    let hosts = match url.host_str()? {
        "localhost" => vec![v4, v6],
        host => vec![host.trim_matches(['[', ']']).parse::<IpAddr>().ok().filter(IpAddr::is_loopback)?],
    };
    let port = url.port_or_known_default().filter(|_| url.scheme() == "http")?;
    Some(hosts.into_iter().map(|host| SocketAddr::new(host, port)).collect())
}

/// Listens on the first address, and on the others if the machine has them.
async fn listen(addresses: &[SocketAddr]) -> io::Result<Vec<TcpListener>> {
    let mut listeners: Vec<TcpListener> = Vec::new();
    for address in addresses {
        // Both have the port that the system chose for the first one.
        let port =
            listeners.first().map_or(Ok(address.port()), |first| first.local_addr().map(|first| first.port()))?;
        match TcpListener::bind(SocketAddr::new(address.ip(), port)).await {
            Ok(listener) => listeners.push(listener),
            Err(error) if listeners.is_empty() => return Err(error),
            // Another program may listen there, and the browser would send it the code.
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            Err(_) => {}
        }
    }
    Ok(listeners)
}

/// The redirect of this login.
struct Arrived {
    outcome: Result<Secret, LoginError>,
    page: oneshot::Sender<Response<String>>,
    /// Ends when its connection does.
    closed: oneshot::Receiver<()>,
}

/// The values that requests are compared with.
struct Gate {
    login: Login,
    request: AuthorizationRequest,
    /// The value of `Host` that the redirect has.
    host: String,
    path: String,
    arrivals: mpsc::Sender<Arrived>,
    connections: Arc<Semaphore>,
}

impl Gate {
    fn new(login: &Login, request: AuthorizationRequest, arrivals: mpsc::Sender<Arrived>) -> Option<Self> {
        let url = Url::parse(&login.redirect_url).ok()?;
        let host = match url.port() {
            Some(port) => format!("{}:{port}", url.host_str()?),
            None => url.host_str()?.to_owned(),
        };
        let connections = Arc::new(Semaphore::new(CONNECTIONS));
        Some(Self { login: login.clone(), request, host, path: url.path().to_owned(), arrivals, connections })
    }

    /// Exchanges the code, and shows the outcome in the browser. The login succeeds even if the browser is gone.
    async fn end(&self, Arrived { outcome, page, closed }: Arrived) -> Result<LoggedIn, LoginError> {
        let outcome = match outcome {
            Ok(code) => self.login.exchange_code(self.request.pending.clone(), code).await,
            Err(error) => Err(error),
        };
        if page.send(page::end(&outcome)).is_ok() {
            let _ = timeout(PAGE_WITHIN, closed).await;
        }
        outcome
    }

    async fn answer(&self, request: Request<Incoming>, closed: &Closed) -> Response<String> {
        let refuse = |status, text| page::page(status, "This is not a login", text);
        let mut hosts = request.headers().get_all(HOST).iter();
        // Against DNS rebinding: a web page whose host name resolves to this machine.
        if hosts.next().is_none_or(|host| host != self.host.as_str()) || hosts.next().is_some() {
            return refuse(StatusCode::MISDIRECTED_REQUEST, "The host is another one than that of the redirect URL.");
        }
        if request.uri().path() != self.path {
            return refuse(StatusCode::NOT_FOUND, "This page does not exist.");
        }
        if request.method() != Method::GET {
            return refuse(StatusCode::METHOD_NOT_ALLOWED, "A redirect is a GET request.");
        }
        let query = request.uri().query().unwrap_or_default();
        let outcome = redirect::code(&self.login, &self.request.pending, query);
        if let Err(error) = &outcome
            && error.kind() != super::LoginErrorKind::AccessDenied
        {
            // Not the redirect of this login, which may still arrive.
            tracing::warn!(%error, "a request for the redirect URL was rejected");
            return refuse(
                StatusCode::BAD_REQUEST,
                "The request does not belong to the login that this program waits for.",
            );
        }
        let (page, shown) = oneshot::channel();
        let Some(closed) = closed.lock().unwrap_or_else(PoisonError::into_inner).take() else {
            return refuse(StatusCode::CONFLICT, "The login has ended.");
        };
        // The channel holds one: a second redirect is too late, and never gets its page.
        let _ = self.arrivals.try_send(Arrived { outcome, page, closed });
        shown.await.unwrap_or_else(|_| refuse(StatusCode::CONFLICT, "The login has ended."))
    }
}

/// Tells the login that a connection has ended; the first redirect takes it.
type Closed = Mutex<Option<oneshot::Receiver<()>>>;

async fn accept(listener: TcpListener, gate: Arc<Gate>) -> Infallible {
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let permit = Arc::clone(&gate.connections).acquire_owned().await;
        match listener.accept().await {
            Ok((stream, _)) => {
                let gate = Arc::clone(&gate);
                connections.spawn(async move {
                    serve(stream, &gate).await;
                    drop(permit);
                });
            }
            // A broken connection, or too many open files: both are temporary.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// One request; browsers open another connection for the next.
async fn serve(stream: TcpStream, gate: &Gate) {
    let (alive, closed) = oneshot::channel::<()>();
    let closed = Mutex::new(Some(closed));
    let service = service_fn(|request| async { Ok::<_, Infallible>(gate.answer(request, &closed).await) });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD_WITHIN).keep_alive(false).max_buf_size(MAX_HEAD);
    // A broken connection needs no handling.
    let _ = http.serve_connection(TokioIo::new(stream), service).await;
    drop(alive);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(url: &str) -> Option<Vec<String>> {
        let addresses = addresses(&Url::parse(url).ok()?)?;
        Some(addresses.iter().map(SocketAddr::to_string).collect())
    }

    #[test]
    fn only_this_machine_is_listened_on() {
        assert_eq!(at("http://127.0.0.1:8400/callback"), Some(vec!["127.0.0.1:8400".to_owned()]));
        assert_eq!(at("http://[::1]:1/"), Some(vec!["[::1]:1".to_owned()]));
        assert_eq!(at("http://localhost/x"), Some(vec!["127.0.0.1:80".to_owned(), "[::1]:80".to_owned()]));
        for url in
            ["https://127.0.0.1:1/", "http://0.0.0.0:1/", "http://example.com/", "http://192.168.0.1/", "http://[::]/"]
        {
            assert_eq!(at(url), None, "{url}");
        }
    }

    #[tokio::test]
    async fn an_address_that_the_machine_does_not_have_is_left_out_unless_it_is_the_first() -> io::Result<()> {
        let own = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        // RFC 5737 keeps it for documents.
        let of_nobody = SocketAddr::from(([192, 0, 2, 1], 0));
        assert_eq!(listen(&[own, of_nobody]).await?.len(), 1);
        assert!(listen(&[of_nobody, own]).await.is_err());
        Ok(())
    }

    #[tokio::test]
    async fn a_port_on_which_another_program_may_listen_is_not_used() {
        let own = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        let error = listen(&[own, own]).await.expect_err("the second one has the port of the first");
        assert_eq!(error.kind(), io::ErrorKind::AddrInUse);
    }
}
