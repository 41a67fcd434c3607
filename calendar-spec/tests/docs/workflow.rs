//! The workflow that watches the reference pages, and the commands of the README, run as they are written.
//!
//! `cargo` and `gh` are scripts here: one runs the command that was built, the other stores the text of the pull
//! request. `git` is the real one, with a remote in a folder.

#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::command::{PAGE, SPEC};
use crate::site::Site;

/// The repository of this crate.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A repository with a spec, a remote, and the tools that a workflow finds.
struct Runner {
    folder: TempDir,
    env: BTreeMap<String, String>,
}

impl Runner {
    fn new(site: &Site) -> Self {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["bin", "temp", "repository"] {
            fs::create_dir(path(name)).unwrap();
        }
        let command = env!("CARGO_BIN_EXE_calendar-spec");
        script(
            &path("bin/cargo"),
            &format!(
                "[ \"$1\" = install ] && exit 0\n[ \"$1 $2 $3 $4\" = 'run -p calendar-spec --' ] || exit 9\nshift 4\nexec {command} \"$@\""
            ),
        );
        script(&path("bin/calendar-spec"), &format!("exec {command} \"$@\""));
        let kept = path("pull-request");
        script(
            &path("bin/gh"),
            &format!(
                "echo \"$@\" >> {0}.log\n[ \"$2\" = view ] && {{ cat {0}.state; exit; }}\nwhile [ \"$1\" != --body-file ]; do shift; done\ncp \"$2\" {0}.md\necho OPEN > {0}.state",
                kept.display()
            ),
        );
        fs::write(path("pull-request.state"), "").unwrap();
        let bin = format!("{}:{}", path("bin").display(), std::env::var("PATH").unwrap());
        let env = [
            ("PATH", bin),
            ("RUNNER_TEMP", path("temp").display().to_string()),
            ("CALENDAR_SPEC_SITE", site.url.clone()),
            ("CALENDAR_SPEC_DELAY", "0".to_owned()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
        ];
        let env = env.map(|(key, value)| (key.to_owned(), value));
        Self { folder, env: env.into() }
    }

    fn repository(&self) -> PathBuf {
        self.folder.path().join("repository")
    }

    /// Runs a script like a step of a workflow; returns its output.
    fn run(&self, script: &str) -> Output {
        let mut command = Command::new("bash");
        command.current_dir(self.repository()).envs(&self.env).args(["-e", "-c", script]);
        command.output().unwrap()
    }

    fn succeed(&self, script: &str) -> String {
        let output = self.run(script);
        let said = String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{script}\n{said}");
        said
    }

    /// Commits all files, as a merge would.
    fn commit(&self) {
        self.succeed("git add . && git -c user.name=a -c user.email=a@b.c commit -qm a");
    }

    /// The steps of a workflow, in order.
    fn workflow(&mut self, text: &str) {
        let workflow: Value = serde_yaml::from_str(text).unwrap();
        let env = workflow["env"].as_object().unwrap().iter();
        self.env.extend(env.map(|(key, value)| (key.clone(), value.as_str().unwrap().to_owned())));
        let jobs: Vec<&Value> = workflow["jobs"].as_object().unwrap().values().collect();
        let [job] = jobs.as_slice() else { panic!("one job") };
        let steps: Vec<&str> =
            job["steps"].as_array().unwrap().iter().filter_map(|step| step["run"].as_str()).collect();
        assert_eq!(steps.len(), 5);
        for step in steps {
            self.succeed(step);
        }
    }

    fn pull_request(&self) -> Option<String> {
        fs::read_to_string(self.folder.path().join("pull-request.md")).ok()
    }
}

fn script(path: &Path, text: &str) {
    fs::write(path, format!("#!/usr/bin/env bash\n{text}\n")).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A site with the page of the small spec.
fn site() -> Site {
    let site = Site::start();
    let (_, content) = PAGE.split_once("---\n\n").unwrap();
    site.add("/thing/get", "查询", "1721110937000", content);
    site
}

/// A repository with the small spec in a folder, and the printed workflow.
fn watched(site: &Site, spec: &str) -> Runner {
    let runner = Runner::new(site);
    let directory = runner.repository().join(spec);
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("spec.yaml"), "spec: thing\ndoc: Things.\ninclude: [thing.yaml]\n").unwrap();
    fs::write(directory.join("thing.yaml"), SPEC).unwrap();
    fs::write(runner.repository().join(".gitignore"), "/pages\n").unwrap();
    runner.succeed("git init -q -b main . && git init -q --bare ../remote && git remote add origin ../remote");
    runner.commit();
    runner
}

const CHANGED: i64 = 1_723_789_337_000;

fn change(site: &Site) {
    site.change("/thing/get", CHANGED, |text| {
        text.replace("`1` ～ `10`", "`1` ～ `20`")
            .replace("50 次/秒", "100 次/秒")
            .replace("名称。", "名称。长度不限。")
    });
}

fn templates() -> [(String, &'static str); 2] {
    let user = fs::read_to_string(root().join("calendar-spec/templates/workflow.yml")).unwrap();
    let own = fs::read_to_string(root().join(".github/workflows/docs.yml")).unwrap();
    [(user, "spec"), (own, "calendar-spec/spec")]
}

#[test]
fn a_changed_page_becomes_a_pull_request_with_its_effects() {
    for (workflow, spec) in templates() {
        let site = site();
        let mut runner = watched(&site, spec);
        runner.workflow(&workflow);
        let first = runner.pull_request().expect("the prose is recorded for the first time");
        assert!(first.starts_with("## Unreleased\n\n---\n"), "no changes\n{first}");
        fs::remove_file(runner.folder.path().join("pull-request.md")).unwrap();
        fs::write(runner.folder.path().join("pull-request.state"), "MERGED\n").unwrap();

        runner.workflow(&workflow);
        assert_eq!(runner.pull_request(), None, "nothing changed");

        change(&site);
        runner.workflow(&workflow);
        let text = runner.pull_request().unwrap();
        println!("{text}");
        for wanted in [
            "`query.size:range` | 1 to 20 | 1 to 10",
            "`rate_limit` | 100 calls a second | 50 calls a second",
            "- `response.name`, pages/thing/get.md:",
            "added “长度不限。”",
            "After it, what is left for a person.",
            "0 findings: 0 missing",
        ] {
            assert!(text.contains(wanted), "{wanted}\n{text}");
        }
        let pushed = runner.succeed("git -C ../remote log --format=%s reference-pages");
        assert!(pushed.starts_with("Reference pages of 20"), "{pushed}");
        let files = runner.succeed("git show --stat --format= HEAD");
        assert!(files.contains("thing.yaml") && files.contains("prose.yaml") && !files.contains("pages"), "{files}");
        let calls = fs::read_to_string(runner.folder.path().join("pull-request.log")).unwrap();
        assert_eq!(calls.matches("pr create").count(), 2, "{calls}");
    }
}

#[test]
fn an_open_pull_request_is_brought_up_to_date() {
    let (site, [(workflow, spec), _]) = (site(), templates());
    let mut runner = watched(&site, spec);
    runner.workflow(&workflow);
    change(&site);
    runner.workflow(&workflow);
    let calls = fs::read_to_string(runner.folder.path().join("pull-request.log")).unwrap();
    assert_eq!((calls.matches("pr create").count(), calls.matches("pr edit").count()), (1, 1), "{calls}");
}

#[test]
fn this_repository_uses_the_printed_workflow() {
    let [(user, _), (own, _)] = templates();
    let differing: Vec<(&str, &str)> = user.lines().zip(own.lines()).filter(|(user, own)| user != own).collect();
    assert_eq!(user.lines().count(), own.lines().count());
    assert_eq!(
        differing,
        [
            ("  SPEC: spec", "  SPEC: calendar-spec/spec"),
            (
                "        run: cargo install --locked calendar-spec",
                "        run: cargo install --locked --path calendar-spec"
            ),
        ]
    );
    let printed = Command::new(env!("CARGO_BIN_EXE_calendar-spec")).args(["new", "workflow"]).output().unwrap();
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), user);
}

/// The commands of a section of a README.
fn commands(readme: &str, section: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(readme)).unwrap();
    let (_, section) = text.split_once(section).unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    block.split("```").next().unwrap().lines().map(str::to_owned).collect()
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_commands_of_the_readme_keep_the_spec_current() {
    let english = commands("README.md", "### Keep it current");
    let without_comments = |commands: &[String]| -> Vec<String> {
        commands.iter().map(|line| line.split(" #").next().unwrap().trim().to_owned()).collect()
    };
    assert_eq!(without_comments(&english), without_comments(&commands("README.zh-CN.md", "### 保持最新")));
    let site = Site::of(&crate::support::shared().join("raw"));
    let runner = Runner::new(&site);
    let own = runner.repository().join("calendar-spec");
    fs::create_dir_all(own.join("spec")).unwrap();
    for file in fs::read_dir(calendar_spec::DIR).unwrap().flatten() {
        fs::copy(file.path(), own.join("spec").join(file.file_name())).unwrap();
    }
    for file in ["Cargo.toml", "drift.yaml", "prose.yaml"] {
        fs::copy(root().join("calendar-spec").join(file), own.join(file)).unwrap();
    }
    runner.succeed("git init -q -b main .");
    runner.commit();
    let path = "/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/create";
    for round in 0..2 {
        for command in &english {
            let start = std::time::Instant::now();
            let output = runner.run(command);
            let said = String::from_utf8_lossy(&[&*output.stdout, &*output.stderr].concat()).into_owned();
            println!("$ {command}\n{said}[{} in {:.1?}]\n", output.status, start.elapsed());
            // Status 1 means that there are findings.
            let is_expected = output.status.success() || (round == 1 && output.status.code() == Some(1));
            assert!(is_expected, "{command}\n{said}");
        }
        let changed = runner.succeed("git status --short -- calendar-spec");
        assert_eq!(changed.trim(), if round == 0 { "" } else { "M calendar-spec/spec/calendar.yaml" });
        if round == 0 {
            site.change(path, 1_800_000_000_000, |text| {
                text.replace("1000 次/分钟、50 次/秒", "500 次/分钟、50 次/秒")
            });
        }
    }
}
