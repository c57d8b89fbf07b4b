//! Which file the settings are read from, and reading it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::error::{CliError, Kind};
use crate::config::Settings;

/// The largest settings file that is read: a thousand times a long one.
const MOST_BYTES: u64 = 4 << 20;

/// Where settings are read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The file.
    pub(super) path: PathBuf,
    /// Whether somebody named it: then it must be there.
    pub(super) is_named: bool,
}

/// The file: of `--config`, else of the environment, else in the usual place.
pub(super) fn place(named: Option<&Path>, environment: &Environment) -> Place {
    if let Some(path) = named.or(environment.config.as_deref()) {
        return Place {
            path: path.to_owned(),
            is_named: true,
        };
    }
    let home = environment.home.as_ref();
    let folder = environment
        .config_home
        .clone()
        .or_else(|| home.map(|home| home.join(".config")))
        .unwrap_or_else(|| PathBuf::from(".config"));
    Place {
        path: folder.join("chancery").join("config.toml"),
        is_named: false,
    }
}

/// The settings in force, and the file they come from if there is one.
pub(super) fn read(place: &Place) -> Result<(Settings, Option<PathBuf>), CliError> {
    let path = &place.path;
    let failed = |reason: &str| {
        CliError::new(
            Kind::Config,
            format!("{}: the settings cannot be read: {reason}", path.display()),
        )
        .hint("`chancery config default` prints a file to start with")
    };
    let is_too_large = |size: u64| size > MOST_BYTES;
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !place.is_named => {
            return Ok((Settings::defaults(), None));
        }
        Err(error) => return Err(failed(&error.to_string())),
        Ok(file) if file.is_dir() => return Err(failed("it is a folder")),
        Ok(file) if is_too_large(file.len()) => return Err(failed("it is larger than 4 MiB")),
        Ok(_) => {}
    }
    let text = fs::read_to_string(path).map_err(|error| failed(&error.to_string()))?;
    Ok((Settings::overlay(&text, path)?, Some(path.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_option_goes_before_the_environment_and_that_before_the_usual_place() {
        let mut environment = Environment {
            home: Some("/home/o".into()),
            ..Environment::default()
        };
        let path = |named: Option<&str>, environment: &Environment| {
            place(named.map(Path::new), environment).path
        };
        let usual = Path::new("/home/o/.config/chancery/config.toml");
        assert_eq!(path(None, &environment), usual);
        environment.config_home = Some("/xdg".into());
        assert_eq!(
            path(None, &environment),
            Path::new("/xdg/chancery/config.toml")
        );
        environment.config = Some("/mine.toml".into());
        assert_eq!(path(None, &environment), Path::new("/mine.toml"));
        assert_eq!(path(Some("/named"), &environment), Path::new("/named"));
        assert!(place(None, &environment).is_named);
    }
}
