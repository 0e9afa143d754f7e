//! End uses: how one publisher splits a mineral's use in a region among sectors, and the part of one sector.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::concentration::sum;
use super::{Dataset, EndUseRow, MineralId, Period, Reading, Scope, Sector, Status, Year, newest};

/// A mineral's use in one region in one period, as one edition splits it: the whole that its shares are of.
/// Shares of different wholes are never added up.
#[derive(Debug, Clone)]
pub struct Split<'a> {
    /// The publisher's edition.
    pub source: &'a str,
    /// Where the mineral is used.
    pub region: &'a Scope,
    /// Of when, where the source says.
    pub period: Option<Period>,
    /// The shares, the largest first.
    pub rows: Vec<&'a EndUseRow>,
}

impl<'a> Split<'a> {
    /// Every split of a mineral's use, the world's first. Of one publisher and region the newest that the
    /// question allows; a study that states no years is as old as its edition.
    #[must_use]
    pub fn of_mineral(dataset: &'a Dataset, mineral: &MineralId, asked: Option<Year>) -> Vec<Self> {
        let mut wholes: BTreeMap<(&Scope, &str), Vec<&EndUseRow>> = BTreeMap::new();
        for row in dataset.end_uses.iter().filter(|row| row.mineral == *mineral) {
            wholes.entry((&row.region, &row.origin.publisher.id)).or_default().push(row);
        }
        let split = |((region, source), mut rows): ((&'a Scope, &'a str), Vec<&'a EndUseRow>)| {
            let dated =
                |row: &&EndUseRow| Some((dated(row.period, source)?, row.share.status == Status::Projected));
            let year = newest(rows.iter().filter_map(dated), asked).ok();
            rows.retain(|row| match row.period {
                Some(period) => Some(period.last) == year,
                None => year.is_some() || edition(source).is_none(),
            });
            rows.sort_by(|a, b| by_share(a, b));
            let period = rows.iter().filter_map(|row| row.period).max();
            (!rows.is_empty()).then_some(Self { source, region, period, rows })
        };
        wholes.into_iter().filter_map(split).collect()
    }

    /// The part of it that goes into a sector, if any row is of that.
    #[must_use]
    pub fn part(mut self, sector: &Sector) -> Option<Self> {
        self.rows.retain(|row| sector.takes(row));
        (!self.rows.is_empty()).then_some(self)
    }

    /// What the rows add up to.
    #[must_use]
    pub fn share(&self) -> Reading {
        let end = |of: fn(&EndUseRow) -> Option<f64>| {
            let all: Option<Vec<f64>> = self.rows.iter().map(|row| of(row)).collect();
            all.map(sum)
        };
        match end(|row| row.share.value) {
            Some(value) => Reading::exact(value),
            None => Reading::new(
                None,
                end(|row| Some(row.share.value.or(row.share.low).unwrap_or(0.0))),
                end(|row| row.share.value.or(row.share.high)),
            ),
        }
    }

    /// The year of the edition, where no period is stated: its figures are of years before.
    #[must_use]
    pub fn edition(&self) -> Option<Year> {
        if self.period.is_some() { None } else { edition(self.source) }
    }

    /// Years from its last one, else from its edition, to a year.
    #[must_use]
    pub fn age(&self, now: Option<Year>) -> Option<u16> {
        Some(now?.get().saturating_sub(dated(self.period, self.source)?.get()))
    }
}

/// The newest year of output, reserves and shares that is not projected, nor after the year asked for: what
/// ages are counted to.
#[must_use]
pub fn newest_year(dataset: &Dataset, asked: Option<Year>) -> Option<Year> {
    let production = dataset.production.iter().map(|r| (r.year, r.amount.status));
    let reserves = dataset.reserves.iter().map(|r| (r.year, r.amount.status));
    let shares = dataset.supply_shares.iter().map(|r| (r.period.last, r.share.status));
    let all = production.chain(reserves).chain(shares);
    let known = all.filter(|(year, s)| *s != Status::Projected && asked.is_none_or(|asked| *year <= asked));
    known.map(|(year, _)| year).max()
}

/// The last year of a period, else the year of the edition.
fn dated(period: Option<Period>, source: &str) -> Option<Year> {
    period.map(|p| p.last).or_else(|| edition(source))
}

/// The year in an edition's name: of `eu-crm-2023-uses` 2023.
fn edition(source: &str) -> Option<Year> {
    source.split('-').find_map(|part| Year::parse(part).ok())
}

/// The largest first, by the most that it can be; ties by name.
fn by_share(a: &EndUseRow, b: &EndUseRow) -> Ordering {
    let most = |row: &EndUseRow| row.share.value.or(row.share.high).or(row.share.low).unwrap_or(0.0);
    let names = |row: &EndUseRow| (row.sector.clone(), row.application.clone());
    most(b).total_cmp(&most(a)).then_with(|| names(a).cmp(&names(b)))
}

#[cfg(test)]
mod tests {
    use super::edition;

    #[test]
    fn an_edition_has_a_year_if_its_name_says_so() {
        assert_eq!(edition("eu-crm-2023-uses").map(|y| y.get()), Some(2023));
        assert_eq!(edition("iea-cm-2025").map(|y| y.get()), Some(2025));
        assert_eq!(edition("my notes"), None);
    }
}
