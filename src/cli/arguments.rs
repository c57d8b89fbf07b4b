//! The command line as types. What stands in the doc comments is the help and the manual.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::briefing::IdPrefix;

/// A terminal reader for diplomatic briefings: who said what, in which words.
///
/// Without a command it opens the reader on the files and folders named, else on the library of
/// the configuration, else on sample briefings.
#[derive(Debug, Parser)]
#[command(name = "chancery", version, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) global: Global,

    /// Files and folders to open (a file named like a command: ./list); `-` is standard input.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command understands.
#[derive(Debug, Args)]
pub(super) struct Global {
    /// Read the settings from FILE instead of the usual place.
    #[arg(long, value_name = "FILE", global = true)]
    pub(super) config: Option<PathBuf>,

    /// Whether to colour the output.
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto")]
    pub(super) color: When,

    /// Read every file, also those that the catalogue knows, and put nothing into it.
    #[arg(long, global = true)]
    pub(super) no_cache: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// List briefings, one line each.
    List(List),
    /// Print one briefing, wrapped, its quotes highlighted.
    Show(Show),
    /// Print what has changed in a briefing since it was read, word by word.
    Changes(Show),
    /// List quotes with their speakers.
    Quotes(Quotes),
    /// Write briefings, or what was clipped of them, into one document.
    Export(Export),
    /// Count tags.
    Tags(List),
    /// Find briefings by a query, the newest first, each with the words that were found.
    ///
    /// Asks the catalogue, which is brought up to date before if files have come or gone: in a library of 100,000 that
    /// is a matter of milliseconds. Only new words in a file that was rewritten in its place may be missed until the
    /// library is read again, by the reader, by `chancery index` or by any other command.
    Search(Search),
    /// Bring the catalogue of a library up to date, so that the next start reads nothing anew.
    ///
    /// The catalogue is made and kept up to date by the reader and by every command. This does it and nothing else,
    /// however small the library is: from cron, say.
    Index(Index),
    /// Find quotes, speakers, tags, title and date in texts from standard input.
    ///
    /// Reads JSON Lines {"id","text"} and writes JSON Lines {"id","title","date","source",
    /// "language","quotes","tags"}: one line in, one line out, in order, at once.
    Analyse,
    /// Mark briefings; keep all marks elsewhere, and bring them back.
    Marks(MarksOf),
    /// Write all that is yours into one file: marks, views, clippings, settings.
    ///
    /// JSON Lines, readable with any program: a head, the lines of `chancery marks dump`, the
    /// clippings file and the settings as texts, and a seal by which damage is noticed.
    Backup(Backup),
    /// Bring back what `chancery backup` has written.
    ///
    /// Also takes the lines of `chancery marks dump` and a dated copy of the marks
    /// (marks-2026-11-25.db). What it would change is shown first. Without --replace nothing else is
    /// touched: marks and views are set as the file says, clippings that are missing are added, and
    /// settings are written where there are none. The marks change as one step,
    /// which `u` takes back in the reader that is opened next. What is damaged or comes from
    /// another program changes nothing, and a restore that is interrupted is finished when
    /// Chancery next starts.
    Restore(Restore),
    /// Share what was put right: speakers, names, offices, tags.
    Corrections(CorrectionsOf),
    /// Tell what was read, starred, clipped, put away or off since some day, and what was not
    /// opened.
    Receipt(Receipt),
    /// Tell what could not be read, and how the settings and the terminal are.
    Check(Check),
    /// Show the settings, or where they are read from.
    Config(Config),
    /// Print the completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Print the manual page (chancery man | man -l -).
    Man,
}

/// Which briefings.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Selection {
    /// Files and folders (default: the library of the configuration, else the sample briefings);
    /// `-` is standard input.
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Only briefings that match the query: words, "a phrase", secur*, -not, a OR b, (…), title:,
    /// quote:, speaker:, tag:, date:2024-05, after:-7d, is:unread … (all of it: --help).
    ///
    /// Words must all occur, as whole words, in title, source, tags, note or text; case and accents
    /// do not matter. "…" is a phrase, secur* the beginning of a word, dushambe~1 a word within one
    /// slip (~2: two). -x leaves out what has x; a OR b has at least one of both and binds less than
    /// standing side by side; (…) holds together. NOT x, !x, a | b and a AND b are understood, too.
    ///
    /// Fields: title: text: quote: speaker: source: tag: place: org: person: topic: mine: lang:
    /// note: path: each before a word, a "phrase" or (…). quote: beside speaker: is what that
    /// speaker says. date: after: before: take 2024, 2024-05, 2024-05-31, today, yesterday or -7d
    /// (w weeks, m months, y years); after: counts its day in, before: does not. is: takes unread,
    /// read, starred, archived, snoozed, due, noted, revised, clipped or tagged.
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) query: Option<String>,
}

#[derive(Debug, Default, Args)]
pub(super) struct List {
    #[command(flatten)]
    pub(super) selection: Selection,

    /// How to print (default: table on a terminal, else text).
    #[arg(long)]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Search {
    /// What to look for, in the language of --query (all of it: chancery list --help).
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) query: String,

    /// Files and folders (default: the library of the configuration).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// The most that is printed.
    #[arg(long, value_name = "NUMBER", default_value = "30")]
    pub(super) limit: NonZeroUsize,

    /// Which come first: the newest, or the best, which have the most of the words and the rarest.
    #[arg(long, default_value = "newest")]
    pub(super) order: SearchOrder,

    /// How to print (default: table on a terminal, else text).
    #[arg(long)]
    pub(super) format: Option<Format>,
}

/// Which of what is found comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SearchOrder {
    /// The newest.
    Newest,
    /// What has the most of the words, and the rarest.
    Best,
}

#[derive(Debug, Args)]
pub(super) struct Index {
    /// Files and folders (default: the library of the configuration).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Print what was done as a line of JSON.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Quotes {
    #[command(flatten)]
    pub(super) selection: Selection,

    /// Only what speakers with NAME in their names say, and the person of that name elsewhere.
    #[arg(long, value_name = "NAME")]
    pub(super) speaker: Option<String>,

    /// Also what is only reported, without quotation marks ("said that …").
    #[arg(long)]
    pub(super) reported: bool,

    /// Also why each has its speaker: the rule, the words it rests on, how sure, who else.
    #[arg(long)]
    pub(super) explain: bool,

    /// How to print (default: table on a terminal, else text).
    #[arg(long)]
    pub(super) format: Option<Format>,
}

#[derive(Debug, Args)]
pub(super) struct Show {
    /// The beginning of an id, as `chancery list` prints it, a file, or a part of one
    /// (`releases.mbox#17`, `stick.zip/day 2`).
    #[arg(value_name = "ID|PATH")]
    pub(super) what: PathBuf,

    /// Where to look for the id (default: the library of the configuration, else the samples).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// How to print.
    #[arg(long, default_value = "text")]
    pub(super) format: ShowFormat,
}

#[derive(Debug, Args)]
pub(super) struct MarksOf {
    #[command(subcommand)]
    pub(super) command: MarksCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum MarksCommand {
    /// Mark briefings, as the reader does with a key.
    ///
    /// All of it is one step, which `u` takes back in the reader that is opened next.
    Set(MarksSet),
    /// Print all marks and saved views as JSON Lines.
    ///
    /// One object a briefing, in the order of their ids, then one a view, in that of their names:
    ///
    /// {"id":"…","read":true,"starred":true,"snoozed":"2026-11-30","note":"…","tags":["…"]}
    ///
    /// {"view":"Grain","query":"tag:grain"}
    ///
    /// What is not there is left out. The names are read, starred, archived, opened, revised
    /// (each true), snoozed (a day), note (a text), revises (an id), tags (a list), speakers
    /// (quotes put right) and clippings (objects, by the keys they are kept under).
    Dump(MarksDump),
    /// Bring back marks that were dumped, those of a backup, or a dated copy of them
    /// (marks-2026-11-25.db).
    ///
    /// What the file says is set, also "read":false and "note":null; whatever it does not
    /// mention stays as it is. All of it is one step, which `u` takes back in the reader that is
    /// opened next. If one line makes no sense, nothing is changed. `chancery check` lists the
    /// copies, and how many marks each holds.
    Restore(MarksRestore),
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("decision").required(true).multiple(true))]
pub(super) struct MarksSet {
    /// Mark read.
    #[arg(long, group = "decision")]
    pub(super) read: bool,

    /// Mark unread.
    #[arg(long, group = "decision", conflicts_with = "read")]
    pub(super) unread: bool,

    /// Give a star.
    #[arg(long, group = "decision")]
    pub(super) starred: bool,

    /// Take the star away.
    #[arg(long, group = "decision", conflicts_with = "starred")]
    pub(super) unstarred: bool,

    /// Put away.
    #[arg(long, group = "decision")]
    pub(super) archived: bool,

    /// Take out of the archive.
    #[arg(long, group = "decision", conflicts_with = "archived")]
    pub(super) unarchived: bool,

    /// Put off until DAY: tomorrow, Monday, +3d, "end of month", "30 Nov" or 2026-11-30.
    #[arg(
        long,
        value_name = "DAY",
        group = "decision",
        conflicts_with = "archived"
    )]
    pub(super) snooze: Option<String>,

    /// No longer put off.
    #[arg(long, group = "decision", conflicts_with = "snooze")]
    pub(super) unsnooze: bool,

    /// Give the tag TAG.
    #[arg(long = "tag", value_name = "TAG", group = "decision")]
    pub(super) tags: Vec<String>,

    /// Take the tag TAG away.
    #[arg(long = "untag", value_name = "TAG", group = "decision")]
    pub(super) untags: Vec<String>,

    /// Keep TEXT as the note; "" takes the note away.
    #[arg(long, value_name = "TEXT", group = "decision")]
    pub(super) note: Option<String>,

    /// The beginnings of ids, as `chancery list` prints them; and files and folders to look in
    /// (default: the library of the configuration, else the samples).
    #[arg(value_name = "ID|PATH", required_unless_present = "query")]
    pub(super) what: Vec<PathBuf>,

    /// All briefings that match.
    #[arg(short, long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(super) query: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct MarksDump {
    /// Write to FILE instead: whole, or not at all.
    #[arg(long, value_name = "FILE")]
    pub(super) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct MarksRestore {
    /// The lines or the copy; `-` is standard input.
    pub(super) file: PathBuf,

    /// Take away every mark and view that the file does not mention.
    #[arg(long)]
    pub(super) replace: bool,

    /// Do not ask before.
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct Backup {
    /// The file to write; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(super) to: PathBuf,

    /// Replace FILE if it is there.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The backup; `-` is standard input.
    pub(super) file: PathBuf,

    /// Make marks, clippings and settings exactly those of the file. Files that give way are kept
    /// beside the new ones (config.toml.before-restore-2026-11-26).
    #[arg(long)]
    pub(super) replace: bool,

    /// Do not ask before.
    #[arg(long)]
    pub(super) yes: bool,

    /// Restore only these, commas between them.
    #[arg(long, value_name = "PARTS", value_delimiter = ',')]
    pub(super) only: Vec<RestorePart>,
}

/// A part of what is restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum RestorePart {
    /// Marks and saved views.
    Marks,
    /// The clippings file.
    Clippings,
    /// The settings.
    Settings,
}

#[derive(Debug, Args)]
pub(super) struct CorrectionsOf {
    #[command(subcommand)]
    pub(super) command: CorrectionsCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum CorrectionsCommand {
    /// List the corrections in force, the reader's own and the desk's, one line each.
    List,
    /// Print the reader's own corrections as a file for others.
    ///
    /// Speakers put right in the reader (S), and the persons, offices and tags of the
    /// configuration, sorted: the same corrections give the same file.
    Export(CorrectionsExport),
    /// Merge such a file into the one that a desk shares.
    ///
    /// Shows each difference first: `+` is added, `~` is said differently by the two. What only
    /// the desk has stays. The file is written whole or not at all; comments in it do not stay.
    Merge(CorrectionsMerge),
}

#[derive(Debug, Args)]
pub(super) struct CorrectionsExport {
    /// Files and folders to take the titles from (default: the library of the configuration, else
    /// the samples).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Write to FILE instead: whole, or not at all.
    #[arg(long, value_name = "FILE")]
    pub(super) to: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct CorrectionsMerge {
    /// The corrections to merge.
    pub(super) file: PathBuf,

    /// The file to merge into (default: `[library] shared` of the configuration).
    #[arg(long, value_name = "DESK")]
    pub(super) into: Option<PathBuf>,

    /// Where the two differ, take FILE's word.
    #[arg(long)]
    pub(super) theirs: bool,

    /// Where the two differ, keep the desk's word (the default).
    #[arg(long, conflicts_with = "theirs")]
    pub(super) ours: bool,

    /// Only show the differences.
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Do not ask before.
    #[arg(long)]
    pub(super) yes: bool,
}

#[derive(Debug, Args)]
pub(super) struct Receipt {
    /// Files and folders (default: the library of the configuration, else the sample briefings).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Since the beginning of DAY: today, yesterday, Monday, -7d, "20 Nov" or 2026-11-20.
    #[arg(
        long,
        value_name = "DAY",
        default_value = "today",
        allow_hyphen_values = true
    )]
    pub(super) since: String,

    /// How to print.
    #[arg(long, default_value = "text")]
    pub(super) format: ReceiptFormat,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) selection: Selection,

    /// Only the briefing whose id begins with ID; may be given several times.
    #[arg(long = "id", value_name = "ID")]
    pub(super) ids: Vec<IdPrefix>,

    /// Only what was clipped of them.
    #[arg(long)]
    pub(super) clippings: bool,

    /// The file to write; `-` is standard output.
    #[arg(long, value_name = "FILE")]
    pub(super) to: PathBuf,

    /// What to write (default: as FILE ends; to standard output md).
    #[arg(long)]
    pub(super) format: Option<ExportFormat>,

    /// What to call it (default: its briefing's title, or how many there are); md, html and txt.
    #[arg(long, value_name = "TITLE")]
    pub(super) title: Option<String>,

    /// Replace FILE if it is there.
    #[arg(long)]
    pub(super) force: bool,
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// Files and folders (default: the library of the configuration, else the sample briefings).
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Name every place of a problem, not the first ten of each kind alone.
    #[arg(long)]
    pub(super) all: bool,

    /// How to print.
    #[arg(long, default_value = "text")]
    pub(super) format: CheckFormat,
}

#[derive(Debug, Args)]
pub(super) struct Config {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

#[derive(Debug, Clone, Copy, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print where the settings are read from, or would be.
    Path,
    /// Print the settings in force.
    Show,
    /// Print the documented defaults, to start a file of one's own with.
    Default,
    /// Read the settings and tell whether they are in order.
    Check,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns that fit the terminal.
    Table,
    /// Fields apart by tabs, a line each.
    Text,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated values (RFC 4180) with a header, in full.
    Csv,
    /// Markdown.
    Md,
}

/// How one briefing is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// Wrapped, for reading.
    Text,
    /// Markdown.
    Md,
    /// A JSON object with body and quotes.
    Json,
}

/// How a receipt is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReceiptFormat {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
    /// Markdown.
    Md,
}

/// What a document is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExportFormat {
    /// Markdown.
    Md,
    /// One HTML page, to read and to print.
    Html,
    /// A JSON object a line, as `show` prints it.
    Jsonl,
    /// Comma-separated values, as `list` prints them.
    Csv,
    /// Plain text of 72 columns.
    Txt,
}

/// How a report is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CheckFormat {
    /// For reading.
    Text,
    /// One JSON object.
    Json,
}

/// When to do something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal that can, unless the environment says otherwise.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}
