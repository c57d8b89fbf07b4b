//! Which of an entry's elements count, and what they mean.

use super::*;

#[test]
fn the_content_goes_before_the_summary_and_never_with_it() {
    let order = [
        (
            "<description>Short</description><content:encoded>Long</content:encoded>",
            "Long",
        ),
        (
            "<content:encoded>Long</content:encoded><description>Short</description>",
            "Long",
        ),
        (
            "<content:encoded>&lt;img/&gt;</content:encoded><description>Short</description>",
            "Short",
        ),
        (
            "<description>Short</description><itunes:summary>Longer</itunes:summary>",
            "Longer",
        ),
        (
            "<description>Short</description><media:description>A long caption</media:description>",
            "Short",
        ),
        (
            "<media:group><media:description>A caption</media:description></media:group>",
            "A caption",
        ),
        (
            "<body xmlns=\"http://www.w3.org/1999/xhtml\">Inline</body><description>Short</description>",
            "Inline",
        ),
        ("<atom:summary>Short</atom:summary>", "Short"),
        ("<guid>4</guid>", ""),
    ];
    for (item, text) in order {
        assert_eq!(rss(item).content, plain(text), "{item}");
    }
    let out_of_line = "<content src=\"a.mp4\" type=\"video/mp4\"/><summary>Short</summary>";
    assert_eq!(atom(out_of_line).content, plain("Short"));
    let picture = "<content type=\"image/png\">iVBORw0KGgo=</content><summary>Short</summary>";
    assert_eq!(atom(picture).content, plain("Short"));
}

#[test]
fn html_is_told_from_plain_text() {
    let cases = [
        (
            "<description>&lt;p&gt;A&lt;/p&gt;</description>",
            html("<p>A</p>"),
        ),
        (
            "<description>A &amp;amp; b</description>",
            html("A &amp; b"),
        ),
        (
            "<description>A &amp;amp;lt; b</description>",
            html("A &amp;lt; b"),
        ),
        (
            "<description>A &amp; b\n c</description>",
            plain("A & b\n c"),
        ),
        ("<description>1 &lt; 2</description>", plain("1 < 2")),
        ("<description><p>A</p> b</description>", html("<p>A</p> b")),
        (
            "<description type=\"text/plain\">A &lt;b&gt;</description>",
            plain("A <b>"),
        ),
    ];
    for (item, content) in cases {
        assert_eq!(rss(item).content, content, "{item}");
    }
    let cases = [
        (
            "<content>A &lt;b&gt;b&lt;/b&gt;</content>",
            plain("A <b>b</b>"),
        ),
        ("<content type=\"text\">A</content>", plain("A")),
        (
            "<content type=\"html\">A &lt;b&gt;b&lt;/b&gt;</content>",
            html("A <b>b</b>"),
        ),
        (
            "<content type=\"html\"><div>A &lt;b&gt;b&lt;/b&gt;</div></content>",
            html("A <b>b</b>"),
        ),
        (
            "<content type=\"xhtml\">A &lt;b&gt;b&lt;/b&gt;</content>",
            html("A <b>b</b>"),
        ),
        (
            "<content>A &amp; <b>b</b></content>",
            html("A &amp; <b>b</b>"),
        ),
        (
            "<content type=\"application/octet-stream\">QSBi</content>",
            plain("A b"),
        ),
    ];
    for (inside, content) in cases {
        assert_eq!(atom(inside).content, content, "{inside}");
    }
}

#[test]
fn titles_are_plain_text_with_entities_read_once() {
    for (item, expected) in [
        ("<title>A &amp; b</title>", "A & b"),
        ("<title>A &amp;amp; b</title>", "A & b"),
        ("<title>A &amp;amp;lt; b</title>", "A &lt; b"),
        ("<title>1 &lt; 2 &gt; 0</title>", "1 < 2 > 0"),
        ("<title>&lt;Tarn&gt; is back</title>", "<Tarn> is back"),
        ("<title><![CDATA[ A\n<em>b</em> ]]></title>", "A b"),
        ("<title>A&lt;br/&gt;b &lt;b&gt;c&lt;/b&gt;</title>", "A b c"),
        (
            "<title>Caf&eacute; &#8211; &#x2014; &#151;</title>",
            "Café – — —",
        ),
        (
            "<media:title>Of a picture</media:title><title>Of all</title>",
            "Of all",
        ),
        ("<x><title>Deep</title></x><title>Near</title>", "Near"),
        ("<media:title>Of a picture</media:title>", "Of a picture"),
        ("<title>One</title><title>Two</title>", "One"),
        ("<title></title><dc:title>Two</dc:title>", "Two"),
    ] {
        assert_eq!(title(&rss(item)), expected, "{item}");
    }
    let title_of = |inside: &str| title(&atom(inside)).to_owned();
    assert_eq!(title_of("<title>A &lt;b&gt;</title>"), "A <b>");
    assert_eq!(
        title_of("<title type=\"xhtml\"><div>A <b>b</b> &lt;</div></title>"),
        "A b <"
    );
}

#[test]
fn the_day_of_issue_goes_before_others() {
    for (item, date) in [
        (
            "<atom:updated>2024-06-01</atom:updated><pubDate>31 May 2024</pubDate>",
            "2024-05-31",
        ),
        (
            "<dc:date>2024-06-01</dc:date><dcterms:modified>2024-06-02</dcterms:modified>",
            "2024-06-01",
        ),
        (
            "<pubDate>soon</pubDate><dc:date>2024-06-01</dc:date>",
            "2024-06-01",
        ),
        ("<pubDate>soon</pubDate>", "soon"),
        ("<pubdate>\n 2024-06-01 </pubdate>", "2024-06-01"),
        ("<PubDate>2024-06-01</PubDate>", "2024-06-01"),
        ("<source><pubDate>1999-01-01</pubDate></source>", ""),
        ("<pubDate/>", ""),
    ] {
        assert_eq!(said(&rss(item).stated.date), date, "{item}");
    }
}

#[test]
fn an_address_is_that_of_the_entry() {
    for (item, address) in [
        (
            "<guid>https://a.example/1</guid><link>https://a.example/2</link>",
            "https://a.example/2",
        ),
        ("<guid>https://a.example/1</guid>", "https://a.example/1"),
        ("<guid isPermaLink=\"false\">https://a.example/1</guid>", ""),
        ("<guid>tag:1</guid>", ""),
        (
            "<link href=\"https://a.example/3\"/>",
            "https://a.example/3",
        ),
        (
            "<atom:link rel=\"self\" href=\"https://a.example/4\"/><link>\n https://a.example/5 </link>",
            "https://a.example/5",
        ),
        ("<link>javascript:alert(1)</link>", ""),
        (
            "<link xml:base=\"https://b.example/x/\" href=\"y\"/>",
            "https://b.example/x/y",
        ),
    ] {
        assert_eq!(said(&rss(item).stated.address), address, "{item}");
    }
}

#[test]
fn sources_and_authors_are_named() {
    for (item, source, author) in [
        (
            "<source url=\"https://n.example\">Norland Post</source>",
            "Norland Post",
            "",
        ),
        ("<source url=\"https://n.example\"/>", "Tarn Gazette", ""),
        (
            "<author>desk@tarn.example (Mara Lind)</author>",
            "Tarn Gazette",
            "Mara Lind",
        ),
        ("<author>desk@tarn.example</author>", "Tarn Gazette", ""),
        (
            "<author>Port Office (https://tarn.example/port)</author>",
            "Tarn Gazette",
            "Port Office",
        ),
        (
            "<itunes:author>Mara Lind</itunes:author><dc:creator>Mara Lind</dc:creator>",
            "Tarn Gazette",
            "Mara Lind",
        ),
        (
            "<dc:creator>Lind, Mara</dc:creator><dc:creator>Sol, Georg (Press)</dc:creator>",
            "Tarn Gazette",
            "Mara Lind; Georg Sol (Press)",
        ),
        (
            "<dc:creator>TARN, NPA</dc:creator><dc:creator>Ida Torn, Minister</dc:creator>",
            "Tarn Gazette",
            "TARN, NPA; Ida Torn, Minister",
        ),
        (
            "<dc:publisher>Port Office</dc:publisher><source>Norland Post</source>",
            "Norland Post",
            "",
        ),
    ] {
        let stated = rss(item).stated;
        assert_eq!(
            (said(&stated.source), said(&stated.author)),
            (source, author),
            "{item}"
        );
    }
}

#[test]
fn prefixes_mean_what_is_declared_for_them() {
    let odd = entry(
        r#"<a:rss xmlns:a="http://backend.userland.com/RSS2" xmlns:c="http://purl.org/rss/1.0/modules/content/">
        <a:channel><a:item><a:title>One</a:title><c:encoded>Words</c:encoded></a:item></a:channel></a:rss>"#,
    );
    assert_eq!(title(&odd), "One");
    assert_eq!(odd.content, plain("Words"));
    let foreign = r#"<rss xmlns:title="x" xmlns:dc="urn:of-nobody"><item><a:title>No</a:title><b><c xmlns="http://www.w3.org/1999/xhtml">
        <title>No</title></c></b><dc:title>Yes</dc:title></item></rss>"#;
    assert_eq!(title(&entry(foreign)), "Yes");
}
