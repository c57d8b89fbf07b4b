//! What is written about the program is there and true.

use std::fs;
use std::path::Path;

/// The places that a Markdown text links to, but for those on the web.
fn links(text: &str) -> Vec<&str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .map(|link| link.split('#').next().unwrap_or_default())
        .filter(|link| !link.is_empty() && !link.contains("://"))
        .collect()
}

#[test]
fn every_link_of_the_documents_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents = vec![root.join("README.md"), root.join("CONTRIBUTING.md")];
    for entry in fs::read_dir(root.join("docs")).expect("the folder docs") {
        documents.push(entry.expect("an entry").path());
    }
    let mut links_seen = 0;
    for document in documents
        .iter()
        .filter(|path| path.extension().is_some_and(|ext| ext == "md"))
    {
        let text = fs::read_to_string(document).expect("a document");
        let folder = document.parent().expect("a folder");
        for link in links(&text) {
            links_seen += 1;
            let target = folder.join(link);
            assert!(target.exists(), "{}: {link}", document.display());
        }
    }
    assert!(links_seen > 3, "the links are found at all");
}

#[test]
fn every_command_of_the_reader_is_in_the_help_and_has_a_key_or_a_place_in_the_palette() {
    use chancery::config::{Command, Settings};
    let keys = Settings::defaults().keys;
    for &command in Command::ALL {
        let bound = keys.bindings().any(|(_, _, name)| name == command.name());
        // What takes words, or is hardly ever wanted, is called by its name; every command is in
        // the palette.
        let is_rare = matches!(command, Command::RestoreCopy | Command::Messages);
        let is_named = command.argument().is_some() || is_rare;
        assert!(bound || is_named, "{command} has no key by default");
        assert!(command.doc().ends_with('.'), "{command}");
    }
}
