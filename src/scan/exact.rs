//! Numbers of a trade file as whole thousandths, exactly: whole numbers add up to the same in any order.

use crate::load::number::{self, NotANumber, Sign};

/// Reads a number of zero or more as whole thousandths: `3.549` is 3549.
///
/// # Errors
/// For what is no number, and for one that is finer than a thousandth.
pub fn thousandths(text: &str) -> Result<u64, NotANumber> {
    let number = number::read(text, Sign::NotNegative)?;
    plain(text).or_else(|| near(number)).ok_or_else(|| NotANumber {
        what: "has more than three decimals".to_owned(),
        label: "finer than a thousandth",
        help: "round it to three decimals: sums are exact, in whole thousandths".to_owned(),
    })
}

/// Digits with a point among them at most, and no more than three decimals but for zeros.
fn plain(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 3 {
        return None;
    }
    let fraction: u64 = format!("{fraction:0<3}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(fraction)
}

/// A number written with an exponent, or with the digits that binary fractions leave behind: the thousandths
/// whose quotient it is.
fn near(number: f64) -> Option<u64> {
    const MOST: f64 = 9e15; // up to here each whole number has a float of its own
    if number.fract() == 0.0 {
        return format!("{number}").parse::<u64>().ok()?.checked_mul(1000);
    }
    let scaled = (number * 1000.0).round();
    let same = (scaled / 1000.0).to_bits() == number.to_bits() && scaled <= MOST;
    if same { format!("{scaled}").parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::thousandths;

    #[test]
    fn decimals_are_read_exactly_whatever_their_form() {
        for (text, whole) in [
            ("0", 0),
            ("3.549", 3_549),
            ("117725040.106", 117_725_040_106),
            ("1.5000", 1_500),
            ("1e3", 1_000_000),
            ("2.5E-1", 250),
            ("+7", 7_000),
            ("1e15", 1_000_000_000_000_000_000),
            ("1e13", 10_000_000_000_000_000),
            ("1000000000000000", 1_000_000_000_000_000_000),
        ] {
            assert_eq!(thousandths(text).unwrap(), whole, "{text}");
        }
    }

    #[test]
    fn what_is_finer_or_no_number_is_refused() {
        assert_eq!(thousandths("1.2345").unwrap_err().label, "finer than a thousandth");
        assert_eq!(thousandths("1e-4").unwrap_err().label, "finer than a thousandth");
        for wrong in ["", "NA", "-1", "1,5", "1e400", "inf"] {
            assert!(thousandths(wrong).is_err(), "{wrong}");
        }
    }
}
