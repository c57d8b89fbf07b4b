use proptest::prelude::*;

use super::*;

fn table(text: &str) -> Option<Table> {
    find(text, Path::new("t.csv"), Naming::Columns(&[])).table
}

fn columns(header: &[&str]) -> Option<Columns> {
    super::columns(header, None)
}

fn records(text: &str) -> Vec<Record> {
    let mut found = Vec::new();
    let table = table(text).unwrap_or_else(|| panic!("no table: {text}"));
    let remarks = table.read(text, &mut |record| found.push(record));
    assert_eq!(remarks, []);
    found
}

fn said(value: &Option<String>) -> &str {
    value.as_deref().unwrap_or_default()
}

fn plain(text: &str) -> EntryContent {
    EntryContent::Plain(text.to_owned())
}

fn raw<'a>(text: &'a str, record: &Record) -> &'a str {
    let [start, end] = [record.at.start, record.at.end].map(|at| usize::try_from(at).unwrap());
    &text[start..end]
}

#[test]
fn each_row_of_a_csv_is_a_record() {
    let text = "\u{FEFF}id;Headline;Published at;Body;Outlet;URL;Tags;lang\r\n\
        1;Fish;31.05.2024;\"Words; and\r\n\r\nmore.\";Tarn Gazette;https://tarn.example/1;trade, fish;en_GB\r\n\
        2;;;;;;;\r\n\
        3;Grain;soon;<p>Of grain</p>;;;;";
    let records = records(text);
    assert_eq!(records.len(), 2);
    let expected = Stated {
        title: Some("Fish".to_owned()),
        date: Some("2024-05-31".to_owned()),
        source: Some("Tarn Gazette".to_owned()),
        address: Some("https://tarn.example/1".to_owned()),
        language: Some("en-GB".to_owned()),
        tags: vec!["trade".to_owned(), "fish".to_owned()],
        author: None,
    };
    assert_eq!(records[0].stated, expected);
    assert_eq!(records[0].content, plain("Words; and\r\n\r\nmore."));
    assert!(
        raw(text, &records[0]).starts_with("1;Fish") && raw(text, &records[0]).ends_with("en_GB")
    );
    assert_eq!(said(&records[1].stated.date), "soon");
    assert_eq!(
        records[1].content,
        EntryContent::Html("<p>Of grain</p>".to_owned())
    );
}

#[test]
fn fields_are_kept_apart_by_any_sign() {
    for sign in [",", ";", "\t", "|"] {
        let text = format!("title{sign}text\nA{sign}B\n");
        let records = records(&text);
        assert_eq!(
            (said(&records[0].stated.title), &records[0].content),
            ("A", &plain("B")),
            "{sign}"
        );
    }
}

#[test]
fn json_in_lines_is_a_table() {
    let text = "{\"title\": \"A\", \"text\": \"B\", \"date\": 1717167000}\n\n\
        {\"text\": [\"One.\", \"Two.\"], \"source\": {\"name\": \"Tarn\"}, \"date\": \"1717167000123\"}\n\
        {\"text\": \"cut o\n{\"headline\": \"no column\"}\n";
    let records = records(text);
    assert_eq!(records.len(), 2);
    assert_eq!(said(&records[0].stated.date), "2024-05-31T14:50:00Z");
    assert_eq!(said(&records[1].stated.date), "2024-05-31T14:50:00Z");
    assert_eq!(said(&records[1].stated.source), "Tarn");
    assert_eq!(records[1].content, plain("One.\n\nTwo."));
    assert!(
        raw(text, &records[1]).starts_with("{\"text\": [") && raw(text, &records[1]).ends_with('}')
    );
}

#[test]
fn json_in_an_array_is_a_table() {
    let array = r#"[{"id": 1}, {"id": 2, "title": "A", "content": "B", "tags": ["x", {"name": "y"}], "author": ["M", "G"]}]"#;
    for text in [
        array.to_owned(),
        format!("{{\"status\": \"ok\", \"count\": [1, 2], \"articles\": {array}, \"next\": null}}"),
        format!("\u{FEFF}\n{{\n\"articles\":{array}"),
    ] {
        let records = records(&text);
        assert_eq!(records.len(), 1, "{text}");
        assert_eq!(said(&records[0].stated.title), "A");
        assert_eq!(said(&records[0].stated.author), "M, G");
        assert_eq!(records[0].stated.tags, ["x", "y"]);
        assert!(raw(&text, &records[0]).starts_with("{\"id\": 2"));
    }
}

#[test]
fn other_tables_are_none_of_records() {
    for text in [
        "",
        "country,year,value\nTarn,2024,1\n",
        "Just some text, and more of it.\nAnd a line.",
        "text\nwords\n",
        "{\"text\": 1",
        "{\"a\": [{\"text\": \"x\"}], \"b\": [{\"text\": \"y\"}]}",
        "{\"name\": \"a\"}\n{\"name\": \"b\"}",
        "[1, 2]",
        "[",
    ] {
        assert_eq!(table(text), None, "{text}");
    }
}

#[test]
fn tags_that_a_program_printed_are_told_apart() {
    let text = "text,tags\nA,\"['fish', 'grain']\"\n";
    assert_eq!(records(text)[0].stated.tags, ["fish", "grain"]);
}

#[test]
fn a_record_too_long_is_left_out_and_said_to_be() {
    let long = "a".repeat(MAX_RECORD);
    let text = format!("[{{\"text\": \"{long}\"}}, {{\"text\": \"B\"}}]");
    let mut found = Vec::new();
    let table = Table {
        form: Form::Array,
        columns: columns(&["text"]).unwrap(),
    };
    let remarks = table.read(&text, &mut |record| found.push(record));
    assert_eq!(remarks, [Remark::Cut(Limit::Record)]);
    assert_eq!(found.len(), 1);
}

/// A rule for all tables, with the columns of some roles.
fn rule(columns: Columns) -> [TableRule; 1] {
    let files = "*".to_owned();
    [TableRule { files, columns }]
}

fn names(names: &[&str]) -> Option<Vec<String>> {
    Some(names.iter().map(|&name| name.to_owned()).collect())
}

fn by_rule(text: &str, rules: &[TableRule]) -> (Vec<Record>, Option<(String, String)>) {
    let found = find(text, Path::new("t.csv"), Naming::Columns(rules));
    let mut records = Vec::new();
    if let Some(table) = found.table {
        table.read(text, &mut |record| records.push(record));
    }
    (records, found.not_there)
}

#[test]
fn columns_are_those_that_the_reader_names_and_the_others_are_found() {
    let rules = rule(Columns {
        text: names(&["lead", "rest"]),
        source: names(&["desk"]),
        ..Columns::default()
    });
    let text =
        "slug;lead;rest;desk;filed\nFish;First.;;Tarn;x\n;;;Tarn;x\nGrain;One.;Two.;Tarn;x\n";
    let (found, not_there) = by_rule(text, &rules);
    assert_eq!(not_there, None);
    let told: Vec<_> = found
        .iter()
        .map(|record| {
            (
                record.number,
                record.content.clone(),
                said(&record.stated.source),
            )
        })
        .collect();
    // A row without a text is none, but counts.
    let expected = [
        (1, plain("First."), "Tarn"),
        (3, plain("One.\n\nTwo."), "Tarn"),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_dot_leads_to_a_member_within() {
    let rules = rule(Columns {
        text: names(&["content.words"]),
        date: names(&["meta.times.filed"]),
        author: names(&["by.first", "by.last"]),
        ..Columns::default()
    });
    let rows = "{\"title\": \"Fish\", \"meta\": {\"times\": {\"filed\": \"2024-05-31\"}}, \
        \"by\": {\"first\": \"Mara\", \"last\": \"Lind\"}, \"content\": {\"words\": \"The fish.\"}}\n";
    let (found, not_there) = by_rule(&rows.repeat(2), &rules);
    assert_eq!((found.len(), not_there), (2, None));
    assert_eq!(found[0].content, plain("The fish."));
    let stated = &found[0].stated;
    assert_eq!(said(&stated.title), "Fish");
    assert_eq!(said(&stated.date), "2024-05-31");
    assert_eq!(said(&stated.author), "Mara, Lind");
}

#[test]
fn a_column_that_is_not_there_is_told_with_those_that_are() {
    let rules = rule(Columns {
        text: names(&["body", "lead"]),
        date: names(&["day"]),
        ..Columns::default()
    });
    let (found, not_there) = by_rule("title,lead,filed\nFish,The fish.,x\n", &rules);
    assert_eq!(found[0].content, plain("The fish."));
    let told = |missing: &str, there: &str| Some((missing.to_owned(), there.to_owned()));
    let expected = told("\"body\", \"day\"", "\"title\", \"lead\", \"filed\"");
    assert_eq!(not_there, expected);
    // Its own names tell the text where the rule leads nowhere.
    let (found, _) = by_rule("title,text\nFish,The fish.\n", &rules);
    assert_eq!(found[0].content, plain("The fish."));
    let (found, not_there) = by_rule("[{\"a\": {\"b\": 1}}]", &rules);
    assert_eq!((found.len(), not_there.is_some()), (0, true));
}

#[test]
fn any_row_is_found_again_by_its_number() {
    for (text, row) in [
        ("a;b\n1;2\n3;4\n", "3;4"),
        ("[{\"a\": 1}, {\"a\": 2}]", "{\"a\": 2}"),
        ("{\"a\": 1}\n{\"a\": 2}\n", "{\"a\": 2}"),
        (
            "{\"n\": 2, \"rows\": [{\"a\": 1}, {\"a\": 2}]}",
            "{\"a\": 2}",
        ),
    ] {
        let name = Path::new("t.csv");
        let table = find(text, name, Naming::AnyRow).table.unwrap();
        let mut found = Vec::new();
        table.rows(text, &mut |number, at| found.push((number, &text[at])));
        assert_eq!(found[1], (2, row), "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_is_too_odd(
        head in prop::sample::select(&["text,title\n", "", "{\"text\":\"a\"}\n", "[{\"text\":1},", "\u{FEFF}text;x\n"][..]),
        rest in "[a-c\",;\n\r\t{}\\[\\]:é\\\\ ]{0,80}",
    ) {
        let text = format!("{head}{rest}");
        let forms = [Form::Separated(b','), Form::Separated(b';'), Form::Lines, Form::Array];
        let tables = forms.map(|form| Table { form, columns: columns(&["text", "title"]).unwrap() });
        for table in tables.into_iter().chain(table(&text)) {
            let mut end = 0;
            table.read(&text, &mut |record| {
                assert!(record.at.start >= end && !raw(&text, &record).is_empty());
                end = record.at.end;
            });
        }
    }
}
