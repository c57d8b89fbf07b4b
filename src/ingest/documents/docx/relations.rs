//! How the parts of a package are related: by an id in one part and the name of the other.

use std::collections::HashMap;

use super::super::package::Package;
use super::super::vocabulary::Vocabulary;
use super::super::xml::Tree;

/// What a part is related to.
#[derive(Debug, Default)]
pub(super) struct Relations {
    all: HashMap<String, Relation, foldhash::fast::RandomState>,
}

#[derive(Debug)]
struct Relation {
    /// Its order in the list.
    order: usize,
    /// The last word of its type's address.
    kind: String,
    /// The name of the other part, or an address outside.
    target: String,
    is_outside: bool,
}

impl Relations {
    /// Those of a package as a whole.
    pub(super) fn of_package(package: &mut Package<'_>) -> Self {
        Self::read(package, "_rels/.rels", "")
    }

    /// Those of a part.
    pub(super) fn of_part(package: &mut Package<'_>, name: &str) -> Self {
        let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
        Self::read(package, &format!("{folder}/_rels/{file}.rels"), folder)
    }

    fn read(package: &mut Package<'_>, name: &str, folder: &str) -> Self {
        let Some(text) = package.text(name) else {
            return Self::default();
        };
        let tree = Tree::read(&text);
        let elements = tree.all().filter_map(|at| tree.element(at));
        let relations = elements.filter(|it| it.is(Vocabulary::Relations, "Relationship"));
        let read = relations.enumerate().filter_map(|(order, element)| {
            let id = element.attribute("Id")?.into_owned();
            let target = element.attribute("Target")?;
            let kind = element.attribute("Type")?;
            let is_outside = element
                .attribute("TargetMode")
                .is_some_and(|it| it == "External");
            let relation = Relation {
                order,
                kind: kind.rsplit('/').next()?.to_owned(),
                target: match is_outside {
                    true => target.into_owned(),
                    false => resolved(folder, &target),
                },
                is_outside,
            };
            Some((id, relation))
        });
        Self {
            all: read.collect(),
        }
    }

    /// The name of the first part of a kind.
    pub(super) fn first(&self, kind: &str) -> Option<String> {
        let of_kind = self
            .all
            .values()
            .filter(|it| it.kind == kind && !it.is_outside);
        let first = of_kind.min_by_key(|it| it.order)?;
        Some(first.target.clone())
    }

    /// The name of the part with an id.
    pub(super) fn part(&self, id: &str) -> Option<&str> {
        let relation = self.all.get(id).filter(|it| !it.is_outside)?;
        Some(&relation.target)
    }

    /// The address outside with an id.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        let relation = self.all.get(id).filter(|it| it.is_outside)?;
        Some(&relation.target)
    }
}

/// The name of a part that is named as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(name) = target.strip_prefix('/') {
        return name.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|it| !it.is_empty()).collect();
    for step in target.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}
