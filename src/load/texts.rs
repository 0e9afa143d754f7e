//! Tables from texts at hand instead of files: as with `--data` of a folder that holds them.

use std::path::PathBuf;

use super::audit::audit;
use super::dataset::{Request, put_together};
use super::faults::Faults;
use super::own::Own;
use super::source::Source;
use super::table::Table;
use crate::diag::Diagnostic;

/// Everything that is to be said of texts, each under the name of a file: errors, warnings, and what only
/// a look at all rows together shows.
#[must_use]
pub fn examine_texts(texts: &[(&str, &[u8])]) -> Vec<Diagnostic> {
    let mut faults = Faults::default();
    let mut own = Own::default();
    for (name, bytes) in texts {
        match Source::from_bytes(name, bytes.to_vec()) {
            Ok(source) => own.sources.push((None, source)),
            Err(error) => faults.push(*error),
        }
    }
    let data = texts.iter().map(|(name, _)| PathBuf::from(name)).collect();
    let request = Request { data, needs: Table::ALL.to_vec(), ..Request::default() };
    let (_, odd) = put_together(&request, &own, &mut faults, audit);
    let mut found = faults.all();
    found.extend(odd);
    found
}
