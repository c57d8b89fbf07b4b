use std::sync::{Arc, LazyLock};

use jiff::{Timestamp, civil};

use super::super::{
    Access, Change, Keeper, Order, Place, Snapshot, Step, StepRef, Store, Subject, Survey, Told,
    What, disk, history, read, read_on, schema, wordings,
};
use super::*;
use crate::briefing::{Briefing, Mark, Value, present};
use crate::ingest::{self, Draft};
use crate::insight::{Analyst, Rulebook};
use crate::library::comparison;
use crate::library::revisions::Sketch;

const TALKS: &str = "Title: Corridor talks\nDate: 2026-11-12\nSource: Foreign Office\n\n\
    The two ministers met on Thursday and agreed to keep the corridor open until March.\n\n\
    “The door stays open for all of us,” Mara Lind said.\n";

const HERE: &str = "/home/desk";

/// Reads files as `rules` would: each draft goes through them.
fn read_by(rules: fn(Draft) -> Draft, files: &[(&str, &str)]) -> Vec<Standing> {
    static ANALYST: LazyLock<Analyst> = LazyLock::new(|| Analyst::new(Rulebook::default()));
    let finish = |(path, text): &(&str, &str)| {
        let path: Arc<Path> = Path::new(path).into();
        let drafts = ingest::read(&path, text.as_bytes()).drafts;
        let finished = (0..).zip(drafts).map(move |(ordinal, draft)| {
            let briefing = ANALYST.finish(rules(draft), Arc::clone(&path), ordinal);
            Standing::of(&Arc::new(briefing))
        });
        finished.collect::<Vec<_>>()
    };
    files.iter().flat_map(finish).collect()
}

fn read_files(files: &[(&str, &str)]) -> Vec<Standing> {
    read_by(|draft| draft, files)
}

fn former_id(briefing: &Briefing) -> BriefingId {
    BriefingId::formerly(&briefing.title, &briefing.body.text)
}

/// Marks as version 2 of the file left them on briefings: read, starred, noted, in one step.
struct Before {
    _home: tempfile::TempDir,
    place: Place,
}

impl Before {
    fn marked(standings: &[Standing], with_places: bool) -> Self {
        let home = tempfile::tempdir().unwrap();
        let place = Place::new(home.path().join("chancery"));
        disk::make_folder(&place.folder).unwrap();
        disk::make_file(&place.file()).unwrap();
        let mut file = Connection::open(place.file()).unwrap();
        schema::bring_up_to(&mut file, 2).unwrap();
        file.execute_batch(
            "UPDATE clock SET now = 1;
             INSERT INTO sessions VALUES (1, 'desk', 1, 1);
             INSERT INTO steps VALUES (1, 1, 1794484800, 'Marked', 0);",
        )
        .unwrap();
        for standing in standings {
            let old = former_id(&standing.briefing).to_bytes();
            for (mark, value) in [("read", ""), ("starred", ""), ("note", "Ask the desk.")] {
                let row = params![&old[..], mark, value];
                let sql = "INSERT OR IGNORE INTO marks VALUES (?1, ?2, ?3, 1)";
                file.execute(sql, row).unwrap();
                let sql = "INSERT OR IGNORE INTO changes VALUES (1, ?1, ?2, NULL, ?3)";
                file.execute(sql, row).unwrap();
            }
            if with_places {
                let sketch = Sketch::of(&standing.briefing.body.text).to_bytes();
                let path = Path::new(HERE).join(&standing.origin.path);
                let sql = "INSERT INTO places VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)";
                let title = standing.briefing.title.to_lowercase();
                let ordinal = standing.origin.ordinal;
                let row = params![&old[..], bytes(&path), ordinal, title, "2026-11-12", sketch];
                file.execute(sql, row).unwrap();
            }
        }
        Self { _home: home, place }
    }

    fn open(&self) -> Store {
        Store::open(&self.place, Timestamp::now()).unwrap().0
    }

    fn survey(&self, standings: &[Standing]) -> Survey {
        let now = Timestamp::now();
        let mut store = self.open();
        let survey = store.survey(standings, Path::new(HERE), now).unwrap();
        store.end_session().unwrap();
        survey
    }

    fn has_all(&self, id: BriefingId) -> bool {
        let ledger = read(&self.place).unwrap().unwrap();
        let marks = ledger.of(id);
        let noted = marks.note().map(AsRef::as_ref) == Some("Ask the desk.");
        marks.read && marks.starred && noted && !marks.revised && marks.revises().is_none()
    }
}

#[test]
fn marks_by_former_ids_go_over_to_the_texts_that_had_them() {
    let standings = read_files(&[("talks.txt", TALKS)]);
    let (id, old) = (standings[0].briefing.id, former_id(&standings[0].briefing));
    for with_places in [true, false] {
        let before = Before::marked(&standings, with_places);
        let survey = before.survey(&standings);
        assert_eq!(survey.renamed, [(old, id)]);
        assert_eq!((survey.revised, survey.missing), (vec![], vec![]));
        assert!(before.has_all(id));
        let ledger = read(&before.place).unwrap().unwrap();
        assert!(ledger.of(old).is_empty());
        assert_eq!(
            (ledger.former(id), ledger.became(old)),
            (&[old][..], &[id][..])
        );
        assert_eq!(before.survey(&standings).renamed, [], "once for all");
        let day = Some(civil::date(2026, 11, 12));
        assert_eq!(read_on(&before.place, id), day);
    }
}

#[test]
fn what_was_done_to_a_former_id_can_still_be_taken_back_and_told() {
    let standings = read_files(&[("talks.txt", TALKS)]);
    let id = standings[0].briefing.id;
    let before = Before::marked(&standings, true);
    before.survey(&standings);
    let told = history(&before.place, Timestamp::UNIX_EPOCH).unwrap();
    let of = |change: &Change| change.of == Subject::Mark(id, Mark::Read);
    assert!(told[0].changes.iter().any(of));
    let (mut store, opened) = Store::open(&before.place, Timestamp::now()).unwrap();
    assert_eq!(opened.past.done.len(), 1);
    let what = What::Undo(StepRef::Kept(1));
    store
        .save(&[Order { number: 1, what }], Timestamp::now())
        .unwrap();
    assert!(read(&before.place).unwrap().unwrap().of(id).is_empty());
}

#[test]
fn of_three_notices_that_had_one_id_each_has_what_it_had_and_then_its_own() {
    let notice = |day: u32| TALKS.replace("11-12", &format!("11-{day}"));
    let texts = [12, 13, 14].map(notice);
    let files = [
        ("a.txt", &*texts[0]),
        ("b.txt", &*texts[1]),
        ("c.txt", &*texts[2]),
    ];
    let standings = read_files(&files);
    let ids: Vec<BriefingId> = standings.iter().map(|it| it.briefing.id).collect();
    let before = Before::marked(&standings[..1], true);
    // The third lies in a folder that is read some other day.
    let survey = before.survey(&standings[..2]);
    assert_eq!(survey.renamed.len(), 2);
    assert!(before.has_all(ids[0]) && before.has_all(ids[1]) && !before.has_all(ids[2]));
    decide(&mut before.open(), ids[0], &[(Mark::Starred, None)]);
    assert_eq!(before.survey(&standings).renamed.len(), 1);
    assert!(!before.has_all(ids[0]) && before.has_all(ids[1]) && before.has_all(ids[2]));
}

#[test]
fn texts_that_are_read_by_other_rules_today_are_known_by_their_places() {
    fn better(mut draft: Draft) -> Draft {
        draft.title = "Corridor talks, Suva".to_owned();
        draft.body.text = draft.body.text.replace("\n\n", "  ");
        draft.body.blocks.truncate(1);
        draft
    }
    let files = [("talks.txt", TALKS)];
    let before = Before::marked(&read_files(&files), true);
    let today = read_by(better, &files);
    let survey = before.survey(&today);
    assert_eq!((survey.revised.len(), survey.renamed.len()), (0, 1));
    assert!(before.has_all(today[0].briefing.id));
}

#[test]
fn a_snapshot_shows_what_a_survey_would_find_and_writes_nothing() {
    let standings = read_files(&[("talks.txt", TALKS)]);
    let id = standings[0].briefing.id;
    let before = Before::marked(&standings, true);
    let written = std::fs::read(before.place.file()).unwrap();
    let now = Timestamp::now();
    let snapshot = Snapshot::take(&before.place, &standings, Path::new(HERE), now);
    let snapshot = snapshot.unwrap().unwrap();
    let ledger = snapshot.ledger().unwrap();
    assert!(ledger.of(id).read && ledger.of(id).starred && !ledger.of(id).revised);
    assert_eq!(snapshot.history(Timestamp::UNIX_EPOCH).unwrap().len(), 1);
    assert_eq!(std::fs::read(before.place.file()).unwrap(), written);
}

#[test]
fn words_that_were_kept_under_a_former_id_are_compared_with() {
    let old = read_files(&[("talks.txt", TALKS)]);
    let before = Before::marked(&old, true);
    let folder = before.place.folder.join("wordings");
    std::fs::create_dir(&folder).unwrap();
    let kept = folder.join(format!("{}.txt", former_id(&old[0].briefing)));
    std::fs::write(kept, wordings::wording(&old[0].briefing)).unwrap();
    before.survey(&old);
    let text = TALKS.replace("March", "April");
    let new = read_files(&[("talks.txt", &text)]);
    let (was, now) = (old[0].briefing.id, new[0].briefing.id);
    assert_eq!(before.survey(&new).revised, [(was, now)]);
    let ledger = read(&before.place).unwrap().unwrap();
    let earlier = comparison::earlier(&ledger, now);
    let compared = comparison::compare(Some(&before.place), &new[0].briefing, &earlier);
    let compared = compared.unwrap().unwrap();
    assert_eq!((compared.earlier, compared.count()), (was, 1));
}

/// The talks with a line more in the header.
fn with_header(line: &str) -> Vec<Standing> {
    let text = TALKS.replace("\n\nThe two", &format!("\n{line}\n\nThe two"));
    read_files(&[("talks.txt", &text)])
}

fn decide(store: &mut Store, id: BriefingId, values: &[(Mark, Value)]) {
    let changes = values.iter().map(|(mark, now)| Change {
        of: Subject::Mark(id, mark.clone()),
        was: None,
        now: now.clone(),
    });
    let step = Step {
        said: "Decided".to_owned(),
        changes: changes.collect(),
    };
    let orders = [Order {
        number: 1,
        what: What::Make(step),
    }];
    store.save(&orders, Timestamp::now()).unwrap();
    store.end_session().unwrap();
}

#[test]
fn a_file_that_only_says_something_else_of_its_words_keeps_its_marks_to_and_fro() {
    let (plain, tagged) = (
        read_files(&[("talks.txt", TALKS)]),
        with_header("Tags: corridor"),
    );
    let (id, tagged_id) = (plain[0].briefing.id, tagged[0].briefing.id);
    assert_ne!(id, tagged_id);
    let before = Before::marked(&plain, true);
    before.survey(&plain);
    assert_eq!(before.survey(&tagged).renamed, [(id, tagged_id)]);
    assert!(before.has_all(tagged_id));
    let ledger = || read(&before.place).unwrap().unwrap();
    assert!(ledger().of(id).is_empty(), "it is the same briefing");
    let newer = [
        (Mark::Starred, None),
        (Mark::Note, Some("Newer.".into())),
        (Mark::Archived, present()),
    ];
    decide(&mut before.open(), tagged_id, &newer);
    assert_eq!(before.survey(&plain).renamed, [(tagged_id, id)]);
    let marks = ledger().of(id).clone();
    assert!(marks.archived && marks.read && !marks.starred, "{marks:?}");
    assert_eq!(marks.note().map(AsRef::as_ref), Some("Newer."));
    assert_eq!(ledger().became(id), [], "it is what it was");
    let former = former_id(&plain[0].briefing);
    assert_eq!(ledger().became(former), [id]);
}

#[test]
fn what_a_former_id_became_is_followed_over_the_next_renaming() {
    let (plain, tagged) = (
        read_files(&[("talks.txt", TALKS)]),
        with_header("Tags: corridor"),
    );
    let before = Before::marked(&plain, true);
    before.survey(&plain);
    before.survey(&tagged);
    let ledger = read(&before.place).unwrap().unwrap();
    let (former, id) = (former_id(&plain[0].briefing), tagged[0].briefing.id);
    assert_eq!(ledger.became(former), [id]);
    let mut all = vec![former, plain[0].briefing.id];
    all.sort_unstable();
    let mut known = ledger.former(id).to_vec();
    known.sort_unstable();
    assert_eq!(known, all);
}

#[test]
fn the_same_words_of_a_later_day_are_nobodys_marks() {
    let plain = read_files(&[("talks.txt", TALKS)]);
    let before = Before::marked(&plain, true);
    before.survey(&plain);
    for later in ["2099-01-01", "2099"] {
        let text = TALKS.replace("2026-11-12", later);
        let new = read_files(&[("talks.txt", TALKS), ("new.txt", &text)]);
        assert_eq!(before.survey(&new).renamed, [], "{later}");
    }
    let undated = TALKS.replace("Date: 2026-11-12\n", "");
    let new = read_files(&[("talks.txt", TALKS), ("new.txt", &undated)]);
    assert_eq!(before.survey(&new).renamed, []);
}

#[test]
fn what_was_taken_away_since_does_not_come_back_with_another_header() {
    let (plain, tagged) = (
        read_files(&[("talks.txt", TALKS)]),
        with_header("Tags: corridor"),
    );
    let before = Before::marked(&plain, true);
    before.survey(&plain);
    let all = [
        (Mark::Read, None),
        (Mark::Starred, None),
        (Mark::Note, None),
    ];
    decide(&mut before.open(), plain[0].briefing.id, &all);
    before.survey(&plain);
    assert_eq!(before.survey(&tagged).renamed, []);
    assert!(
        read(&before.place)
            .unwrap()
            .unwrap()
            .of(tagged[0].briefing.id)
            .is_empty()
    );
}

#[test]
fn what_is_still_in_a_folder_that_was_not_read_is_not_gone() {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one.txt", "other.txt"].map(|name| folder.path().join(name));
    std::fs::write(&other, TALKS).unwrap();
    let [one, other] = [&one, &other].map(|path| path.to_str().unwrap());
    let both = read_files(&[(one, TALKS), (other, TALKS)]);
    let before = Before::marked(&both[..1], false);
    before.survey(&both);
    before
        .open()
        .remember(&both, Path::new(HERE), Timestamp::now())
        .unwrap();
    let edited = TALKS.replace("March", "April");
    let found = before.survey(&read_files(&[(one, &edited)]));
    assert_eq!((found.revised, found.renamed), (vec![], vec![]));
    std::fs::remove_file(other).unwrap();
    assert_eq!(
        before.survey(&read_files(&[(one, &edited)])).revised.len(),
        1
    );
}

#[test]
fn marks_by_former_ids_show_also_while_nothing_can_be_saved() {
    let standings = read_files(&[("talks.txt", TALKS)]);
    let id = standings[0].briefing.id;
    let before = Before::marked(&standings, true);
    let holder = Connection::open(before.place.file()).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let (sender, told) = std::sync::mpsc::channel();
    let tell = std::sync::Mutex::new(sender);
    let keeper = Keeper::start(Some(before.place.clone()), move |what| {
        let sender = tell.lock().unwrap();
        drop(sender.send(what));
    });
    keeper.survey(standings);
    let until = |is_it: &dyn Fn(&Told) -> bool| {
        while !is_it(
            &told
                .recv_timeout(std::time::Duration::from_secs(20))
                .unwrap(),
        ) {}
    };
    until(&|told| match told {
        Told::Opened(opened) => opened.access != Access::Full && opened.ledger.of(id).starred,
        _ => false,
    });
    holder.execute_batch("ROLLBACK").unwrap();
    until(&|told| matches!(told, Told::Surveyed(survey) if survey.renamed.len() == 1));
    keeper.finish(std::time::Duration::from_secs(20));
    assert!(before.has_all(id));
}
