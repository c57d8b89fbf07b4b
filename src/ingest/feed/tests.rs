use proptest::prelude::*;

use super::*;

mod malformed;
mod telling;

/// Everything in a feed.
fn entries(text: &str) -> Vec<Entry> {
    let mut found = Vec::new();
    assert!(is_feed(text), "{text}");
    read(text, &mut |entry| found.push(entry)).unwrap();
    found
}

/// The only entry of a feed.
fn entry(text: &str) -> Entry {
    let mut found = entries(text);
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn rss(item: &str) -> Entry {
    entry(&format!(
        "<rss version=\"2.0\"><channel><title>Tarn Gazette</title><item>{item}</item></channel></rss>"
    ))
}

fn atom(inside: &str) -> Entry {
    entry(&format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Tarn Gazette</title><entry>{inside}</entry></feed>"
    ))
}

fn title(entry: &Entry) -> &str {
    entry.stated.title.as_deref().unwrap_or_default()
}

fn html(text: &str) -> EntryContent {
    EntryContent::Html(text.to_owned())
}

fn plain(text: &str) -> EntryContent {
    EntryContent::Plain(text.to_owned())
}

fn said(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

#[test]
fn an_item_of_rss_2_is_read_whole() {
    let text = r#"<?xml version="1.0" encoding="utf-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
            xmlns:content="http://purl.org/rss/1.0/modules/content/">
        <channel><title>Ministry of Tarn</title><link>https://tarn.example/</link>
        <language>en_GB</language><pubDate>Mon, 03 Jun 2024 08:00:00 GMT</pubDate>
        <image><title>Arms</title><url>arms.png</url></image>
        <item><title>Talks on &lt;b&gt;fish&lt;/b&gt; &amp;amp; grain</title>
          <link>/news/4</link><guid isPermaLink="false">n4</guid>
          <pubDate>Fri, 31 May 2024 14:50:00 +0200</pubDate>
          <dc:creator>Mara Lind</dc:creator>
          <category>Trade</category><category domain="x">Fish</category>
          <description>In short.</description>
          <content:encoded><![CDATA[<p>At length &amp; in full.</p>]]></content:encoded>
        </item></channel></rss>"#;
    let entry = entry(text);
    let raw = &text[entry.at.clone()];
    assert!(raw.starts_with("<item>") && raw.ends_with("</item>"));
    let expected = Stated {
        title: Some("Talks on fish & grain".to_owned()),
        date: Some("2024-05-31T14:50:00+02:00".to_owned()),
        source: Some("Ministry of Tarn".to_owned()),
        author: Some("Mara Lind".to_owned()),
        language: Some("en-GB".to_owned()),
        address: Some("https://tarn.example/news/4".to_owned()),
        tags: vec!["Trade".to_owned(), "Fish".to_owned()],
    };
    assert_eq!(entry.stated, expected);
    assert_eq!(entry.content, html("<p>At length &amp; in full.</p>"));
}

#[test]
fn what_the_channel_says_is_given_back() {
    let text = "<rss><channel><title>Tarn</title><language>fr</language><item/><item></item></channel></rss>";
    let mut count = 0;
    let feed = read(text, &mut |_| count += 1).unwrap();
    assert_eq!(
        (count, said(&feed.stated.title), said(&feed.stated.language)),
        (2, "Tarn", "fr")
    );
}

#[test]
fn rdf_has_its_items_beside_the_channel() {
    for namespace in [
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
    ] {
        let text = format!(
            r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="{namespace}"
                xmlns:d="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://tarn.example/"><title>Tarn</title>
              <items><rdf:Seq><rdf:li rdf:resource="a"/></rdf:Seq></items></channel>
            <item rdf:about="https://tarn.example/a"><title>One</title><description>Words.</description>
              <d:date>2024-05</d:date><d:subject>Fish</d:subject><d:publisher>Port Office</d:publisher></item>
            <item><title>Two</title></item></rdf:RDF>"#
        );
        let entries = entries(&text);
        assert_eq!(
            entries.iter().map(title).collect::<Vec<_>>(),
            ["One", "Two"]
        );
        let stated = &entries[0].stated;
        assert_eq!(said(&stated.date), "2024-05");
        assert_eq!(said(&stated.source), "Port Office");
        assert_eq!(said(&stated.address), "https://tarn.example/a");
        assert_eq!(stated.tags, ["Fish"]);
        assert_eq!(said(&entries[1].stated.source), "Tarn");
    }
}

#[test]
fn an_entry_of_atom_is_read_whole() {
    let entry = entry(
        r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="https://tarn.example/feeds/">
        <title>Amt von Tarn</title><link rel="self" href="atom.xml"/>
        <entry><title type="html">Fisch &amp;amp; &lt;i&gt;Korn&lt;/i&gt;</title>
          <link rel="enclosure" href="film.mp4"/><link href="../news/4?a=1&amp;b=2"/>
          <id>urn:x:4</id><updated>2024-06-01T10:00:00Z</updated><published>2024-05-31</published>
          <author><name>Mara Lind</name><email>m@tarn.example</email></author><author><name>Georg Sol</name></author>
          <contributor><name>Nobody</name></contributor>
          <category term="fish" label="Fische"/><category term="korn"/>
          <source><title>Kreisblatt</title><updated>1999-01-01T00:00:00Z</updated></source>
          <summary>Kurz.</summary>
          <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang &amp; breit &lt;</p><br/></div></content>
        </entry></feed>"#,
    );
    let stated = &entry.stated;
    assert_eq!(title(&entry), "Fisch & Korn");
    assert_eq!(said(&stated.date), "2024-05-31");
    assert_eq!(said(&stated.source), "Kreisblatt");
    assert_eq!(said(&stated.author), "Mara Lind; Georg Sol");
    assert_eq!(said(&stated.language), "de");
    assert_eq!(said(&stated.address), "https://tarn.example/news/4?a=1&b=2");
    assert_eq!(stated.tags, ["Fische", "korn"]);
    let EntryContent::Html(html) = &entry.content else {
        panic!("{entry:?}")
    };
    assert!(html.contains("<p>Lang &amp; breit &lt;</p>"), "{html}");
}

#[test]
fn atom_0_3_has_names_of_its_own() {
    let text = r#"<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Tarn</title>
        <entry><title mode="escaped" type="text/html">A &lt;b&gt;b&lt;/b&gt;</title>
        <issued>2003-12-31T10:14:55-08:00</issued><modified>2004-01-01T00:00:00Z</modified>
        <content type="text/html" mode="base64">PHA+RXhhbXBsZTwvcD4=</content></entry></feed>"#;
    let entry = entry(text);
    assert_eq!(title(&entry), "A b");
    assert_eq!(said(&entry.stated.date), "2003-12-31T10:14:55-08:00");
    assert_eq!(entry.content, html("<p>Example</p>"));
}

#[test]
fn json_feeds_are_read_whole() {
    let text = r#"{"items": [
        {"id": 1, "title": "Fish\nand grain", "content_html": "<p>At length.</p>", "content_text": "At length.",
         "date_published": "2024-05-31T14:50:00+02:00", "url": "https://tarn.example/4", "tags": ["Fish", 4],
         "authors": [{"name": "Mara Lind"}], "language": "fr"},
        {"content_text": "Words alone.", "date_modified": "2024-06"}, {"summary": "In short."}, 7],
        "version": "https://jsonfeed.org/version/1.1", "title": "Tarn Gazette", "author": {"name": "x"}}"#;
    let entries = entries(text);
    assert_eq!(entries.len(), 3);
    assert!(text[entries[0].at.clone()].starts_with("{\"id\": 1"));
    let stated = &entries[0].stated;
    assert_eq!(title(&entries[0]), "Fish and grain");
    assert_eq!(said(&stated.date), "2024-05-31T14:50:00+02:00");
    assert_eq!(said(&stated.address), "https://tarn.example/4");
    assert_eq!(said(&stated.author), "Mara Lind");
    assert_eq!(said(&stated.language), "fr");
    assert_eq!(stated.tags, ["Fish"]);
    assert_eq!(entries[0].content, html("<p>At length.</p>"));
    assert_eq!(entries[1].content, plain("Words alone."));
    assert_eq!(said(&entries[1].stated.date), "2024-06");
    assert_eq!(said(&entries[1].stated.source), "Tarn Gazette");
    assert_eq!(entries[2].content, plain("In short."));
}

#[test]
fn a_feed_is_told_by_its_first_element() {
    for head in [
        "<rss version=\"0.91\">",
        "\u{FEFF}\n<?xml version='1.0'?><!-- <html> --><!DOCTYPE rss SYSTEM 'x'>\n<RSS>",
        "<?xml version='1.0'?><?xml-stylesheet href='a'?><feed xmlns='http://www.w3.org/2005/Atom'>",
        "<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>",
        "<rdf:RDF xmlns='http://purl.org/rss/1.0/'>",
        "Warning: no such file\n<?xml version='1.0'?><rss>",
        "{\"version\": \"https://jsonfeed.org/version/1\"",
        "{\"items\": [{\"content_text\": \"x\"}]",
    ] {
        assert!(is_feed(head), "{head}");
    }
    for head in [
        "",
        "<html><body><rss>",
        "<?xml version='1.0'?><feed><row>1</row></feed>",
        "<rdf:RDF xmlns:foaf='http://xmlns.com/foaf/0.1/'>",
        "The element <rss> begins a feed.",
        "{\"items\": [1]}",
        "<opml version='1.0'>",
        "<",
        "{",
    ] {
        assert!(!is_feed(head), "{head}");
    }
}

proptest! {
    /// Whatever it is given, a reader reads, and its entries stand in the text in order.
    #[test]
    fn no_text_is_too_odd(parts in prop::collection::vec(part(), 0..40), cut in 0usize..400) {
        let text = parts.concat();
        let text = crate::ingest::lines::head(&text, cut);
        let mut end = 0;
        let mut check = |entry: Entry| {
            assert!(entry.at.start >= end && entry.at.end <= text.len(), "{:?}", entry.at);
            assert!(text.get(entry.at.clone()).is_some());
            end = entry.at.end;
        };
        let _ = is_feed(text);
        let _ = xml::read(text, &mut check);
        end = 0;
        json::read(text, &mut |entry| {
            assert!(entry.at.start >= end && text.get(entry.at.clone()).is_some());
            end = entry.at.end;
        });
    }
}

/// A piece of something that may be a feed.
fn part() -> impl Strategy<Value = String> {
    const PARTS: [&str; 40] = [
        "<rss>",
        "<channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<title",
        "<",
        ">",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&",
        "&#",
        ";",
        "&#x110000;",
        "<description>",
        "</description>",
        "<content type='xhtml'>",
        "</content>",
        "<author>",
        "</author>",
        "<name>",
        "<link",
        " href='",
        "'",
        "\"",
        "=",
        "/>",
        "<source>",
        " xmlns:a=\"",
        "a:",
        "{\"items\":[",
        "{\"title\":\"",
        "\"},",
        "é",
    ];
    prop_oneof![
        4 => prop::sample::select(&PARTS[..]).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

#[test]
fn authors_of_a_feed_are_those_of_its_entries_but_for_rss() {
    let authors = |text: &str| -> Vec<String> {
        let entries = entries(text);
        let authors = entries.iter().map(|entry| said(&entry.stated.author));
        authors.map(str::to_owned).collect()
    };
    assert_eq!(
        authors(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><author><name>Mara Lind</name></author>
            <entry><title>One</title></entry>
            <entry><author><name>Georg Sol</name></author><author><name>Ida Torn</name></author></entry></feed>"
        ),
        ["Mara Lind", "Georg Sol; Ida Torn"]
    );
    assert_eq!(
        authors(
            r#"{"version": "https://jsonfeed.org/version/1", "author": {"name": "Mara Lind"}, "items": [
            {"content_text": "One."}, {"content_text": "Two.", "author": {"name": "Georg Sol"}}]}"#
        ),
        ["Mara Lind", "Georg Sol"]
    );
    assert_eq!(
        authors(
            "<rss><channel><managingEditor>Mara Lind</managingEditor><item><title>One</title></item></channel></rss>"
        ),
        [""]
    );
}

#[test]
fn titles_of_json_feeds_may_have_references() {
    let text = r#"{"version": "https://jsonfeed.org/version/1", "title": "Fish &amp; Grain", "items": [
        {"title": "The Minister&#8217;s <em>visit</em>", "content_text": "One."},
        {"title": "Fish & grain < meat", "content_text": "Two."}]}"#;
    let entries = entries(text);
    assert_eq!(title(&entries[0]), "The Minister\u{2019}s visit");
    assert_eq!(said(&entries[0].stated.source), "Fish & Grain");
    assert_eq!(title(&entries[1]), "Fish & grain < meat");
}
