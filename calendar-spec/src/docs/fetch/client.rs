//! Requests to the site: paced, repeated while that helps, and limited in size.

use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Response, StatusCode, Uri};
use ureq::tls::{RootCerts, TlsConfig};

use super::options::{FEISHU, Options};

/// How long one request may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// The longest pause between two attempts that is waited for.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// The user agent of the requests, so that the site can tell who sends them.
const USER_AGENT: &str = concat!("calendar-spec/", env!("CARGO_PKG_VERSION"));

/// Sends requests in the pace that the options name.
pub(super) struct Client<'o> {
    agent: Agent,
    options: &'o Options,
    /// When the next request may start.
    next: Mutex<Instant>,
}

/// The response of the site.
pub(super) enum Answer<T> {
    /// A new state, with its `ETag`.
    Data(T, Option<String>),
    /// The known state is still the current one.
    NotModified,
}

/// Why a request failed.
struct Failure {
    what: String,
    retry: Retry,
}

/// Whether another attempt may help, and the earliest time for it.
#[derive(Clone, Copy)]
enum Retry {
    Never,
    Later(Option<Duration>),
}

impl<'o> Client<'o> {
    pub(super) fn new(options: &'o Options) -> Result<Self, String> {
        let site: Uri = options.site.parse().map_err(|error| format!("`{}` is not a URL: {error}", options.site))?;
        if site.host().is_none() || !matches!(site.scheme_str(), Some("http" | "https")) {
            return Err(format!("`{}` is not the URL of a site, such as {}", options.site, FEISHU));
        }
        let is_http = site.scheme_str() == Some("http");
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!is_http)
            .max_redirects(3)
            .timeout_global(Some(TIMEOUT))
            .user_agent(USER_AGENT)
            .tls_config(tls);
        Ok(Self { agent: config.build().into(), options, next: Mutex::new(Instant::now()) })
    }

    /// Asks for the `data` of a route, and reads it.
    pub(super) fn get<T>(
        &self,
        route: &str,
        path: Option<&str>,
        etag: Option<&str>,
        limit: u64,
        read: impl Fn(&Value) -> Result<T, String>,
    ) -> Result<Answer<T>, String> {
        let mut attempt = 0;
        loop {
            thread::sleep(self.turn());
            let failure = match self.once(route, path, etag, limit) {
                Ok(Answer::Data(data, etag)) => return Ok(Answer::Data(read(&data)?, etag)),
                Ok(Answer::NotModified) => return Ok(Answer::NotModified),
                Err(failure) => failure,
            };
            let pause = failure.retry.pause(attempt, self.options.delay);
            attempt += 1;
            match pause.filter(|_| attempt < self.options.attempts) {
                Some(pause) => self.pause(pause),
                None if attempt == 1 => return Err(failure.what),
                None => return Err(format!("{} ({attempt} attempts)", failure.what)),
            }
        }
    }

    /// Takes the next slot, and returns how long to wait for it.
    fn turn(&self) -> Duration {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let start = (*next).max(now);
        *next = start + self.options.delay;
        start - now
    }

    /// Delays all requests: the other connections spare an overloaded site as well.
    fn pause(&self, pause: Duration) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        *next = (*next).max(Instant::now() + pause);
    }

    fn once(&self, route: &str, path: Option<&str>, etag: Option<&str>, limit: u64) -> Result<Answer<Value>, Failure> {
        let url = format!("{}{route}", self.options.site.trim_end_matches('/'));
        let mut request = self.agent.get(url).header("accept-language", &self.options.language);
        if let Some(path) = path {
            request = request.query("fullPath", path);
        }
        if let Some(etag) = etag {
            request = request.header("if-none-match", etag);
        }
        let mut response = request.call().map_err(|error| Failure::of_network(&error))?;
        match response.status() {
            StatusCode::OK => {}
            StatusCode::NOT_MODIFIED if etag.is_some() => return Ok(Answer::NotModified),
            status => return Err(Failure::of_status(status, response.headers())),
        }
        let body = response.body_mut().with_config().limit(limit).read_to_vec();
        let data = data(&body.map_err(|error| Failure::of_network(&error))?)?;
        Ok(Answer::Data(data, new_etag(&response)))
    }
}

fn new_etag<B>(response: &Response<B>) -> Option<String> {
    response.headers().get("etag").and_then(|etag| etag.to_str().ok()).map(str::to_owned)
}

/// The `data` of a response.
fn data(body: &[u8]) -> Result<Value, Failure> {
    let mut value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(_) if body.trim_ascii_start().starts_with(b"<") => {
            let what = "the site returned a web page where JSON is expected; it may require a login, or limit requests";
            return Err(Failure::passing(what));
        }
        Err(error) => return Err(Failure::passing(format!("the response is not valid JSON: {error}"))),
    };
    match value.get("code").and_then(Value::as_i64) {
        Some(0) => Ok(value.get_mut("data").map(Value::take).unwrap_or_default()),
        Some(code) => {
            let message: String =
                value.get("msg").and_then(Value::as_str).unwrap_or_default().chars().take(200).collect();
            Err(Failure::final_("", format!("the site returned the code {code}: {message}")))
        }
        None => Err(Failure::final_("", "the response has no `code`; is this the vendor's site?")),
    }
}

impl Failure {
    fn passing(what: impl Into<String>) -> Self {
        Self { what: what.into(), retry: Retry::Later(None) }
    }

    fn final_(before: &str, what: impl AsRef<str>) -> Self {
        Self { what: format!("{before}{}", what.as_ref()), retry: Retry::Never }
    }

    fn of_network(error: &ureq::Error) -> Self {
        use ureq::Error::{BadUri, BodyExceedsLimit, RequireHttpsOnly, TooManyRedirects};
        match error {
            BadUri(_) | BodyExceedsLimit(_) | RequireHttpsOnly(_) | TooManyRedirects => {
                Self::final_("the request failed: ", error.to_string())
            }
            _ => Self::passing(format!("the request failed: {error}")),
        }
    }

    fn of_status(status: StatusCode, headers: &HeaderMap) -> Self {
        let is_passing = status.is_server_error() || [408, 425, 429].contains(&status.as_u16());
        let retry = if is_passing { Retry::Later(retry_after(headers, Timestamp::now())) } else { Retry::Never };
        Self { what: format!("the site returned HTTP {status}"), retry }
    }
}

impl Retry {
    /// How long to wait before the next attempt; nothing if there is to be none.
    fn pause(self, attempt: u32, delay: Duration) -> Option<Duration> {
        let Self::Later(wanted) = self else { return None };
        let backoff = delay.saturating_mul(4).saturating_mul(1 << attempt.min(16)).min(LONGEST_PAUSE);
        Some(wanted.map_or(backoff, |wanted| wanted.max(backoff))).filter(|pause| *pause <= LONGEST_PAUSE)
    }
}

/// `Retry-After`, in seconds or as a date.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get("retry-after")?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = jiff::fmt::rfc2822::parse(text).ok()?.timestamp();
    Some(Duration::try_from(date.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use ureq::http::{HeaderMap, StatusCode};

    use super::{Failure, LONGEST_PAUSE, Retry, retry_after};

    fn headers(retry_after: &str) -> HeaderMap {
        [("retry-after".parse().unwrap(), retry_after.parse().unwrap())].into_iter().collect()
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now: Timestamp = "1994-11-06T08:49:30Z".parse().unwrap();
        let wait = |text: &str| retry_after(&headers(text), now);
        assert_eq!(wait("120"), Some(Duration::from_secs(120)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:37 GMT"), Some(Duration::from_secs(7)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:00 GMT"), Some(Duration::ZERO), "a time that has passed");
        assert_eq!(wait("soon"), None);
    }

    #[test]
    fn pauses_double_and_are_never_shorter_than_the_site_asks_for() {
        let pause = |retry: Retry, attempt| retry.pause(attempt, Duration::from_millis(250));
        let later = Retry::Later(None);
        assert_eq!([0, 1, 2].map(|attempt| pause(later, attempt)), [1, 2, 4].map(|s| Some(Duration::from_secs(s))));
        assert_eq!(pause(later, 30), Some(LONGEST_PAUSE));
        assert_eq!(pause(Retry::Later(Some(Duration::from_secs(30))), 0), Some(Duration::from_secs(30)));
        assert_eq!(pause(Retry::Later(Some(Duration::ZERO)), 1), Some(Duration::from_secs(2)));
        assert_eq!(pause(Retry::Later(Some(Duration::from_secs(3600))), 0), None, "nobody waits for an hour");
        assert_eq!(pause(Retry::Never, 0), None);
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let tried_again = |status: u16| {
            let failure = Failure::of_status(StatusCode::from_u16(status).unwrap(), &HeaderMap::new());
            matches!(failure.retry, Retry::Later(_))
        };
        assert!([408, 425, 429, 500, 502, 503, 504].into_iter().all(tried_again));
        assert!(![301, 400, 401, 403, 404, 410].into_iter().any(tried_again));
    }
}
