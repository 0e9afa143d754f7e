//! How far a printed figure may lie from the truth.

/// Half of the place that a figure is rounded to: its last digit before trailing zeros, but no further
/// left than its second digit, as totals are printed with two digits at least.
///
/// 500 for 19 000, 5 000 for 310 000, 50 for 314 600, 5 for 100, 0.05 for 3.4. Where a publisher prints all
/// the digits of a binary number, its last ones are the noise of a sum.
pub(in crate::model) fn rounding_of(figure: f64) -> f64 {
    const NOISE: f64 = 1e-12;
    let digits = figure.to_string();
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    if !decimals.is_empty() {
        return decimals.chars().fold(0.5_f64, |half, _| half / 10.0).max(figure.abs() * NOISE);
    }
    let zeros = whole.len() - whole.trim_end_matches('0').len();
    let places = zeros.min(whole.len().saturating_sub(2));
    (0..places).fold(0.5, |half, _| half * 10.0)
}

#[cfg(test)]
mod tests {
    use super::rounding_of;

    #[test]
    fn trailing_zeros_are_rounded_but_the_second_digit_counts() {
        let cases = [
            (19_000.0, 500.0),
            (310_000.0, 5_000.0),
            (314_600.0, 50.0),
            (100.0, 5.0),
            (7.0, 0.5),
            (0.0, 0.5),
        ];
        for (figure, rounding) in cases {
            assert_eq!(rounding_of(figure), rounding, "{figure}");
        }
        assert!((rounding_of(3.4) - 0.05).abs() < 1e-12);
    }

    #[test]
    fn the_last_digits_of_a_binary_number_are_noise() {
        assert!(rounding_of(100_302.522_542_550_56) > 2e-11);
    }
}
