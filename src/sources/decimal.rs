//! Decimal figures as publishers print them, kept exact: `1,250.40` times a million is 1250400000.

use std::fmt;

/// A decimal number that is not negative: `digits` divided by ten to the power `scale`.
#[derive(Debug, Clone, Copy)]
pub struct Decimal {
    digits: u64,
    scale: u32,
}

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { digits: 0, scale: 0 };
    /// Half a unit: what "less than half a unit" is less than.
    pub const HALF: Self = Self { digits: 5, scale: 1 };

    /// Reads digits with an optional point; commas only between groups of three.
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let groups: Vec<&str> = whole.split(',').collect();
        let sound = match groups.as_slice() {
            [only] => !only.is_empty(),
            [first, rest @ ..] => (1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3),
            [] => false,
        };
        let digits = groups.concat() + fraction;
        if !sound || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Some(Self { digits: digits.parse().ok()?, scale: u32::try_from(fraction.len()).ok()? })
    }

    /// The number times ten to the power `power`; `None` beyond the range.
    pub fn shift(self, power: i32) -> Option<Self> {
        let scale = i32::try_from(self.scale).ok()?.checked_sub(power)?;
        match u32::try_from(scale) {
            Ok(scale) => Some(Self { scale, ..self }),
            Err(_) => {
                let factor = 10_u64.checked_pow(scale.unsigned_abs())?;
                Some(Self { digits: self.digits.checked_mul(factor)?, scale: 0 })
            }
        }
    }

    /// The sum; `None` beyond the range.
    pub fn plus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at = |d: Self| 10_u64.checked_pow(scale - d.scale)?.checked_mul(d.digits);
        Some(Self { digits: at(self)?.checked_add(at(other)?)?, scale })
    }

    /// The difference; `None` beyond the range, which no negative number is in.
    pub fn minus(self, other: Self) -> Option<Self> {
        let scale = self.scale.max(other.scale);
        let at = |d: Self| 10_u64.checked_pow(scale - d.scale)?.checked_mul(d.digits);
        Some(Self { digits: at(self)?.checked_sub(at(other)?)?, scale })
    }

    /// The nearest binary number, for comparisons only: what is written stays decimal.
    pub fn approximate(self) -> f64 {
        self.to_string().parse().unwrap_or(f64::MAX)
    }

    /// Half of the last printed digit that is not a rounding zero: 5,000 for 440,000.
    pub fn half_of_last_digit(self) -> f64 {
        let text = self.to_string();
        let zeros = if text.contains('.') { 0 } else { text.len() - text.trim_end_matches('0').len() };
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let power = i32::try_from(zeros).unwrap_or(0) - i32::try_from(places).unwrap_or(0);
        0.5 * 10_f64.powi(power)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.to_string();
        let scale = usize::try_from(self.scale).unwrap_or(usize::MAX);
        let padded = format!("{digits:0>width$}", width = scale.saturating_add(1));
        let (whole, fraction) = padded.split_at(padded.len() - scale);
        match fraction.trim_end_matches('0') {
            "" => f.write_str(whole),
            fraction => write!(f, "{whole}.{fraction}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn shown(text: &str) -> Option<String> {
        Decimal::parse(text).map(|d| d.to_string())
    }

    #[test]
    fn thousands_commas_stand_between_groups_of_three() {
        assert_eq!(shown("226,000").as_deref(), Some("226000"));
        assert_eq!(shown("87000").as_deref(), Some("87000"));
        assert_eq!(shown("20,254.10").as_deref(), Some("20254.1"));
        for wrong in
            ["22,60", "1,2345", ",100", "100,", "", ".", "1.", "1.2.3", "1,00.5", "-1", "+1", "1e3", " 1"]
        {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn powers_of_ten_are_exact() {
        let shifted = |text, power| Decimal::parse(text).and_then(|d| d.shift(power)).unwrap().to_string();
        assert_eq!(shifted("0.41", 6), "410000");
        assert_eq!(shifted("26", -2), "0.26");
        assert_eq!(shifted("100", -2), "1");
        assert_eq!(shifted("0.5", 6), "500000");
        assert!(Decimal::parse("9000000000000000000").and_then(|d| d.shift(6)).is_none());
    }

    #[test]
    fn sums_keep_every_digit() {
        let sum = |a, b| Decimal::parse(a).unwrap().plus(Decimal::parse(b).unwrap()).unwrap().to_string();
        assert_eq!(sum("64", "18"), "82");
        assert_eq!(sum("0.1", "0.25"), "0.35");
    }

    #[test]
    fn differences_are_never_negative() {
        let rest = |a, b| Decimal::parse(a).unwrap().minus(Decimal::parse(b).unwrap());
        assert_eq!(rest("629", "100.5").unwrap().to_string(), "528.5");
        assert!(rest("1", "1.1").is_none());
    }

    #[test]
    fn a_rounded_total_tells_how_far_it_was_rounded() {
        let half = |text| Decimal::parse(text).unwrap().half_of_last_digit();
        assert!((half("440,000") - 5_000.0).abs() < 1e-9);
        assert!((half("5190") - 5.0).abs() < 1e-9);
        assert!((half("38") - 0.5).abs() < 1e-9);
        assert!((half("96.2") - 0.05).abs() < 1e-9);
    }
}
