use super::*;
use crate::briefing::DateFound;
use proptest::prelude::*;

fn shown(text: &str) -> String {
    parse(text).map_or("-".to_owned(), |date| date.to_string())
}

#[test]
fn the_usual_ways_to_write_a_day_are_one_day() {
    for text in [
        "2024-05-31",
        "2024/05/31",
        "2024.05.31",
        "31.05.24",
        "31.05.2024",
        "31/05/2024",
        "05/31/2024",
        "31 May 2024",
        "May 31, 2024",
        "MAY 31, 2024",
        "31st of May, 2024",
        "Friday, May 31st, 2024",
        "Fri 31 May 2024",
        "31 мая 2024 года",
        "31 мая 2024 г.",
        "пятница, 31 мая 2024",
        "le 31 mai 2024",
        "vendredi 31 mai 2024",
        "31. Mai 2024",
        "Freitag, den 31. Mai 2024",
        "31 de mayo de 2024",
        "31 مايو 2024",
        "الجمعة، 31 مايو 2024",
        "31-May-2024",
        "2024年5月31日",
        "2024-05-31T25:61:00",
        "31 May 2024, 18:00 MSK",
        "2024-05-31 10:04:10-24:00",
    ] {
        assert_eq!(shown(text), "2024-05-31", "{text}");
    }
    assert_eq!(shown("1er juillet 1999"), "1999-07-01");
    assert_eq!(
        shown("2024-05-31 10:04:10-04:00"),
        "2024-05-31T10:04:10-04:00"
    );
}

#[test]
fn the_months_of_other_languages_are_read() {
    for text in [
        "31 maggio 2024",
        "31 de maio de 2024",
        "31 mei 2024",
        "31 maja 2024",
        "31. května 2024",
        "31. mája 2024",
        "31 травня 2024",
        "31 Mayıs 2024",
        "31. toukokuuta 2024",
        "31 mai 2024",
        "2024. május 31.",
        "31 maj 2024",
        "31 май 2024",
        "31 Μαΐου 2024",
        "31 მაისი 2024",
        "31 травня 2024 року",
        "31 трав. 2024 р.",
        "31 magg. 2024",
        "2024년 5월 31일",
    ] {
        assert_eq!(shown(text), "2024-05-31", "{text}");
    }
    // October to some and November to others.
    assert_eq!(shown("31 listopada 2024"), "-");
    assert_eq!(shown("3 listopada 2024"), "2024-11-03");
}

#[test]
fn short_years_machine_forms_and_clocks_are_read() {
    for text in [
        "31 May 24",
        "31-May-24",
        "31 May '24",
        "May 31, ’24",
        "20240531",
        "«31» мая 2024 г.",
        "31.05.2024г",
        "Fri May 31 15:30:00 CEST 2024",
        "Fri May 31 15:30:00 2024",
        "2024 May 31",
        "31 May 2024 at 15:30",
        "31. Mai 2024 um 15:30 Uhr",
        "31 de mayo de 2024 a las 15:30",
        "31 мая 2024 в 15:30",
        "31 maja 2024, 15:30",
    ] {
        assert_eq!(shown(text), "2024-05-31", "{text}");
    }
    for text in [
        "31 May 24 people",
        "31 May 15:30",
        "20241331",
        "31 мая 2567",
        "12345678",
    ] {
        assert_eq!(shown(text), "-", "{text}");
    }
}

#[test]
fn a_stretch_of_days_gives_its_month() {
    for line in [
        "Tarn, 3–5 June 2024",
        "3-5 June 2024",
        "Tarn, 3—5 June 2024",
    ] {
        let month = of_dateline(line).map(|date| date.to_string());
        assert_eq!(month.as_deref(), Some("2024-06"), "{line}");
    }
}

#[test]
fn words_for_issuing_stand_before_a_date_of_issue() {
    for line in [
        "Posted on 31 May 2024",
        "Issued 31 May 2024",
        "Date of issue: 31 May 2024",
        "Last updated: 31 May 2024",
        "As delivered, 31 May 2024",
        "Press release No. 14/24, 31 May 2024",
        "Pressemitteilung vom 31. Mai 2024",
        "Publié le 31 mai 2024",
        "Пресс-релиз от 31 мая 2024",
        "Fecha: 31 de mayo de 2024",
    ] {
        let day = of_dateline(line).map(|date| date.to_string());
        assert_eq!(day.as_deref(), Some("2024-05-31"), "{line}");
    }
    for line in [
        "Deadline: 31 May 2024",
        "Closing date for entries: 31 May 2024",
        "Born: 31 May 1964",
        "The treaty was issued on 31 May 2024",
    ] {
        assert_eq!(of_dateline(line), None, "{line}");
    }
}

#[test]
fn the_day_of_issue_goes_before_that_of_the_event() {
    let found = |lines: &[&str]| find(lines.iter().copied()).map(|(date, _)| date.to_string());
    let event = "Tarn, 3 June 2024";
    assert_eq!(found(&["Talks", event]).as_deref(), Some("2024-06-03"));
    let issued = ["Talks", event, "Published 28 May 2024"];
    assert_eq!(found(&issued).as_deref(), Some("2024-05-28"));
    let updated = ["Talks", event, "Last updated: 9 June 2024"];
    assert_eq!(found(&updated).as_deref(), Some("2024-06-03"));
}

#[test]
fn what_is_vague_stays_vague() {
    assert_eq!(shown("May 2024"), "2024-05");
    assert_eq!(shown("май 2024"), "2024-05");
    assert_eq!(shown("1975"), "1975");
    assert_eq!(shown("05/06/2024"), "2024");
    assert_eq!(shown("05/06/24"), "-");
    assert_eq!(shown("05.06.2024"), "2024-06-05");
}

#[test]
fn what_is_no_date_stays_none() {
    for text in [
        "31 November 2024",
        "29.02.2023",
        "0000-00-00",
        "99999",
        "May 31",
        "31 May",
        "yesterday",
        "",
        "3 months ago",
        "10.0.0.1",
        "1.2.3.2024",
        "+7 495 606-36-02",
        "Resolution 2231 of 2015",
        "May 31, 2024 was a good day",
    ] {
        assert_eq!(shown(text), "-", "{text}");
    }
}

#[test]
fn a_dateline_dates_a_text() {
    for line in [
        "Geneva, 3 May 2024",
        "Washington , May 3, 2024 .",
        "(New York, May 3, 2024)",
        "MOSCOW, May 3, 2024 – The Ministry said",
        "Bogotá, May 3, 2024, 4:30 p.m.",
        "Paris , May 3, 2024—2 a. m. [Received 7:45 a. m.]",
        "[place not declassified], May 3, 2024, 0907Z.",
        "The Hague, 3 May 2024, noon.",
        "Москва, 3 мая 2024 года",
    ] {
        assert_eq!(
            of_dateline(line).map(|d| d.to_string()).as_deref(),
            Some("2024-05-03"),
            "{line}"
        );
    }
}

#[test]
fn a_date_in_the_running_text_dates_nothing() {
    for line in [
        "The treaty of 3 May 2024 has entered into force.",
        "On May 3, 2024, the Minister received the Ambassador.",
        "MOSCOW, May 3 – The Ministry said",
        "Resolution adopted on May 3, 2024",
    ] {
        assert_eq!(of_dateline(line), None, "{line}");
    }
    assert_eq!(
        find(["A headline", "", "Geneva, 3 May 2024"]).map(|(date, _)| date),
        BriefingDate::day(2024, 5, 3)
    );
}

#[test]
fn a_clock_is_read_and_nothing_else() {
    assert_eq!(time("14:50").map(|t| (t.hour, t.minute)), Some((14, 50)));
    assert_eq!(time("24:00"), None);
    assert_eq!(time("noon"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_it_panic(text in "(?s)[0-9./年 ,a-zé-]{0,40}.{0,40}") {
        let _ = (parse(&text), opening(&text), of_dateline(&text), time(&text));
    }

    #[test]
    fn every_day_survives_being_written_out(year in 1000i16..2199, month in 1i8..=12, day in 1i8..=28) {
        let date = BriefingDate::day(year, month, day).unwrap();
        prop_assert_eq!(parse(&date.long()), Some(date));
        prop_assert_eq!(parse(&date.to_string()), Some(date));
    }
}

#[test]
fn the_stamp_of_a_page_saved_as_one_paragraph_dates_it() {
    let found = |line: &str| find([line, "More words."]).map(|(date, _)| date.to_string());
    let title = "The ferry between Tarn and Sudmark opens after a long winter ".repeat(4);
    for line in [
        "Events The ferry opens 31 May 2024 15:30 Tarn The ferry opened today.",
        "Actualités Le bac est ouvert 31 mai 2024, 15:30 Le ministre a dit",
        &format!("События {title}31 мая 2024 года 15:30 Тарн Паром открыт."),
    ] {
        assert_eq!(found(line).as_deref(), Some("2024-05-31"), "{line}");
    }
    for line in [
        "The ferry opens on 31 May 2024 15:30 in Tarn.",
        "The press is invited: Friday 31 May 2024 15:30, harbour of Tarn.",
        "Паром откроется в Тарне 31 мая 2024 года в 15:30.",
        "The ferry of 31 May 2024 15 minutes late",
    ] {
        assert_eq!(found(line), None, "{line}");
    }
}

#[test]
fn a_date_time_group_is_the_day_of_its_month() {
    for text in [
        "311430Z MAY 24",
        "311430ZMAY24",
        "311430Z May 2024",
        "31/1430Z MAY 24",
        "311430 MAY 24",
    ] {
        let found = group(text).map(|(date, _)| date.to_string());
        assert_eq!(found.as_deref(), Some("2024-05-31"), "{text}");
    }
    assert_eq!(shown("311430Z MAY 24"), "2024-05-31");
    assert_eq!(shown("311430Z MAY 76"), "1976-05-31");
    for text in [
        "311430Z MAY",
        "312430Z MAY 24",
        "311430 people",
        "991430Z MAY 24",
    ] {
        assert_eq!(group(text), None, "{text}");
    }
}

#[test]
fn dates_of_other_calendars_are_read_where_they_are_named() {
    for (text, day) in [
        ("令和6年5月31日", "2024-05-31"),
        ("平成31年4月30日", "2019-04-30"),
        ("令和元年5月1日", "2019-05-01"),
        ("中華民國113年5月31日", "2024-05-31"),
        ("31 พฤษภาคม พ.ศ. 2567", "2024-05-31"),
        ("๓๑ พฤษภาคม ๒๕๖๗", "2024-05-31"),
        ("14 กุมภาพันธ์ 2567", "2024-02-14"),
        ("31 May 2567 B.E.", "2024-05-31"),
        ("31 May B.E. 2567", "2024-05-31"),
        ("۱۱ خرداد ۱۴۰۳", "2024-05-31"),
        ("11 Khordad 1403", "2024-05-31"),
        ("1 Muharram 1446 AH", "2024-07-07"),
        ("1 ربيع الأول 1446 هـ", "2024-09-04"),
        ("1 Dhu al-Qadah 1445", "2024-05-09"),
    ] {
        assert_eq!(shown(text), day, "{text}");
    }
    for text in [
        "31 May 2567",
        "11 Mehr 2024",
        "31 رمضان 1445",
        "۱۴۰۳/۰۳/۱۱",
        "甲子5年5月31日",
    ] {
        assert_eq!(shown(text), "-", "{text}");
    }
}

#[test]
fn digits_of_other_scripts_are_digits() {
    for text in [
        "٣١ مايو ٢٠٢٤",
        "۳۱/۰۵/۲۰۲۴",
        "２０２４年５月３１日",
        "३१/०५/२०२४",
    ] {
        assert_eq!(shown(text), "2024-05-31", "{text}");
    }
}

#[test]
fn days_over_two_months_leave_the_year() {
    for text in [
        "30 May – 2 June 2024",
        "30 May to 2 June 2024",
        "May 30 – June 2, 2024",
        "30 мая – 2 июня 2024 года",
        "vom 30. Mai bis 2. Juni 2024",
    ] {
        let found = first(text).map(|(date, _)| date.to_string());
        assert_eq!(found.as_deref(), Some("2024"), "{text}");
    }
    let days = first("January 29-30, 1954").map(|(date, _)| date.to_string());
    assert_ne!(days.as_deref(), Some("2030-01-29"));
    let within = first("30 May – 31 May 2024").map(|(date, _)| date.to_string());
    assert_eq!(within.as_deref(), Some("2024-05"));
}

#[test]
fn a_sentence_that_opens_with_the_day_and_its_name_dates_a_text() {
    let dated = |text: &str| find(text.lines()).map(|(date, _)| date.to_string());
    let news =
        "The President signs\n\nOn Friday, May 31, 2024, the President signed the law of the port.";
    assert_eq!(dated(news).as_deref(), Some("2024-05-31"));
    assert_eq!(
        dated("Am Freitag, 31. Mai 2024, hat er es unterzeichnet, wie man hört.").as_deref(),
        Some("2024-05-31")
    );
    assert_eq!(
        dated("On 12 June 1994, the port was opened by the minister."),
        None
    );
    assert_eq!(
        dated("12 June 1994. On that day the port was opened by all of them."),
        None
    );
    assert_eq!(
        dated("12 June 1994."),
        BriefingDate::day(1994, 6, 12).map(|date| date.to_string())
    );
}

#[test]
fn it_is_told_where_a_date_was_found() {
    for (text, place) in [
        ("Ferry line opens\n31 May 2024", DateFound::Letterhead),
        ("Posted on 31 May 2024", DateFound::Letterhead),
        (
            "Press release No. 14/24, 31 May 2024",
            DateFound::Letterhead,
        ),
        ("Tarn, 31 May 2024", DateFound::Dateline),
        (
            "TARN, 31 May 2024 – The ferry opened after a long winter.",
            DateFound::Dateline,
        ),
        (
            "31 May 2024 – The ferry opened after a long winter.",
            DateFound::Dateline,
        ),
        (
            "Events The ferry opens 31 May 2024 15:30 Tarn The ferry opened today.",
            DateFound::Stamp,
        ),
        (
            "On Friday, 31 May 2024, the ferry opened after a long winter.",
            DateFound::FirstSentence,
        ),
    ] {
        let found = find(text.lines());
        let date = BriefingDate::day(2024, 5, 31).unwrap();
        assert_eq!(found, Some((date, place)), "{text}");
    }
}

#[test]
fn a_day_beside_other_things_that_name_a_text_dates_it() {
    for line in [
        "31.05.2024 · Interview · Ministry of Ports",
        "News | Ministry of Ports | 31 May 2024",
        "31 May 24 | Press",
        "Posted on 31 May 2024 by admin",
        "Published May 31, 2024 in News",
        "Release date: 31 May 24",
        "Mis à jour le 31 mai 2024",
        "Última actualización: 31 de mayo de 2024",
        "Aktualisiert am 31. Mai 2024",
        "Обновлено 31 мая 2024 г.",
        "**TARN, May 31, 2024** – The quay",
        "Tarn, vendredi 31 mai 2024",
        "EMBARGOED UNTIL 18:00 GMT, 31 MAY 2024",
        "Sperrfrist: 31. Mai 2024, 18 Uhr",
    ] {
        let found = of_dateline(line).map(|date| date.to_string());
        assert_eq!(found.as_deref(), Some("2024-05-31"), "{line}");
    }
    for line in [
        "Deadline | 31 May",
        "Until 31 May 2024",
        "The quay was opened on 31 May 2024 by the minister",
        "Posted on 31 May 2024 by an admin. It was late",
    ] {
        assert_eq!(of_dateline(line), None, "{line}");
    }
}
