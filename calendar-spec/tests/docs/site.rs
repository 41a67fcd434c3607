//! A server on the loopback interface that plays the vendor's site, with faults on demand.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use crate::support::pages;

/// The item above the pages of the server API, as on the site.
pub(crate) const SERVER_API: &str = "/uAjLw4CM/ukTMukTMukTM";

/// The fault of one response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The connection is closed in the middle of the body.
    Cut,
    /// 429 with `Retry-After: 0`.
    TooMany,
    /// 500.
    Broken,
    /// A complete response whose JSON is truncated.
    Truncated,
    /// 200 with a login page.
    Login,
    /// `code` is not 0.
    Code,
    /// 404.
    Missing,
}

/// A received request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// `fullPath`, or the route of another request.
    pub(crate) path: String,
    pub(crate) headers: HashMap<String, String>,
    pub(crate) status: u16,
}

#[derive(Default)]
struct State {
    /// The `data` of each page by `fullPath`.
    pages: Mutex<BTreeMap<String, Value>>,
    /// More items of the tree, beside the pages.
    items: Mutex<Vec<Value>>,
    faults: Mutex<HashMap<String, VecDeque<Fault>>>,
    requests: Mutex<Vec<Request>>,
    has_etags: AtomicBool,
    has_dates: AtomicBool,
    running: AtomicUsize,
    most_running: AtomicUsize,
}

/// The server; it ends with the program.
pub(crate) struct Site {
    pub(crate) url: String,
    state: Arc<State>,
}

impl Site {
    /// An empty site that sends `ETag`s.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(State::default());
        state.has_etags.store(true, Ordering::SeqCst);
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || serve(&state, stream));
            }
        });
        Self { url, state }
    }

    /// A site with the vendor's pages of a folder.
    pub(crate) fn of(folder: &Path) -> Self {
        let site = Self::start();
        for page in pages(folder) {
            let text = std::fs::read_to_string(folder.join(page)).unwrap();
            let Some((front, content)) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
                continue;
            };
            let of = |key: &str| {
                let line = front.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
                line.map_or_else(String::new, |value| serde_json::from_str(value).unwrap_or_else(|_| value.to_owned()))
            };
            site.add(&of("fullPath"), &of("title"), &of("updateTime"), content.trim_start());
        }
        site
    }

    pub(crate) fn add(&self, path: &str, title: &str, updated: &str, content: &str) {
        let updated: i64 = updated.parse().unwrap_or_default();
        let data = json!({
            "id": "7000000000000000000", "fullPath": path, "type": "DocumentType", "name": title, "title": title,
            "updateTime": updated, "content": content, "schema": {},
        });
        self.set(path, data);
    }

    /// Sets the whole `data` of a page.
    pub(crate) fn set(&self, path: &str, data: Value) {
        self.state.pages.lock().unwrap().insert(path.to_owned(), data);
    }

    pub(crate) fn data(&self, path: &str) -> Value {
        self.state.pages.lock().unwrap()[path].clone()
    }

    /// Changes the text of a page, and its date.
    pub(crate) fn change(&self, path: &str, updated: i64, change: impl Fn(&str) -> String) {
        let mut data = self.data(path);
        let content = data["content"].as_str().unwrap();
        let changed = change(content);
        assert_ne!(changed, content, "nothing was changed");
        (data["content"], data["updateTime"]) = (changed.into(), updated.into());
        self.set(path, data);
    }

    pub(crate) fn add_item(&self, item: Value) {
        self.state.items.lock().unwrap().push(item);
    }

    /// Adds faults for the next responses about a page or a route, one after the other.
    pub(crate) fn fail(&self, path: &str, faults: &[Fault]) {
        self.state.faults.lock().unwrap().insert(path.to_owned(), faults.iter().copied().collect());
    }

    /// Forgets all faults.
    pub(crate) fn heal(&self) {
        self.state.faults.lock().unwrap().clear();
    }

    pub(crate) fn without_etags(&self) {
        self.state.has_etags.store(false, Ordering::SeqCst);
    }

    pub(crate) fn with_dates_in_the_tree(&self) {
        self.state.has_dates.store(true, Ordering::SeqCst);
    }

    /// The requests since the previous call.
    pub(crate) fn requests(&self) -> Vec<Request> {
        std::mem::take(&mut self.state.requests.lock().unwrap())
    }

    pub(crate) fn most_at_once(&self) -> usize {
        self.state.most_running.load(Ordering::SeqCst)
    }
}

fn serve(state: &State, stream: TcpStream) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut stream = stream;
    while let Some((target, headers)) = request(&mut reader) {
        let running = state.running.fetch_add(1, Ordering::SeqCst) + 1;
        state.most_running.fetch_max(running, Ordering::SeqCst);
        // So that concurrent requests are counted.
        std::thread::yield_now();
        let is_open = respond(state, &mut stream, &target, headers);
        state.running.fetch_sub(1, Ordering::SeqCst);
        if !is_open {
            return;
        }
    }
}

fn request(reader: &mut impl BufRead) -> Option<(String, HashMap<String, String>)> {
    let mut first = String::new();
    reader.read_line(&mut first).ok().filter(|read| *read > 0)?;
    let mut headers = HashMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        match line.trim_end().split_once(':') {
            Some((name, value)) => headers.insert(name.to_ascii_lowercase(), value.trim().to_owned()),
            None => break,
        };
    }
    Some((first.split(' ').nth(1)?.to_owned(), headers))
}

fn respond(state: &State, stream: &mut TcpStream, target: &str, headers: HashMap<String, String>) -> bool {
    let (route, query) = target.split_once('?').unwrap_or((target, ""));
    let path = query.strip_prefix("fullPath=").map_or_else(|| route.to_owned(), decoded);
    let fault = state.faults.lock().unwrap().get_mut(&path).and_then(VecDeque::pop_front);
    let (status, more, body) = fault.map_or_else(|| answer(state, route, &path, &headers), faulty);
    state.requests.lock().unwrap().push(Request { path, headers, status });
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n{more}\r\n", body.len());
    let cut = if fault == Some(Fault::Cut) { body.len() / 2 } else { body.len() };
    let is_written = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body.as_bytes()[..cut]));
    is_written.is_ok() && cut == body.len()
}

fn faulty(fault: Fault) -> (u16, String, String) {
    let of = |status, more: &str, body: &str| (status, more.to_owned(), body.to_owned());
    match fault {
        Fault::Cut | Fault::Truncated => of(200, "", "{\"code\":0,\"data\":{\"content\":\"half of a"),
        Fault::TooMany => of(429, "retry-after: 0\r\n", "slow down"),
        Fault::Broken => of(500, "", "oops"),
        Fault::Login => of(200, "content-type: text/html\r\n", "<!DOCTYPE html><title>Login</title>"),
        Fault::Code => of(200, "", "{\"code\":10003,\"msg\":\"no such document\"}"),
        Fault::Missing => of(404, "", "not found"),
    }
}

fn answer(state: &State, route: &str, path: &str, headers: &HashMap<String, String>) -> (u16, String, String) {
    let pages = state.pages.lock().unwrap();
    let data = match route {
        "/api/tools/docment/directory_list" => Some(tree(state, &pages)),
        "/document_portal/v1/document/get_detail" => pages.get(path).cloned(),
        _ => None,
    };
    let Some(data) = data else { return faulty(Fault::Missing) };
    let body = json!({ "code": 0, "msg": "success", "data": data }).to_string();
    if !state.has_etags.load(Ordering::SeqCst) {
        return (200, String::new(), body);
    }
    let etag = format!("\"{:x}-{}\"", body.len(), data["updateTime"]);
    let status = if headers.get("if-none-match") == Some(&etag) { 304 } else { 200 };
    (status, format!("etag: {etag}\r\n"), if status == 304 { String::new() } else { body })
}

/// All pages below the server API, each in a separate folder, as deep as its path.
fn tree(state: &State, pages: &BTreeMap<String, Value>) -> Value {
    let leaf = |(path, data): (&String, &Value)| {
        let mut item = json!({ "id": "1", "type": "DocumentType", "name": data["name"], "fullPath": path });
        if state.has_dates.load(Ordering::SeqCst) {
            item["updateTime"] = data["updateTime"].clone();
        }
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        json!({ "id": "2", "type": "DirectoryType", "name": "Folder", "fullPath": folder, "items": [item] })
    };
    let items: Vec<Value> = pages.iter().map(leaf).collect();
    let server =
        json!({ "id": "103", "type": "DirectoryType", "name": "Server API", "fullPath": SERVER_API, "items": items });
    let more = state.items.lock().unwrap().clone();
    let items: Vec<Value> = std::iter::once(server).chain(more).collect();
    json!({ "items": items })
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = match (first, behind) {
            (b'%', [high, low, ..]) => {
                std::str::from_utf8(&[*high, *low]).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap()
}
