//! Lists whose items are the words of whoever stands over them.

use super::*;

#[test]
fn a_person_over_a_list_governs_its_items_until_the_next() {
    check(
        "en",
        "Secretary Mara Lind on Tarn Today:\n- On grain: “We shall not sell a sack this winter.”\n\
         - “Nobody will be left on the quay this year.”\n\n\
         Minister Georg Sol on Radio Norland:\n- “I think that bread will be cheap in spring.”",
        &[
            "Mara Lind | We shall not sell a sack this winter.",
            "Mara Lind | Nobody will be left on the quay this year.",
            "Georg Sol | I think that bread will be cheap in spring.",
        ],
    );
}

#[test]
fn so_do_a_newspaper_a_body_and_an_office() {
    check(
        "en",
        "Tarn Gazette:\n\n- “A bold plan that no one had expected.”\n\n\
         - “The town will be proud of it for years.”\n\n\
         Union of Norland Fishers:\n\n- “At last somebody has listened to us.”\n\n\
         The Minister of Water:\n\n- On the costs: “They are high, but we can bear them.”",
        &[
            "Tarn Gazette | A bold plan that no one had expected.",
            "Tarn Gazette | The town will be proud of it for years.",
            "Union of Norland Fishers | At last somebody has listened to us.",
            "Minister of Water | They are high, but we can bear them.",
        ],
    );
}

#[test]
fn an_item_with_a_speaker_of_its_own_is_that_ones() {
    check(
        "en",
        "Ministry of Water:\n- “We shall publish the figures in May.”\n\
         - “They will be high, I fear,” said Ivo Marr.\n- “The pier is ninety metres long.”",
        &[
            "Ministry of Water | We shall publish the figures in May.",
            "Ivo Marr | They will be high, I fear,",
            "Ministry of Water | The pier is ninety metres long.",
        ],
    );
}

#[test]
fn a_caption_over_a_list_is_nobody() {
    check(
        "en",
        "Next steps:\n\n- “The harbour opens to all of us in May.”\n\n\
         Our goals:\n\n- “Ships up to ninety metres may enter then.”",
        &[
            "? | The harbour opens to all of us in May.",
            "? | Ships up to ninety metres may enter then.",
        ],
    );
}
