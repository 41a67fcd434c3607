//! Zones of other libraries in the form of the API, which takes names of the IANA database only.

use crate::types::TimeInfo;
use crate::{Text, Timestamp};

/// Why a whole day does not become an instant.
pub(super) const NO_INSTANT: &str = "the time is not an instant: it has no `timestamp`, as in all-day events";

/// An instant in a zone.
pub(super) fn at(instant: impl Into<Timestamp>, zone: impl Into<Text>) -> TimeInfo {
    TimeInfo::at(instant).timezone(zone).build_unchecked()
}

/// The name of a zone that always has this offset. Offsets of whole hours have one; of another one this is the offset,
/// which `build()` rejects, since a name that is left out would mean the default zone of the server.
pub(super) fn fixed(offset_seconds: i32) -> String {
    match (offset_seconds / 3600, offset_seconds % 3600) {
        (0, 0) => "UTC".to_owned(),
        // The database counts to the west.
        (hours @ -12..=14, 0) => format!("Etc/GMT{:+}", -hours),
        _ => unnamed(offset_seconds),
    }
}

/// The name of a zone without a name, which `build()` rejects.
pub(super) fn unnamed(offset_seconds: i32) -> String {
    let sign = if offset_seconds < 0 { '-' } else { '+' };
    let minutes = offset_seconds.unsigned_abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_whole_hours_have_names_and_others_are_rejected_by_build() {
        let names = [0, 8 * 3600, -5 * 3600, 14 * 3600].map(fixed);
        assert_eq!(names, ["UTC", "Etc/GMT-8", "Etc/GMT+5", "Etc/GMT-14"]);
        for offset in [19_800, -12_600, 13 * -3600, 15 * 3600] {
            let message = TimeInfo::at(1).timezone(fixed(offset)).build().expect_err("no such zone").to_string();
            assert!(message.contains("timezone"), "{message}");
        }
        assert_eq!([19_800, -12_600].map(fixed), ["+05:30", "-03:30"]);
    }
}
