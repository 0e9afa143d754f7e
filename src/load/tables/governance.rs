//! Table `governance`: Worldwide Governance Indicators. One edition a run.

use std::cmp::Ordering;
use std::ops::Range;

use super::{TableRow, columns};
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::load::faults::Faults;
use crate::load::kind::Kind;
use crate::load::number::Sign;
use crate::load::record::{Column, TableSpec};
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{DIMENSIONS, GovernanceRow, Origin, Publisher};

/// The table `governance`.
pub const SPEC: TableSpec = TableSpec {
    name: "governance",
    columns: &[
        columns::ONE_COUNTRY,
        columns::YEAR,
        Column::required("dimension", "one of the six dimensions, as `rule-of-law`").of(Kind::Dimension),
        Column::required("estimate", "a plain decimal number, about -2.5 (weak) to 2.5 (strong)")
            .of(Kind::Number { least: -FARTHEST, most: FARTHEST }),
        Column::required("edition", "the edition of the indicators, as `wgi-2023`"),
    ],
};

/// No published estimate lies farther from 0: the scale is of standard deviations.
const FARTHEST: f64 = 5.0;

const COUNTRY: usize = SPEC.at("country");
const YEAR: usize = SPEC.at("year");
const DIMENSION: usize = SPEC.at("dimension");
const ESTIMATE: usize = SPEC.at("estimate");
const EDITION: usize = SPEC.at("edition");

impl TableRow for GovernanceRow {
    fn read(row: &mut Row<'_, '_>) -> Option<Self> {
        let country = row.country(COUNTRY);
        let year = row.year(YEAR);
        let estimate = estimate(row);
        let dimension = row.filled(DIMENSION).filter(|text| is_dimension(row, text));
        let edition = row.shared(EDITION)?;
        let publisher = Publisher { id: edition.clone(), line: None };
        let origin = Origin { file: row.source.listed().clone(), line: row.record.line, publisher };
        Some(Self {
            country: country?,
            year: year?,
            dimension: row.pool.text(dimension?),
            estimate: estimate?,
            edition,
            origin,
        })
    }

    fn order(&self, other: &Self) -> Ordering {
        let key = |r: &Self| (r.country, r.year);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.dimension.cmp(&other.dimension))
            .then_with(|| self.edition.cmp(&other.edition))
    }

    fn subject(&self) -> String {
        format!("`{}` of `{}` in {}", self.dimension, self.country, self.year)
    }

    /// Estimates of two editions must not be averaged: each edition is scaled anew.
    fn joint(rows: &[Self], places: &[Range<usize>], sheet: &Sheet<'_>, faults: &mut Faults) {
        let mut placed = rows.iter().zip(places);
        let Some((first, first_place)) = placed.next() else { return };
        let Some((other, place)) = placed.find(|(row, _)| row.edition != first.edition) else { return };
        let (one, two) = (quote(&first.edition), quote(&other.edition));
        let message = format!("the table has two editions of the governance estimates: `{one}` and `{two}`");
        faults.push(
            Diagnostic::error(Code::MixedEditions, message)
                .at(sheet.source.place(place.clone()), format!("`{two}`"))
                .related(sheet.source.place(first_place.clone()), format!("`{one}`"))
                .help("keep the rows of one edition: each is scaled anew"),
        );
    }
}

fn estimate(row: &mut Row<'_, '_>) -> Option<f64> {
    row.filled(ESTIMATE)?;
    let estimate = row.number(ESTIMATE, Sign::Any)??;
    if estimate.abs() <= FARTHEST {
        return Some(estimate);
    }
    let message = format!("`{estimate}` is not a governance estimate: they run from about -2.5 to 2.5");
    let help = Some("take the estimates, not the percentile ranks".to_owned());
    row.complain(ESTIMATE, Code::BadNumber, message, "out of range", help);
    None
}

fn is_dimension(row: &mut Row<'_, '_>, text: &str) -> bool {
    if DIMENSIONS.contains(&text) {
        return true;
    }
    let help = match did_you_mean(text, DIMENSIONS) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", DIMENSIONS.map(|d| format!("`{d}`")).join(", ")),
    };
    let message = format!("unknown dimension of governance `{}`", quote(text));
    row.complain(DIMENSION, Code::BadDimension, message, "not a dimension", Some(help));
    false
}
