//! Exit codes, and the last words on standard error.

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

use thiserror::Error;

use crate::diag::Diagnostic;
use crate::render::{Look, diagnostics, tally};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// 0: done; also where the reader of a pipe has left.
    Done,
    /// 1: a gate failed.
    GateFailed,
    /// 2: bad usage, bad input or I/O.
    Refused,
}

/// Input that nothing is computed from, with the reasons.
#[derive(Debug, Error)]
#[error("the input is refused")]
pub(super) struct Refused(pub Vec<Diagnostic>);

impl Exit {
    /// Prints what clap has to say: help and the version to standard output, bad usage to standard
    /// error. A full disk is no help.
    #[must_use]
    pub fn of_usage(usage: &clap::Error) -> Self {
        let printed = usage.print().and_then(|()| std::io::stdout().flush());
        match printed {
            // standard error may be closed, and there is nobody left to tell
            _ if usage.use_stderr() => Self::Refused,
            Ok(()) => Self::Done,
            Err(error) => {
                Self::of_error(&anyhow::Error::new(error).context("standard output"), Look::default())
            }
        }
    }

    /// Prints an error to standard error and gives its exit code. A reader that leaves a pipe is no
    /// error.
    #[must_use]
    pub fn of_error(error: &anyhow::Error, look: Look) -> Self {
        if error.chain().any(is_broken_pipe) {
            return Self::Done;
        }
        let text = match error.downcast_ref::<Refused>() {
            Some(Refused(all)) => format!("{}{}", diagnostics(all, look), tally(all)),
            None => format!("error: {error:#}\n"),
        };
        // standard error may be closed too, and there is nobody left to tell
        let _ = std::io::stderr().write_all(text.as_bytes());
        Self::Refused
    }
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe)
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::GateFailed => 1,
            Exit::Refused => 2,
        })
    }
}
