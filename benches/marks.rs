//! The promise "a batch of 10,000 marks: 0.3 s", from the order to its being on the disk.
//!
//! `cargo bench --bench marks`, in the folder for temporary files: `TMPDIR=FOLDER` to measure the
//! disk that a home is on. `one` is a single mark, which a key waits for.

use std::sync::Arc;

use chancery::briefing::{BriefingId, Mark, present};
use chancery::library::marks::{Change, Order, Place, Step, Store, Subject, What};
use divan::Bencher;
use jiff::Timestamp;

fn main() {
    divan::main();
}

fn order(number: u64, count: usize) -> Order {
    let changes = (0..count).map(|n| Change {
        of: Subject::Mark(
            BriefingId::of("t", &format!("{number} {n}")),
            Mark::Tag(Arc::from("grain corridor")),
        ),
        was: None,
        now: present(),
    });
    Order {
        number,
        what: What::Make(Step {
            said: "Tagged".to_owned(),
            changes: changes.collect(),
        }),
    }
}

#[divan::bench(args = [1, 50, 10_000], sample_count = 21, sample_size = 1)]
fn save(bencher: Bencher<'_, '_>, count: usize) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::new(folder.path());
    let (mut store, _) = Store::open(&place, Timestamp::now()).expect("a store");
    let mut number = 0;
    bencher
        .with_inputs(|| {
            number += 1;
            order(number, count)
        })
        .bench_local_values(|order| {
            let saved = store.save(&[order], Timestamp::now());
            saved.expect("it is saved").len()
        });
}
