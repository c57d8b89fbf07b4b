//! Names as other traditions write them.

use super::check;

#[test]
fn an_article_in_small_letters_belongs_to_the_name_behind_it() {
    check(
        "en",
        "“We shall sign on Monday,” said Trade Minister Ahmed al-Tamimi. “We shall not sign on \
         Monday,” said Energy Minister Ahmed al-Marri.",
        &[
            "Ahmed al-Tamimi | We shall sign on Monday,",
            "Ahmed al-Marri | We shall not sign on Monday,",
        ],
    );
    check(
        "en",
        "Ahmed al-Tamimi's deputy, Faisal el-Marri, said: “We shall sign on Monday.” “It was a \
         long night,” al-Tamimi told reporters.",
        &[
            "Faisal el-Marri | We shall sign on Monday.",
            "Ahmed al-Tamimi | It was a long night,",
        ],
    );
    check(
        "en",
        "“We shall see,” said Fatima az-Zahra. “So we shall,” said Guy de Marr d'Aubigny.",
        &[
            "Fatima az-Zahra | We shall see,",
            "Guy de Marr d'Aubigny | So we shall,",
        ],
    );
}

#[test]
fn what_follows_a_name_makes_nobody_another() {
    check(
        "en",
        "“It was a long night,” said Robert Hearst Jr. “It will be longer yet,” Hearst added.",
        &[
            "Robert Hearst Jr. | It was a long night,",
            "Robert Hearst Jr. | It will be longer yet,",
        ],
    );
    check(
        "en",
        "“We shall see,” said Hon. Peter Lind CMG MP. “It was a long night,” Lind said.",
        &[
            "Peter Lind | We shall see,",
            "Peter Lind | It was a long night,",
        ],
    );
    check(
        "en",
        "“We shall sign on Monday,” said Dr. h.c. Karl Vogt.",
        &["Karl Vogt | We shall sign on Monday,"],
    );
}

#[test]
fn a_nickname_is_part_of_the_name_and_no_speech() {
    check(
        "en",
        "The author Anna “Annie” Roe arrived. “It was a long night for us all,” Roe said. “It was cold,” Annie \
         said.",
        &[
            "Anna “Annie” Roe | It was a long night for us all,",
            "Anna “Annie” Roe | It was cold,",
        ],
    );
    check(
        "en",
        "Piet \"the Hook\" Maas arrived. “It was a long night for us all,” Maas said.",
        &["Piet \"the Hook\" Maas | It was a long night for us all,"],
    );
    check(
        "en",
        "Aldric “Spike” Tamber arrived. “It was a long night for us all,” Tamber said.",
        &["Aldric “Spike” Tamber | It was a long night for us all,"],
    );
    check(
        "ru",
        "Приехал Вячеслав «Слава» Линд. «Мы подпишем договор в понедельник», — сказал Линд.",
        &["Вячеслав «Слава» Линд | Мы подпишем договор в понедельник"],
    );
    check(
        "en",
        "Georg Sol, known as “the Captain”, arrived. “It was a long night for us all,” Sol said.",
        &["Georg Sol | It was a long night for us all,"],
    );
    // Words in marks between words of the language are no nickname.
    check(
        "en",
        "The Company “Roe” Limited arrived. “It was a long night for us all,” Mara Lind said.",
        &["Mara Lind | It was a long night for us all,"],
    );
}

#[test]
fn an_initial_may_be_joined_to_the_name() {
    check(
        "ru",
        "«Мы подпишем договор в понедельник», — заявил министр Г.Соль. «Мы ждём ответа», — \
         добавил Соль.",
        &[
            "Г.Соль | Мы подпишем договор в понедельник",
            "Г.Соль | Мы ждём ответа",
        ],
    );
}
