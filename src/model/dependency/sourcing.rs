//! Dependency from a study of all that a consumer is supplied with, its own output included: shares in
//! its supply, and its import reliance.

use std::sync::Arc;

use super::{Basis, Dependency, Reliance, Source, largest_first};
use crate::model::concentration::sum;
use crate::model::vintage::{Absence, newest};
use crate::model::{Consumer, MineralInfo, ParameterRow, Reading, Share, Stage, SupplyShareRow, Year};

/// The consumer's sourcing of one stage of a mineral, in the newest period that the question allows; none
/// where no study speaks of it.
pub(super) fn sourcing<'a>(
    consumer: &Arc<Consumer>,
    info: &MineralInfo,
    stage: Stage,
    (shares, parameters): (&[&'a SupplyShareRow], &'a [ParameterRow]),
    asked: Option<Year>,
) -> Option<Dependency<'a>> {
    let rows: Vec<&SupplyShareRow> = shares.iter().copied().filter(|r| r.scope.is_of(&consumer.id)).collect();
    let dependency = |sources, (domestic, own), period, absent| Dependency {
        consumer: Arc::clone(consumer),
        stage,
        product: "",
        basis: Basis::Sourcing { domestic },
        reliance: reliance(consumer, info, stage, parameters),
        no_reliance: None,
        sources,
        domestic: own,
        period,
        lost: None,
        intra: None,
        absent,
    };
    let year = match newest(rows.iter().map(|r| (r.period.last, false)), asked) {
        Err(Absence::NoFigures) => return None,
        Err(absence) => {
            return Some(dependency(
                Vec::new(),
                (Share::ZERO, Vec::new()),
                None,
                vec![("import sources", absence)],
            ));
        }
        Ok(year) => year,
    };
    let period = rows.iter().map(|r| r.period).filter(|p| p.last == year).max();
    let mut sources = Vec::new();
    let (mut domestic, mut own) = (Vec::new(), Vec::new());
    for row in rows.into_iter().filter(|r| Some(r.period) == period) {
        let share = row.share.value.or(row.share.low).unwrap_or_default();
        if consumer.is_member(row.party) {
            domestic.push(share);
            own.push(&row.origin);
        } else if let Ok(share) = Share::new(share) {
            let origins = vec![&row.origin];
            sources.push(Source { party: row.party, share, value_usd: None, note: &row.note, origins });
        }
    }
    largest_first(&mut sources);
    let domestic = Share::of(sum(domestic), 1.0);
    Some(dependency(sources, (domestic, own), period, Vec::new()))
}

/// The study's own import reliance of the consumer; the newest edition.
fn reliance<'a>(
    consumer: &Consumer,
    info: &MineralInfo,
    stage: Stage,
    parameters: &'a [ParameterRow],
) -> Option<Reliance<'a>> {
    let its = |r: &&ParameterRow| {
        r.mineral == info.id
            && &*r.name == "import_reliance"
            && r.stage.is_none_or(|s| s == stage)
            && r.scope.as_ref().is_some_and(|scope| scope.is_of(&consumer.id))
    };
    let row = parameters.iter().filter(its).max_by(|a, b| a.edition.cmp(&b.edition))?;
    Some(Reliance {
        reading: Reading::exact(row.value),
        net_exporter: false,
        year: row.year,
        status: None,
        note: &row.note,
        origins: vec![&row.origin],
        balance: None,
    })
}
