//! Why marks could not be read or saved, and what to do about it.

use std::io;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::library::room;

/// Why marks could not be read or saved. Displayed in one line; not sanitised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// No room is left.
    #[error("{}", room::FULL)]
    Full,
    /// There is room for bytes, but for no further file.
    #[error("{}", room::NO_INODES)]
    NoInodes,
    /// The file or its folder may not be written.
    #[error("{0} cannot be written: permission is missing, or the disk is read-only")]
    ReadOnly(String),
    /// Another process has had them locked for too long.
    #[error("another program holds the marks")]
    Locked,
    /// What is there is not what was written.
    #[error("the marks are damaged")]
    Damaged,
    /// The file was taken away while it was open.
    #[error("the file of the marks was moved or removed")]
    Gone,
    /// They were written by a later version of the program.
    #[error(
        "the marks are of a newer Chancery (version {found} of the file, this one knows {known}): \
         update this one to mark anything"
    )]
    Newer {
        /// The version of the file.
        found: i64,
        /// The latest that is known here.
        known: i64,
    },
    /// A file of another program has their name.
    #[error("{0} is not a file of Chancery's: move it away")]
    Foreign(String),
    /// Something stands where a file or a folder of the marks should be.
    #[error("{path} is a {is}, where a {wanted} should be: move it away")]
    InTheWay {
        /// What stands there, by its path.
        path: String,
        /// What it is.
        is: &'static str,
        /// What should be there.
        wanted: &'static str,
    },
    /// There is no home to keep them in.
    #[error("there is no place for them: set HOME or XDG_STATE_HOME")]
    NoPlace,
    /// Anything else.
    #[error("{0}")]
    Other(String),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        Self::of(&error)
    }
}

impl Trouble {
    /// What an error of SQLite's means.
    pub(super) fn of(error: &rusqlite::Error) -> Self {
        use rusqlite::Error;
        let code = match (error.sqlite_error_code(), error) {
            (Some(code), _) => code,
            // What was written would have been readable.
            (
                None,
                Error::FromSqlConversionFailure(..)
                | Error::IntegralValueOutOfRange(..)
                | Error::InvalidColumnType(..)
                | Error::QueryReturnedNoRows
                | Error::Utf8Error(..),
            ) => return Self::Damaged,
            (None, other) => return Self::Other(other.to_string()),
        };
        match code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen => {
                Self::ReadOnly("the file of the marks".to_owned())
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Locked,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged,
            ErrorCode::SystemIoFailure => {
                Self::Other("the disk refused to write or read: is there room on it?".to_owned())
            }
            _ => Self::Other(error.to_string()),
        }
    }

    /// Why a file or folder could not be used.
    pub(super) fn of_file(error: &io::Error, path: &Path) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull if room::is_out_of_inodes(path) => Self::NoInodes,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::ReadOnly(path.display().to_string())
            }
            _ => Self::Other(format!("{}: {error}", path.display())),
        }
    }
}
