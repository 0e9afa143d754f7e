//! The `minerals` program: parse, run, exit.

use std::process::ExitCode;

use clap::Parser;
use minerals::cli::{Cli, Exit};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let look = cli.look_of_stderr();
    cli.run().unwrap_or_else(|error| Exit::of_error(&error, look)).into()
}
