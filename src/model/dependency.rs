//! Dependency: how much of a consumer's use hangs on imports, and on which source of them.

use super::concentration::{Weighed, weighted_squares};
use super::supply::sources;
use super::vintage::newest;
use super::{
    CountryCode, Dataset, ImportSourceRow, MineralId, Party, Period, Reading, RelianceRow, Share, Stage,
    Status, Year,
};

/// What a consumer depends on for one product of a mineral.
#[derive(Debug, Clone)]
pub struct Dependency<'a> {
    /// Who depends.
    pub consumer: CountryCode,
    /// On which stage's product.
    pub stage: Stage,
    /// Which product; empty means all.
    pub product: &'a str,
    /// Published net import reliance.
    pub reliance: Option<&'a RelianceRow>,
    /// Sources of imports, the largest first, the unnamed rest last.
    pub sources: Vec<&'a ImportSourceRow>,
}

impl<'a> Dependency<'a> {
    /// All that the tables say of one consumer and mineral, a dependency for each stage and product.
    ///
    /// Reliance and sources belong together where stage and product are the same; each takes its
    /// newest year that the question allows.
    #[must_use]
    pub fn select(
        dataset: &'a Dataset,
        mineral: &MineralId,
        consumer: CountryCode,
        asked: Option<Year>,
    ) -> Vec<Self> {
        let reliance: Vec<&RelianceRow> =
            dataset.reliance.iter().filter(|r| r.country == consumer && r.mineral == *mineral).collect();
        let sources: Vec<&ImportSourceRow> = dataset
            .import_sources
            .iter()
            .filter(|r| r.importer == consumer && r.mineral == *mineral)
            .collect();
        let mut keys: Vec<(Stage, &str)> = reliance.iter().map(|r| (r.stage, r.product.as_str())).collect();
        keys.extend(sources.iter().map(|r| (r.stage, r.product.as_str())));
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter()
            .filter_map(|(stage, product)| {
                let of_reliance: Vec<_> =
                    reliance.iter().copied().filter(|r| r.stage == stage && r.product == product).collect();
                let of_sources: Vec<_> =
                    sources.iter().copied().filter(|r| r.stage == stage && r.product == product).collect();
                let dependency = Self {
                    consumer,
                    stage,
                    product,
                    reliance: newest_reliance(&of_reliance, asked),
                    sources: newest_sources(&of_sources, asked),
                };
                let told = dependency.reliance.is_some() || !dependency.sources.is_empty();
                told.then_some(dependency)
            })
            .collect()
    }

    /// The consumer exports more than it imports.
    #[must_use]
    pub fn is_net_exporter(&self) -> bool {
        self.reliance.is_some_and(|r| r.percent.status == Status::NetExporter)
    }

    /// The publishers' editions behind it, joined by `+`.
    #[must_use]
    pub fn source(&self) -> String {
        let reliance = self.reliance.iter().map(|r| &*r.origin.publisher.id);
        sources(reliance.chain(self.sources.iter().map(|s| &*s.origin.publisher.id)))
    }

    /// Years that the sources are averaged over.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        self.sources.first().map(|s| s.period)
    }

    /// Net import reliance as a share of apparent consumption, 0 to 1. `>50` has only a low end.
    #[must_use]
    pub fn import_reliance(&self) -> Option<Reading> {
        let percent = self.reliance?.percent;
        let share = |p: Option<f64>| p.map(|p| p / 100.0);
        let reading = Reading::new(share(percent.value), share(percent.low), share(percent.high));
        (!reading.is_empty()).then_some(reading)
    }

    /// The named sources, the largest first.
    pub fn named(&self) -> impl Iterator<Item = (CountryCode, &'a ImportSourceRow)> {
        self.sources.iter().filter_map(|row| match row.exporter {
            Party::Country(country) => Some((country, *row)),
            Party::Other | Party::World => None,
        })
    }

    /// Share of the sources that are not named.
    #[must_use]
    pub fn unnamed(&self) -> f64 {
        self.sources.iter().filter(|r| r.exporter == Party::Other).fold(0.0, |sum, r| sum + r.share.get())
    }

    /// The largest foreign source that is named, and its share of imports.
    #[must_use]
    pub fn top_source(&self) -> Option<(CountryCode, Share)> {
        self.named().find(|(country, _)| *country != self.consumer).map(|(country, row)| (country, row.share))
    }

    /// Sum of the squared shares in imports; the unnamed rest widens it by its square.
    #[must_use]
    pub fn import_hhi(&self) -> Option<Reading> {
        let named: Vec<Weighed> = self
            .named()
            .map(|(_, row)| Weighed { quantity: (row.share.get(), row.share.get()), weight: (1.0, 1.0) })
            .collect();
        if named.is_empty() {
            return None;
        }
        let (value, low, high) = weighted_squares(&named, self.unnamed(), 1.0)?;
        Some(Reading::new(value, Some(low), Some(high)))
    }

    /// Net import reliance times the largest source's share: how much of the consumer's use hangs on
    /// one country. Reliance that has only a low end can be anything up to 1.
    #[must_use]
    pub fn exposure(&self) -> Option<Reading> {
        let (_, share) = self.top_source()?;
        let reliance = self.import_reliance()?;
        let times = |r: Option<f64>| r.map(|r| r * share.get());
        if reliance.value().is_some() {
            return Some(Reading::new(
                times(reliance.value()),
                times(reliance.low()),
                times(reliance.high()),
            ));
        }
        Some(Reading::new(None, times(reliance.low().or(Some(0.0))), times(reliance.high().or(Some(1.0)))))
    }
}

fn newest_reliance<'a>(rows: &[&'a RelianceRow], asked: Option<Year>) -> Option<&'a RelianceRow> {
    let projected = |r: &&RelianceRow| (r.year, r.percent.status == Status::Projected);
    let year = newest(rows.iter().map(projected), asked).ok()?;
    rows.iter().copied().find(|r| r.year == year)
}

fn newest_sources<'a>(rows: &[&'a ImportSourceRow], asked: Option<Year>) -> Vec<&'a ImportSourceRow> {
    let Ok(year) = newest(rows.iter().map(|r| (r.period.last, false)), asked) else { return Vec::new() };
    let mut newest: Vec<_> = rows.iter().copied().filter(|r| r.period.last == year).collect();
    newest.sort_by(|a, b| {
        let rest = |r: &ImportSourceRow| !matches!(r.exporter, Party::Country(_));
        rest(a)
            .cmp(&rest(b))
            .then_with(|| b.share.get().total_cmp(&a.share.get()))
            .then_with(|| a.exporter.cmp(&b.exporter))
    });
    newest
}
