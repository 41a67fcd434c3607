//! Two checkouts that share one target directory, as git worktrees do under `CARGO_TARGET_DIR`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::crates::copy_crates;

const MANIFEST: &str = "\
[package]
name = \"application\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
calendar-generated = { path = \"../calendar-generated\", default-features = false, features = [\"calendar_acl\"] }
";

const PROGRAM: &str = r#"
mod own {
    calendar_generated::api!("spec");
}

fn main() {
    let path = <calendar_generated::calendar_acl::Create as calendar_generated::Endpoint>::META.path;
    print!("{path} {}", own::ErrorCode::CalendarNotFound.number());
}
"#;

const SPEC: &str = "spec: own\ndoc: Own.\nextends: calendar\ninclude: []\n";

/// The crates, and an application that extends their spec.
struct Checkout(PathBuf);

impl Checkout {
    fn new(name: &str) -> Self {
        let this = Self(folder().join(name));
        copy_crates(&this.0, &["application"]);
        this.write("application/Cargo.toml", MANIFEST);
        this.write("application/src/main.rs", PROGRAM);
        this.write("application/spec/spec.yaml", SPEC);
        this
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn rename_route(&self, to: &str) {
        let path = "calendar-spec/spec/calendar_acl.yaml";
        let yaml = fs::read_to_string(self.0.join(path)).unwrap();
        let (head, rest) = yaml.split_once("http: POST ").unwrap();
        let (_, rest) = rest.split_once('\n').unwrap();
        self.write(path, &format!("{head}http: POST /calendars/:calendar_id/{to}\n{rest}"));
    }

    /// What the application prints.
    fn run(&self) -> String {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["run", "--quiet", "--offline", "--package", "application"]).current_dir(&self.0);
        let output = cargo.env("CARGO_TARGET_DIR", folder().join("target")).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("checkouts")
}

#[test]
fn each_checkout_is_generated_from_its_own_spec() {
    let (first, second) = (Checkout::new("first"), Checkout::new("second"));
    first.rename_route("firsts");
    assert_eq!(first.run(), "/calendars/:calendar_id/firsts 191000");

    let away = folder().join("away");
    let _ = fs::remove_dir_all(&away);
    fs::rename(&first.0, &away).unwrap();
    assert_eq!(second.run(), "/open-apis/calendar/v4/calendars/:calendar_id/acls 191000");
    second.rename_route("seconds");
    assert_eq!(second.run(), "/calendars/:calendar_id/seconds 191000");

    fs::rename(&away, &first.0).unwrap();
    first.rename_route("thirds");
    assert_eq!(first.run(), "/calendars/:calendar_id/thirds 191000");
}
