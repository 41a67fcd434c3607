//! `docs fetch`, against a server that plays the vendor's site.

use std::path::Path;
use std::time::Duration;

use calendar_spec::docs::earlier_states;
use calendar_spec::docs::fetch::{Options, Outcome, State, Wanted, fetch};
use serde_json::json;
use tempfile::TempDir;

use crate::site::{Fault, SERVER_API, Site};

const TREE: &str = "/api/tools/docment/directory_list";

/// A site with these pages below the server API, each with some text.
fn site(pages: &[&str]) -> Site {
    let site = Site::start();
    for page in pages {
        site.add(&path(page), page, "1722579652000", &format!("# {page}\n\nA page.\n"));
    }
    site
}

fn path(page: &str) -> String {
    format!("{SERVER_API}/{page}")
}

fn many(number: usize) -> Vec<String> {
    (0..number).map(|number| format!("folder/page-{number:02}")).collect()
}

fn options(site: &Site, output: &Path) -> Options {
    Options {
        site: site.url.clone(),
        language: "zh-CN".to_owned(),
        output: output.to_owned(),
        connections: 2,
        delay: Duration::ZERO,
        attempts: 3,
    }
}

fn run(site: &Site, output: &TempDir, wanted: &[Wanted]) -> Vec<Outcome> {
    let mut outcomes = fetch(&options(site, output.path()), wanted, &|_, _| ()).unwrap();
    outcomes.sort_by(|one, other| one.path.cmp(&other.path));
    outcomes
}

fn states(outcomes: &[Outcome]) -> Vec<&State> {
    outcomes.iter().map(|outcome| &outcome.state).collect()
}

fn page(page: &str) -> Wanted {
    Wanted::Page(path(page))
}

/// Every file below a folder, except the journal.
fn files(folder: &Path) -> Vec<String> {
    let files = crate::support::pages(folder);
    files.iter().map(|file| file.display().to_string()).filter(|file| file != ".unfinished").collect()
}

#[test]
fn a_page_is_a_file_that_is_read_like_every_page() {
    let (site, output) = (site(&["thing/get"]), TempDir::new().unwrap());
    let outcomes = run(&site, &output, &[page("thing/get")]);
    assert_eq!(states(&outcomes), [&State::New]);
    let file = output.path().join(outcomes[0].file.as_ref().unwrap());
    let read = calendar_spec::docs::read_file(&file).unwrap();
    assert_eq!(read.facts.title.unwrap().value, "thing/get");
    assert_eq!(read.facts.path.unwrap().value, path("thing/get"));
    assert_eq!(read.facts.updated.unwrap().value, "2024-08-02");
    assert_eq!(files(output.path()), ["uAjLw4CM/ukTMukTMukTM/thing/get.md"], "and nothing else");
    let request = &site.requests()[0];
    assert_eq!(request.headers["accept-language"], "zh-CN");
    assert!(request.headers["user-agent"].starts_with("calendar-spec/"));
}

#[test]
fn the_second_run_fetches_only_changes() {
    let (site, output) = (site(&["a/get", "a/list"]), TempDir::new().unwrap());
    let wanted = [page("a/get"), page("a/list")];
    run(&site, &output, &wanted);
    site.requests();
    assert_eq!(states(&run(&site, &output, &wanted)), [&State::Unchanged; 2]);
    assert_eq!(site.requests().iter().map(|request| request.status).collect::<Vec<_>>(), [304, 304]);

    let file = output.path().join("uAjLw4CM/ukTMukTMukTM/a/get.md");
    let before = std::fs::read_to_string(&file).unwrap();
    site.change(&path("a/get"), 1_730_000_000_000, |text| text.replace("A page", "Another page"));
    assert_eq!(states(&run(&site, &output, &wanted)), [&State::Changed, &State::Unchanged]);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Another page"));
    let earlier = earlier_states(&file);
    assert_eq!(earlier, [file.with_file_name("get.2024-08-02.before")]);
    assert_eq!(std::fs::read_to_string(&earlier[0]).unwrap(), before);
}

#[test]
fn three_earlier_states_are_kept() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    for day in 0..6 {
        run(&site, &output, &[page("a/get")]);
        site.change(&path("a/get"), 1_730_000_000_000 + day * 86_400_000, |text| format!("{text}More.\n"));
    }
    let earlier = earlier_states(&output.path().join("uAjLw4CM/ukTMukTMukTM/a/get.md"));
    let names: Vec<_> = earlier.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["get.2024-10-28.before", "get.2024-10-29.before", "get.2024-10-30.before"]);
}

#[test]
fn without_tags_an_unchanged_page_is_not_written() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    site.without_etags();
    run(&site, &output, &[page("a/get")]);
    assert_eq!(states(&run(&site, &output, &[page("a/get")])), [&State::Unchanged]);
    assert_eq!(files(output.path()).len(), 1, "no earlier state");
}

#[test]
fn dates_in_the_tree_save_the_requests() {
    let names = many(30);
    let site = site(&names.iter().map(String::as_str).collect::<Vec<_>>());
    site.with_dates_in_the_tree();
    let output = TempDir::new().unwrap();
    run(&site, &output, &[Wanted::All]);
    assert_eq!(site.requests().len(), 31);
    site.change(&path("folder/page-07"), 1_730_000_000_000, |text| text.replace("A page", "Another page"));
    let outcomes = run(&site, &output, &[Wanted::All]);
    assert_eq!(outcomes.iter().filter(|outcome| outcome.state == State::Changed).count(), 1);
    let asked: Vec<String> = site.requests().into_iter().map(|request| request.path).collect();
    assert_eq!(asked, [TREE.to_owned(), path("folder/page-07")]);
}

#[test]
fn another_language_is_another_page() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    run(&site, &output, &[page("a/get")]);
    let english = Options { language: "en-US".to_owned(), ..options(&site, output.path()) };
    fetch(&english, &[page("a/get")], &|_, _| ()).unwrap();
    let requests = site.requests();
    assert_eq!(requests[1].headers["accept-language"], "en-US");
    assert_eq!((requests[1].status, requests[1].headers.get("if-none-match")), (200, None));
}

#[test]
fn temporary_failures_are_retried() {
    let faults = [Fault::Cut, Fault::TooMany, Fault::Broken, Fault::Truncated, Fault::Login];
    for fault in faults {
        let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
        site.fail(&path("a/get"), &[fault, fault]);
        assert_eq!(states(&run(&site, &output, &[page("a/get")])), [&State::New], "{fault:?}");
        assert_eq!(site.requests().len(), 3);
        assert_eq!(files(output.path()).len(), 1, "{fault:?}");
    }
}

#[test]
fn permanent_failures_are_reported_and_the_rest_is_fetched() {
    let whys = [
        (Fault::Cut, "the request failed: "),
        (Fault::TooMany, "the site returned HTTP 429"),
        (Fault::Broken, "the site returned HTTP 500"),
        (Fault::Truncated, "the response is not valid JSON: "),
        (Fault::Login, "the site returned a web page where JSON is expected"),
        (Fault::Code, "the site returned the code 10003: no such document"),
        (Fault::Missing, "the site returned HTTP 404"),
    ];
    for (fault, why) in whys {
        let (site, output) = (site(&["a/get", "b/get"]), TempDir::new().unwrap());
        site.fail(&path("a/get"), &[fault; 10]);
        let outcomes = run(&site, &output, &[page("a/get"), page("b/get")]);
        let State::Failed(said) = &outcomes[0].state else { panic!("{fault:?}: {outcomes:?}") };
        assert!(said.starts_with(why), "{said}");
        assert_eq!(outcomes[1].state, State::New);
        assert_eq!(files(output.path()), ["uAjLw4CM/ukTMukTMukTM/b/get.md"], "{fault:?}");
        let is_final = matches!(fault, Fault::Code | Fault::Missing);
        let asked = site.requests().iter().filter(|request| request.path == path("a/get")).count();
        assert_eq!(asked, if is_final { 1 } else { 3 }, "{fault:?}");
    }
}

#[test]
fn a_page_that_cannot_be_fetched_keeps_its_file() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    run(&site, &output, &[page("a/get")]);
    let file = output.path().join("uAjLw4CM/ukTMukTMukTM/a/get.md");
    let before = std::fs::read_to_string(&file).unwrap();
    site.fail(&path("a/get"), &[Fault::Login; 10]);
    assert!(matches!(run(&site, &output, &[page("a/get")])[0].state, State::Failed(_)));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before);
    assert_eq!(files(output.path()).len(), 1);
}

#[test]
fn an_interrupted_run_is_continued() {
    let names = many(40);
    let site = site(&names.iter().map(String::as_str).collect::<Vec<_>>());
    site.without_etags();
    for name in &names[15..] {
        site.fail(&path(name), &[Fault::Broken; 100]);
    }
    let output = TempDir::new().unwrap();
    let outcomes = run(&site, &output, &[Wanted::All]);
    let number = |outcomes: &[Outcome], state: State| outcomes.iter().filter(|outcome| outcome.state == state).count();
    assert_eq!(number(&outcomes, State::New), 15);
    assert!(number(&outcomes, State::Skipped) > 0, "the site is not asked for what it cannot send");
    assert_eq!(outcomes.len(), 40);

    site.heal();
    site.requests();
    let outcomes = run(&site, &output, &[Wanted::All]);
    assert_eq!((number(&outcomes, State::New), number(&outcomes, State::Unchanged)), (25, 15));
    assert_eq!(site.requests().len(), 1 + 25, "the tree, and what is missing");
    run(&site, &output, &[Wanted::All]);
    assert_eq!(site.requests().len(), 1 + 40, "a run that came to its end is not continued");
}

#[test]
fn a_tree_that_cannot_be_fetched_is_an_error() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    site.fail(TREE, &[Fault::Login; 10]);
    let error = fetch(&options(&site, output.path()), &[Wanted::All], &|_, _| ()).unwrap_err();
    assert!(error.ends_with("it may require a login, or limit requests (3 attempts)"), "{error}");
}

#[test]
fn hostile_paths_never_leave_the_directory() {
    let around = TempDir::new().unwrap();
    let output = around.path().join("pages");
    let site = site(&["a/get"]);
    let hostile =
        ["/../../outside", "/..", "/a/../../outside", "//outside", "/a\\..\\outside", "/.git/config", "outside"];
    for path in hostile {
        site.add_item(json!({ "type": "DocumentType", "name": "x", "fullPath": path }));
        site.add_item(json!({ "type": "DirectoryType", "fullPath": SERVER_API, "items": [
            { "type": "DocumentType", "name": "x", "fullPath": path },
        ] }));
        site.set(path, json!({ "fullPath": path, "name": "x", "updateTime": 1, "content": "# x" }));
    }
    // A harmless path, and a page that says it has another one.
    let liar = path("liar");
    site.set(&liar, json!({ "fullPath": "/../outside", "name": "x", "updateTime": 1, "content": "# x" }));
    let outcomes = fetch(&options(&site, &output), &[Wanted::All], &|_, _| ()).unwrap();
    let failed: Vec<_> = outcomes.iter().filter(|outcome| matches!(outcome.state, State::Failed(_))).collect();
    assert_eq!(failed.len(), hostile.len() + 1, "{outcomes:?}");
    assert_eq!(files(around.path()), ["pages/uAjLw4CM/ukTMukTMukTM/a/get.md"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let (site, around) = (site(&["a/get", "b"]), TempDir::new().unwrap());
    let (output, outside) = (around.path().join("pages"), around.path().join("outside"));
    std::fs::create_dir_all(output.join(&SERVER_API[1..])).unwrap();
    std::fs::create_dir(&outside).unwrap();
    std::fs::write(outside.join("file"), "mine").unwrap();
    std::os::unix::fs::symlink(&outside, output.join(&SERVER_API[1..]).join("a")).unwrap();
    std::os::unix::fs::symlink(outside.join("file"), output.join(&SERVER_API[1..]).join("b.md")).unwrap();
    let outcomes = fetch(&options(&site, &output), &[page("a/get"), page("b")], &|_, _| ()).unwrap();
    let failed = outcomes.iter().find(|outcome| outcome.path == path("a/get")).unwrap();
    assert!(matches!(&failed.state, State::Failed(why) if why.ends_with("is not a folder")), "{failed:?}");
    assert_eq!(std::fs::read_to_string(outside.join("file")).unwrap(), "mine");
    assert_eq!(std::fs::read_dir(&outside).unwrap().count(), 1);
}

#[test]
fn a_folder_of_the_site_and_a_url_name_pages() {
    let site = site(&["reference/mail-v1/user/query", "reference/mail-v1/group/get", "reference/vc-v1/room/get"]);
    let output = TempDir::new().unwrap();
    assert_eq!(run(&site, &output, &[Wanted::Folder("mail-v1".to_owned())]).len(), 2);
    let error = fetch(&options(&site, output.path()), &[Wanted::Folder("mail-v2".to_owned())], &|_, _| ()).unwrap_err();
    assert_eq!(error, "neither the spec nor the site has `mail-v2`; did you mean `mail-v1`?");
}

#[test]
fn few_requests_run_at_once() {
    let names = many(40);
    let site = site(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let output = TempDir::new().unwrap();
    run(&site, &output, &[Wanted::All]);
    assert!(site.most_at_once() <= 2, "{}", site.most_at_once());
}

#[test]
fn pages_outside_of_the_server_api_are_not_fetched_with_all() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    site.add_item(json!({ "type": "DirectoryType", "fullPath": "/client", "items": [
        { "type": "DocumentType", "name": "x", "fullPath": "/client/x" },
    ] }));
    assert_eq!(run(&site, &output, &[Wanted::All]).len(), 1);
}

#[test]
fn a_schema_with_any_content_is_at_the_end_of_the_file() {
    let (site, output) = (site(&["a/get"]), TempDir::new().unwrap());
    let mut data = site.data(&path("a/get"));
    data["schema"] = json!({ "apiSchema": { "httpMethod": "get", "path": "/open-apis/a", "description": "-->\n# x" } });
    site.set(&path("a/get"), data);
    run(&site, &output, &[page("a/get")]);
    let text = std::fs::read_to_string(output.path().join("uAjLw4CM/ukTMukTMukTM/a/get.md")).unwrap();
    assert_eq!(text.matches("-->").count(), 1, "{text}");
    assert!(text.ends_with("}\n-->\n"));
    assert_eq!(states(&run(&site, &output, &[page("a/get")])), [&State::Unchanged]);
}

/// The standard error of a command, and its exit status.
fn command(site: &Site, folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_calendar-spec"));
    command.current_dir(folder).env("CALENDAR_SPEC_SITE", &site.url).env("CALENDAR_SPEC_DELAY", "0");
    let output = command.arg("docs").args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_page_of_the_site_states_the_same_when_it_is_fetched() {
    let folder = crate::support::shared().join("site");
    let (site, output) = (Site::of(&folder), TempDir::new().unwrap());
    let start = std::time::Instant::now();
    let outcomes = run(&site, &output, &[Wanted::All]);
    println!("{} pages in {:.1?}", outcomes.len(), start.elapsed());
    assert!(outcomes.len() > 700 && outcomes.iter().all(|outcome| outcome.state == State::New), "{outcomes:?}");
    let read = |file: &Path| calendar_spec::docs::read_file(file).unwrap();
    let originals = crate::support::pages(&folder);
    let originals: std::collections::HashMap<String, _> = originals
        .iter()
        .map(|file| read(&folder.join(file)))
        .filter_map(|page| Some((page.facts.path.clone()?.value, page)))
        .collect();
    for outcome in outcomes {
        let fetched = read(&output.path().join(outcome.file.unwrap()));
        assert_eq!(crate::equal::comparable(&fetched), crate::equal::comparable(&originals[&outcome.path]));
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_pages_of_the_spec_are_fetched_and_agree_with_it() {
    let site = Site::of(&crate::support::shared().join("raw"));
    let folder = TempDir::new().unwrap();
    let (status, said) = command(&site, folder.path(), &["fetch", "-o", "pages"]);
    assert!(said.ends_with("pages: 59 pages: 59 new, 0 changed, 0 unchanged, 0 failed\n"), "{said}");
    assert_eq!(status, 0);
    let (status, said) = command(&site, folder.path(), &["fetch", "-o", "pages"]);
    assert_eq!((status, &*said), (0, "pages: 59 pages: 0 new, 0 changed, 59 unchanged, 0 failed\n"));
    let spec = Path::new(calendar_spec::DIR).display().to_string();
    let (status, said) = command(&site, folder.path(), &["drift", "pages", "--spec", &spec]);
    assert_eq!((status, &*said), (0, ""));

    let (status, said) = command(&site, folder.path(), &["fetch", "calendar_acl", "-o", "acl"]);
    assert!(status == 0 && said.ends_with("acl: 7 pages: 7 new, 0 changed, 0 unchanged, 0 failed\n"), "{said}");
    let url = "https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/get?lang=zh-CN#a";
    let (status, said) = command(&site, folder.path(), &["fetch", url, "-o", "one"]);
    assert!(
        status == 0 && said.starts_with("new      one/uAjLw4CM/ukTMukTMukTM/reference/calendar-v4/calendar/get.md\n"),
        "{said}"
    );
    let (status, said) = command(&site, folder.path(), &["fetch", "/nowhere", "-o", "one"]);
    assert_eq!((status, said.lines().next().unwrap()), (1, "failed   /nowhere: the site returned HTTP 404 Not Found"));
    let (status, said) = command(&site, folder.path(), &["fetch", "--site", "ftp://x", "-o", "one"]);
    assert_eq!(
        (status, &*said),
        (2, "calendar-spec: `ftp://x` is not the URL of a site, such as https://open.feishu.cn\n")
    );
}
