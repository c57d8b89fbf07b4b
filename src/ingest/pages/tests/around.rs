//! What an article has beside the column of its text.

use super::*;

/// The four paragraphs of a short release.
const TEXT: [&str; 4] = [
    "The lake states have agreed to scrap visas for short stays of their citizens from the first of May on.",
    "Ministers signed the protocol in the evening after two days of talks, and it will be published next week.",
    "Travellers will need a valid passport and nothing else, the ministry of the presiding state said.",
    "Six years of dispute about fees and forms had kept families apart, the delegates recalled.",
];

const H1: &str = "<h1>Lake states scrap visas</h1>";

/// A page with a menu above and a footer below.
fn page(article: &str) -> String {
    let links = "<li><a href=\"/section\">Section of the site</a></li>".repeat(8);
    let html = format!(
        "<html><head><title>Lake states scrap visas</title></head><body><header><nav><ul>{links}</ul></nav></header>\
         {article}<footer><p>© The Tarn Observer</p><a href=\"/contact\">Contact</a></footer></body></html>"
    );
    read(&html).text
}

fn paragraphs(texts: &[&str]) -> String {
    texts.iter().map(|text| format!("<p>{text}</p>")).collect()
}

fn holds(article: &str, words: &[&str]) {
    let text = page(article);
    for words in words {
        assert!(text.contains(words), "{words} is lost of {article}: {text}");
    }
    assert!(
        !text.contains("Section of") && !text.contains("Observer"),
        "{text}"
    );
}

#[test]
fn a_lead_under_the_headline_is_of_the_article_wherever_it_stands() {
    let body = format!("<div class=\"body\">{}</div>", paragraphs(&TEXT));
    const LEAD: &str = "Six years of dispute end with a protocol of two pages in Velden";
    for article in [
        format!("<article><header>{H1}<p class=\"lead\">{LEAD}</p></header>{body}</article>"),
        format!("<article>{H1}<p class=\"lead\">{LEAD}</p>{body}</article>"),
        format!("<article>{H1}<h2 class=\"subtitle\">{LEAD}</h2>{body}</article>"),
        format!("<main><article>{H1}<div><ul><li>{LEAD}</li></ul></div>{body}</article></main>"),
        format!("<div class=\"top\">{H1}<p class=\"intro\">{LEAD}</p></div>{body}"),
    ] {
        holds(&article, &[LEAD, TEXT[0], TEXT[3]]);
    }
    let caption = format!("<article>{H1}<div><img src=\"a\"><p>{LEAD}</p></div>{body}</article>");
    assert!(!page(&caption).contains(LEAD));
}

#[test]
fn a_first_paragraph_beside_the_others_is_not_lost() {
    let [first, rest] = [paragraphs(&TEXT[..1]), paragraphs(&TEXT[1..])];
    holds(
        &format!("<div class=\"top\">{H1}{first}</div><div class=\"body\">{rest}</div>"),
        &TEXT,
    );
    holds(
        &format!(
            "<div class=\"row\"><div class=\"col-12\">{H1}{first}</div></div>\
             <div class=\"row\"><div class=\"col-8\">{rest}</div></div>"
        ),
        &TEXT,
    );
}

#[test]
fn tables_notes_and_the_day_below_the_text_are_of_the_article() {
    let rows: String = (0..9)
        .map(|at| format!("<tr><td>Member {at} of it</td><td>State of the North {at}</td></tr>"))
        .collect();
    let body = format!("<div class=\"body\">{}</div>", paragraphs(&TEXT));
    for (below, words) in [
        (format!("<table>{rows}</table>"), "Member 3 of it"),
        (
            "<div class=\"notes\"><h3>Notes to editors</h3><p>The protocol of 2019 is kept by the secretariat in Dol, \
             where it may be seen.</p></div>"
                .to_owned(),
            "Notes to editors",
        ),
        ("<p class=\"sign\">Santa Rosa, 8 October 2019</p>".to_owned(), "Santa Rosa"),
    ] {
        holds(&format!("<main><article>{H1}{body}{below}</article></main>"), &[TEXT[0], words]);
    }
}

#[test]
fn what_shows_other_texts_ends_the_article() {
    let body = format!("<div class=\"body\">{}</div>", paragraphs(&TEXT));
    let teaser = "<div class=\"item\"><h3><a href=\"/2\">The ferry sails again</a></h3>\
                  <p>After a winter in the dock the ferry between Norland and Tarn has sailed again on Friday.</p></div>";
    let text = page(&format!("<main>{H1}{body}{teaser}{teaser}</main>"));
    assert!(text.contains(TEXT[3]) && !text.contains("ferry"), "{text}");
}

#[test]
fn a_page_of_many_rows_is_read_whole() {
    let row = |text: &str| {
        format!(
            "<div class=\"row\"><div class=\"column\"><div class=\"box\">{text}</div></div></div>"
        )
    };
    for (above, below) in [(3, 8), (1, 8), (8, 1), (8, 2), (8, 8)] {
        let texts: Vec<String> = (0..above + below)
            .map(|at| format!("Paragraph {at} says this. {}", TEXT[at % 4]))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let rows = [&texts[..above], &texts[above..]].map(|texts| row(&paragraphs(texts)));
        holds(&format!("<main>{H1}{}</main>", rows.concat()), &texts);
        holds(
            &format!("<div id=\"page\">{}{}</div>", row(H1), rows.concat()),
            &texts,
        );
    }
}
