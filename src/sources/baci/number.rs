//! BACI's numbers as whole dollars and whole kilograms.

/// A plain number with three decimals at most, in thousandths: `3.549` is 3549.
pub fn thousandths(text: &str) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 3 {
        return None;
    }
    whole.parse::<u64>().ok()?.checked_mul(1000)?.checked_add(format!("{fraction:0<3}").parse().ok()?)
}

/// A quantity in tons as kilograms; `None` within where there is none, which is not zero.
pub fn quantity(text: &str) -> Option<Option<u64>> {
    match text.trim() {
        "" | "NA" => Some(None),
        number => thousandths(number).map(Some),
    }
}

/// Whole dollars that a multiplication by 1000 has left a little beside: `65034.00000000001`.
pub fn whole(text: &str) -> Option<u64> {
    const BESIDE: f64 = 1e-5;
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let number: f64 = text.parse().ok().filter(|_| plain)?;
    let near = number.round();
    let close = (number - near).abs() <= BESIDE && near < 1e15;
    if close { format!("{near}").parse().ok() } else { None }
}

/// Thousandths as a plain decimal: 3549 is `3.549`, 1350 is `1.35`.
pub fn decimal(thousandths: u64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:03}").trim_end_matches('0').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{decimal, quantity, thousandths, whole};

    #[test]
    fn three_decimals_are_exact_and_more_are_refused() {
        assert_eq!(thousandths("117725040.106"), Some(117_725_040_106));
        assert_eq!(
            [thousandths("0.012"), thousandths("3.5"), thousandths("7")],
            [Some(12), Some(3500), Some(7000)]
        );
        for bad in ["", ".", "1.", ".5", "1.2345", "-1", "+1", "1e3", "1,5", " 1", "NA", "NaN"] {
            assert_eq!(thousandths(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_a_multiplication_left_beside_a_whole_number_is_that_number() {
        assert_eq!(whole("65034.00000000001"), Some(65_034));
        assert_eq!(whole("16769994.999999998"), Some(16_769_995));
        assert_eq!([whole("235.0"), whole("235")], [Some(235), Some(235)]);
        for bad in ["", ".", "1.5", "0.01", "1e3", "-1", "inf", "NaN", "1,5", "9999999999999999"] {
            assert_eq!(whole(bad), None, "{bad}");
        }
    }

    #[test]
    fn no_quantity_is_not_a_quantity_of_zero() {
        assert_eq!(["", "NA", "   NA"].map(quantity), [Some(None); 3]);
        assert_eq!([quantity("0.0"), quantity("1.35")], [Some(Some(0)), Some(Some(1350))]);
        assert_eq!([quantity("n/a"), quantity("0.0004")], [None, None]);
    }

    #[test]
    fn a_decimal_has_the_digits_that_it_needs() {
        assert_eq!([0, 1, 10, 1350, 7000].map(decimal), ["0", "0.001", "0.01", "1.35", "7"]);
    }
}
