//! What a word can be for the reader of quotes: a verb of reporting, a title, a pronoun.
//!
//! A word may have several senses: "report" is a verb of reporting and a document. The lists of a
//! language (`grammar/LANGUAGE/words.txt`) call each sense by the name given here.

use std::ops::{BitOr, BitOrAssign};

/// A set of senses that a word can have.
///
/// Packed, since a text is a list of words and this is most of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(Rust, packed(8))]
pub(crate) struct Sense(u128);

/// Makes a constant of each sense, and the table of their names.
macro_rules! senses {
    ($($(#[$doc:meta])* $sense:ident = $name:literal,)*) => {
        /// The senses by number.
        #[derive(Clone, Copy)]
        #[expect(non_camel_case_types, clippy::upper_case_acronyms, reason = "named as the constants")]
        enum Bit { $($sense),* }

        impl Sense {
            $($(#[$doc])* pub(crate) const $sense: Self = Self(1 << Bit::$sense as u32);)*

            /// Every sense with the name that it has in the lists.
            pub(super) const NAMED: &[(&str, Self)] = &[$(($name, Self::$sense)),*];
        }
    };
}

senses! {
    /// A verb that reports speech in a finite form: said, stressed, erklärte.
    CUE = "cue",
    /// A participle that reports for the subject of its sentence: adding, stressing.
    PARTICIPLE = "participle",
    /// Opens "according to", « selon », «по словам»; the next words name the speaker.
    CITE = "cite",
    /// A verb that makes a fragment in marks somebody's words but seldom a whole speech: called.
    WEAK = "weak",
    /// A noun that reports: the *claim* by Lind that, Lind's *reply*.
    NOUN_CUE = "noun-cue",
    /// Gives a thing a name, so that a name in marks is the speaker's word: called, dubbed.
    NAMING = "naming",
    /// The first of two words that report together: "*made* clear", "*went* on".
    PAIRED = "paired",
    /// Hands a document over: sent, issued.
    ISSUE = "issue",
    /// May stand between a subject and its verb: auxiliaries and adverbs.
    AUXILIARY = "auxiliary",
    /// Stands before a name and is no part of it: Mr, President, Senator.
    TITLE = "title",
    /// A title that is a plain word, too: "*Chief* Incumbent", "*General* Provisions".
    LOOSE_TITLE = "loose-title",
    /// Heads a phrase that names a person by what they do: minister, spokesman.
    ROLE = "role",
    /// Heads a phrase that names a body: ministry, government, council.
    BODY = "body",
    /// A body by a word that fits any: "the *organisation*" stands for one that was named.
    ANY_BODY = "any-body",
    /// Heads a phrase that names a document: statement, letter, law.
    DOCUMENT = "document",
    /// Third person singular pronouns.
    HE = "he",
    SHE = "she",
    THEY = "they",
    IT = "it",
    /// I, we.
    FIRST = "first",
    /// The first person alone: I.
    SELF = "self",
    YOU = "you",
    /// Articles, possessives, demonstratives.
    DETERMINER = "determiner",
    /// The definite article in any form.
    DEFINITE = "definite",
    /// Points at something: that, these.
    DEMONSTRATIVE = "demonstrative",
    /// Lower-case parts of names: de, van, bin.
    PARTICLE = "particle",
    /// Joined to a family name by a hyphen, in small letters: *al*-Tamimi.
    NAME_ARTICLE = "name-article",
    /// Follows a name and is no part of it that tells persons apart: Jr, MP.
    SUFFIX = "suffix",
    PREPOSITION = "preposition",
    CONJUNCTION = "conjunction",
    /// Capitalised at the start of a sentence but never a name: In, Today, Asked.
    STOP = "stop",
    /// Announces a term, a title or a name in marks: so-called, entitled, film.
    TERM = "term",
    MALE = "male",
    FEMALE = "female",
    /// Parts of the names of offices: State, Defense, Treasury.
    OFFICE = "office",
    /// A word that ends in a full stop without ending a sentence.
    ABBREVIATION = "abbreviation",
    /// The label of a question in a transcript.
    QUESTION = "question",
    /// The label of an answer in a transcript.
    ANSWER = "answer",
    /// Stands before a name and tells no office: Mr, Ms, Dr.
    ADDRESS = "address",
    /// What a room does while somebody speaks: applause, laughter.
    DIRECTION = "direction",
    /// Opens a note on how somebody speaks: "(spoke in French)", "(interpretation from Russian)".
    REMARK = "remark",
    /// Which of several: one, two.
    COUNT = "count",
    /// Opens the line that closes a meeting: end.
    CLOSE = "close",
    /// Stands behind the time on a clock: p.m.
    HOUR = "hour",
    /// Belongs to whoever speaks: my, our, us.
    OWN = "own",
    /// Greets whoever is spoken or written to: dear, excellency.
    SALUTE = "salute",
    /// Labels that open no turn: Note, Source, Subject.
    CAPTION = "caption",
    /// A cue that takes an addressee: what follows it is never its subject.
    TELL = "tell",
    /// Forms of "to be": with a participle they make a passive, which names nobody.
    BE = "be",
    /// Nationalities, as modifiers of a role.
    DEMONYM = "demonym",
    /// Documents that a person writes: letter, message.
    LETTER = "letter",
    /// Follows a term that a text defines: means, denotes.
    DEFINES = "defines",
    /// Puts a title below the one without it: vice, deputy, assistant.
    RANK = "rank",
    /// Opens a reported clause: that.
    THAT = "that",
    /// What a crowd shouts or writes on its banners: slogan, chant.
    SLOGAN = "slogan",
    /// Finite verbs of which another verb hangs: has, will, would.
    MODAL = "modal",
    /// In another case than the first: a first name of Russian, an article of German.
    OBLIQUE = "oblique",
    /// Joins a noun to the title of an office: "Secretary *of* State", « ministre *des* Affaires ».
    OFFICE_LINK = "office-link",
    /// Joins any two nouns: "the Voice *of* Norland", „Angaben *von* Lind“.
    GENITIVE = "genitive",
    /// Ties a phrase to the one before it: "a spokesman *for* the ministry".
    LINK = "link",
    /// Stands before a verb in the infinitive: to.
    INFINITIVE = "infinitive",
    /// Joins two of a kind: and.
    AND = "and",
    /// Stands alone for somebody who is not named: another, some.
    LONE = "lone",
    /// Opens a clause about the phrase before it: who, which.
    RELATIVE = "relative",
    /// The same about a person: who.
    WHO = "who",
    /// A verb that says that something is not so: denied, rejected.
    DENIAL = "denial",
    /// Says that nobody said it: not, never, no.
    NEGATION = "negation",
    /// After a negation says that there is more: not *only*.
    LIMIT = "limit",
    /// Leaves open whether it was said: if, would, to.
    UNREAL = "unreal",
    /// Opens a clause before the main one: when, although, asked.
    SUBORDINATE = "subordinate",
    /// After a quote begins a clause that is not about it: and, but, while.
    JOINT = "joint",
    /// The second of two that were named: "the *latter*".
    LATTER = "latter",
    /// Goes on with a title behind it: "President *Emeritus*".
    AFTER_TITLE = "after-title",
    /// Befalls persons, or is theirs: the *death* of, the *funeral* of.
    OF_PERSONS = "of-persons",
    /// Done with a pen, by a person: drafted, signed, initialled.
    PENNED = "penned",
    /// What persons do together: talked, lunch, conversation.
    MEETS = "meets",
    /// Before a place: in, at, near.
    LOCATIVE = "locative",
    /// A verb of reporting that companies and papers do as persons do: announced, reported.
    HOUSE_CUE = "house-cue",
    /// Before the author of a document: "a note *by* Lind".
    BY = "by",
    /// Before who sent it: "a letter *from* Lind".
    FROM = "from",
    /// Before what something is called: "described it *as*".
    AS = "as",
    /// Before the subject of a participle: "*with* Lind adding".
    WITH = "with",
    /// A pronoun between a subject and its verb: « il *lui* dit ».
    CLITIC = "clitic",
    /// After a comma goes on with the teller's clause: « dit-il *en* riant ».
    NARRATING = "narrating",
    /// Cites whoever stands before it: „Lind *zufolge*“.
    CITE_AFTER = "cite-after",
    /// Cites only with what the source gives: „*nach* Angaben von“.
    CITE_GIVEN = "cite-given",
    /// Cites after a comma: „…, *so* Lind“.
    THUS = "thus",
    /// Reports also in the passive: „wurde *zitiert*“.
    QUOTED = "quoted",
    /// Before a place that speaks: "*в* компании заявили".
    INSIDE = "inside",
    /// What a source is said to have given: „nach *Angaben* von“.
    GIVEN = "given",
    /// Opens a sentence without taking the first place in it: und, aber.
    LEADING = "leading",
    /// A verb that stands second while the verb of reporting stands last: hat, will.
    HELPER = "helper",
    /// A conjunction after which the verb stands last: dass, weil.
    FINAL = "final",
    /// The first subjunctive, which only reported speech has: sei, habe.
    SUBJUNCTIVE = "subjunctive",
    /// The second subjunctive, which reported speech falls back on: wäre, hätte.
    CONDITIONAL = "conditional",
    /// A verb whose subject is a text: „*heißt* es in der Mitteilung“.
    READS = "reads",
}

impl Sense {
    /// Any third person pronoun.
    pub(crate) const THIRD: Self = Self::HE.or(Self::SHE).or(Self::THEY).or(Self::IT);
    /// Any pronoun that can be a subject.
    pub(crate) const PRONOUN: Self = Self::THIRD.or(Self::FIRST).or(Self::YOU);
    /// Any head of a phrase that names a speaker without a name.
    pub(crate) const HEAD: Self = Self::ROLE.or(Self::BODY).or(Self::DOCUMENT);
    /// Any word of reporting.
    pub(crate) const REPORTING: Self = Self::CUE.or(Self::PARTICIPLE).or(Self::WEAK);

    /// What is left of the senses when only `senses` count.
    pub(crate) fn only(self, senses: Self) -> Self {
        Self(self.0 & senses.0)
    }

    /// Both sets, for constants.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True when the word has at least one of `senses`.
    pub(crate) fn is(self, senses: Self) -> bool {
        self.0 & senses.0 != 0
    }
}

impl BitOr for Sense {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Sense {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}
