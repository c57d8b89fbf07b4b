//! Labels on briefings.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// One label on one briefing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tag {
    /// What it says; shared by every briefing that carries it.
    pub label: Arc<Label>,
    /// How much of the briefing is about it, from 0 (brushed) to 1 (the title's subject).
    pub weight: f32,
    /// Who put it there.
    pub provenance: Provenance,
}

/// What a tag says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Label {
    /// The family it belongs to.
    pub facet: Facet,
    /// The name shown ("Collective Security Treaty Organization").
    pub name: String,
    /// ISO 3166 alpha-2 for states (`SU`, `YU` for those that were) and of the state for its bodies and
    /// houses, else `None`.
    pub code: Option<String>,
    /// The larger family that the thing is one of: of a topic the subject over it ("Energy"), of a body
    /// `international`, `state` or `other`.
    pub class: Option<String>,
    /// Other names for the same thing, an acronym first ("CSTO").
    pub aliases: Vec<String>,
}

/// Labels of one facet and name are few, so the rest is left to the comparison.
impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.facet.hash(state);
        self.name.hash(state);
    }
}

impl Label {
    /// The shortest familiar name: the acronym where there is one, else the name.
    pub fn short(&self) -> &str {
        match self.facet {
            Facet::Org => self
                .aliases
                .first()
                .filter(|alias| alias.len() < self.name.len())
                .map_or(&self.name, |alias| alias),
            _ => &self.name,
        }
    }
}

/// A family of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Facet {
    /// States, regions and cities.
    Place,
    /// International bodies, ministries, alliances, companies, parties, media.
    Org,
    /// Persons.
    Person,
    /// Subjects.
    Topic,
    /// The issuing body.
    Source,
    /// The language of the text.
    Language,
    /// The reader's own.
    Mine,
}

impl Facet {
    /// Every facet, in the order of the sidebar.
    pub const ALL: [Self; 7] = [
        Self::Place,
        Self::Org,
        Self::Person,
        Self::Topic,
        Self::Source,
        Self::Language,
        Self::Mine,
    ];

    /// The word used in JSON and in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Org => "org",
            Self::Person => "person",
            Self::Topic => "topic",
            Self::Source => "source",
            Self::Language => "language",
            Self::Mine => "mine",
        }
    }

    /// The heading over its tags in the sidebar.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Place => "Places",
            Self::Org => "Bodies",
            Self::Person => "Persons",
            Self::Topic => "Topics",
            Self::Source => "Sources",
            Self::Language => "Languages",
            Self::Mine => "My tags",
        }
    }

    /// The facet of that [`Facet::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.name() == name)
    }
}

impl fmt::Display for Facet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Who put a tag on a briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Provenance {
    /// The front matter of the file.
    Given,
    /// A rule: the gazetteer, or one of the reader's own in the configuration.
    Derived,
    /// A rule or a name of a desk's corrections.
    Desk,
    /// The reader, by hand.
    Mine,
}
