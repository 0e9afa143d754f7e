//! Table `stocks`: what lies in store at the end of a year.

use std::cmp::Ordering;

use super::amounts::AmountColumns;
use super::{TableRow, columns, product_of};
use crate::load::record::TableSpec;
use crate::load::row::Row;
use crate::model::StockRow;

/// The table `stocks`.
pub const SPEC: TableSpec = TableSpec {
    name: "stocks",
    columns: &[
        columns::MINERAL,
        columns::PRODUCT,
        columns::ONE_COUNTRY,
        columns::YEAR,
        columns::QUANTITY,
        columns::UNIT,
        columns::LOW,
        columns::HIGH,
        columns::STATUS,
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const PRODUCT: usize = SPEC.at("product");
const COUNTRY: usize = SPEC.at("country");
const YEAR: usize = SPEC.at("year");
const UNIT: usize = SPEC.at("unit");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");
const AMOUNT: AmountColumns = AmountColumns::of(&SPEC, "quantity");

impl TableRow for StockRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let country = row.country(COUNTRY);
        let year = row.year(YEAR);
        let amount = AMOUNT.read(row);
        let unit = row.unit(UNIT);
        Some(Self {
            mineral: mineral?,
            product: row.text(PRODUCT).to_owned(),
            country: country?,
            year: year?,
            amount: amount?,
            unit: unit?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.mineral.cmp(&other.mineral))
            .then_with(|| {
                (&self.product, self.country, self.year).cmp(&(&other.product, other.country, other.year))
            })
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let what = product_of(&self.mineral, &self.product);
        format!("stocks of {what}, `{}` in {}", self.country, self.year)
    }
}
