//! Table `trade`: what went from whom to whom in a year, by quantity, by value, or both.

use std::cmp::Ordering;
use std::ops::Range;

use super::{TableRow, columns, product_of};
use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{Party, TradeRow, Unit};

/// The table `trade`.
pub const SPEC: TableSpec = TableSpec {
    name: "trade",
    columns: &[
        columns::MINERAL,
        columns::STAGE,
        columns::PRODUCT,
        Column::required(
            "exporter",
            "the code, name or alias of the country that sells, or `other`, or `world`",
        ),
        Column::required(
            "importer",
            "the code, name or alias of the country that buys, or `other`, or `world`",
        ),
        columns::YEAR,
        Column::optional("quantity", "a plain decimal number of `unit`; empty if only the value is known")
            .of(columns::AMOUNT),
        Column { required: false, ..columns::UNIT.or_empty() },
        Column::optional(
            "value_usd",
            "a plain decimal number of US dollars; empty if only the quantity is known",
        )
        .of(columns::AMOUNT),
        columns::NOTE,
        columns::SOURCE,
    ],
};

const MINERAL: usize = SPEC.at("mineral");
const STAGE: usize = SPEC.at("stage");
const PRODUCT: usize = SPEC.at("product");
const EXPORTER: usize = SPEC.at("exporter");
const IMPORTER: usize = SPEC.at("importer");
const YEAR: usize = SPEC.at("year");
const QUANTITY: usize = SPEC.at("quantity");
const UNIT: usize = SPEC.at("unit");
const VALUE: usize = SPEC.at("value_usd");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for TradeRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.stage(STAGE);
        let exporter = row.party(EXPORTER);
        let importer = row.party(IMPORTER).filter(|importer| is_another(row, exporter, *importer));
        let year = row.year(YEAR);
        let quantity = row.number(QUANTITY, Sign::NotNegative);
        let value = row.number(VALUE, Sign::NotNegative);
        let unit = unit(row, quantity);
        if (quantity, value) == (Some(None), Some(None)) {
            let help = Some("write at least one of the two, or leave the row out".to_owned());
            row.complain(
                QUANTITY,
                Code::MissingCell,
                "the row has neither a quantity nor a value".into(),
                "empty",
                help,
            );
            return None;
        }
        Some(Self {
            mineral: mineral?,
            stage: stage?,
            product: row.pooled(PRODUCT),
            exporter: exporter?,
            importer: importer?,
            year: year?,
            quantity: quantity?,
            unit: unit?,
            value_usd: value?,
            note: row.pooled(NOTE),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        self.flow(other).then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let what = product_of(&self.mineral, &self.product);
        format!(
            "{what} at the stage `{}` from `{}` to `{}` in {}",
            self.stage, self.exporter, self.importer, self.year
        )
    }

    /// The exporter's and the importer's report of one flow are not two flows.
    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        let mut sorted: Vec<(&Self, &Range<usize>)> = rows.iter().zip(places).collect();
        sorted.sort_by(|(a, _), (b, _)| a.order(b)); // stable: the earlier row stays first
        for pair in sorted.windows(2) {
            let [(one, first), (two, again)] = pair else { continue };
            if one.flow(two) == Ordering::Equal && one.origin.publisher.id != two.origin.publisher.id {
                faults.push(mirror(one, (*first).clone(), two, (*again).clone(), sheet));
            }
        }
    }
}

impl TradeRow {
    fn flow(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.stage, r.exporter, r.importer, r.year);
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.product.cmp(&other.product))
            .then_with(|| key(self).cmp(&key(other)))
    }
}

fn mirror(
    one: &TradeRow,
    first: Range<usize>,
    two: &TradeRow,
    again: Range<usize>,
    sheet: &Sheet<'_>,
) -> Diagnostic {
    let said = |row: &TradeRow| format!("by `{}`", crate::diag::quote(&row.origin.publisher.id));
    let message = format!("two sources report {}: both count if nothing tells them apart", two.subject());
    Diagnostic::warning(Code::MirrorFlow, message)
        .at(sheet.source.place(again), said(two))
        .related(sheet.source.place(first), said(one))
        .help("keep the report of one of them: what one country sells is what the other buys")
}

/// The unit of a quantity; where there is none, the unit does not matter.
fn unit(row: &mut Row<'_, '_>, quantity: Option<Option<f64>>) -> Option<Unit> {
    if quantity == Some(None) && row.text(UNIT).is_empty() { Some(Unit::T) } else { row.unit(UNIT) }
}

/// A country does not trade with itself; the two totals say nothing together.
fn is_another(row: &mut Row<'_, '_>, exporter: Option<Party>, importer: Party) -> bool {
    if exporter != Some(importer) || importer == Party::Other {
        return true;
    }
    let message = format!("`{importer}` is both the exporter and the importer");
    let help = Some("leave the row out: what a country sends to itself is no trade".to_owned());
    row.complain(IMPORTER, Code::BadParty, message, "the exporter itself", help);
    false
}
