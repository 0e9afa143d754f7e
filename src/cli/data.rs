//! `minerals data`: what the tables hold, where they are from, and publishers' files made into them.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};

use super::ask::{ALL, all_inputs};
use super::deliver::deliver;
use super::exit::Refused;
use super::inputs::refuse_over;
use super::tables::Tables;
use super::target::{Staged, is_stdout};
use super::validate::Validate;
use super::{Common, Exit, Streams};
use crate::load::{Loaded, Request, Table, load};
use crate::output::{Coverage, Envelope, ImportedFile, Parameters, SourceOf, rows_by_source};
use crate::render;
use crate::sources::{self, Publication};

const EXAMPLES: &str = "Examples:
  minerals data import usgs-mcs MCS2026_Commodities_Data.csv MCS2025_World_Data.csv
  revision_audit_rare_earths.csv --output data
  minerals data import wgi wgi_2023update_1996_2022_six.csv --output data
  minerals data import iea iea_supply_by_country.csv iea_demand_by_sector.csv --output iea
  minerals data import eu-study fact_*.csv dimension_CRMsOverTime.csv eu2023_parameters.csv --output eu
  minerals data import baci baci_hs92_minerals_2022_2024.csv.gz baci_2022.csv baci_2024.csv
  --output data";

/// What the tables hold, and where they are from
#[derive(Debug, Args)]
pub(super) struct Data {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Coverage by table, stage and year, and each file's rows and hash
    List {
        #[command(flatten)]
        tables: Tables,
    },
    /// Publisher, title, licence and link of every source, and the tables it is in
    Sources {
        #[command(flatten)]
        tables: Tables,
    },
    Validate(Validate),
    Import(Import),
}

/// Make tables of a publisher's own files
///
/// Every row of the file is used, or set aside for a stated reason; a row that no rule fits stops the
/// import, and nothing is written. What is written are this publisher's rows alone: another's table of
/// the same name in the folder is replaced.
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
struct Import {
    /// Whose file it is
    #[arg(value_enum, value_name = "PUBLISHER")]
    publisher: Publisher,
    /// The publisher's files, under the names they were published with
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Publisher {
    /// U.S. Geological Survey, Mineral Commodity Summaries
    UsgsMcs,
    /// World Bank, Worldwide Governance Indicators, 2023 update
    Wgi,
    /// International Energy Agency, Critical Minerals Dataset 2025
    Iea,
    /// European Commission, Study on the critical raw materials for the EU 2023
    EuStudy,
    /// CEPII, BACI: trade between countries
    Baci,
}

impl Data {
    pub(super) fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        match &self.what {
            What::List { tables } => {
                let mut loaded = tables.load(ALL, common)?;
                loaded.add_shipped_trade(|_| true);
                let coverage = Coverage::of(&loaded.dataset);
                let envelope =
                    Envelope::new("data list", all_inputs(&loaded), Parameters::default(), coverage);
                deliver(&envelope, &render::Coverages(&envelope), common, streams)
            }
            What::Sources { tables } => {
                let needs: Vec<Table> = ALL.iter().copied().chain([Table::Sources]).collect();
                let mut loaded = tables.load(&needs, common)?;
                loaded.add_shipped_trade(|_| true);
                let sources = described(&loaded);
                let envelope =
                    Envelope::new("data sources", all_inputs(&loaded), Parameters::default(), sources);
                deliver(&envelope, &render::Sources(&envelope), common, streams)
            }
            What::Validate(validate) => validate.run(common, streams),
            What::Import(import) => import.run(common, streams),
        }
    }
}

/// The sources of the figures, with what the table `sources` says of each.
fn described(loaded: &Loaded) -> Vec<SourceOf> {
    rows_by_source(&loaded.dataset)
        .into_iter()
        .map(|(source, tables)| {
            let of = loaded.publications.iter().find(|p| p.id == source);
            SourceOf {
                publication: of.map_or_else(|| "your own table".to_owned(), |p| p.title.clone()),
                licence: of.map(|p| p.licence.clone()).unwrap_or_default(),
                link: of.map(|p| p.link.clone()).unwrap_or_default(),
                source,
                tables,
            }
        })
        .collect()
}

impl Import {
    fn run(&self, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Exit> {
        let folder = common.output.as_deref().context("say where the tables go: `--output FOLDER`")?;
        if is_stdout(folder) {
            anyhow::bail!(
                "the tables are several files: `--output` names their folder here, and cannot be `-`"
            );
        }
        for table in Table::ALL {
            refuse_over(Some(&folder.join(file_of(table.name()))), &self.files)?;
        }
        let mut files = Vec::new();
        for path in &self.files {
            let bytes = fs::read(path).with_context(|| format!("cannot read `{}`", path.display()))?;
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            files.push((name, bytes));
        }
        let publications: Vec<Publication<'_>> =
            files.iter().map(|(name, bytes)| Publication { name, bytes }).collect();
        let needs = if self.publisher == Publisher::Baci { vec![Table::HsCodes] } else { Vec::new() };
        let Loaded { names, dataset, .. } =
            load(&Request { needs, ..Request::default() }).map_err(Refused)?;
        let imported = match self.publisher {
            Publisher::UsgsMcs => sources::usgs_mcs::import(&publications, &|c| names.country(c)),
            Publisher::Wgi => match publications.as_slice() {
                [one] => sources::wgi::import(*one, |c| names.country(c)),
                _ => anyhow::bail!("`wgi` takes one file, so that editions cannot mix"),
            },
            Publisher::Iea => sources::iea::import(&publications, &names),
            Publisher::EuStudy => sources::eu_study::import(&publications, &names),
            Publisher::Baci => sources::baci::import(&publications, &names, &dataset.hs_codes),
        }
        .map_err(Refused)?;
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
        let mut files: Vec<ImportedFile> = imported.accounts.iter().map(read).collect();
        let mut staged = Vec::new();
        for (table, text) in &imported.tables {
            let file = file_of(table);
            let path = folder.join(&file);
            let before = match fs::read(&path) {
                Ok(there) if there == text.as_bytes() => "same",
                Ok(_) => "replaced",
                Err(_) => "new",
            };
            staged.push(Staged::new(&path, text.as_bytes())?);
            let rows = text.lines().count().saturating_sub(1);
            let (used, set_aside) = (None, std::collections::BTreeMap::new());
            files.push(ImportedFile { what: "written", file, rows, used, set_aside, before: Some(before) });
        }
        // tables of one import belong together: none is put in its place before all are written
        staged.into_iter().try_for_each(Staged::commit)?;
        let envelope = Envelope::new("data import", Vec::new(), Parameters::default(), files);
        // --output names the folder of the tables; the account of them goes to standard output
        let common = Common { output: None, ..common.clone() };
        deliver(&envelope, &render::Imports(&envelope), &common, streams)
    }
}

/// The file that a table is written to.
fn file_of(table: &str) -> String {
    format!("{table}.csv")
}

/// What became of a publisher's rows.
fn read((file, account): (&String, &sources::Account)) -> ImportedFile {
    ImportedFile {
        what: "read",
        file: file.clone(),
        rows: account.rows,
        used: Some(account.used),
        set_aside: account.set_aside.clone(),
        before: None,
    }
}
