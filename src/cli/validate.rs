//! `minerals data validate`.

use std::path::PathBuf;

use clap::Args;

use super::ask::{ALL, all_inputs};
use super::deliver::{Gate, deliver_findings};
use super::tables::Single;
use super::{Common, Exit, Streams};
use crate::load::{Examined, Table, examine};
use crate::output::{Envelope, Finding, Parameters, Suite};
use crate::render::Findings;

const EXAMPLES: &str = "Examples:
  minerals data validate my-production.csv
  minerals data validate --production my-production.csv --format github

Limits: 256 MB and 1 000 000 rows in all files of a run together, 200 columns a
table, 100 tables and 128 levels in a JSON file, 10 000 bytes a cell, 10 000
parts in a gzip file; after 200 errors in a file the rest of it is not read.

Exit codes: 0 no error, 1 a warning with --fail-on warning, 2 an error.";

/// Whether tables are sound: every finding in every file
///
/// The files are looked at together, as one set of tables: every cell, every row, then what only a look at
/// all rows together shows (totals, units, shares, years, prices, re-exports). `minerals explain CODE`
/// tells what a finding means and how it is mended.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(super) struct Validate {
    /// Files and folders of tables, `-` for standard input
    #[arg(value_name = "PATH", required_unless_present = "Single")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    single: Single,
}

impl Validate {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let needs: Vec<Table> = ALL.iter().copied().chain([Table::Sources]).collect();
        let request = self.single.request(&self.paths, &needs, common)?;
        let Examined { loaded, found, files } = examine(&request);
        let inputs = all_inputs(&loaded).into_iter().filter(|input| !input.builtin).collect();
        let findings: Vec<Finding> = found.iter().map(Finding::from).collect();
        let suites = Suite::of_files(&findings, &files, common.fails_on_warnings());
        let gate = Gate { findings: findings.clone(), suites, on_error: Exit::Refused };
        let envelope = Envelope::new("data validate", inputs, Parameters::default(), findings);
        let page = Findings { answer: &envelope, diagnostics: &found, files: files.len() };
        deliver_findings(&envelope, &page, &gate, common, streams)
    }
}
