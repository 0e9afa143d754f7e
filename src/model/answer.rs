//! Answers: for each mineral its supply by stage, its reserves, what the consumer depends on, and the
//! headline that ranks it.

use super::dependency::Dependency;
use super::eu::EuScore;
use super::geopolrisk::{GeoPolRisk, NoGeoPolRisk};
use super::method::Method;
use super::metric::{Metric, Subject};
use super::reserves::Reserves;
use super::supply::Supply;
use super::traced::{NoTraced, Traced};
use super::vintage::Absence;
use super::warning::Warning;
use super::{MineralInfo, Reading, Stage};

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
    /// Those of them whose publisher no mineral names: they are in no other mix either.
    pub stray: Vec<(&'static str, usize)>,
    /// What the consumer depends on, the worst first; empty without a consumer.
    pub dependency: Vec<Dependency<'a>>,
    /// Where what the consumer uses was put out, by stage, where that was asked for.
    pub traced: Vec<Traced<'a>>,
    /// Stages at which it cannot be traced, and why.
    pub untraced: Vec<(Stage, NoTraced)>,
    /// GeoPolRisk of the consumer's imports by stage, where that was asked for.
    pub geopolrisk: Vec<GeoPolRisk<'a>>,
    /// Stages without it, and why.
    pub no_geopolrisk: Vec<(Stage, NoGeoPolRisk)>,
    /// Its criticality as the EU's study has it, where it does.
    pub eu: Option<EuScore<'a>>,
    /// Its members, where it is a family that stands for them in one row.
    pub members: Vec<&'a MineralInfo>,
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

impl<'a> Answer<'a> {
    /// The supply at the headline's stage, else the first there is.
    #[must_use]
    pub fn headline_supply(&self) -> Option<&Supply<'a>> {
        let stage = self.headline.map(|h| h.stage);
        self.stages.iter().find(|s| Some(s.stage) == stage).or_else(|| self.stages.first())
    }

    /// Why a metric has no number at a stage, where that is known, in words.
    #[must_use]
    pub fn why_not(&self, metric: &Metric) -> Vec<String> {
        let say = |stage: Stage, why: String| format!("at the stage `{stage}`: {why}");
        match metric.subject {
            Subject::Traced(..) => {
                self.untraced.iter().map(|(stage, why)| say(*stage, why.reason())).collect()
            }
            Subject::GeoPolRisk(..) => {
                self.no_geopolrisk.iter().map(|(stage, why)| say(*stage, why.reason())).collect()
            }
            Subject::Stage(..) | Subject::Reserves(..) | Subject::Dependency(..) | Subject::Eu(..) => {
                Vec::new()
            }
        }
    }

    /// Everything that a metric reads for this mineral: at each stage, of each product.
    #[must_use]
    pub fn readings(&self, metric: &Metric) -> Vec<Reading> {
        match metric.subject {
            Subject::Stage(read, _) => self.stages.iter().filter_map(read).collect(),
            Subject::Reserves(read, _) => self.reserves.iter().filter_map(read).collect(),
            Subject::Dependency(read, _) => self.dependency.iter().filter_map(read).collect(),
            Subject::Traced(read, _) => self.traced.iter().filter_map(read).collect(),
            Subject::GeoPolRisk(read, _) => self.geopolrisk.iter().filter_map(read).collect(),
            Subject::Eu(read, _) => self.eu.iter().filter_map(read).collect(),
        }
    }
}
