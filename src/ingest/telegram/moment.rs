//! When a message was sent: as a clock on the wall of whoever exported it, and in the time of the world.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// When a message was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    local: DateTime,
    /// How far the clock is from the time of the world, where that is known.
    offset: Option<Offset>,
}

impl Moment {
    /// Of `2024-05-31T18:30:00` and the seconds since 1970, as `result.json` has them.
    pub(super) fn of_json(local: Option<&str>, seconds: Option<&str>) -> Option<Self> {
        let local: Option<DateTime> = local.and_then(|local| local.parse().ok());
        let seconds = seconds.and_then(|seconds| seconds.parse().ok());
        let world = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        let Some(world) = world.map(|world| Offset::UTC.to_datetime(world)) else {
            return local.map(|local| Self {
                local,
                offset: None,
            });
        };
        let offset = local.and_then(|local| offset(local, world));
        Some(Self {
            local: local.filter(|_| offset.is_some()).unwrap_or(world),
            offset: offset.or(Some(Offset::UTC)),
        })
    }

    /// Of `31.05.2024 18:30:00 UTC+03:00`, as pages have it; older ones have no zone.
    pub(super) fn of_page(text: &str) -> Option<Self> {
        let mut words = text.split_ascii_whitespace();
        let (day, clock) = (words.next()?, words.next()?);
        let mut day = day.splitn(3, '.');
        let (day, month, year) = (day.next()?, day.next()?, day.next()?);
        let local = format!("{year}-{month}-{day}T{clock}").parse().ok()?;
        Some(Self {
            local,
            offset: words.next().and_then(of_zone),
        })
    }

    /// For people: `2024-05-31T18:30:00+03:00`.
    pub(super) fn stated(self) -> String {
        let seconds = self.offset.map(Offset::seconds);
        let zone = seconds.map(|seconds| {
            let (hours, minutes) = (seconds.abs() / 3600, seconds.abs() / 60 % 60);
            let sign = if seconds < 0 { '-' } else { '+' };
            format!("{sign}{hours:02}:{minutes:02}")
        });
        format!("{}{}", self.local, zone.unwrap_or_default())
    }

    /// The same wherever it was exported, if the zone is known.
    pub(super) fn of_the_world(self) -> String {
        let moment = self.offset.and_then(|it| it.to_timestamp(self.local).ok());
        moment.map_or_else(|| self.local.to_string(), |moment| moment.to_string())
    }
}

/// What parts two clocks, if it is what zones are parted by.
fn offset(local: DateTime, world: DateTime) -> Option<Offset> {
    const QUARTER: i64 = 15 * 60;
    const MOST: i64 = 15 * 60 * 60;
    let seconds = local.duration_since(world).as_secs();
    let is_zone = seconds % QUARTER == 0 && seconds.abs() <= MOST;
    let seconds = is_zone.then_some(seconds)?;
    Offset::from_seconds(i32::try_from(seconds).ok()?).ok()
}

/// `UTC+03:00`.
fn of_zone(zone: &str) -> Option<Offset> {
    let zone = zone.strip_prefix("UTC")?;
    let (hours, minutes) = match zone.split_once(':') {
        Some((hours, minutes)) => (hours, minutes.parse::<i32>().ok()?),
        None => (zone, 0),
    };
    if hours.is_empty() {
        return Some(Offset::UTC);
    }
    let sign = if hours.starts_with('-') { -1 } else { 1 };
    let hours: i32 = hours.parse().ok()?;
    let (hours, minutes) = (hours.checked_mul(3600)?, minutes.checked_mul(60 * sign)?);
    Offset::from_seconds(hours.checked_add(minutes)?).ok()
}
