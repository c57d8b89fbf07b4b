//! What tells whether a file is still the one that was read.

use std::fs::Metadata;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::ingest::Chosen;
use crate::library::knowledge::Version;

/// What sets these hashes apart from others of the same bytes.
const CONTEXT: &[u8] = b"Chancery 2026-11-28 file as it was read";

/// How long the clock of a file system may stand: a file that changes twice in that time looks the same after both.
/// The kernel's clock ticks every 10 ms at the slowest.
const TICK: Duration = Duration::from_millis(30);

/// The same where times are kept in whole seconds; FAT keeps every second one.
const COARSE_TICK: Duration = Duration::from_secs(3);

/// What the system said of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::library) struct Look {
    size: u64,
    inode: u64,
    /// Since 1970: seconds, and nanoseconds after them.
    modified: (i64, i64),
    /// The same for what is said of it. Whoever sets back the time of the words cannot set back this one.
    changed: (i64, i64),
    is_settled: bool,
}

impl Look {
    /// Takes down what was just asked of the system.
    pub(in crate::library) fn of(metadata: &Metadata) -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::at(metadata, now.unwrap_or_default())
    }

    /// The same at a time since 1970.
    fn at(metadata: &Metadata, now: Duration) -> Self {
        let changed = (metadata.ctime(), metadata.ctime_nsec());
        let seconds = u64::try_from(changed.0).unwrap_or(0);
        let nanoseconds = u32::try_from(changed.1).unwrap_or(0);
        let mut look = Self {
            size: metadata.size(),
            inode: metadata.ino(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed,
            is_settled: false,
        };
        look.is_settled = Duration::new(seconds, nanoseconds) + look.tick() < now;
        look
    }

    /// False for a file that may change once more without looking different.
    pub(in crate::library) fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// How long that may be so after a change.
    pub(in crate::library) fn tick(&self) -> Duration {
        match self.changed.1 {
            0 => COARSE_TICK,
            _ => TICK,
        }
    }

    /// True where nothing tells a file that looks so from one that looked like the other.
    pub(in crate::library) fn is_same(&self, other: &Self) -> bool {
        let told = |it: &Self| (it.size, it.inode, it.modified, it.changed);
        told(self) == told(other)
    }

    /// The bytes of the file.
    pub(in crate::library) fn size(&self) -> u64 {
        self.size
    }

    /// What tells a folder that looks so from one in which files have come or gone; `None` for one that may have changed
    /// since without looking different.
    pub(in crate::library) fn of_place(&self) -> Option<i64> {
        let (seconds, nanoseconds) = self.changed;
        let time = seconds
            .checked_mul(1_000_000_000)?
            .checked_add(nanoseconds)?;
        // The number of a folder that took the place of another is another.
        self.is_settled
            .then(|| time ^ i64::from_ne_bytes(self.inode.to_ne_bytes()).rotate_left(40))
    }

    /// The stamp of a file that looks so and is read by those rules, in the encodings that were `chosen` for it.
    /// `path` is absolute. `None` for a file that may have changed since without looking different.
    pub(super) fn stamp(&self, path: &Path, rules: &Version, chosen: &Chosen) -> Option<Stamp> {
        if !self.is_settled {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(CONTEXT);
        hasher.update(rules.bytes());
        for number in [self.size, self.inode] {
            hasher.update(&number.to_le_bytes());
        }
        for (seconds, nanoseconds) in [self.modified, self.changed] {
            hasher.update(&seconds.to_le_bytes());
            hasher.update(&nanoseconds.to_le_bytes());
        }
        let path = path.as_os_str().as_bytes();
        hasher.update(&path.len().to_le_bytes());
        hasher.update(path);
        for (part, charset) in chosen.all() {
            for text in [part, charset.name()] {
                hasher.update(&text.len().to_le_bytes());
                hasher.update(text.as_bytes());
            }
        }
        let mut stamp = [0; Stamp::LENGTH];
        stamp.copy_from_slice(&hasher.finalize().as_bytes()[..Stamp::LENGTH]);
        Some(Stamp(stamp))
    }
}

/// A file as it was read: where it stood, how it looked, by which rules it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::library) struct Stamp([u8; Self::LENGTH]);

impl Stamp {
    const LENGTH: usize = 16;

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The stamp of such bytes, if there are as many as one has.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{self, File};
    use std::thread;

    use super::*;
    use crate::ingest::Charset;
    use crate::library::knowledge::Knowledge;

    fn look(path: &Path) -> Look {
        Look::of(&fs::symlink_metadata(path).unwrap())
    }

    #[test]
    fn a_file_has_a_stamp_of_its_own_until_anything_about_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("1.txt"), folder.path().join("2.txt"));
        fs::write(&one, "same").unwrap();
        fs::write(&two, "same").unwrap();
        let rules = Knowledge::default().version();
        let as_it_is = Chosen::default();
        let metadata = fs::symlink_metadata(&one).unwrap();
        let changed = Duration::new(
            metadata.ctime().try_into().unwrap(),
            metadata.ctime_nsec().try_into().unwrap(),
        );
        let too_new = Look::at(&metadata, changed + TICK / 2);
        assert_eq!(too_new.stamp(&one, &rules, &as_it_is), None);
        let settle = || thread::sleep(TICK * 2);
        settle();
        let stamp = |path: &Path| look(path).stamp(path, &rules, &as_it_is).unwrap();
        let first = stamp(&one);
        assert_eq!(first, stamp(&one));
        assert_ne!(first, stamp(&two));

        let mut chosen = Chosen::default();
        chosen.choose("", Charset::named("KOI8-R"));
        assert_ne!(Some(first), look(&one).stamp(&one, &rules, &chosen));

        // Rewritten in place with as many bytes, and the time set back.
        let time = fs::metadata(&one).unwrap().modified().unwrap();
        fs::write(&one, "else").unwrap();
        File::options()
            .write(true)
            .open(&one)
            .unwrap()
            .set_modified(time)
            .unwrap();
        settle();
        assert_ne!(first, stamp(&one));
    }
}
