//! Feeds as they should not be, and are.

use super::*;

fn titles(text: &str) -> Vec<String> {
    entries(text)
        .iter()
        .map(|entry| title(entry).to_owned())
        .collect()
}

#[test]
fn what_is_no_markup_is_text() {
    for (item, expected) in [
        ("<title>A & b &nosuch; &eacute;</title>", "A & b &nosuch; é"),
        ("<title>1 < 2 and 3 <4</title>", "1 < 2 and 3 <4"),
        ("<title>a <b and c</title>", "a <b and c"),
        ("<title>It's <b class='x>y'>so</b></title>", "It's so"),
        ("<title>A<!-- not <b> this -->B</title>", "AB"),
        ("<title>A<![CDATA[ ]]]]><![CDATA[>]]> B</title>", "A ]]> B"),
        ("<title>A ]]> B</title>", "A ]]> B"),
        ("<title>A<?php echo 1 ?> B</title>", "A B"),
        ("<title><![cdata[A]]></title>", "A"),
    ] {
        assert_eq!(title(&rss(item)), expected, "{item}");
    }
}

#[test]
fn an_end_tag_left_out_costs_nothing_else() {
    let text = "<rss><channel><title>Tarn<item><title>One<link>https://a.example/1</link>\
        <pubDate>2024-05-31<description>Words<guid>1</guid></item>\
        <item><title>Two</title><author>Mara Lind<pubDate>2024-06-01</pubDate><item><title>Three";
    let entries = entries(text);
    let stated: Vec<_> = entries
        .iter()
        .map(|entry| (title(entry), said(&entry.stated.date)))
        .collect();
    let expected = [("One", "2024-05-31"), ("Two", "2024-06-01"), ("Three", "")];
    assert_eq!(stated, expected);
    assert_eq!(entries[0].content, plain("Words"));
    assert_eq!(said(&entries[0].stated.address), "https://a.example/1");
    assert_eq!(said(&entries[1].stated.author), "Mara Lind");
    assert!(text[entries[1].at.clone()].ends_with("</pubDate>"));
    assert_eq!(entries[2].at.end, text.len());
}

#[test]
fn an_end_tag_too_many_is_passed_over() {
    let text = "<rss xmlns:c='http://purl.org/rss/1.0/modules/content/'></b></b></b><channel></x></x></x></x>\
        <item></p><title>A</i> b</title></title><c:encoded>Words</c:encoded></item></item></channel></rss>";
    let entry = entry(text);
    assert_eq!(title(&entry), "A b");
    assert_eq!(entry.content, plain("Words"));
}

#[test]
fn elements_may_be_missing_or_strange() {
    assert_eq!(entries("<rss>\n</rss>"), []);
    assert_eq!(titles("<rss><item><title>A</title></item></rss>"), ["A"]);
    assert_eq!(
        titles("<RSS><CHANNEL><ITEM><TITLE>A</Title></Item></CHANNEL></RSS>"),
        ["A"]
    );
    let image =
        "<rss><channel><image><title>No</title><item><title>A</title></item></channel></rss>";
    assert_eq!(titles(image), ["A"]);
    assert_eq!(
        titles("<?xml version='1.0'?> A & b <rss><item><title><title>A</title></item></rss>"),
        ["A"]
    );
    let twice =
        "<rss><item><description><description>Words</description><title>A</title></item></rss>";
    assert_eq!(
        (titles(twice), &entry(twice).content),
        (vec!["A".to_owned()], &plain("Words"))
    );
    let junk = "<?xml version=\"1.0\"?><rss><channel><item><title>A</title></item></channel></rss>";
    assert_eq!(titles(&format!("Notice: x in y\n{junk}")), ["A"]);
    assert_eq!(
        titles(&format!("\n\n{junk}\n<script>1</script> trailing")),
        ["A"]
    );
    assert_eq!(
        titles("<rss><item><title>A</title></item><title>B</title><item><![CDATA["),
        ["A", ""]
    );
}

#[test]
fn faults_of_encoding_are_mended() {
    let entry = rss(
        "<title>&#226;&#128;&#166; &#195;&#169;</title><description>&#147;A&#148;</description>",
    );
    assert_eq!(title(&entry), "… é");
    assert_eq!(entry.content, plain("“A”"));
    assert_eq!(title(&rss("<title>Ça</title>")), "Ça");
}

#[test]
fn a_feed_that_declares_entities_is_refused() {
    let text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss><item><title>&a;</title></item></rss>";
    let refused = read(text, &mut |_| panic!("no entry")).unwrap_err();
    assert_eq!(refused, Refused::Declarations);
    assert!(refused.to_string().contains("DOCTYPE"));
    let outside = "<!DOCTYPE rss PUBLIC \"-//N//DTD RSS 0.91//EN\" \"http://n.example/rss.dtd\"><rss><item/></rss>";
    assert_eq!(entries(outside).len(), 1);
    // One quoted in an entry declares nothing.
    let quoted = rss("<description><!DOCTYPE a [<!ENTITY b 'c'>]> Words</description>");
    assert!(matches!(quoted.content, EntryContent::Plain(text) if text.contains("Words")));
}

#[test]
fn utf_16_is_read_like_any_other() {
    let text =
        "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss><item><title>Ирина</title></item></rss>";
    let bytes: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let decoded = crate::ingest::decode::decode(&bytes).unwrap();
    assert_eq!(titles(&decoded.text), ["Ирина"]);
}

#[test]
fn an_entry_too_long_is_cut_and_says_so() {
    let long = "ab ".repeat(MAX_ENTRY / 3 + 10);
    let text = format!(
        "<rss><item><description>{long}</description></item><item><title>B</title></item></rss>"
    );
    let entries = entries(&text);
    assert_eq!(
        entries[0].remarks,
        [Remark::Cut(crate::ingest::content::Limit::Record)]
    );
    assert!(matches!(&entries[0].content, EntryContent::Plain(text) if text.len() <= MAX_ENTRY));
    assert_eq!(
        (title(&entries[1]), &entries[1].remarks[..]),
        ("B", &[][..])
    );
}

/// Each would take hours if its cost were not linear.
#[test]
fn hostile_feeds_take_no_longer_than_others() {
    const MANY: usize = 200_000;
    for part in [
        "<a ",
        "<a \"",
        "<a b='",
        "<![CDATA[",
        "<!--",
        "&",
        "&#",
        "<item>",
        "<a:b>",
        "</a>",
        "<a x=y>",
        "<?",
    ] {
        let text = format!("<rss><item><title>{}'\">", part.repeat(MANY));
        let mut count = 0;
        read(&text, &mut |_| count += 1).unwrap();
        assert!(count > 0);
    }
}

#[test]
fn a_feed_without_its_end_is_told() {
    let is_broken_off = |text: &str| read(text, &mut |_| {}).unwrap().is_broken_off;
    for text in [
        "<rss><channel><item><title>One</title></item><item><title>Tw",
        "<rss><channel><item><title>One</title></item>",
        "<rss><channel><item><description><![CDATA[<p>One</p></description></item></channel></rss>",
        "<feed><entry><title>One</title></entry><entry>",
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"title\": \"One\"}, {",
    ] {
        assert!(is_broken_off(text), "{text}");
    }
    for text in [
        "<rss><channel><item><title>One</title></item></channel></rss>\n<!-- cached -->",
        "<rss><channel><item><title>One</title></item></channel>",
        "<rss><channel><item><title>One</title></channel></rss>",
        "<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\"><channel></channel><item><title>One</title></item></rdf:RDF>",
        "<feed/>",
        "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": []}\n",
    ] {
        assert!(!is_broken_off(text), "{text}");
    }
}

#[test]
fn what_a_server_complains_of_may_stand_before_a_feed() {
    const FEED: &str =
        "<?xml version=\"1.0\"?><rss><channel><item><title>One</title></item></channel></rss>";
    for before in [
        "<br />\n<b>Deprecated</b>: Function each() in <b>/srv/feed.php</b> on line <b>3</b><br />\n",
        "Notice: Undefined index: n in /srv/feed.php on line 3\n",
        "<!-- cached -->\n",
    ] {
        assert_eq!(entries(&format!("{before}{FEED}")).len(), 1, "{before}");
    }
    for text in [
        format!("# Feeds\n\n```xml\n{FEED}\n```\n"),
        format!("A feed begins with {FEED}"),
        format!("{}\n{FEED}", "Notice. ".repeat(100)),
    ] {
        assert!(!is_feed(&text), "{text}");
    }
}

#[test]
fn html_that_was_escaped_twice_is_html() {
    for text in [
        "&amp;lt;p&amp;gt;It is &amp;amp;amp; open.&amp;lt;/p&amp;gt;",
        "<![CDATA[&lt;p&gt;It is &amp;amp; open.&lt;/p&gt;]]>",
    ] {
        let entry = rss(&format!("<description>{text}</description>"));
        assert_eq!(entry.content, html("<p>It is &amp; open.</p>"), "{text}");
    }
    let entry = rss("<description>Write &amp;lt;p&amp;gt; for a paragraph.</description>");
    assert_eq!(entry.content, html("Write &lt;p&gt; for a paragraph."));
}

#[test]
fn two_feeds_in_one_file_are_told_apart() {
    let feed = |name: &str| {
        format!(
            "<rss><channel><title>{name}</title><item><title>One</title></item></channel></rss>\n"
        )
    };
    let entries = entries(&(feed("Tarn Gazette") + &feed("Norland Post")));
    let sources = entries.iter().map(|entry| said(&entry.stated.source));
    assert_eq!(
        sources.collect::<Vec<_>>(),
        ["Tarn Gazette", "Norland Post"]
    );
}
