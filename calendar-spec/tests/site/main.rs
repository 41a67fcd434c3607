//! How much of the vendor's site survives an import, service by service.
//!
//! The pages are beside the checkout; without them, the tests are ignored. `cargo test --test site --
//! --nocapture` prints the table and what each page lacks.

#![cfg(feature = "cli")]

mod service;
mod usable;

use std::path::{Path, PathBuf};

use service::Service;

/// The vendor's pages.
fn shared() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/docs")
}

/// Folders with pages of one service each.
fn folders() -> Vec<PathBuf> {
    let shared = shared();
    let site = std::fs::read_dir(shared.join("site")).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<PathBuf> =
        site.chain(["raw", "reference", "platform", "other-formats"].map(|name| shared.join(name))).collect();
    folders.sort();
    folders
}

/// Pages about an endpoint or an event.
const PAGES: usize = 760;

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn an_import_of_the_site_is_usable_and_without_drift() {
    let services: Vec<Service> = folders().iter().map(|folder| Service::of(folder)).collect();
    for service in &services {
        service.print();
    }
    let sum = |count: fn(&Service) -> usize| services.iter().map(count).sum::<usize>();
    let (pages, usable, drift) = (sum(Service::pages), sum(Service::usable), sum(|service| service.drift.len()));
    println!(
        "{usable} of {pages} pages are usable; {drift} differences; {} pages lose something in silence",
        sum(Service::silent)
    );
    assert_eq!(sum(|service| service.findings.len()), 0, "a spec does not pass the check");
    assert_eq!(sum(Service::silent), 0, "something is lost in silence");
    assert_eq!(drift, 0, "import and drift disagree");
    assert!(pages >= PAGES, "{pages} pages are about an endpoint or an event");
    assert_eq!(usable, pages, "a page is not usable");
}

/// Pages that were once imported wrongly, a folder or file for each kind.
#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_recorded_cases_lose_nothing() {
    let cases = shared().join("../cases/import");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in &folders {
        let service = Service::of(folder);
        service.print();
        assert!(service.findings.is_empty() && service.drift.is_empty(), "{}", folder.display());
        assert_eq!(service.usable(), service.pages(), "{}", folder.display());
    }
}
