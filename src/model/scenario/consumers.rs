//! What a shock does to those who buy: published shares in imports with the reliance on them, studies of a
//! consumer's whole supply, and trade.
//!
//! A source that delivers the part f less takes from a consumer with net import reliance N and the share s of
//! that source in its imports the part N s f of its use. Shares and reliance then are those of what is left:
//! `s' = s (1 - f) / (1 - s f)`, `N' = N (1 - s f) / (1 - N s f)`. No quantity is needed for that, and nothing is
//! supposed of who fills the gap.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::supply::{By, scaled, share_of};
use crate::model::{
    Amount, CountryCode, Dataset, ImportSourceRow, MineralId, Party, Scope, Share, Stage, Status, TradeRow,
    Year,
};

/// Whom a shock names among those who buy: a country, or a group with its members by code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Client {
    /// A country's code or a group's id.
    pub id: Arc<str>,
    /// Its countries, by code.
    pub members: Vec<CountryCode>,
}

/// Deliveries of a supplier that are cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Cut {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Whose.
    pub exporter: CountryCode,
    /// To whom; none means to everybody.
    pub to: Option<Vec<CountryCode>>,
    /// Part of them that is gone, 0 to 1.
    pub part: f64,
}

impl Cut {
    /// It is about what a country buys.
    #[must_use]
    pub fn meets(&self, importer: CountryCode) -> bool {
        importer != self.exporter && self.to.as_ref().is_none_or(|to| to.contains(&importer))
    }
}

/// The place of a shock: a mineral at a stage.
pub(super) type At<'a> = (&'a MineralId, Stage);

/// Which lines of import sources belong together: importer, product, period and publisher.
fn groups(dataset: &Dataset, (mineral, stage): At<'_>) -> Vec<Vec<usize>> {
    let its = |r: &ImportSourceRow| r.mineral == *mineral && r.stage == stage;
    let same = |a: &ImportSourceRow, b: &ImportSourceRow| {
        a.importer == b.importer && a.product == b.product && a.period == b.period
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (i, row) in dataset.import_sources.iter().enumerate().filter(|(_, r)| its(r)) {
        let first = |g: &Vec<usize>| g.first().and_then(|i| dataset.import_sources.get(*i));
        match groups.iter_mut().find(|g| first(g).is_some_and(|r| same(r, row))) {
            Some(group) => group.push(i),
            None => groups.push(vec![i]),
        }
    }
    groups
}

/// Takes a part of what a supplier delivers from everybody whom the cut meets.
pub(super) fn cut(dataset: &mut Dataset, cut: &Cut, by: &By<'_>) {
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

/// The last year of the newest period that an importer's sources of a product are published of.
fn newest_period(dataset: &Dataset, of: &ImportSourceRow) -> Option<Year> {
    let its = |r: &&ImportSourceRow| {
        r.mineral == of.mineral && r.stage == of.stage && r.importer == of.importer && r.product == of.product
    };
    dataset.import_sources.iter().filter(its).map(|r| r.period.last).max()
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
        super::Kind::ExportRestriction { to: Some(to), .. } => {
            cut.to.is_some() && to.iter().any(|client| *client.id == *scope)
        }
        _ => false,
    }
}

/// What became of an offtake.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Delivered {
    /// Imports moved.
    Moved,
    /// More was delivered than there were imports to displace.
    Exceeds,
    /// The tables have no imports of the consumer there.
    NoImports,
    /// The consumer sells more than it buys.
    NetExporter,
    /// Reliance is only bounded, so that imports have no size.
    Bounded,
    /// What the consumer uses is not known.
    NoUse,
}

/// A supplier delivers a quantity a year to a consumer, in place of others: all sources pro rata, or those named
/// first. Of its own output a consumer imports that much less.
pub(super) fn deliver(
    dataset: &mut Dataset,
    at: At<'_>,
    (from, to, quantity): (CountryCode, &Client, f64),
    (used, displaces): (Option<f64>, Option<&[CountryCode]>),
    asked: Option<Year>,
    by: &By<'_>,
) -> Delivered {
    let domestic = to.members.contains(&from);
    let swap = Swap { from, domestic, displaces };
    if let [only] = to.members.as_slice() {
        let its = |r: &&crate::model::RelianceRow| {
            r.mineral == *at.0 && r.stage == at.1 && r.country == *only && r.product.is_empty()
        };
        let newest = dataset
            .reliance
            .iter()
            .filter(its)
            .filter(|r| asked.is_none_or(|a| r.year <= a))
            .max_by_key(|r| r.year)
            .map(|r| r.percent);
        let group = groups(dataset, at).into_iter().filter(|g| {
            let first = g.first().and_then(|i| dataset.import_sources.get(*i));
            first.is_some_and(|r| {
                r.importer == *only
                    && r.product.is_empty()
                    && newest_period(dataset, r) == Some(r.period.last)
            })
        });
        let group = group.max_by_key(Vec::len);
        match (newest, group) {
            (Some(percent), _) if percent.status == Status::NetExporter => return Delivered::NetExporter,
            (Some(percent), Some(rows)) => {
                let Some(reliance) = percent.value.map(|p| p / 100.0) else { return Delivered::Bounded };
                let Some(used) = used.filter(|u| *u > 0.0) else { return Delivered::NoUse };
                let imports = reliance * used;
                let wanted = if imports > 0.0 { quantity / imports } else { f64::INFINITY };
                let moved = wanted.min(1.0);
                swap.in_imports(dataset, &rows, moved, by);
                if domestic {
                    change_reliance(dataset, at, (*only, ""), by, |n| n * (1.0 - moved));
                }
                return if wanted > 1.0 + 1e-12 { Delivered::Exceeds } else { Delivered::Moved };
            }
            _ => {}
        }
    }
    let rows = sourcing(dataset, at, &to.id);
    if !rows.is_empty() {
        let Some(used) = used.filter(|u| *u > 0.0) else { return Delivered::NoUse };
        return swap.in_supply(dataset, at, &to.id, &to.members, (&rows, quantity / used), by);
    }
    swap.in_trade(dataset, at, to, quantity, by)
}

/// Deliveries that take the place of others.
struct Swap<'s> {
    from: CountryCode,
    domestic: bool,
    displaces: Option<&'s [CountryCode]>,
}

impl Swap<'_> {
    /// What each source keeps when a part of all is displaced: those named give way first.
    fn kept(&self, shares: &[(Party, f64)], moved: f64) -> Vec<f64> {
        let Some(named) = self.displaces else {
            let all: f64 = shares.iter().map(|(_, s)| s).sum();
            let factor = if all > 0.0 { (1.0 - moved / all).max(0.0) } else { 1.0 };
            return shares.iter().map(|_| factor).collect();
        };
        let is_named = |party: Party| party.is_one_of(named);
        let sum = |is: bool| shares.iter().filter(|(p, _)| is_named(*p) == is).map(|(_, s)| s).sum::<f64>();
        let (theirs, others) = (sum(true), sum(false));
        let first = moved.min(theirs);
        let keep = |gone: f64, of: f64| if of > 0.0 { (1.0 - gone / of).max(0.0) } else { 1.0 };
        let (a, b) = (keep(first, theirs), keep(moved - first, others));
        shares.iter().map(|(p, _)| if is_named(*p) { a } else { b }).collect()
    }

    fn in_imports(&self, dataset: &mut Dataset, rows: &[usize], moved: f64, by: &By<'_>) {
        if moved <= 0.0 {
            return;
        }
        let at = |dataset: &Dataset, i: &usize| dataset.import_sources.get(*i).cloned();
        let before: Vec<ImportSourceRow> = rows.iter().filter_map(|i| at(dataset, i)).collect();
        let shares: Vec<(Party, f64)> = before.iter().map(|r| (r.exporter, r.share.get())).collect();
        let kept = self.kept(&shares, moved);
        // what is bought at home is no import: the rest is all imports that are left
        let all = if self.domestic { 1.0 - moved } else { 1.0 };
        let mut known = false;
        for (i, (keeps, (party, share))) in rows.iter().zip(kept.iter().zip(&shares)) {
            let Some(row) = dataset.import_sources.get_mut(*i) else { continue };
            let own = *party == Party::Country(self.from);
            known |= own;
            let new = share * keeps + if own && !self.domestic { moved } else { 0.0 };
            reshare(row, if all > 0.0 { new / all } else { 0.0 }, by);
        }
        if let (false, false, Some(like)) = (known, self.domestic, before.first())
            && let Ok(share) = Share::new(moved)
        {
            dataset.import_sources.push(ImportSourceRow {
                exporter: Party::Country(self.from),
                share,
                note: by.words(),
                origin: by.origin(),
                ..like.clone()
            });
        }
    }

    fn in_supply(
        &self,
        dataset: &mut Dataset,
        at: At<'_>,
        scope: &str,
        members: &[CountryCode],
        (rows, part): (&[usize], f64),
        by: &By<'_>,
    ) -> Delivered {
        let row = |dataset: &Dataset, i: &usize| dataset.supply_shares.get(*i).cloned();
        let all: Vec<_> = rows.iter().filter_map(|i| row(dataset, i).map(|r| (*i, r))).collect();
        let foreign: Vec<_> = all.iter().filter(|(_, r)| !r.party.is_one_of(members)).collect();
        let shares: Vec<(Party, f64)> = foreign.iter().map(|(_, r)| (r.party, share_of(r.share))).collect();
        let available: f64 = shares.iter().map(|(_, s)| s).sum();
        let moved = part.min(available);
        if moved <= 0.0 {
            return Delivered::NoImports;
        }
        for (keeps, (i, _)) in self.kept(&shares, moved).into_iter().zip(foreign) {
            let Some(row) = dataset.supply_shares.get_mut(*i) else { continue };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| s * keeps);
            row.origin = by.origin();
        }
        let own = all.iter().find(|(_, r)| r.party == Party::Country(self.from)).map(|(i, _)| *i);
        match (own.and_then(|i| dataset.supply_shares.get_mut(i)), all.first()) {
            (Some(row), _) => {
                row.share = scaled(row.share, |s| s + moved);
                row.origin = by.origin();
            }
            (None, Some((_, like))) => {
                let share = Amount { value: Some(moved), low: None, high: None, status: Status::Estimated };
                let new = crate::model::SupplyShareRow {
                    party: Party::Country(self.from),
                    share,
                    note: by.words(),
                    origin: by.origin(),
                    ..like.clone()
                };
                dataset.supply_shares.push(new);
            }
            (None, None) => {}
        }
        if self.domestic {
            change_study_reliance(dataset, at, scope, by, |n| (n - moved).max(0.0));
        }
        if part > available + 1e-12 { Delivered::Exceeds } else { Delivered::Moved }
    }

    fn in_trade(
        &self,
        dataset: &mut Dataset,
        at: At<'_>,
        to: &Client,
        quantity: f64,
        by: &By<'_>,
    ) -> Delivered {
        let buys = |r: &TradeRow| {
            r.importer.is_one_of(&to.members)
                && r.exporter != Party::World
                && !r.exporter.is_one_of(&to.members)
        };
        let its = |r: &&TradeRow| r.mineral == *at.0 && r.stage == at.1 && buys(r);
        let Some(year) = dataset.trade.iter().filter(its).map(|r| r.year).max() else {
            return Delivered::NoImports;
        };
        let rows: Vec<TradeRow> =
            dataset.trade.iter().filter(its).filter(|r| r.year == year).cloned().collect();
        let index = crate::model::index::Rows::of(dataset);
        let weigh = |r: &TradeRow| Some(r.unit.to_common(r.quantity?) * index.codes.content(r)?);
        let Some(weights) = rows.iter().map(weigh).collect::<Option<Vec<f64>>>() else {
            return Delivered::NoUse;
        };
        drop(index);
        let imports: f64 = weights.iter().sum();
        let moved = if imports > 0.0 { (quantity / imports).min(1.0) } else { return Delivered::NoImports };
        let shares: Vec<(Party, f64)> =
            rows.iter().zip(&weights).map(|(r, w)| (r.exporter, w / imports)).collect();
        let kept = self.kept(&shares, moved);
        let value: f64 = rows.iter().filter_map(|r| r.value_usd).sum();
        let largest =
            rows.iter().max_by(|a, b| a.value_usd.unwrap_or(0.0).total_cmp(&b.value_usd.unwrap_or(0.0)));
        let new = largest.filter(|_| !self.domestic).map(|like| TradeRow {
            exporter: Party::Country(self.from),
            quantity: Some(moved * imports),
            unit: like.unit.common(),
            value_usd: like.value_usd.map(|_| moved * value),
            note: by.words().into(),
            origin: by.origin(),
            ..like.clone()
        });
        let of_year = |r: &&mut TradeRow| r.year == year && buys(r);
        for (row, keeps) in trade_of(&mut dataset.trade, at).filter(of_year).zip(kept) {
            rescale(row, keeps, by);
        }
        dataset.trade.extend(new);
        if quantity > imports { Delivered::Exceeds } else { Delivered::Moved }
    }
}

/// A consumer, or everybody, uses more; own output stays, so that the rest is imported from the same sources.
pub(super) fn grow(
    dataset: &mut Dataset,
    at: At<'_>,
    client: Option<&Client>,
    growth: f64,
    by: &By<'_>,
) -> usize {
    let mut changed = 0;
    let mut countries: BTreeSet<(CountryCode, String)> = BTreeSet::new();
    for row in dataset.reliance.iter().filter(|r| r.mineral == *at.0 && r.stage == at.1) {
        if client.is_none_or(|c| c.members.as_slice() == [row.country]) {
            countries.insert((row.country, row.product.clone()));
        }
    }
    for (country, product) in countries {
        changed += change_reliance(dataset, at, (country, &product), by, |n| (n + growth) / (1.0 + growth));
    }
    for scope in scopes(dataset, at).into_iter().filter(|s| client.is_none_or(|c| *c.id == **s)) {
        let members = client.map(|c| c.members.clone());
        let rows = sourcing(dataset, at, &scope);
        let domestic = |party: Party| {
            members.as_ref().is_some_and(|m| party.is_one_of(m)) || party.to_string() == *scope
        };
        let own: f64 = rows
            .iter()
            .filter_map(|i| dataset.supply_shares.get(*i))
            .filter(|r| domestic(r.party))
            .map(|r| share_of(r.share))
            .sum();
        if members.is_none() && CountryCode::new(&scope).is_err() {
            continue; // of a group that the shock does not name, nobody says who its members are
        }
        for i in rows {
            let Some(row) = dataset.supply_shares.get_mut(i) else { continue };
            let factor = if domestic(row.party) {
                1.0 / (1.0 + growth)
            } else {
                (1.0 - own + growth) / (1.0 + growth) / (1.0 - own)
            };
            by.note(&mut row.note, &row.share, "of the supply", &row.origin);
            row.share = scaled(row.share, |s| (s * factor).min(1.0));
            row.origin = by.origin();
            changed += 1;
        }
        change_study_reliance(dataset, at, &scope, by, |n| (n + growth) / (1.0 + growth));
    }
    for row in dataset.consumption.iter_mut().filter(|r| r.mineral == *at.0 && r.stage == at.1) {
        if client.is_none_or(|c| row.party.is_one_of(&c.members)) {
            by.note(&mut row.note, &row.amount, row.unit.as_str(), &row.origin);
            row.amount = scaled(row.amount, |q| q * (1.0 + growth));
            row.origin = by.origin();
            changed += 1;
        }
    }
    changed
}

/// Deliveries to a consumer move from one source to others. Tells whether it had that source.
pub(super) fn reallocate(
    dataset: &mut Dataset,
    at: At<'_>,
    (from, to, part): (CountryCode, &[(CountryCode, f64)], f64),
    client: &Client,
    by: &By<'_>,
) -> bool {
    let mut found = false;
    for group in groups(dataset, at) {
        let of = |dataset: &Dataset, i: &usize| dataset.import_sources.get(*i).cloned();
        let rows: Vec<ImportSourceRow> = group.iter().filter_map(|i| of(dataset, i)).collect();
        let Some(source) = rows.iter().find(|r| r.exporter == Party::Country(from)) else { continue };
        if client.members.as_slice() != [source.importer] {
            continue;
        }
        found = true;
        let moved = source.share.get() * part;
        for (i, row) in group.iter().zip(&rows) {
            let gets =
                to.iter().find(|(c, _)| row.exporter == Party::Country(*c)).map_or(0.0, |(_, p)| p * moved);
            let gives = if row.exporter == source.exporter { moved } else { 0.0 };
            if let Some(row) = dataset.import_sources.get_mut(*i).filter(|_| gets > 0.0 || gives > 0.0) {
                let new = row.share.get() - gives + gets;
                reshare(row, new, by);
            }
        }
        for (country, p) in to.iter().filter(|(c, _)| rows.iter().all(|r| r.exporter != Party::Country(*c))) {
            if let Ok(share) = Share::new(p * moved) {
                dataset.import_sources.push(ImportSourceRow {
                    exporter: Party::Country(*country),
                    share,
                    note: by.words(),
                    origin: by.origin(),
                    ..source.clone()
                });
            }
        }
    }
    found
}

/// What a consumer uses a year, in the common unit, by the newest figure that the question allows.
pub(super) fn use_of(dataset: &Dataset, at: At<'_>, client: &Client, asked: Option<Year>) -> Option<f64> {
    let [only] = client.members.as_slice() else { return None };
    let its = |r: &&crate::model::QuantityRow| {
        r.mineral == *at.0
            && r.stage == at.1
            && r.party == Party::Country(*only)
            && asked.is_none_or(|a| r.year <= a)
    };
    let row = dataset.consumption.iter().filter(its).max_by_key(|r| r.year)?;
    row.amount.value.map(|v| row.unit.to_common(v))
}

fn trade_of<'d>(trade: &'d mut [TradeRow], at: At<'d>) -> impl Iterator<Item = &'d mut TradeRow> {
    trade.iter_mut().filter(move |r| r.mineral == *at.0 && r.stage == at.1)
}

fn rescale(row: &mut TradeRow, factor: f64, by: &By<'_>) {
    row.quantity = row.quantity.map(|q| q * factor);
    row.value_usd = row.value_usd.map(|v| v * factor);
    row.note = format!("{} of what it was ({}:{})", factor, row.origin.file, row.origin.line).into();
    row.origin = by.origin();
}

fn reshare(row: &mut ImportSourceRow, new: f64, by: &By<'_>) {
    let before = format!("{} before ({}:{})", row.share.get(), row.origin.file, row.origin.line);
    row.note = if row.note.is_empty() { before } else { format!("{before}; {}", row.note) };
    row.share = Share::of(new, 1.0);
    row.origin = by.origin();
}

/// Changes a country's published reliance on a product, of every year. Tells how many rows that changed.
fn change_reliance(
    dataset: &mut Dataset,
    (mineral, stage): At<'_>,
    (country, product): (CountryCode, &str),
    by: &By<'_>,
    to: impl Fn(f64) -> f64,
) -> usize {
    let its = |r: &&mut crate::model::RelianceRow| {
        r.mineral == *mineral
            && r.stage == stage
            && r.country == country
            && r.product == product
            && r.percent.status != Status::NetExporter
    };
    let mut changed = 0;
    for row in dataset.reliance.iter_mut().filter(its) {
        by.note(&mut row.note, &row.percent, "percent", &row.origin);
        row.percent = scaled(row.percent, |p| 100.0 * to(p / 100.0).clamp(0.0, 1.0));
        row.origin = by.origin();
        changed += 1;
    }
    changed
}

/// The consumers whose whole supply somebody has studied.
fn scopes(dataset: &Dataset, (mineral, stage): At<'_>) -> BTreeSet<Arc<str>> {
    let its = dataset.supply_shares.iter().filter(|r| r.mineral == *mineral && r.stage == stage);
    its.filter_map(|r| match &r.scope {
        Scope::Of(id) => Some(Arc::clone(id)),
        Scope::World => None,
    })
    .collect()
}

fn sourcing(dataset: &Dataset, (mineral, stage): At<'_>, scope: &str) -> Vec<usize> {
    let its =
        |r: &crate::model::SupplyShareRow| r.mineral == *mineral && r.stage == stage && r.scope.is_of(scope);
    dataset.supply_shares.iter().enumerate().filter(|(_, r)| its(r)).map(|(i, _)| i).collect()
}

fn party_share(dataset: &Dataset, rows: &[usize], country: CountryCode) -> f64 {
    let its = rows.iter().filter_map(|i| dataset.supply_shares.get(*i));
    its.filter(|r| r.party == Party::Country(country)).map(|r| share_of(r.share)).fold(0.0, f64::max)
}

fn change_study_reliance(
    dataset: &mut Dataset,
    (mineral, stage): At<'_>,
    scope: &str,
    by: &By<'_>,
    to: impl Fn(f64) -> f64,
) {
    for row in &mut dataset.parameters {
        let its = row.mineral == *mineral
            && &*row.name == "import_reliance"
            && row.stage.is_none_or(|s| s == stage)
            && row.scope.as_ref().is_some_and(|s| s.is_of(scope));
        if its {
            let before = format!("{} before ({}:{})", row.value, row.origin.file, row.origin.line);
            row.note = if row.note.is_empty() { before } else { format!("{before}; {}", row.note) };
            row.value = to(row.value).clamp(0.0, 1.0);
            row.origin = by.origin();
        }
    }
}
