//! How fast mails, feeds, pages and documents become drafts, on one core.
//!
//! `taskset -c 0 cargo bench --bench readers`: pages and documents go through the child process, which then shares the core.
//! The texts are made of a few sentences; what differs is how they are written.

use std::fmt::Write;
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use std::path::Path;

use chancery::ingest::{self, Chosen, Data, sandbox};
use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SENTENCES: [&str; 8] = [
    "The Minister received the ambassador of Norland on Tuesday.",
    "“We have agreed on the text,” the spokesperson said, adding that a joint statement would follow.",
    "The two sides will go on with the talks on water, transit and the return of prisoners.",
    "Le ministre a reçu l’ambassadeur et a déclaré que les deux délégations se reverraient à Tarn.",
    "Стороны обсудили подготовку очередного раунда консультаций и положение в регионе.",
    "Asked whether a date had been set, she said that it was too early for that.",
    "The delegation leaves on Friday; the next round is expected before the end of the month.",
    "Both capitals confirmed the visit, and neither of them named the place.",
];

/// What a mailbox or a feed is made of, at least.
const BYTES: usize = 8_000_000;

const PAGE: usize = 100_000;

fn main() {
    if sandbox::is_child() {
        std::process::exit(sandbox::serve().into());
    }
    if let Some(program) = sandbox::own_program() {
        sandbox::enable(program);
    }
    divan::main();
}

#[divan::bench(args = ["8bit", "wrapped", "quoted-printable", "base64", "html"], sample_count = 11, sample_size = 1)]
fn mail(bencher: Bencher<'_, '_>, kind: &str) {
    let mailbox = mailbox(kind);
    bencher
        .counter(BytesCount::new(mailbox.len()))
        .bench_local(|| read("releases.mbox", mailbox.as_bytes()));
}

#[divan::bench(args = ["plain", "escaped", "cdata", "xhtml"], sample_count = 11, sample_size = 1)]
fn feed(bencher: Bencher<'_, '_>, kind: &str) {
    let feed = feed_of(kind);
    bencher
        .counter(BytesCount::new(feed.len()))
        .bench_local(|| read("releases.xml", feed.as_bytes()));
}

/// Twenty pages of 100 KB; half of each is furniture.
#[divan::bench(sample_count = 11, sample_size = 1)]
fn pages(bencher: Bencher<'_, '_>) {
    let menu = "<li><a href=\"/section\">Statements and speeches</a></li>\n".repeat(PAGE / 2 / 58);
    let text = html(PAGE / 2);
    let page = format!(
        "<html><head><title>Statement</title></head><body><nav><ul>{menu}</ul></nav>\
         <article><h1>Statement on the talks</h1>{text}</article></body></html>"
    );
    bencher.counter(ItemsCount::new(20_usize)).bench_local(|| {
        let drafts = (0..20).map(|_| read("release.html", page.as_bytes()));
        drafts.sum::<usize>()
    });
}

/// Ten documents of 100 KB, packed.
#[divan::bench(sample_count = 11, sample_size = 1)]
fn docx(bencher: Bencher<'_, '_>) {
    let document = document(100_000);
    bencher.counter(ItemsCount::new(10_usize)).bench_local(|| {
        let drafts = (0..10).map(|_| read("release.docx", &document));
        drafts.sum::<usize>()
    });
}

/// Ten documents of twenty pages.
#[divan::bench(sample_count = 11, sample_size = 1)]
fn pdf(bencher: Bencher<'_, '_>) {
    let document = printed(20);
    bencher.counter(ItemsCount::new(10_usize)).bench_local(|| {
        let drafts = (0..10).map(|_| read("release.pdf", &document));
        drafts.sum::<usize>()
    });
}

/// How many drafts the bytes of a file make.
fn read(name: &str, bytes: &[u8]) -> usize {
    let mut drafts = 0;
    ingest::read_parts(
        Path::new(name),
        Data::Bytes(bytes),
        bytes.len() as u64,
        &[],
        &Chosen::default(),
        &mut |part| {
            drafts += part.drafts.len();
            ControlFlow::Continue(())
        },
    );
    assert!(drafts > 0, "nothing was read of {name}");
    drafts
}

/// Paragraphs of three sentences, so many bytes or a few more.
fn paragraphs(bytes: usize) -> Vec<String> {
    let mut sentences = SENTENCES.iter().cycle();
    let mut paragraphs = Vec::new();
    let mut length = 0;
    while length < bytes {
        let three: Vec<&str> = sentences.by_ref().take(3).copied().collect();
        let paragraph = three.join(" ");
        length += paragraph.len();
        paragraphs.push(paragraph);
    }
    paragraphs
}

fn html(bytes: usize) -> String {
    let paragraphs = paragraphs(bytes);
    let marked = paragraphs.iter().map(|text| {
        format!(
            "<p class=\"text\">{text} <a href=\"https://mfa.example/1\">More</a> <b>today</b></p>\n"
        )
    });
    marked.collect()
}

fn mailbox(kind: &str) -> String {
    let text = paragraphs(4_000).join("\n\n");
    let html = format!("<html><body>{}</body></html>", html(4_000));
    let (subtype, transfer, body) = match kind {
        "quoted-printable" => ("plain", kind, quoted_printable(&text)),
        "base64" => ("plain", kind, base64(text.as_bytes())),
        "html" => ("html", "quoted-printable", quoted_printable(&html)),
        "wrapped" => ("plain", "8bit", textwrap::fill(&text, 72)),
        _ => ("plain", kind, text),
    };
    let mut mailbox = String::new();
    let mut number = 0;
    while mailbox.len() < BYTES {
        number += 1;
        write!(
            mailbox,
            "From press@mfa.example Tue May 12 10:00:00 2026\n\
             From: Press Service <press@mfa.example>\n\
             Subject: Statement {number} on the talks\n\
             Date: Tue, 12 May 2026 10:00:00 +0000\n\
             Message-ID: <{number}@mfa.example>\n\
             Content-Type: text/{subtype}; charset=utf-8\n\
             Content-Transfer-Encoding: {transfer}\n\n{body}\n"
        )
        .expect("a text takes all");
    }
    mailbox
}

fn feed_of(kind: &str) -> String {
    let text = paragraphs(4_000).join("\n\n");
    let html = html(4_000);
    let escaped = html.replace('&', "&amp;").replace('<', "&lt;");
    let (head, tail) = match kind {
        "xhtml" => ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "</feed>"),
        _ => ("<rss version=\"2.0\"><channel>", "</channel></rss>"),
    };
    let mut feed = head.to_owned();
    let mut number = 0;
    while feed.len() < BYTES {
        number += 1;
        let title = format!("<title>Statement {number}</title>");
        let entry = match kind {
            "xhtml" => format!(
                "<entry>{title}<updated>2026-05-12T10:00:00Z</updated><content type=\"xhtml\">\
                 <div xmlns=\"http://www.w3.org/1999/xhtml\">{html}</div></content></entry>\n"
            ),
            "escaped" => format!("<item>{title}<description>{escaped}</description></item>\n"),
            "cdata" => {
                format!("<item>{title}<description><![CDATA[{html}]]></description></item>\n")
            }
            _ => format!("<item>{title}<description>{text}</description></item>\n"),
        };
        feed.push_str(&entry);
    }
    feed + tail
}

/// RFC 2045, 6.7.
fn quoted_printable(text: &str) -> String {
    let mut written = String::new();
    let mut column = 0;
    for byte in text.bytes() {
        let piece = match byte {
            b'\n' => "\n".to_owned(),
            b' '..=b'~' if byte != b'=' => char::from(byte).to_string(),
            _ => format!("={byte:02X}"),
        };
        if column + piece.len() > 75 && byte != b'\n' {
            written.push_str("=\n");
            column = 0;
        }
        column = if byte == b'\n' {
            0
        } else {
            column + piece.len()
        };
        written.push_str(&piece);
    }
    written
}

/// RFC 4648, in lines of 76.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for line in bytes.chunks(57) {
        for group in line.chunks(3) {
            let of = |at: usize| u32::from(group.get(at).copied().unwrap_or(0));
            let bits = of(0) << 16 | of(1) << 8 | of(2);
            for digit in 0..4 {
                match digit <= group.len() {
                    true => {
                        let value = bits >> (18 - 6 * digit) & 63;
                        written.push(char::from(DIGITS[value as usize]));
                    }
                    false => written.push('='),
                }
            }
        }
        written.push('\n');
    }
    written
}

/// A DOCX of so many bytes or a few more: each paragraph has a number of its own, so that it does not pack to nothing.
fn document(bytes: usize) -> Vec<u8> {
    const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
    const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    let mut count = bytes / 40;
    loop {
        let mut state = 7_u64;
        let text: String = paragraphs(count * 100)
            .iter()
            .map(|text| {
                let words = text.split(' ').map(|word| {
                    state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                    format!("{word} {:x}", state >> 44)
                });
                let words: Vec<String> = words.collect();
                format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t>{}</w:t></w:r></w:p>", words.join(" "))
            })
            .collect();
        let main = format!(
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{text}</w:body></w:document>"
        );
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, part) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("word/document.xml", &main),
        ] {
            let options = SimpleFileOptions::default();
            zip.start_file(name, options).expect("a name");
            zip.write_all(part.as_bytes()).expect("in memory");
        }
        let document = zip.finish().expect("in memory").into_inner();
        if document.len() >= bytes {
            return document;
        }
        count = count * bytes / document.len() + 1;
    }
}

/// A PDF of so many pages of fifty lines in a font that every program has.
fn printed(pages: usize) -> Vec<u8> {
    let text = paragraphs(pages * 50 * 80).join(" ");
    let ascii: String = text
        .chars()
        .filter(|c| c.is_ascii() && !"()\\".contains(*c))
        .collect();
    let lines = textwrap::wrap(&ascii, 80);
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let mut object = |pdf: &mut Vec<u8>, body: &str| {
        offsets.push(pdf.len());
        let number = offsets.len();
        pdf.extend_from_slice(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes());
    };
    let kids: String = (0..pages)
        .map(|page| format!("{} 0 R ", 4 + 2 * page))
        .collect();
    object(&mut pdf, "<</Type/Catalog/Pages 2 0 R>>");
    object(
        &mut pdf,
        &format!("<</Type/Pages/Kids[{kids}]/Count {pages}>>"),
    );
    object(&mut pdf, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
    for (page, lines) in lines.chunks(50).take(pages).enumerate() {
        let shown: String = lines
            .iter()
            .map(|line| format!("({line}) Tj T*\n"))
            .collect();
        let content = format!("BT /F1 10 Tf 14 TL 60 780 Td\n{shown}ET");
        let next = 5 + 2 * page;
        object(
            &mut pdf,
            &format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {next} 0 R>>"
            ),
        );
        object(
            &mut pdf,
            &format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        );
    }
    let start = pdf.len();
    let size = offsets.len() + 1;
    let mut end = format!("xref\n0 {size}\n0000000000 65535 f \n");
    for offset in &offsets {
        writeln!(end, "{offset:010} 00000 n ").expect("a text takes all");
    }
    write!(
        end,
        "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    )
    .expect("a text takes all");
    pdf.extend_from_slice(end.as_bytes());
    pdf
}
