//! Delivery: the answer in the format asked for, to standard output or whole into a file, then the
//! warnings to standard error.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use serde::Serialize;

use super::{Common, Exit, FailOn, Format, terminal};
use crate::output::{Envelope, Warning};
use crate::render::{self, CsvRows, Render};

/// Writes an answer and says what must be said beside it.
pub(super) fn deliver<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    table: &impl Render,
    common: &Common,
) -> anyhow::Result<Exit> {
    let text = match common.format {
        Format::Table => {
            let mut look = terminal::look(&std::io::stdout(), common.color);
            if common.output.is_some() {
                look = render::Look::default();
            }
            table.render(look)
        }
        Format::Json => render::json(envelope)?,
        Format::Csv => render::csv(&envelope.results)?,
    };
    write(&text, common.output.as_deref())?;
    warn(&envelope.warnings, common);
    let failed = common.fail_on == Some(FailOn::Warning) && !envelope.warnings.is_empty();
    Ok(if failed { Exit::GateFailed } else { Exit::Done })
}

/// Writes text to standard output, or beside the file and then in its place.
pub(super) fn write(text: &str, output: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = output else {
        let mut stdout = std::io::stdout().lock();
        stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).context("standard output")?;
        return Ok(());
    };
    replace(path, text.as_bytes())
}

/// Puts bytes in a file's place: it is whole, or as it was.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = path.file_name().with_context(|| format!("`{}` names no file", path.display()))?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = fs::File::create(&beside)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

fn warn(warnings: &[Warning], common: &Common) {
    if common.quiet || warnings.is_empty() {
        return;
    }
    let mut text = String::new();
    if common.verbose {
        for w in warnings {
            let about = match (&w.mineral, w.stage) {
                (Some(m), Some(s)) => format!("{m}, {s}: "),
                (Some(m), None) => format!("{m}: "),
                (None, _) => String::new(),
            };
            text.push_str(&format!("warning[{}]: {about}{}\n", w.code, w.message));
        }
    } else if common.format == Format::Csv {
        // the table has its notes and the JSON its list; CSV has room for neither
        let some =
            if warnings.len() == 1 { "1 warning".to_owned() } else { format!("{} warnings", warnings.len()) };
        text = format!("{some}; -v lists them\n");
    }
    // a closed standard error leaves nobody to warn
    let _ = std::io::stderr().write_all(text.as_bytes());
}
