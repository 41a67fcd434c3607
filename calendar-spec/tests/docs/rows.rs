//! No row of a table can be lost unnoticed, and a truncated page is never treated as complete.

use std::path::Path;
use std::time::Instant;

use calendar_spec::docs;
use calendar_spec::docs::drift::Comparison;
use calendar_spec::model::Spec;

use crate::changes::{accepted, spec};
use crate::support::{pages, shared};

/// Rows that state nothing that the spec could lack.
const IDLE: [&str; 5] = [
    "Content-Type",
    "推送方式",
    "| --- |",
    "└ `app_id`",
    // The type of an event is in the example as well.
    "calendar.calendar.acl.created_v4",
];

const PAGES: [&str; 5] = [
    "calendar-acl/create",
    "calendar-acl/events/created",
    "calendar/patch",
    "calendar-event/reply",
    "exchange_binding/get",
];

/// How many differences each text has.
fn differences(spec: &Spec, texts: &[String]) -> Vec<usize> {
    let mut comparison = Comparison::new(spec, Path::new(calendar_spec::DIR), accepted());
    for text in texts {
        comparison.add("page.md", &docs::read(text));
    }
    comparison.finish().pages.iter().map(|page| page.differences.len()).collect()
}

/// The text without each of these ranges.
fn without(text: &str, ranges: &[std::ops::Range<usize>]) -> Vec<String> {
    ranges.iter().map(|range| format!("{}{}", &text[..range.start], &text[range.end..])).collect()
}

fn check(spec: &Spec, page: &str, text: &str, rows: &[std::ops::Range<usize>]) {
    assert!(rows.len() > 5, "{page} has {} rows", rows.len());
    let found = differences(spec, &without(text, rows));
    for (row, found) in rows.iter().zip(found) {
        assert!(found > 0, "{page} without {}", &text[row.clone()]);
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_row_of_markdown_counts() {
    let shared = shared();
    let spec = spec();
    for page in PAGES {
        let text = std::fs::read_to_string(shared.join(format!("reference/{page}.md"))).unwrap();
        let mut rows = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with('|') && !is_idle(line) {
                rows.push(start..start + line.len());
            }
            start += line.len();
        }
        check(&spec, page, &text, &rows);
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn every_row_of_the_site_counts() {
    let shared = shared();
    let spec = spec();
    for page in PAGES {
        let text = std::fs::read_to_string(shared.join(format!("raw/{page}.md"))).unwrap();
        let mut rows = Vec::new();
        for (open, close) in [("<md-tr>", "</md-tr>"), ("<md-dt-tr", "</md-dt-tr>")] {
            for (start, _) in text.match_indices(open) {
                let end = start + text[start..].find(close).unwrap() + close.len();
                if !is_idle(&text[start..end]) {
                    rows.push(start..end);
                }
            }
        }
        check(&spec, page, &text, &rows);
    }
}

/// Rows without facts, and rows of an event's header, which the spec does not describe.
fn is_idle(row: &str) -> bool {
    let header = ["event_id", "event_type", "create_time", "token", "app_id", "tenant_key"];
    let is_header =
        header.iter().any(|name| row.contains(&format!("└ `{name}`")) || row.contains(&format!(">{name}<")));
    let is_empty_data = row.contains("data") && row.matches("\\-").count() == 2;
    is_header || is_empty_data || IDLE.iter().any(|idle| row.contains(idle))
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn a_truncated_page_is_detected() {
    let shared = shared();
    let spec = spec();
    for folder in ["raw", "reference"] {
        let text = std::fs::read_to_string(shared.join(format!("{folder}/calendar-acl/create.md"))).unwrap();
        let first = text.find("HTTP URL").unwrap();
        let last = text.find("195100").unwrap();
        let cuts = (first..last).step_by(97).filter(|cut| text.is_char_boundary(*cut));
        let texts: Vec<String> = cuts.map(|cut| text[..cut].to_owned()).collect();
        for (text, found) in texts.iter().zip(differences(&spec, &texts)) {
            assert!(found > 0, "{folder}: {} bytes", text.len());
        }
    }
}

#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_current_pages_show_no_drift() {
    let shared = shared();
    let spec = spec();
    let mut comparison = Comparison::new(&spec, Path::new(calendar_spec::DIR), accepted());
    for folder in ["raw", "reference", "other-formats"] {
        for path in pages(&shared.join(folder)) {
            comparison.add(&path.display().to_string(), &docs::read_file(&shared.join(folder).join(&path)).unwrap());
        }
    }
    let drift = comparison.finish();
    assert_eq!(drift.total(), 0, "{}", drift.to_text());
    assert_eq!(drift.without_page, [] as [&str; 0]);
}

/// Printed and not asserted, as it depends on the machine.
#[test]
#[cfg_attr(not(reference_pages), ignore = "needs the reference pages beside the checkout")]
fn the_time_that_reading_all_pages_takes() {
    let shared = shared();
    let folders = ["raw", "reference"].map(|folder| shared.join(folder));
    let paths = folders.iter().flat_map(|folder| pages(folder).into_iter().map(|path| folder.join(path)));
    let texts: Vec<String> = paths.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let start = Instant::now();
    let pages: Vec<docs::Page> = texts.iter().map(|text| docs::read(text)).collect();
    let elapsed = start.elapsed();
    let states_something = |page: &&docs::Page| page.facts.method.is_some() || page.facts.event_type.is_some();
    let bytes: usize = texts.iter().map(String::len).sum();
    println!("{} pages of {} kB read in {elapsed:.1?}", pages.len(), bytes / 1000);
    assert_eq!(pages.iter().filter(states_something).count(), 106);
}
