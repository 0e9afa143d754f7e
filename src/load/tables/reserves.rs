//! Table `reserves`: what could be mined, by mineral, country and year.

use std::cmp::Ordering;
use std::ops::Range;

use super::amounts::AmountColumns;
use super::{TableRow, columns, points};
use crate::load::faults::Faults;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::ReserveRow;

/// The table `reserves`.
pub const SPEC: TableSpec = TableSpec {
    name: "reserves",
    columns: &[
        columns::MINERAL,
        columns::COUNTRY,
        columns::YEAR,
        columns::QUANTITY,
        columns::UNIT,
        Column::optional("basis", "what is weighed; empty means the mineral's own"),
        columns::LOW,
        columns::HIGH,
        columns::STATUS,
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const COUNTRY: usize = SPEC.at("country");
const YEAR: usize = SPEC.at("year");
const UNIT: usize = SPEC.at("unit");
const BASIS: usize = SPEC.at("basis");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");
const AMOUNT: AmountColumns = AmountColumns::of(&SPEC, "quantity");

impl TableRow for ReserveRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let party = row.party(COUNTRY);
        let year = row.year(YEAR);
        let amount = AMOUNT.read(row);
        let unit = row.unit(UNIT);
        Some(Self {
            mineral: mineral?,
            party: party?,
            year: year?,
            amount: amount?,
            unit: unit?,
            basis: row.text(BASIS).to_owned(),
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.mineral.cmp(&other.mineral))
            .then_with(|| (self.party, self.year, &self.basis).cmp(&(other.party, other.year, &other.basis)))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        format!("reserves of `{}`, `{}` in {}", self.mineral, self.party, self.year)
    }

    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        if !sheet.source.is_builtin() {
            let numbers: Vec<_> = rows.iter().map(|row| row.amount.value).zip(places).collect();
            points::doubt(&numbers, sheet, faults);
        }
    }
}
