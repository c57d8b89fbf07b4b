//! Which room is left on a disk, for words that help: a disk whose inodes are used up counts as
//! full although there are bytes left on it.

use std::path::Path;

/// What is said of a disk without bytes.
pub(super) const FULL: &str = "the disk is full: free some space";

/// What is said of a disk that takes no further file.
pub(super) const NO_INODES: &str = "the disk is out of inodes: remove some files";

/// True where the disk of a path, which need not be there yet, has bytes left and no inodes.
pub(super) fn is_out_of_inodes(path: &Path) -> bool {
    let found = path.ancestors().find_map(|at| {
        let at = if at == Path::new("") {
            Path::new(".")
        } else {
            at
        };
        rustix::fs::statvfs(at).ok()
    });
    found.is_some_and(|disk| lacks_inodes(disk.f_files, disk.f_favail, disk.f_bavail))
}

/// Some file systems make inodes as they need them, and say that they have none at all.
fn lacks_inodes(inodes: u64, inodes_left: u64, blocks_left: u64) -> bool {
    inodes > 0 && inodes_left == 0 && blocks_left > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_lacks_inodes_only_where_it_counts_them_and_has_bytes_left() {
        assert!(lacks_inodes(1000, 0, 50));
        assert!(!lacks_inodes(1000, 0, 0), "there is no room of either kind");
        assert!(!lacks_inodes(1000, 3, 50));
        assert!(!lacks_inodes(0, 0, 50), "they are made as they are needed");
    }

    #[test]
    fn the_disk_of_what_is_not_there_is_that_of_its_folder() {
        let home = tempfile::tempdir().unwrap();
        assert!(!is_out_of_inodes(&home.path().join("a/b/c.db")));
        assert!(!is_out_of_inodes(Path::new("neither/here")));
    }
}
