//! Shares of one whole: each is from 0 to 1, and together they are 1 at most.

use std::collections::BTreeMap;
use std::ops::Range;

use super::amounts::AmountColumns;
use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::row::Row;
use crate::load::sheet::Sheet;
use crate::model::{Amount, Share};

/// One share of a whole.
pub struct Part<'a, W> {
    /// Which whole: equal for all its parts.
    pub whole: W,
    /// The share.
    pub share: f64,
    /// Where it stands.
    pub place: &'a Range<usize>,
}

/// How far the sum of shares in whole percent may lie from 1.
pub fn rounding(rows: usize) -> f64 {
    /// Half of the last digit of a share in whole percent.
    const OF_A_ROW: f64 = 0.005;
    /// Of a few rows, where a publisher rounds its figures before it divides them.
    const LEAST: f64 = 0.015;
    const NOISE: f64 = 1e-9; // of the additions
    let rows = u32::try_from(rows).map_or(f64::from(u32::MAX), f64::from);
    (rows * OF_A_ROW).max(LEAST) + NOISE
}

/// Refuses wholes whose parts add up to more than 1 and rounding; `of` tells which, to complete "the shares
/// in".
pub fn refuse_above_one<'a, W: Ord>(
    parts: impl Iterator<Item = Part<'a, W>>,
    of: impl Fn(&W) -> String,
    sheet: &Sheet<'_>,
    faults: &mut Faults,
) {
    if !faults.is_sound() {
        return; // a row that stands twice would count twice
    }
    let mut wholes: BTreeMap<W, (f64, usize, &'a Range<usize>)> = BTreeMap::new();
    for Part { whole, share, place } in parts {
        let entry = wholes.entry(whole).or_insert((0.0, 0, place));
        *entry = (entry.0 + share, entry.1 + 1, place);
    }
    for (whole, (sum, rows, place)) in wholes {
        if sum > 1.0 + rounding(rows) {
            let sum = (sum * 10_000.0).round() / 10_000.0;
            let message = format!("the shares in {} add up to {sum}", of(&whole));
            faults.push(
                Diagnostic::error(Code::SharesAboveOne, message)
                    .at(sheet.source.place(place.clone()), "the last of them")
                    .help("shares of one whole add up to 1: is a row of another whole among them?"),
            );
        }
    }
}

/// The number and its bounds are shares, not percent. False after its error is told.
pub fn is_fraction(row: &mut Row<'_, '_>, columns: &AmountColumns, amount: Amount) -> bool {
    let cells = [(columns.value, amount.value), (columns.low, amount.low), (columns.high, amount.high)];
    let beyond = cells.into_iter().find_map(|(column, number)| Some((column, number?)).filter(above_one));
    if let Some((column, number)) = beyond {
        complain(row, column, number);
    }
    beyond.is_none()
}

fn above_one((_, number): &(usize, f64)) -> bool {
    Share::new(*number).is_err()
}

/// Tells that a number is no share.
pub fn complain(row: &mut Row<'_, '_>, column: usize, number: f64) {
    let message = format!("`{number}` is not a share from 0 to 1");
    let help = Some(format!("a share is not in percent: {number} percent is `{}`", number / 100.0));
    row.complain(column, Code::BadNumber, message, "above 1", help);
}
