//! A demand held against answers: kept, broken, or not decided by what is known.

use std::collections::BTreeSet;

use super::observe::{Observed, observe};
use super::{Bounds, Demand};
use crate::model::{Answer, CountryCode, MineralId, MineralInfo, Rank, Reading, Stage, StageChoice};

/// Numbers that are closer than this are one number that was reckoned in two ways.
const CLOSE: f64 = 1e-9;

/// How a demand stands for one mineral at one stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The mineral; none where no mineral has the number.
    pub mineral: Option<MineralId>,
    /// At which stage.
    pub stage: Option<Stage>,
    /// Of which product; empty means all.
    pub product: String,
    /// The number.
    pub reading: Option<Reading>,
    /// There is none because nothing hangs on others.
    pub net_exporter: bool,
    /// The largest supplier or source.
    pub country: Option<CountryCode>,
    /// The publishers' editions.
    pub source: String,
    /// Why there is no number, where that is known.
    pub why: String,
    /// How it stands.
    pub outcome: Outcome,
}

/// How a demand stands, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The number is beyond its bounds, whatever is not known.
    Broken,
    /// What is not known could bring it beyond them, or does not.
    Undecided,
    /// There is no number.
    Unknown,
    /// The number is within them, whatever is not known.
    Kept,
}

impl Bounds {
    /// Where a number stands to them.
    #[must_use]
    pub fn outcome(&self, reading: Reading) -> Outcome {
        let exact = reading.low().is_none() && reading.high().is_none();
        let end = |end: Option<f64>| if exact { reading.value() } else { end };
        let (low, high) = (end(reading.low()), end(reading.high()));
        let beyond = |a: f64, b: f64| a > b + CLOSE * b.abs().max(1.0);
        let certain = self.max.zip(low).is_some_and(|(max, low)| beyond(low, max))
            || self.min.zip(high).is_some_and(|(min, high)| beyond(min, high));
        let possible = self.max.is_some_and(|max| high.is_none_or(|high| beyond(high, max)))
            || self.min.is_some_and(|min| low.is_none_or(|low| beyond(min, low)));
        match (certain, possible) {
            (true, _) => Outcome::Broken,
            (false, true) => Outcome::Undecided,
            (false, false) => Outcome::Kept,
        }
    }
}

/// Holds a demand against the answers for its minerals, the worst first.
///
/// Of a mineral that the demand names and that has no number, that is told; of all minerals only those that
/// have one are held to it, and a demand that holds nobody says so.
#[must_use]
pub fn judge(demand: &Demand, answers: &[&Answer<'_>]) -> Vec<Judged> {
    let mut all: Vec<Judged> = answers.iter().flat_map(|answer| of_answer(demand, answer)).collect();
    match &demand.minerals {
        None => all.retain(|judged| judged.outcome != Outcome::Unknown),
        Some(named) => {
            let none = |id: &MineralId| !all.iter().any(|judged| judged.mineral.as_ref() == Some(id));
            let silent: Vec<Judged> =
                named.iter().filter(|id| none(id)).map(|id| unknown(demand, id)).collect();
            all.extend(silent);
            without_families(&mut all, answers);
        }
    }
    if all.is_empty() {
        all.push(nobody(demand));
    }
    all.sort_by_cached_key(|judged| {
        let at = (judged.mineral.clone(), judged.stage, judged.product.clone());
        (judged.outcome, worst(demand.bounds, judged.reading), at)
    });
    all
}

fn of_answer(demand: &Demand, answer: &Answer<'_>) -> Vec<Judged> {
    let observed = observe(answer, &demand.path);
    let stages: BTreeSet<Option<Stage>> = observed.iter().map(|o| o.stage).collect();
    let why = demand.path.metric().map(|metric| answer.why_not(metric).join("; ")).unwrap_or_default();
    let id = &answer.info.id;
    if observed.is_empty() {
        return vec![Judged { why, ..unknown(demand, id) }];
    }
    let of_stage = |stage: Option<Stage>| {
        let known = |o: &&Observed| o.stage == stage && (o.reading.is_some() || o.net_exporter);
        let judged: Vec<Judged> = observed.iter().filter(known).map(|o| of_observed(demand, id, o)).collect();
        if judged.is_empty() {
            vec![Judged { stage, why: why.clone(), ..unknown(demand, id) }]
        } else {
            judged
        }
    };
    stages.into_iter().flat_map(of_stage).collect()
}

fn of_observed(demand: &Demand, id: &MineralId, observed: &Observed) -> Judged {
    let outcome = match observed.reading.filter(|reading| !reading.is_empty()) {
        Some(reading) => demand.bounds.outcome(reading),
        // nothing hangs on others: as low as a number can be
        None if demand.bounds.min.is_some() => Outcome::Broken,
        None => Outcome::Kept,
    };
    let Observed { stage, product, reading, net_exporter, country, source } = observed.clone();
    let mineral = Some(id.clone());
    let net_exporter = net_exporter && reading.is_none_or(Reading::is_empty);
    Judged { mineral, stage, product, reading, net_exporter, country, source, why: String::new(), outcome }
}

fn unknown(demand: &Demand, id: &MineralId) -> Judged {
    Judged { mineral: Some(id.clone()), ..nobody(demand) }
}

fn nobody(demand: &Demand) -> Judged {
    let stage = match demand.view.stage {
        StageChoice::One(stage) => Some(stage),
        StageChoice::Worst => None,
    };
    Judged {
        mineral: None,
        stage,
        product: String::new(),
        reading: None,
        net_exporter: false,
        country: None,
        source: String::new(),
        why: String::new(),
        outcome: Outcome::Unknown,
    }
}

/// A family without a number is no gap where the demand holds its members, which have one.
fn without_families(all: &mut Vec<Judged>, answers: &[&Answer<'_>]) {
    let known = |judged: &Judged| judged.outcome != Outcome::Unknown;
    let held: BTreeSet<&MineralId> =
        all.iter().filter(|judged| known(judged)).filter_map(|judged| judged.mineral.as_ref()).collect();
    let info = |id: &MineralId| answers.iter().map(|a| a.info).find(|info: &&MineralInfo| info.id == *id);
    let families: BTreeSet<MineralId> = held.iter().filter_map(|id| info(id)?.family.clone()).collect();
    let numbered: BTreeSet<MineralId> = held.into_iter().cloned().collect();
    all.retain(|judged| {
        let covered = |id: &MineralId| families.contains(id) && !numbered.contains(id);
        known(judged) || !judged.mineral.as_ref().is_some_and(covered)
    });
}

/// The end that the bounds look at, the worst first.
fn worst(bounds: Bounds, reading: Option<Reading>) -> Rank {
    let Some(reading) = reading else { return Rank::NONE };
    if bounds.max.is_some() {
        return Rank::of(reading);
    }
    let low = reading.low().or(reading.value()).or(reading.high());
    low.map_or(Rank::NONE, |low| Rank::of(Reading::exact(-low)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_most(max: f64) -> Bounds {
        Bounds { min: None, max: Some(max) }
    }

    #[test]
    fn a_number_is_held_at_both_ends() {
        let wide = Reading::new(Some(0.5), Some(0.4), Some(0.7));
        assert_eq!(at_most(0.7).outcome(wide), Outcome::Kept);
        assert_eq!(at_most(0.65).outcome(wide), Outcome::Undecided);
        assert_eq!(at_most(0.3).outcome(wide), Outcome::Broken);
        let at_least = |min| Bounds { min: Some(min), max: None };
        assert_eq!(at_least(0.4).outcome(wide), Outcome::Kept);
        assert_eq!(at_least(0.5).outcome(wide), Outcome::Undecided);
        assert_eq!(at_least(0.8).outcome(wide), Outcome::Broken);
    }

    #[test]
    fn an_end_that_is_not_known_decides_nothing() {
        let open = Reading::new(Some(0.2), Some(0.2), None);
        assert_eq!(at_most(0.9).outcome(open), Outcome::Undecided);
        assert_eq!(at_most(0.1).outcome(open), Outcome::Broken);
        let only_high = Reading::new(None, None, Some(0.6));
        assert_eq!(at_most(0.65).outcome(only_high), Outcome::Kept);
        assert_eq!(at_most(0.5).outcome(only_high), Outcome::Undecided);
        assert_eq!(Bounds { min: Some(0.1), max: None }.outcome(only_high), Outcome::Undecided);
    }

    #[test]
    fn the_limit_itself_is_kept_also_where_it_was_reckoned_in_another_way() {
        assert_eq!(at_most(0.65).outcome(Reading::exact(0.65)), Outcome::Kept);
        assert_eq!(at_most(0.3).outcome(Reading::exact(0.1 + 0.2)), Outcome::Kept);
        assert_eq!(at_most(0.65).outcome(Reading::exact(0.650_001)), Outcome::Broken);
    }
}
