use std::collections::BTreeMap;

use tempfile::TempDir;

use super::super::{Backup, Form, How, Parts, Present};
use super::*;
use crate::briefing::{Mark, present};
use crate::citation::entry;
use crate::config::Form as Written;
use crate::library::marks::{Ledger, read};

fn id() -> BriefingId {
    BriefingId::of("t", "b")
}

fn former() -> BriefingId {
    BriefingId::formerly("t", "b")
}

fn star() -> Subject {
    Subject::Mark(id(), Mark::Starred)
}

fn now() -> Timestamp {
    "2026-11-26T17:00:00.25Z".parse().unwrap()
}

fn entry_of(key: &str) -> String {
    entry::sealed(Written::Markdown, id(), key, "> Words.")
}

/// A home with marks, clippings and settings.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        home.save(vec![Change {
            of: Subject::Mark(id(), Mark::Read),
            was: None,
            now: present(),
        }]);
        fs::write(home.clippings(), entry_of("1-2")).unwrap();
        fs::write(home.settings(), "[reading]\nwidth = 70\n").unwrap();
        home
    }

    fn place(&self) -> Place {
        Place::new(self.0.path().join("state"))
    }

    fn clippings(&self) -> PathBuf {
        self.0.path().join("clippings.md")
    }

    fn settings(&self) -> PathBuf {
        self.0.path().join("config.toml")
    }

    fn save(&self, changes: Vec<Change>) {
        let (mut store, _) = Store::open(&self.place(), now()).unwrap();
        let said = "By hand".to_owned();
        let order = Order {
            number: 1,
            what: What::Make(Step { said, changes }),
        };
        store.save(&[order], now()).unwrap();
        store.end_session().unwrap();
    }

    /// All that a restore may touch.
    fn all(&self) -> (Ledger, BTreeMap<String, Vec<u8>>) {
        let files = fs::read_dir(self.0.path()).unwrap().flatten();
        let files = files.filter(|entry| entry.path().is_file()).map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read(entry.path()).unwrap())
        });
        (
            read(&self.place()).unwrap().unwrap_or_default(),
            files.collect(),
        )
    }

    /// The words of the steps that were made.
    fn steps(&self) -> Vec<String> {
        let steps = marks::history(&self.place(), Timestamp::UNIX_EPOCH).unwrap();
        steps.into_iter().map(|step| step.said).collect()
    }

    fn deed(&self, how: How) -> Deed {
        let source = Source {
            form: Form::Backup(now()),
            backup: Backup {
                marks: vec![(star(), present())],
                former: vec![(former(), id())],
                clippings: Some(format!("Mine.\n\n{}", entry_of("3-4")).into_bytes()),
                settings: Some("[reading]\nwidth = 90\n".to_owned()),
            },
        };
        let present = Present {
            ledger: read(&self.place()).unwrap().unwrap_or_default(),
            clippings: fs::read(self.clippings()).ok(),
            settings: fs::read_to_string(self.settings()).ok(),
        };
        let parts = Parts {
            marks: true,
            clippings: true,
            settings: true,
        };
        let plan = Plan::new(&source, &present, how, parts);
        let targets = Targets {
            clippings: Some(self.clippings()),
            settings: self.settings(),
        };
        let said = ("Restored 1 mark", now());
        Deed::new(&plan, &source, said, &targets, &self.place()).unwrap()
    }

    fn perform(&self, deed: &Deed) -> Result<Option<Salvaged>, Trouble> {
        let alone = alone(&self.place()).unwrap();
        perform(&alone, &self.place(), deed)
    }

    /// Does what is done up to some point; what is left then is what a kill leaves.
    fn killed_after(&self, steps: usize, deed: &Deed) {
        let _alone = alone(&self.place()).unwrap();
        decide(&file(&self.place()), deed).unwrap();
        if steps == 0 {
            return;
        }
        let staged: Vec<Staged> = deed.files.iter().map(|it| it.stage().unwrap()).collect();
        if steps == 1 {
            return;
        }
        deed.mark(&self.place()).unwrap();
        for staged in staged.into_iter().take(steps - 2) {
            staged.put().unwrap();
        }
    }
}

#[test]
fn merging_adds_and_replacing_makes_exactly_so_and_keeps_what_gave_way() {
    let home = Home::new();
    home.perform(&home.deed(How::Merge)).unwrap();
    let (ledger, files) = home.all();
    assert!(ledger.of(id()).starred && ledger.of(id()).read);
    let text = format!("{}Mine.\n\n{}", entry_of("1-2"), entry_of("3-4"));
    assert_eq!(files["clippings.md"], text.as_bytes());
    assert_eq!(files["config.toml"], b"[reading]\nwidth = 70\n");
    assert_eq!(files.len(), 2);
    assert_eq!(home.steps(), ["By hand", "Restored 1 mark"]);

    let home = Home::new();
    home.perform(&home.deed(How::Replace)).unwrap();
    let (ledger, files) = home.all();
    assert!(ledger.of(id()).starred && !ledger.of(id()).read);
    let text = format!("Mine.\n\n{}", entry_of("3-4"));
    assert_eq!(files["clippings.md"], text.as_bytes());
    assert_eq!(files["config.toml"], b"[reading]\nwidth = 90\n");
    let kept = &files["config.toml.before-restore-2026-11-26"];
    assert_eq!(kept, b"[reading]\nwidth = 70\n");
    let kept = &files["clippings.md.before-restore-2026-11-26"];
    assert_eq!(kept, entry_of("1-2").as_bytes());
    assert_eq!(files.len(), 4);
    assert!(!is_there(&home.place()));
}

#[test]
fn a_restore_that_was_killed_anywhere_is_finished_by_the_next_and_made_once() {
    for how in [How::Merge, How::Replace] {
        let whole = Home::new();
        whole.perform(&whole.deed(how)).unwrap();
        for steps in 0..=4 {
            let home = Home::new();
            home.killed_after(steps, &home.deed(how));
            assert!(is_there(&home.place()));
            assert_eq!(finish(&home.place()).unwrap(), Finished::Done(None));
            assert_eq!(home.all(), whole.all(), "{how:?}, killed after {steps}");
            assert_eq!(home.steps(), whole.steps(), "{how:?}, killed after {steps}");
            assert!(!is_there(&home.place()));
            assert_eq!(finish(&home.place()).unwrap(), Finished::Nothing);
        }
    }
}

#[test]
fn what_was_done_between_the_kill_and_the_end_is_kept() {
    let home = Home::new();
    home.killed_after(2, &home.deed(How::Merge));
    // A reader that was open all the time.
    home.save(vec![Change {
        of: star(),
        was: present(),
        now: None,
    }]);
    let text = entry_of("1-2") + &entry_of("5-6");
    fs::write(home.clippings(), &text).unwrap();
    finish(&home.place()).unwrap();
    let (ledger, files) = home.all();
    assert!(!ledger.of(id()).starred);
    let text = format!("{text}Mine.\n\n{}", entry_of("3-4"));
    assert_eq!(files["clippings.md"], text.as_bytes());
}

#[test]
fn what_cannot_be_carried_out_changes_nothing() {
    let home = Home::new();
    let before = home.all();
    let mut deed = home.deed(How::Replace);
    // Below a file there is no folder.
    deed.files[1].path = home.clippings().join("config.toml");
    let error = home.perform(&deed).unwrap_err();
    assert!(matches!(error, Trouble::Refused(..)), "{error}");
    assert_eq!(home.all(), before);
    assert!(!is_there(&home.place()));
    let deed = home.deed(How::Replace);
    let holder = rusqlite::Connection::open(home.place().file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = home.perform(&deed).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the marks: another program holds the marks"
    );
    holder.execute_batch("ROLLBACK").unwrap();
    drop(holder);
    assert_eq!(home.all(), before);
    assert!(!is_there(&home.place()));
}

#[test]
fn two_never_restore_at_once() {
    let home = Home::new();
    let held = alone(&home.place()).unwrap();
    assert!(matches!(alone(&home.place()), Err(Trouble::Busy)));
    drop(held);
    assert!(alone(&home.place()).is_ok());
}

#[test]
fn a_restore_that_a_disk_has_damaged_is_kept_and_changes_nothing() {
    let home = Home::new();
    let before = home.all();
    home.killed_after(0, &home.deed(How::Replace));
    let path = file(&home.place());
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let aside = home.place().folder.join("restore.pending.damaged");
    let found = finish(&home.place()).unwrap();
    assert_eq!(found, Finished::SetAside(aside.clone()));
    assert_eq!(fs::read(aside).unwrap(), bytes);
    assert_eq!(home.all(), before);
}

#[test]
fn what_a_newer_version_decided_or_is_no_file_stays_where_it_is() {
    let home = Home::new();
    let path = file(&home.place());
    fs::write(&path, "{\"chancery\":\"restore\",\"version\":9}\n").unwrap();
    let error = finish(&home.place()).unwrap_err().to_string();
    assert!(
        error.contains("made by a newer Chancery (version 9"),
        "{error}"
    );
    assert!(path.exists());
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    let error = finish(&home.place()).unwrap_err().to_string();
    assert!(
        error.ends_with("restore.pending is no file: move it away"),
        "{error}"
    );
    assert!(is_there(&home.place()));
}

#[test]
fn paths_and_marks_of_any_kind_go_through_the_file() {
    use std::ffi::OsStr;

    let odd = |name: &'static [u8]| PathBuf::from("/tmp").join(OsStr::from_bytes(name));
    let change = |of, now| Change { of, was: None, now };
    let step = Step {
        said: "Restored 3 marks".to_owned(),
        changes: vec![
            change(star(), None),
            change(Subject::View("a/b \u{202e}".into()), Some("q".into())),
            change(
                Subject::Mark(id(), Mark::Tag("oil / gas".into())),
                present(),
            ),
        ],
    };
    let deed = Deed {
        at: sealed::to_the_second(now()),
        step: Some((step, 7)),
        former: vec![(former(), id())],
        files: vec![
            FileDeed {
                path: odd(b"cl\xff.md"),
                what: ForFile::Add(b"\xfe".to_vec()),
            },
            FileDeed {
                path: odd(b"a\nb"),
                what: ForFile::Put(None, ".end".to_owned()),
            },
        ],
    };
    let bytes = deed.to_bytes().unwrap();
    assert_eq!(Deed::from_bytes(&bytes).unwrap(), deed);
}

#[test]
fn a_link_is_written_through_also_where_it_leads_to_nothing_yet() {
    let home = Home::new();
    let real = home.0.path().join("dotfiles/config.toml");
    fs::remove_file(home.settings()).unwrap();
    std::os::unix::fs::symlink(&real, home.settings()).unwrap();
    home.perform(&home.deed(How::Replace)).unwrap();
    assert!(home.settings().is_symlink());
    assert_eq!(fs::read(real).unwrap(), b"[reading]\nwidth = 90\n");
}
