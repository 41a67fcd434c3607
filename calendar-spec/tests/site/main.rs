//! How much of the vendor's site survives an import, service by service.
//!
//! The pages are beside the checkout; where they are not, the tests are ignored. `cargo test --test site --
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
        site.chain(["raw", "reference", "platform"].map(|name| shared.join(name))).collect();
    folders.sort();
    folders
}

/// What is reached, to be raised with each step.
const USABLE: usize = 680;
const SILENT: usize = 25;
const DRIFT: usize = 40;

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
    assert!(sum(Service::silent) <= SILENT, "something is lost in silence");
    assert!(drift <= DRIFT, "import and drift disagree");
    assert!(usable >= USABLE, "{usable} of {pages} pages are usable");
}

/// Pages that were imported wrong, one kind a folder.
#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_cases_from_the_field_lose_nothing() {
    let cases = shared().join("../cases/import");
    let mut folders: Vec<PathBuf> = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let service = Service::of(folder);
        service.print();
        assert!(service.findings.is_empty() && service.drift.is_empty(), "{}", folder.display());
        assert_eq!(service.usable(), service.pages(), "{}", folder.display());
    }
}
