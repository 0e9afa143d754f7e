//! The importer of BACI on a few rows of the publisher's own files, the concordance, and the trade that is
//! compiled in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

#[path = "../common/mod.rs"]
mod common;

mod codes;
mod excerpt;
#[path = "../../src/load/shipped/pack.rs"]
mod pack;
mod packing;
mod refusals;
mod shipped;
mod sources;

use std::sync::LazyLock;

use minerals::diag::Diagnostic;
use minerals::load::{Loaded, Request, Table, load};
use minerals::sources::{Imported, Publication, baci};

const HS92: &str = include_str!("../publishers/baci/hs92.csv");
const HS17: &str = include_str!("../publishers/baci/baci_2022.csv");

/// The reference tables and the concordance as compiled in.
static KNOWN: LazyLock<Loaded> =
    LazyLock::new(|| load(&Request { needs: vec![Table::HsCodes], ..Request::default() }).unwrap());

fn import(files: &[Publication<'_>]) -> Result<Imported, Vec<Diagnostic>> {
    baci::import(files, &KNOWN.names, &KNOWN.dataset.hs_codes)
}

fn run(files: &[(&str, &str)]) -> Result<Imported, Vec<Diagnostic>> {
    let files: Vec<_> =
        files.iter().map(|(name, text)| Publication { name, bytes: text.as_bytes() }).collect();
    import(&files)
}
