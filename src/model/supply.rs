//! Supply: the mix of one mineral at one stage in one year, and what is computed from it.

use super::concentration::{Weighed, concentration_ratio, diluted, weighted_squares};
use super::governance::Governance;
use super::lapsed::lapsed;
use super::mix::{Entry, Mix};
use super::select::{Dated, rows_of_publisher, select};
use super::vintage::{Absence, newest};
use super::{
    CountryCode, MineralInfo, Origin, Party, Period, QuantityRow, Reading, Share, Stage, Status, Year,
};

/// The worst weight that governance can have.
const WORST: f64 = 10.0;

/// The suppliers of one mineral at one stage in one year, under one edition of governance.
#[derive(Debug, Clone)]
pub struct Supply<'a> {
    /// At which stage.
    pub stage: Stage,
    /// The year of every figure in the mix; the last one, where they are means of several.
    pub year: Year,
    /// The years averaged over, where the figures are shares.
    pub period: Option<Period>,
    /// The publisher's editions, joined by `+` if there are several.
    pub source: String,
    /// What is weighed: `Co content`.
    pub basis: &'a str,
    /// Who holds which share.
    pub mix: Mix<'a>,
    /// The newest rows of suppliers that had output before, and have no row in this year.
    pub lapsed: Vec<&'a QuantityRow>,
    governance: &'a Governance<'a>,
}

impl Dated for QuantityRow {
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

impl<'a> Supply<'a> {
    /// Takes the rows of one mineral and stage: those of the mineral's publisher, in the newest year
    /// that the question allows and that names a supplier; a year with only a world total counts
    /// where there is no other.
    ///
    /// # Errors
    /// [`Absence`]: why there is no such mix.
    pub fn select(
        info: &'a MineralInfo,
        stage: Stage,
        rows: &[&'a QuantityRow],
        asked: Option<Year>,
        governance: &'a Governance<'a>,
    ) -> Result<Self, Absence> {
        let publisher = info.publisher.get(&stage).map_or("", String::as_str);
        let its = rows_of_publisher(rows, publisher);
        Ok(Self::of_rows(stage, &its, asked, governance)?.weighed_as(info))
    }

    /// The same of rows that are all of one publisher; what it weighs is not said.
    ///
    /// # Errors
    /// [`Absence`]: why there is no such mix.
    pub(super) fn of_rows(
        stage: Stage,
        its: &[&'a QuantityRow],
        asked: Option<Year>,
        governance: &'a Governance<'a>,
    ) -> Result<Self, Absence> {
        let named = its.iter().filter(|r| r.party != Party::World).map(|r| (r.year, r.is_projected()));
        let year = match newest(named, asked) {
            Err(Absence::NoFigures) => asked,
            found => Some(found?),
        };
        // the year is settled; a projection stays out unless its very year was asked for
        let its: Vec<&QuantityRow> =
            its.iter().copied().filter(|r| !r.is_projected() || asked == Some(r.year)).collect();
        let selected = select(&its, "", year)?;
        let entries: Vec<Entry<'a>> = selected.rows.iter().map(|r| r.entry()).collect();
        let (source, year) = (selected.source(), selected.year);
        let lapsed = lapsed(&its, year);
        Ok(Self { lapsed, ..Self::of_mix(stage, year, source, "", Mix::new(&entries), governance) })
    }

    /// A supply of a mix that stands.
    pub(super) fn of_mix(
        stage: Stage,
        year: Year,
        source: String,
        basis: &'a str,
        mix: Mix<'a>,
        governance: &'a Governance<'a>,
    ) -> Self {
        Self { stage, year, period: None, source, basis, mix, lapsed: Vec::new(), governance }
    }

    /// The same, weighed as the mineral's publisher does.
    pub(super) fn weighed_as(self, info: &'a MineralInfo) -> Self {
        Self { basis: info.basis.get(&self.stage).map_or("", String::as_str), ..self }
    }

    /// The same, of figures that are means over a period.
    pub(super) fn over(self, period: Option<Period>) -> Self {
        Self { period, ..self }
    }

    /// The governance that weighs the suppliers.
    #[must_use]
    pub fn governance(&self) -> &'a Governance<'a> {
        self.governance
    }

    /// Sum of squared shares, 0 to 1; bounded by what the remainder can be.
    #[must_use]
    pub fn hhi(&self) -> Option<Reading> {
        squares(&self.mix, 1.0, |_| Some(1.0))
    }

    /// Sum of squared shares, each weighed by its supplier's governance, 0 to 10.
    #[must_use]
    pub fn hhi_wgi(&self) -> Option<Reading> {
        squares(&self.mix, WORST, |country| self.governance.of(country).map(|w| w.weight))
    }

    /// How many equal suppliers would be as concentrated: 1 / HHI.
    #[must_use]
    pub fn effective_suppliers(&self) -> Option<Reading> {
        let hhi = self.hhi()?;
        let inverse = |x: Option<f64>| x.map(|x| 1.0 / x);
        Some(Reading::new(inverse(hhi.value()), inverse(hhi.high()), inverse(hhi.low())))
    }

    /// What the three largest named suppliers hold together, 0 to 1.
    #[must_use]
    pub fn cr3(&self) -> Option<f64> {
        self.mix.obstacle.is_none().then(|| concentration_ratio(&self.mix.shares(), 3))
    }

    /// Share of the largest named supplier.
    #[must_use]
    pub fn top_share(&self) -> Option<Share> {
        if self.mix.obstacle.is_some() { None } else { self.mix.suppliers.first().map(|s| s.share) }
    }

    /// Share that is left without the largest supplier, 0 to 1.
    #[must_use]
    pub fn supply_without_largest(&self) -> Option<f64> {
        self.top_share().map(|s| 1.0 - s.get())
    }

    /// Named suppliers whose governance is not known in all six dimensions.
    #[must_use]
    pub fn ungoverned(&self) -> Vec<CountryCode> {
        let countries = self.mix.suppliers.iter().map(|s| s.country);
        countries.filter(|country| self.governance.of(*country).is_none()).collect()
    }
}

impl QuantityRow {
    /// The row as an entry of a mix.
    #[must_use]
    pub fn entry(&self) -> Entry<'_> {
        Entry {
            party: self.party,
            amount: self.amount,
            unit: self.unit,
            rounding: self.rounding,
            excludes: &self.excludes,
            note: &self.note,
            origin: &self.origin,
        }
    }
}

/// Weighted sum of squared shares of a mix, with the bounds of what is unknown. A supplier without
/// a weight has any from 0 to the greatest; a missing one only lowers the low end, and takes away
/// the high one.
pub(crate) fn squares(
    mix: &Mix<'_>,
    greatest: f64,
    weight: impl Fn(CountryCode) -> Option<f64>,
) -> Option<Reading> {
    if mix.obstacle.is_some() {
        return None;
    }
    let weigh = |quantity, country| {
        let weight = weight(country).map_or((0.0, greatest), |w| (w, w));
        Weighed { quantity, weight }
    };
    let named: Vec<Weighed> =
        mix.suppliers.iter().map(|s| weigh((s.quantity, s.quantity, s.at_most), s.country)).collect();
    let rest = mix.remainder.as_ref().map_or((0.0, 0.0, 0.0), |r| (r.at_least, r.quantity, r.at_most));
    let squares = weighted_squares(&named, Weighed { quantity: rest, weight: (0.0, greatest) })?;
    if mix.missing.is_empty() {
        return Some(Reading::new(squares.value, Some(squares.low), squares.high));
    }
    let low = diluted(squares.low, mix.missing.iter().map(|m| weight(m.country).unwrap_or(0.0)));
    Some(Reading::new(squares.value, Some(low), None))
}
