//! The layouts of the two editions: which columns a file has, and in which unit it counts.

use super::number;
use crate::diag::{Code, Diagnostic, quote};
use crate::load::Source;
use crate::model::Year;

/// An edition of BACI, by its revision of the Harmonized System.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Revision {
    /// The system of 1992.
    Hs92,
    /// The system of 2017.
    Hs17,
}

impl Revision {
    /// As the concordance calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hs92 => "HS92",
            Self::Hs17 => "HS17",
        }
    }

    /// The edition as our tables cite it.
    pub fn source(self) -> &'static str {
        match self {
            Self::Hs92 => "baci-hs92",
            Self::Hs17 => "baci-hs17-202601",
        }
    }
}

/// The header of a file of several years, in thousand dollars and tons.
const HS92: &str = "t,i,j,k,v_kusd,q_t";
/// The header of a file of one year, in dollars.
const HS17: &str = "i,j,cmd,value";

/// What the columns of a file are.
#[derive(Debug, Clone, Copy)]
pub struct Layout {
    /// The edition.
    pub revision: Revision,
    /// The year of the whole file; the first column has it where there is none.
    pub year: Option<Year>,
}

impl Layout {
    /// Tells the layout by the file's header, and the year of one that does not print it by the file's name.
    ///
    /// # Errors
    /// If it is another file, or its name has no year.
    pub fn of(source: &Source) -> Result<Self, Box<Diagnostic>> {
        match source.text().lines().next().unwrap_or_default() {
            HS92 => Ok(Self { revision: Revision::Hs92, year: None }),
            HS17 => {
                let year = Some(year_of(source.name()).ok_or_else(|| no_year(source.name()))?);
                Ok(Self { revision: Revision::Hs17, year })
            }
            _ => {
                let message = format!("`{}` is not a file of BACI that we know", quote(source.name()));
                let help = format!("its first line must be `{HS92}` (HS92) or `{HS17}` (HS17)");
                Err(Diagnostic::error(Code::MissingColumn, message).help(help).into())
            }
        }
    }

    /// Columns of a row.
    pub fn width(self) -> usize {
        if self.year.is_none() { 6 } else { 4 }
    }

    /// Where exporter, importer, code, value and quantity stand.
    pub fn columns(self) -> (Parties, usize, usize, Option<usize>) {
        if self.year.is_none() { ([1, 2], 3, 4, Some(5)) } else { ([0, 1], 2, 3, None) }
    }

    /// A value as whole dollars.
    pub fn usd(self, text: &str) -> Option<u64> {
        match self.revision {
            Revision::Hs92 => number::thousandths(text),
            Revision::Hs17 => number::whole(text),
        }
    }

    /// What a value must be, for messages.
    pub fn unit(self) -> &'static str {
        match self.revision {
            Revision::Hs92 => "not thousand US dollars with three decimals at most",
            Revision::Hs17 => "not whole US dollars",
        }
    }
}

/// The columns of exporter and importer.
type Parties = [usize; 2];

/// The year at the end of `baci_2022.csv`, packed or not.
fn year_of(name: &str) -> Option<Year> {
    let stem = name.trim_end_matches(".gz").trim_end_matches(".csv");
    Year::parse(stem.rsplit(['_', '-']).next()?.trim_start_matches('Y')).ok()
}

fn no_year(name: &str) -> Box<Diagnostic> {
    let message = format!("the name `{}` tells no year, and neither do its rows", quote(name));
    let help = "call it as it was published: `baci_2022.csv`";
    Diagnostic::error(Code::BadPeriod, message).help(help).into()
}

#[cfg(test)]
mod tests {
    use super::year_of;

    #[test]
    fn the_year_stands_at_the_end_of_the_name() {
        let year = |name| year_of(name).map(|year| year.get());
        assert_eq!([year("baci_2022.csv"), year("baci_2024.csv.gz")], [Some(2022), Some(2024)]);
        assert_eq!([year("baci.csv"), year("2022_baci.csv"), year("")], [None, None, None]);
    }
}
