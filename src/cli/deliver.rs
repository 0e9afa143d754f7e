//! Delivery: the answer in the format asked for, to standard output or whole into a file, then the
//! warnings to standard error.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::target::{Staged, is_stdout, write_whole};
use super::{Common, Exit, FailOn, Format, Streams};
use crate::diag::clean;
use crate::output::{Envelope, Finding, Suite, Warning};
use crate::render::{self, CsvLines, CsvRows, Look, Page, Parts};

/// Writes an answer and says what must be said beside it.
pub(super) fn deliver<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    page: &dyn Page,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    deliver_of(envelope, page, common, envelope.warnings.len(), streams)
}

/// The same for a part of an answer: `--fail-on` judges all its warnings, also of what is not shown.
pub(super) fn deliver_of<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    page: &dyn Page,
    common: &Common,
    warnings: usize,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let text = text(envelope, page, common, streams)?;
    hand_over(&text, common, streams)?;
    streams.say(&said(&envelope.warnings, common));
    Ok(if common.fails_on_warnings() && warnings > 0 { Exit::GateFailed } else { Exit::Done })
}

/// Findings, and what follows from them.
pub(super) struct Gate {
    /// All of them.
    pub findings: Vec<Finding>,
    /// What was held, as cases of test suites.
    pub suites: Vec<Suite>,
    /// How a run ends that has an error among them.
    pub on_error: Exit,
}

impl Gate {
    /// How the run ends.
    pub(super) fn exit(&self, common: &Common) -> Exit {
        let counts = |f: &&Finding| f.allowed.is_none();
        let any = |of: fn(&Finding) -> bool| self.findings.iter().filter(counts).any(of);
        if any(Finding::is_error) {
            self.on_error
        } else if common.fails_on_warnings() && any(Finding::is_warning) {
            Exit::GateFailed
        } else {
            Exit::Done
        }
    }
}

/// Writes findings, also in the dialects of CI services.
pub(super) fn deliver_findings<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    page: &dyn Page,
    gate: &Gate,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let text = match common.format {
        Format::Github => render::github(&gate.findings),
        Format::Junit => render::junit(&gate.suites),
        Format::Sarif => render::sarif(&gate.findings)?,
        _ => text(envelope, page, common, streams)?,
    };
    hand_over(&text, common, streams)?;
    Ok(gate.exit(common))
}

/// Writes an answer of any length, result by result, in a format for scripts.
pub(super) fn deliver_stream<R: Serialize + CsvLines>(
    envelope: &Envelope<R>,
    results: &Parts<'_, R>,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    if matches!(common.format, Format::Github | Format::Junit | Format::Sarif) {
        return Err(no_findings(envelope.command));
    }
    let mut write = |out: &mut dyn Write| match common.format {
        Format::Json => render::stream_json(envelope, results, out),
        Format::Ndjson => render::stream_ndjson(envelope, results, out),
        _ => render::stream_csv(results, out),
    };
    match common.file() {
        Some(path) => write_whole(path, &mut write),
        None => streams.answer_by(&mut write),
    }?;
    Ok(said_and_done(&envelope.warnings, common, streams))
}

/// Writes a page for people.
pub(super) fn deliver_page(
    page: &dyn Page,
    warnings: &[Warning],
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Exit> {
    let text = match common.format {
        Format::Markdown => render::markdown(&page.document()),
        _ => render::table(&page.document(), look(common, streams)),
    };
    hand_over(&text, common, streams)?;
    Ok(said_and_done(warnings, common, streams))
}

/// Says the warnings on standard error; how the run ends.
fn said_and_done(warnings: &[Warning], common: &Common, streams: &mut Streams<'_>) -> Exit {
    streams.say(&said(warnings, common));
    if common.fails_on_warnings() && !warnings.is_empty() { Exit::GateFailed } else { Exit::Done }
}

fn no_findings(command: &str) -> anyhow::Error {
    anyhow::anyhow!("`{command}` has no findings to write for a CI service: `check` and `data validate` have")
}

/// The answer in the format asked for.
fn text<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    page: &dyn Page,
    common: &Common,
    streams: &Streams<'_>,
) -> anyhow::Result<String> {
    Ok(match common.format {
        Format::Table => render::table(&page.document(), look(common, streams)),
        Format::Json => render::json(envelope)?,
        Format::Ndjson => render::ndjson(envelope)?,
        Format::Csv => render::csv(&envelope.results)?,
        Format::Markdown => render::markdown(&page.document()),
        Format::Github | Format::Junit | Format::Sarif => return Err(no_findings(envelope.command)),
    })
}

/// Writes a text to where the answer goes.
pub(super) fn hand_over(text: &str, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<()> {
    match common.file() {
        Some(path) => Staged::new(path, text.as_bytes())?.commit(),
        None => streams.answer(text),
    }
}

impl Common {
    pub(super) fn fails_on_warnings(&self) -> bool {
        self.fail_on == Some(FailOn::Warning)
    }

    /// The file that the answer goes to, if not to standard output.
    fn file(&self) -> Option<&Path> {
        self.output.as_deref().filter(|path| !is_stdout(path))
    }
}

/// How the answer is looked at: in a file there is no terminal, and nothing is cut.
fn look(common: &Common, streams: &Streams<'_>) -> Look {
    match common.file() {
        Some(_) => common.color.applied(Look::default()),
        None => streams.look_of_out(common.color),
    }
}

/// What is said beside the answer.
pub(super) fn said(warnings: &[Warning], common: &Common) -> String {
    let mut text = String::new();
    if common.quiet || warnings.is_empty() {
        return text;
    }
    if common.verbose {
        for w in warnings {
            let about = match (&w.mineral, w.stage) {
                (Some(m), Some(s)) => format!("{m}, {s}: "),
                (Some(m), None) => format!("{m}: "),
                (None, _) => String::new(),
            };
            text.push_str(&format!("warning[{}]: {about}{}\n", w.code, clean(&w.message)));
        }
    } else if common.format == Format::Csv {
        // the table has its notes and the JSON its list; CSV has room for neither
        let some =
            if warnings.len() == 1 { "1 warning".to_owned() } else { format!("{} warnings", warnings.len()) };
        text = format!("{some}; -v lists them\n");
    }
    text
}
