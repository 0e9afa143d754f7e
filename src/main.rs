//! The `minerals` program: the arguments, the streams, the exit code.

use std::io::{stderr, stdout};
use std::process::ExitCode;

use minerals::cli::{Streams, run};

fn main() -> ExitCode {
    let (mut out, mut err) = (stdout(), stderr());
    run(std::env::args_os(), &mut Streams::standard(&mut out, &mut err)).into()
}
