//! Deliveries that are cut: what each consumer that they meet has left.

use super::{
    At, Cut, change_reliance, change_study_reliance, groups, newest_period, party_share, rescale, reshare,
    scopes, sourcing, trade_of,
};
use crate::model::scenario::Kind;
use crate::model::scenario::supply::{By, scaled};
use crate::model::{CountryCode, Dataset, LossRow, Lost, Party, Reading, RelianceRow, Status};

/// Takes a part of what a supplier delivers from everybody whom the cut meets.
pub(in crate::model::scenario) fn cut(dataset: &mut Dataset, cut: &Cut, by: &By<'_>) {
    if cut.part <= 0.0 {
        return;
    }
    let at = (&cut.mineral, cut.stage);
    cut_published(dataset, at, cut, by);
    cut_sourcing(dataset, at, cut, by);
    let mut losses = Vec::new();
    for row in trade_of(&mut dataset.trade, at) {
        let Some(importer) = row.importer.country().filter(|importer| cut.meets(*importer)) else { continue };
        if row.exporter == Party::Country(cut.exporter) {
            let traded = row.value_usd.or(row.quantity.map(|q| row.unit.to_common(q))).unwrap_or_default();
            let lost = Lost::OfTrade(traded * cut.part);
            losses.push(LossRow { year: Some(row.year), ..loss(cut, importer.as_str(), lost, by) });
            rescale(row, 1.0 - cut.part, by);
        }
    }
    dataset.losses.extend(losses);
}

/// What one consumer loses, of all products.
fn loss(cut: &Cut, importer: &str, lost: Lost, by: &By<'_>) -> LossRow {
    LossRow {
        mineral: cut.mineral.clone(),
        stage: cut.stage,
        product: String::new(),
        exporter: cut.exporter,
        importer: importer.into(),
        year: None,
        lost,
        origin: by.origin(),
    }
}

/// The newest published reliance of a country on a product; any from 0 to 1 where there is none, and none of a net
/// exporter, who loses nothing that it needs.
fn reliance_of(dataset: &Dataset, at: At<'_>, country: CountryCode, product: &str) -> Option<Reading> {
    let its = |r: &&RelianceRow| {
        r.mineral == *at.0 && r.stage == at.1 && r.country == country && r.product == product
    };
    match dataset.reliance.iter().filter(its).max_by_key(|r| r.year).map(|r| r.percent) {
        Some(percent) if percent.status == Status::NetExporter => None,
        Some(percent) => {
            let share = |p: Option<f64>| p.map(|p| p / 100.0);
            Some(Reading::new(share(percent.value), share(percent.low), share(percent.high)))
        }
        None => Some(Reading::default()),
    }
}

fn cut_published(dataset: &mut Dataset, at: At<'_>, cut: &Cut, by: &By<'_>) {
    for group in groups(dataset, at) {
        let Some(first) = group.first().and_then(|i| dataset.import_sources.get(*i)).cloned() else {
            continue;
        };
        let of = |dataset: &Dataset, i: &usize| dataset.import_sources.get(*i).cloned();
        let share = group
            .iter()
            .filter_map(|i| of(dataset, i))
            .filter(|r| r.exporter == Party::Country(cut.exporter));
        let share = share.map(|r| r.share.get()).fold(0.0, f64::max);
        if share <= 0.0 || !cut.meets(first.importer) {
            continue;
        }
        let left = 1.0 - share * cut.part;
        for i in &group {
            let Some(row) = dataset.import_sources.get_mut(*i) else { continue };
            let own = if row.exporter == Party::Country(cut.exporter) { 1.0 - cut.part } else { 1.0 };
            let new = if left > 0.0 { row.share.get() * own / left } else { 0.0 };
            reshare(row, new, by);
        }
        let newest = newest_period(dataset, &first);
        if newest == Some(first.period.last) {
            if let Some(reliance) = reliance_of(dataset, at, first.importer, &first.product) {
                let of = |n: f64| n * share * cut.part;
                let lost = match reliance.value() {
                    Some(n) => Reading::exact(of(n)),
                    None => Reading::new(
                        None,
                        Some(of(reliance.low().unwrap_or(0.0))),
                        Some(of(reliance.high().unwrap_or(1.0))),
                    ),
                };
                let row = loss(cut, first.importer.as_str(), Lost::OfUse(lost), by);
                dataset.losses.push(LossRow { product: first.product.clone(), ..row });
            }
            change_reliance(dataset, at, (first.importer, &first.product), by, |n| {
                let rest = 1.0 - n * share * cut.part;
                if rest > 0.0 { n * left / rest } else { 0.0 }
            });
        }
    }
}

fn cut_sourcing(dataset: &mut Dataset, at: At<'_>, cut: &Cut, by: &By<'_>) {
    for scope in scopes(dataset, at) {
        let country = CountryCode::new(&scope).ok();
        // a group is met where everybody is, or where all that is cut off is named with it
        if !country.map_or(cut.to.is_none() || cut_names(cut, &scope, by), |c| cut.meets(c)) {
            continue;
        }
        let rows = sourcing(dataset, at, &scope);
        let share = party_share(dataset, &rows, cut.exporter);
        let left = 1.0 - share * cut.part;
        if share <= 0.0 {
            continue;
        }
        for i in rows {
            let Some(row) = dataset.supply_shares.get_mut(i) else { continue };
            let own = if row.party == Party::Country(cut.exporter) { 1.0 - cut.part } else { 1.0 };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| if left > 0.0 { s * own / left } else { 0.0 });
            row.origin = by.origin();
        }
        let lost = share * cut.part;
        dataset.losses.push(loss(cut, &scope, Lost::OfUse(Reading::exact(lost)), by));
        change_study_reliance(dataset, at, &scope, by, |n| {
            if left > 0.0 { ((n - lost) / left).clamp(0.0, 1.0) } else { 0.0 }
        });
    }
}

/// The shock names the group itself.
fn cut_names(cut: &Cut, scope: &str, by: &By<'_>) -> bool {
    match &by.shock.kind {
        Kind::ExportRestriction { to: Some(to), .. } => {
            cut.to.is_some() && to.iter().any(|client| *client.id == *scope)
        }
        _ => false,
    }
}
