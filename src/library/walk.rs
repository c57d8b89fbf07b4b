//! Which files there are to read.
//!
//! Links are not followed, but for the paths that the reader named: a shared folder must not be
//! able to lead out of itself or in circles. Hidden files, the back-ups of editors and what a browser
//! put beside a page that it saved are passed over in silence; everything else that is no regular file is reported.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::catalogue::Look;
use super::file::refusal;
use crate::ingest::{self, Problem, Reason};

/// How far a walk goes. Both bounds are far above any honest library.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Files in all.
    pub(super) files: usize,
    /// Folders within folders.
    pub(super) depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            files: 1_000_000,
            depth: 64,
        }
    }
}

/// Something that a walk came upon.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// A file to read, and how it looked, if the system said.
    File(PathBuf, Option<Look>),
    /// A folder, or a file that was named, and how it looked, if the system said: while it looks so, no file has come or
    /// gone in it.
    Place(PathBuf, Option<Look>),
    /// Something that is not read.
    Problem(Problem),
}

/// Visits the files at and under `roots`, in the order given and by name within a folder, each
/// once. Stops when `visit` returns false.
pub(super) fn walk(roots: &[PathBuf], limits: Limits, visit: &mut dyn FnMut(Step) -> bool) {
    let mut walk = Walk {
        limits,
        files: 0,
        seen: overlap(roots).then(HashSet::new),
    };
    for root in roots {
        if !walk.root(root, visit) {
            return;
        }
    }
}

struct Walk {
    limits: Limits,
    files: usize,
    /// The real paths of the files visited; kept only where roots overlap.
    seen: Option<HashSet<PathBuf>>,
}

impl Walk {
    /// Visits one root; false when the whole walk is to stop.
    fn root(&mut self, root: &Path, visit: &mut dyn FnMut(Step) -> bool) -> bool {
        let real = match fs::canonicalize(root) {
            Ok(real) => real,
            Err(error) => return visit(problem(root.to_owned(), refusal(error))),
        };
        // A link to a file is read under the name of the file: reading never follows links.
        let is_folder = real.is_dir();
        let start = if is_folder { root } else { &real };
        if !visit(Step::Place(root.to_owned(), looked(fs::metadata(root)))) {
            return false;
        }
        let entries = WalkDir::new(start)
            .max_depth(self.limits.depth)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|entry| entry.depth() == 0 || !is_passed_over(entry));
        for entry in entries {
            let goes_on = match entry {
                // Also when the folder was named by a link, which the walk takes for itself.
                Ok(entry) if is_folder && entry.depth() == 0 => true,
                Ok(entry) => self.entry(entry, start, &real, visit),
                Err(error) => visit(failure(root, error)),
            };
            if !goes_on {
                return false;
            }
        }
        true
    }

    fn entry(
        &mut self,
        entry: DirEntry,
        start: &Path,
        real: &Path,
        visit: &mut dyn FnMut(Step) -> bool,
    ) -> bool {
        if entry.file_type().is_dir() {
            if entry.depth() == self.limits.depth {
                let reason = Reason::TooDeep(self.limits.depth);
                return visit(problem(entry.into_path(), reason));
            }
            let look = looked(entry.metadata());
            return visit(Step::Place(entry.into_path(), look));
        }
        if self.is_seen(entry.path(), start, real) {
            return true;
        }
        if self.files == self.limits.files {
            visit(problem(
                entry.into_path(),
                Reason::TooManyFiles(self.limits.files),
            ));
            return false;
        }
        self.files += 1;
        // What is no regular file goes on as well: reading says what it is, and why not.
        let look = looked(entry.metadata());
        visit(Step::File(entry.into_path(), look))
    }

    fn is_seen(&mut self, path: &Path, start: &Path, real: &Path) -> bool {
        let Some(seen) = &mut self.seen else {
            return false;
        };
        let inside = path.strip_prefix(start).unwrap_or(path);
        // Joining an empty path would append a separator.
        let real = if inside.as_os_str().is_empty() {
            real.to_owned()
        } else {
            real.join(inside)
        };
        !seen.insert(real)
    }
}

/// True when a file could be reached from two of the roots.
fn overlap(roots: &[PathBuf]) -> bool {
    let mut real: Vec<PathBuf> = roots
        .iter()
        .filter_map(|root| fs::canonicalize(root).ok())
        .collect();
    real.sort();
    real.windows(2).any(|pair| pair[1].starts_with(&pair[0]))
}

fn looked<E>(metadata: Result<fs::Metadata, E>) -> Option<Look> {
    metadata.ok().map(|metadata| Look::of(&metadata))
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().as_encoded_bytes();
    name.starts_with(b".")
        || name.ends_with(b"~")
        || name.starts_with(b"#") && name.ends_with(b"#")
        || is_of_other(entry)
}

/// True for the folder of a page that was saved whole beside it, and for what an export has beside its messages.
fn is_of_other(entry: &DirEntry) -> bool {
    /// So many files show what it holds.
    const SEEN: usize = 64;
    let Some(name) = entry.file_name().to_str() else {
        return false;
    };
    let has = |file: &str| {
        let file = entry.path().with_file_name(file);
        fs::symlink_metadata(file).is_ok_and(|file| file.is_file())
    };
    let is_folder = entry.file_type().is_dir();
    if ingest::is_of_export(name, is_folder, has) {
        return true;
    }
    let inside = || {
        let entries = fs::read_dir(entry.path()).into_iter().flatten().flatten();
        let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
        names.take(SEEN).collect()
    };
    is_folder && ingest::is_of_page(name, has, inside)
}

fn problem(path: PathBuf, reason: Reason) -> Step {
    Step::Problem(Problem::of(path, reason))
}

fn failure(root: &Path, error: walkdir::Error) -> Step {
    let path = error.path().unwrap_or(root).to_owned();
    problem(path, refusal(error.into()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// Lists what a walk comes upon, relative to `folder`, problems with their reasons.
    fn listed(folder: &Path, roots: &[&str], limits: Limits) -> Vec<String> {
        let roots: Vec<PathBuf> = roots.iter().map(|root| folder.join(root)).collect();
        let real = fs::canonicalize(folder).unwrap();
        let name = |path: &Path| {
            let inside = path.strip_prefix(folder).or(path.strip_prefix(&real));
            inside.unwrap_or(path).display().to_string()
        };
        let mut listed = Vec::new();
        walk(&roots, limits, &mut |step| {
            listed.push(match step {
                Step::Place(..) => return true,
                Step::File(path, look) => {
                    format!("{} {}", name(&path), look.unwrap().size())
                }
                Step::Problem(problem) => format!("{}: {}", name(&problem.path), problem.reason),
            });
            true
        });
        listed
    }

    fn folder_of(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    #[test]
    fn entries_come_by_name_and_hidden_ones_and_backups_not_at_all() {
        let folder = folder_of(&[
            "b.txt",
            "a/z.txt",
            "a/.hidden.txt",
            ".git/config",
            "b.txt~",
            "#b.txt#",
        ]);
        let all = listed(folder.path(), &["."], Limits::default());
        assert_eq!(all, ["a/z.txt 4", "b.txt 4"]);
        let named = listed(folder.path(), &["a/.hidden.txt"], Limits::default());
        assert_eq!(named, ["a/.hidden.txt 4"], "what is named is read");
    }

    #[test]
    fn what_a_browser_put_beside_a_page_is_passed_over() {
        let folder = folder_of(&[
            "Ferry line.html",
            "Ferry line_files/ad.html",
            "Ferry line_files/x/a.txt",
            "Tarn.htm",
            "Tarn-osat/a.css",
            "Tarn-osat/frame.html",
            "Tarn-texts/one.txt",
            "Other_files/a.txt",
        ]);
        let all = listed(folder.path(), &["."], Limits::default());
        let expected = [
            "Ferry line.html 4",
            "Other_files/a.txt 4",
            "Tarn-texts/one.txt 4",
            "Tarn.htm 4",
        ];
        assert_eq!(all, expected);
        let named = listed(folder.path(), &["Tarn-osat"], Limits::default());
        assert_eq!(named.len(), 2, "what is named is read");
    }

    #[test]
    fn a_file_reached_twice_is_visited_once() {
        let folder = folder_of(&["a/one.txt", "a/two.txt", "a/.x/three.txt", "b.txt"]);
        let twice = listed(
            folder.path(),
            &["a/two.txt", "a", "a/../a", "a/.x", "b.txt", "b.txt"],
            Limits::default(),
        );
        assert_eq!(
            twice,
            ["a/two.txt 4", "a/one.txt 4", "a/.x/three.txt 4", "b.txt 4"]
        );
    }

    #[test]
    fn links_are_followed_only_where_the_reader_named_them() {
        let folder = folder_of(&["real/one.txt"]);
        symlink(folder.path(), folder.path().join("real/loop")).unwrap();
        symlink(folder.path().join("real"), folder.path().join("link")).unwrap();
        let found = listed(folder.path(), &["link"], Limits::default());
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("link/loop "), "a step, to be refused");
        assert_eq!(found[1], "link/one.txt 4");

        symlink("real/one.txt", folder.path().join("file-link")).unwrap();
        let file = listed(folder.path(), &["file-link"], Limits::default());
        assert_eq!(file, ["real/one.txt 4"]);
    }

    #[test]
    fn bounds_are_reported_where_they_are_met() {
        let folder = folder_of(&["a/b/c/deep.txt", "a/flat.txt", "z.txt"]);
        let depth = Limits {
            files: 10,
            depth: 2,
        };
        assert_eq!(
            listed(folder.path(), &["."], depth),
            [
                "a/b: folders nested more than 2 deep are not read: name this one to read it",
                "a/flat.txt 4",
                "z.txt 4"
            ]
        );
        let files = Limits { files: 1, depth: 9 };
        let found = listed(folder.path(), &["."], files);
        assert_eq!(found[0], "a/b/c/deep.txt 4");
        assert!(
            found[1].starts_with("a/flat.txt: more than 1 files"),
            "{found:?}"
        );
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_path_that_is_not_there_is_reported_and_the_rest_visited() {
        let folder = folder_of(&["a.txt"]);
        assert_eq!(
            listed(folder.path(), &["nowhere", "a.txt"], Limits::default()),
            [
                "nowhere: no such file or folder: it was moved, or the name is misspelt",
                "a.txt 4"
            ]
        );
    }

    #[test]
    fn a_walk_stops_when_its_visitor_has_enough() {
        let folder = folder_of(&["a.txt", "b.txt", "c.txt"]);
        let mut visited = 0;
        let roots = [folder.path().to_owned(), folder.path().to_owned()];
        walk(&roots, Limits::default(), &mut |_| {
            visited += 1;
            visited < 2
        });
        assert_eq!(visited, 2);
    }
}
