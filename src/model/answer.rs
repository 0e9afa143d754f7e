//! Answers: for each mineral its supply by stage, its reserves, what the consumer depends on, and the
//! headline that ranks it.

use std::collections::{BTreeMap, BTreeSet};

use super::dependency::Dependency;
use super::eu::{EuScore, Study, View};
use super::governance::Governance;
use super::method::Method;
use super::metric::{Metric, Subject};
use super::question::Question;
use super::ranking::{Rank, by_rank};
use super::reserves::Reserves;
use super::select::{Dated, rows_of_publisher};
use super::supply::Supply;
use super::vintage::Absence;
use super::warning::{Warning, of_answer, of_vintage};
use super::{Dataset, MineralId, MineralInfo, QuantityRow, Reading, ReserveRow, Stage};

/// What the tables say of one mineral.
#[derive(Debug, Clone)]
pub struct Answer<'a> {
    /// The mineral.
    pub info: &'a MineralInfo,
    /// Its supply, by stage in the order of the chain.
    pub stages: Vec<Supply<'a>>,
    /// Stages that the tables speak of, but not in the year asked for.
    pub absent: Vec<(Stage, Absence)>,
    /// Its reserves.
    pub reserves: Option<Reserves<'a>>,
    /// Why there are no reserves of the year asked for.
    pub reserves_absent: Option<Absence>,
    /// Rows of another publisher than the mineral's, which one mix cannot take: table and number.
    pub set_aside: Vec<(&'static str, usize)>,
    /// What the consumer depends on, the worst first; empty without a consumer.
    pub dependency: Vec<Dependency<'a>>,
    /// Its criticality as the EU's study has it, where it does.
    pub eu: Option<EuScore<'a>>,
    /// What ranks it; none where the method has no number for it.
    pub headline: Option<Headline>,
}

/// The number that ranks a mineral.
#[derive(Debug, Clone, Copy)]
pub struct Headline {
    /// Whose number it is.
    pub method: &'static Method,
    /// At which stage it is worst.
    pub stage: Stage,
    /// The number; empty for a net exporter.
    pub reading: Reading,
    /// The consumer exports more than it imports, so nothing hangs on others.
    pub net_exporter: bool,
    /// The method lacks a parameter, so there are bounds and no value.
    pub lacks_parameter: bool,
}

/// All answers to a question, worst first, with what must be said beside them.
#[derive(Debug)]
pub struct Answers<'a> {
    /// One a mineral.
    pub answers: Vec<Answer<'a>>,
    /// What a reader must know.
    pub warnings: Vec<Warning>,
}

/// Puts a question to the tables.
#[must_use]
pub fn ask<'a>(dataset: &'a Dataset, governance: &'a Governance<'a>, question: &Question) -> Answers<'a> {
    let mut production: BTreeMap<(&MineralId, Stage), Vec<&QuantityRow>> = BTreeMap::new();
    for row in &dataset.production {
        production.entry((&row.mineral, row.stage)).or_default().push(row);
    }
    let mut reserves: BTreeMap<&MineralId, Vec<&ReserveRow>> = BTreeMap::new();
    for row in &dataset.reserves {
        reserves.entry(&row.mineral).or_default().push(row);
    }
    let study = question.consumer.is_none().then(|| Study::new(dataset));
    let minerals = asked_for(dataset, question, production.keys().map(|(mineral, _)| *mineral));
    let mut answers: Vec<Answer<'a>> = minerals
        .into_iter()
        .map(|info| {
            let rows = |stage| production.get(&(&info.id, stage)).map_or(&[][..], Vec::as_slice);
            let (mut stages, mut absent) = (Vec::new(), Vec::new());
            for stage in Stage::ALL {
                match Supply::select(info, stage, rows(stage), question.year, governance) {
                    Ok(supply) => stages.push(supply),
                    Err(Absence::NoFigures) => {}
                    Err(absence) => absent.push((stage, absence)),
                }
            }
            let mine = stages.iter().find(|s| s.stage == Stage::Mine);
            let held = reserves.get(&info.id).map_or(&[][..], Vec::as_slice);
            let (reserves, reserves_absent) = match Reserves::select(info, held, question.year, mine) {
                Ok(reserves) => (Some(reserves), None),
                Err(absence) => (None, Some(absence).filter(|a| *a != Absence::NoFigures)),
            };
            let its = |stage| info.publisher.get(&stage).map_or("", String::as_str);
            let aside: usize = Stage::ALL.into_iter().map(|s| others(rows(s), its(s))).sum();
            let mut set_aside = vec![("production", aside), ("reserves", others(held, its(Stage::Mine)))];
            set_aside.retain(|(_, n)| *n > 0);
            stages.retain(|s| question.stage.takes(s.stage));
            absent.retain(|(stage, _)| question.stage.takes(*stage));
            let mut dependency = question
                .consumer
                .map(|c| Dependency::select(dataset, info, c, question.year))
                .unwrap_or_default();
            dependency.retain(|d| question.stage.takes(d.stage));
            dependency.sort_by_cached_key(rank_of);
            let eu = study.as_ref().and_then(|study| study.score(info, View::World));
            let eu = eu.filter(|score| question.stage.takes(score.stage));
            let headline = headline(question.method, &stages, &dependency, eu.as_ref());
            Answer { info, stages, absent, reserves, reserves_absent, set_aside, dependency, eu, headline }
        })
        .collect();
    answers.sort_by(by_rank);
    let mut warnings: Vec<Warning> = answers.iter().flat_map(|a| of_answer(a, dataset, question)).collect();
    warnings.extend(of_vintage(&answers, question));
    Answers { answers, warnings }
}

/// How many rows of another publisher stand beside those of the preferred one.
fn others<R: Dated>(rows: &[&R], preferred: &str) -> usize {
    rows.len() - rows_of_publisher(rows, preferred).len()
}

/// The minerals of the question; without any, all that have output or that the consumer depends on.
fn asked_for<'a>(
    dataset: &'a Dataset,
    question: &Question,
    produced: impl Iterator<Item = &'a MineralId>,
) -> Vec<&'a MineralInfo> {
    let asked: BTreeSet<&MineralId> = if question.minerals.is_empty() {
        let imported = dataset
            .reliance
            .iter()
            .filter(|r| Some(r.country) == question.consumer)
            .map(|r| &r.mineral)
            .chain(
                dataset
                    .import_sources
                    .iter()
                    .filter(|r| Some(r.importer) == question.consumer)
                    .map(|r| &r.mineral),
            );
        produced.chain(imported).collect()
    } else {
        question.minerals.iter().collect()
    };
    asked.into_iter().filter_map(|id| dataset.minerals.get(id)).collect()
}

fn rank_of(d: &Dependency<'_>) -> (Rank, Stage, String) {
    let rank = match d.exposure() {
        Some(reading) => Rank::of(reading),
        None if d.is_net_exporter() => Rank::NET_EXPORTER,
        None => Rank::NONE,
    };
    (rank, d.stage, d.product.to_owned())
}

/// The worst number that the method has for a mineral, whether it is a value or a bound.
fn headline(
    method: &'static Method,
    stages: &[Supply<'_>],
    dependency: &[Dependency<'_>],
    eu: Option<&EuScore<'_>>,
) -> Option<Headline> {
    let metric: &Metric = method.headline()?;
    let read: Vec<Headline> = match metric.subject {
        Subject::Stage(read, _) => stages
            .iter()
            .filter_map(|s| {
                let reading = read(s)?;
                let lacks_parameter = reading.value().is_none();
                Some(Headline { method, stage: s.stage, reading, net_exporter: false, lacks_parameter })
            })
            .collect(),
        Subject::Dependency(read, _) => dependency
            .iter()
            .filter_map(|d| {
                let net_exporter = d.is_net_exporter();
                let reading = read(d).or(net_exporter.then(Reading::default))?;
                Some(Headline { method, stage: d.stage, reading, net_exporter, lacks_parameter: false })
            })
            .collect(),
        Subject::Eu(read, _) => eu
            .iter()
            .filter_map(|score| {
                let reading = read(score)?;
                let lacks_parameter = reading.value().is_none();
                Some(Headline { method, stage: score.stage, reading, net_exporter: false, lacks_parameter })
            })
            .collect(),
        Subject::Reserves(..) => Vec::new(),
    };
    read.into_iter().min_by_key(|h| Rank::of(h.reading))
}

impl<'a> Answer<'a> {
    /// The supply at the headline's stage, else the first there is.
    #[must_use]
    pub fn headline_supply(&self) -> Option<&Supply<'a>> {
        let stage = self.headline.map(|h| h.stage);
        self.stages.iter().find(|s| Some(s.stage) == stage).or_else(|| self.stages.first())
    }

    /// Everything that a metric reads for this mineral: at each stage, of each product.
    #[must_use]
    pub fn readings(&self, metric: &Metric) -> Vec<Reading> {
        match metric.subject {
            Subject::Stage(read, _) => self.stages.iter().filter_map(read).collect(),
            Subject::Reserves(read, _) => self.reserves.iter().filter_map(read).collect(),
            Subject::Dependency(read, _) => self.dependency.iter().filter_map(read).collect(),
            Subject::Eu(read, _) => self.eu.iter().filter_map(read).collect(),
        }
    }
}
