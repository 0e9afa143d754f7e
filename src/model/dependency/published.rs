//! Dependency as published: net import reliance, and shares in imports.

use std::sync::Arc;

use super::{Basis, Dependency, Reliance, Source, largest_first};
use crate::model::select::{Dated, rows_of_publisher, select};
use crate::model::vintage::{Absence, newest};
use crate::model::{
    Consumer, ImportSourceRow, MineralInfo, Origin, Period, Reading, RelianceRow, Share, Stage, Status, Year,
};

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

/// What publishers say of one consumer and one stage of a mineral, a dependency for each product.
///
/// Reliance and sources belong together where the product is the same; each is of one publisher and of the
/// newest year or period that the question allows.
pub(super) fn published<'a>(
    consumer: &Arc<Consumer>,
    info: &MineralInfo,
    stage: Stage,
    (reliance, sources): (&[&'a RelianceRow], &[&'a ImportSourceRow]),
    asked: Option<Year>,
) -> Vec<Dependency<'a>> {
    let Some(country) = consumer.only() else { return Vec::new() };
    let reliance: Vec<&RelianceRow> = reliance.iter().copied().filter(|r| r.country == country).collect();
    let sources: Vec<&ImportSourceRow> = sources.iter().copied().filter(|r| r.importer == country).collect();
    let mut products: Vec<&str> = reliance.iter().map(|r| r.product.as_str()).collect();
    products.extend(sources.iter().map(|r| r.product.as_str()));
    products.sort_unstable();
    products.dedup();
    let publisher = info.publisher.get(&stage).map_or("", String::as_str);
    products
        .into_iter()
        .map(|product| {
            let of_reliance: Vec<_> = reliance.iter().copied().filter(|r| r.product == product).collect();
            let of_sources: Vec<_> = sources.iter().copied().filter(|r| r.product == product).collect();
            let reliance = newest_reliance(&of_reliance, publisher, asked);
            let sources = newest_sources(&of_sources, publisher, asked);
            let mut absent = Vec::new();
            absent.extend(reliance.as_ref().err().map(|a| ("import reliance", *a)));
            absent.extend(sources.as_ref().err().map(|a| ("import sources", *a)));
            absent.retain(|(_, a)| *a != Absence::NoFigures);
            let (sources, period) = sources.map(|(s, p)| (s, Some(p))).unwrap_or_default();
            Dependency {
                consumer: Arc::clone(consumer),
                stage,
                product,
                basis: Basis::ImportSources,
                reliance: reliance.ok().map(of_row),
                no_reliance: None,
                sources,
                domestic: Vec::new(),
                period,
                lost: None,
                intra: None,
                absent,
            }
        })
        .collect()
}

fn of_row(row: &RelianceRow) -> Reliance<'_> {
    let share = |percent: Option<f64>| percent.map(|p| p / 100.0);
    let percent = row.percent;
    Reliance {
        reading: Reading::new(share(percent.value), share(percent.low), share(percent.high)),
        net_exporter: percent.status == Status::NetExporter,
        year: Some(row.year),
        status: Some(percent.status),
        note: &row.note,
        origins: vec![&row.origin],
        balance: None,
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
) -> Result<(Vec<Source<'a>>, Period), Absence> {
    let rows = rows_of_publisher(rows, publisher);
    let as_of = |r: &ImportSourceRow| match asked {
        Some(year) if r.period.first <= year => r.period.last.min(year),
        _ => r.period.last,
    };
    let year = newest(rows.iter().map(|r| (as_of(r), false)), asked)?;
    let mut rows: Vec<_> = rows.into_iter().filter(|r| as_of(r) == year).collect();
    let longest = |r: &&ImportSourceRow| (r.period.last, std::cmp::Reverse(r.period.first));
    let period = rows.iter().max_by_key(|r| longest(r)).map(|r| r.period).ok_or(Absence::NoFigures)?;
    rows.retain(|r| r.period == period);
    rows.sort_by_key(|r| r.exporter);
    if rows.windows(2).any(|w| matches!(w, [a, b] if a.exporter == b.exporter)) {
        let id = rows.iter().map(|r| Arc::clone(&r.origin.publisher.id)).min();
        rows.retain(|r| Some(&r.origin.publisher.id) == id.as_ref());
    }
    let mut sources: Vec<Source<'a>> = rows
        .into_iter()
        .filter(|r| r.share > Share::ZERO)
        .map(|r| Source {
            party: r.exporter,
            share: r.share,
            value_usd: None,
            note: &r.note,
            origins: vec![&r.origin],
        })
        .collect();
    largest_first(&mut sources);
    Ok((sources, period))
}
