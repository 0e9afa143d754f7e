//! Which tables a run reads: those compiled in, the user's own, and the minerals out of a file of all trade.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use super::exit::Refused;
use super::inputs::refuse_over;
use super::progress::Bar;
use crate::load::{self, Loaded, Request, Table, files_in, load};
use crate::scan::{Kept, can_keep, keep};

/// Which tables to read.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Tables {
    /// Your own tables instead of the compiled-in ones: a folder, a file, or `-` for standard input
    #[arg(long, global = true, env = "MINERALS_DATA", value_name = "PATH")]
    data: Option<PathBuf>,
    #[command(flatten)]
    single: Single,
}

/// Files that are each one table.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct Single {
    /// Replace one table: output by country
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    production: Option<PathBuf>,
    /// Replace one table: capacity by country
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    capacity: Option<PathBuf>,
    /// Replace one table: use by country
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    consumption: Option<PathBuf>,
    /// Replace one table: reserves by country
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    reserves: Option<PathBuf>,
    /// Replace one table: published net import reliance
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    reliance: Option<PathBuf>,
    /// Replace one table: shares in a country's imports
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    import_sources: Option<PathBuf>,
    /// Replace one table: prices
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    prices: Option<PathBuf>,
    /// Replace one table: stocks
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    stocks: Option<PathBuf>,
    /// Replace one table: trade between countries; a file of all trade as BACI has it is taken too, and
    /// its minerals are kept
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    trade: Option<PathBuf>,
    /// Replace one table: governance estimates of one edition
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    governance: Option<PathBuf>,
    /// Replace one table: shares in a supply
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    supply_shares: Option<PathBuf>,
    /// Replace one table: parameters of methods
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    parameters: Option<PathBuf>,
    /// Replace one table: scores as published
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    published_scores: Option<PathBuf>,
    /// Replace one table: what minerals are used for
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    end_uses: Option<PathBuf>,
    /// Replace one table: codes of the Harmonized System
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    hs_codes: Option<PathBuf>,
    /// Replace one table: what two countries trade in all
    #[arg(long, global = true, value_name = "FILE", help_heading = "One table of your own")]
    bilateral: Option<PathBuf>,
}

impl Tables {
    /// The tables of a command that was given no arguments.
    pub(super) fn from_environment() -> Self {
        let data = std::env::var_os("MINERALS_DATA").filter(|value| !value.is_empty());
        Self { data: data.map(PathBuf::from), ..Self::default() }
    }

    /// Reads the tables that a command needs, unless its answer would be written over one of them.
    pub(super) fn load(&self, needs: &[Table], common: &Common) -> anyhow::Result<Loaded> {
        let mut request = self.single.request(self.data.as_slice(), needs, common)?;
        let baci = |(table, path): &(Table, PathBuf)| *table == Table::Trade && can_keep(path);
        let at = request.tables.iter().position(baci);
        let Some((_, path)) = at.map(|at| request.tables.remove(at)) else {
            return load(&request).map_err(|all| Refused(all).into());
        };
        if !request.needs.contains(&Table::HsCodes) {
            request.needs.push(Table::HsCodes);
        }
        let loaded = load(&request).map_err(Refused)?;
        keep_minerals(loaded, &path, needs, common)
    }
}

/// Puts the minerals of a file of all trade in the place of the trade compiled in.
fn keep_minerals(
    mut loaded: Loaded,
    path: &Path,
    needs: &[Table],
    common: &Common,
) -> anyhow::Result<Loaded> {
    let mut bar = Bar::new(common);
    let kept = keep(path, &loaded.names, &loaded.dataset.hs_codes, &mut |progress| bar.show(progress));
    bar.clear();
    let Kept { rows, account, warnings } = kept.map_err(Refused)?;
    if !needs.contains(&Table::Trade) {
        return Ok(loaded); // it was held to be sound, and the answer does not need it
    }
    let count = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
    let left = count(account.rows - account.used);
    let input = load::Input {
        table: Table::Trade,
        name: load::listed(&account.name).to_string(),
        sha256: account.sha256.unwrap_or_default(),
        builtin: false,
        rows: count(account.rows),
        used: count(account.used),
        set_aside: (left > 0).then(|| ("not of a mineral".to_owned(), left)).into_iter().collect(),
    };
    loaded.put_trade(rows, input, warnings);
    Ok(loaded)
}

impl Single {
    /// The request for these files and for others that hold any tables, unless the answer would be written
    /// over one of them.
    pub(super) fn request(
        &self,
        data: &[PathBuf],
        needs: &[Table],
        common: &Common,
    ) -> anyhow::Result<Request> {
        let single = [
            (Table::Production, &self.production),
            (Table::Capacity, &self.capacity),
            (Table::Consumption, &self.consumption),
            (Table::Reserves, &self.reserves),
            (Table::Reliance, &self.reliance),
            (Table::ImportSources, &self.import_sources),
            (Table::Prices, &self.prices),
            (Table::Stocks, &self.stocks),
            (Table::Trade, &self.trade),
            (Table::Governance, &self.governance),
            (Table::SupplyShares, &self.supply_shares),
            (Table::Parameters, &self.parameters),
            (Table::PublishedScores, &self.published_scores),
            (Table::EndUses, &self.end_uses),
            (Table::HsCodes, &self.hs_codes),
            (Table::Bilateral, &self.bilateral),
        ];
        let tables: Vec<(Table, PathBuf)> =
            single.into_iter().filter_map(|(table, path)| Some((table, path.clone()?))).collect();
        let files: Vec<PathBuf> = data.iter().flat_map(|path| files_in(path)).collect();
        refuse_over(common.output.as_deref(), files.iter().chain(tables.iter().map(|(_, path)| path)))?;
        Ok(Request { data: data.to_vec(), tables, needs: needs.to_vec() })
    }
}
