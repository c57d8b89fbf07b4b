//! Handling markings that somebody hides or contradicts, through the program.

use crate::support::program::chancery;

#[test]
fn of_two_classification_lines_the_higher_holds_and_check_says_so() {
    for (file, text) in [
        (
            "a.txt",
            "Title: T\nClassification: Unclassified\nClassification: Secret\n\nWords.\n",
        ),
        (
            "a.txt",
            "Title: T\nClassification: Secret\nCaveat: Unclassified\n\nWords.\n",
        ),
        (
            "a.md",
            "---\ntitle: T\nclassification: [Unclassified, Secret]\n---\nWords.\n",
        ),
        (
            "a.txt",
            "Title: T\nClassification: Unclassified\n\nClassification: Secret\n\nWords.\n",
        ),
    ] {
        chancery("check")
            .on(file, text)
            .run()
            .prints_among_others("classified as \"Secret\" and as \"Unclassified\": the first");
        let shown = chancery("show --format json").on(file, text).run();
        assert_eq!(shown.json_lines()[0]["classification"], "Secret", "{text}");
    }
}

#[test]
fn a_marking_with_a_look_alike_letter_is_withheld_like_any_other() {
    for text in [
        "Title: T\nClassification: S\u{415}CRET\n\nHidden words.\n",
        "S\u{415}CRET//NOFORN\n\nT\n\nHidden words.\n",
        "\u{422}\u{41e}\u{420} S\u{395}CRET\n\nT\n\nHidden words.\n",
        "\u{421}lassification: SE\u{421}RET\n\nT\n\nHidden words.\n",
    ] {
        let ended = chancery("export --to - --format md --config c.toml")
            .with_file("c.toml", "[handling]\nceiling = \"restricted\"\n")
            .on("a.txt", text)
            .run();
        let told = ended.stderr();
        assert!(told.contains("above the ceiling"), "{told}");
        assert!(!ended.stdout().contains("Hidden words"), "{text:?}");
    }
}
