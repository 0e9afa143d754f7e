//! Numbers for people: the only rounding in the program.

use crate::model::{Measure, Piece, Worked};
use crate::output::Bounded;

/// A number of a measure: `73.1`, `5554`, `36.6`.
pub(super) fn plain(value: f64, measure: Measure) -> String {
    match measure {
        Measure::Share => format!("{:.1}", value * 100.0),
        Measure::Hhi => format!("{:.0}", value * 10_000.0),
        Measure::Weighted => format!("{value:.2}"),
        Measure::Count if (value - value.round()).abs() < 1e-9 => format!("{value:.0}"),
        Measure::Count => format!("{value:.2}"),
        Measure::Year => format!("{value:.0}"),
        Measure::Years if value < 100.0 => format!("{value:.1}"),
        Measure::Years => format!("{value:.0}"),
        Measure::Quantity => quantity(value),
        Measure::Ratio => significant(value),
    }
}

/// A number with four digits that count, as far as eight decimals hold them.
fn significant(value: f64) -> String {
    let steps = [1000.0, 100.0, 10.0, 1.0, 0.1, 0.01, 0.001, 0.0001];
    let decimals = steps.iter().position(|step| value.abs() >= *step).unwrap_or(steps.len());
    format!("{value:.decimals$}")
}

/// A reading: the value; `low–high` where the rounded bounds differ; `≥` or `≤` where only one bound
/// is known; a `?` after a value that one end of its bounds is missing of.
pub(super) fn reading(b: &Bounded, measure: Measure) -> String {
    reading_as(b, |x| plain(x, measure))
}

/// The same with numbers that are written in another way.
pub(super) fn reading_as(b: &Bounded, text: impl Fn(f64) -> String) -> String {
    match (b.value, b.low, b.high) {
        (Some(value), low, high) => {
            let (from, to) = (text(low.unwrap_or(value)), text(high.unwrap_or(value)));
            if low.is_some() != high.is_some() {
                format!("{}?", text(value))
            } else if from == to {
                from
            } else {
                format!("{from}–{to}")
            }
        }
        (None, Some(low), Some(high)) => format!("{}–{}", text(low), text(high)),
        (None, Some(low), None) => format!("≥{}", text(low)),
        (None, None, Some(high)) => format!("≤{}", text(high)),
        (None, None, None) => String::new(),
    }
}

/// A worked formula, each number rounded as its measure is.
#[must_use]
pub fn worked(formula: &Worked) -> String {
    let piece = |p: &Piece| match p {
        Piece::Text(text) => text.clone(),
        Piece::Number(number, Measure::Share) => format!("{} %", plain(*number, Measure::Share)),
        Piece::Number(number, measure) => plain(*number, *measure),
    };
    formula.0.iter().map(piece).collect()
}

/// A quantity with its thousands set apart by blanks, and the decimals that it has, at most three.
pub(super) fn quantity(value: f64) -> String {
    let rounded = format!("{value:.3}");
    let (whole, decimals) = rounded.split_once('.').unwrap_or((&rounded, ""));
    let decimals = decimals.trim_end_matches('0');
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |d| ("-", d));
    let mut grouped = String::from(sign);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(' ');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { grouped } else { format!("{grouped}.{decimals}") }
}

/// A count with its thousands set apart by blanks.
pub(super) fn count(number: usize) -> String {
    u32::try_from(number).map_or_else(|_| number.to_string(), |number| quantity(f64::from(number)))
}

/// Millions, to a tenth where they are fewer than ten.
pub(super) fn millions(value: f64) -> String {
    let millions = value / 1e6;
    let scale = if millions < 10.0 { 10.0 } else { 1.0 };
    quantity((millions * scale).round() / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_grouped_by_thousands() {
        assert_eq!(quantity(389_310.0), "389 310");
        assert_eq!(quantity(0.25), "0.25");
        assert_eq!(quantity(1_234_567.5), "1 234 567.5");
        assert_eq!(quantity(120.0), "120");
    }

    #[test]
    fn millions_are_whole_unless_they_are_few() {
        assert_eq!(millions(43.82e9), "43 820");
        assert_eq!(millions(386.2e6), "386");
        assert_eq!(millions(4.26e6), "4.3");
        assert_eq!(millions(0.0), "0");
    }

    #[test]
    fn a_number_without_a_unit_keeps_four_digits() {
        let print = |value| plain(value, Measure::Ratio);
        assert_eq!(print(0.000_323_04), "0.0003230");
        assert_eq!([print(0.12), print(14.652), print(409_412.9)], ["0.1200", "14.65", "409413"]);
    }

    #[test]
    fn a_reading_shows_its_bounds_only_where_they_differ_in_print() {
        let b = |value, low, high| Bounded { value, low, high };
        assert_eq!(reading(&b(Some(0.5554), Some(0.5554), Some(0.5562)), Measure::Hhi), "5554–5562");
        assert_eq!(reading(&b(Some(0.5072), Some(0.5072), Some(0.50721)), Measure::Hhi), "5072");
        assert_eq!(reading(&b(None, Some(0.5), None), Measure::Share), "≥50.0");
        assert_eq!(reading(&b(Some(0.25), Some(0.2), None), Measure::Hhi), "2500?");
        assert_eq!(reading(&b(Some(4.89), None, Some(5.89)), Measure::Count), "4.89?");
    }
}
