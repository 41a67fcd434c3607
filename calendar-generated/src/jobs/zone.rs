//! [`Zone`]: a time zone that exists.

use std::error::Error;
use std::fmt;
use std::str::FromStr;

use chrono_tz::Tz;
use windows_timezones::WindowsTimezone;

use crate::Text;
use crate::text::OneLine;

/// A time zone of the IANA database.
///
/// The service accepts IANA names only; requests check the form of the name, not that the zone exists. Outlook, Exchange
/// and Windows use other names, such as `China Standard Time`: [`Zone::from_windows`] maps them as Unicode's CLDR
/// does, and [`Zone::new`] rejects them with the IANA name in the message.
///
/// ```
/// use calendar_generated::jobs::Zone;
///
/// assert_eq!(Zone::from_windows("China Standard Time")?.name(), "Asia/Shanghai");
/// let error = Zone::new("W. Europe Standard Time").unwrap_err();
/// assert_eq!(error.iana(), Some("Europe/Berlin"));
/// # Ok::<(), calendar_generated::jobs::UnknownZone>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

impl Zone {
    /// UTC, which all-day events have.
    pub const UTC: Self = Self(Tz::UTC);

    /// The zone that the service assumes for a time without one.
    pub const SHANGHAI: Self = Self(Tz::Asia__Shanghai);

    /// The zone of this IANA name, such as `Asia/Shanghai`.
    pub fn new(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_| UnknownZone { name: name.into(), iana: iana(name) })
    }

    /// The zone of this Windows name, such as `China Standard Time`, by its default in Unicode's CLDR.
    pub fn from_windows(name: &str) -> Result<Self, UnknownZone> {
        let zone = iana(name).and_then(|iana| iana.parse().ok());
        zone.map(Self).ok_or_else(|| UnknownZone { name: name.into(), iana: None })
    }

    /// The IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    pub(super) fn tz(self) -> Tz {
        self.0
    }
}

/// The IANA name of the zone that Windows calls so.
fn iana(name: &str) -> Option<&'static str> {
    name.parse::<WindowsTimezone>().ok().map(WindowsTimezone::tzdb_id)
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        Self::new(name)
    }
}

impl From<Zone> for Text {
    fn from(zone: Zone) -> Self {
        zone.name().into()
    }
}

/// A name that is not the name of a time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownZone {
    name: Text,
    iana: Option<&'static str>,
}

impl UnknownZone {
    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The IANA name, when the name is one of Windows.
    pub fn iana(&self) -> Option<&'static str> {
        self.iana
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = OneLine(&self.name);
        match self.iana {
            Some(iana) => write!(f, "`{name}` is the Windows name of a time zone; use the IANA name `{iana}`"),
            None => write!(f, "`{name}` is not the name of a time zone such as `Asia/Shanghai`"),
        }
    }
}

impl Error for UnknownZone {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_names_are_mapped_only_on_request() {
        for (windows, iana) in [
            ("China Standard Time", "Asia/Shanghai"),
            ("Eastern Standard Time", "America/New_York"),
            ("Tokyo Standard Time", "Asia/Tokyo"),
            ("UTC", "Etc/UTC"),
        ] {
            assert_eq!(Zone::from_windows(windows).map(Zone::name), Ok(iana));
        }
        let error = Zone::new("Eastern Standard Time").expect_err("a Windows name");
        let message =
            "`Eastern Standard Time` is the Windows name of a time zone; use the IANA name `America/New_York`";
        assert_eq!(error.to_string(), message);
        assert!(Zone::from_windows("Asia/Shanghai").is_err());
    }

    #[test]
    fn an_unknown_name_is_rejected_on_one_line() {
        for name in ["", "Asia/Peking", "GMT+08:00", "Asia/Shanghai\n"] {
            let error = Zone::new(name).expect_err(name);
            assert!(error.iana().is_none() && !error.to_string().contains('\n'), "{error}");
        }
    }
}
