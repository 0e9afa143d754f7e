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
    let Envelope { format_version, tool, command, inputs, parameters, policies, results, warnings } = answer;
    let header = Line::Header { format_version, tool, command, inputs, parameters, policies };
    let summary = Line::Summary { results: results.len(), warnings };
    let mut text = String::new();
    for line in std::iter::once(header).chain(results.iter().map(Line::Result)).chain([summary]) {
        text.push_str(&serde_json::to_string(&line)?);
        text.push('\n');
    }
    Ok(escaped(text))
}
