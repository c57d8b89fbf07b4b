//! The day that it is here, and when it ends.

use std::time::Duration;

use jiff::{Timestamp, ZonedDateTime, civil};

/// A day, as long as it lasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    date: civil::Date,
    begins: Timestamp,
    ends: Timestamp,
}

impl Day {
    /// The day of a moment.
    pub(super) fn of(now: &ZonedDateTime) -> Self {
        // Only the first and the last day of all time have no such moment.
        let begins = now.start_of_day();
        let ends = now.tomorrow().and_then(|tomorrow| tomorrow.start_of_day());
        Self {
            date: now.date(),
            begins: begins.map_or(Timestamp::MIN, |at| at.timestamp()),
            ends: ends.map_or(Timestamp::MAX, |at| at.timestamp()),
        }
    }

    /// Its date.
    pub(super) fn date(self) -> civil::Date {
        self.date
    }

    /// How long it still lasts.
    pub(super) fn left(self, now: Timestamp) -> Duration {
        Duration::try_from(self.ends.duration_since(now)).unwrap_or_default()
    }

    /// True while it is this day. Cheap: no time zone is looked up.
    pub(super) fn lasts(self, now: Timestamp) -> bool {
        (self.begins..self.ends).contains(&now)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    /// A moment in a place whose clocks go forward on 29 March 2026 and back on 25 October.
    fn at(moment: &str) -> ZonedDateTime {
        let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap();
        let moment: Timestamp = moment.parse().unwrap();
        moment.to_zoned_datetime(zone)
    }

    fn hours(hours: u64) -> Duration {
        Duration::from_secs(hours * 3600)
    }

    #[test]
    fn a_day_ends_at_midnight_where_one_is() {
        // Half past eleven in the evening there.
        let evening = at("2026-11-26T22:30:00Z");
        let day = Day::of(&evening);
        assert_eq!(day.date(), civil::date(2026, 11, 26));
        assert_eq!(day.left(evening.timestamp()), hours(1) / 2);
        let midnight = at("2026-11-26T23:00:00Z");
        assert_eq!(day.left(midnight.timestamp()), Duration::ZERO);
        assert!(day.lasts(evening.timestamp()) && !day.lasts(midnight.timestamp()));
        assert_eq!(Day::of(&midnight).date(), civil::date(2026, 11, 27));
    }

    #[test]
    fn a_day_on_which_the_clocks_change_is_shorter_or_longer() {
        let spring = at("2026-03-28T23:00:00Z");
        assert_eq!(Day::of(&spring).left(spring.timestamp()), hours(23));
        let autumn = at("2026-10-24T22:00:00Z");
        assert_eq!(Day::of(&autumn).left(autumn.timestamp()), hours(25));
    }

    #[test]
    fn a_machine_that_slept_over_midnight_or_was_set_back_is_found_out() {
        let day = Day::of(&at("2026-11-26T12:00:00Z"));
        for moment in ["2026-11-29T08:00:00Z", "2026-11-25T12:00:00Z"] {
            let moment = at(moment).timestamp();
            assert!(!day.lasts(moment));
        }
        let later = at("2026-11-29T08:00:00Z").timestamp();
        assert_eq!(day.left(later), Duration::ZERO);
    }
}
