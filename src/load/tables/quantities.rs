//! Tables `production`, `capacity`, `consumption`: how much, by mineral, stage, country and year.

use std::cmp::Ordering;
use std::ops::Range;

use super::amounts::AmountColumns;
use super::{TableRow, columns, points};
use crate::diag::Code;
use crate::load::faults::Faults;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{Party, QuantityRow};

const COLUMNS: &[Column] = &[
    columns::MINERAL,
    columns::STAGE,
    columns::COUNTRY,
    columns::YEAR,
    columns::QUANTITY,
    columns::UNIT,
    columns::LOW,
    columns::HIGH,
    columns::STATUS,
    Column::optional(
        "excludes",
        "on a `world` row: codes of suppliers that the total leaves out, separated by blanks",
    ),
    columns::NOTE,
    columns::SOURCE,
];

/// The table `production`.
pub const PRODUCTION: TableSpec = TableSpec { name: "production", columns: COLUMNS };
/// The table `capacity`.
pub const CAPACITY: TableSpec = TableSpec { name: "capacity", columns: COLUMNS };
/// The table `consumption`.
pub const CONSUMPTION: TableSpec = TableSpec { name: "consumption", columns: COLUMNS };

const MINERAL: usize = PRODUCTION.at("mineral");
const STAGE: usize = PRODUCTION.at("stage");
const COUNTRY: usize = PRODUCTION.at("country");
const YEAR: usize = PRODUCTION.at("year");
const UNIT: usize = PRODUCTION.at("unit");
const EXCLUDES: usize = PRODUCTION.at("excludes");
const NOTE: usize = PRODUCTION.at("note");
const SOURCE: usize = PRODUCTION.at("source");
const AMOUNT: AmountColumns = AmountColumns::of(&PRODUCTION, "quantity");

impl TableRow for QuantityRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let party = row.party(COUNTRY);
        let year = row.year(YEAR);
        let amount = AMOUNT.read(row);
        let unit = row.unit(UNIT);
        let excludes = row.countries(EXCLUDES);
        if excludes.as_ref().is_some_and(|e| !e.is_empty()) && party.is_some_and(|p| p != Party::World) {
            let message = "`excludes` stands on a row that is not the world's total".to_owned();
            let help = Some("move it to the row whose country is `world`".to_owned());
            row.complain(EXCLUDES, Code::BadRow, message, "only on a `world` row", help);
            return None;
        }
        Some(Self {
            mineral: mineral?,
            stage: stage?,
            party: party?,
            year: year?,
            amount: amount?,
            unit: unit?,
            rounding: None,
            excludes: excludes?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.stage, r.party, r.year);
        (self.mineral.cmp(&other.mineral))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        format!("`{}` at the stage `{}`, `{}` in {}", self.mineral, self.stage, self.party, self.year)
    }

    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        if !sheet.source.is_builtin() {
            let numbers: Vec<_> = rows.iter().map(|row| row.amount.value).zip(places).collect();
            points::doubt(&numbers, sheet, faults);
        }
    }
}
