//! NDJSON: a header, one line a result, a summary, told apart by `type`; each line is complete, so that
//! a stream of any length can be read as it comes.

use serde::Serialize;

use super::json::escaped;
use crate::output::{Envelope, Input, Parameters, PolicyOf, Tool, Warning};

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a, R> {
    Header {
        format_version: &'a str,
        tool: &'a Tool,
        command: &'a str,
        inputs: &'a [Input],
        parameters: &'a Parameters,
        #[serde(skip_serializing_if = "<[PolicyOf]>::is_empty")]
        policies: &'a [PolicyOf],
    },
    Result(&'a R),
    Summary {
        results: usize,
        warnings: &'a [Warning],
    },
}

/// The envelope as NDJSON, compact, a line feed after each line.
///
/// # Errors
/// Where a value cannot be serialised, which would be a bug of ours.
pub fn ndjson<R: Serialize>(answer: &Envelope<R>) -> Result<String, serde_json::Error> {
    let mut text = header(answer)?;
    for result in &answer.results {
        text.push_str(&line(result)?);
    }
    text.push_str(&summary::<R>(answer.results.len(), &answer.warnings)?);
    Ok(text)
}

/// The first line: all that is known before the results.
pub(super) fn header<R: Serialize>(answer: &Envelope<R>) -> Result<String, serde_json::Error> {
    let Envelope { format_version, tool, command, inputs, parameters, policies, .. } = answer;
    written::<R>(&Line::Header { format_version, tool, command, inputs, parameters, policies })
}

/// The line of a result.
pub(super) fn line<R: Serialize>(result: &R) -> Result<String, serde_json::Error> {
    written(&Line::Result(result))
}

/// The last line.
pub(super) fn summary<R: Serialize>(
    results: usize,
    warnings: &[Warning],
) -> Result<String, serde_json::Error> {
    written::<R>(&Line::Summary { results, warnings })
}

fn written<R: Serialize>(line: &Line<'_, R>) -> Result<String, serde_json::Error> {
    let mut text = serde_json::to_string(line)?;
    text.push('\n');
    Ok(escaped(text))
}
