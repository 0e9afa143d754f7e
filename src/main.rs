//! The `minerals` program: parse, run, exit.

use std::process::ExitCode;

use minerals::cli::{Cli, Exit};

fn main() -> ExitCode {
    match Cli::read() {
        Ok(cli) => {
            let look = cli.look_of_stderr();
            cli.run().unwrap_or_else(|error| Exit::of_error(&error, look)).into()
        }
        Err(usage) => Exit::of_usage(&usage).into(),
    }
}
