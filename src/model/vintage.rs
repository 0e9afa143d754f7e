//! Which year a mix is of: the newest, or the newest not after the year asked for.

use super::Year;

/// A figure this many years older than the year asked for no longer answers.
const OLDEST: u16 = 5;

/// Why a mineral has no mix at a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// No row speaks of it.
    NoFigures,
    /// All figures are of years after the one asked for.
    OnlyLater(Year),
    /// The newest figure is more than five years older than the year asked for.
    TooOld(Year),
    /// All figures are projections, the first of this year.
    OnlyProjected(Year),
}

impl Absence {
    /// The reason in words; none where nothing is said of it at all.
    #[must_use]
    pub fn reason(self) -> Option<String> {
        match self {
            Self::NoFigures => None,
            Self::OnlyLater(year) => Some(format!("the first figure is of {year}")),
            Self::TooOld(year) => {
                Some(format!("the newest figure is of {year}, more than five years before"))
            }
            Self::OnlyProjected(year) => {
                Some(format!("all figures are projections, the first of {year}: ask for its year"))
            }
        }
    }
}

/// The newest year that is not projected; with a year asked for, the newest not after it and at most
/// five years older, a projection counting only in the very year asked for.
///
/// # Errors
/// [`Absence`]: why there is none.
pub fn newest(years: impl Iterator<Item = (Year, bool)>, asked: Option<Year>) -> Result<Year, Absence> {
    let mut best: Option<Year> = None;
    let mut later: Option<Year> = None;
    let mut projection: Option<Year> = None;
    let earlier = |known: Option<Year>, year: Year| Some(known.map_or(year, |k| k.min(year)));
    for (year, projected) in years {
        if projected && asked != Some(year) {
            projection = earlier(projection, year);
        } else if asked.is_some_and(|a| year > a) {
            later = earlier(later, year);
        } else {
            best = Some(best.map_or(year, |b| b.max(year)));
        }
    }
    match (best, asked) {
        (Some(year), Some(asked)) if asked.get() - year.get() > OLDEST => Err(Absence::TooOld(year)),
        (Some(year), _) => Ok(year),
        (None, _) => Err(later
            .map(Absence::OnlyLater)
            .or(projection.map(Absence::OnlyProjected))
            .unwrap_or(Absence::NoFigures)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn year(y: u16) -> Year {
        Year::new(y).unwrap()
    }

    fn pick(years: &[(u16, bool)], asked: Option<u16>) -> Result<u16, Absence> {
        newest(years.iter().map(|(y, p)| (year(*y), *p)), asked.map(year)).map(Year::get)
    }

    #[test]
    fn without_a_question_the_newest_year_that_is_not_projected() {
        assert_eq!(pick(&[(2023, false), (2024, false), (2030, true)], None), Ok(2024));
    }

    #[test]
    fn a_projection_counts_only_in_the_very_year_asked_for() {
        assert_eq!(pick(&[(2024, false), (2030, true)], Some(2030)), Ok(2030));
        assert_eq!(pick(&[(2024, false), (2028, true)], Some(2029)), Ok(2024));
    }

    #[test]
    fn a_figure_may_be_five_years_old_and_no_older() {
        assert_eq!(pick(&[(2020, false)], Some(2025)), Ok(2020));
        assert_eq!(pick(&[(2019, false)], Some(2025)), Err(Absence::TooOld(year(2019))));
        assert_eq!(pick(&[(2025, false)], Some(2020)), Err(Absence::OnlyLater(year(2025))));
        assert_eq!(pick(&[], None), Err(Absence::NoFigures));
        assert_eq!(pick(&[(2030, true)], None), Err(Absence::OnlyProjected(year(2030))));
    }
}
