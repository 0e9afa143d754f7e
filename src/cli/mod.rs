//! The command line: the only place that knows clap, the environment and the terminal. One file a
//! command: its `Args`, whose doc comment is its manual, and `run`. To add one: its file, a variant of
//! `Command`, and a line in `Cli::answer`.

mod ask;
mod check;
mod compare;
mod consumer;
mod data;
mod deliver;
mod exit;
mod explain;
mod inputs;
mod methods;
mod progress;
mod scenario;
mod schema;
mod score;
mod sector;
mod show;
mod streams;
mod tables;
mod target;
mod terminal;
mod trade;
mod usage;
mod validate;

use std::ffi::OsString;

use clap::{Args, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use exit::Exit;
pub use streams::Streams;

const EXAMPLES: &str = "Examples:
  minerals score                        the world's supply, worst first
  minerals score --for USA              what the United States depends on
  minerals show rare-earths             one mineral in full
  minerals explain hhi_wgi cobalt       where a number comes from
  minerals scenario c5-kazakhstan       what a deal would change
  minerals compare old.json new.json    what moved between two runs
  minerals trade baci_2024.csv          imports in a trade file of any size
  minerals score --format json | jq '.results[0]'

Exit codes: 0 done, 1 a gate failed, 2 bad usage, bad input or I/O.
Limits of size: `minerals data validate --help`.";

/// Who could cut us off from which mineral, how badly, and how we know.
///
/// Works offline on open data compiled in, or on your own tables (`--data`). Every number can be
/// explained down to the line it was read from.
#[derive(Debug, Parser)]
#[command(version, bin_name = "minerals", after_long_help = EXAMPLES, max_term_width = 79, subcommand_required = false)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    Score(score::Score),
    Show(show::Show),
    Explain(explain::Explain),
    Scenario(scenario::Scenario),
    Check(check::Check),
    Compare(compare::Compare),
    Trade(trade::Trade),
    Methods(methods::Methods),
    Data(data::Data),
    Schema(schema::Schema),
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
struct Common {
    /// How to print the answer
    #[arg(
        short,
        long,
        global = true,
        value_enum,
        default_value_t,
        env = "MINERALS_FORMAT",
        value_name = "FORMAT"
    )]
    format: Format,
    /// Write the answer to a file, whole or not at all, and never over an input (`-`: standard
    /// output); for `data import` the folder of the tables
    #[arg(short, long, global = true, value_name = "FILE")]
    output: Option<std::path::PathBuf>,
    /// When to colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    color: When,
    /// Exit with 1 if the answer carries a warning, also one of a result that --top hides
    #[arg(long, global = true, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Say nothing but the answer and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// List every warning on standard error
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// For people; also called `text`
    #[default]
    #[value(alias = "text")]
    Table,
    /// For scripts
    Json,
    /// For pipes: a header, one line a result, a summary
    Ndjson,
    /// For spreadsheets
    Csv,
    /// For reports: what the table shows, whole
    Markdown,
    /// Of findings alone: annotations of GitHub Actions
    Github,
    /// Of findings alone: JUnit XML
    Junit,
    /// Of findings alone: SARIF 2.1.0
    Sarif,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum When {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    /// Any warning
    Warning,
}

/// Runs the program: reads the command line, answers it, and says on standard error what went wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    match usage::read(&arguments).and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => {
            let color = cli.common.color;
            cli.answer(streams).unwrap_or_else(|error| Exit::of_error(&error, color, streams))
        }
        Err(usage) => Exit::of_usage(&usage, streams),
    }
}

impl Cli {
    fn answer(self, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let common = &self.common;
        match self.command {
            Some(Command::Score(args)) => args.run(common, streams),
            Some(Command::Show(args)) => args.run(common, streams),
            Some(Command::Explain(args)) => args.run(common, streams),
            Some(Command::Scenario(args)) => args.run(common, streams),
            Some(Command::Check(args)) => args.run(common, streams),
            Some(Command::Compare(args)) => args.run(common, streams),
            Some(Command::Trade(args)) => args.run(common, streams),
            Some(Command::Methods(args)) => args.run(common, streams),
            Some(Command::Data(args)) => args.run(common, streams),
            Some(Command::Schema(args)) => args.run(common, streams),
            None => score::run_bare(common, streams),
        }
    }
}
