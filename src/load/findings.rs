//! One text held to one table: what is wrong with it, and nothing computed from it.

use super::faults::Faults;
use super::names::Names;
use super::sheet::Sheet;
use super::source::Source;
use super::table::Table;
use super::tables::places::{AliasRow, CountryRow, MemberRow};
use super::tables::sources::Publication;
use super::tables::{self, TableRow};
use crate::diag::Diagnostic;
use crate::model::{
    BilateralRow, EndUseRow, GovernanceRow, HsCodeRow, ImportSourceRow, MineralInfo, ParameterRow, PriceRow,
    PublishedScoreRow, QuantityRow, RelianceRow, ReserveRow, StockRow, SupplyShareRow, TradeRow,
};

/// Everything that is to be said of a file's bytes as a table: errors, then warnings.
///
/// The names that its cells may use are given; of several tables in the file each is held to this one.
#[must_use]
pub fn findings(name: &str, bytes: &[u8], table: Table, names: &Names) -> Vec<Diagnostic> {
    let mut faults = Faults::default();
    match Source::from_bytes(name, bytes.to_vec()) {
        Err(error) => faults.push(*error),
        Ok(source) => match Sheet::all(&source) {
            Err(error) => faults.push(*error),
            Ok(sheets) => sheets.iter().for_each(|sheet| read(sheet, table, names, &mut faults)),
        },
    }
    faults.all()
}

fn read(sheet: &Sheet<'_>, table: Table, names: &Names, faults: &mut Faults) {
    fn of<T: TableRow>(sheet: &Sheet<'_>, table: Table, names: &Names, faults: &mut Faults) {
        let _ = tables::read::<T>(sheet, table.spec(), names, faults); // what is read is not wanted
    }
    match table {
        Table::Bilateral => of::<BilateralRow>(sheet, table, names, faults),
        Table::Capacity | Table::Consumption | Table::Production => {
            of::<QuantityRow>(sheet, table, names, faults);
        }
        Table::Countries => of::<CountryRow>(sheet, table, names, faults),
        Table::CountryAliases => of::<AliasRow>(sheet, table, names, faults),
        Table::EndUses => of::<EndUseRow>(sheet, table, names, faults),
        Table::Governance => of::<GovernanceRow>(sheet, table, names, faults),
        Table::Groups => of::<MemberRow>(sheet, table, names, faults),
        Table::HsCodes => of::<HsCodeRow>(sheet, table, names, faults),
        Table::ImportSources => of::<ImportSourceRow>(sheet, table, names, faults),
        Table::Minerals => of::<MineralInfo>(sheet, table, names, faults),
        Table::Parameters => of::<ParameterRow>(sheet, table, names, faults),
        Table::Prices => of::<PriceRow>(sheet, table, names, faults),
        Table::PublishedScores => of::<PublishedScoreRow>(sheet, table, names, faults),
        Table::Reliance => of::<RelianceRow>(sheet, table, names, faults),
        Table::Reserves => of::<ReserveRow>(sheet, table, names, faults),
        Table::Sources => of::<Publication>(sheet, table, names, faults),
        Table::Stocks => of::<StockRow>(sheet, table, names, faults),
        Table::SupplyShares => of::<SupplyShareRow>(sheet, table, names, faults),
        Table::Trade => of::<TradeRow>(sheet, table, names, faults),
    }
}
