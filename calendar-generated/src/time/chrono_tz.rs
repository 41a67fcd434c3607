//! Times of `chrono` in the zones of `chrono-tz`, behind the feature of that name.

use chrono::{DateTime as Instant, Utc};
use chrono_tz::Tz;

use super::{InvalidTime, zone};
use crate::types::TimeInfo;

const UNKNOWN_ZONE: InvalidTime = InvalidTime { expected: "a time zone", why: "`chrono-tz` does not know its name" };

/// The instant and the name of the zone, by which a recurring event follows the clocks there.
///
/// ```
/// use calendar_generated::chrono::TimeZone;
/// use calendar_generated::chrono_tz::Europe::Berlin;
/// use calendar_generated::types::TimeInfo;
///
/// let start = Berlin.with_ymd_and_hms(2026, 3, 2, 9, 0, 0).unwrap();
/// assert_eq!(TimeInfo::from(start).timezone.as_deref(), Some("Europe/Berlin"));
/// ```
impl From<Instant<Tz>> for TimeInfo {
    fn from(time: Instant<Tz>) -> Self {
        zone::at(time, time.timezone().name())
    }
}

/// The instant in its zone, in UTC where the zone is missing; an error for a whole day and for an unknown zone.
impl TryFrom<&TimeInfo> for Instant<Tz> {
    type Error = InvalidTime;

    fn try_from(time: &TimeInfo) -> Result<Self, InvalidTime> {
        let zone = time.timezone.as_deref().map_or(Ok(Tz::UTC), |name| name.parse().map_err(|_| UNKNOWN_ZONE))?;
        Ok(Instant::<Utc>::try_from(time)?.with_timezone(&zone))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Days, TimeZone};

    use super::*;

    #[test]
    fn an_event_keeps_the_zone_and_comes_back_in_it() -> Result<(), InvalidTime> {
        let start = chrono_tz::Europe::Berlin.with_ymd_and_hms(2026, 3, 28, 9, 0, 0).unwrap();
        let info = TimeInfo::from(start);
        assert_eq!(info.timezone.as_deref(), Some("Europe/Berlin"));
        let back = Instant::<Tz>::try_from(&info)?;
        assert_eq!(back, start);
        // The clocks change in the night.
        assert_eq!((back + Days::new(1)).to_rfc3339(), "2026-03-29T09:00:00+02:00");
        let unknown = TimeInfo::at(0).timezone("Europe/Atlantis").build_unchecked();
        assert_eq!(Instant::<Tz>::try_from(&unknown), Err(UNKNOWN_ZONE));
        Ok(())
    }
}
