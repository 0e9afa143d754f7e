//! Deliveries to a consumer that move from one source to others: in published imports, in a study of its supply,
//! and in trade.

use super::{At, Client, groups, rescale, reshare, sourcing, trade_of};
use crate::model::scenario::supply::{By, scaled, share_of};
use crate::model::{
    Amount, CountryCode, Dataset, ImportSourceRow, Party, Share, Status, SupplyShareRow, TradeRow,
};

/// Moves a part of what a source delivers to others, each with its part of that. Tells whether there was any.
pub(in crate::model::scenario) fn reallocate(
    dataset: &mut Dataset,
    at: At<'_>,
    (from, to, part): (CountryCode, &[(CountryCode, f64)], f64),
    client: &Client,
    by: &By<'_>,
) -> bool {
    let moving = Moving { from, to, part };
    let in_imports = moving.in_imports(dataset, at, client, by);
    let in_supply = moving.in_supply(dataset, at, client, by);
    moving.in_trade(dataset, at, client, by) || in_imports || in_supply
}

struct Moving<'s> {
    from: CountryCode,
    to: &'s [(CountryCode, f64)],
    part: f64,
}

impl Moving<'_> {
    /// What a party gets, less what it gives, where so much moves.
    fn change(&self, party: Party, moved: f64) -> f64 {
        let gets: f64 =
            self.to.iter().filter(|(c, _)| party == Party::Country(*c)).map(|(_, p)| p * moved).sum();
        if party == Party::Country(self.from) { gets - moved } else { gets }
    }

    /// Those who get something and had nothing.
    fn newcomers(&self, known: &[Party]) -> impl Iterator<Item = (Party, f64)> {
        let new = |(country, part): &(CountryCode, f64)| {
            let party = Party::Country(*country);
            (*part > 0.0 && !known.contains(&party)).then_some((party, *part))
        };
        self.to.iter().filter_map(new)
    }

    fn in_imports(&self, dataset: &mut Dataset, at: At<'_>, client: &Client, by: &By<'_>) -> bool {
        let mut found = false;
        for group in groups(dataset, at) {
            let of = |i: &usize| dataset.import_sources.get(*i).cloned();
            let rows: Vec<ImportSourceRow> = group.iter().filter_map(of).collect();
            let Some(source) = rows.iter().find(|r| r.exporter == Party::Country(self.from)) else {
                continue;
            };
            if client.members.as_slice() != [source.importer] {
                continue;
            }
            found = true;
            let moved = source.share.get() * self.part;
            for i in &group {
                let Some(row) = dataset.import_sources.get_mut(*i) else { continue };
                let change = self.change(row.exporter, moved);
                if change != 0.0 {
                    let new = row.share.get() + change;
                    reshare(row, new, by);
                }
            }
            let known: Vec<Party> = rows.iter().map(|r| r.exporter).collect();
            for (exporter, part) in self.newcomers(&known) {
                let share = Share::of(part * moved, 1.0);
                let (note, origin) = (by.words(), by.origin());
                dataset.import_sources.push(ImportSourceRow {
                    exporter,
                    share,
                    note,
                    origin,
                    ..source.clone()
                });
            }
        }
        found
    }

    fn in_supply(&self, dataset: &mut Dataset, at: At<'_>, client: &Client, by: &By<'_>) -> bool {
        let rows = sourcing(dataset, at, &client.id);
        let of = |i: &usize| dataset.supply_shares.get(*i).cloned();
        let before: Vec<SupplyShareRow> = rows.iter().filter_map(of).collect();
        let Some(source) = before.iter().find(|r| r.party == Party::Country(self.from)) else { return false };
        let moved = share_of(source.share) * self.part;
        for i in &rows {
            let Some(row) = dataset.supply_shares.get_mut(*i) else { continue };
            let change = self.change(row.party, moved);
            if change != 0.0 {
                by.note(&mut row.note, &row.share, "of the supply", &row.origin);
                row.share = scaled(row.share, |s| (s + change).max(0.0));
                row.origin = by.origin();
            }
        }
        let known: Vec<Party> = before.iter().map(|r| r.party).collect();
        for (party, part) in self.newcomers(&known) {
            let share =
                Amount { value: Some(part * moved), low: None, high: None, status: Status::Estimated };
            let (note, origin) = (by.words(), by.origin());
            dataset.supply_shares.push(SupplyShareRow { party, share, note, origin, ..source.clone() });
        }
        true
    }

    /// Each flow gives its part to flows of the same goods from the others.
    fn in_trade(&self, dataset: &mut Dataset, at: At<'_>, client: &Client, by: &By<'_>) -> bool {
        let its =
            |r: &TradeRow| r.exporter == Party::Country(self.from) && r.importer.is_one_of(&client.members);
        let mut new = Vec::new();
        for row in trade_of(&mut dataset.trade, at).filter(|r| its(r)) {
            for (country, part) in self.to {
                let times = self.part * part;
                new.push(TradeRow {
                    exporter: Party::Country(*country),
                    quantity: row.quantity.map(|q| q * times),
                    value_usd: row.value_usd.map(|v| v * times),
                    note: by.words().into(),
                    origin: by.origin(),
                    ..row.clone()
                });
            }
            rescale(row, 1.0 - self.part, by);
        }
        let found = !new.is_empty();
        dataset.trade.extend(new);
        found
    }
}
