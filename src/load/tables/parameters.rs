//! Table `parameters`: published parameters of methods.

use std::cmp::Ordering;

use super::{TableRow, columns};
use crate::diag::Code;
use crate::load::kind::Kind;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::model::ParameterRow;

/// The table `parameters`.
pub const SPEC: TableSpec = TableSpec {
    name: "parameters",
    columns: &[
        columns::MINERAL,
        columns::STAGE_OR_BOTH,
        Column::required(
            "name",
            "one of `import_reliance`, `eol_rir`, `si_sr`, `si_ei` (0 to 1), `trade_factor` (about 0.8 to 2)",
        )
        .of(Kind::Listed(&NAMES)),
        columns::SCOPE_IF_ANY,
        Column::optional("country", "the supplier, where the parameter is of one"),
        Column::required("value", "a plain decimal number").of(Kind::Number { least: 0.0, most: LARGEST }),
        Column::optional("year", "four digits").of(Kind::Year),
        columns::EDITION,
        columns::NOTE,
        columns::SOURCE,
    ],
};

/// Every parameter that a method uses.
const NAMES: [&str; 5] = ["import_reliance", "eol_rir", "si_sr", "si_ei", TRADE_FACTOR];

/// The one parameter that is no share.
const TRADE_FACTOR: &str = "trade_factor";

/// No study has a trade factor above about 2.
const LARGEST: f64 = 10.0;

const MINERAL: usize = SPEC.at("mineral");
const STAGE: usize = SPEC.at("stage");
const NAME: usize = SPEC.at("name");
const SCOPE: usize = SPEC.at("scope");
const COUNTRY: usize = SPEC.at("country");
const VALUE: usize = SPEC.at("value");
const YEAR: usize = SPEC.at("year");
const EDITION: usize = SPEC.at("edition");
const NOTE: usize = SPEC.at("note");
const SOURCE: usize = SPEC.at("source");

impl TableRow for ParameterRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let mineral = row.mineral(MINERAL);
        let stage = row.if_any(STAGE, Row::stage);
        let name = row.listed(NAME, &NAMES);
        let scope = row.if_any(SCOPE, Row::scope);
        let country = row.if_any(COUNTRY, Row::country);
        let value = value(row, name == Some(TRADE_FACTOR));
        let year = row.if_any(YEAR, Row::year);
        let edition = row.shared(EDITION);
        Some(Self {
            mineral: mineral?,
            stage: stage?,
            name: row.pool.text(name?),
            scope: scope?,
            country: country?,
            value: value?,
            year: year?,
            edition: edition?,
            note: row.text(NOTE).to_owned(),
            origin: row.origin(SOURCE),
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.stage, r.country, r.year);
        (self.mineral.cmp(&other.mineral))
            .then_with(|| self.name.cmp(&other.name))
            .then_with(|| self.scope.cmp(&other.scope))
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.edition.cmp(&other.edition))
            .then_with(|| self.origin.publisher.id.cmp(&other.origin.publisher.id))
    }

    fn subject(&self) -> String {
        let of = self.country.map(|country| format!(" of `{country}`")).unwrap_or_default();
        let scope = self.scope.as_ref().map(|scope| format!(" to `{scope}`")).unwrap_or_default();
        let stage = self.stage.map(|stage| format!(" at the stage `{stage}`")).unwrap_or_default();
        format!("`{}`{of} for `{}`{scope}{stage}, edition {}", self.name, self.mineral, self.edition)
    }
}

/// A parameter in its range: a share, unless it is the trade factor.
fn value(row: &mut Row<'_, '_>, trade_factor: bool) -> Option<f64> {
    row.filled(VALUE)?;
    let number = row.number(VALUE, Sign::NotNegative)??;
    if !trade_factor && number > 1.0 {
        super::wholes::complain(row, VALUE, number);
        return None;
    }
    if number > LARGEST {
        let message = format!("`{number}` is not a trade factor");
        let help = Some("a trade factor is 1 without a measure, and about 0.8 to 2 with one".to_owned());
        row.complain(VALUE, Code::BadNumber, message, "too large", help);
        return None;
    }
    Some(number)
}
