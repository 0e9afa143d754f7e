//! Reserves: who holds what is in the ground, and how many years of output it is.

use super::mix::{Entry, Mix};
use super::select::{Dated, select};
use super::supply::{Supply, squares};
use super::vintage::Absence;
use super::{MineralInfo, Origin, Reading, ReserveRow, Stage, Status, Unit, Year};

/// Reserves of a mineral by holder.
#[derive(Debug, Clone)]
pub struct Reserves<'a> {
    /// As of when.
    pub year: Year,
    /// The publisher's editions.
    pub source: String,
    /// What is weighed.
    pub basis: &'a str,
    /// Who holds which share.
    pub mix: Mix<'a>,
    /// The mine output they are compared with: its year, its total, and the rows of it.
    pub output: Option<Output<'a>>,
    /// How reserves and output compare.
    pub life: Life,
}

/// Mine output that reserves are compared with.
#[derive(Debug, Clone)]
pub struct Output<'a> {
    /// Of which year.
    pub year: Year,
    /// From what is certain to what is possible.
    pub total: Reading,
    /// Its rows.
    pub origins: Vec<&'a Origin>,
}

/// Whether reserves can be divided by output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Life {
    /// Static reserve life in years.
    Years(Reading),
    /// There is none, for a reason.
    Absent(&'static str),
}

impl Dated for ReserveRow {
    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn year(&self) -> Year {
        self.year
    }

    fn is_projected(&self) -> bool {
        self.amount.status == Status::Projected
    }
}

impl ReserveRow {
    /// The row as an entry of a mix.
    #[must_use]
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            party: self.party,
            amount: self.amount,
            unit: self.unit,
            rounding: None,
            excludes: &[],
            note: &self.note,
            origin: &self.origin,
        }
    }
}

impl<'a> Reserves<'a> {
    /// Takes the rows of one mineral: of its publisher, of the newest year the question allows, and of
    /// one basis, that of mine output where there is one.
    ///
    /// # Errors
    /// [`Absence`]: why there are none.
    pub fn select(
        info: &'a MineralInfo,
        rows: &[&'a ReserveRow],
        asked: Option<Year>,
        mine: Option<&Supply<'a>>,
    ) -> Result<Self, Absence> {
        let publisher = info.publisher.get(&Stage::Mine).map_or("", String::as_str);
        let selected = select(rows, publisher, asked)?;
        let (year, source) = (selected.year, selected.source());
        let basis_of = |r: &'a ReserveRow| if r.basis.is_empty() { &info.reserves_basis } else { &r.basis };
        let mut bases: Vec<&'a str> = selected.rows.iter().map(|r| basis_of(r).as_str()).collect();
        bases.sort_unstable();
        let preferred = mine.map_or("", |m| m.basis);
        let basis = bases.iter().copied().find(|b| *b == preferred).or(bases.first().copied()).unwrap_or("");
        let entries: Vec<Entry<'a>> =
            selected.rows.iter().filter(|r| basis_of(r) == basis).map(|r| r.entry()).collect();
        let mix = Mix::new(&entries);
        let life = life(&mix, basis, mine);
        let output = mine.map(|m| Output {
            year: m.year,
            total: m.mix.total_reading(),
            origins: m.mix.suppliers.iter().map(|s| s.origin).collect(),
        });
        Ok(Self { year, source, basis, mix, output, life })
    }

    /// A holder's figure is not told, or has no upper end: the sum is a lower bound.
    #[must_use]
    pub fn is_lower_bound(&self) -> bool {
        let known = self.mix.total_reading();
        known.value().is_none() && known.low().is_some()
    }

    /// Concentration of the holders, 0 to 1.
    #[must_use]
    pub fn hhi(&self) -> Option<Reading> {
        squares(&self.mix, 1.0, |_| Some(1.0))
    }
}

/// `R/P`: from the least reserves over the most output to the most over the least.
///
/// Reserves weighed as content under output in gross weight bound the life from below, as content
/// weighs less than the ore.
fn life(mix: &Mix<'_>, basis: &str, mine: Option<&Supply<'_>>) -> Life {
    let Some(mine) = mine else { return Life::Absent("no mine output to compare with") };
    let (reserves, output) = (mix.total_reading(), mine.mix.total_reading());
    if reserves.is_empty() {
        return Life::Absent(match mix.obstacle {
            Some(obstacle) => obstacle.reason(),
            None => "no reserves are given as a figure",
        });
    }
    if output.is_empty() {
        return Life::Absent("mine output has no total to compare with");
    }
    years((reserves, mix.unit, basis), (output, mine.mix.unit, mine.basis))
}

/// Reserves over output, each with its unit and what is weighed.
pub(super) fn years(reserves: (Reading, Unit, &str), output: (Reading, Unit, &str)) -> Life {
    let ((reserves, held_in, basis), (output, put_out_in, basis_of_output)) = (reserves, output);
    if held_in != put_out_in {
        return Life::Absent("reserves and output are in units that cannot be compared");
    }
    let content_of_gross = basis.contains("content") && basis_of_output.contains("gross");
    if basis != basis_of_output && !content_of_gross {
        return Life::Absent("reserves and output are weighed on different bases");
    }
    let over = |r: Option<f64>, p: Option<f64>| r.zip(p.filter(|p| *p > 0.0)).map(|(r, p)| r / p);
    let low = over(reserves.low().or(reserves.value()), output.high().or(output.value()));
    let high = over(reserves.high().or(reserves.value()), output.low().or(output.value()));
    let value = over(reserves.value(), output.value());
    let years = if content_of_gross { Reading::new(None, low, None) } else { Reading::new(value, low, high) };
    if years.is_empty() { Life::Absent("reserves and output both lack a holder") } else { Life::Years(years) }
}
