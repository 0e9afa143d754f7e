//! The importer of BACI on a few rows of the publisher's own files, and the trade compiled in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

mod shipped;
mod sources;

use std::sync::LazyLock;

use minerals::diag::Diagnostic;
use minerals::load::{Loaded, Request, Table, load};
use minerals::sources::{Imported, Publication, baci};

/// The reference tables and the concordance as compiled in.
static KNOWN: LazyLock<Loaded> =
    LazyLock::new(|| load(&Request { needs: vec![Table::HsCodes], ..Request::default() }).unwrap());

fn run(files: &[(&str, &[u8])]) -> Result<Imported, Vec<Diagnostic>> {
    let files: Vec<_> = files.iter().map(|(name, bytes)| Publication { name, bytes }).collect();
    baci::import(&files, &KNOWN.dataset.hs_codes, &|code| KNOWN.names.country(code))
}
