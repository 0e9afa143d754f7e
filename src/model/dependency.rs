//! Dependency: how much of a consumer's use hangs on imports, and on which source of them.

use std::sync::Arc;

use super::concentration::sum;
use super::select::{Dated, editions, is_of, rows_of_publisher, select};
use super::vintage::{Absence, newest};
use super::{
    CountryCode, Dataset, ImportSourceRow, MineralInfo, Origin, Party, Period, Reading, RelianceRow, Share,
    Stage, Status, Year,
};

/// Publishers that name the sources of imports from the largest down, so that none of the unnamed is
/// larger than the last one named. USGS, Mineral Commodity Summaries: "in descending order".
const LARGEST_FIRST: &[&str] = &["usgs-mcs"];

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
    /// Why there are no sources, or no reliance, of the year asked for.
    pub absent: Vec<(&'static str, Absence)>,
}

impl Dated for RelianceRow {
    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn year(&self) -> Year {
        self.year
    }

    fn is_projected(&self) -> bool {
        self.percent.status == Status::Projected
    }
}

impl Dated for ImportSourceRow {
    fn origin(&self) -> &Origin {
        &self.origin
    }

    fn year(&self) -> Year {
        self.period.last
    }

    fn is_projected(&self) -> bool {
        false
    }
}

impl<'a> Dependency<'a> {
    /// All that the tables say of one consumer and mineral, a dependency for each stage and product.
    ///
    /// Reliance and sources belong together where stage and product are the same; each is of one
    /// publisher and of the newest year or period that the question allows.
    #[must_use]
    pub fn select(
        dataset: &'a Dataset,
        info: &MineralInfo,
        consumer: CountryCode,
        asked: Option<Year>,
    ) -> Vec<Self> {
        let reliance: Vec<&RelianceRow> =
            dataset.reliance.iter().filter(|r| r.country == consumer && r.mineral == info.id).collect();
        let sources: Vec<&ImportSourceRow> = dataset
            .import_sources
            .iter()
            .filter(|r| r.importer == consumer && r.mineral == info.id)
            .collect();
        let mut keys: Vec<(Stage, &str)> = reliance.iter().map(|r| (r.stage, r.product.as_str())).collect();
        keys.extend(sources.iter().map(|r| (r.stage, r.product.as_str())));
        keys.sort_unstable();
        keys.dedup();
        keys.into_iter()
            .map(|(stage, product)| {
                let publisher = info.publisher.get(&stage).map_or("", String::as_str);
                let of_reliance: Vec<_> =
                    reliance.iter().copied().filter(|r| r.stage == stage && r.product == product).collect();
                let of_sources: Vec<_> =
                    sources.iter().copied().filter(|r| r.stage == stage && r.product == product).collect();
                let reliance = newest_reliance(&of_reliance, publisher, asked);
                let sources = newest_sources(&of_sources, publisher, asked);
                let mut absent = Vec::new();
                absent.extend(reliance.as_ref().err().map(|a| ("import reliance", *a)));
                absent.extend(sources.as_ref().err().map(|a| ("import sources", *a)));
                absent.retain(|(_, a)| *a != Absence::NoFigures);
                let (reliance, sources) = (reliance.ok(), sources.unwrap_or_default());
                Self { consumer, stage, product, reliance, sources, absent }
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
        editions(self.reliance.iter().map(|r| &r.origin).chain(self.sources.iter().map(|s| &s.origin)))
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

    /// Share of imports whose sources are not named: `other`, and what is left to the whole.
    #[must_use]
    pub fn unnamed(&self) -> f64 {
        (1.0 - sum(self.named().map(|(_, row)| row.share.get()))).max(0.0)
    }

    /// The largest source that is named, and its share of imports.
    #[must_use]
    pub fn top_source(&self) -> Option<(CountryCode, Share)> {
        self.named().next().map(|(country, row)| (country, row.share))
    }

    /// Sum of the squared shares in imports, 0 to 1; the unnamed rest widens it by its square.
    #[must_use]
    pub fn import_hhi(&self) -> Option<Reading> {
        self.top_source()?;
        let named = sum(self.named().map(|(_, row)| row.share.get() * row.share.get())).min(1.0);
        let rest = self.unnamed();
        Some(Reading::new(Some(named), Some(named), Some((named + rest * rest).min(1.0))))
    }

    /// The largest share that one source can have: that of the largest named, unless its publisher
    /// does not name the largest first and more than that is unnamed.
    fn largest_possible(&self, top: Share) -> f64 {
        let ordered = self.sources.iter().all(|r| LARGEST_FIRST.iter().any(|p| is_of(&r.origin, p)));
        if ordered { top.get() } else { top.get().max(self.unnamed()) }
    }

    /// Net import reliance times the largest source's share, 0 to 1: how much of the consumer's use
    /// hangs on one country. Reliance that has only a low end can be anything up to 1.
    #[must_use]
    pub fn exposure(&self) -> Option<Reading> {
        let (_, share) = self.top_source()?;
        let reliance = self.import_reliance()?;
        let most = self.largest_possible(share);
        if let Some(value) = reliance.value() {
            let high = (most > share.get()).then_some(value * most);
            return Some(Reading::new(Some(value * share.get()), None, high));
        }
        let low = reliance.low().unwrap_or(0.0) * share.get();
        Some(Reading::new(None, Some(low), Some(reliance.high().unwrap_or(1.0) * most)))
    }
}

/// The newest reliance; where several publishers have one, the preferred, else the first by id.
fn newest_reliance<'a>(
    rows: &[&'a RelianceRow],
    publisher: &str,
    asked: Option<Year>,
) -> Result<&'a RelianceRow, Absence> {
    let selected = select(rows, publisher, asked)?;
    let first = selected.rows.into_iter().min_by(|a, b| a.origin.publisher.cmp(&b.origin.publisher));
    first.ok_or(Absence::NoFigures)
}

/// The sources of the newest period: one that has begun by the year asked for counts as of that year.
/// Where several share it, the longest; where several publishers have it, the first by id.
fn newest_sources<'a>(
    rows: &[&'a ImportSourceRow],
    publisher: &str,
    asked: Option<Year>,
) -> Result<Vec<&'a ImportSourceRow>, Absence> {
    let rows = rows_of_publisher(rows, publisher);
    let as_of = |r: &ImportSourceRow| match asked {
        Some(year) if r.period.first <= year => r.period.last.min(year),
        _ => r.period.last,
    };
    let year = newest(rows.iter().map(|r| (as_of(r), false)), asked)?;
    let mut rows: Vec<_> = rows.into_iter().filter(|r| as_of(r) == year).collect();
    let best = rows.iter().map(|r| (r.period.last, std::cmp::Reverse(r.period.first))).max();
    rows.retain(|r| Some((r.period.last, std::cmp::Reverse(r.period.first))) == best);
    rows.sort_by_key(|r| r.exporter);
    if rows.windows(2).any(|w| matches!(w, [a, b] if a.exporter == b.exporter)) {
        let id = rows.iter().map(|r| Arc::clone(&r.origin.publisher.id)).min();
        rows.retain(|r| Some(&r.origin.publisher.id) == id.as_ref());
    }
    rows.sort_by(|a, b| {
        let rest = |r: &ImportSourceRow| !matches!(r.exporter, Party::Country(_));
        rest(a)
            .cmp(&rest(b))
            .then_with(|| b.share.get().total_cmp(&a.share.get()))
            .then_with(|| a.exporter.cmp(&b.exporter))
    });
    Ok(rows)
}
