//! The command line: the only place that knows clap, the environment and the terminal. One file a
//! command: its `Args`, whose doc comment is its manual, and `run`. To add one: its file, a variant of
//! `Command`, and a line in [`Cli::run`].

mod ask;
mod data;
mod deliver;
mod exit;
mod explain;
mod methods;
mod schema;
mod score;
mod show;
mod target;
mod terminal;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

pub use exit::Exit;

use crate::render::Look;

const EXAMPLES: &str = "Examples:
  minerals score                        the world's supply, worst first
  minerals score --for USA              what the United States depends on
  minerals show rare-earths             one mineral in full
  minerals explain hhi_wgi cobalt       where a number comes from
  minerals score --format json | jq '.results[0]'

Exit codes: 0 done, 1 a gate failed, 2 bad usage, bad input or I/O.";

/// Who could cut us off from which mineral, how badly, and how we know.
///
/// Works offline on open data compiled in, or on your own tables (`--data`). Every number can be
/// explained down to the line it was read from.
#[derive(Debug, Parser)]
#[command(version, after_long_help = EXAMPLES, max_term_width = 79, subcommand_required = false)]
pub struct Cli {
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
    /// Write the answer to a file, whole or not at all (`-`: standard output); for `data import` the
    /// folder of the tables
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
    /// For people
    #[default]
    Table,
    /// For scripts
    Json,
    /// For spreadsheets
    Csv,
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

impl Cli {
    /// Reads the command line. An empty setting in the environment counts as none.
    ///
    /// # Errors
    /// Bad usage, or a request for help or the version: clap's own text, for [`Exit::of_usage`].
    pub fn read() -> Result<Self, clap::Error> {
        let mut command = Self::command();
        let names = ["MINERALS_FORMAT", "MINERALS_DATA"];
        if names.iter().any(|name| std::env::var_os(name).is_some_and(|value| value.is_empty())) {
            command = without_environment(command);
        }
        Self::from_arg_matches(&command.try_get_matches()?)
    }

    /// Runs the command.
    ///
    /// # Errors
    /// Bad usage, bad input or I/O; [`Exit::of_error`] prints it and knows its exit code.
    pub fn run(self) -> anyhow::Result<Exit> {
        let common = &self.common;
        match self.command {
            Some(Command::Score(args)) => args.run(common),
            Some(Command::Show(args)) => args.run(common),
            Some(Command::Explain(args)) => args.run(common),
            Some(Command::Methods(args)) => args.run(common),
            Some(Command::Data(args)) => args.run(common),
            Some(Command::Schema(args)) => args.run(common),
            None => score::run_bare(common),
        }
    }

    /// How standard error is looked at.
    #[must_use]
    pub fn look_of_stderr(&self) -> Look {
        terminal::look(&std::io::stderr(), self.common.color)
    }
}

/// The command line with settings that are set to nothing left out.
fn without_environment(command: clap::Command) -> clap::Command {
    let set_to_nothing = |arg: &clap::Arg| {
        let name = arg.get_env();
        name.is_some_and(|name| std::env::var_os(name).is_some_and(|value| value.is_empty()))
    };
    let command = command.mut_args(|arg| if set_to_nothing(&arg) { arg.env(None::<&str>) } else { arg });
    command.mut_subcommands(without_environment)
}
