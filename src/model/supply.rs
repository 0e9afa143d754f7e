//! Supply: the mix of one mineral at one stage in one year, and what is computed from it.

use std::collections::BTreeSet;

use super::concentration::{Weighed, concentration_ratio, diluted, weighted_squares};
use super::governance::Governance;
use super::mix::{Entry, Mix};
use super::vintage::{Absence, newest};
use super::{MineralInfo, Party, QuantityRow, Reading, Share, Stage, Status, Year};

/// The worst weight that governance can have.
const WORST: f64 = 10.0;

/// The suppliers of one mineral at one stage in one year, under one edition of governance.
#[derive(Debug, Clone)]
pub struct Supply<'a> {
    /// At which stage.
    pub stage: Stage,
    /// The year of every figure in the mix.
    pub year: Year,
    /// The publisher's editions, joined by `+` if there are several.
    pub source: String,
    /// What is weighed: `Co content`.
    pub basis: &'a str,
    /// Who holds which share.
    pub mix: Mix<'a>,
    governance: &'a Governance<'a>,
}

impl<'a> Supply<'a> {
    /// Takes the rows of one mineral and stage, keeps those of the mineral's publisher, and of the
    /// newest year that the question allows.
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
        let rows = of_publisher(info.publisher.get(&stage).map_or("", String::as_str), rows);
        let vintage = |r: &&QuantityRow| (r.year, r.amount.status == Status::Projected);
        let suppliers = rows.iter().copied().filter(|r| r.party != Party::World);
        let year = match newest(suppliers.map(|r| vintage(&r)), asked) {
            // only a world total is published: worth showing, though nobody is named
            Err(Absence::NoFigures) => newest(rows.iter().map(vintage), asked)?,
            found => found?,
        };
        let rows: Vec<&QuantityRow> = rows.into_iter().filter(|r| r.year == year).collect();
        let entries: Vec<Entry<'a>> = rows.iter().map(|r| entry(r)).collect();
        let basis = info.basis.get(&stage).map_or("", String::as_str);
        let source = sources(rows.iter().map(|r| &*r.origin.publisher.id));
        Ok(Self { stage, year, source, basis, mix: Mix::new(&entries), governance })
    }

    /// The governance that weighs the suppliers.
    #[must_use]
    pub fn governance(&self) -> &'a Governance<'a> {
        self.governance
    }

    /// Sum of squared shares; bounded by what the remainder can be.
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

    /// What the three largest named suppliers hold together.
    #[must_use]
    pub fn cr3(&self) -> Option<f64> {
        self.mix.obstacle.is_none().then(|| concentration_ratio(&self.mix.shares(), 3))
    }

    /// Share of the largest named supplier.
    #[must_use]
    pub fn top_share(&self) -> Option<Share> {
        if self.mix.obstacle.is_some() { None } else { self.mix.suppliers.first().map(|s| s.share) }
    }

    /// Share that is left without the largest supplier.
    #[must_use]
    pub fn supply_without_largest(&self) -> Option<f64> {
        self.top_share().map(|s| 1.0 - s.get())
    }
}

/// Rows of the mineral's own publisher; all rows if none of them is its (a user's own tables).
pub(crate) fn of_publisher<'a, R: HasPublisher>(publisher: &str, rows: &[&'a R]) -> Vec<&'a R> {
    let named: Vec<&R> = rows
        .iter()
        .copied()
        .filter(|r| !publisher.is_empty() && r.publisher().starts_with(publisher))
        .collect();
    if named.is_empty() { rows.to_vec() } else { named }
}

/// A row that knows its publisher.
pub(crate) trait HasPublisher {
    /// The publisher's edition.
    fn publisher(&self) -> &str;
}

impl HasPublisher for QuantityRow {
    fn publisher(&self) -> &str {
        &self.origin.publisher.id
    }
}

/// The distinct editions among rows, in order, joined by `+`.
pub(crate) fn sources<'r>(ids: impl Iterator<Item = &'r str>) -> String {
    let distinct: BTreeSet<&str> = ids.filter(|id| !id.is_empty()).collect();
    distinct.into_iter().collect::<Vec<_>>().join("+")
}

/// The row as an entry of a mix.
pub(crate) fn entry(row: &QuantityRow) -> Entry<'_> {
    Entry {
        party: row.party,
        amount: row.amount,
        unit: row.unit,
        excludes: &row.excludes,
        origin: &row.origin,
    }
}

/// Weighted sum of squared shares of a mix, with the bounds of what is unknown. A supplier without
/// a weight has any from 0 to the greatest; a missing one only lowers the low end, and takes away
/// the high one.
pub(crate) fn squares(
    mix: &Mix<'_>,
    greatest: f64,
    weight: impl Fn(super::CountryCode) -> Option<f64>,
) -> Option<Reading> {
    if mix.obstacle.is_some() {
        return None;
    }
    let named: Vec<Weighed> = mix
        .suppliers
        .iter()
        .map(|s| Weighed {
            quantity: (s.quantity, s.at_most),
            weight: weight(s.country).map_or((0.0, greatest), |w| (w, w)),
        })
        .collect();
    let rest = mix.remainder.as_ref().map_or(0.0, |r| r.quantity);
    let (value, low, high) = weighted_squares(&named, rest, greatest)?;
    if mix.missing.is_empty() {
        return Some(Reading::new(value, Some(low), Some(high)));
    }
    let low = diluted(low, mix.missing.iter().map(|(country, _)| weight(*country).unwrap_or(0.0)));
    Some(Reading::new(value, Some(low), None))
}
