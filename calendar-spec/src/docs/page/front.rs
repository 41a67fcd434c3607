//! The front matter of a page: its title, path and date, between `---` lines or in an HTML comment.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};

use crate::docs::facts::Stated;

/// How many lines a front may have.
const MOST_LINES: usize = 100;

/// What a front says.
#[derive(Debug, Default)]
pub(crate) struct Front {
    pub(crate) title: Option<Stated<String>>,
    pub(crate) path: Option<Stated<String>>,
    /// `YYYY-MM-DD`.
    pub(crate) updated: Option<Stated<String>>,
    /// A date that was not understood.
    pub(crate) no_date: Option<Stated<String>>,
    /// Whether the site's export wrote it.
    pub(crate) is_export: bool,
}

/// Reads the front, and says where the page itself starts.
pub(super) fn read(text: &str) -> (Front, usize) {
    entries(text).map_or_else(|| (Front::default(), 0), |(entries, start)| (front(&entries), start))
}

/// The entries of the front by their keys, and where the page itself starts.
pub(crate) fn entries(text: &str) -> Option<(HashMap<String, Stated<String>>, usize)> {
    let (opening, closing) = fences(text)?;
    let mut entries = HashMap::new();
    let mut offset = opening.len();
    for (number, line) in text[opening.len()..].split_inclusive('\n').enumerate().take(MOST_LINES) {
        offset += line.len();
        if line.trim() == closing {
            return Some((entries, offset));
        }
        if let Some((key, value)) = line.split_once(':') {
            entries.insert(key.trim().to_owned(), Stated { value: unquoted(value.trim()), line: number + 2 });
        }
    }
    None
}

/// The first line with its end, and what the last line has to be.
fn fences(text: &str) -> Option<(&str, &'static str)> {
    let first = text.split_inclusive('\n').next()?;
    match first.trim_start_matches('\u{feff}').trim() {
        "---" => Some((first, "---")),
        "<!--" => Some((first, "-->")),
        _ => None,
    }
}

/// A string in double quotes is written as in JSON.
fn unquoted(value: &str) -> String {
    serde_json::from_str(value).unwrap_or_else(|_| value.to_owned())
}

fn front(entries: &HashMap<String, Stated<String>>) -> Front {
    let of = |keys: &[&str]| keys.iter().find_map(|key| entries.get(*key)).cloned();
    let updated = of(&["updateTime", "updatedAt", "updated_at", "last_remote_update_timestamp", "last_remote_update"]);
    let date = updated.as_ref().map(|stated| day(&stated.value));
    Front {
        title: of(&["title"]),
        path: of(&["fullPath", "full_path"]),
        no_date: updated.clone().filter(|_| date == Some(None)),
        updated: updated.zip(date.flatten()).map(|(stated, value)| Stated { value, line: stated.line }),
        is_export: entries.contains_key("last_remote_update"),
    }
}

/// The day of milliseconds since 1970 or of an instant, as the vendor's clock shows it, or a day as it is written.
pub(crate) fn day(written: &str) -> Option<String> {
    let instant = match written.parse::<i64>() {
        Ok(milliseconds) => Timestamp::from_millisecond(milliseconds).ok(),
        Err(_) => written.parse::<Timestamp>().ok(),
    };
    let beijing = TimeZone::fixed(Offset::constant(8));
    let date = match instant {
        Some(instant) => instant.to_zoned_datetime(beijing).date(),
        None => written.parse::<Date>().ok()?,
    };
    Some(date.to_string())
}
