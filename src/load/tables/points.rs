//! Points that may be thousands marks: one `226.000` cannot be told from 226, a table full of them can.

use std::ops::Range;

use crate::diag::{Code, Diagnostic};
use crate::load::faults::Faults;
use crate::load::sheet::Sheet;

/// Fewer numbers may have three decimals by chance.
const FEWEST: usize = 2;

/// Warns at the first number of a table if all of them are written with exactly three decimals, and with no
/// more than three digits before them.
pub fn doubt(numbers: &[(Option<f64>, &Range<usize>)], sheet: &Sheet<'_>, faults: &mut Faults) {
    let told: Vec<_> = numbers.iter().filter_map(|(number, row)| Some(((*number)?, *row))).collect();
    let mut marks = told.iter().map(|(number, row)| grouped(*number, row, sheet));
    let Some(first) = told.first().filter(|_| told.len() >= FEWEST && marks.all(|is| is)) else { return };
    let (number, row) = first;
    let written = format!("{number:.3}");
    let message = format!("every number has three decimals, as `{written}`: are the points thousands marks?");
    let help =
        format!("write `{}` if they are, and leave the zeros out if they are not", written.replace('.', ""));
    let place = sheet.source.place((*row).clone());
    faults.push(
        Diagnostic::warning(Code::DoubtfulNumber, message).at(place, "here, and in every row").help(help),
    );
}

/// The row holds the number in groups of three digits: `1.234`.
fn grouped(number: f64, row: &Range<usize>, sheet: &Sheet<'_>) -> bool {
    let written = format!("{number:.3}");
    let text = sheet.source.text().get(row.clone()).unwrap_or_default();
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
    (1.0..1000.0).contains(&number)
        && text.match_indices(&written).any(|(at, found)| {
            let (before, after) =
                (text.get(..at).unwrap_or_default(), text.get(at + found.len()..).unwrap_or_default());
            !digit(before.chars().next_back()) && !digit(after.chars().next())
        })
}
