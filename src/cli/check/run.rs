//! Asking what policies demand: each question once, whatever number of limits reads its answer.
//!
//! A consumer's trade is taken in and out again, so that no consumer's answer hangs on another's rows. After a
//! scenario only the minerals that it touches are asked anew; the others are as they were, and a limit that names
//! no mineral is held there by those that it touches.

use std::collections::{BTreeMap, BTreeSet};

use crate::cli::consumer::add_trade;
use crate::diag::Diagnostic;
use crate::load::policy::Scenarios;
use crate::load::{Input, Loaded};
use crate::model::policy::{Demand, Judged, Policy, judge};
use crate::model::scenario::{Applied, Scenario, apply};
use crate::model::{
    Also, Answer, Answers, Dataset, Governance, MineralId, MineralInfo, Question, Window, Year, ask,
};

/// How every demand stands.
#[derive(Debug)]
pub(super) struct All {
    /// By policy and demand, each the worst first.
    pub of: Vec<Vec<Vec<Judged>>>,
    /// What the scenarios have to say.
    pub warnings: Vec<Diagnostic>,
}

/// What tables a question needs: whose trade, of which year, and how much of it.
type Basis = (Option<(String, bool)>, Option<Year>, (bool, bool));

/// A demand, with its place among the policies.
type Held<'p> = ((usize, usize), &'p Demand);

/// Judges every demand of every policy.
///
/// # Errors
/// What keeps a scenario from being applied.
pub(super) fn judge_all(
    policies: &[Policy],
    scenarios: &Scenarios,
    loaded: &mut Loaded,
    window: Window,
) -> Result<All, Vec<Diagnostic>> {
    let mut bases: BTreeMap<Basis, Vec<Held<'_>>> = BTreeMap::new();
    for (p, policy) in policies.iter().enumerate() {
        for (d, demand) in policy.demands.iter().enumerate() {
            bases.entry(basis(demand)).or_default().push(((p, d), demand));
        }
    }
    let mut of: Vec<Vec<Vec<Judged>>> = policies.iter().map(|p| vec![Vec::new(); p.demands.len()]).collect();
    let (mut wrong, mut warnings): (Vec<Diagnostic>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    let mut trade: Option<Input> = None;
    for held in bases.values() {
        keep_largest(&mut trade, loaded.take_shipped_trade());
        let Some((_, first)) = held.first() else { continue };
        if let Some(consumer) = &first.view.consumer {
            add_trade(consumer, (&[], first.view.year), first.also(), loaded);
        }
        let applied = match applied(held, scenarios, &loaded.dataset) {
            Ok(applied) => applied,
            Err(errors) => {
                add_new(&mut wrong, errors);
                continue;
            }
        };
        applied.values().for_each(|applied| add_new(&mut warnings, applied.warnings.clone()));
        let governance = Governance::new(&loaded.dataset.governance, window);
        let asking = Asking { dataset: &loaded.dataset, governance: &governance, applied: &applied };
        for ((p, d), judged) in asking.judge(held) {
            if let Some(place) = of.get_mut(p).and_then(|policy| policy.get_mut(d)) {
                *place = judged;
            }
        }
    }
    keep_largest(&mut trade, loaded.take_shipped_trade());
    loaded.inputs.extend(trade);
    loaded.inputs.sort_by_key(|input| input.table.name());
    if wrong.is_empty() { Ok(All { of, warnings }) } else { Err(wrong) }
}

fn basis(demand: &Demand) -> Basis {
    let view = &demand.view;
    let Also { traced, geopolrisk } = demand.also();
    let consumer = view.consumer.as_ref().map(|consumer| (consumer.id.to_string(), consumer.intra));
    (consumer, view.year, (traced, geopolrisk))
}

/// Of what several questions took of the trade, the account of the one that took most.
fn keep_largest(kept: &mut Option<Input>, taken: Option<Input>) {
    let used = |input: &Option<Input>| input.as_ref().map_or(0, |input| input.used);
    if used(&taken) > used(kept) || kept.is_none() {
        *kept = taken.or_else(|| kept.take());
    }
}

/// Each once: two questions may find the same wrong with a scenario.
fn add_new(all: &mut Vec<Diagnostic>, new: Vec<Diagnostic>) {
    for diagnostic in new {
        if !all.contains(&diagnostic) {
            all.push(diagnostic);
        }
    }
}

/// The tables after each scenario that the demands name.
fn applied(
    held: &[Held<'_>],
    scenarios: &Scenarios,
    dataset: &Dataset,
) -> Result<BTreeMap<usize, Applied>, Vec<Diagnostic>> {
    let (mut all, mut wrong) = (BTreeMap::new(), Vec::new());
    let named =
        held.iter().filter_map(|(_, demand)| Some((demand.view.scenario.as_ref()?.0, demand.view.year)));
    for (at, year) in named.collect::<BTreeSet<_>>() {
        let Some(file) = scenarios.files.get(at) else { continue };
        // no more than it can touch, for the tables are copied for each scenario
        let mut tables = dataset.only(&within_reach(&file.scenario, dataset));
        if held.iter().any(|(_, demand)| demand.also().geopolrisk) {
            tables.governance.clone_from(&dataset.governance);
        }
        match apply(&tables, &file.scenario, year) {
            Ok(mut applied) => {
                with_families(&mut applied.minerals, dataset);
                all.insert(at, applied);
            }
            Err(errors) => wrong.extend(errors),
        }
    }
    if wrong.is_empty() { Ok(all) } else { Err(wrong) }
}

/// The minerals that a scenario names, with their members and families.
fn within_reach(scenario: &Scenario, dataset: &Dataset) -> BTreeSet<MineralId> {
    let mut all: BTreeSet<MineralId> = scenario.shocks.iter().flat_map(|s| &s.minerals).cloned().collect();
    with_families(&mut all, dataset);
    let mut before = 0;
    while before < all.len() {
        before = all.len();
        let member = |info: &&MineralInfo| info.family.as_ref().is_some_and(|family| all.contains(family));
        let members: Vec<MineralId> =
            dataset.minerals.values().filter(member).map(|info| info.id.clone()).collect();
        all.extend(members);
    }
    all
}

/// A family's number may be made of its members'.
fn with_families(minerals: &mut BTreeSet<MineralId>, dataset: &Dataset) {
    let mut new: Vec<MineralId> = minerals.iter().cloned().collect();
    while let Some(id) = new.pop() {
        let family = dataset.minerals.get(&id).and_then(|info| info.family.clone());
        new.extend(family.filter(|family| minerals.insert(family.clone())));
    }
}

/// Questions on one basis.
struct Asking<'a> {
    dataset: &'a Dataset,
    governance: &'a Governance<'a>,
    applied: &'a BTreeMap<usize, Applied>,
}

/// Which minerals are asked for; none means all.
type Wanted = Option<BTreeSet<MineralId>>;

impl<'a> Asking<'a> {
    fn judge(&self, held: &[Held<'_>]) -> Vec<((usize, usize), Vec<Judged>)> {
        let mut views: BTreeMap<(&str, &str), Vec<&Held<'_>>> = BTreeMap::new();
        for one in held {
            let view = &one.1.view;
            views.entry((view.stage.as_str(), view.method.name)).or_default().push(one);
        }
        views.into_values().flat_map(|held| self.of_view(&held)).collect()
    }

    /// Demands that differ by no more than the scenario and the number.
    fn of_view(&self, held: &[&Held<'_>]) -> Vec<((usize, usize), Vec<Judged>)> {
        let Some((_, first)) = held.first() else { return Vec::new() };
        let is_before = |one: &&&Held<'_>| scenario(one.1).is_none() || one.1.minerals.is_some();
        let of_before: Vec<&Held<'_>> = held.iter().filter(is_before).copied().collect();
        let nothing = Answers { answers: Vec::new(), warnings: Vec::new() };
        let before = match of_before.as_slice() {
            [] => nothing,
            of_before => self.answers(self.dataset, first, wanted(of_before)),
        };
        let mut after: BTreeMap<usize, Answers<'a>> = BTreeMap::new();
        for (at, applied) in self.applied {
            let its: Vec<&Held<'_>> =
                held.iter().copied().filter(|one| scenario(one.1) == Some(*at)).collect();
            let touched = match wanted(&its) {
                _ if its.is_empty() => BTreeSet::new(),
                None => applied.minerals.clone(),
                Some(wanted) => wanted.intersection(&applied.minerals).cloned().collect(),
            };
            if !touched.is_empty() {
                after.insert(*at, self.answers(&applied.dataset, first, Some(touched)));
            }
        }
        let of = |(place, demand): &Held<'_>| {
            let changed = scenario(demand).and_then(|at| after.get(&at));
            let changed: Vec<&Answer<'_>> = changed.iter().flat_map(|answers| &answers.answers).collect();
            let is_changed = |a: &&Answer<'_>| changed.iter().any(|c| c.info.id == a.info.id);
            let held = |a: &&Answer<'_>| demand.minerals.as_ref().is_none_or(|all| all.contains(&a.info.id));
            // of all minerals a scenario is about those that it touches
            let of_others = demand.minerals.is_some() || scenario(demand).is_none();
            let unchanged = before.answers.iter().filter(|a| of_others && !is_changed(a));
            let answers: Vec<&Answer<'_>> = changed.iter().copied().chain(unchanged).filter(held).collect();
            (*place, judge(demand, &answers))
        };
        held.iter().map(|one| of(one)).collect()
    }

    fn answers(&self, dataset: &'a Dataset, demand: &Demand, minerals: Wanted) -> Answers<'a> {
        let question = Question {
            minerals: minerals.unwrap_or_default().into_iter().collect(),
            stage: demand.view.stage,
            year: demand.view.year,
            consumer: demand.view.consumer.clone(),
            members: true,
            method: demand.view.method,
            also: demand.also(),
        };
        ask(dataset, self.governance, &question)
    }
}

fn scenario(demand: &Demand) -> Option<usize> {
    demand.view.scenario.as_ref().map(|(at, _)| *at)
}

/// All minerals that any of the demands names, or all there are.
fn wanted(held: &[&Held<'_>]) -> Wanted {
    let named: Option<Vec<&BTreeSet<MineralId>>> = held.iter().map(|(_, d)| d.minerals.as_ref()).collect();
    named.map(|named| named.into_iter().flatten().cloned().collect())
}
