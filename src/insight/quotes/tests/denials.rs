//! What is denied or was not said is not reported.

use super::said;

/// Whom the text names before the sentence that is tried.
const MET: &str = "Minister Mara Lind met Jan Roe and Georg Sol.";

#[track_caller]
fn reports(language: &str, before: &str, sentence: &str) -> Vec<String> {
    said(language, "", &format!("{before} {sentence}"))
}

#[test]
fn a_denial_reports_nothing() {
    for sentence in [
        "Lind denied that the talks had failed.",
        "Roe disputed that the ferry was late again.",
        "Lind rejected claims that she said that the talks had failed.",
        "Sol dismissed reports that Lind said that the ferry was late.",
    ] {
        assert_eq!(reports("en", MET, sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn what_nobody_said_is_reported_by_nobody() {
    for sentence in [
        "Neither Roe nor Sol said that the talks had failed.",
        "No minister said that the talks had failed.",
        "Nobody said that the talks had failed.",
        "Not once has Lind said that the talks had failed.",
        "Lind did not at any time say that the talks had failed.",
        "Lind hardly said that the talks had failed.",
        "Lind neither said that the talks had failed nor that they went well.",
        "Lind hasn’t said that the talks had failed.",
    ] {
        assert_eq!(reports("en", MET, sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn a_question_and_a_condition_report_nothing() {
    for sentence in [
        "Did Lind say that the talks had failed?",
        "Had Lind said that the talks had failed, we would know.",
        "If Roe said that the talks had failed, he was wrong.",
    ] {
        assert_eq!(reports("en", MET, sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn what_was_said_is_reported_though_a_clause_beside_it_is_not() {
    for (sentence, expected) in [
        (
            "Lind said that the talks had failed.",
            "Mara Lind | that the talks had failed",
        ),
        (
            "Roe did not come, but Lind said that the talks went well.",
            "Mara Lind | that the talks went well",
        ),
        (
            "To calm the markets, Lind said that the banks would open.",
            "Mara Lind | that the banks would open",
        ),
    ] {
        assert_eq!(reports("en", MET, sentence), [expected], "{sentence}");
    }
}

#[test]
fn words_in_marks_that_were_denied_are_nobody_s() {
    for sentence in [
        "Lind denied having said “we are tired of this”.",
        "Lind denied saying: “We are tired of this.”",
        "Lind denied that she had said “we are tired of this”.",
        "Lind rejected claims that she had said “we are tired of this”.",
        "Lind did not say “we are tired of this”.",
        "Lind has never called it “a waste of time”.",
        "Nobody said “we are tired of this”.",
        "No minister said “we are tired of this”.",
    ] {
        assert_eq!(reports("en", MET, sentence), [""; 0], "{sentence}");
    }
}

#[test]
fn words_in_marks_beside_a_denial_are_still_said() {
    let said = ["Mara Lind | We are tired of this."];
    for sentence in [
        "Lind denied the report, saying: “We are tired of this.”",
        "Lind rejected the offer and said: “We are tired of this.”",
        "Lind did not come but said: “We are tired of this.”",
        "Lind did not answer, and later said: “We are tired of this.”",
        "Lind rose with no notes in hand, and her words were: “We are tired of this.”",
        "No doubt Lind said: “We are tired of this.”",
        "Lind was never tired of saying: “We are tired of this.”",
        "Lind did not only say: “We are tired of this.”",
    ] {
        assert_eq!(reports("en", MET, sentence), said, "{sentence}");
    }
}

#[test]
fn a_denial_in_another_language_reports_nothing() {
    for (language, before, sentence) in [
        (
            "de",
            "Ministerin Mara Lind kam nach Tarn.",
            "Lind bestritt, dass die Gespräche gescheitert seien.",
        ),
        (
            "de",
            "Ministerin Mara Lind kam nach Tarn.",
            "Niemand sagte, dass die Gespräche gescheitert seien.",
        ),
        (
            "fr",
            "La ministre Mara Lind est venue.",
            "Mara Lind nie que les pourparlers aient échoué.",
        ),
    ] {
        assert_eq!(reports(language, before, sentence), [""; 0], "{sentence}");
    }
}
