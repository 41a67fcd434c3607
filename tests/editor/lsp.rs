//! A minimal client of the Language Server Protocol.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// The time limit for each step: a busy machine compiles all dependencies first.
const PATIENCE: Duration = Duration::from_secs(300);

/// A running rust-analyzer.
pub(crate) struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    last_request: u64,
    /// Whether it has loaded everything.
    is_quiet: bool,
}

/// A place in a file, counted from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Position {
    line: usize,
    character: usize,
}

impl Position {
    /// The end of `before` in a text that contains it once.
    pub(crate) fn after(text: &str, before: &str) -> Self {
        let end = text.find(before).unwrap_or_else(|| panic!("`{before}` is missing")) + before.len();
        let line = text[..end].matches('\n').count();
        let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
        Self { line, character: end - start }
    }
}

impl Server {
    /// Starts it in a package and waits until it has loaded all that the package depends on.
    pub(crate) fn start(package: &Path, target: &Path) -> Self {
        let mut command = Command::new("rust-analyzer");
        command.current_dir(package).env("CARGO_TARGET_DIR", target);
        let mut process =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { process, input, messages, last_request: 0, is_quiet: false };
        server.initialize(package);
        server
    }

    fn initialize(&mut self, package: &Path) {
        let parameters = json!({
            "processId": std::process::id(),
            "rootUri": uri(package),
            "capabilities": {
                "experimental": { "serverStatusNotification": true },
                "textDocument": { "completion": { "completionItem": { "documentationFormat": ["markdown"] } } },
            },
            // The check after a save uses these arguments, too.
            "initializationOptions": { "cargo": { "extraArgs": ["--offline"] } },
        });
        self.request("initialize", &parameters);
        self.notify("initialized", &json!({}));
        self.wait();
    }

    /// Waits until it has loaded everything.
    fn wait(&mut self) {
        let started = Instant::now();
        while !self.is_quiet {
            assert!(started.elapsed() < PATIENCE, "rust-analyzer still loads");
            self.receive();
        }
    }

    pub(crate) fn open(&mut self, path: &Path) {
        let text = std::fs::read_to_string(path).unwrap();
        let document = json!({ "uri": uri(path), "languageId": "rust", "version": 1, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Tells it that a file was saved, after which it checks the package.
    pub(crate) fn saved(&mut self, path: &Path) {
        self.notify("textDocument/didSave", &json!({ "textDocument": { "uri": uri(path) } }));
    }

    /// Asks about a place in a file.
    pub(crate) fn ask(&mut self, method: &str, path: &Path, Position { line, character }: Position) -> Value {
        let position = json!({ "line": line, "character": character });
        self.request(
            &format!("textDocument/{method}"),
            &json!({ "textDocument": { "uri": uri(path) }, "position": position }),
        )
    }

    /// Asks until the response is as wanted.
    pub(crate) fn ask_until<T>(
        &mut self,
        (method, path, position): (&str, &Path, Position),
        wanted: impl Fn(&Value) -> Option<T>,
    ) -> T {
        let started = Instant::now();
        loop {
            let answer = self.ask(method, path, position);
            if let Some(found) = wanted(&answer) {
                return found;
            }
            assert!(started.elapsed() < PATIENCE, "`{method}` still says {answer}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    fn request(&mut self, method: &str, parameters: &Value) -> Value {
        self.last_request += 1;
        let id = self.last_request;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters })).unwrap();
        let started = Instant::now();
        loop {
            assert!(started.elapsed() < PATIENCE, "no answer to `{method}`");
            if let Some(answer) = self.receive().filter(|message| message["id"] == id && message["method"].is_null()) {
                // A request that was cancelled by a change is repeated.
                if answer["error"]["code"] == -32801 {
                    return self.request(method, parameters);
                }
                assert!(answer["error"].is_null(), "`{method}`: {}", answer["error"]);
                return answer["result"].clone();
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters })).unwrap();
    }

    /// The next message, if it arrives soon. Requests of the server get empty responses.
    fn receive(&mut self) -> Option<Value> {
        let message = self.messages.recv_timeout(Duration::from_secs(1)).ok()?;
        if message["method"] == "experimental/serverStatus" {
            self.is_quiet = message["params"]["quiescent"] == true;
        } else if !message["method"].is_null() && !message["id"].is_null() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null })).unwrap();
        }
        Some(message)
    }

    fn send(&mut self, message: &Value) -> std::io::Result<()> {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        self.input.flush()
    }
}

impl Drop for Server {
    /// Asks it to end, so that it ends the checks that it has begun; they would lock the target folder.
    fn drop(&mut self) {
        for message in
            [json!({ "jsonrpc": "2.0", "id": 0, "method": "shutdown" }), json!({ "jsonrpc": "2.0", "method": "exit" })]
        {
            let _ = self.send(&message);
        }
        // It ends at the end of its output.
        while self.messages.recv_timeout(Duration::from_secs(10)).is_ok() {}
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", number)) => length = number.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn uri(path: &Path) -> String {
    url::Url::from_file_path(path).unwrap().into()
}
