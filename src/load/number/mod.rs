//! Plain decimal numbers, by one grammar: `[+-]digits[.digits][e[+-]digits]`.
//!
//! What is not of it is refused with what to write instead (`advice`); nothing becomes 0, infinite
//! or NaN on the way.

mod advice;

use advice::advise;

/// Beyond every quantity, value and price that anyone publishes, and small enough that the sums and squares
/// of a whole table stay finite: all that is mined in a year weighs about 1e11 tons.
pub const LARGEST: f64 = 1e15;

/// Whether a number may be below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Zero or more: quantities, shares, prices.
    NotNegative,
    /// Any: governance estimates.
    Any,
}

/// Why a text is not a number that can be used, and what to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANumber {
    /// Completes a sentence that starts with the value: `has a thousands mark`.
    pub what: String,
    /// The few words under the caret.
    pub label: &'static str,
    /// What to write instead.
    pub help: String,
}

/// Reads a number. Blanks around it must be gone already.
///
/// # Errors
/// [`NotANumber`] for whatever else stands there, the empty text included.
pub fn read(text: &str, sign: Sign) -> Result<f64, NotANumber> {
    if !is_plain(text) {
        return Err(advise(text));
    }
    let number: f64 = text.parse().map_err(|_| advise(text))?;
    if number.abs() > LARGEST {
        let help = "write a number up to 1e15; is the unit or an exponent wrong?".to_owned();
        return Err(NotANumber { what: "is too large a number".to_owned(), label: "too large", help });
    }
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    if number == 0.0 && mantissa.bytes().any(|b| matches!(b, b'1'..=b'9')) {
        let help = "write `0` if it is zero; is an exponent wrong?".to_owned();
        return Err(NotANumber {
            what: "is so small that it would become 0".to_owned(),
            label: "too small",
            help,
        });
    }
    if sign == Sign::NotNegative && number < 0.0 {
        let help = "write a number of 0 or more".to_owned();
        return Err(NotANumber { what: "is negative".to_owned(), label: "below zero", help });
    }
    Ok(number + 0.0) // turns -0 into 0
}

/// The text is of the grammar.
pub(crate) fn is_plain(text: &str) -> bool {
    fn digits(text: &[u8]) -> Option<&[u8]> {
        let count = text.iter().take_while(|b| b.is_ascii_digit()).count();
        text.get(count..).filter(|_| count > 0)
    }
    fn after_sign(text: &[u8]) -> &[u8] {
        match text {
            [b'+' | b'-', rest @ ..] => rest,
            _ => text,
        }
    }
    fn rest(text: &[u8]) -> Option<&[u8]> {
        let mut rest = digits(after_sign(text))?;
        if let [b'.', decimals @ ..] = rest {
            rest = digits(decimals)?;
        }
        if let [b'e' | b'E', exponent @ ..] = rest {
            rest = digits(after_sign(exponent))?;
        }
        Some(rest)
    }
    rest(text.as_bytes()).is_some_and(<[u8]>::is_empty)
}

#[cfg(test)]
mod tests {
    use super::{Sign, read};

    #[test]
    fn plain_decimal_numbers_are_read_exactly() {
        for (text, number) in [
            ("0", 0.0),
            ("007", 7.0),
            ("1234.5", 1234.5),
            ("+2", 2.0),
            ("1e3", 1000.0),
            ("2.5E-1", 0.25),
            ("-0", 0.0),
            ("1e15", 1e15),
        ] {
            let read = read(text, Sign::NotNegative).unwrap();
            assert_eq!(read.to_bits(), f64::to_bits(number), "{text}");
        }
        assert_eq!(read("-1.5", Sign::Any).unwrap().to_bits(), f64::to_bits(-1.5));
    }

    #[test]
    fn no_number_becomes_infinite_negative_or_zero_in_silence() {
        for large in ["1e400", "1e308", "-1e308", "1000000000000001"] {
            assert_eq!(read(large, Sign::Any).unwrap_err().label, "too large", "{large}");
        }
        assert_eq!(read("1e-400", Sign::Any).unwrap_err().label, "too small");
        assert_eq!(read("-5", Sign::NotNegative).unwrap_err().label, "below zero");
        assert!(read("0e-400", Sign::NotNegative).is_ok());
    }

    #[test]
    fn what_only_rust_takes_for_a_number_is_refused() {
        for text in ["inf", "-Infinity", "NaN", "", "+", ".5", "5.", "1e", "1_000", "0x10", "١٢", "1 ", "--1"]
        {
            assert!(read(text, Sign::Any).is_err(), "{text}");
        }
    }
}
