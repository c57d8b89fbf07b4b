//! The folder that a browser puts beside a page which it saves whole: `Ferry.html`, `Ferry_files/`.
//!
//! Whatever it holds is of the page, and nothing in it is to be read by itself. Its name is that of the page, a sign
//! and one word, which is "files" in the language of the browser.
//!
//! What the export of a channel has beside its messages is like that: its layout, and what the messages show.

/// What pages are called.
const PAGES: [&str; 3] = ["html", "htm", "xhtml"];

/// The signs between the name of the page and the word.
const SIGNS: [char; 4] = ['_', '-', '.', ' '];

/// The word, in the languages whose browsers write it, small.
const WORDS: &[&str] = &[
    "files",
    "file",
    "fld",
    "dateien",
    "archivos",
    "arquivos",
    "ficheiros",
    "fichiers",
    "bestanden",
    "filer",
    "filene",
    "tiedostot",
    "pliki",
    "soubory",
    "súbory",
    "fájlok",
    "elemei",
    "fișiere",
    "fisiere",
    "dosyalar",
    "dosyaları",
    "datoteke",
    "bylos",
    "failid",
    "faili",
    "arxius",
    "fitxers",
    "fitxategiak",
    "αρχεία",
    "файлы",
    "файли",
    "файлове",
    "датотеке",
    "ملفات",
    "קבצים",
    "文件",
    "檔案",
    "ファイル",
    "파일",
];

/// What pages are made of, by the endings of names.
const MADE_OF: &[&str] = &[
    "css", "js", "mjs", "map", "json", "png", "gif", "jpg", "jpeg", "webp", "avif", "svg", "ico",
    "bmp", "cur", "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "webm", "swf", "download",
    "html", "htm", "xhtml", "php", "aspx", "xml", "thmx",
];

/// So many files of a folder say what it holds.
const SAMPLE: usize = 64;

/// Folders of an export that hold no texts. What was sent as a file may be one: `files` is read.
const OF_EXPORT: [&str; 10] = [
    "css",
    "images",
    "js",
    "lists",
    "photos",
    "profile_pictures",
    "round_video_messages",
    "stickers",
    "video_files",
    "voice_messages",
];

/// Where the messages of an export stand, seen from beside such a folder.
const EXPORTS: [&str; 4] = [
    "result.json",
    "messages.html",
    CONTENTS,
    // Of an account: `chats/chat_01/photos`.
    "../../result.json",
];

/// The table of contents of the export of an account.
const CONTENTS: &str = "export_results.html";

/// True for a file or a folder that belongs to an export and has no messages. `has` tells whether a file stands beside
/// it.
pub fn is_of_export(name: &str, is_folder: bool, has: impl Fn(&str) -> bool) -> bool {
    match is_folder {
        false => name == CONTENTS && has("css/style.css"),
        true => OF_EXPORT.contains(&name) && EXPORTS.iter().any(|export| has(export)),
    }
}

/// True for such a folder. `has` tells whether a file of a name stands beside it, `inside` names what it holds.
///
/// A folder whose word is not known holds nothing but what pages are made of, and some of that is no page.
pub fn is_of_page(
    folder: &str,
    has: impl Fn(&str) -> bool,
    inside: impl FnOnce() -> Vec<String>,
) -> bool {
    let Some((page, word)) = parted(folder) else {
        return false;
    };
    PAGES.iter().any(|ending| has(&format!("{page}.{ending}")))
        && (WORDS.contains(&&*word.to_lowercase()) || is_furniture(&inside()))
}

/// The name of a page and the word behind it.
fn parted(folder: &str) -> Option<(&str, &str)> {
    let (page, word) = folder.rsplit_once(SIGNS)?;
    let page = page.trim_end_matches(SIGNS);
    let is_word = !word.is_empty() && word.chars().all(char::is_alphabetic);
    (is_word && !page.is_empty()).then_some((page, word))
}

fn is_furniture(files: &[String]) -> bool {
    let endings = || {
        let endings = files.iter().take(SAMPLE).map(|file| file.rsplit_once('.'));
        endings.map(|ending| ending.map_or("", |(_, ending)| ending).to_lowercase())
    };
    let is_known = |ending: String| MADE_OF.contains(&&*ending);
    let is_page = |ending: String| PAGES.contains(&&*ending);
    endings().all(is_known) && !endings().all(is_page)
}

/// Which members of an archive stand in such a folder, or are what an export has beside its messages, by their paths.
pub(super) fn members_of_pages(paths: &[&str]) -> Vec<bool> {
    let is_page = |path: &&str| {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        PAGES.contains(&ending) || path.ends_with("result.json")
    };
    if !paths.iter().any(is_page) {
        return vec![false; paths.len()];
    }
    let mut sorted = paths.to_vec();
    sorted.sort_unstable();
    let mut known = crate::text::hash::HashMap::default();
    paths
        .iter()
        .map(|path| {
            let ends = path.match_indices('/').map(|(at, _)| &path[..at]);
            let mut folders = ends.take(MOST_LEVELS);
            let is_in_one = folders.any(|folder| {
                *known
                    .entry(folder)
                    .or_insert_with(|| is_folder(folder, &sorted))
            });
            let (around, name) = parent(path);
            is_in_one || is_of_export(name, false, beside(around, &sorted))
        })
        .collect()
}

/// A member that lies deeper is looked at no further.
const MOST_LEVELS: usize = 64;

fn is_folder(folder: &str, sorted: &[&str]) -> bool {
    let (around, name) = parent(folder);
    let has = beside(around, sorted);
    let inside = || {
        let within = format!("{folder}/");
        let first = sorted.partition_point(|path| **path < *within);
        let files = sorted[first..]
            .iter()
            .take_while(|path| path.starts_with(&within));
        let files = files.filter(|path| !path.ends_with('/'));
        files.take(SAMPLE).map(|&path| path.to_owned()).collect()
    };
    is_of_export(name, true, &has) || is_of_page(name, has, inside)
}

/// The folder around a path, with its slash, and the name.
fn parent(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |slash| slash + 1))
}

/// Tells whether a file stands in a folder of an archive.
fn beside<'a>(around: &'a str, sorted: &'a [&'a str]) -> impl Fn(&str) -> bool + 'a {
    move |file| {
        let (mut around, mut file) = (around, file);
        while let Some(above) = file.strip_prefix("../") {
            around = parent(around.trim_end_matches('/')).0;
            file = above;
        }
        sorted.binary_search(&&*format!("{around}{file}")).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_of_a_page_beside_it_by_its_word_or_by_what_it_holds() {
        let of = |folder: &str, inside: &[&str]| {
            let beside = ["Ferry line.html", "Tarn.htm"];
            let inside = || inside.iter().map(|&name| name.to_owned()).collect();
            is_of_page(folder, |file| beside.contains(&file), inside)
        };
        for folder in [
            "Ferry line_files",
            "Ferry line-Dateien",
            "Tarn.files",
            "Tarn_файлы",
            "Tarn - Dateien",
        ] {
            assert!(of(folder, &["ad.txt", "page"]), "{folder}");
        }
        assert!(of("Tarn_lohkot", &["a.css", "b.js.download", "frame.html"]));
        for (folder, inside) in [
            ("Tarn_texts", &["a.css", "day.txt"][..]),
            ("Tarn_speeches", &["one.html", "two.html"]),
            ("Tarn_2024", &["a.css"]),
            ("Tarn_other files", &["a.css"]),
            ("Norland_files", &["a.css"]),
            ("Tarn", &["a.css"]),
            ("_files", &["a.css"]),
            ("Tarn_lohkot", &[]),
        ] {
            assert!(!of(folder, inside), "{folder}");
        }
    }

    #[test]
    fn an_export_has_beside_its_messages_what_is_not_to_be_read() {
        let paths = [
            "tarn/css/style.css",
            "tarn/files/report.txt",
            "tarn/messages.html",
            "tarn/photos/p.jpg",
            "all/chats/chat_01/photos/p.jpg",
            "all/chats/chat_02/messages.html",
            "all/css/style.css",
            "all/export_results.html",
            "all/lists/chats.html",
            "all/result.json",
            "other/photos/day.txt",
            "export_results.html",
        ];
        let are_of_one = [
            true, false, false, true, true, false, true, true, true, false, false, false,
        ];
        assert_eq!(members_of_pages(&paths), are_of_one);
        assert_eq!(
            members_of_pages(&["css/a.css", "result.json"]),
            [true, false]
        );
    }

    #[test]
    fn members_of_an_archive_are_of_pages_in_it() {
        let paths = [
            "day/Tarn_files/a.css",
            "day/Tarn_files/",
            "day/Tarn_files/sub/b.html",
            "day/Tarn.html",
            "Tarn_files/notes.txt",
            "day/Tarn_texts/one.txt",
            "day/Tarn_osat/a.css",
            "a/b/c",
        ];
        let expected = [true, true, true, false, false, false, true, false];
        assert_eq!(members_of_pages(&paths), expected);
        assert_eq!(members_of_pages(&["x_files/a.txt"]), [false]);
    }
}
