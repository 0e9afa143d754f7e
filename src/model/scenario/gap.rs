//! The gap that lost supply leaves in the market of a mineral at a stage, and what can fill it.
//!
//! `gap = lost + growth - new output`, or, where the use of those cut off is stated, `use + growth - output of others -
//! exports still let through`; never below 0. Spare capacity elsewhere, as far as it starts up, then stocks fill it;
//! the shortfall is what is left. So `lost + growth = surplus + new output + gap` and `gap = spare used + stocks used +
//! shortfall`. The price is that of the shortfall, or of the gap less stocks where no capacity is known.

use super::price::{Elasticity, Price, price};
use super::supply::World;
use super::tally::Tally;
use crate::model::select::Dated;
use crate::model::vintage::newest;
use crate::model::{CountryCode, Dataset, MineralId, MineralInfo, Party, Reading, Stage, Status, Unit, Year};

/// What is lost, and what takes its place, a year, in `unit`.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// Of what.
    pub mineral: MineralId,
    /// At which stage.
    pub stage: Stage,
    /// Unit of every quantity here.
    pub unit: Unit,
    /// Supply that is gone: of outages, and of exports that are stopped.
    pub lost: Reading,
    /// Use that is added.
    pub grown: f64,
    /// Output that is added.
    pub added: f64,
    /// What those cut off use, where it is stated.
    pub used: Option<f64>,
    /// What is left to be filled.
    pub gap: Reading,
    /// Spare capacity elsewhere: capacity less output, of those that are not in the way; none where no capacity is
    /// known.
    pub spare: Option<f64>,
    /// Part of it in countries that are not named.
    pub spare_unnamed: f64,
    /// Part of it that starts up in time, 0 to 1.
    pub ramp: f64,
    /// Spare capacity that is used.
    pub spare_used: Option<Reading>,
    /// Stocks that are released.
    pub stocks: f64,
    /// What nobody fills.
    pub shortfall: Reading,
    /// The market that the price is of: what those who are cut off were supplied with before.
    pub supplied: Option<f64>,
    /// Days that the stocks last, were they to fill the gap that spare capacity leaves.
    pub stock_days: Option<f64>,
    /// Price and quantity over those before, from the mildest answer to the strongest.
    pub prices: [Option<Price>; 3],
    /// Who is in the way.
    pub by: Vec<CountryCode>,
    /// What the others put out after the shocks; none where no output is held at that stage.
    pub others: Option<f64>,
    /// What was lost and used by nobody, as the stated use tells.
    pub surplus: Option<f64>,
    /// Exports that were stopped were implied by the stated use, not told.
    pub implied: bool,
}

impl Gap {
    /// The formula of the shortfall, where it has no value: in words what is not known.
    #[must_use]
    pub fn formula(&self) -> Option<String> {
        if self.shortfall.value().is_some() {
            return None;
        }
        let unit = self.unit;
        let lost = if self.lost.value().is_some() {
            format!("{} {unit}", rounded(self.gap.value().unwrap_or_default()))
        } else {
            format!("use - {} {unit}", self.others.map_or("output of others".to_owned(), rounded))
        };
        let spare = match self.spare {
            Some(spare) => format!("{} {unit} x {}", rounded(spare), self.ramp),
            None => "spare capacity elsewhere".to_owned(),
        };
        let stocks = if self.stocks > 0.0 { format!(" - {} {unit}", self.stocks) } else { String::new() };
        Some(format!("max(0, {lost} - {spare}{stocks})"))
    }
}

/// A number for a formula in words: whole where it is large.
fn rounded(x: f64) -> String {
    if x.abs() >= 100.0 {
        format!("{x:.0}")
    } else {
        format!("{:.3}", x).trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// Makes the balance of one mineral and stage from what the shocks have tallied up.
pub(super) fn balance(
    (before, after): (&Dataset, &Dataset),
    (info, stage): (&MineralInfo, Stage),
    tally: &Tally,
    elasticity: &Elasticity,
    asked: Option<Year>,
) -> Gap {
    let restricts = |country: CountryCode| tally.exports.iter().any(|e| e.country == country);
    let all_before = output(before, info, stage, asked, |_| true);
    let others_before = output(before, info, stage, asked, |c| !restricts(c)).map(|(o, _)| o);
    let others = output(after, info, stage, asked, |c| !restricts(c)).map(|(o, _)| o);
    let unit = tally.unit.or(all_before.map(|(_, unit)| unit)).unwrap_or(Unit::T);
    let restricted = !tally.exports.is_empty();
    let implied = tally.used.zip(others_before).map(|(used, others)| (used - others).max(0.0));
    let mut stopped = Reading::exact(0.0);
    let mut exported = Some(0.0);
    let mut by_use = false;
    for e in &tally.exports {
        let one = e.before.or(implied.filter(|_| tally.exports.len() == 1));
        by_use |= e.before.is_none() && one.is_some();
        exported = exported.zip(one).map(|(a, b)| a + b);
        stopped = plus(
            stopped,
            match one {
                Some(exports) => Reading::exact(exports * e.part),
                None => Reading::new(None, Some(0.0), e.output.map(|o| o * e.part)),
            },
        );
    }
    let lost = plus(stopped, Reading::exact(tally.outage));
    let own = |x: f64| (x + tally.grown - tally.added).max(0.0);
    let let_through = exported.zip(stopped.value()).map(|(e, s)| e - s);
    // of some who are cut off, the others' output tells nothing of what they are left with
    let partial = tally.exports.iter().any(|e| e.to_some);
    let gap = match (tally.used.zip(others).filter(|_| !partial), let_through) {
        (Some((used, others)), Some(through)) => {
            Reading::exact((used + tally.grown - others - through).max(0.0))
        }
        _ => each(lost, own),
    };
    // what was more than was used is missed by nobody
    let missed = gap.value().map(|gap| gap + tally.added);
    let surplus = missed.zip(lost.value()).map(|(m, lost)| (lost + tally.grown - m).max(0.0));
    let surplus = surplus.filter(|s| tally.used.is_some() && *s > 1e-9);
    let in_the_way = |c: CountryCode| restricts(c) || tally.outages.contains(&c);
    let spare = spare(before, info, stage, asked, in_the_way);
    let startable = spare.map(|(all, _)| all * tally.ramp);
    let spare_used = startable.map(|s| each(gap, |g| g.min(s)));
    let filled = startable.unwrap_or(0.0) + tally.stocks;
    let shortfall = match startable {
        Some(_) => each(gap, |g| (g - filled).max(0.0)),
        // nobody says what else could be put out: no more than the gap is short, maybe less
        None => {
            let most = gap.high().or(gap.value()).map(|g| (g - tally.stocks).max(0.0));
            if most == Some(0.0) { Reading::exact(0.0) } else { Reading::new(None, Some(0.0), most) }
        }
    };
    let supplied = match tally.used {
        Some(used) => Some(used),
        None if partial => None,
        None if restricted => exported.zip(others_before).map(|(e, others)| others + e),
        None => all_before.map(|(all, _)| all),
    }
    .filter(|s| *s > 0.0);
    let prices = std::array::from_fn(|i| {
        let base = supplied?;
        // what spare capacity and stocks fill is not lost; where no capacity is known, only stocks are
        let left = match spare {
            Some(_) => shortfall.value()?,
            None => (gap.value()? - tally.stocks).max(0.0),
        };
        let grown = tally.grown.min(left);
        let cap = spare.map(|_| 1.0 - (left - grown) / base);
        let elasticities = (*elasticity.demand.get(i)?, *elasticity.supply.get(i)?);
        price((left - grown) / base, grown / base, elasticities, cap)
    });
    let to_fill = gap.value().map(|g| (g - startable.unwrap_or(0.0)).max(0.0)).filter(|g| *g > 0.0);
    let mut by: Vec<CountryCode> =
        tally.exports.iter().map(|e| e.country).chain(tally.outages.iter().copied()).collect();
    by.sort_unstable();
    by.dedup();
    Gap {
        mineral: info.id.clone(),
        stage,
        unit,
        lost,
        grown: tally.grown,
        added: tally.added,
        used: tally.used,
        gap,
        spare: spare.map(|(all, _)| all),
        spare_unnamed: spare.map_or(0.0, |(_, unnamed)| unnamed),
        ramp: tally.ramp,
        spare_used,
        stocks: tally.stocks,
        shortfall,
        supplied,
        stock_days: to_fill.filter(|_| tally.stocks > 0.0).map(|g| 365.0 * tally.stocks / g),
        prices,
        by,
        others,
        surplus,
        implied: by_use,
    }
}

/// What suppliers put out together, the unnamed with them, in the common unit; none where no output is held.
fn output(
    dataset: &Dataset,
    info: &MineralInfo,
    stage: Stage,
    asked: Option<Year>,
    counts: impl Fn(CountryCode) -> bool,
) -> Option<(f64, Unit)> {
    let its = |party: Party| party.country().is_none_or(&counts);
    World::of(dataset, info, stage, asked).output(dataset, its)
}

/// Capacity less output of those that are not in the way, and the part of it that is not named; none without any
/// capacity of them.
fn spare(
    dataset: &Dataset,
    info: &MineralInfo,
    stage: Stage,
    asked: Option<Year>,
    in_the_way: impl Fn(CountryCode) -> bool,
) -> Option<(f64, f64)> {
    let its = |r: &&crate::model::QuantityRow| r.mineral == info.id && r.stage == stage;
    let named = dataset.capacity.iter().filter(its).filter(|r| r.party != Party::World);
    let year = newest(named.clone().map(|r| (r.year(), r.is_projected())), asked).ok()?;
    let World::Quantities(rows) = World::of(dataset, info, stage, asked) else { return None };
    let put_out = |party: Party| {
        let row = rows.iter().filter_map(|i| dataset.production.get(*i)).find(|r| r.party == party);
        match row.map(|r| (r, r.amount.status)) {
            // whoever has no row puts out nothing; of whom it is not told, nothing is known to be spare
            None | Some((_, Status::Nil)) => Some(0.0),
            Some((_, Status::Withheld | Status::NotAvailable)) => None,
            Some((r, _)) => Some(r.unit.to_common(r.amount.value.or(r.amount.high)?)),
        }
    };
    let mut known: Vec<(Party, f64)> = named
        .filter(|r| r.year == year && r.party.country().is_none_or(|c| !in_the_way(c)))
        .filter_map(|r| {
            let capacity = r.unit.to_common(r.amount.value.or(r.amount.low).unwrap_or_default());
            Some((r.party, (capacity - put_out(r.party)?).max(0.0)))
        })
        .collect();
    known.sort_by_key(|(party, _)| *party);
    let unnamed = known.iter().filter(|(p, _)| p.country().is_none()).map(|(_, s)| s).sum();
    (!known.is_empty()).then(|| (known.iter().map(|(_, s)| s).sum(), unnamed))
}

fn plus(a: Reading, b: Reading) -> Reading {
    let add = |x: Option<f64>, y: Option<f64>| x.zip(y).map(|(x, y)| x + y);
    let low = |r: Reading| r.low().or(r.value());
    let high = |r: Reading| r.high().or(r.value());
    match add(a.value(), b.value()) {
        Some(value) => Reading::exact(value),
        None => Reading::new(None, add(low(a), low(b)), add(high(a), high(b))),
    }
}

fn each(reading: Reading, to: impl Fn(f64) -> f64) -> Reading {
    Reading::new(reading.value().map(&to), reading.low().map(&to), reading.high().map(&to))
}
