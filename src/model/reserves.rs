//! Reserves: who holds what is in the ground, and how many years of output it is.

use super::mix::{Entry, Mix, Obstacle};
use super::supply::{HasPublisher, Supply, of_publisher, sources, squares};
use super::vintage::newest;
use super::{MineralInfo, Origin, Party, Reading, ReserveRow, Stage, Status, Year};

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
    /// The rows are a lower bound: a holder's figure is not told, or is only a lower bound.
    pub at_least: bool,
    /// The mine output they are compared with, and its rows.
    pub output: Option<(f64, Vec<&'a Origin>)>,
    /// How reserves and output compare.
    pub life: Life,
}

/// Whether reserves can be divided by output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Life {
    /// Static reserve life in years.
    Years(Reading),
    /// There is none, for a reason.
    Absent(&'static str),
}

impl HasPublisher for ReserveRow {
    fn publisher(&self) -> &str {
        &self.origin.publisher.id
    }
}

impl<'a> Reserves<'a> {
    /// Takes the rows of one mineral, of its publisher and of the newest year the question allows.
    #[must_use]
    pub fn select(
        info: &'a MineralInfo,
        rows: &[&'a ReserveRow],
        asked: Option<Year>,
        mine: Option<&Supply<'a>>,
    ) -> Option<Self> {
        let publisher = info.publisher.get(&Stage::Mine).map_or("", String::as_str);
        let rows = of_publisher(publisher, rows);
        let year = newest(rows.iter().map(|r| (r.year, false)), asked).ok()?;
        let rows: Vec<&ReserveRow> = rows.into_iter().filter(|r| r.year == year).collect();
        let entries: Vec<Entry<'a>> = rows
            .iter()
            .map(|r| Entry {
                party: r.party,
                amount: r.amount,
                unit: r.unit,
                excludes: &[],
                origin: &r.origin,
            })
            .collect();
        let mut mix = Mix::new(&entries);
        // "more than" in the remainder has no upper end, so the shares have no bounds either
        let open = |r: &&ReserveRow| r.amount.status == Status::Bound && r.amount.high.is_none();
        if rows.iter().any(|r| r.party == Party::Other && open(r)) {
            mix.obstacle.get_or_insert(Obstacle::RemainderUnknown);
        }
        let untold = rows.iter().any(|r| {
            let told = matches!(r.amount.status, Status::Reported | Status::Estimated | Status::Nil);
            r.party != Party::World && !told
        });
        let basis =
            rows.iter().map(|r| r.basis.as_str()).find(|b| !b.is_empty()).unwrap_or(&info.reserves_basis);
        let mut reserves = Self {
            year,
            source: sources(rows.iter().map(|r| &*r.origin.publisher.id)),
            basis,
            mix,
            at_least: untold,
            output: mine.map(|m| (m.mix.total, m.mix.suppliers.iter().map(|s| s.origin).collect())),
            life: Life::Absent("no output to compare with"),
        };
        reserves.life = reserves.life_under(mine);
        Some(reserves)
    }

    /// Sum of the rows; a lower bound where [`Self::at_least`].
    #[must_use]
    pub fn quantity(&self) -> f64 {
        self.mix.total
    }

    /// Concentration of the holders.
    #[must_use]
    pub fn hhi(&self) -> Option<Reading> {
        squares(&self.mix, 1.0, |_| Some(1.0))
    }

    /// `R/P`. Output that a withheld producer is left out of is too small, so it bounds the life from
    /// above; reserves that are a lower bound, or weighed as content under output in gross weight,
    /// bound it from below.
    fn life_under(&self, mine: Option<&Supply<'a>>) -> Life {
        let Some(mine) = mine else { return Life::Absent("no mine output to compare with") };
        if self.mix.total <= 0.0 {
            return Life::Absent("no reserves are given as a figure");
        }
        if mine.mix.total <= 0.0 || matches!(mine.mix.obstacle, Some(Obstacle::NotAdditive)) {
            return Life::Absent("output has no total to compare with");
        }
        if mine.mix.unit != self.mix.unit {
            return Life::Absent("reserves and output are in units that cannot be compared");
        }
        let years = self.quantity() / mine.mix.total;
        let content_of_gross = self.basis.contains("content") && mine.basis.contains("gross");
        if self.basis != mine.basis && !content_of_gross {
            return Life::Absent("reserves and output are weighed on different bases");
        }
        let from_below = self.at_least || content_of_gross;
        // an unknown remainder is no more than rounding where the rows fill the published total
        let total_told = mine.mix.published.is_some_and(|p| p.reading.value().is_some());
        let remainder_unknown = mine.mix.obstacle == Some(Obstacle::RemainderUnknown) && !total_told;
        let from_above = !mine.mix.missing.is_empty() || remainder_unknown;
        match (from_below, from_above) {
            (false, false) => Life::Years(Reading::exact(years)),
            (true, false) => Life::Years(Reading::new(None, Some(years), None)),
            (false, true) => Life::Years(Reading::new(None, None, Some(years))),
            (true, true) => Life::Absent("reserves and output both lack a holder"),
        }
    }
}
