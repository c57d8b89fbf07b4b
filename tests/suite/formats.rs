//! Files that are not plain text: what the command line shows of them.

use crate::support::program::chancery;

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><title>Ferry line opens | Ministry of Transport</title>\
    <meta property='og:site_name' content='Ministry of Transport'>\
    <meta property='article:published_time' content='2026-05-12T09:00:00+02:00'></head>\
    <body><nav><a href=/>Home</a> <a href=/news>News</a></nav><main><article><h1>Ferry line opens</h1>\
    <p>The ferry between Tarn and Norland has opened today after two years of work on both its harbours.</p>\
    <p>“It will carry a thousand people a day,” the minister, Mara Lind, said at the pier this morning.</p>\
    <p>The first ship left at nine with four hundred people on board, most of them from the islands.</p>\
    </article></main><footer>Share this page</footer></body></html>";

#[test]
fn of_a_web_page_the_article_is_shown_with_what_the_page_states() {
    let shown = chancery("show --format json page.html")
        .with_file("page.html", PAGE)
        .run()
        .exits(0);
    let page = &shown.json_lines()[0];
    assert_eq!(page["title"], "Ferry line opens");
    assert_eq!(page["date"], "2026-05-12T09:00:00+02:00");
    assert_eq!(page["source"], "Ministry of Transport");
    assert_eq!(page["body"].as_array().expect("blocks").len(), 3);
    let quote = &page["quotes"][0];
    assert_eq!(quote["speaker"], "Mara Lind");
    // Its place is one in the text as it is shown, for it stands in no text of the file.
    let text: Vec<&str> = page["body"]
        .as_array()
        .expect("blocks")
        .iter()
        .filter_map(|block| block["text"].as_str())
        .collect();
    let text: Vec<char> = text.join("\n\n").chars().collect();
    let at = |end: &str| usize::try_from(quote[end].as_u64().expect("a place")).expect("small");
    let words: String = text[at("start")..at("end")].iter().collect();
    assert_eq!(words, "“It will carry a thousand people a day,”");
}

#[test]
fn a_mailbox_is_listed_mail_by_mail_under_addresses_that_lead_back() {
    let mailbox = "From a@water.example Tue May 12 09:30:00 2026\nFrom: Water <a@water.example>\nTo: d@m.example\n\
        Subject: Level of the Tarn\nDate: Tue, 12 May 2026 09:30:00 +0000\n\nThe level rose.\n\n\
        From a@water.example Wed May 13 09:30:00 2026\nFrom: Water <a@water.example>\nTo: d@m.example\n\
        Subject: Level of the Norl\nDate: Wed, 13 May 2026 09:30:00 +0000\n\nThe level fell.\n\n";
    let listed = chancery("list --format jsonl in.mbox")
        .with_file("in.mbox", mailbox)
        .run()
        .exits(0)
        .json_lines();
    let of = |n: usize| {
        let row = &listed[n];
        let [title, path] = [&row["title"], &row["path"]].map(|it| it.as_str().unwrap_or_default());
        let name = path.rsplit('/').next().unwrap_or_default();
        [title, name].map(str::to_owned)
    };
    assert_eq!(of(0), ["Level of the Norl", "in.mbox#2"]);
    assert_eq!(of(1), ["Level of the Tarn", "in.mbox#1"]);
    chancery("list -q path:in.mbox#2 in.mbox")
        .with_file("in.mbox", mailbox)
        .run()
        .exits(0)
        .prints_among_others("Level of the Norl");
}

#[test]
fn what_cannot_be_read_in_a_container_is_named_by_its_address() {
    let mail = "From: Water <a@water.example>\nTo: d@m.example\nSubject: Levels\nMIME-Version: 1.0\n\
        Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee the annex.\n--b\n\
        Content-Type: application/postscript\nContent-Disposition: attachment; filename=annex.ps\n\n%!PS-Adobe-3.0\n--b--\n";
    chancery("check levels.eml")
        .with_file("levels.eml", mail)
        .run()
        .exits(1)
        .prints_among_others("levels.eml/attachment 1: PostScript is not read yet");
}

/// A PDF of one page, with a heading and two lines of a paragraph; it has no table of its objects.
#[cfg(feature = "pdf")]
const BULLETIN: &str = "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n\
    2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n\
    3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources <</Font <</F 4 0 R>>>> /Contents 5 0 R>> endobj\n\
    4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj\n\
    5 0 obj <</Length 221>> stream\n\
    BT /F 20 Tf 60 700 Td (Ferries sail to Tarn again) Tj ET\n\
    BT /F 11 Tf 60 660 Td (Mara Lind said: \\223The ferries sail again from Monday on, at the old) Tj \
    0 -14 Td (fares, and as often as before.\\224) Tj ET\n\
    endstream endobj\ntrailer <</Root 1 0 R>>\n";

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_is_read_as_the_text_of_its_pages() {
    chancery("show bulletin.pdf --format text")
        .with_file("bulletin.pdf", BULLETIN)
        .run()
        .exits(0)
        .prints_among_others("Ferries sail to Tarn again");
}

/// A page as a browser saves it in one file.
const SAVED: &str = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tarn.example/ferry\r\n\
    Subject: Ferry line opens - Tarn\r\nDate: Fri, 12 Jun 2026 10:00:00 -0000\r\nMIME-Version: 1.0\r\n\
    Content-Type: multipart/related; type=\"text/html\"; boundary=\"----b\"\r\n\r\n\
    ------b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
    Content-Location: https://tarn.example/ferry\r\n\r\n\
    <!DOCTYPE html><html lang=3D\"en\"><head><title>Ferry line opens - Tarn</title><meta property=3D\"article:pu=\r\n\
    blished_time\" content=3D\"2026-05-11\"></head><body><nav><a href=3D\"/\">Home</a></nav><article><h1>Ferry line =\r\n\
    opens</h1><p>The new ferry line between Tarn and Norland opened on Monday, the ministry of transport said.</p>\
    <p>The second ship will follow in the summer, when the pier of Tarn has been widened.</p></article></body></html>\r\n\
    ------b\r\nContent-Type: text/html\r\n\r\n<p>Advertisement in a frame</p>\r\n\
    ------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\
    Content-Location: https://tarn.example/ferry.png\r\n\r\nAAAA\r\n------b--\r\n";

#[test]
fn a_page_saved_as_one_file_is_the_page() {
    for name in ["a.mhtml", "a.txt", "a.eml"] {
        let shown = chancery("show --format json")
            .on(name, SAVED)
            .run()
            .exits(0);
        let shown = &shown.json_lines()[0];
        assert_eq!(shown["title"], "Ferry line opens", "{name}");
        assert_eq!(shown["date"], "2026-05-11");
        assert_eq!(shown["source"], "Tarn");
        let body = shown["body"].to_string();
        assert!(body.contains("second ship"), "{body}");
        for other in ["Home", "Advertisement", "Attached", "Blink"] {
            assert!(!body.contains(other), "{other}: {body}");
        }
    }
}

#[test]
fn what_a_browser_saved_beside_a_page_is_not_listed() {
    chancery("list --format csv .")
        .with_file("Ferry.html", PAGE)
        .with_file("Ferry_files/frame.html", "<p>An advertisement</p>")
        .with_file("Ferry_files/a.png", b"\x89PNG\r\n\x1a\n\0\0")
        .run()
        .exits(0)
        .says("");
}

/// A channel as Telegram Desktop exports it, in both forms.
const EXPORT: &str = r#"{"name": "Tarn MFA", "type": "public_channel", "id": 7, "messages": [
    {"id": 1, "type": "message", "date": "2026-05-12T10:00:00", "date_unixtime": "1778572800", "from": "Tarn MFA",
        "photo": "photos/ferry.jpg", "text": [{"type": "bold", "text": "Ferry line opens"}, "\n\nThe ferry left at noon."]},
    {"id": 2, "type": "message", "date": "2026-05-12T11:00:00", "date_unixtime": "1778576400", "from": "Tarn MFA",
        "photo": "photos/pier.jpg", "text": ""}
]}"#;
const MESSAGES: &str = r#"<!DOCTYPE html><html><head><title>Exported Data</title></head><body><div class="page_wrap">
    <div class="page_header"><div class="content"><div class="text bold">Tarn MFA</div></div></div>
    <div class="page_body chat_page"><div class="history"><div class="message default clearfix" id="message1">
    <div class="body"><div class="pull_right date details" title="12.05.2026 11:00:00 UTC+03:00">11:00</div>
    <div class="from_name">Tarn MFA</div><div class="media_wrap clearfix"><a class="photo_wrap clearfix pull_left"></a></div>
    <div class="text"><strong>Ferry line opens</strong><br><br>The ferry left at noon.</div></div></div>
    </div></div></div></body></html>"#;

#[test]
fn an_export_is_listed_post_by_post_and_nothing_that_lies_beside_it() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0";
    let ended = chancery("list --format jsonl .")
        .with_file("out/result.json", EXPORT)
        .with_file("out/messages.html", MESSAGES)
        .with_file("out/css/style.css", "p { margin: 0 }")
        .with_file("out/js/script.js", "var x;")
        .with_file("out/images/back.png", picture)
        .with_file("out/photos/ferry.jpg", picture)
        .run()
        .exits(0)
        .says(
            "chancery: ./out/result.json: posts without a word, pictures or films alone, are not listed: 1\n",
        );
    let [post] = &ended.json_lines()[..] else {
        panic!("not one post");
    };
    assert_eq!(post["title"], "Ferry line opens");
    assert_eq!(post["source"], "Tarn MFA");
}

#[test]
fn posts_of_an_export_without_words_are_counted() {
    chancery("check")
        .on("result.json", EXPORT)
        .run()
        .prints_among_others("posts without a word, pictures or films alone, are not listed: 1")
        .prints_among_others("channel export         1         0         0           1");
    chancery("show result.json#1")
        .with_file("result.json", EXPORT)
        .run()
        .prints_among_others("[photo]");
}
