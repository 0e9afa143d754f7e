//! Days of the calendar.

use std::fmt;

use thiserror::Error;

/// A day of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is no day of the calendar.
#[derive(Debug, Error)]
#[error("`{0}` is not a day as `2027-06-30`")]
pub struct NotADay(pub String);

impl Day {
    /// Reads `2027-06-30`.
    ///
    /// # Errors
    /// [`NotADay`] for any other form, and for days that no month has.
    ///
    /// ```
    /// use minerals::model::policy::Day;
    /// assert!(Day::parse("2028-02-29").is_ok() && Day::parse("2027-02-29").is_err());
    /// assert!(Day::parse("2027-06-30").unwrap() < Day::parse("2027-07-01").unwrap());
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotADay> {
        Self::read(text).ok_or_else(|| NotADay(text.to_owned()))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some() || !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let found = Self { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
        (1..=found.days_of_month()?).contains(&found.day).then_some(found)
    }

    /// The day that is so many days after 1 January 1970; `None` beyond the year 9999.
    ///
    /// ```
    /// use minerals::model::policy::Day;
    /// assert_eq!(Day::since_1970(0).unwrap().to_string(), "1970-01-01");
    /// assert_eq!(Day::since_1970(19_782).unwrap().to_string(), "2024-02-29");
    /// ```
    #[must_use]
    pub fn since_1970(days: u64) -> Option<Self> {
        let (mut left, mut first) = (days, Self { year: 1970, month: 1, day: 1 });
        loop {
            let length = if first.is_leap() { 366 } else { 365 };
            if left < length {
                break;
            }
            left -= length;
            first.year = first.year.checked_add(1).filter(|year| *year <= 9999)?;
        }
        loop {
            let length = u64::from(first.days_of_month()?);
            if left < length {
                break;
            }
            left -= length;
            first.month += 1;
        }
        Some(Self { day: u8::try_from(left + 1).ok()?, ..first })
    }

    fn is_leap(self) -> bool {
        self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400))
    }

    fn days_of_month(self) -> Option<u8> {
        match self.month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
            4 | 6 | 9 | 11 => Some(30),
            2 => Some(if self.is_leap() { 29 } else { 28 }),
            _ => None,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::Day;

    #[test]
    fn days_that_no_month_has_and_other_forms_are_no_days() {
        for text in [
            "2027-13-01",
            "2027-00-10",
            "2027-04-31",
            "2100-02-29",
            "2027-6-30",
            "27-06-30",
            "",
            "2027-06-30T00",
        ] {
            assert!(Day::parse(text).is_err(), "{text}");
        }
        assert!(Day::parse("2000-02-29").is_ok());
    }

    #[test]
    fn counted_days_are_days_of_the_calendar() {
        let mut before = Day::since_1970(0).unwrap();
        for n in 1..60_000 {
            let day = Day::since_1970(n).unwrap();
            assert!(before < day && Day::parse(&day.to_string()).unwrap() == day, "{day}");
            before = day;
        }
        assert_eq!(Day::since_1970(u64::MAX), None);
    }
}
