//! Answers of any length, written as they are made: what [`super::json`], [`super::ndjson`] and [`super::csv`]
//! write of an answer that is held whole, without holding it.
//!
//! The results come in parts, each made by whichever thread is free and written in the order of the parts.

use std::io::Write;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use anyhow::Context;
use serde::Serialize;

use super::json::{escaped, json};
use super::ndjson::{header, line, summary};
use crate::output::Envelope;

/// The most threads that make parts.
const WORKERS: usize = 16;

/// Results in parts, each of which can be made by itself.
pub struct Parts<'p, R> {
    /// How many parts there are.
    pub count: usize,
    /// Gives each result of a part.
    pub each: &'p (dyn Fn(usize, &mut Sink<'_, R>) -> anyhow::Result<()> + Sync),
}

/// Takes results, one after another.
pub type Sink<'s, R> = dyn FnMut(&R) -> anyhow::Result<()> + 's;

/// A part as it is written, and how many results it has.
type Made = anyhow::Result<(Vec<u8>, usize)>;

impl<R> Parts<'_, R> {
    /// Makes the bytes of every part, and gives them to `put` in their order.
    fn write(
        &self,
        make: impl Fn(&R, &mut Vec<u8>) -> anyhow::Result<()> + Sync,
        mut put: impl FnMut(Vec<u8>, usize) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let make_part = |part| {
            let (mut bytes, mut results) = (Vec::new(), 0);
            (self.each)(part, &mut |result| {
                results += 1;
                make(result, &mut bytes)
            })?;
            anyhow::Ok((bytes, results))
        };
        let workers = thread::available_parallelism().map_or(1, usize::from).clamp(1, WORKERS);
        thread::scope(|scope| {
            let mut made: Vec<Receiver<Made>> = Vec::new();
            for worker in 0..workers {
                // one part waits while the next is made, and no more
                let (give, take) = sync_channel(1);
                let make_part = &make_part;
                scope.spawn(move || {
                    for part in (worker..self.count).step_by(workers) {
                        if give.send(make_part(part)).is_err() {
                            return; // nobody writes any more
                        }
                    }
                });
                made.push(take);
            }
            for take in made.iter().cycle().take(self.count) {
                let (bytes, results) = take.recv().context("a part was not made")??;
                put(bytes, results)?;
            }
            Ok(())
        })
    }
}

/// Writes JSON: the envelope, whose results are those that come.
///
/// # Errors
/// If it cannot be written.
pub fn stream_json<R: Serialize>(
    envelope: &Envelope<R>,
    results: &Parts<'_, R>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    const MARK: &str = "\n  \"results\": [";
    let text = json(envelope)?;
    // a line feed stands within no string
    let (before, after) = text.split_once(MARK).context("the envelope has no results")?;
    write!(out, "{before}{MARK}")?;
    let make = |result: &R, bytes: &mut Vec<u8>| {
        let text = escaped(serde_json::to_string_pretty(result)?).replace('\n', "\n    ");
        write!(bytes, ",\n    {text}")?;
        Ok(())
    };
    let mut any = false;
    results.write(make, |bytes, count| {
        // a comma stands between results, and before the first there is none
        out.write_all(bytes.get(usize::from(!any && count > 0)..).unwrap_or_default())?;
        any |= count > 0;
        Ok(())
    })?;
    write!(out, "{}{after}", if any { "\n  " } else { "" })?;
    Ok(())
}

/// Writes NDJSON: a header, a line a result, a summary.
///
/// # Errors
/// If it cannot be written.
pub fn stream_ndjson<R: Serialize>(
    envelope: &Envelope<R>,
    results: &Parts<'_, R>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    out.write_all(header(envelope)?.as_bytes())?;
    let make = |result: &R, bytes: &mut Vec<u8>| {
        bytes.extend_from_slice(line(result)?.as_bytes());
        Ok(())
    };
    let mut all = 0;
    results.write(make, |bytes, count| {
        all += count;
        Ok(out.write_all(&bytes)?)
    })?;
    out.write_all(summary::<R>(all, &envelope.warnings)?.as_bytes())?;
    Ok(())
}

/// A result that writes its own rows of CSV.
pub trait CsvLines {
    /// Every column, in order.
    const COLUMNS: &'static [&'static str];

    /// Writes its rows.
    ///
    /// # Errors
    /// If a value cannot be written.
    fn write(&self, into: &mut Vec<u8>) -> anyhow::Result<()>;
}

/// Writes CSV: a header that does not hang on the data, and the rows of each result.
///
/// # Errors
/// If it cannot be written.
pub fn stream_csv<R: CsvLines>(results: &Parts<'_, R>, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "{}", R::COLUMNS.join(","))?;
    results.write(R::write, |bytes, _| Ok(out.write_all(&bytes)?))
}
