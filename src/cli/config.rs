//! `chancery config`: the settings, and where they come from.

use std::fmt::Write as _;

use super::Context;
use super::arguments::ConfigCommand;
use super::error::{CliError, Outcome};
use super::printer::Printer;
use crate::config::{DEFAULTS, Pane, RecordsRule, Rules, Settings};
use crate::library::desk;
use crate::text::basic_string::quoted;
use crate::text::sanitise;

pub(super) fn run(
    command: ConfigCommand,
    context: &Context,
    out: &mut Printer,
) -> Result<Outcome, CliError> {
    match command {
        ConfigCommand::Default => out.own(DEFAULTS.as_bytes())?,
        ConfigCommand::Show => out.lines(&shown(&context.settings))?,
        ConfigCommand::Path => {
            let place =
                super::settings::place(context.named_config.as_deref(), context.environment);
            out.lines(&sanitise::name(&place.path))?;
        }
        // Settings that are not in order have not come this far.
        ConfigCommand::Check => match &context.config {
            Some(path) => out.lines(&format!("{}: in order", sanitise::name(path)))?,
            None => out.lines("no file: the defaults are in force")?,
        },
    }
    Ok(Outcome::Done)
}

/// The settings as a file that would give them.
fn shown(settings: &Settings) -> String {
    let mut file = String::new();
    let Settings {
        library,
        reading,
        panes,
        list,
        triage,
        prompts,
        theme,
        terminal,
        clippings,
        clipboard,
        handling,
        persons,
        offices,
        tags,
        records,
        views,
        keys,
    } = settings;
    let folders: Vec<_> = library.folders.iter().map(|path| quoted(path)).collect();
    // Writing to a string does not fail.
    let mut line = |text: String| {
        let _ = writeln!(file, "{text}");
    };
    line(format!("[library]\nfolders = [{}]", folders.join(", ")));
    line(format!("shared = {}\n", quoted(&library.shared)));
    line(format!("[reading]\nwidth = {}", reading.width));
    line(format!("follow = {}", quoted(reading.follow.name())));
    line(format!("pause_ms = {}\n", reading.pause_ms));
    line(format!("[panes]\nsidebar = {}", panes.sidebar));
    line(format!("sidebar_width = {}", panes.sidebar_width));
    line(format!("list_share = {}", panes.list_share));
    line(format!("layout = {}\n", quoted(panes.layout.name())));
    line(format!("[list]\norder = {}", quoted(list.order.name())));
    line(format!("cursor = {}\n", quoted(list.cursor.name())));
    line(format!("[triage]\nread = {}\n", quoted(triage.read.name())));
    line(format!("[prompts]\nhistory = {}\n", prompts.history));
    line(format!("[theme]\nname = {}\n", quoted(theme.name.name())));
    line("[theme.colours]".to_owned());
    for (role, styles) in theme.colours.lines() {
        line(format!("{role} = {}", styles_shown(role, &styles)));
    }
    line(format!(
        "\n[terminal]\nascii = {}",
        quoted(terminal.ascii.name())
    ));
    line(format!("mouse = {}", terminal.mouse));
    line(format!("\n[clippings]\nfile = {}", quoted(&clippings.file)));
    line(format!("template = {}", quoted(clippings.template.name())));
    line(format!("own = {}", quoted(&clippings.own.to_string())));
    line(format!(
        "\n[clipboard]\nosc52 = {}",
        quoted(clipboard.osc52.name())
    ));
    line(format!("template = {}", quoted(clipboard.template.name())));
    let ceiling = handling.ceiling.map_or("none", |level| level.name());
    line(format!("\n[handling]\nceiling = {}", quoted(ceiling)));
    let rules = Rules {
        persons,
        offices,
        tags,
    };
    for table in desk::tables(rules) {
        line(format!("\n{}", table.trim_end()));
    }
    for rule in records {
        line(records_shown(rule));
    }
    for view in views {
        line(format!("\n[[views]]\nname = {}", quoted(&view.name)));
        line(format!("query = {}", quoted(&view.query)));
    }
    for pane in std::iter::once(None).chain(Pane::ALL.map(Some)) {
        line(match pane {
            None => "\n[keys]".to_owned(),
            Some(pane) => format!("\n[keys.{}]", pane.name()),
        });
        if pane.is_none() {
            let layouts = keys.layouts().iter().map(|script| quoted(script.name()));
            let layouts: Vec<String> = layouts.collect();
            line(format!("layouts = [{}]", layouts.join(", ")));
        }
        for (_, keys, command) in keys.bindings().filter(|(of, ..)| *of == pane) {
            line(format!("{} = {}", quoted(&keys), quoted(command)));
        }
    }
    file
}

/// A rule for tables, with the columns that it names.
fn records_shown(rule: &RecordsRule) -> String {
    let RecordsRule {
        files,
        text,
        title,
        date,
        source,
        author,
        url,
        tags,
        language,
    } = rule;
    let mut shown = format!("\n[[records]]\nfiles = {}", quoted(files));
    for (role, names) in [
        ("text", text),
        ("title", title),
        ("date", date),
        ("source", source),
        ("author", author),
        ("url", url),
        ("tags", tags),
        ("language", language),
    ] {
        let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
        let _ = match names.as_slice() {
            [] => Ok(()),
            [name] => write!(shown, "\n{role} = {name}"),
            names => write!(shown, "\n{role} = [{}]", names.join(", ")),
        };
    }
    shown
}

/// One style, or for the speakers a list.
fn styles_shown(role: &str, styles: &[String]) -> String {
    let quoted: Vec<_> = styles.iter().map(|style| quoted(style)).collect();
    match role {
        "speakers" => format!("[{}]", quoted.join(", ")),
        _ => quoted.concat(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> Settings {
        match Settings::overlay(text, Path::new("shown.toml")) {
            Ok(settings) => settings,
            Err(error) => panic!("{error}\n{text}"),
        }
    }

    #[test]
    fn what_is_shown_gives_the_same_settings() {
        let defaults = Settings::defaults();
        assert_eq!(read(&shown(&defaults)), defaults);
        let own = read(
            "handling.ceiling = \"top-secret\"\nlibrary.folders = [\"a \\\"b\\\\\\u202e\"]\n[theme.colours]\nquote = \"bold red\"\n\
             speakers = [\"1\", \"#010203\"]\n[[persons]]\nname = \"A\"\naliases = [\"B\"]\n\
             [[offices]]\noffice = \"O\"\nholder = \"A\"\nuntil = 2024-03-01\n[[tags]]\ntag = \"t\"\nwords = [\"w\"]\n\
             [[records]]\nfiles = \"*.csv\"\ntext = [\"lead\", \"a \\\"b\"]\ndate = \"day\"\n\
             [[views]]\nname = \"v\"\nquery = 'a \"b c\"'\n\
             [keys]\n'\\' = \"none\"\n'\"' = \"raw\"\n\"g\" = \"none\"\n\"g g\" = \"top\"",
        );
        assert_eq!(read(&shown(&own)), own);
    }
}
