//! The streams of a run: standard output for the answer, standard error for everything else, or what
//! stands in their place.

use std::io::{BufWriter, Stderr, Stdout, Write};

use anyhow::Context;

use super::When;
use super::terminal::look;
use crate::render::Look;

/// Where a run writes, and how each stream is looked at where `--color` leaves it open.
pub struct Streams<'a> {
    out: (&'a mut dyn Write, Look),
    err: (&'a mut dyn Write, Look),
}

impl<'a> Streams<'a> {
    /// Those of the process: a terminal has a width and colours.
    pub fn standard(out: &'a mut Stdout, err: &'a mut Stderr) -> Self {
        let looks = (look(out), look(err));
        Self { out: (out, looks.0), err: (err, looks.1) }
    }

    /// Any others: no width, no colour.
    pub fn plain(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out: (out, Look::default()), err: (err, Look::default()) }
    }

    pub(super) fn look_of_out(&self, when: When) -> Look {
        when.applied(self.out.1)
    }

    pub(super) fn look_of_err(&self, when: When) -> Look {
        when.applied(self.err.1)
    }

    /// Writes the answer, to its last byte.
    pub(super) fn answer(&mut self, text: &str) -> anyhow::Result<()> {
        let (out, _) = &mut self.out;
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("cannot write to standard output")
    }

    /// Writes an answer that is made as it is written.
    pub(super) fn answer_by(
        &mut self,
        write: &mut dyn FnMut(&mut dyn Write) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let (out, _) = &mut self.out;
        let mut out = BufWriter::with_capacity(1 << 16, out);
        write(&mut out).and_then(|()| Ok(out.flush()?)).context("cannot write to standard output")
    }

    /// Says what is no answer. Standard error may be closed, and then nobody is left to tell.
    pub(super) fn say(&mut self, text: &str) {
        let (err, _) = &mut self.err;
        let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
    }
}
