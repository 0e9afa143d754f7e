//! Deliveries that are cut: what each consumer that they meet has left.

use super::{
    At, Cut, change_reliance, change_study_reliance, groups, newest_period, party_share, rescale, reshare,
    scopes, sourcing, trade_of,
};
use crate::model::scenario::Kind;
use crate::model::scenario::supply::{By, scaled};
use crate::model::{CountryCode, Dataset, Party};

/// Takes a part of what a supplier delivers from everybody whom the cut meets.
pub(in crate::model::scenario) fn cut(dataset: &mut Dataset, cut: &Cut, by: &By<'_>) {
    if cut.part <= 0.0 {
        return;
    }
    let at = (&cut.mineral, cut.stage);
    cut_published(dataset, at, cut, by);
    cut_sourcing(dataset, at, cut, by);
    for row in trade_of(&mut dataset.trade, at) {
        let meets = row.importer.country().is_some_and(|importer| cut.meets(importer));
        if row.exporter == Party::Country(cut.exporter) && meets {
            rescale(row, 1.0 - cut.part, by);
        }
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
        if share <= 0.0 || left <= 0.0 {
            continue;
        }
        for i in rows {
            let Some(row) = dataset.supply_shares.get_mut(i) else { continue };
            let own = if row.party == Party::Country(cut.exporter) { 1.0 - cut.part } else { 1.0 };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| s * own / left);
            row.origin = by.origin();
        }
        let lost = share * cut.part;
        change_study_reliance(dataset, at, &scope, by, |n| ((n - lost) / left).clamp(0.0, 1.0));
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
