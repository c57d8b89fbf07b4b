//! Pages of other shapes than an article: documentation, front pages, what readers have written, XHTML.

use super::*;

fn texts(html: &str) -> (Content, Vec<String>) {
    let content = read(html);
    let texts = blocks(&content)
        .into_iter()
        .map(|(_, text)| text.to_owned());
    let texts = texts.collect();
    (content, texts)
}

#[test]
fn a_sign_that_leads_to_a_heading_or_back_from_a_note_is_none_of_its_words() {
    let (content, texts) = texts(&format!(
        "<title>Harbour rules</title><body><article><h1>Harbour rules<a href='#r'>¶</a></h1>{PROSE}\
         <h2>Fees <a href='#f'>#</a></h2>{PROSE}<p>Fish is free of them.<a href='#n'>↩</a> <a href='#m'>Note 1</a></p>\
         </article>"
    ));
    assert_eq!(content.stated.title.as_deref(), Some("Harbour rules"));
    assert!(texts.contains(&"Fees".to_owned()), "{texts:?}");
    let last = texts.last().map(String::as_str);
    assert_eq!(last, Some("Fish is free of them. Note 1"));
}

#[test]
fn of_a_list_of_texts_the_first_keeps_its_heading() {
    let teaser = |(title, text): (&str, &str)| {
        format!(
            "<div><h2><a href='/{title}'>{title}</a></h2><p>{text} <a href='/{title}'>More</a></p></div>"
        )
    };
    let page = [
        ("Ferry sails again", "The ferry between Norland and Tarn has sailed for the first time since the winter."),
        ("Pier is closed", "The old pier of Tarn is closed until the end of May, the harbour office said on Friday."),
        ("Fish is dear", "Herring cost twice as much as in April, the fishers of Norland said at the market."),
        ("Minister on board", "Mara Lind came on board at noon and thanked the captain and all of his crew."),
    ]
    .map(teaser);
    let (_, texts) = texts(&format!(
        "<title>Tarn Gazette</title><body>{}",
        page.concat()
    ));
    assert_eq!(texts.first().map(String::as_str), Some("Ferry sails again"));
}

#[test]
fn what_readers_have_written_below_a_count_of_it_is_left_out() {
    let comments = "<div><p><b>Ann</b>: Great news for the whole coast, at last something is done for us here.</p>\
                    <p><b>Bo</b>: Too late, if you ask me, and far too dear for whoever lives on the islands.</p></div>";
    for heading in ["Comments (2)", "2 комментария", "Kommentare: 2"] {
        let (_, texts) = texts(&format!(
            "<body><article>{PROSE}{PROSE}<h3>{heading}</h3>{comments}</article>"
        ));
        assert!(
            !texts.iter().any(|text| text.contains("coast")),
            "{heading}"
        );
    }
    let (_, texts) = texts(&format!(
        "<body><article>{PROSE}<h3>Comments by the minister</h3>{comments}</article>"
    ));
    assert!(texts.iter().any(|text| text.contains("coast")));
}

#[test]
fn a_line_below_the_headline_that_is_a_date_and_a_label_is_its_date() {
    let date = |line: &str| {
        let page = format!(
            "<body><div><h1>Ferry sails again</h1><div>{line}</div></div><div>{PROSE}{PROSE}</div>"
        );
        read(&page).stated.date
    };
    for (line, expected) in [
        ("2026年05月11日 10:30 来源：渡轮网", Some("2026年05月11日")),
        ("11 May 2026 | 10:30", Some("11 May 2026")),
        ("11 мая 2026, 10:30", Some("11 мая 2026")),
        ("11 May 2026 is the day", None),
        ("On 11 May 2026", None),
        ("10:30", None),
    ] {
        assert_eq!(date(line).as_deref(), expected, "{line}");
    }
}

#[test]
fn a_page_written_as_xml_is_read_like_any_other() {
    let page = format!(
        "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>Ferry sails again</title>\
         <script src=\"a.js\"/></head><body><div id=\"top\"/><h1>Ferry sails again</h1>{PROSE}</body></html>"
    );
    let plain = texts(&page);
    assert_eq!(plain.1.len(), 3, "{:?}", plain.1);
    let prefixed = page
        .replace("</", "</h:")
        .replace('<', "<h:")
        .replace("<h:/h:", "</h:")
        .replace("<h:?", "<?")
        .replace("xmlns=", "xmlns:h=");
    assert_eq!(texts(&prefixed), plain);
}

#[test]
fn captions_stand_where_their_pictures_do() {
    let html = "<figure><img src=a.jpg alt='A ferry'><figcaption>The ferry leaves the harbour of Tarn.</figcaption></figure>";
    let texts: Vec<String> = inside(html).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["The ferry leaves the harbour of Tarn."]);
}
