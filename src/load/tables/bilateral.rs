//! Table `bilateral`: what two countries trade in all, as one of them reports it.

use std::cmp::Ordering;

use super::{TableRow, columns};
use crate::load::kind::Kind;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::{BilateralRow, Flow};

/// The table `bilateral`.
pub const SPEC: TableSpec = TableSpec {
    name: "bilateral",
    columns: &[
        Column::required("reporter", "whose statistics: a country, or a group as `EU27`"),
        Column::required("partner", "with whom: a country, a group, or `world`"),
        columns::PERIOD,
        Column::required("flow", "`exports` or `imports` of the reporter, or both as `turnover`")
            .of(Kind::Listed(&FLOWS)),
        Column::required("scope", "of which goods: `all goods`, or a list in words"),
        Column::required("value_usd", "a plain decimal number of US dollars").of(columns::AMOUNT),
        columns::NOTE,
        columns::SOURCE,
    ],
};

/// Which way goods go.
const FLOWS: [&str; 3] = [Flow::Exports.as_str(), Flow::Imports.as_str(), Flow::Turnover.as_str()];

const REPORTER: usize = SPEC.at("reporter");
const PARTNER: usize = SPEC.at("partner");
const PERIOD: usize = SPEC.at("period");
const FLOW: usize = SPEC.at("flow");
const SCOPE: usize = SPEC.at("scope");
const VALUE: usize = SPEC.at("value_usd");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for BilateralRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let reporter = row.scope(REPORTER);
        let partner = row.scope(PARTNER);
        let period = row.period(PERIOD);
        let flow = row.listed(FLOW, &FLOWS);
        let flow = Flow::ALL.into_iter().find(|f| Some(f.as_str()) == flow);
        let goods = row.filled(SCOPE);
        let value = row.filled(VALUE).and_then(|_| row.number(VALUE, Sign::NotNegative)?);
        Some(Self {
            reporter: reporter?,
            partner: partner?,
            period: period?,
            flow: flow?,
            goods: goods?.to_owned(),
            value_usd: value?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        (&self.reporter, &self.partner, self.period, self.flow, &self.goods, &self.note)
            .cmp(&(&other.reporter, &other.partner, other.period, other.flow, &other.goods, &other.note))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let Self { reporter, partner, period, flow, goods, .. } = self;
        format!("{flow} of `{reporter}` with `{partner}` in {period}, {}", crate::diag::quote(goods))
    }
}
