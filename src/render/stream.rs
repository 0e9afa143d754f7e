//! Answers of any length, written result by result: what [`super::json`], [`super::ndjson`] and [`super::csv`]
//! write of an answer that is held whole, without holding it.

use std::io::Write;

use anyhow::Context;
use serde::Serialize;

use super::json::{escaped, json};
use super::ndjson::{header, line, summary};
use crate::output::Envelope;

/// Gives each result of an answer to whoever writes them.
pub type Results<'r, R> = dyn FnMut(&mut dyn FnMut(&R) -> anyhow::Result<()>) -> anyhow::Result<()> + 'r;

/// Writes JSON: the envelope, whose results are those that come.
///
/// # Errors
/// If it cannot be written.
pub fn stream_json<R: Serialize>(
    envelope: &Envelope<R>,
    results: &mut Results<'_, R>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    const MARK: &str = "\n  \"results\": [";
    let text = json(envelope)?;
    // a line feed stands within no string
    let (before, after) = text.split_once(MARK).context("the envelope has no results")?;
    write!(out, "{before}{MARK}")?;
    let mut first = true;
    results(&mut |result| {
        let text = escaped(serde_json::to_string_pretty(result)?).replace('\n', "\n    ");
        write!(out, "{}\n    {text}", if first { "" } else { "," })?;
        first = false;
        Ok(())
    })?;
    write!(out, "{}{after}", if first { "" } else { "\n  " })?;
    Ok(())
}

/// Writes NDJSON: a header, a line a result, a summary.
///
/// # Errors
/// If it cannot be written.
pub fn stream_ndjson<R: Serialize>(
    envelope: &Envelope<R>,
    results: &mut Results<'_, R>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    out.write_all(header(envelope)?.as_bytes())?;
    let mut count = 0;
    results(&mut |result| {
        count += 1;
        out.write_all(line(result)?.as_bytes())?;
        Ok(())
    })?;
    out.write_all(summary::<R>(count, &envelope.warnings)?.as_bytes())?;
    Ok(())
}

/// A result that writes its own rows of CSV.
pub trait CsvLines {
    /// Every column, in order.
    const COLUMNS: &'static [&'static str];

    /// Writes its rows.
    ///
    /// # Errors
    /// If they cannot be written.
    fn write(&self, out: &mut csv::Writer<&mut dyn Write>) -> anyhow::Result<()>;
}

/// Writes CSV: a header that does not hang on the data, and the rows of each result.
///
/// # Errors
/// If it cannot be written.
pub fn stream_csv<R: CsvLines>(results: &mut Results<'_, R>, out: &mut dyn Write) -> anyhow::Result<()> {
    let mut writer = csv::WriterBuilder::new().buffer_capacity(1 << 16).from_writer(out);
    writer.write_record(R::COLUMNS)?;
    results(&mut |result| result.write(&mut writer))?;
    writer.flush()?;
    Ok(())
}
