//! What is known before a text is read: the rules of the reader and of the desk, and who goes by them.

use std::sync::{Arc, OnceLock};

use super::desk::Desk;
use super::table_rules;
use crate::config::Settings;
use crate::ingest::TableRule;
use crate::insight::{Analyst, Rulebook};

/// What drafts and briefings are made by.
#[derive(Debug)]
pub struct Knowledge {
    settings: Arc<Settings>,
    desk: Arc<Desk>,
    tables: Vec<TableRule>,
    analyst: OnceLock<Analyst>,
}

impl Knowledge {
    /// Goes by the rules of those settings and of that desk.
    pub fn new(settings: Arc<Settings>, desk: Arc<Desk>) -> Self {
        Self {
            tables: table_rules(&settings.records),
            settings,
            desk,
            analyst: OnceLock::new(),
        }
    }

    /// Who finds quotes, speakers and tags. Made when first asked for, which takes some tens of milliseconds: of a
    /// library that is in the catalogue nothing is analysed.
    pub fn analyst(&self) -> &Analyst {
        self.analyst.get_or_init(|| Analyst::new(self.rulebook()))
    }

    /// Which columns of tables hold what.
    pub fn tables(&self) -> &[TableRule] {
        &self.tables
    }

    /// True where what is made of a file depends on how the folders above it were named.
    pub(super) fn heeds_folders(&self) -> bool {
        let names_folder = |rule: &TableRule| rule.files.trim_start_matches("./").contains('/');
        self.tables.iter().any(names_folder)
    }

    /// A hash of all rules, those that are compiled in included: what was made by others may be different now.
    pub fn version(&self) -> Version {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CHANCERY_RULES").as_bytes());
        // What is compared stands in the text as it is written in Rust, whole and in order.
        let own = format!("{:?}\0{:?}", self.rulebook(), self.tables);
        hasher.update(own.as_bytes());
        Version(*hasher.finalize().as_bytes())
    }

    fn rulebook(&self) -> Rulebook<'_> {
        Rulebook {
            own: self.settings.rules(),
            desk: self.desk.rules(),
        }
    }
}

impl Default for Knowledge {
    /// Only what ships with the program.
    fn default() -> Self {
        Self::new(Arc::new(Settings::defaults()), Arc::default())
    }
}

/// Which rules something was made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version([u8; 32]);

impl Version {
    /// As bytes, to be hashed with other things.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::TagRule;

    #[test]
    fn another_rule_makes_another_version() {
        let version = |words: &[&str]| {
            let mut settings = Settings::defaults();
            settings.tags = words
                .iter()
                .map(|word| TagRule {
                    tag: "Grain".to_owned(),
                    words: vec![(*word).to_owned()],
                })
                .collect();
            Knowledge::new(Arc::new(settings), Arc::default()).version()
        };
        assert_eq!(version(&["wheat"]), version(&["wheat"]));
        assert_ne!(version(&["wheat"]), version(&["rye"]));
        assert_ne!(version(&[]), version(&["wheat"]));
    }

    #[test]
    fn a_rule_for_tables_of_a_folder_heeds_folders() {
        let heeds = |files: &str| {
            let rule = format!("[[records]]\nfiles = \"{files}\"\ntext = [\"body\"]\n");
            let settings = Settings::overlay(&rule, Path::new("rules.toml")).unwrap();
            Knowledge::new(Arc::new(settings), Arc::default()).heeds_folders()
        };
        assert!(heeds("desk/*.csv"));
        assert!(!heeds("*.csv") && !heeds("./*.csv"));
    }
}
