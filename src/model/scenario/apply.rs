//! Applying a scenario: each shock in the order of the file, on what the ones before have left.

use std::collections::{BTreeMap, BTreeSet};

use super::consumers::{Client, Cut};
use super::gap::{Gap, balance};
use super::overlap::overlaps;
use super::parameters::set;
use super::supply::By;
use super::tally::Tally;
use super::{Kind, Scenario, Shock};
use crate::diag::{Code, Diagnostic, Severity};
use crate::model::{Dataset, MineralId, MineralInfo, Scope, Stage, Year};

/// The tables after a scenario, and what it did.
#[derive(Debug)]
pub struct Applied {
    /// The tables.
    pub dataset: Dataset,
    /// The minerals that the shocks speak of and that it changed anything of.
    pub minerals: BTreeSet<MineralId>,
    /// Lost supply and what fills it, by mineral and stage.
    pub gaps: Vec<Gap>,
    /// Deliveries that are cut.
    pub cuts: Vec<Cut>,
    /// What consumers use a year, where a shock says so.
    pub stated: Vec<(MineralId, Stage, Client, f64)>,
    /// Shocks that do not apply at the horizon.
    pub left: Vec<Left>,
    /// What was taken for granted, in words.
    pub assumptions: Vec<String>,
    /// What a reader must know.
    pub warnings: Vec<Diagnostic>,
}

/// A shock that does not apply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// Which, from 1.
    pub number: usize,
    /// Its kind.
    pub kind: &'static str,
    /// Why.
    pub reason: String,
}

/// Applies a scenario to tables; `asked` is the year that the question is of.
///
/// A scenario that changes nothing leaves the tables as they are, to the last bit.
///
/// # Errors
/// Every shock that cannot be applied: suppliers that supply nothing, more taken than there is, quantities where
/// only shares are known, shocks that contradict each other.
pub fn apply(
    dataset: &Dataset,
    scenario: &Scenario,
    asked: Option<Year>,
) -> Result<Applied, Vec<Diagnostic>> {
    let asked = asked.or(scenario.base_year);
    let (mut errors, warnings): (Vec<_>, Vec<_>) =
        overlaps(scenario).into_iter().partition(|d| d.severity == Severity::Error);
    let applied = Applied {
        dataset: dataset.clone(),
        minerals: BTreeSet::new(),
        gaps: Vec::new(),
        cuts: Vec::new(),
        stated: Vec::new(),
        left: Vec::new(),
        assumptions: Vec::new(),
        warnings,
    };
    let mut applying = Applying { before: dataset, applied, scenario, asked, tallies: BTreeMap::new() };
    for (i, shock) in scenario.shocks.iter().enumerate() {
        if shock.applies(scenario.year) {
            errors.extend(applying.shock(shock));
        } else {
            let reason = match (shock.start, shock.end, scenario.year) {
                (Some(start), _, Some(year)) if start > year => {
                    format!("it starts in {start}, after the horizon {year}")
                }
                (_, Some(end), Some(year)) => format!("it ends in {end}, before the horizon {year}"),
                _ => String::new(),
            };
            applying.applied.left.push(Left { number: i + 1, kind: shock.kind.as_str(), reason });
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(applying.finish())
}

pub(super) struct Applying<'d> {
    pub before: &'d Dataset,
    pub applied: Applied,
    pub scenario: &'d Scenario,
    pub asked: Option<Year>,
    pub tallies: BTreeMap<(MineralId, Stage), Tally>,
}

impl Applying<'_> {
    fn finish(mut self) -> Applied {
        for shock in &self.scenario.shocks {
            let Kind::StockRelease { .. } = shock.kind else { continue };
            let fills = |(mineral, stage): &(MineralId, Stage)| {
                shock.minerals.contains(mineral) && shock.stage.is_none_or(|s| s == *stage)
            };
            let idle =
                self.tallies.iter().any(|(at, tally)| fills(at) && tally.stocks > 0.0 && !tally.is_loss());
            if idle && shock.applies(self.scenario.year) {
                let message = "stocks are released where nothing is lost: there is no gap to fill".to_owned();
                self.warn(
                    shock,
                    Code::NoEffect,
                    message,
                    "a stock fills the gap of an outage, a restriction or a growth",
                );
            }
        }
        for ((mineral, stage), tally) in &self.tallies {
            let Some(info) = self.before.minerals.get(mineral).filter(|_| tally.is_loss()) else { continue };
            let tables = (self.before, &self.applied.dataset);
            let gap = balance(tables, (info, *stage), tally, &self.scenario.elasticity, self.asked);
            self.applied.gaps.push(gap);
        }
        self.applied
    }

    /// Applies one shock; tells why it cannot be.
    fn shock(&mut self, shock: &Shock) -> Vec<Diagnostic> {
        let stages: Vec<Stage> = shock.stage.map_or(Stage::ALL.to_vec(), |stage| vec![stage]);
        let mut errors = Vec::new();
        for named in &shock.minerals {
            let before = errors.len();
            let mut changed = false;
            if let Kind::Parameter { name, value, countries } = &shock.kind {
                let by = By { scenario: self.scenario, shock };
                for mineral in self.meant(named, &Stage::ALL) {
                    let of = (name.as_str(), *value, countries.as_deref());
                    let rows = set(&mut self.applied.dataset, (&mineral, shock.stage), of, &by);
                    changed |= rows > 0;
                    if rows > 0 {
                        self.applied.minerals.insert(mineral);
                    }
                }
            } else {
                for stage in &stages {
                    changed |= self.strike_all(shock, named, *stage, &mut errors);
                }
            }
            if !changed && errors.len() == before {
                let message = format!("the shock changes nothing of `{named}` in the tables of this run");
                self.warn(
                    shock,
                    Code::NoEffect,
                    message,
                    "say in tonnes a year, or as a part, what happens to whom",
                );
            }
        }
        errors
    }

    /// Strikes a mineral, or those of its members that the shock meets; one that meets none of them is an error.
    fn strike_all(
        &mut self,
        shock: &Shock,
        named: &MineralId,
        stage: Stage,
        errors: &mut Vec<Diagnostic>,
    ) -> bool {
        let (mut changed, mut met) = (false, false);
        let mut refused = Vec::new();
        for mineral in self.meant(named, &[stage]) {
            match self.strike(shock, (&mineral, stage)) {
                Ok(one) => {
                    changed |= one;
                    met = true;
                    self.applied.minerals.insert(mineral);
                }
                Err(error) => refused.push(*error),
            }
        }
        refused.retain(|error| !met || error.code != Code::UnknownSupplier);
        errors.extend(refused);
        changed
    }

    /// The mineral itself where the tables speak of it there, else its members of which they do.
    fn meant(&self, named: &MineralId, stages: &[Stage]) -> Vec<MineralId> {
        let data = self.before;
        let members: Vec<&MineralInfo> =
            data.minerals.values().filter(|info| info.family.as_ref() == Some(named)).collect();
        let has = |id: &MineralId| {
            let at = |mineral: &MineralId, stage: Stage| mineral == id && stages.contains(&stage);
            data.production.iter().any(|r| at(&r.mineral, r.stage))
                || data.supply_shares.iter().any(|r| at(&r.mineral, r.stage) && r.scope == Scope::World)
                || data.import_sources.iter().any(|r| at(&r.mineral, r.stage))
                || data.reliance.iter().any(|r| at(&r.mineral, r.stage))
                // goods are traded under the name of a family of which only the members are put out
                || (members.is_empty() && data.trade.iter().any(|r| at(&r.mineral, r.stage)))
        };
        if has(named) {
            return vec![named.clone()];
        }
        if members.is_empty() {
            return vec![named.clone()];
        }
        members.into_iter().flat_map(|info| self.meant(&info.id, stages)).collect()
    }

    pub(super) fn warn(&mut self, shock: &Shock, code: Code, message: String, help: &str) {
        let warning = Diagnostic::warning(code, message).at(shock.place.clone(), "this shock").help(help);
        if !self.applied.warnings.contains(&warning) {
            self.applied.warnings.push(warning);
        }
    }

    pub(super) fn assume(&mut self, words: String) {
        if !self.applied.assumptions.contains(&words) {
            self.applied.assumptions.push(words);
        }
    }
}
