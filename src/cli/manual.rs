//! `chancery man` and `chancery completions`: made from the definition of the command line, the
//! commands of the reader and the default keys, so that they cannot lie.

use std::fmt::Write as _;
use std::io;

use clap::CommandFactory;

use super::arguments::Arguments;
use super::error::{CliError, Outcome};
use super::printer::Printer;
use crate::config::{Command, Group, Keymap, Pane, Settings, key};

/// Prints the manual page.
pub(super) fn manual(out: &mut Printer) -> Result<Outcome, CliError> {
    out.own(&page()?)?;
    Ok(Outcome::Done)
}

/// Prints the completions for a shell.
pub(super) fn completions(
    shell: clap_complete::Shell,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "chancery", &mut script);
    out.own(&script)?;
    Ok(Outcome::Done)
}

/// The manual page in the language of man(7).
fn page() -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let mut command = Arguments::command();
    command.build();
    let main = clap_mangen::Man::new(command.clone());
    main.render_title(&mut page)?;
    main.render_name_section(&mut page)?;
    main.render_synopsis_section(&mut page)?;
    main.render_description_section(&mut page)?;
    main.render_options_section(&mut page)?;
    for sub in command.get_subcommands() {
        let title = format!(".SH \"CHANCERY {}\"\n", sub.get_name().to_uppercase());
        page.extend(title.into_bytes());
        page.extend(subcommand(sub)?);
        for part in sub.get_subcommands() {
            let title = format!(".SS \"chancery {} {}\"\n", sub.get_name(), part.get_name());
            page.extend(title.into_bytes());
            page.extend(subcommand(part)?);
        }
    }
    page.extend(keys(&Settings::defaults().keys).into_bytes());
    page.extend_from_slice(CLOSING.as_bytes());
    Ok(page)
}

/// A subcommand: what it does and its own options, without headings of their own.
fn subcommand(command: &clap::Command) -> io::Result<Vec<u8>> {
    let said_already = ["config", "color", "help"];
    let own = command
        .clone()
        .mut_args(|arg| match said_already.contains(&arg.get_id().as_str()) {
            true => arg.hide(true),
            false => arg,
        });
    let man = clap_mangen::Man::new(own);
    let mut sections = Vec::new();
    man.render_description_section(&mut sections)?;
    man.render_options_section(&mut sections)?;
    let text = String::from_utf8_lossy(&sections);
    let lines = text.lines().filter(|line| !line.starts_with(".SH"));
    Ok(lines
        .flat_map(|line| [line, "\n"])
        .collect::<String>()
        .into())
}

/// The commands of the reader with their default keys, by group.
fn keys(keymap: &Keymap) -> String {
    let mut section = String::from(
        ".SH \"KEYS OF THE READER\"\nAs they are without settings of your own; a number typed \
         before a key repeats it.\n",
    );
    for group in Group::ALL {
        // Writing to a string does not fail.
        let _ = writeln!(section, ".SS \"{}\"", roff(group.heading()));
        let commands = Command::ALL
            .iter()
            .filter(|command| command.group() == group);
        for &command in commands {
            let keys = keys_of(keymap, command).join(", ");
            let _ = writeln!(
                section,
                ".TP\n\\fB{}\\fR ({})\n{}",
                roff(command.name()),
                roff(&keys),
                roff(command.doc())
            );
        }
    }
    section
}

/// The keys of a command in any pane, each once.
fn keys_of(keymap: &Keymap, command: Command) -> Vec<String> {
    let mut all = Vec::new();
    for pane in Pane::ALL {
        for keys in keymap.keys_of(pane, command) {
            let keys = key::sequence(keys);
            if !all.contains(&keys) {
                all.push(keys);
            }
        }
    }
    all
}

/// A text that man(7) takes for nothing else.
fn roff(text: &str) -> String {
    let text = text.replace('\\', "\\e").replace('-', "\\-");
    match text.starts_with(['.', '\'']) {
        true => format!("\\&{text}"),
        false => text,
    }
}

/// What is the same whatever the commands are.
const CLOSING: &str = r#".SH "EXIT STATUS"
.TP
\fB0\fR
Done.
.TP
\fB1\fR
Nothing matched, or something could not be read.
.TP
\fB2\fR
The command line or the settings are wrong.
.TP
\fB130\fR
Interrupted.
.SH ENVIRONMENT
.TP
\fBCHANCERY_CONFIG\fR
The settings file, where \-\-config names none.
.TP
\fBXDG_CONFIG_HOME\fR
The folder with chancery/config.toml in it; by default ~/.config.
.TP
\fBXDG_STATE_HOME\fR
The folder with chancery/marks.db in it; by default ~/.local/state.
.TP
\fBXDG_DATA_HOME\fR
The folder with chancery/clippings.md in it; by default ~/.local/share.
.TP
\fBXDG_CACHE_HOME\fR
The folder with chancery in it, where what was made of files is kept; by default ~/.cache.
.TP
\fBNO_COLOR\fR, \fBCLICOLOR_FORCE\fR
No colours; colours also where the output is no terminal. \-\-color goes before both.
.TP
\fBCOLUMNS\fR
The width of what is printed.
.TP
\fBPAGER\fR
The program that \fBshow\fR prints through on a terminal.
.TP
\fBTERM\fR
With \fBdumb\fR, nothing is coloured or paged.
.SH FILES
.TP
\fB~/.config/chancery/config.toml\fR
The settings; \fBchancery config default\fR prints every one of them with its explanation.
.TP
\fB~/.local/state/chancery/marks.db\fR
The marks, and beside it a dated copy of each of the last seven days of use;
\fBchancery marks dump\fR prints them as text.
.TP
\fB~/.local/state/chancery/history\fR
What was typed into search, filter and palette.
.TP
\fB~/.local/state/chancery/choices\fR
The theme and the layout that were chosen by a key.
.TP
\fB~/.local/state/chancery/encodings\fR
The encodings that files are read in by choice (\fBe\fR), a line each.
.TP
\fB~/.local/share/chancery/clippings.md\fR
The clippings, unless the settings name another file.
.TP
The file of \fBshared\fR under [library]
A desk's corrections, which several share; \fBchancery corrections merge\fR alone writes to it.
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_has_every_command_of_both_kinds() {
        let page = String::from_utf8(page().unwrap()).unwrap();
        for command in Command::ALL {
            assert!(page.contains(&roff(command.doc())), "{command}");
        }
        for command in Arguments::command().get_subcommands() {
            let title = format!("CHANCERY {}", command.get_name().to_uppercase());
            assert!(page.contains(&title), "{title}");
            for part in command.get_subcommands() {
                let title = format!("chancery {} {}", command.get_name(), part.get_name());
                assert!(page.contains(&title), "{title}");
            }
        }
    }

    #[test]
    fn a_text_is_no_request_of_the_formatter() {
        assert_eq!(roff(".x"), "\\&.x");
        assert_eq!(roff("a-b\\"), "a\\-b\\e");
    }
}
