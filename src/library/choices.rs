//! What was chosen by a key and holds for later runs: the theme and the layout.
//!
//! ```text
//! theme light (auto)
//! layout list over reading (auto)
//! ```
//!
//! A choice goes before the configuration as long as that says what it said then, which stands
//! behind it in brackets. When the configuration is changed, the reader has spoken last there.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use super::{file, whole};
use crate::config::{PaneLayout, Settings, ThemeChoice, ThemeName};

/// The longest file: far more than there is to choose.
const MOST_READ: u64 = 1 << 16;

/// One choice; `None` goes back to the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// The theme.
    Theme(Option<ThemeName>),
    /// How the list and the reading pane stand.
    Layout(Option<PaneLayout>),
}

/// Everything that was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Choices {
    /// The theme.
    pub theme: Option<ThemeName>,
    /// How the list and the reading pane stand.
    pub layout: Option<PaneLayout>,
}

/// What the configuration says about the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Configured {
    theme: ThemeChoice,
    layout: PaneLayout,
}

impl Configured {
    /// What these settings say.
    pub fn of(settings: &Settings) -> Self {
        Self {
            theme: settings.theme.name,
            layout: settings.panes.layout,
        }
    }
}

impl Choices {
    /// What is no choice, or was made under another configuration, is left out.
    fn parse(text: &str, configured: Configured) -> Self {
        let mut choices = Self::default();
        for line in text.lines() {
            let parts = line.split_once(' ').and_then(|(kind, rest)| {
                let (chosen, under) = rest.strip_suffix(')')?.rsplit_once(" (")?;
                Some((kind, chosen, under))
            });
            match parts {
                Some(("theme", chosen, under)) if under == configured.theme.name() => {
                    choices.theme = ThemeName::from_name(chosen);
                }
                Some(("layout", chosen, under)) if under == configured.layout.name() => {
                    choices.layout = PaneLayout::from_name(chosen);
                }
                _ => {}
            }
        }
        choices
    }

    fn print(self, configured: Configured) -> String {
        let line = |kind, chosen: Option<&str>, under| {
            chosen.map_or_else(String::new, |chosen| format!("{kind} {chosen} ({under})\n"))
        };
        let theme = self.theme.map(ThemeName::name);
        let layout = self.layout.map(PaneLayout::name);
        line("theme", theme, configured.theme.name())
            + &line("layout", layout, configured.layout.name())
    }
}

/// Takes up what was chosen in earlier runs; what was chosen under another configuration leaves
/// the file. Nothing where the file is not there, or is no such file.
pub fn take_up(path: &Path, configured: Configured) -> Choices {
    let Ok(text) = file::text(path, MOST_READ) else {
        return Choices::default();
    };
    let choices = Choices::parse(&text, configured);
    let printed = choices.print(configured);
    if printed != text {
        // A file that cannot be written says the same at the next start.
        let _ = write(path, &printed);
    }
    choices
}

/// Puts a choice into the file, for its owner alone.
///
/// # Errors
///
/// When the system refuses; then the file is as it was.
pub fn keep(path: &Path, configured: Configured, choice: Choice) -> io::Result<()> {
    let mut choices = take_up(path, configured);
    match choice {
        Choice::Theme(theme) => choices.theme = theme,
        Choice::Layout(layout) => choices.layout = layout,
    }
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    write(path, &choices.print(configured))
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    whole::write(path, 0o600, true, |out| out.write_all(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn configured(theme: ThemeChoice) -> Configured {
        Configured {
            theme,
            layout: PaneLayout::Auto,
        }
    }

    #[test]
    fn choices_are_kept_for_the_owner_alone_and_can_be_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/chancery/choices");
        let auto = configured(ThemeChoice::Auto);
        assert_eq!(take_up(&path, auto), Choices::default());
        let layout = Some(PaneLayout::ListOverReading);
        keep(&path, auto, Choice::Theme(Some(ThemeName::Light))).unwrap();
        keep(&path, auto, Choice::Layout(layout)).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            "theme light (auto)\nlayout list over reading (auto)\n"
        );
        let theme = Some(ThemeName::Light);
        assert_eq!(take_up(&path, auto), Choices { theme, layout });
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
        keep(&path, auto, Choice::Theme(None)).unwrap();
        let theme = None;
        assert_eq!(take_up(&path, auto), Choices { theme, layout });
    }

    #[test]
    fn a_changed_configuration_ends_a_choice_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("choices");
        let auto = configured(ThemeChoice::Auto);
        let layout = Some(PaneLayout::SideBySide);
        keep(&path, auto, Choice::Theme(Some(ThemeName::Light))).unwrap();
        keep(&path, auto, Choice::Layout(layout)).unwrap();
        let theme = None;
        let dark = configured(ThemeChoice::Named(ThemeName::Dark));
        assert_eq!(take_up(&path, dark), Choices { theme, layout });
        assert_eq!(take_up(&path, auto), Choices { theme, layout });
    }

    #[test]
    fn what_is_in_the_file_is_a_choice_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("choices");
        let auto = configured(ThemeChoice::Auto);
        for text in [
            "theme \u{1b}[2J (auto)\n",
            "theme light\n",
            "theme light (auto\nlayout  (auto)\n",
            "themes light (auto)\n",
        ] {
            fs::write(&path, text).unwrap();
            assert_eq!(take_up(&path, auto), Choices::default(), "{text:?}");
            assert_eq!(fs::read_to_string(&path).unwrap(), "");
        }
        let pipe = folder.path().join("pipe");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RWXU).unwrap();
        assert_eq!(take_up(&pipe, auto), Choices::default(), "never waited for");
    }
}
