use std::ops::ControlFlow;
use std::path::Path;

use serde_json::{Value, json};

use crate::briefing::{Address, BlockKind, FoldKind, Step};
use crate::ingest::{Chosen, Data, Draft, Ingested, ReadAs, Reason, open, read, read_parts};

fn export(messages: &Value) -> String {
    let chat = json!({"name": "Tarn MFA", "type": "public_channel", "id": 7});
    // Telegram writes the messages last.
    let head = serde_json::to_string_pretty(&chat).unwrap();
    let head = head.strip_suffix("\n}").unwrap();
    format!("{head},\n \"messages\": {messages}\n}}")
}

fn message(id: u32, more: Value) -> Value {
    let mut message = json!({
        "id": id,
        "type": "message",
        "date": format!("2024-05-31T18:30:{id:02}"),
        "date_unixtime": (1_717_169_400 + id).to_string(),
        "from": "Tarn MFA",
        "from_id": "channel7",
        "text": "",
    });
    let members = message.as_object_mut().unwrap();
    members.extend(more.as_object().unwrap().clone());
    message
}

fn ingested(text: &str) -> Ingested {
    read(Path::new("result.json"), text.as_bytes())
}

fn drafts(messages: Value) -> Vec<Draft> {
    ingested(&export(&messages)).drafts
}

fn one(more: Value) -> Draft {
    let mut drafts = drafts(json!([message(3, more)]));
    assert_eq!(drafts.len(), 1);
    drafts.remove(0)
}

fn reasons(ingested: &Ingested) -> Vec<String> {
    let problems = ingested.problems.iter();
    problems
        .map(|it| format!("{} {}", it.address, it.reason))
        .collect()
}

const FERRY: &str =
    "Ferry line to Suva opens\n\nThe ferry left at noon, the Ministry of Water said.";

#[test]
fn a_post_is_a_briefing_with_the_date_and_the_name_of_its_channel() {
    let draft = one(json!({"text": FERRY}));
    assert_eq!(draft.title, "Ferry line to Suva opens");
    assert_eq!(draft.source.as_deref(), Some("Tarn MFA"));
    assert_eq!(draft.date.unwrap().to_string(), "2024-05-31T18:30:03+03:00");
    assert_eq!(
        draft.body.text,
        "The ferry left at noon, the Ministry of Water said."
    );
    assert_eq!((draft.address, draft.speaker), (None, None));
    assert_eq!(draft.part.to_string(), "#1");
}

#[test]
fn a_date_without_its_moment_has_no_zone() {
    let draft = one(json!({"text": FERRY, "date_unixtime": null}));
    assert_eq!(draft.date.unwrap().to_string(), "2024-05-31T18:30:03");
}

#[test]
fn whoever_signs_a_post_or_writes_in_a_group_is_its_author() {
    let signed = one(json!({"text": FERRY, "author": "Mara Lind"}));
    assert_eq!(signed.speaker.as_deref(), Some("Mara Lind"));
    let group = one(json!({"text": FERRY, "from": "Georg Sol"}));
    assert_eq!(group.speaker.as_deref(), Some("Georg Sol"));
    assert_eq!(group.source.as_deref(), Some("Tarn MFA"));
}

#[test]
fn what_is_passed_on_is_of_whoever_issued_it() {
    let draft = one(json!({"text": FERRY, "forwarded_from": "Norland Government"}));
    assert_eq!(draft.source.as_deref(), Some("Norland Government"));
    assert_eq!(draft.title, "Ferry line to Suva opens");
    let fold = &draft.body.folds[0];
    assert_eq!(fold.kind, FoldKind::Forward);
    assert_eq!(&draft.body.text[fold.span.range()], "Forwarded by Tarn MFA");
    let group = one(json!({"text": FERRY, "from": "Georg Sol", "forwarded_from": "Mara Lind"}));
    assert!(group.body.text.starts_with("Forwarded by Georg Sol\n\n"));
    let hidden = one(json!({"text": FERRY, "forwarded_from": null}));
    assert_eq!((hidden.source, hidden.body.folds.len()), (None, 1));
}

#[test]
fn pieces_are_put_together_with_what_they_are() {
    let draft = one(json!({"text": [
        {"type": "bold", "text": "Ferry line to Suva opens"},
        "\n\nThe ferry left. More ",
        {"type": "text_link", "text": "on the page", "href": "https://tarn.example/ferry"},
        " and at ",
        {"type": "link", "text": "tarn.example/news"},
        ", ",
        {"type": "mention", "text": "@tarn"},
        " ",
        {"type": "hashtag", "text": "#Ferry"},
        " ",
        {"type": "spoiler", "text": "Soon"},
        {"type": "custom_emoji", "text": "⚓", "document_id": "x.webp"},
        "\n",
        {"type": "blockquote", "text": "We sail.\nAll of us."},
        "said the captain.\n",
        {"type": "pre", "text": "Tarn   12:00\nSuva   18:00", "language": ""},
    ]}));
    let blocks: Vec<_> = draft
        .body
        .blocks
        .iter()
        .map(|block| (block.kind, draft.body.block_text(block)))
        .collect();
    let expected = [
        (
            BlockKind::Paragraph,
            "The ferry left. More on the page and at tarn.example/news, @tarn #Ferry Soon⚓",
        ),
        (BlockKind::BlockQuote, "We sail.\nAll of us."),
        (BlockKind::Paragraph, "said the captain."),
        (BlockKind::Preformatted, "Tarn   12:00\nSuva   18:00"),
    ];
    assert_eq!(blocks, expected);
    let links = draft.body.links.iter();
    let links: Vec<_> = links
        .map(|link| (&draft.body.text[link.words.range()], &*link.address))
        .collect();
    let expected = [
        ("on the page", "https://tarn.example/ferry"),
        ("tarn.example/news", "https://tarn.example/news"),
    ];
    assert_eq!(links, expected);
}

#[test]
fn an_answer_begins_with_what_it_answers_and_takes_nothing_from_it() {
    let all = drafts(json!([
        message(1, json!({"text": "Minister Mara Lind: “The ferry sails.”"})),
        message(2, json!({"text": FERRY, "reply_to_message_id": 99})),
        message(3, json!({"text": FERRY, "reply_to_message_id": 1})),
    ]));
    assert_eq!(all[1].body.folds, []);
    assert_eq!(all[2].title, "Ferry line to Suva opens");
    let fold = &all[2].body.folds[0];
    assert_eq!(fold.kind, FoldKind::Quoted);
    let words = &all[2].body.text[fold.span.range()];
    assert_eq!(words, "In reply to: Minister Mara Lind: “The ferry sails.”");
}

#[test]
fn what_a_post_shows_is_named_under_its_words() {
    let shown = |media: Value| {
        let mut media = media;
        media["text"] = json!(FERRY);
        let body = one(media).body;
        body.block_text(body.blocks.last().unwrap()).to_owned()
    };
    for (media, words) in [
        (json!({"photo": "photos/photo_1.jpg"}), "[photo]"),
        (
            json!({"file": "video_files/ferry.mp4", "media_type": "video_file", "duration_seconds": 42}),
            "[video: ferry.mp4, 0:42]",
        ),
        (
            json!({"file": "(File not included.)", "file_name": "Report.pdf", "mime_type": "application/pdf"}),
            "[file: Report.pdf]",
        ),
        (
            json!({"file": "a.ogg", "media_type": "voice_message", "duration_seconds": 3725}),
            "[voice message: 1:02:05]",
        ),
        (
            json!({"file": "s.webp", "media_type": "sticker", "sticker_emoji": "👍"}),
            "[sticker]",
        ),
        (
            json!({"poll": {"question": "Ready to sail?", "answers": [{"text": "Yes"}, {"text": "No"}]}}),
            "[poll: Ready to sail? (Yes / No)]",
        ),
        (
            json!({"location_information": {"latitude": -18.1, "longitude": 178.4}}),
            "[location: -18.1, 178.4]",
        ),
        (
            json!({"contact_information": {"first_name": "Mara", "last_name": "Lind", "phone_number": "12"}}),
            "[contact: Mara Lind, 12]",
        ),
    ] {
        assert_eq!(shown(media), words);
    }
}

#[test]
fn pictures_sent_at_once_under_one_text_are_one_post() {
    let at_once = json!("2024-05-31T18:30:00");
    let photo = |id: u32, text: &str| {
        message(
            id,
            json!({"photo": "p.jpg", "text": text, "date": at_once, "date_unixtime": "1717169400"}),
        )
    };
    let all = drafts(json!([
        photo(1, ""),
        photo(2, FERRY),
        photo(3, ""),
        message(4, json!({"text": FERRY}))
    ]));
    assert_eq!(all.len(), 2);
    assert!(
        all[0].body.text.ends_with("\n\n[3 photos]"),
        "{}",
        all[0].body.text
    );
    assert_eq!(all[1].part.to_string(), "#4");
    let apart = drafts(json!([
        photo(1, FERRY),
        photo(2, "Another ferry left the harbour.")
    ]));
    assert_eq!(apart.len(), 2);
    let mut many: Vec<Value> = (2..12).map(|id| photo(id, "")).collect();
    many.insert(0, photo(1, FERRY));
    let many = ingested(&export(&json!(many)));
    assert!(many.drafts[0].body.text.ends_with("[10 photos]"));
    assert_eq!(many.problems[0].reason, Reason::NoWords(1));
}

#[test]
fn what_has_no_words_or_only_happened_to_the_channel_is_no_briefing() {
    let text = export(&json!([
        {"id": 1, "type": "service", "date": "2024-05-31T18:00:00", "action": "pin_message", "text": ""},
        message(2, json!({"photo": "p.jpg"})),
        message(3, json!({"text": "👍"})),
        message(4, json!({"text": FERRY})),
    ]));
    let ingested = ingested(&text);
    assert_eq!(ingested.drafts.len(), 1);
    assert_eq!(ingested.problems.len(), 1);
    assert_eq!(ingested.problems[0].reason, Reason::NoWords(2));
    let rows: Vec<_> = ingested.tally.rows().collect();
    assert_eq!(
        (rows[0].0, rows[0].1.whole, rows[0].1.briefings),
        (ReadAs::Export, 1, 1)
    );
}

#[test]
fn of_an_account_each_chat_has_its_own_name() {
    let chat = |name: Value, kind: &str, from: &str| json!({"name": name, "type": kind, "id": 1, "messages": [message(1, json!({"text": FERRY, "from": from}))]});
    let all = json!({
        "about": "Here is the data you requested.",
        "personal_information": {"first_name": "Mara", "bio": "{[\"messages\": ["},
        "chats": {"about": "All chats.", "list": [
            chat(json!("Tarn MFA"), "public_channel", "Tarn MFA"),
            chat(json!("Georg Sol"), "personal_chat", "Mara Lind"),
        ]},
        "left_chats": {"about": "", "list": [chat(json!("Norland"), "private_channel", "Norland")]},
    });
    // In the order in which Telegram writes them.
    let text = format!(
        "{{\"about\": {}, \"personal_information\": {}, \"chats\": {}, \"left_chats\": {}}}",
        all["about"], all["personal_information"], all["chats"], all["left_chats"]
    );
    let drafts = ingested(&text).drafts;
    let sources: Vec<_> = drafts
        .iter()
        .map(|draft| draft.source.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(sources, ["Tarn MFA", "Mara Lind", "Norland"]);
}

#[test]
fn what_is_cut_off_is_read_up_to_there() {
    let text = export(&json!([
        message(1, json!({"text": FERRY})),
        message(2, json!({"text": FERRY}))
    ]));
    let cut = &text[..text.len() - 40];
    let ingested = ingested(cut);
    assert_eq!(ingested.drafts.len(), 1);
    let expected =
        " damaged (its end is missing): what came before is shown, copy it again to read the rest";
    assert_eq!(reasons(&ingested), [expected]);
    let spoilt = text
        .replacen("\"id\": 2", "\"id\" 2", 1)
        .replacen("\"id\":2", "\"id\" 2", 1);
    let spoilt = self::ingested(&spoilt);
    assert_eq!(spoilt.drafts.len(), 1);
    assert_eq!(spoilt.problems[0].address.to_string(), "#2");
}

#[test]
fn whatever_is_changed_or_cut_nothing_panics() {
    let text = export(&json!([
        message(
            1,
            json!({"text": [{"type": "pre", "text": "a\nb"}, "Ünits", {"type": "link", "text": "x.example"}]})
        ),
        message(
            2,
            json!({"poll": {"question": "?", "answers": []}, "text": "Überfahrt", "reply_to_message_id": 1})
        ),
    ]));
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        read(Path::new("result.json"), &bytes[..at]);
        for byte in [0, b'"', b'{', b']', 0xFF] {
            bytes[at] = byte;
            read(Path::new("result.json"), &bytes);
        }
    }
}

#[test]
fn a_message_beyond_the_limit_costs_itself_alone() {
    let long = "Ferry ".repeat(super::MAX_MESSAGE / 6 + 1);
    let text = export(&json!([
        message(1, json!({"text": long})),
        message(2, json!({"text": FERRY}))
    ]));
    let ingested = ingested(&text);
    assert_eq!(ingested.drafts.len(), 1);
    assert_eq!(ingested.problems[0].address.to_string(), "#1");
    assert!(matches!(ingested.problems[0].reason, Reason::AllBeyond(_)));
}

#[test]
fn a_post_is_opened_again_where_it_stands() {
    let text = export(&json!([
        message(1, json!({"text": FERRY})),
        message(2, json!({"text": FERRY}))
    ]));
    let bytes = text.as_bytes();
    let second = &drafts_of(&text)[1];
    let opened = |data| {
        let size = bytes.len() as u64;
        let opened = open(
            Path::new("result.json"),
            data,
            size,
            &Chosen::default(),
            &second.part,
        );
        String::from_utf8(opened.unwrap()).unwrap()
    };
    let message: Value = serde_json::from_str(&opened(Data::Bytes(bytes))).unwrap();
    assert_eq!(message["id"], 2);
    assert_eq!(
        opened(Data::Stream(Box::new(bytes))),
        opened(Data::Bytes(bytes))
    );
}

fn drafts_of(text: &str) -> Vec<Draft> {
    ingested(text).drafts
}

#[test]
fn enough_is_enough() {
    let text = export(&json!([
        message(1, json!({"text": FERRY})),
        message(2, json!({"text": FERRY}))
    ]));
    let mut count = 0;
    read_parts(
        Path::new("result.json"),
        Data::Bytes(text.as_bytes()),
        text.len() as u64,
        &[],
        &Chosen::default(),
        &mut |part| {
            count += part.drafts.len();
            ControlFlow::Break(())
        },
    );
    assert_eq!(count, 1);
}

#[test]
fn an_export_is_told_from_other_json() {
    let is_export = |text: &str| super::is_export(text);
    assert!(is_export(&export(&json!([]))));
    assert!(is_export(r#"{"about": "x", "contacts": {"#));
    assert!(is_export(
        r#"{"messages": [{"id": 1, "type": "message", "date": "x""#
    ));
    for other in [
        r#"{"messages": [{"role": "user", "content": "x"}]}"#,
        r#"{"type": "FeatureCollection", "messages": []}"#,
        r#"{"about": "x", "title": "y"}"#,
        r#"{"title": "x", "about": "y", "contacts": 1}"#,
    ] {
        assert!(!is_export(other), "{other}");
    }
}

fn page(messages: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html>\n <head>\n  <meta charset=\"utf-8\"/>\n<title>Exported Data</title>\n </head>\n \
         <body onload=\"CheckLocation();\">\n  <div class=\"page_wrap\">\n   <div class=\"page_header\">\n    \
         <div class=\"content\">\n     <div class=\"text bold\">\nTarn MFA\n     </div>\n    </div>\n   </div>\n   \
         <div class=\"page_body chat_page\">\n    <div class=\"history\">\n\
         <div class=\"message service\" id=\"message-1\">\n<div class=\"body details\">\n31 May 2024\n</div>\n</div>\n\
         {messages}</div></div></div></body></html>"
    )
}

fn on_page(id: u32, more: &str) -> String {
    format!(
        "<div class=\"message default clearfix\" id=\"message{id}\">\n<div class=\"body\">\n\
         <div class=\"pull_right date details\" title=\"31.05.2024 16:30:{id:02} UTC+01:00\">\n16:30\n</div>\n\
         <div class=\"from_name\">\nTarn MFA \n</div>\n{more}</div>\n</div>\n"
    )
}

#[test]
fn a_page_of_messages_gives_the_same_briefings() {
    let html = page(&format!(
        "{}{}{}",
        on_page(
            1,
            "<div class=\"media_wrap clearfix\"><a class=\"photo_wrap clearfix pull_left\" href=\"photos/p.jpg\">\
             <img class=\"photo\" src=\"photos/p.jpg\"/></a></div>\n\
             <div class=\"text\">\n<strong>Ferry line to Suva opens</strong><br><br>The ferry left &amp; all \
             <a href=\"https://tarn.example/ferry\">were there</a>.<br>\
             <span class=\"spoiler hidden\" onclick=\"ShowSpoiler(this)\"><span aria-hidden=\"true\">Soon back.</span></span> \
             <a href=\"\" onclick=\"return ShowHashtag(&quot;Ferry&quot;)\">#Ferry</a>\
             <blockquote>We sail.</blockquote></div>\n",
        ),
        on_page(
            2,
            "<div class=\"reply_to details\">\nIn reply to <a href=\"#go_to_message1\">this message</a>\n</div>\n\
             <div class=\"text\">\nThe ferry is back.\n</div>\n<div class=\"signature details\">\nMara Lind\n</div>",
        ),
        on_page(
            3,
            "<div class=\"forwarded body\"><div class=\"from_name\">\nNorland <span class=\"date details\" \
             title=\"30.05.2024 10:00:00\"> 30.05.2024</span>\n</div>\n<div class=\"text\">\nThe port is shut.\n</div></div>",
        ),
    ));
    let found = read(Path::new("messages2.html"), html.as_bytes());
    assert_eq!(reasons(&found), [""; 0]);
    let of_json = drafts(json!([
        message(
            1,
            json!({"photo": "p.jpg", "text": [
                {"type": "bold", "text": "Ferry line to Suva opens"}, "\n\nThe ferry left & all ",
                {"type": "text_link", "text": "were there", "href": "https://tarn.example/ferry"}, ".\n",
                {"type": "spoiler", "text": "Soon back."}, " ", {"type": "hashtag", "text": "#Ferry"}, "\n",
                {"type": "blockquote", "text": "We sail."},
            ]})
        ),
        message(
            2,
            json!({"text": "The ferry is back.", "reply_to_message_id": 1, "author": "Mara Lind"})
        ),
        message(
            3,
            json!({"text": "The port is shut.", "forwarded_from": "Norland"})
        ),
    ]));
    assert_eq!(found.drafts.len(), of_json.len());
    for (page, json) in found.drafts.iter().zip(&of_json) {
        assert_eq!(page.body.text, json.body.text);
        assert_eq!(page.body.blocks, json.body.blocks);
        assert_eq!(page.body.links, json.body.links);
        assert_eq!(
            (&page.title, &page.source, &page.speaker),
            (&json.title, &json.source, &json.speaker)
        );
        assert_eq!(page.id, json.id, "{}", page.title);
    }
    let date = found.drafts[0].date.unwrap().to_string();
    assert_eq!(date, "2024-05-31T16:30:01+01:00");
    let address = Address::default().join(Step::Item {
        number: 3,
        at: None,
    });
    let (size, path) = (html.len() as u64, Path::new("messages2.html"));
    let opened = open(
        path,
        Data::Bytes(html.as_bytes()),
        size,
        &Chosen::default(),
        &address,
    );
    let opened = String::from_utf8(opened.unwrap()).unwrap();
    assert!(
        opened.starts_with("<div class=\"message default clearfix\" id=\"message2\">"),
        "{opened}"
    );
}
