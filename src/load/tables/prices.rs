//! Table `prices`: what a mineral, or a product of it, costs.

use std::cmp::Ordering;

use super::amounts::AmountColumns;
use super::{TableRow, columns, product_of};
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::PriceRow;

/// The table `prices`.
pub const SPEC: TableSpec = TableSpec {
    name: "prices",
    columns: &[
        columns::MINERAL,
        columns::PRODUCT,
        Column::optional("country", "the country of the market, by code, name or alias"),
        columns::YEAR,
        Column::required("value", "a plain decimal number of `unit`").or_empty().of(columns::AMOUNT),
        columns::LOW,
        columns::HIGH,
        Column::required("unit", "as the source states it, as `USD/kg`"),
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
const AMOUNT: AmountColumns = AmountColumns::of(&SPEC, "value");

impl TableRow for PriceRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let country = row.if_any(COUNTRY, Row::country);
        let year = row.year(YEAR);
        let amount = AMOUNT.read(row);
        let unit = row.filled(UNIT);
        Some(Self {
            mineral: mineral?,
            product: row.text(PRODUCT).to_owned(),
            country: country?,
            year: year?,
            amount: amount?,
            unit: unit?.to_owned(),
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.product.cmp(&other.product))
            .then_with(|| {
                (self.country, self.year, &self.unit).cmp(&(other.country, other.year, &other.unit))
            })
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        format!("the price of {} in {}", product_of(&self.mineral, &self.product), self.year)
    }
}
