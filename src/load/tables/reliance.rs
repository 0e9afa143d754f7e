//! Table `reliance`: published net import reliance, percent of apparent consumption.

use std::cmp::Ordering;

use super::amounts::AmountColumns;
use super::{TableRow, columns, product_of};
use crate::diag::Code;
use crate::load::kind::Kind;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::{Amount, Percent, RelianceRow};

/// The table `reliance`.
pub const SPEC: TableSpec = TableSpec {
    name: "reliance",
    columns: &[
        columns::MINERAL,
        columns::PRODUCT,
        columns::STAGE,
        columns::ONE_COUNTRY,
        columns::YEAR,
        Column::required("percent", "a plain decimal number from 0 to 100; empty for a net exporter")
            .or_empty()
            .of(PERCENT),
        columns::LOW.of(PERCENT),
        columns::HIGH.of(PERCENT),
        columns::STATUS.of(Kind::Status { net_exporter: true }),
        columns::NOTE,
        columns::SOURCE,
    ],
};

/// What a reliance can be.
const PERCENT: Kind = Kind::Number { least: 0.0, most: Percent::MOST };

const MINERAL: usize = SPEC.at("mineral");
const PRODUCT: usize = SPEC.at("product");
const STAGE: usize = SPEC.at("stage");
const COUNTRY: usize = SPEC.at("country");
const YEAR: usize = SPEC.at("year");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");
const AMOUNT: AmountColumns = AmountColumns { net_exporter: true, ..AmountColumns::of(&SPEC, "percent") };

impl TableRow for RelianceRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let country = row.country(COUNTRY);
        let year = row.year(YEAR);
        let percent = AMOUNT.read(row).filter(|amount| in_range(row, *amount));
        Some(Self {
            mineral: mineral?,
            product: row.text(PRODUCT).to_owned(),
            stage: stage?,
            country: country?,
            year: year?,
            percent: percent?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.stage.cmp(&other.stage))
            .then_with(|| {
                (&self.product, self.country, self.year).cmp(&(&other.product, other.country, other.year))
            })
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let what = product_of(&self.mineral, &self.product);
        format!("the reliance of `{}` on {what} in {}", self.country, self.year)
    }
}

fn in_range(row: &mut Row<'_, '_>, amount: Amount) -> bool {
    let cells = [(AMOUNT.value, amount.value), (AMOUNT.low, amount.low), (AMOUNT.high, amount.high)];
    let beyond = cells.into_iter().find(|(_, number)| number.is_some_and(|n| Percent::new(n).is_err()));
    if let Some((column, Some(number))) = beyond {
        let message = format!("`{number}` is not a percentage from 0 to 100");
        let help = Some("a reliance is at most 100; a net exporter has the status `net-exporter`".to_owned());
        row.complain(column, Code::BadNumber, message, "above 100", help);
    }
    beyond.is_none()
}
