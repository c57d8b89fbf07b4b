use super::*;
use proptest::prelude::*;

fn bodies(text: &str) -> Vec<&str> {
    split(text, 0..text.len())
        .iter()
        .map(|release| text[release.body.clone()].trim())
        .collect()
}

fn sources(text: &str) -> Vec<Option<String>> {
    split(text, 0..text.len())
        .into_iter()
        .map(|release| release.source)
        .collect()
}

#[test]
fn a_dated_release_and_one_that_follows_its_closing_line() {
    let text = "Trade week\n\n2 days ago\n\n03.05.24 🔸 Ministry of Trade\nFish talks\n\nThey began. Source 🔸 Ministry of Trade\n\
        ⚡️Grain talks.\n\nThey ended. Source🔸 Ministry of Grain\n\nLoading 2 comments...";
    assert_eq!(
        bodies(text),
        ["Fish talks\n\nThey began.", "⚡️Grain talks.\n\nThey ended."]
    );
    assert_eq!(
        sources(text),
        [
            Some("Ministry of Trade".to_owned()),
            Some("Ministry of Grain".to_owned())
        ]
    );
    let releases = split(text, 0..text.len());
    assert!(
        releases
            .iter()
            .all(|release| release.date == BriefingDate::day(2024, 5, 3))
    );
    assert_eq!(
        (releases[0].raw.start, releases[1].raw.end),
        (0, text.len())
    );
    assert_eq!(releases[0].raw.end, releases[1].raw.start);
}

#[test]
fn dated_headings_of_markdown_and_of_plain_text_part_releases() {
    let text = "# Week\n\n## 3 May 2024 🔹 **Ministry of Trade**\n\nFish talks\n\nThey began.\n\n## 4 May 2024 🔹 Ministry of Trade\n\nGrain talks\n";
    assert_eq!(bodies(text), ["Fish talks\n\nThey began.", "Grain talks"]);
    let text = "3 May 2024 | Ministry of Trade\nFish\n\n4 May 2024 | Ministry of Trade\nGrain";
    assert_eq!(bodies(text), ["Fish", "Grain"]);
    assert_eq!(
        bodies("3 May 2024 | Ministry of Trade\nFish"),
        ["3 May 2024 | Ministry of Trade\nFish"]
    );
}

#[test]
fn one_line_may_close_a_release_and_open_the_next() {
    let text = "Fish talks.\n\nThey began. (Source 🔹 Ministry of Trade) ⚡ Grain talks.\n\nThey ended. **Source 🔹 Ministry of Trade**";
    assert_eq!(
        bodies(text),
        [
            "Fish talks.\n\nThey began.",
            "⚡ Grain talks.\n\nThey ended."
        ]
    );
}

#[test]
fn signatures_that_come_back_part_posts() {
    let text = "Fish talks\nThey began.\n🔹\nMinistry of Trade\n\nGrain talks\nThey ended.\n🔹 Ministry of Trade\n";
    assert_eq!(
        bodies(text),
        ["Fish talks\nThey began.", "Grain talks\nThey ended."]
    );
    assert_eq!(bodies("Fish talks\n🔹 Ministry of Trade").len(), 1);
}

#[test]
fn an_introduction_is_kept_as_a_release_of_its_own() {
    let text = "Week\n\nThis was a week of talks. All of them ended well.\n\n03.05.24 🔹 Ministry of Trade\nFish talks\n\nThey began.";
    assert_eq!(bodies(text).len(), 2);
}

#[test]
fn ordinary_texts_are_one_release() {
    for text in [
        "",
        "Sources said so.\n\nSource of the river – unknown",
        "🔹 Point one\n🔹 Point two\n🔹 Point three",
        "On 3 May 2024 the Ministry met.\n\n3 May 2024 was a day.",
        "Источник тепла — солнце…",
    ] {
        assert_eq!(split(text, 0..text.len()), [Release::of(0..text.len())]);
    }
}

proptest! {
    #[test]
    fn raw_stretches_cover_the_file(parts in proptest::collection::vec("03.05.24 🔹 Ministry\n|Source 🔹 Ministry\n?|Fish talks\n|\n|🔹|They began. |3 days ago\n|3 May 2024 \\| Tarn\n|Title: Fish\n|Date: 2024\n|-----\n|-{30}\nSubject: x\nDate: y\n|\u{c}|[12]\\. Grain\n|R 031430Z MAY 24\n", 0..20)) {
        let text = parts.concat();
        let releases = split(&text, 0..text.len());
        let mut at = 0;
        for release in &releases {
            prop_assert_eq!(release.raw.start, at);
            prop_assert!(release.raw.start <= release.body.start && release.body.end <= release.raw.end);
            prop_assert!(text.get(release.body.clone()).is_some());
            prop_assert!(release.own.start <= release.body.start && release.body.end <= release.own.end);
            prop_assert!(text.get(release.own.clone()).is_some());
            at = release.raw.end;
        }
        prop_assert_eq!(at, text.len());
    }
}

fn titles(name: &str, text: &str) -> Vec<String> {
    let drafts = crate::ingest::read(std::path::Path::new(name), text.as_bytes()).drafts;
    let raw: String = drafts
        .iter()
        .map(|draft| &text[draft.raw.range()])
        .collect();
    assert_eq!(raw, text);
    drafts.into_iter().map(|draft| draft.title).collect()
}

const PORT: &str = "The port in Tarn opened on Monday. Two ships came.";
const GRAIN: &str = "Quotas for grain were agreed by the ministers. They signed.";

#[test]
fn a_heading_may_stand_over_the_line_of_date_and_source() {
    for (one, two) in [
        (
            "Port opens\n\n3 May 2024 | Ministry of Ships",
            "Grain quotas\n\n4 May 2024 | Ministry of Grain",
        ),
        (
            "Port opens\n3 May 2024 - Ministry of Ships",
            "Grain quotas\n4 May 2024 - Ministry of Grain",
        ),
        (
            "Port opens\nMinistry of Ships, 3 May 2024",
            "Grain quotas\nMinistry of Grain, 4 May 2024",
        ),
        (
            "Port opens\n==========\n3 May 2024 | Tarn",
            "Grain quotas\n============\n4 May 2024 | Suva",
        ),
    ] {
        for rule in ["", "=====\n\n"] {
            let text = format!("{one}\n\n{PORT}\n\n{rule}{two}\n\n{GRAIN}\n");
            assert_eq!(
                titles("a.txt", &text),
                ["Port opens", "Grain quotas"],
                "{text}"
            );
            let parts = split(&text, 0..text.len());
            assert_eq!(parts[1].date, BriefingDate::day(2024, 5, 4), "{text}");
            assert_eq!(text[parts[0].body.clone()].trim(), PORT, "{text}");
        }
    }
    let wrapped = format!(
        "Port opens\nafter all\n\n3 May 2024 | Tarn\n\n{PORT}\n\nGrain quotas\n\n4 May 2024 | Suva\n\n{GRAIN}"
    );
    assert_eq!(titles("a.txt", &wrapped)[0], "Port opens after all");
}

#[test]
fn headers_and_front_matter_that_come_again_open_a_release_each() {
    for (name, text) in [
        (
            "a.txt",
            format!(
                "Title: Port opens\nDate: 2024-05-03\n\n{PORT}\n\nTitle: Grain quotas\nDate: 2024-05-04\n\n{GRAIN}\n"
            ),
        ),
        (
            "a.txt",
            format!(
                "Date: 2024-05-03\nTitle: Port opens\n\n{PORT}\n---\nDate: 2024-05-04\nTitle: Grain quotas\n\n{GRAIN}\n"
            ),
        ),
        (
            "a.txt",
            format!("This week\n\nTitle: Port opens\n\n{PORT}\n\nTitle: Grain quotas\n\n{GRAIN}\n"),
        ),
        (
            "a.md",
            format!(
                "---\ntitle: Port opens\n---\n{PORT}\n\n---\n\nMore.\n\n---\ntitle: Grain quotas\n---\n{GRAIN}\n"
            ),
        ),
        (
            "a.md",
            format!(
                "+++\ntitle = 'Port opens'\n+++\n{PORT}\n\n+++\ntitle = 'Grain quotas'\n+++\n{GRAIN}\n"
            ),
        ),
    ] {
        assert_eq!(
            titles(name, &text),
            ["Port opens", "Grain quotas"],
            "{text}"
        );
    }
    let drafts = crate::ingest::read(
        std::path::Path::new("a.txt"),
        b"Title: A\nDate: 2024-05-03\n\nWords.\n\nTitle: B\nDate: soon\n\nWords.\n",
    );
    assert_eq!(drafts.drafts[1].date, None);
    assert_eq!(drafts.problems[0].offset, Some(44));
}

#[test]
fn the_messages_of_a_mailing_list_are_parted() {
    let rule = "-".repeat(70);
    let dashes = "-".repeat(30);
    let text = format!(
        "Today's Topics:\n\n   1. Port opens (Mara Lind)\n\n{rule}\n\nMessage: 1\nDate: Fri, 3 May 2024 10:00:00 +0200\n\
         From: Mara Lind <lind@tarn.example>\nSubject: Port\n opens\n\n{PORT}\n\n{dashes}\n\n\
         Date: 4 May 2024\nFrom: roe@tarn.example (Jan Roe)\nSubject: Grain quotas\n\n{GRAIN}\n\n{dashes}\n\nEnd of Tarn Digest\n****\n"
    );
    let drafts = crate::ingest::read(std::path::Path::new("a.txt"), text.as_bytes()).drafts;
    let facts: Vec<_> = drafts
        .iter()
        .map(|draft| {
            (
                draft.title.as_str(),
                draft.date,
                draft.speaker.as_deref(),
                draft.body.text.as_str(),
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            (
                "Port opens",
                BriefingDate::day(2024, 5, 3),
                Some("Mara Lind"),
                PORT
            ),
            (
                "Grain quotas",
                BriefingDate::day(2024, 5, 4),
                Some("Jan Roe"),
                GRAIN
            ),
        ]
    );
}

#[test]
fn the_messages_of_a_digest_that_is_mailed_are_parted() {
    let rule = "-".repeat(70);
    let dashes = "-".repeat(30);
    let mail = format!(
        "From: list@tarn.example\nSubject: Tarn Digest\nDate: Sun, 5 May 2024 10:00:00 +0200\n\nThere are 2 messages in this issue.\n\n\
         Topics of the day:\n\n  1. Port opens\n  2. Grain quotas\n\n{rule}\n\nDate:    Fri, 3 May 2024 10:00:00 +0200\n\
         From:    Ministry of Water <water@tarn.example>\nSubject: [Tarn] Port opens\n\n{PORT}\n\n{dashes}\n\n\
         Date:    Sat, 4 May 2024 10:00:00 +0200\nFrom:    grain@tarn.example\nSubject: Re: [Tarn] Grain quotas\n\n{GRAIN}\n\n\
         {dashes}\n\nEnd of Tarn Digest\n****\n"
    );
    let drafts = crate::ingest::read(std::path::Path::new("a.eml"), mail.as_bytes()).drafts;
    let facts = drafts.iter().map(|draft| {
        (
            draft.title.as_str(),
            draft.source.as_deref(),
            draft.body.text.as_str(),
        )
    });
    assert_eq!(
        facts.collect::<Vec<_>>(),
        [
            ("Port opens", Some("Ministry of Water"), PORT),
            ("Re: Grain quotas", Some("grain@tarn.example"), GRAIN),
        ]
    );
}

#[test]
fn rules_feeds_and_numbers_part_releases() {
    for (name, text) in [
        (
            "a.txt",
            format!("1. Port opens\n\n{PORT}\n\n-----\n\n2. Grain quotas\n\n{GRAIN}\n"),
        ),
        (
            "a.txt",
            format!("[1] Port opens\n\n{PORT}\n\n* * *\n\n[2] Grain quotas\n\n{GRAIN}\n"),
        ),
        (
            "a.txt",
            format!("Port opens\n\n{PORT}\n\u{c}Grain quotas\n\n{GRAIN}\n"),
        ),
        (
            "a.txt",
            format!(
                "Port opens\n3 May 2024\n\n{PORT}\n\n-----\nGrain quotas\n4 May 2024\n\n{GRAIN}\n"
            ),
        ),
        (
            "a.md",
            format!(
                "# This week\n\n## Port opens\n\n{PORT}\n\n---\n\n## Grain quotas\n\n{GRAIN}\n"
            ),
        ),
    ] {
        assert_eq!(
            titles(name, &text),
            ["Port opens", "Grain quotas"],
            "{text}"
        );
    }
    let cables = "R 031430Z MAY 24\nFM AMEMBASSY TARN\nSUBJECT: PORT OPENS\n\n1. It did.\n\nNNNN\n\n\
        R 041430Z MAY 24\nFM AMEMBASSY SUVA\nSUBJECT: GRAIN QUOTAS\n\n1. Agreed.\n";
    assert_eq!(titles("a.txt", cables), ["PORT OPENS", "GRAIN QUOTAS"]);
}

#[test]
fn sections_chronologies_minutes_and_feet_of_texts_are_no_releases() {
    for text in [
        format!("Port opens\n\n{PORT}\n\nBackground\n\nIt was shut in 2019. It cost much.\n"),
        format!("1. Introduction\n\n{PORT}\n\n-----\n\n2. Background\n\n{GRAIN}\n"),
        "The talks\n\n3 May 2024\n\nThe port opened.\n\n4 May 2024\n\nIt shut.\n\n5 May 2024\n\nIt opened.\n".to_owned(),
        "Minutes\n\nFirst session\n3 May 2024\n\nIt met.\n\nSecond session\n4 May 2024\n\nIt met.\n\nThird session\n5 May 2024\n\nIt met.\n".to_owned(),
        format!("Port opens\n\n{PORT}\n\n-----\n\nAbout the Ministry\n\nThe Ministry of Ships has ships.\n"),
        format!("Port opens\n\n{PORT} It was open in all\n\u{c}weathers, said the Minister\nof Ships. All were glad.\n"),
        format!("Title: Port opens\nDate: 2024-05-03\n\n{PORT}\n\nLetter to the port\n\n2 May 2024\n\n{GRAIN}\n\nThe answer to it\n\n1 May 2024\n\n{GRAIN}\n\nOne more\n\n1 May 2024\n\n{GRAIN}\n"),
        format!("{PORT}\n\n* * *\n\n{GRAIN}\n\n* * *\n\n{PORT}\n"),
    ] {
        assert_eq!(titles("a.txt", &text).len(), 1, "{text}");
    }
}
