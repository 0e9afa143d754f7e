//! Demand by technology to `end_uses`: shares in what clean energy uses of a mineral.
//!
//! The file has no other uses, so that a share is one in the demand of clean energy, never in all demand.

use super::{BASE_YEAR, EDITION, GRAPHITE, grouped, kilotonnes, mineral, year};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::Table;
use crate::sources::decimal::Decimal;
use crate::sources::file::Line;
use crate::sources::rows::Rows;
use crate::sources::{Account, Fate};

/// The file's first line.
pub const HEADER: &str = "mineral,sector,scenario,year,kt";

/// The technologies that the publisher tells apart.
const SECTORS: [&str; 8] = [
    "Electric vehicles",
    "Electricity networks",
    "Grid battery storage",
    "Hydrogen technologies",
    "Low emissions power generation",
    "Other low emissions power generation",
    "Solar PV",
    "Wind",
];

/// The scenarios of later years: stated policies, announced pledges, net zero emissions by 2050.
const SCENARIOS: [&str; 3] = ["STEPS", "APS", "NZE"];

/// The rows of `end_uses`, and what became of the lines.
pub fn read(lines: &[Line<'_>]) -> Result<(&'static str, Rows, Account), Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let mut account = Account::default();
    let mut base = Vec::new();
    for line in lines {
        match known(line) {
            Ok(Some(mineral)) => base.push((mineral, line)),
            Ok(None) => account.count(&Fate::SetAside("a scenario of a later year")),
            Err(error) => errors.push(*error),
        }
    }
    let mut rows = Rows::of(Table::EndUses, 7);
    for (mineral, lines) in grouped(base.into_iter()) {
        match shares(mineral, &lines) {
            Ok(shares) => {
                for (line, row) in shares {
                    match rows.insert(line.number, row) {
                        Ok(()) => account.count(&Fate::Used),
                        Err(first) => errors.push(*twice(line, first)),
                    }
                }
            }
            Err(error) => errors.push(*error),
        }
    }
    if errors.is_empty() { Ok(("end_uses", rows, account)) } else { Err(errors) }
}

/// The mineral of a line of the base year; `None` for one of a scenario.
fn known(line: &Line<'_>) -> Result<Option<&'static str>, Box<Diagnostic>> {
    let (mineral, year) = (mineral(line)?, year(line)?);
    kilotonnes(line)?;
    if !SECTORS.contains(&line.get(1)) {
        let message = format!("unknown sector `{}`", quote(line.get(1)));
        return Err(line.fault(1, Code::UnknownLabel, message, "none that the publisher tells apart"));
    }
    match line.get(2) {
        "base" if year.get() == BASE_YEAR => Ok(Some(mineral)),
        scenario if SCENARIOS.contains(&scenario) && year.get() > BASE_YEAR => Ok(None),
        scenario => {
            let message = format!("`{}` is not a scenario of {year}", quote(scenario));
            Err(line.fault(2, Code::UnknownLabel, message, "not a scenario that is known"))
        }
    }
}

/// The rows of one mineral.
fn shares<'l, 'a>(
    mineral: &str,
    lines: &[&'l Line<'a>],
) -> Result<Vec<(&'l Line<'a>, Vec<String>)>, Box<Diagnostic>> {
    let mut total = Decimal::ZERO;
    for line in lines {
        total = total.plus(kilotonnes(line)?).ok_or_else(|| {
            line.fault(4, Code::BadNumber, "the sum of the sectors is beyond the range".to_owned(), "")
        })?;
    }
    let of = if mineral == GRAPHITE { ", natural and synthetic" } else { "" };
    let note = format!(
        "of {:.3} kt that clean energy uses in all{of}; other uses are not counted",
        total.approximate()
    );
    let row = |line: &&'l Line<'a>| {
        let share = share(kilotonnes(line)?, total);
        let source = format!("{EDITION}:{}", line.number);
        let period = BASE_YEAR.to_string();
        let cells = [mineral, line.get(1), "", "", "", "world", &period, &share, "", "", "", &note, &source];
        Ok((*line, cells.map(str::to_owned).into()))
    };
    lines.iter().map(row).collect()
}

/// A share with ten decimals: the smallest is of three grams in eight tonnes.
fn share(part: Decimal, total: Decimal) -> String {
    let share = format!("{:.10}", part.approximate() / total.approximate());
    share.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn twice(line: &Line<'_>, first: u32) -> Box<Diagnostic> {
    let message = format!("`{}` stands in line {first} already", quote(line.get(1)));
    line.fault(1, Code::DuplicateRow, message, "a second figure")
}
