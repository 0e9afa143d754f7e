//! A question put to the tables: for each mineral its supply, its reserves, what the consumer depends on,
//! and the headline that ranks it.

use std::collections::BTreeSet;

use super::alternatives::publishers;
use super::answer::{Answer, Answers, Headline};
use super::dependency::{Dependency, dependencies};
use super::eu::{self, EuScore, Study, UNION, View};
use super::family::gather;
use super::geopolrisk::GeoPolRisk;
use super::governance::Governance;
use super::index::{Rows, at};
use super::market::{Market, Stability};
use super::method::Method;
use super::metric::{Metric, Subject};
use super::question::{Also, Question};
use super::ranking::{Rank, by_rank, is_only_a_share};
use super::reserves::Reserves;
use super::select::{Dated, is_of, rows_of_publisher};
use super::shares::only_shares;
use super::supply::Supply;
use super::traced::Traced;
use super::vintage::Absence;
use super::warning::{Warning, of_answer, of_vintage};
use super::{Dataset, MineralId, MineralInfo, Origin, Reading, Scope, Stage};

/// Puts a question to the tables.
#[must_use]
pub fn ask<'a>(dataset: &'a Dataset, governance: &'a Governance<'a>, question: &Question) -> Answers<'a> {
    let rows = Rows::of(dataset);
    let stability = Stability::new(&dataset.governance);
    let study = eu::is_asked(question).then(|| Study::new(dataset));
    let publishers = publishers(dataset);
    let (rows, stability, publishers) = (&rows, &stability, &publishers);
    let asking = Asking { dataset, governance, question, rows, stability, study, publishers };
    let minerals = asked_for(dataset, question, rows);
    let mut answers: Vec<Answer<'a>> = minerals.into_iter().map(|info| asking.of(info)).collect();
    let mut warnings: Vec<Warning> = answers.iter().flat_map(|a| of_answer(a, dataset, question)).collect();
    gather(&mut answers, dataset, question);
    answers.iter_mut().filter(|a| !a.members.is_empty()).for_each(|family| asking.score(family));
    answers.sort_by(by_rank);
    warnings.extend(of_vintage(&answers, question));
    Answers { answers, warnings }
}

/// A question while it is put.
struct Asking<'a, 'r> {
    dataset: &'a Dataset,
    governance: &'a Governance<'a>,
    question: &'r Question,
    rows: &'r Rows<'a>,
    stability: &'r Stability<'a>,
    study: Option<Study<'a>>,
    publishers: &'r BTreeSet<&'a str>,
}

impl<'a> Asking<'a, '_> {
    fn of(&self, info: &'a MineralInfo) -> Answer<'a> {
        let question = self.question;
        let (mut stages, mut absent) = (Vec::new(), Vec::new());
        for stage in Stage::ALL {
            match self.supply(info, stage) {
                Ok(supply) => stages.push(supply),
                Err(Absence::NoFigures) => {}
                Err(absence) => absent.push((stage, absence)),
            }
        }
        let mine = stages.iter().find(|s| s.stage == Stage::Mine);
        let held = at(&self.rows.reserves, &info.id, Stage::Mine);
        let (reserves, reserves_absent) = match Reserves::select(info, held, question.year, mine) {
            Ok(reserves) => (Some(reserves), None),
            Err(absence) => (None, Some(absence).filter(|a| *a != Absence::NoFigures)),
        };
        let its = |stage| info.publisher.get(&stage).map_or("", String::as_str);
        let aside = |of: &dyn Fn(&Origin) -> bool| {
            let production = |s| others(at(&self.rows.production, &info.id, s), its(s), of);
            let output: usize = Stage::ALL.into_iter().map(production).sum();
            let mut aside = vec![("production", output), ("reserves", others(held, its(Stage::Mine), of))];
            aside.retain(|(_, n)| *n > 0);
            aside
        };
        let set_aside = aside(&|_| true);
        let stray = aside(&|origin| !self.publishers.iter().any(|publisher| is_of(origin, publisher)));
        stages.retain(|s| question.stage.takes(s.stage));
        absent.retain(|(stage, _)| question.stage.takes(*stage));
        let mut dependency = question
            .consumer
            .as_ref()
            .map(|c| dependencies(self.dataset, self.rows, info, c, question.year, self.governance))
            .unwrap_or_default();
        dependency.retain(|d| question.stage.takes(d.stage));
        dependency.sort_by_cached_key(rank_of);
        let eu = self.eu(info, &dependency);
        let mut answer = Answer {
            info,
            stages,
            absent,
            reserves,
            reserves_absent,
            set_aside,
            stray,
            dependency,
            traced: Vec::new(),
            untraced: Vec::new(),
            geopolrisk: Vec::new(),
            no_geopolrisk: Vec::new(),
            eu,
            members: Vec::new(),
            headline: None,
        };
        self.look_at_markets(&mut answer);
        answer.headline = headline(question.method, &answer);
        answer
    }

    /// What is made of trade and output together, where somebody reads it.
    fn look_at_markets(&self, answer: &mut Answer<'a>) {
        let question = self.question;
        let Also { traced, geopolrisk } = question.also.and(Also::of_method(question.method));
        let Some(consumer) = question.consumer.as_deref().filter(|_| geopolrisk || traced) else { return };
        for stage in Stage::ALL.into_iter().filter(|stage| question.stage.takes(*stage)) {
            let market = Market {
                info: answer.info,
                stage,
                consumer,
                trade: at(&self.rows.trade, &answer.info.id, stage),
                output: at(&self.rows.production, &answer.info.id, stage),
                codes: &self.rows.codes,
                stability: self.stability,
                governance: self.governance,
                asked: question.year,
            };
            match geopolrisk.then(|| GeoPolRisk::select(&market)) {
                Some(Ok(found)) => answer.geopolrisk.push(found),
                Some(Err(reason)) => answer.no_geopolrisk.push((stage, reason)),
                None => {}
            }
            match traced.then(|| Traced::select(&market)) {
                Some(Ok(found)) => answer.traced.push(found),
                Some(Err(reason)) => answer.untraced.push((stage, reason)),
                None => {}
            }
        }
    }

    /// The mineral's score in the EU's study, for whom the question is.
    fn eu(&self, info: &'a MineralInfo, dependency: &[Dependency<'a>]) -> Option<EuScore<'a>> {
        let study = self.study.as_ref()?;
        let score = match &self.question.consumer {
            Some(consumer) if *consumer.id == *UNION => study.score(info, View::Union),
            Some(_) if self.question.method.is_eu() => study.score(info, View::Other(&eu::own(dependency))),
            _ => study.score(info, View::World),
        }?;
        self.question.stage.takes(score.stage).then_some(score)
    }

    /// Gives the row of a family the study's own score of it.
    fn score(&self, family: &mut Answer<'a>) {
        family.eu = self.eu(family.info, &[]);
        if self.question.method.is_eu() {
            family.headline = headline(self.question.method, family).or(family.headline);
        }
    }

    fn supply(&self, info: &'a MineralInfo, stage: Stage) -> Result<Supply<'a>, Absence> {
        let production = at(&self.rows.production, &info.id, stage);
        let shares = at(&self.rows.supply_shares, &info.id, stage);
        if only_shares(production, shares) {
            return Supply::of_shares(info, stage, shares, self.question.year, self.governance);
        }
        Supply::select(info, stage, production, self.question.year, self.governance)
    }
}

/// How many such rows of another publisher stand beside those of the preferred one.
fn others<R: Dated>(rows: &[&R], preferred: &str, such: &dyn Fn(&Origin) -> bool) -> usize {
    let count = |rows: &[&R]| rows.iter().filter(|row| such(row.origin())).count();
    count(rows) - count(&rows_of_publisher(rows, preferred))
}

/// The minerals of the question; without any, all that have output or that the consumer depends on.
fn asked_for<'a>(dataset: &'a Dataset, question: &Question, rows: &Rows<'a>) -> Vec<&'a MineralInfo> {
    let mut asked: BTreeSet<&MineralId> = question.minerals.iter().collect();
    if asked.is_empty() && question.method.is_eu() {
        asked.extend(eu::scored(dataset));
    } else if asked.is_empty() {
        asked.extend(rows.production.keys().map(|(mineral, _)| *mineral));
        let world = |r: &&super::SupplyShareRow| r.scope == Scope::World;
        asked.extend(dataset.supply_shares.iter().filter(world).map(|r| &r.mineral));
        if let Some(consumer) = &question.consumer {
            let is = |country| consumer.only() == Some(country);
            asked.extend(dataset.reliance.iter().filter(|r| is(r.country)).map(|r| &r.mineral));
            asked.extend(dataset.import_sources.iter().filter(|r| is(r.importer)).map(|r| &r.mineral));
            let shares = dataset.supply_shares.iter().filter(|r| r.scope.is_of(&consumer.id));
            asked.extend(shares.map(|r| &r.mineral));
            let traded = |r: &&super::TradeRow| {
                consumer.imports(r.exporter, r.importer) || consumer.exports(r.exporter, r.importer)
            };
            let of_trade = rows.trade.iter().filter(|(_, rows)| rows.iter().any(traded));
            asked.extend(of_trade.map(|((mineral, _), _)| *mineral));
        }
    }
    asked.into_iter().filter_map(|id| dataset.minerals.get(id)).collect()
}

fn rank_of(d: &Dependency<'_>) -> (Rank, Stage, String) {
    let rank = match d.exposure() {
        Some(reading) => Rank::of_exposure(reading),
        None if d.is_net_exporter() => Rank::NET_EXPORTER,
        None => Rank::NONE,
    };
    (rank, d.stage, d.product.to_owned())
}

/// The worst number that the method has for a mineral, whether it is a value or a bound.
fn headline(method: &'static Method, answer: &Answer<'_>) -> Option<Headline> {
    let metric: &Metric = method.headline()?;
    let plain = |stage, reading: Option<Reading>| {
        let reading = reading?;
        let lacks_parameter = reading.value().is_none();
        Some(Headline { method, stage, reading, net_exporter: false, lacks_parameter })
    };
    let read: Vec<Headline> = match metric.subject {
        Subject::Stage(read, _) => answer.stages.iter().filter_map(|s| plain(s.stage, read(s))).collect(),
        Subject::Traced(read, _) => answer.traced.iter().filter_map(|t| plain(t.stage, read(t))).collect(),
        Subject::GeoPolRisk(read, _) => {
            answer.geopolrisk.iter().filter_map(|g| plain(g.stage, read(g))).collect()
        }
        Subject::Dependency(read, _) => answer
            .dependency
            .iter()
            .filter_map(|d| {
                let net_exporter = d.is_net_exporter();
                let reading = read(d).or(net_exporter.then(Reading::default))?;
                let lacks_parameter = !net_exporter && is_only_a_share(reading);
                Some(Headline { method, stage: d.stage, reading, net_exporter, lacks_parameter })
            })
            .collect(),
        Subject::Eu(read, _) => answer
            .eu
            .iter()
            .filter_map(|score| {
                let net_exporter = score.is_net_exporter();
                let reading = read(score).or(net_exporter.then(Reading::default))?;
                let lacks_parameter = !net_exporter && reading.value().is_none();
                Some(Headline { method, stage: score.stage, reading, net_exporter, lacks_parameter })
            })
            .collect(),
        Subject::Reserves(..) => Vec::new(),
    };
    let worst = |h: &Headline| match metric.subject {
        // a bound that is no more than a share says less of what hangs on whom than a number does
        Subject::Dependency(..) => Rank::of_headline(h),
        _ => Rank::of(h.reading),
    };
    read.into_iter().min_by_key(worst)
}
