//! Documents that say something: which one it is, and whose.

use super::{check, said};

#[test]
fn a_number_belongs_to_the_name_of_a_document() {
    check(
        "en",
        "Resolution 3120 (2031) states: “Pilots take part in all talks.”",
        &["Resolution 3120 (2031) | Pilots take part in all talks."],
    );
    check(
        "en",
        "Dispatch No. 43 from Norholm, dated 3 February, reported: “The ice has gone.”",
        &["Dispatch No. 43 | The ice has gone."],
    );
    check(
        "en",
        "Telegram 911 of the same day added: “The ice is back.”",
        &["Telegram 911 | The ice is back."],
    );
}

#[test]
fn the_resolution_is_the_last_one_that_has_a_number() {
    check(
        "en",
        "By ten votes to none the Council adopted Resolution 3120 (2031). Norland abstained. The \
         resolution reads: “The Council takes note.” The report says: “It was noted.”",
        &[
            "Resolution 3120 (2031) | The Council takes note.",
            "report | It was noted.",
        ],
    );
}

#[test]
fn who_only_receives_a_message_has_not_written_it() {
    check(
        "en",
        "His message says: “We remember your help.” The envoy delivered it during a meeting with \
         Ove Lind in Norholm.",
        &["? | We remember your help."],
    );
}

#[test]
fn a_document_speaks_for_who_wrote_it() {
    check(
        "en",
        "The copy came with a memorandum by the Chief of the Division (Hallqvist) to the Secretary \
         on December 31, 1943, which stated: “The harbour is open.”",
        &["Hallqvist | The harbour is open."],
    );
    check(
        "en",
        "They have a letter from Ambassador Ove Lind to the Department, which reads: “All is well.”",
        &["Ove Lind | All is well."],
    );
    check(
        "en",
        "They have a letter to Ambassador Ove Lind, which reads: “All is well.”",
        &["? | All is well."],
    );
}

#[test]
fn a_text_that_opens_with_his_message_means_whom_it_or_its_title_names() {
    check(
        "en",
        "Her message reads: “We remember.”\n\nOn Ms Sol’s order Karl Reuter delivered it.",
        &["Sol | We remember."],
    );
    let title = "President Ana Sol congratulated Ivo Marr on his birthday";
    assert_eq!(
        said("en", title, "Her message reads: “We remember.”"),
        ["Ana Sol | We remember."]
    );
    let title = "President Ivo Marr congratulated Jan Roe on his birthday";
    assert_eq!(
        said("en", title, "His message reads: “We remember.”"),
        ["Ivo Marr | We remember."]
    );
}

#[test]
fn a_telegram_in_capitals_tells_who_said_what_in_its_own_letters() {
    check(
        "en",
        "MINISTER OF LOCKS MARA LIND TOLD THE AMBASSADOR THAT THE FERRY WOULD STAY. \"WE HAVE \
         WAITED LONG ENOUGH,\" SHE SAID. HER DEPUTY, IVO MARR, ADDED THAT COSTS WERE \"A MATTER \
         FOR THE CABINET.\"",
        &[
            "Mara Lind | THAT THE FERRY WOULD STAY",
            "Mara Lind | WE HAVE WAITED LONG ENOUGH,",
            "Ivo Marr | A MATTER FOR THE CABINET.",
        ],
    );
}
