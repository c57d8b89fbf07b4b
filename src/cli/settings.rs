//! Which file the settings are read from, and reading it.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::environment::Environment;
use super::error::{CliError, Kind};
use crate::config::Settings;
use crate::search::query::Query;
use crate::text::sanitise;

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
    let is_pipe = |found: fs::Metadata| !found.is_file() && !found.is_dir();
    // Nobody is asked to wait for what stands in the usual place.
    let text = match !place.is_named && fs::metadata(path).is_ok_and(is_pipe) {
        true => Err(io::Error::other("it is no file: move it away")),
        false => text_of(path),
    };
    match text {
        Err(error) if error.kind() == io::ErrorKind::NotFound && !place.is_named => {
            Ok((Settings::defaults(), None))
        }
        Err(error) => Err(CliError::new(
            Kind::Config,
            format!(
                "{}: the settings cannot be read: {error}",
                sanitise::name(path)
            ),
        )
        .hint("`chancery config default` prints a file to start with")),
        Ok(text) => Ok((of_text(&text, path)?, Some(path.clone()))),
    }
}

/// The settings of a text, which stands in a file of that name.
pub(super) fn of_text(text: &str, path: &Path) -> Result<Settings, CliError> {
    let settings = Settings::overlay(text, path)?;
    check_views(&settings, path)?;
    Ok(settings)
}

/// Reads the queries of the views, so that one that makes no sense is told of before anything
/// opens.
fn check_views(settings: &Settings, path: &Path) -> Result<(), CliError> {
    let wrong = settings.views.iter().filter_map(|view| {
        let error = Query::parse(&view.query).err()?;
        let shown = error.caret(&view.query).replace('\n', "\n  ");
        let (path, name) = (sanitise::name(path), &view.name);
        Some(format!(
            "{path}: the query of the view \"{name}\": {error}\n  {shown}"
        ))
    });
    let wrong: Vec<String> = wrong.collect();
    if wrong.is_empty() {
        return Ok(());
    }
    Err(CliError::new(Kind::Config, wrong.join("\n")))
}

/// The text of a file, or of what a shell puts in its place (`<(…)`), up to a bound.
pub(super) fn text_of(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?
        .take(MOST_BYTES + 1)
        .read_to_string(&mut text)?;
    if text.len() as u64 > MOST_BYTES {
        return Err(io::Error::other("it is larger than 4 MiB"));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pipe_in_the_usual_place_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.toml");
        let mode = rustix::fs::Mode::RUSR;
        let fifo = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, &path, fifo, mode, 0).unwrap();
        let place = Place {
            path,
            is_named: false,
        };
        let refused = read(&place).unwrap_err().to_string();
        assert!(refused.contains("it is no file: move it away"), "{refused}");
    }

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
