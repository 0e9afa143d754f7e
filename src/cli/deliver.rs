//! Delivery: the answer in the format asked for, to standard output or whole into a file, then the
//! warnings to standard error.

use std::io::Write;

use serde::Serialize;

use super::target::{is_stdout, write};
use super::{Common, Exit, FailOn, Format, When, terminal};
use crate::output::{Envelope, Warning};
use crate::render::{self, CsvRows, Look, Render};

/// Writes an answer and says what must be said beside it.
pub(super) fn deliver<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    table: &dyn Render,
    common: &Common,
) -> anyhow::Result<Exit> {
    deliver_of(envelope, table, common, envelope.warnings.len())
}

/// The same for a part of an answer: `--fail-on` judges all its warnings, also of what is not shown.
pub(super) fn deliver_of<R: Serialize + CsvRows>(
    envelope: &Envelope<R>,
    table: &dyn Render,
    common: &Common,
    warnings: usize,
) -> anyhow::Result<Exit> {
    let text = match common.format {
        Format::Table => table.render(look(common)),
        Format::Json => render::json(envelope)?,
        Format::Csv => render::csv(&envelope.results)?,
    };
    write(&text, common.output.as_deref())?;
    warn(&envelope.warnings, common);
    let failed = common.fail_on == Some(FailOn::Warning) && warnings > 0;
    Ok(if failed { Exit::GateFailed } else { Exit::Done })
}

/// How the answer is looked at: in a file there is no terminal, and nothing is cut.
fn look(common: &Common) -> Look {
    match &common.output {
        Some(path) if !is_stdout(path) => Look { width: None, color: common.color == When::Always },
        _ => terminal::look(&std::io::stdout(), common.color),
    }
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
