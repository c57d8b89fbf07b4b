//! What each sign of speech weighs: one table, each row with a sentence that needs it.
//!
//! The weights were set by reading, not fitted. They are tenths, so that the order in which they are
//! added changes nothing. A test reads every sentence with and without its row: a weight that
//! nothing needs is seen.

/// The signs that a passage is speech, or is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Signs(u64);

macro_rules! signs {
    ($($(#[$meta:meta])* $sign:ident, $weight:literal, $language:literal, $example:literal;)*) => {
        /// A sign that a passage is speech, or is none, with an example.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Sign { $($(#[$meta])* #[doc = ""] #[doc = $example] $sign,)* }

        impl Sign {
            /// Every sign, in the order of the table.
            const ALL: &[Self] = &[$(Self::$sign,)*];

            /// What it weighs, in tenths: more than nothing speaks for speech.
            fn weight(self) -> i32 {
                match self { $(Self::$sign => $weight,)* }
            }

            fn bit(self) -> u64 {
                1 << self as u32
            }

            /// A sentence, with its language, whose last passage is judged otherwise without it.
            #[cfg(test)]
            fn example(self) -> (&'static str, &'static str) {
                match self { $(Self::$sign => ($language, $example),)* }
            }
        }
    };
}

signs! {
    // Who is given the words.

    /// A clause right after them, a label or a signature.
    Attributed, 40, "en", "“No,” said Mara Lind.";
    /// A clause right before them.
    ClauseBefore, 35, "en", "Mara Lind said “not yet” to all of it.";
    /// "According to".
    Cited, 25, "en", "According to Mara Lind, the dam is “not safe” now.";
    /// A clause with other words in between, or one that leads over to them.
    ClauseAround, 17, "en", "Mara Lind said on Monday that the harvest was “worse than feared”.";
    /// They go on from a quote.
    Carried, 5, "en", "“The door is open,” said Mara Lind. “Nothing was signed.”";
    /// Nobody is.
    Unclaimed, -5, "en", "It rained. “The dam is safe.” It rained on.";
    /// A label over a headline.
    Headline, -60, "en", "Tarn Gazette: “Ten Things That You Should Know”";

    // Where they stand.

    /// They are a paragraph of their own.
    Alone, 15, "en", "“Nothing was signed.”";
    /// In a language without word lists the lack of a claim says nothing.
    Foreign, 15, "sv", "Han sade “ingenting var undertecknat” i går.";

    // What they look like.

    /// One word is more often a term.
    OneWord, -16, "en", "They went from one “stop!” to the next.";
    /// So are two.
    TwoWords, -13, "en", "They went from one “stop here!” to the next.";
    /// So are three.
    ThreeWords, -9, "en", "They went from one “stop here now!” to the next.";
    /// Four or five.
    FewWords, -3, "en", "On the wall ‘Nothing was ever signed!’ was read.";
    /// Six to eight.
    SomeWords, 8, "en", "It was “better than anyone had ever feared” there.";
    /// Nine to fourteen.
    ManyWords, 20, "en", "It was “better than anyone had ever feared it would be” there.";
    /// Fifteen and more are seldom anything else.
    Long, 35, "en", "The motto: “one river for both its banks and one law for all the ships that sail on it”.";
    /// A title, where every noun has a capital.
    CapitalNouns, -12, "de", "Mara Lind schrieb am Montag „Grüne Insel“.";
    /// A title.
    TitleCase, -22, "en", "On the wall was “The Long Road From Tarn to the Sea” in red.";
    /// All but a title.
    MostlyCapitals, -12, "en", "On the wall was “The Long Road From Tarn Goes north” in red.";
    /// The same, and the paper that printed it.
    Reference, -25, "en", "See also “Ten Ships Wait for the Ice in Tarn and Sail off with 17,” Tarn Post, May 2, 2031.";
    /// A place in the web.
    Address, -50, "en", "Mara Lind: “dam.example”";
    /// They end as an exclamation or a question does, or break off.
    Exclaims, 10, "de", "Mara Lind rief „Ja!“";
    /// They end as a sentence does.
    Stops, 5, "en", "“The door is open,” said Mara Lind. “Nothing was ready.”";
    /// "I", "we", "you".
    FirstPerson, 10, "en", "It rained. “We came by ship” was read there.";
    /// Single marks are as often those of a term.
    SingleMarks, -4, "en", "On the wall ‘The dam was safe!’ was read.";
    /// A few words with a capital in «…», as the name of a company.
    AngledName, -15, "ru", "По словам Мары Линд, «Наш дом» построен.";

    // What stands beside them.

    /// A verb that gives a name, and what it is given to.
    Dubbed, 30, "en", "Jan Roe dubbed it “Plan Z”.";
    /// A title behind a verb of reporting, without comma or colon.
    TitleAfterVerb, -15, "en", "Mara Lind wrote “The Last Ferry”.";
    /// A word inside a name.
    Nickname, -60, "en", "Jan “dutch” Roe said that he was ill.";
    /// The verb that reports stands in them: what somebody does with these words.
    VerbInside, 10, "en", "The resolution ‘deplores’ the attack.";
    /// A definition.
    Defined, -30, "en", "“The cost of the dam and its locks” means all that was paid.";
    /// One word that is reported, and no name for a thing.
    LoneWord, -5, "en", "Mara Lind said in Tarn that the talks had ended in “discord” on Monday.";
    /// Behind "chanted".
    Slogan, 25, "en", "The slogan “down with it” was on the wall.";
    /// Behind "so-called", "the film".
    Term, -40, "en", "Mara Lind said on Monday that the so-called “grain corridor” was shut.";
    /// The same and a colon.
    TermApart, -25, "en", "The motto: “One river and one law for both”.";
    /// The same with a word in between.
    TermNear, -20, "en", "The film festival “one river for both its banks” opened.";
    /// A colon in the clause that reports.
    Colon, 15, "en", "Mara Lind answered: “No.”";
    /// What somebody judges a thing as.
    JudgedAs, 10, "en", "Mara Lind dismissed it as ‘absurd’.";
    /// A comma right behind the verb that reports, and a stop before the closing mark.
    CommaAndStop, 10, "en", "Mara Lind said, “No.”";
    /// What is said of a thing, not its name.
    Predicate, 8, "en", "Mara Lind said on Monday in Tarn that the talks were “frank”.";
    /// A work and whose it is.
    Owned, -40, "en", "On CBN’s “Morning Light,” Mara Lind said that it rained.";
    /// An article before them and a noun after them.
    ArticleAndNoun, -20, "en", "The “one river for both its banks” plan failed.";
    /// An article before them.
    Article, -8, "en", "They drank to the “one river for both its banks”.";

    // What the spelling tells where titles have no capitals of their own.

    /// A newspaper that is cited.
    CitedOutlet, -40, "de", "Laut „heute aktuell“ ist der Damm sicher.";
    /// A small word that is a judgement or stands in a clause that is reported.
    SmallJudged, 23, "de", "Der Damm sei „sicher“.";
    /// A small word.
    SmallWord, 10, "de", "Der Damm war „sicher!“ und hoch.";
    /// A small word that somebody is said to have said.
    SmallReported, 18, "de", "Mara Lind sagte am Montag in Tarn, der Damm sei ‚sicher‘.";
    /// Words that open small: a piece of a sentence.
    SmallPhrase, 32, "de", "Der Damm war „nicht sicher“.";
    /// A short passage with a capital behind a noun.
    NameBehindNoun, -20, "de", "Es regnete, und im Hafen „Ein Schiff wird kommen!“ zu singen war schwer.";
    /// A short passage with a capital.
    NameAlone, -5, "de", "Im Radio lief „Ein Schiff wird kommen!“ und es regnete.";
    /// A newspaper that something is said to.
    ToldOutlet, -45, "de", "Mara Lind sagte dem „Boten am Fluss“, es regne.";
    /// What somebody calls a thing.
    NamedAs, 35, "de", "Mara Lind nannte den Bericht eine „Ente“.";
    /// A noun in a clause that is reported.
    NounReported, 31, "de", "Mara Lind sagte, dass es eine „Ente“ sei.";
    /// A phrase that opens with a noun.
    NounPhrase, 13, "de", "Mara Lind sieht „Gefahren für Tarn“.";
    /// Words that open small in the clause that reports them.
    SmallFragment, 12, "fr", "Mara Lind a jugé le barrage ‘peu sûr’.";
    /// A word that is made of a name.
    Compound, -20, "de", "Es war die „Nie wieder“-Affäre.";
    /// An acronym in brackets.
    Acronym, -25, "de", "Es kam „gemeinsam für den Fluss“ (GFF) hinzu.";
}

impl Signs {
    /// Notes one more.
    pub(super) fn add(&mut self, sign: Sign) {
        self.0 |= sign.bit();
    }

    /// True when they speak for speech more than against it.
    pub(super) fn are_of_speech(self) -> bool {
        let all = Sign::ALL.iter().filter(|&&sign| self.has(sign));
        all.map(|sign| sign.weight()).sum::<i32>() > 0
    }

    /// True when a sign was noted.
    pub(super) fn has(self, sign: Sign) -> bool {
        self.0 & sign.bit() != 0
    }
}

impl Extend<Sign> for Signs {
    fn extend<I: IntoIterator<Item = Sign>>(&mut self, signs: I) {
        for sign in signs {
            self.add(sign);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::quotes::speech::tests::signs_of;

    #[test]
    fn every_weight_is_needed_by_its_example() {
        for &sign in Sign::ALL {
            let (language, example) = sign.example();
            let (signs, is_read) = signs_of(language, example);
            assert!(signs.has(sign), "{sign:?} is no sign of {example}");
            let without = Signs(signs.0 & !sign.bit());
            let (with, without) = (signs.are_of_speech(), without.are_of_speech());
            assert_ne!(with, without, "{sign:?} does not matter for {example}");
            assert_eq!(with, is_read, "{sign:?} is not asked for {example}");
        }
    }
}
