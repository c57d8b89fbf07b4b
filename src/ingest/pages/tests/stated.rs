//! What a page states of itself by what is to be seen: day, site, author.

use super::*;

fn stated(title: &str, head: &str, headline: &str, below: &str) -> Stated {
    read(&format!(
        "<html><head><title>{title}</title>{head}</head><body><main><article>{headline}{below}<div>{PROSE}</div>\
         </article></main><section><h2>More</h2><div><a href=\"/2\">Office hours</a> <span>20 October 2022</span></div>\
         </section></body></html>"
    ))
    .stated
}

const TITLE: &str = "Ferry sails again";
const H1: &str = "<h1>Ferry sails again</h1>";

#[test]
fn a_few_words_may_lead_to_the_day_under_the_headline() {
    let date = |below: &str| stated(TITLE, "", H1, below).date;
    for below in [
        "<span class=\"published\">Publié le 3 mars 2024</span>",
        "<div>Publicado el 3 de marzo de 2024</div>",
        "<div class=\"meta\">Posted on March 3, 2024 by the desk</div>",
        "<div class=\"info\">Date: 3 March 2024 | Press release</div>",
        "<div class=\"submitted\">Submitted by webmaster on Sun, 3 March 2024 - 11:20</div>",
        "<div>Дата публикации: 3 марта 2024</div>",
        "<span property=\"dc:date dc:created\" content=\"2024-03-03\"></span>",
    ] {
        let found = date(below).and_then(|date| crate::ingest::dates::parse(&date));
        assert_eq!(found, crate::ingest::dates::parse("2024-03-03"), "{below}");
    }
    for below in [
        "<div>Last updated on 3 March 2024</div>",
        "<div>Festival in Tarn on 3 March 2024</div>",
        "<div>Open from the 3 March 2024 to the 5 March 2024</div>",
        // The day of another text, below the article.
        "",
    ] {
        assert_eq!(date(below), None, "{below}");
    }
}

#[test]
fn the_day_may_stand_right_above_the_headline() {
    let above = format!("<span class=\"when\">03.03.2024 16:45</span>{H1}");
    let date = stated(TITLE, "", &above, "").date;
    assert_eq!(date.as_deref(), Some("03.03.2024"));
}

#[test]
fn the_address_of_a_page_may_have_its_day() {
    let link =
        |path: &str| format!("<link rel=\"canonical\" href=\"https://tarn.example/{path}\">");
    let date = |path: &str| stated(TITLE, &link(path), H1, "").date;
    assert_eq!(date("news/2024/03/22/ferry").as_deref(), Some("2024-03-22"));
    assert_eq!(date("2024/3/9/ferry").as_deref(), Some("2024-03-09"));
    assert_eq!(date("2024/13/40/ferry"), None);
    assert_eq!(date("2024/03/ferry"), None);
}

#[test]
fn the_headline_tells_which_part_of_the_title_is_the_site() {
    let of = |title: &str, headline: &str| {
        let stated = stated(title, "", headline, "");
        (stated.title.unwrap_or_default(), stated.source)
    };
    let ministry = || Some("Ministry of Foreign Affairs of the North".to_owned());
    for title in [
        "Ferry sails again - Ministry of Foreign Affairs of the North",
        "Ministry of Foreign Affairs of the North | Ferry sails again",
        "Ferry sails again – Press room - Ministry of Foreign Affairs of the North",
    ] {
        assert_eq!(of(title, H1), (TITLE.to_owned(), ministry()), "{title}");
    }
    let banner = "<h1>Embassy of Tarn</h1><h2>Ferry sails again</h2>";
    assert_eq!(
        of("Embassy of Tarn | Ferry sails again", banner),
        (TITLE.to_owned(), Some("Embassy of Tarn".to_owned()))
    );
    assert_eq!(of("News - Ferry sails again", H1), (TITLE.to_owned(), None));
}

#[test]
fn the_line_under_the_headline_names_the_author_who_is_no_source() {
    let of = |below: &str| stated(TITLE, "", H1, below).author;
    for below in [
        "<p>By Mara Lind</p>",
        "<p class=\"byline\">By <a href=\"/mara\">Mara Lind</a></p>",
        "<span class=\"author vcard\"><a class=\"fn\" href=\"/mara\">Mara Lind</a></span>",
        "<div>Von Mara Lind</div>",
    ] {
        assert_eq!(of(below).as_deref(), Some("Mara Lind"), "{below}");
    }
    for below in [
        "<p>By the harbour office</p>",
        "<p>By 2030 all ferries sail</p>",
    ] {
        assert_eq!(of(below), None, "{below}");
    }
}
