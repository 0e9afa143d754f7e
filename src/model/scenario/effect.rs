//! What a scenario changes: every metric before and after, the shares that move, and what a consumer loses.

use std::sync::Arc;

use super::apply::Applied;
use super::consumers::{Client, Cut, use_of};
use super::gap::Gap;
use super::reach::{Reach, reach};
use crate::model::answer::{Answer, Answers};
use crate::model::dependency::{Basis, Dependency};
use crate::model::metric::{Metric, Subject};
use crate::model::{Dataset, MineralInfo, Party, Reading, Stage, Unit, Year};

/// A metric before and after.
#[derive(Debug, Clone)]
pub struct Changed {
    /// Which.
    pub metric: &'static Metric,
    /// At which stage.
    pub stage: Option<Stage>,
    /// Of which product; empty means all.
    pub product: String,
    /// Before; none where it had no number.
    pub before: Option<Reading>,
    /// After; none where it has none.
    pub after: Option<Reading>,
}

/// A share before and after: in the world's output, or among a consumer's sources.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// In a consumer's imports, or in its whole supply; else in the world's output.
    pub of_consumer: bool,
    /// At which stage.
    pub stage: Stage,
    /// Of which product; empty means all.
    pub product: String,
    /// Whose.
    pub party: Party,
    /// Before, 0 to 1.
    pub before: f64,
    /// After, 0 to 1.
    pub after: f64,
    /// Of a source: how much of the consumer's use hangs on it before and after.
    pub exposure: Option<(Reading, Reading)>,
}

/// What a consumer loses of its use of a product.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// At which stage.
    pub stage: Stage,
    /// Of which product; empty means all.
    pub product: String,
    /// Part of its use that the cut deliveries were, 0 to 1: `reliance x share x part`, summed over those cut.
    pub share: Reading,
    /// What it uses a year, in `unit`.
    pub used: Option<f64>,
    /// What it loses a year, in `unit`.
    pub lost: Option<Reading>,
    /// Its stocks, in `unit`.
    pub stock: Option<f64>,
    /// Days that its stocks make up for that: `365 x stock / lost`.
    pub stock_days: Option<Reading>,
    /// Unit of them.
    pub unit: Unit,
}

/// What a scenario does to one mineral.
#[derive(Debug)]
pub struct Effect<'a> {
    /// The mineral.
    pub info: &'a MineralInfo,
    /// Its metrics, the largest change first.
    pub changed: Vec<Changed>,
    /// Shares that moved, of each mix the largest before first.
    pub moved: Vec<Moved>,
    /// What the consumer loses.
    pub hits: Vec<Hit>,
    /// Stages at which the consumer is a net exporter before.
    pub net_exporter: Vec<Stage>,
    /// Stages at which it is one after, and was none before: its exports stay as they are.
    pub net_exporter_after: Vec<Stage>,
    /// What is lost and what fills it, by stage.
    pub gaps: Vec<&'a Gap>,
    /// What it would take to bring the largest share under the cap, by stage: before, and after.
    pub reach: Vec<(Stage, Option<Reach>, Option<Reach>)>,
    /// Whether anything changed at all.
    pub any: bool,
}

/// Metrics that are told also where they stay the same.
const ALWAYS: &[&str] =
    &["stages.top_supplier.share", "stages.hhi", "stages.hhi_wgi", "dependency.exposure", "eu_sr"];

/// Compares the answers before and after, mineral by mineral, the largest change of a headline first.
#[must_use]
pub fn effects<'a>(
    (before, after): (&Answers<'a>, &Answers<'a>),
    (dataset, applied): (&Dataset, &'a Applied),
    asked: Option<Year>,
) -> Vec<Effect<'a>> {
    let mut all: Vec<Effect<'a>> = before
        .answers
        .iter()
        .filter_map(|b| {
            let a = after.answers.iter().find(|a| a.info.id == b.info.id)?;
            Some(effect(b, a, (dataset, applied), asked))
        })
        .collect();
    let size = |e: &Effect<'_>| e.changed.iter().map(size_of).fold(0.0, f64::max);
    all.sort_by(|x, y| size(y).total_cmp(&size(x)).then_with(|| x.info.id.cmp(&y.info.id)));
    all
}

fn effect<'a>(
    before: &Answer<'a>,
    after: &Answer<'a>,
    (dataset, applied): (&Dataset, &'a Applied),
    asked: Option<Year>,
) -> Effect<'a> {
    let mut changed = Vec::new();
    for metric in Metric::all() {
        let (old, new) = (readings(before, metric), readings(after, metric));
        let mut keys: Vec<&(Option<Stage>, String)> = old.iter().map(|(k, _)| k).collect();
        keys.extend(new.iter().map(|(k, _)| k).filter(|k| !old.iter().any(|(o, _)| o == *k)));
        for key in keys {
            let of = |all: &[((Option<Stage>, String), Reading)]| {
                all.iter().find(|(k, _)| k == key).map(|(_, reading)| *reading)
            };
            let (b, a) = (of(&old), of(&new));
            if b != a || (ALWAYS.contains(&metric.path) && b.is_some()) {
                let (stage, product) = key.clone();
                changed.push(Changed { metric, stage, product, before: b, after: a });
            }
        }
    }
    let any = changed.iter().any(|c| c.before != c.after);
    let order = |c: &Changed| Metric::all().position(|m| m.path == c.metric.path);
    changed.sort_by(|x, y| {
        size_of(y)
            .total_cmp(&size_of(x))
            .then_with(|| (x.stage, &x.product).cmp(&(y.stage, &y.product)))
            .then_with(|| order(x).cmp(&order(y)))
    });
    let reach_of = |answer: &Answer<'_>, stage: Stage| {
        answer.stages.iter().find(|s| s.stage == stage).and_then(|s| reach(&s.mix))
    };
    let stages = before.stages.iter().map(|s| s.stage);
    let reach = stages.map(|stage| (stage, reach_of(before, stage), reach_of(after, stage)));
    let moved = moved(before, after);
    let net = |d: &&Dependency<'_>| d.is_net_exporter();
    Effect {
        info: before.info,
        any: any || moved.iter().any(|m| m.before.total_cmp(&m.after).is_ne()),
        changed,
        moved,
        hits: before
            .dependency
            .iter()
            .filter_map(|d| hit(d, before.info, (dataset, applied), asked))
            .collect(),
        net_exporter_after: {
            let was = |d: &&Dependency<'_>| {
                before.dependency.iter().any(|b| b.stage == d.stage && b.product == d.product && net(&b))
            };
            after.dependency.iter().filter(|d| net(d) && !was(d)).map(|d| d.stage).collect()
        },
        net_exporter: before.dependency.iter().filter(net).map(|d| d.stage).collect(),
        gaps: applied.gaps.iter().filter(|g| g.mineral == before.info.id).collect(),
        reach: reach.filter(|(_, b, a)| b.is_some() || a.is_some()).collect(),
    }
}

/// What a metric reads at each stage and of each product.
fn readings(answer: &Answer<'_>, metric: &Metric) -> Vec<((Option<Stage>, String), Reading)> {
    let plain = |stage: Stage, reading: Option<Reading>| {
        reading.filter(|r| !r.is_empty()).map(|r| ((Some(stage), String::new()), r))
    };
    match metric.subject {
        Subject::Stage(read, _) => answer.stages.iter().filter_map(|s| plain(s.stage, read(s))).collect(),
        Subject::Reserves(read, _) => {
            let of = answer.reserves.iter().filter_map(read).filter(|r| !r.is_empty());
            of.map(|r| ((None, String::new()), r)).collect()
        }
        Subject::Dependency(read, _) => answer
            .dependency
            .iter()
            .filter_map(|d| {
                let reading = read(d).filter(|r| !r.is_empty())?;
                Some(((Some(d.stage), d.product.to_owned()), reading))
            })
            .collect(),
        Subject::Traced(read, _) => answer.traced.iter().filter_map(|t| plain(t.stage, read(t))).collect(),
        Subject::GeoPolRisk(read, _) => {
            answer.geopolrisk.iter().filter_map(|g| plain(g.stage, read(g))).collect()
        }
        Subject::Eu(read, _) => answer.eu.iter().filter_map(|e| plain(e.stage, read(e))).collect(),
    }
}

/// How large a change is: over what it was. What comes or goes is the largest.
fn size_of(changed: &Changed) -> f64 {
    let number = |r: Option<Reading>| r.and_then(|r| r.value().or(r.high()).or(r.low()));
    match (number(changed.before), number(changed.after)) {
        (Some(b), Some(a)) if b.total_cmp(&a).is_eq() => 0.0,
        (Some(b), Some(a)) if b != 0.0 => ((a - b) / b).abs(),
        (None, None) => 0.0,
        _ => f64::MAX,
    }
}

fn moved(before: &Answer<'_>, after: &Answer<'_>) -> Vec<Moved> {
    let mut all = Vec::new();
    for b in &before.stages {
        let Some(a) = after.stages.iter().find(|a| a.stage == b.stage) else { continue };
        let shares = |s: &crate::model::Supply<'_>| -> Vec<(Party, f64)> {
            s.mix.suppliers.iter().map(|x| (Party::Country(x.country), x.share.get())).collect()
        };
        if b.mix.obstacle.is_none() && a.mix.obstacle.is_none() {
            for (party, x, y) in pairs(&shares(b), &shares(a)) {
                let product = String::new();
                all.push(Moved {
                    of_consumer: false,
                    stage: b.stage,
                    product,
                    party,
                    before: x,
                    after: y,
                    exposure: None,
                });
            }
        }
    }
    for b in &before.dependency {
        let same = |a: &&Dependency<'_>| a.stage == b.stage && a.product == b.product;
        let Some(a) = after.dependency.iter().find(same) else { continue };
        let shares = |d: &Dependency<'_>| -> Vec<(Party, f64)> {
            d.sources.iter().map(|s| (s.party, s.share.get())).collect()
        };
        for (party, x, y) in pairs(&shares(b), &shares(a)) {
            let exposure = Some((on(b, x), on(a, y)));
            let product = b.product.to_owned();
            all.push(Moved {
                of_consumer: true,
                stage: b.stage,
                product,
                party,
                before: x,
                after: y,
                exposure,
            });
        }
    }
    all
}

/// How much of a consumer's use hangs on a source of this share.
fn on(d: &Dependency<'_>, share: f64) -> Reading {
    if matches!(d.basis, Basis::Sourcing { .. }) {
        return Reading::exact(share);
    }
    match d.import_reliance() {
        _ if d.is_net_exporter() => Reading::default(),
        Some(r) if r.value().is_some() => Reading::exact(r.value().unwrap_or_default() * share),
        Some(r) => {
            Reading::new(None, Some(r.low().unwrap_or(0.0) * share), Some(r.high().unwrap_or(1.0) * share))
        }
        None => Reading::new(None, None, Some(share)),
    }
}

/// The parties of either list with both shares, the largest before first, newcomers by what they come to.
fn pairs(before: &[(Party, f64)], after: &[(Party, f64)]) -> Vec<(Party, f64, f64)> {
    let of =
        |all: &[(Party, f64)], party: Party| all.iter().find(|(p, _)| *p == party).map_or(0.0, |(_, s)| *s);
    let mut parties: Vec<Party> = before.iter().chain(after).map(|(p, _)| *p).collect();
    parties.sort_unstable();
    parties.dedup();
    let mut all: Vec<(Party, f64, f64)> =
        parties.into_iter().map(|p| (p, of(before, p), of(after, p))).collect();
    all.sort_by(|x, y| {
        let largest = |t: &(Party, f64, f64)| t.1.max(t.2);
        largest(y).total_cmp(&largest(x)).then_with(|| x.0.cmp(&y.0))
    });
    all
}

/// What the cut deliveries were of the consumer's use.
fn hit(
    d: &Dependency<'_>,
    info: &MineralInfo,
    (dataset, applied): (&Dataset, &Applied),
    asked: Option<Year>,
) -> Option<Hit> {
    let meets = |c: &&Cut| {
        c.mineral == info.id && c.stage == d.stage && d.consumer.members.iter().any(|m| c.meets(*m))
    };
    let of = |cut: &Cut| {
        let its = d.named().filter(|(country, _)| *country == cut.exporter);
        its.map(|(_, source)| source.share.get() * cut.part).sum::<f64>()
    };
    let share: f64 = applied.cuts.iter().filter(meets).map(of).sum();
    if share <= 0.0 || d.is_net_exporter() {
        return None;
    }
    let share = on(d, share);
    let client = Client { id: Arc::clone(&d.consumer.id), members: d.consumer.members.clone() };
    let at = (&info.id, d.stage);
    let stated =
        applied.stated.iter().find(|(m, s, c, _)| *m == info.id && *s == d.stage && c.id == client.id);
    // a use is of all products together
    let used = stated.map(|(.., used)| *used).or_else(|| use_of(dataset, at, &client, asked));
    let used = used.filter(|_| d.product.is_empty());
    let times = |used: f64| {
        let of = |x: Option<f64>| x.map(|x| x * used);
        Reading::new(of(share.value()), of(share.low()), of(share.high()))
    };
    let lost = used.map(times);
    let stock = stock_of(dataset, info, &client, asked).filter(|_| used.is_some());
    let stock_days = stock.zip(lost).map(|(stock, lost)| {
        let days = |x: Option<f64>| x.filter(|x| *x > 0.0).map(|x| 365.0 * stock / x);
        Reading::new(days(lost.value()), days(lost.high()), days(lost.low()))
    });
    Some(Hit {
        stage: d.stage,
        product: d.product.to_owned(),
        share,
        used,
        lost,
        stock,
        stock_days,
        unit: Unit::T,
    })
}

/// A country's stocks of a mineral, of all holders that one newest year tells, in tons.
fn stock_of(dataset: &Dataset, info: &MineralInfo, client: &Client, asked: Option<Year>) -> Option<f64> {
    let its = |r: &&crate::model::StockRow| {
        r.mineral == info.id
            && client.members.as_slice() == [r.country]
            && r.unit.common() == Unit::T
            && asked.is_none_or(|a| r.year <= a)
    };
    let rows: Vec<_> = dataset.stocks.iter().filter(its).collect();
    let year = rows.iter().map(|r| r.year).max()?;
    let mut amounts: Vec<f64> = rows
        .iter()
        .filter(|r| r.year == year)
        .filter_map(|r| r.amount.value.map(|v| r.unit.to_common(v)))
        .collect();
    amounts.sort_by(f64::total_cmp);
    (!amounts.is_empty()).then(|| amounts.iter().sum())
}
