//! A question put to the tables: which minerals, at which stage, when, for whom, by which method.

use std::sync::Arc;

use super::method::Method;
use super::metric::{Metric, Subject};
use super::{Consumer, MineralId, Stage, Year};

/// Which stage counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StageChoice {
    /// Only this one.
    One(Stage),
    /// The stage with the worst headline; both are shown.
    #[default]
    Worst,
}

impl StageChoice {
    /// As on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::One(stage) => stage.as_str(),
            Self::Worst => "worst",
        }
    }

    /// Whether a stage is asked for.
    #[must_use]
    pub fn takes(self, stage: Stage) -> bool {
        match self {
            Self::One(one) => one == stage,
            Self::Worst => true,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// These minerals, in any order; none means all that the tables speak of.
    pub minerals: Vec<MineralId>,
    /// At which stage.
    pub stage: StageChoice,
    /// In which year; none means each mix's newest.
    pub year: Option<Year>,
    /// For whom; none means the world.
    pub consumer: Option<Arc<Consumer>>,
    /// Each member of a family has a row of its own, where the families would else be one.
    pub members: bool,
    /// By which method.
    pub method: &'static Method,
    /// What takes longer, and is only looked for where somebody reads it.
    pub also: Also,
}

/// What is asked for besides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Also {
    /// Where what the consumer uses was put out.
    pub traced: bool,
    /// GeoPolRisk, whichever method ranks.
    pub geopolrisk: bool,
}

impl Also {
    /// What a method's headline is read from.
    #[must_use]
    pub fn of_method(method: &Method) -> Self {
        method.headline().map(Self::of).unwrap_or_default()
    }

    /// What either is read from.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { traced: self.traced || other.traced, geopolrisk: self.geopolrisk || other.geopolrisk }
    }

    /// What a metric is read from.
    #[must_use]
    pub fn of(metric: &Metric) -> Self {
        Self {
            traced: matches!(metric.subject, Subject::Traced(..)),
            geopolrisk: matches!(metric.subject, Subject::GeoPolRisk(..)),
        }
    }
}
