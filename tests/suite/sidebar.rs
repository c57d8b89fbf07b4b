//! The tag sidebar: what its rows are called, and which of them show.

use crate::support::reader::Reader;

/// Too long for the sidebar, these look alike until their last words are seen.
#[test]
fn sources_that_begin_alike_are_told_apart_in_the_sidebar() {
    let release = |number: usize, source: &str| {
        let text =
            format!("Title: Release {number}\nDate: 2024-06-12\nSource: {source}\n\nWords.\n");
        (format!("{number}.txt"), text)
    };
    let files = [
        release(1, "Ministry of Foreign Affairs of the Republic of Latvia"),
        release(
            2,
            "Ministry of Foreign Affairs of the Republic of Lithuania",
        ),
        release(3, "Department of Agriculture and Fisheries"),
    ];
    let files = files.each_ref().map(|(name, text)| (&**name, &**text));
    let mut reader = Reader::new(160, 45);
    reader.load(&files).press("b b");
    for row in [
        "Ministry of Forei…Latvia 1",
        "Ministry of Fo…Lithuania 1",
        "Department of Agricultu… 1",
    ] {
        reader.line_with(row);
    }
}
