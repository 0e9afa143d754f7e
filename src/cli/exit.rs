//! Exit codes, and the last words on standard error.

use std::io::ErrorKind;
use std::process::ExitCode;

use thiserror::Error;

use super::{Streams, When, usage};
use crate::diag::{Diagnostic, clean};
use crate::render::{diagnostics, tally};

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
    pub(super) fn of_usage(usage: &clap::Error, streams: &mut Streams<'_>) -> Self {
        if usage.use_stderr() {
            let color = streams.look_of_err(When::Auto).color;
            streams.say(&usage::words(usage, color));
            return Self::Refused;
        }
        let color = streams.look_of_out(When::Auto).color;
        match streams.answer(&usage::words(usage, color)) {
            Ok(()) => Self::Done,
            Err(error) => Self::of_error(&error, When::Auto, streams),
        }
    }

    /// Prints an error to standard error and gives its exit code. A reader that leaves a pipe is no
    /// error.
    pub(super) fn of_error(error: &anyhow::Error, color: When, streams: &mut Streams<'_>) -> Self {
        if error.chain().any(is_broken_pipe) {
            return Self::Done;
        }
        let text = match error.downcast_ref::<Refused>() {
            Some(Refused(all)) => {
                format!("{}{}", diagnostics(all, streams.look_of_err(color)), tally(all))
            }
            None => format!("error: {}\n", clean(&format!("{error:#}"))),
        };
        streams.say(&text);
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
