//! The file of the marks: SQLite, so that several processes may use it at once.
//!
//! * `synchronous=FULL`: when [`Store::save`] returns, what it saved is on the disk.
//! * A write-ahead log on local disks, so that nobody who reads waits for one who writes; a
//!   rollback journal on network file systems, where that log does not work
//!   (<https://sqlite.org/wal.html>, "all processes using a database must be on the same host").
//! * Each mark is a row of its own: of two processes that change different marks of one briefing
//!   neither undoes the other's, and of two that change the same the later has it.
//! * `clock` counts the transactions. What has a higher count than the last one seen is news.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::{
    Connection, OpenFlags, OptionalExtension, Transaction, TransactionBehavior, params,
};
use rustix::io::Errno;

use super::disk::{
    Identity, alone, check, choose_journal, companions, connect, copy_into, explained, is_there,
    make_file, make_folder, open_to_read, remove_if_there,
};
use super::rows::{self, changes_of, ledger, row_of, subject_of, text};
use super::salvage::{self, Salvaged};
use super::schema::{self, Found};
use super::{
    Count, Ledger, Order, Past, PastStep, Place, Saved, Step, StepRef, Subject, Trouble, What,
    start_of_day,
};
use super::{former, history};
use crate::briefing::{BriefingId, Value};

/// The first version of SQLite without the fault that could lose transactions of a write-ahead
/// log when two processes checkpoint and write at once
/// (<https://sqlite.org/wal.html#the_wal_reset_bug>).
const FIRST_SOUND_SQLITE: i32 = 3_051_003;

/// The most steps that can be taken back after a restart.
const REMEMBERED: i64 = 500;

/// What may be done with the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// Read and written.
    Full,
    /// Read alone, and why.
    ReadOnly(Trouble),
    /// Read alone for the time being, and why: whoever keeps them tries again.
    NotNow(Trouble),
}

/// What was found when the marks were opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// All marks.
    pub ledger: Ledger,
    /// What can be taken back and made again.
    pub past: Past,
    /// What may be done with them.
    pub access: Access,
    /// The briefings that were read on the present day.
    pub read_today: Vec<BriefingId>,
    /// How much it is.
    pub count: Count,
    /// What was saved of a damaged file, if it was one.
    pub salvaged: Option<Salvaged>,
}

impl Opened {
    /// Reads the marks of a place where they cannot be saved, and says why not; `None` where there
    /// are none.
    ///
    /// # Errors
    ///
    /// [`Trouble`], also where a page is not what was written: putting that right takes writing.
    pub fn to_read(place: &Place, why: Trouble, now: Timestamp) -> Result<Option<Self>, Trouble> {
        let Some(connection) = open_to_read(&place.file())? else {
            return Ok(None);
        };
        check(&connection)?;
        Ok(Some(Self {
            ledger: ledger(&connection)?,
            // Whose steps they are is not known before there is a session.
            past: Past::default(),
            access: Access::NotNow(why),
            read_today: history::read_since(&connection, start_of_day(now))?,
            count: rows::count(&connection)?,
            salvaged: None,
        }))
    }
}

/// The open file.
#[derive(Debug)]
pub struct Store {
    pub(super) connection: Connection,
    place: Place,
    identity: Identity,
    /// The write-ahead log beside it, if there is one.
    log: Option<Identity>,
    pub(super) access: Access,
    pub(super) session: i64,
    /// The count of the last transaction that was seen.
    pub(super) seen: i64,
    /// What `data_version` was then.
    version: i64,
    /// The steps made through this store, by the number they were ordered under.
    mine: HashMap<u64, i64>,
}

impl Store {
    /// Opens the marks, made anew where there are none, and reads them all.
    ///
    /// A damaged file is set aside first ([`Salvaged`]); one of a newer version is only read.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing was changed then, but perhaps the folder made.
    pub fn open(place: &Place, now: Timestamp) -> Result<(Self, Opened), Trouble> {
        if rusqlite::version_number() < FIRST_SOUND_SQLITE {
            let version = rusqlite::version();
            return Err(Trouble::Other(format!(
                "SQLite {version} can lose marks: Chancery must be built with a later one"
            )));
        }
        let opened = Self::open_or_salvage(place, now);
        opened.map_err(|trouble| explained(trouble, &place.folder))
    }

    fn open_or_salvage(place: &Place, now: Timestamp) -> Result<(Self, Opened), Trouble> {
        let found = Identity::of(&place.file());
        match Self::try_open(place, now) {
            Err(Trouble::Damaged) => {
                let salvaged = salvage::set_aside(place, found, now)?;
                let (store, opened) = Self::try_open(place, now)?;
                Ok((store, Opened { salvaged, ..opened }))
            }
            other => other,
        }
    }

    /// Opens the marks again as they are now: after the file was damaged, or another put in its
    /// place. The steps of `before` stay this session's.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; `before` is then as good as it was.
    pub fn open_again(before: &Self, now: Timestamp) -> Result<(Self, Opened), Trouble> {
        let (mut store, mut opened) = Self::open(&before.place, now)?;
        if store.access == Access::Full {
            store.take_over(before.session)?;
            store.mine.clone_from(&before.mine);
            (opened.ledger, opened.past) = store.read()?;
        }
        Ok((store, opened))
    }

    fn try_open(place: &Place, now: Timestamp) -> Result<(Self, Opened), Trouble> {
        make_folder(&place.folder)?;
        let file = place.file();
        if !is_there(&file)? {
            make_file(&file)?;
        }
        let mut connection = connect(&file, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let access = match schema::find(&connection)? {
            Found::Foreign => return Err(Trouble::Foreign(file.display().to_string())),
            Found::Version(found) if found > schema::latest() => Access::ReadOnly(Trouble::Newer {
                found,
                known: schema::latest(),
            }),
            Found::Nothing | Found::Version(_) => Access::Full,
        };
        check(&connection)?;
        if access == Access::Full {
            choose_journal(&connection, &place.folder)?;
            schema::bring_up_to_date(&mut connection)?;
            if !schema::is_whole(&connection)? {
                return Err(Trouble::Damaged);
            }
        }
        let identity = Identity::of(&file).ok_or(Trouble::Gone)?;
        let mut store = Self {
            connection,
            place: place.clone(),
            identity,
            log: None,
            access: access.clone(),
            session: 0,
            seen: 0,
            version: 0,
            mine: HashMap::new(),
        };
        if access == Access::Full {
            store.begin_session()?;
            store.log = Identity::of(&companions(&file)[0]);
        }
        let (ledger, past) = store.read()?;
        let opened = Opened {
            ledger,
            past,
            access,
            read_today: history::read_since(&store.connection, start_of_day(now))?,
            count: rows::count(&store.connection)?,
            salvaged: None,
        };
        Ok((store, opened))
    }

    /// Enters this process among the sessions, and takes over the steps of those that have ended.
    fn begin_session(&mut self) -> Result<(), Trouble> {
        let host = host();
        let pid = i64::from(std::process::id());
        let transaction = begin(&mut self.connection)?;
        transaction.execute(
            "INSERT INTO sessions (host, pid) VALUES (?1, ?2)",
            params![host, pid],
        )?;
        let session = transaction.last_insert_rowid();
        for other in sessions(&transaction)? {
            if other.session != session && !other.is_alive(&host) {
                inherit(&transaction, other.session, session)?;
            }
        }
        // What was saved of a damaged file names sessions that nobody knows any more.
        transaction.execute(
            "UPDATE steps SET session = ?1 WHERE session NOT IN (SELECT session FROM sessions)",
            params![session],
        )?;
        transaction.commit()?;
        self.session = session;
        Ok(())
    }

    /// Takes over the steps of an earlier session of this process, if the file has it.
    fn take_over(&mut self, earlier: i64) -> Result<(), Trouble> {
        let (host, pid) = (host(), i32::try_from(std::process::id()).unwrap_or(0));
        let session = self.session;
        let transaction = begin(&mut self.connection)?;
        let all = sessions(&transaction)?;
        let is_it = |it: &&Session| it.session == earlier && it.host == host && it.pid == pid;
        if let Some(earlier) = all.iter().find(is_it) {
            inherit(&transaction, earlier.session, session)?;
        }
        transaction.commit()?;
        Ok(())
    }

    /// Says that this session has ended: its steps are the next one's to take back.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; the next session then finds out by itself that this process is gone.
    pub fn end_session(&mut self) -> Result<(), Trouble> {
        if self.access != Access::Full {
            return Ok(());
        }
        self.connection.execute(
            "UPDATE sessions SET ended = 1 WHERE session = ?1",
            params![self.session],
        )?;
        Ok(())
    }

    /// Reads all marks and the past of this session.
    fn read(&mut self) -> Result<(Ledger, Past), Trouble> {
        // Asked for first: what another process writes while this reads is news at the next look.
        let version = data_version(&self.connection)?;
        let transaction = self.connection.transaction()?;
        self.seen = clock(&transaction)?;
        let ledger = ledger(&transaction)?;
        let past = past(&transaction, self.session)?;
        transaction.commit()?;
        self.version = version;
        Ok((ledger, past))
    }

    /// Saves orders, all of them or none. When it returns they are on the disk.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; nothing of them was saved then, and they can be given again.
    pub fn save(&mut self, orders: &[Order], now: Timestamp) -> Result<Vec<Saved>, Trouble> {
        let saved = self.try_save(orders, now);
        saved.map_err(|trouble| explained(trouble, &self.place.folder))
    }

    fn try_save(&mut self, orders: &[Order], now: Timestamp) -> Result<Vec<Saved>, Trouble> {
        if let Access::ReadOnly(trouble) = &self.access {
            return Err(trouble.clone());
        }
        self.check_place()?;
        let mut made = HashMap::new();
        let transaction = begin(&mut self.connection)?;
        let before = clock(&transaction)?;
        transaction.execute("UPDATE clock SET now = now + 1", [])?;
        let writer = Writer {
            transaction: &transaction,
            session: self.session,
            clock: before + 1,
            at: now.as_second(),
        };
        let mut saved = Vec::with_capacity(orders.len());
        for order in orders {
            let step = |step: StepRef| match step {
                StepRef::Kept(step) => Some(step),
                StepRef::Mine(number) => made
                    .get(&number)
                    .or_else(|| self.mine.get(&number))
                    .copied(),
            };
            let changed = match &order.what {
                What::Make(step) => {
                    let (number, changed) = writer.make(step)?;
                    made.insert(order.number, number);
                    changed
                }
                What::Note(values) => writer.note(values)?,
                What::Undo(of) => writer.turn(step(*of), Turn::Back)?,
                What::Redo(of) => writer.turn(step(*of), Turn::Again)?,
            };
            saved.push(Saved {
                number: order.number,
                now: changed,
            });
        }
        transaction.commit()?;
        // Renamed or removed in the meantime, it would have taken what was just written along.
        self.check_place()?;
        self.mine.extend(made);
        // What others wrote since the last look is still news, and comes with the next.
        if self.seen == before {
            self.seen = before + 1;
        }
        Ok(saved)
    }

    /// What other processes have changed since the last time, as it is now.
    ///
    /// Costs a look at a counter in shared memory when there is nothing.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; it can be asked again.
    pub fn news(&mut self) -> Result<Vec<(Subject, Value)>, Trouble> {
        self.check_place()?;
        let version = data_version(&self.connection)?;
        if version == self.version {
            return Ok(Vec::new());
        }
        let transaction = self.connection.transaction()?;
        let now = clock(&transaction)?;
        let news = changed_since(&transaction, self.seen)?;
        transaction.commit()?;
        (self.seen, self.version) = (now, version);
        Ok(news)
    }

    /// Where the marks are.
    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    /// True while the file is the one that was opened and stands where it did.
    pub(super) fn check_place(&self) -> Result<(), Trouble> {
        match Identity::of(&self.place.file()) {
            Some(identity) if identity == self.identity => Ok(()),
            _ => Err(Trouble::Gone),
        }
    }

    /// Writes everything that is in the open file to where it stood, when it was removed there:
    /// the system keeps what is open. Does nothing where another file has taken its place.
    ///
    /// # Errors
    ///
    /// [`Trouble`]; it can be tried again.
    pub fn write_again(&self) -> Result<(), Trouble> {
        let file = self.place.file();
        make_folder(&self.place.folder)?;
        let _alone = alone(&self.place)?;
        // The log belongs to the file that is gone: beside another it would be played into it.
        let [log, ..] = companions(&file);
        if !file.exists() || (self.log.is_some() && Identity::of(&log) == self.log) {
            for left in companions(&file).iter().filter(|left| left.exists()) {
                let mut aside = left.as_os_str().to_owned();
                aside.push(".gone");
                fs::rename(left, &aside).map_err(|error| Trouble::of_file(&error, left))?;
            }
        }
        if file.exists() {
            return Ok(());
        }
        let rescued = self.place.folder.join("marks.db.rescued");
        remove_if_there(&rescued)?;
        copy_into(&self.connection, &rescued)?;
        // Never over a file that another process has put there.
        fs::hard_link(&rescued, &file)
            .or_else(|error| match error.kind() {
                io::ErrorKind::AlreadyExists => Ok(()),
                _ => fs::rename(&rescued, &file),
            })
            .map_err(|error| Trouble::of_file(&error, &file))?;
        remove_if_there(&rescued)
    }
}

/// Which way a step is turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    /// Taken back.
    Back,
    /// Made again.
    Again,
}

/// Writes orders into one transaction.
pub(super) struct Writer<'a> {
    pub(super) transaction: &'a Transaction<'a>,
    pub(super) session: i64,
    pub(super) clock: i64,
    pub(super) at: i64,
}

type Changed = Vec<(Subject, Value)>;

impl Writer<'_> {
    /// Makes a step; returns its number and what it was about.
    fn make(&self, step: &Step) -> Result<(i64, Changed), Trouble> {
        // What was taken back cannot be made again once something else was done.
        self.transaction
            .prepare_cached("UPDATE steps SET undone = 2 WHERE session = ?1 AND undone = 1")?
            .execute(params![self.session])?;
        self.transaction
            .prepare_cached("INSERT INTO steps (session, at, said) VALUES (?1, ?2, ?3)")?
            .execute(params![self.session, self.at, step.said])?;
        let number = self.transaction.last_insert_rowid();
        let mut keep = self.transaction.prepare_cached(
            "INSERT OR REPLACE INTO changes (step, briefing, mark, was, now)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut changed = Vec::with_capacity(step.changes.len());
        for change in &step.changes {
            // What it really was: another process may have changed it a moment ago.
            let was = self.value(&change.of)?;
            if was != change.now {
                self.put(&change.of, &change.now)?;
                let (briefing, mark) = row_of(&change.of);
                keep.execute(params![number, briefing, mark, was, change.now])?;
            }
            changed.push((change.of.clone(), change.now.clone()));
        }
        // What comes from elsewhere may go by ids that briefings had before.
        if history::brought_back(&step.said) {
            former::expect(self.transaction, &step.changes)?;
        }
        Ok((number, changed))
    }

    fn note(&self, values: &[(Subject, Value)]) -> Result<Changed, Trouble> {
        for (of, value) in values {
            if self.value(of)? != *value {
                self.put(of, value)?;
            }
        }
        Ok(values.to_vec())
    }

    /// Takes a step back or makes it again: whatever still is as the step left it.
    fn turn(&self, step: Option<i64>, turn: Turn) -> Result<Changed, Trouble> {
        let Some(step) = step else {
            return Ok(Vec::new());
        };
        let (from, to) = match turn {
            Turn::Back => (0, 1),
            Turn::Again => (1, 0),
        };
        let turned = self
            .transaction
            .prepare_cached("UPDATE steps SET undone = ?2 WHERE step = ?1 AND undone = ?3")?
            .execute(params![step, to, from])?;
        let changes = changes_of(self.transaction, step)?;
        let mut changed = Vec::with_capacity(changes.len());
        for change in changes {
            let change = match turn {
                Turn::Back => change.reversed(),
                Turn::Again => change,
            };
            let mut now = self.value(&change.of)?;
            if turned == 1 && now == change.was {
                self.put(&change.of, &change.now)?;
                now = change.now;
            }
            changed.push((change.of, now));
        }
        Ok(changed)
    }

    fn value(&self, of: &Subject) -> Result<Value, Trouble> {
        let (briefing, mark) = row_of(of);
        let sql = "SELECT value FROM marks WHERE briefing = ?1 AND mark = ?2";
        let mut statement = self.transaction.prepare_cached(sql)?;
        let value = statement
            .query_row(params![briefing, mark], |row| row.get(0))
            .optional()?;
        Ok(value.flatten())
    }

    pub(super) fn put(&self, of: &Subject, value: &Value) -> Result<(), Trouble> {
        let (briefing, mark) = row_of(of);
        let sql = "INSERT INTO marks (briefing, mark, value, changed) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (briefing, mark) DO UPDATE SET value = ?3, changed = ?4";
        let mut statement = self.transaction.prepare_cached(sql)?;
        statement.execute(params![briefing, mark, value, self.clock])?;
        Ok(())
    }
}

/// Reads the marks of a place without leaving a trace; `None` where there are none.
///
/// # Errors
///
/// [`Trouble`]. A file of a newer version is read as far as it is understood.
pub fn read(place: &Place) -> Result<Option<Ledger>, Trouble> {
    match open_to_read(&place.file())? {
        Some(connection) => ledger(&connection).map(Some),
        None => Ok(None),
    }
}

/// How much the marks of a place are.
///
/// # Errors
///
/// [`Trouble`].
pub fn count(place: &Place) -> Result<Count, Trouble> {
    match open_to_read(&place.file())? {
        Some(connection) => rows::count(&connection),
        None => Ok(Count::default()),
    }
}

/// Reads the marks in a file that may be anywhere, such as one of the dated copies; `None` where
/// there are none in it.
///
/// # Errors
///
/// [`Trouble`], also where a page of it is not what was written.
pub fn read_copy(file: &Path) -> Result<Option<Ledger>, Trouble> {
    Ok(read_whole(file)?.map(|(_, ledger)| ledger))
}

/// As [`read_copy`], with the version of the file.
///
/// # Errors
///
/// As [`read_copy`], and [`Trouble::Newer`]: what is not understood would be left out.
pub fn read_whole(file: &Path) -> Result<Option<(i64, Ledger)>, Trouble> {
    let Some(connection) = open_to_read(file)? else {
        return Ok(None);
    };
    check(&connection)?;
    match schema::find(&connection)? {
        Found::Version(found) if found > schema::latest() => Err(Trouble::Newer {
            found,
            known: schema::latest(),
        }),
        Found::Version(version) => Ok(Some((version, ledger(&connection)?))),
        Found::Nothing | Found::Foreign => Ok(None),
    }
}

pub(super) fn begin(connection: &mut Connection) -> Result<Transaction<'_>, Trouble> {
    // At once a writer: one that became so later could not wait for another.
    Ok(connection.transaction_with_behavior(TransactionBehavior::Immediate)?)
}

pub(super) fn clock(connection: &Connection) -> Result<i64, Trouble> {
    Ok(connection.query_row("SELECT now FROM clock", [], |row| row.get(0))?)
}

fn data_version(connection: &Connection) -> Result<i64, Trouble> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}

fn changed_since(connection: &Connection, seen: i64) -> Result<Vec<(Subject, Value)>, Trouble> {
    let sql = "SELECT briefing, mark, value FROM marks WHERE changed > ?1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![seen])?;
    let mut news = Vec::new();
    while let Some(row) = rows.next()? {
        if let Some(of) = subject_of(row) {
            news.push((of, text(row, 2)));
        }
    }
    Ok(news)
}

fn past(connection: &Connection, session: i64) -> Result<Past, Trouble> {
    let mut past = Past::default();
    let sql = "SELECT step, said, undone FROM steps
               WHERE session = ?1 AND undone < 2 ORDER BY step DESC LIMIT ?2";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query(params![session, REMEMBERED])?;
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let step = PastStep {
            step: StepRef::Kept(number),
            said: row.get(1)?,
            changes: changes_of(connection, number)?,
        };
        match row.get(2)? {
            0 => past.done.push(step),
            _ => past.undone.push(step),
        }
    }
    // What was undone last was done first, and is the first to be made again.
    past.done.reverse();
    Ok(past)
}

/// Makes the steps of one session another's.
fn inherit(transaction: &Transaction<'_>, from: i64, to: i64) -> Result<(), Trouble> {
    transaction.execute(
        "UPDATE steps SET session = ?2 WHERE session = ?1",
        params![from, to],
    )?;
    transaction.execute("DELETE FROM sessions WHERE session = ?1", params![from])?;
    Ok(())
}

/// One that has or had the marks open.
struct Session {
    session: i64,
    host: String,
    pid: i32,
    ended: bool,
}

impl Session {
    /// Whether it may still be at work: of another machine nobody here can tell.
    fn is_alive(&self, here: &str) -> bool {
        // What a damaged row has may be no number of a process.
        let pid = Some(self.pid).filter(|pid| *pid > 0);
        let pid = pid.and_then(rustix::process::Pid::from_raw);
        // A process of somebody else's may not be signalled, but is there.
        let is_running =
            || pid.is_some_and(|pid| rustix::process::test_kill_process(pid) != Err(Errno::SRCH));
        !self.ended && (self.host != here || is_running())
    }
}

fn sessions(connection: &Connection) -> Result<Vec<Session>, Trouble> {
    let mut statement = connection.prepare("SELECT session, host, pid, ended FROM sessions")?;
    let sessions = statement.query_map([], |row| {
        Ok(Session {
            session: row.get(0)?,
            host: row.get(1)?,
            pid: row.get(2)?,
            ended: row.get(3)?,
        })
    })?;
    Ok(sessions.collect::<rusqlite::Result<_>>()?)
}

/// The name of this machine.
fn host() -> String {
    let name = rustix::system::uname();
    name.nodename().to_string_lossy().into_owned()
}
