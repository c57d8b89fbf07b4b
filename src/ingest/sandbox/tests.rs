//! Pages that are read in this process: the others need a program, and are read in `tests/suite/formats.rs`.

use super::*;

#[test]
fn a_page_is_read_here_where_no_process_can_be() {
    let page = "<html><body><h1>Ferry line opens</h1><p>The ferry between Tarn and Norland has opened today.";
    let (content, _) = read(Wanted::Article, page);
    assert!(content.text.contains("has opened today"), "{content:?}");
    assert!(!content.remarks.contains(&Remark::Crashed));
}

#[test]
fn only_this_one_argument_makes_a_child() {
    // The arguments here are those of the test program.
    assert!(!is_child());
}
