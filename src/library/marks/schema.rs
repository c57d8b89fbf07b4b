//! The tables of the file, and how a file of an earlier version becomes one of this.

use rusqlite::{Connection, TransactionBehavior};

use super::Trouble;

/// What makes each version of the file of the one before it; the first makes it of nothing.
///
/// A script is never changed once it has been released: files made by it are out there.
const VERSIONS: &[&str] = &[
    include_str!("schema/1.sql"),
    include_str!("schema/2.sql"),
    include_str!("schema/3.sql"),
];

/// Tells a file of ours from that of another program: "Chan" in ASCII.
const APPLICATION: i64 = 0x4368_616e;

/// The latest version.
pub(super) fn latest() -> i64 {
    i64::try_from(VERSIONS.len()).unwrap_or(i64::MAX)
}

/// What a file is, before anything is done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// Empty: just made.
    Nothing,
    /// Marks of that version.
    Version(i64),
    /// A database of another program.
    Foreign,
}

/// Looks what a file is.
pub(super) fn find(connection: &Connection) -> rusqlite::Result<Found> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    let tables = "SELECT count(*) FROM sqlite_schema";
    let is_empty = connection.query_row(tables, [], |row| row.get::<_, i64>(0))? == 0;
    Ok(match (application, version) {
        (APPLICATION, 1..) => Found::Version(version),
        (0, 0) if is_empty => Found::Nothing,
        _ => Found::Foreign,
    })
}

/// Brings a file to the latest version: all of the way in one transaction, or not at all.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), Trouble> {
    bring_up_to(connection, VERSIONS.len())
}

/// Brings a file to some version; one that has it already stays as it is.
pub(super) fn bring_up_to(connection: &mut Connection, version: usize) -> Result<(), Trouble> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Looked up under the lock: another process may have been quicker.
    let from = match find(&transaction)? {
        Found::Nothing => 0,
        Found::Version(found) => usize::try_from(found).unwrap_or(usize::MAX),
        Found::Foreign => return Err(Trouble::Foreign("marks.db".to_owned())),
    };
    if from >= version {
        return Ok(());
    }
    for script in &VERSIONS[from..version] {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(0))?;
    transaction.commit()?;
    Ok(())
}

/// True when a file is of no later version than this program knows.
pub(super) fn is_known(connection: &Connection) -> rusqlite::Result<bool> {
    Ok(matches!(find(connection)?, Found::Version(version) if version <= latest()))
}

/// True when a file of the latest version has the tables that it must have: a damaged byte in
/// what says so would else be met at some later time.
pub(super) fn is_whole(connection: &Connection) -> Result<bool, Trouble> {
    let mut fresh = Connection::open_in_memory()?;
    bring_up_to_date(&mut fresh)?;
    Ok(shape(connection)? == shape(&fresh)?)
}

/// Tables and indexes as SQLite keeps them.
fn shape(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    // The tables of SQLite's own have other names or no text.
    let sql = "SELECT sql FROM sqlite_schema
               WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name";
    let mut rows = connection.prepare(sql)?;
    let rows = rows.query_map([], |row| row.get(0))?;
    rows.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A new file of an earlier version.
    fn made_by_version(connection: &mut Connection, version: usize) {
        bring_up_to(connection, version).unwrap();
    }

    #[test]
    fn a_file_of_every_earlier_version_becomes_one_of_the_latest_with_all_that_is_in_it() {
        for version in 1..=VERSIONS.len() {
            let mut old = Connection::open_in_memory().unwrap();
            made_by_version(&mut old, version);
            old.execute_batch(
                "INSERT INTO marks VALUES (x'00112233445566778899aabbccddeeff', 'note', 'n', 7);
                 UPDATE clock SET now = 7;
                 INSERT INTO sessions VALUES (1, 'desk', 4, 1);
                 INSERT INTO steps VALUES (3, 1, 1700000000, 'Note', 0);
                 INSERT INTO changes
                     VALUES (3, x'00112233445566778899aabbccddeeff', 'note', NULL, 'n');",
            )
            .unwrap();
            bring_up_to_date(&mut old).unwrap();
            assert_eq!(find(&old).unwrap(), Found::Version(latest()));
            assert!(is_whole(&old).unwrap(), "from version {version}");
            let places = "SELECT count(*) FROM places";
            let places: i64 = old.query_row(places, [], |row| row.get(0)).unwrap();
            assert_eq!(places, 0, "from version {version}");
            for (table, rows) in [("marks", 1), ("clock", 1), ("steps", 1), ("changes", 1)] {
                let count = format!("SELECT count(*) FROM {table}");
                let count: i64 = old.query_row(&count, [], |row| row.get(0)).unwrap();
                assert_eq!(count, rows, "{table} from version {version}");
            }
        }
    }

    #[test]
    fn a_way_to_the_latest_version_that_is_broken_off_leaves_the_old_one() {
        for journal in ["wal", "delete"] {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("marks.db");
            let mut old = Connection::open(&file).unwrap();
            old.pragma_update(None, "journal_mode", journal).unwrap();
            // Nothing fits into the memory: what is not committed goes to the disk.
            old.pragma_update(None, "cache_size", 1).unwrap();
            old.pragma_update(None, "cache_spill", 1).unwrap();
            made_by_version(&mut old, 1);
            let before = shape(&old).unwrap();
            let transaction = old
                .transaction_with_behavior(TransactionBehavior::Immediate)
                .unwrap();
            for script in &VERSIONS[1..] {
                transaction.execute_batch(script).unwrap();
            }
            transaction
                .pragma_update(None, "user_version", latest())
                .unwrap();
            // What is on the disk at this moment is what a kill leaves.
            let left = tempfile::tempdir().unwrap();
            for entry in std::fs::read_dir(folder.path()).unwrap() {
                let entry = entry.unwrap();
                if !entry.file_name().to_string_lossy().ends_with("-shm") {
                    std::fs::copy(entry.path(), left.path().join(entry.file_name())).unwrap();
                }
            }
            let mut again = Connection::open(left.path().join("marks.db")).unwrap();
            assert_eq!(find(&again).unwrap(), Found::Version(1), "{journal}");
            assert_eq!(shape(&again).unwrap(), before, "{journal}");
            bring_up_to_date(&mut again).unwrap();
            assert!(is_whole(&again).unwrap(), "{journal}");
        }
    }

    #[test]
    fn a_file_of_another_program_is_left_as_it_is() {
        let mut other = Connection::open_in_memory().unwrap();
        other.execute_batch("CREATE TABLE recipes (name)").unwrap();
        let before = shape(&other);
        assert_eq!(find(&other).unwrap(), Found::Foreign);
        let refused = bring_up_to_date(&mut other);
        assert_eq!(refused, Err(Trouble::Foreign("marks.db".to_owned())));
        assert_eq!(shape(&other), before);
    }

    #[test]
    fn a_file_that_is_up_to_date_stays_as_it_is() {
        let mut file = Connection::open_in_memory().unwrap();
        assert_eq!(find(&file).unwrap(), Found::Nothing);
        bring_up_to_date(&mut file).unwrap();
        bring_up_to_date(&mut file).unwrap();
        assert_eq!(find(&file).unwrap(), Found::Version(latest()));
    }
}
