//! Which keys do what, in which pane.
//!
//! A binding is a sequence of keys and a command. What is bound in a pane goes before what is
//! bound everywhere, also where one is the beginning of the other: with `g` bound everywhere and
//! `g g` in the list, the list waits for the second key. Within one table no sequence may begin
//! with another, because the longer one could never be typed; that is an error.

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use toml::Spanned;

use super::error::Fault;
use super::key::{Key, KeyCode, sequence};
use super::layout::{self, Script};
use super::{Command, suggest};

/// A pane of the screen, for bindings that hold in it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pane {
    /// The list of briefings.
    List,
    /// The briefing itself.
    Reading,
    /// The tags.
    Sidebar,
}

impl Pane {
    /// Every pane, in the order of the Tab key.
    pub const ALL: [Self; 3] = [Self::List, Self::Reading, Self::Sidebar];

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Reading => "reading",
            Self::Sidebar => "sidebar",
        }
    }
}

/// What the keys typed so far come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// They are bound to a command.
    Command(Command),
    /// More keys must follow.
    Prefix,
    /// Nothing is bound to them, nor to anything that begins with them.
    Unbound,
}

/// The keys in force.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keymap {
    /// What holds in every pane, the reader's own first, then as the file has them.
    everywhere: Vec<Binding>,
    /// What holds in one pane, as `Pane as usize`.
    panes: [Vec<Binding>; 3],
    /// Layouts whose letters count as the keys that they stand on; `None` where a file does not
    /// say.
    layouts: Option<Vec<Script>>,
}

/// One line of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    /// Never empty; with the place in the file, which does not count in a comparison.
    keys: Spanned<Vec<Key>>,
    /// `None` takes the keys away.
    command: Option<Command>,
}

impl Keymap {
    /// What `pending`, the keys typed since the last command, come to in `pane`.
    pub fn lookup(&self, pane: Pane, pending: &[Key]) -> Lookup {
        let own = &self.panes[pane as usize];
        let exact = |table: &[Binding]| bound(table, pending).and_then(|binding| binding.command);
        if let Some(command) = exact(own) {
            return Lookup::Command(command);
        }
        if has_longer(own, pending, &[]) {
            return Lookup::Prefix;
        }
        if bound(own, pending).is_none()
            && let Some(command) = exact(&self.everywhere)
        {
            return Lookup::Command(command);
        }
        if has_longer(&self.everywhere, pending, own) {
            return Lookup::Prefix;
        }
        Lookup::Unbound
    }

    /// The key that was meant with one that follows `pending` and means nothing there: the one
    /// that the Latin layout has at its place.
    pub fn meant(&self, pane: Pane, pending: &[Key], key: Key) -> Key {
        let KeyCode::Char(letter) = key.code else {
            return key;
        };
        let Some(latin) = layout::latin(self.layouts(), letter) else {
            return key;
        };
        let typed: Vec<Key> = pending.iter().copied().chain([key]).collect();
        if self.lookup(pane, &typed) != Lookup::Unbound {
            return key;
        }
        Key {
            code: KeyCode::Char(latin),
            ..key
        }
    }

    /// The layouts whose letters count as the keys that they stand on.
    pub fn layouts(&self) -> &[Script] {
        self.layouts.as_deref().unwrap_or_default()
    }

    /// What can follow `pending` in `pane`: the keys that are left, and the command.
    pub fn continuations(&self, pane: Pane, pending: &[Key]) -> Vec<(String, Command)> {
        let tables = self.panes[pane as usize].iter().chain(&self.everywhere);
        let longer = tables.filter(|binding| binding.continues(pending));
        let told = longer.filter_map(|binding| {
            let command = binding.command?;
            let is_so = self.lookup(pane, binding.keys()) == Lookup::Command(command);
            is_so.then(|| (sequence(&binding.keys()[pending.len()..]), command))
        });
        told.collect()
    }

    /// The sequences that give `command` in `pane`, the one to show first in front.
    pub fn keys_of(&self, pane: Pane, command: Command) -> Vec<&[Key]> {
        self.panes[pane as usize]
            .iter()
            .chain(&self.everywhere)
            .filter(|binding| binding.command == Some(command))
            .map(Binding::keys)
            .filter(|keys| self.lookup(pane, keys) == Lookup::Command(command))
            .collect()
    }

    /// Every binding as the configuration writes it: its pane (`None`: everywhere), keys and
    /// command (`none` where keys are taken away).
    pub fn bindings(&self) -> impl Iterator<Item = (Option<Pane>, String, &'static str)> {
        let tables = std::iter::once((None, &self.everywhere)).chain(
            Pane::ALL
                .into_iter()
                .map(|pane| (Some(pane), &self.panes[pane as usize])),
        );
        tables.flat_map(|(pane, table)| {
            table.iter().map(move |binding| {
                let command = binding.command.map_or(NONE, Command::name);
                (pane, sequence(binding.keys()), command)
            })
        })
    }

    /// Lays the reader's bindings over these.
    pub(super) fn overlaid(mut self, reader: Self) -> Result<Self, Fault> {
        overlay(&mut self.everywhere, reader.everywhere)?;
        for (table, own) in self.panes.iter_mut().zip(reader.panes) {
            overlay(table, own)?;
        }
        self.layouts = reader.layouts.or(self.layouts);
        Ok(self)
    }
}

impl Binding {
    fn keys(&self) -> &[Key] {
        self.keys.get_ref()
    }

    fn at(&self) -> Range<usize> {
        self.keys.span()
    }

    /// True when it binds more keys, of which `keys` are the first.
    fn continues(&self, keys: &[Key]) -> bool {
        self.command.is_some() && self.keys().len() > keys.len() && self.keys().starts_with(keys)
    }
}

/// The binding of exactly these keys.
fn bound<'a>(table: &'a [Binding], keys: &[Key]) -> Option<&'a Binding> {
    table.iter().find(|binding| binding.keys() == keys)
}

/// True when something in `table` goes on from `keys` and is not bound otherwise in `over`.
fn has_longer(table: &[Binding], keys: &[Key], over: &[Binding]) -> bool {
    table
        .iter()
        .any(|binding| binding.continues(keys) && bound(over, binding.keys()).is_none())
}

/// Puts the reader's bindings in front of the defaults and in place of those of the same keys.
fn overlay(table: &mut Vec<Binding>, reader: Vec<Binding>) -> Result<(), Fault> {
    table.retain(|binding| bound(&reader, binding.keys()).is_none());
    let clash = clash_within(&reader)
        .or_else(|| reader.iter().find_map(|binding| clash_with(binding, table)));
    if let Some(fault) = clash {
        return Err(fault);
    }
    table.splice(0..0, reader);
    Ok(())
}

/// The first binding that clashes with one before it in the same table.
fn clash_within(table: &[Binding]) -> Option<Fault> {
    (1..table.len()).find_map(|at| clash_with(&table[at], &table[..at]))
}

/// What keeps `binding`, or one of `others`, from ever being typed.
fn clash_with(binding: &Binding, others: &[Binding]) -> Option<Fault> {
    others
        .iter()
        .find(|other| other.keys() == binding.keys() || is_cut_off(binding, other))
        .map(|other| clash_of(binding, other))
}

/// True when one of two bindings begins with the other.
fn is_cut_off(one: &Binding, other: &Binding) -> bool {
    one.command.is_some() && other.continues(one.keys())
        || other.command.is_some() && one.continues(other.keys())
}

fn clash_of(binding: &Binding, other: &Binding) -> Fault {
    let keys = sequence(binding.keys());
    let theirs = sequence(other.keys());
    let command = other.command.map_or(NONE, Command::name);
    let (message, hint) = if keys == theirs {
        (
            format!("`{keys}` is bound twice"),
            format!("the other time it is `{command}`"),
        )
    } else {
        let (short, long) = if keys.len() < theirs.len() {
            (&keys, &theirs)
        } else {
            (&theirs, &keys)
        };
        (
            format!("`{long}` could never be typed, because `{short}` is bound too"),
            format!("`{theirs}` is `{command}`; take it away with \"{theirs}\" = \"none\""),
        )
    };
    Fault {
        at: binding.at(),
        message,
        hint: Some(hint),
    }
}

/// The word that takes keys away.
const NONE: &str = "none";

/// The name under which layouts stand among the keys.
const LAYOUTS: &str = "layouts";

/// What may stand on the left in `[keys]`.
enum Left {
    Pane(Pane),
    Layouts,
    Keys(Sequence),
}

/// Keys in a row, at least one, none of them a digit.
struct Sequence(Vec<Key>);

/// What may stand on the right.
struct Right(Option<Command>);

/// The bindings of one table, in the order of the file.
struct Table(Vec<Binding>);

impl<'de> Deserialize<'de> for Left {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == LAYOUTS {
            return Ok(Self::Layouts);
        }
        match Pane::ALL.into_iter().find(|pane| pane.name() == text) {
            Some(pane) => Ok(Self::Pane(pane)),
            None => Sequence::parse(&text).map(Self::Keys),
        }
    }
}

impl<'de> Deserialize<'de> for Sequence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?)
    }
}

impl Sequence {
    fn parse<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        // A blank between keys is a separator, so the space bar has a name: `space`.
        let keys = text
            .split_whitespace()
            .map(|word| {
                word.parse::<Key>()
                    .map_err(|error| E::custom(format!("{error}\n{}", hint(word, &error.hint()))))
            })
            .collect::<Result<Vec<_>, E>>()?;
        if keys.is_empty() {
            return Err(E::custom(
                "a key is missing\nthe space bar is written `space`",
            ));
        }
        if keys.iter().any(|key| key.is_digit()) {
            return Err(E::custom(
                "digits cannot be bound\nthey are counts: `5 j` goes down five",
            ));
        }
        Ok(Self(keys))
    }
}

/// The hint for an unknown key, which may as well be a misspelt pane (`[keys.sidbar]`).
fn hint(word: &str, about_keys: &str) -> String {
    let names = Pane::ALL.map(Pane::name).into_iter().chain([LAYOUTS]);
    match suggest::nearest(word, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => about_keys.to_owned(),
    }
}

impl<'de> Deserialize<'de> for Right {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        if name == NONE {
            return Ok(Self(None));
        }
        name.parse()
            .map(|command| Self(Some(command)))
            .map_err(|()| {
                let near = match suggest::nearest(&name, Command::NAMES.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "`?` in the reader and `chancery man` list the commands".to_owned(),
                };
                D::Error::custom(format!("there is no command `{name}`\n{near}"))
            })
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Lines;
        impl<'de> Visitor<'de> for Lines {
            type Value = Table;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of keys and commands")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Table, M::Error> {
                let mut lines = Vec::new();
                while let Some(keys) = map.next_key::<Spanned<Sequence>>()? {
                    lines.push(line(keys.span(), keys.into_inner(), map.next_value()?));
                }
                Ok(Table(in_order(lines)))
            }
        }
        deserializer.deserialize_map(Lines)
    }
}

impl<'de> Deserialize<'de> for Keymap {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Tables;
        impl<'de> Visitor<'de> for Tables {
            type Value = Keymap;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a table of keys and commands")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Keymap, M::Error> {
                let mut keymap = Keymap::default();
                while let Some(left) = map.next_key::<Spanned<Left>>()? {
                    let at = left.span();
                    match left.into_inner() {
                        Left::Pane(pane) => {
                            keymap.panes[pane as usize] = map.next_value::<Table>()?.0;
                        }
                        Left::Layouts => keymap.layouts = Some(map.next_value()?),
                        Left::Keys(keys) => {
                            keymap.everywhere.push(line(at, keys, map.next_value()?));
                        }
                    }
                }
                keymap.everywhere = in_order(keymap.everywhere);
                Ok(keymap)
            }
        }
        deserializer.deserialize_map(Tables)
    }
}

fn line(at: Range<usize>, keys: Sequence, command: Right) -> Binding {
    Binding {
        keys: Spanned::new(at, keys.0),
        command: command.0,
    }
}

/// TOML tables come sorted by name; a reader's order says which key to show first.
fn in_order(mut bindings: Vec<Binding>) -> Vec<Binding> {
    bindings.sort_by_key(|binding| binding.at().start);
    bindings
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Settings;

    fn keymap(overlay: &str) -> Keymap {
        Settings::overlay(overlay, Path::new("test.toml"))
            .unwrap()
            .keys
    }

    fn keys(text: &str) -> Vec<Key> {
        text.split(' ').map(|key| key.parse().unwrap()).collect()
    }

    fn lookup(keymap: &Keymap, pane: Pane, text: &str) -> Lookup {
        keymap.lookup(pane, &keys(text))
    }

    #[test]
    fn the_defaults_bind_every_command_and_do_not_clash() {
        let keymap = Settings::defaults().keys;
        assert_eq!(clash_within(&keymap.everywhere), None);
        assert!(keymap.panes.iter().all(|pane| clash_within(pane).is_none()));
        // What is nothing without a name typed after it, or is hardly ever wanted, is called by its
        // own.
        const BY_NAME: [Command; 5] = [
            Command::Messages,
            Command::SaveView,
            Command::DeleteView,
            Command::Export,
            Command::RestoreCopy,
        ];
        let has_key = |command: &&Command| !BY_NAME.contains(command);
        for &command in Command::ALL.iter().filter(has_key) {
            let bound = Pane::ALL
                .into_iter()
                .any(|pane| !keymap.keys_of(pane, command).is_empty());
            // What takes words is called by its name.
            assert!(
                bound || command.argument().is_some(),
                "{command} has no key"
            );
        }
    }

    #[test]
    fn the_key_named_first_in_the_file_is_shown_first() {
        let defaults = keymap("");
        let shown = |keymap: &Keymap, command| sequence(keymap.keys_of(Pane::List, command)[0]);
        assert_eq!(shown(&defaults, Command::Down), "j");
        assert_eq!(shown(&defaults, Command::Open), "enter");
        let own = keymap("[keys]\n\"z\" = \"down\"");
        assert_eq!(shown(&own, Command::Down), "z");
        assert_eq!(own.keys_of(Pane::List, Command::Down).len(), 4);
    }

    #[test]
    fn a_pane_goes_before_everywhere() {
        let keymap = keymap("[keys.list]\n\"x\" = \"star\"\n\"j\" = \"up\"\n\"k\" = \"none\"");
        assert_eq!(
            lookup(&keymap, Pane::List, "j"),
            Lookup::Command(Command::Up)
        );
        assert_eq!(
            lookup(&keymap, Pane::Reading, "j"),
            Lookup::Command(Command::Down)
        );
        assert_eq!(lookup(&keymap, Pane::List, "k"), Lookup::Unbound);
        assert_eq!(lookup(&keymap, Pane::Sidebar, "x"), Lookup::Unbound);
        assert_eq!(
            keymap.keys_of(Pane::List, Command::Down),
            [keys("down"), keys("ctrl-n")]
        );
    }

    #[test]
    fn a_sequence_waits_for_its_end() {
        let keymap = keymap("[keys]\n\"H t\" = \"top\"\n[keys.list]\n\"g g\" = \"top\"");
        assert_eq!(lookup(&keymap, Pane::List, "H"), Lookup::Prefix);
        assert_eq!(
            lookup(&keymap, Pane::List, "H t"),
            Lookup::Command(Command::Top)
        );
        assert_eq!(lookup(&keymap, Pane::List, "H x"), Lookup::Unbound);
        // The list has `g g`, so its `g` waits; elsewhere `g` is still `top`.
        assert_eq!(lookup(&keymap, Pane::List, "g"), Lookup::Prefix);
        assert_eq!(
            lookup(&keymap, Pane::Reading, "g"),
            Lookup::Command(Command::Top)
        );
        let shown = keymap.keys_of(Pane::List, Command::Top);
        assert_eq!(shown, [keys("g g"), keys("H t"), keys("home")]);
    }

    #[test]
    fn a_sequence_that_a_pane_takes_away_is_not_waited_for() {
        let keymap = keymap("[keys]\n\"Z t\" = \"top\"\n[keys.list]\n\"Z t\" = \"none\"");
        assert_eq!(lookup(&keymap, Pane::List, "Z"), Lookup::Unbound);
        assert_eq!(lookup(&keymap, Pane::Reading, "Z"), Lookup::Prefix);
    }

    #[test]
    fn a_key_that_is_taken_away_makes_room_for_a_sequence() {
        let keymap = keymap("[keys]\n\"g\" = \"none\"\n\"g g\" = \"top\"");
        assert_eq!(lookup(&keymap, Pane::List, "g"), Lookup::Prefix);
        assert_eq!(
            lookup(&keymap, Pane::List, "g g"),
            Lookup::Command(Command::Top)
        );
    }

    #[test]
    fn a_key_in_other_words_is_the_same_key() {
        let keymap = keymap("[keys]\n\"^d\" = \"star\"");
        assert_eq!(
            lookup(&keymap, Pane::List, "ctrl-d"),
            Lookup::Command(Command::Star)
        );
        assert!(keymap.keys_of(Pane::List, Command::HalfPageDown).is_empty());
    }
}
