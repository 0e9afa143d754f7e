//! Tables from texts at hand instead of files: as with `--data` of a folder that holds them.

use std::path::PathBuf;

use super::dataset::{Loaded, Request, put_together};
use super::faults::Faults;
use super::source::Source;
use super::table::Table;
use crate::diag::Diagnostic;

/// Loads texts, each under the name of a file, with every check of the loader.
///
/// # Errors
/// Everything that is wrong with any of them.
pub fn load_texts(texts: &[(&str, &[u8])]) -> Result<Loaded, Vec<Diagnostic>> {
    let mut faults = Faults::default();
    let mut sources = Vec::new();
    for (name, bytes) in texts {
        match Source::from_bytes(name, bytes.to_vec()) {
            Ok(source) => sources.push((None, source)),
            Err(error) => faults.push(*error),
        }
    }
    let data = texts.iter().map(|(name, _)| PathBuf::from(name)).collect();
    put_together(&Request { data, needs: Table::ALL.to_vec(), ..Request::default() }, &sources, faults)
}
