//! Policies: limits on what a question reads, with what is allowed to break them, and expectations of
//! scenarios. A policy is judged, never computed with: every number is the one that `score` gives.

mod allow;
mod day;
mod judge;
mod observe;
mod path;
mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::question::StageChoice;
use super::{Also, Consumer, Method, MineralId, Year};
use crate::diag::Place;

pub use allow::{Allow, Settled, State, settle};
pub use day::{Day, NotADay};
pub use judge::{Judged, Outcome, judge};
pub use path::{Part, Path};
pub use words::{held, said};

/// What a policy file demands.
#[derive(Debug, Clone, Default)]
pub struct Policy {
    /// Its short name, which is that of its file.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who demands it.
    pub source: String,
    /// Its limits and tests, in the order of the file.
    pub demands: Vec<Demand>,
    /// What may break them.
    pub allows: Vec<Allow>,
}

/// A limit, or one expectation of a test.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Which of the two.
    pub kind: Kind,
    /// On which number.
    pub path: Path,
    /// What it may be.
    pub bounds: Bounds,
    /// Of these minerals; none means all that have the number.
    pub minerals: Option<BTreeSet<MineralId>>,
    /// In answer to which question.
    pub view: View,
    /// How bad it is to break it.
    pub severity: Level,
    /// How bad it is that what is known does not decide it.
    pub undecided: Level,
    /// How bad it is that a mineral has no number.
    pub unknown: Level,
    /// What it is called, if it has a name.
    pub name: String,
    /// What a reader of a finding must know.
    pub note: String,
    /// Who demands it.
    pub source: String,
    /// Where it stands.
    pub place: Place,
}

/// Which kind of demand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A limit that the world must keep.
    Limit,
    /// An expectation of what the program says.
    Test,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The gate fails.
    Error,
    /// The gate fails only where that is asked for.
    Warning,
    /// For information.
    Note,
}

impl Level {
    /// Every one, the worst first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// As it is written.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// What a number may be, both ends included. One of them is there.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Bounds {
    /// No less than this.
    pub min: Option<f64>,
    /// No more than this.
    pub max: Option<f64>,
}

/// The question whose answer holds the number.
#[derive(Debug, Clone)]
pub struct View {
    /// After which scenario: its place among those of the run, and its name.
    pub scenario: Option<(usize, Arc<str>)>,
    /// For whom.
    pub consumer: Option<Arc<Consumer>>,
    /// At which stage.
    pub stage: StageChoice,
    /// In which year.
    pub year: Option<Year>,
    /// By which method.
    pub method: &'static Method,
}

impl Demand {
    /// What the question has to look for besides.
    #[must_use]
    pub fn also(&self) -> Also {
        let of_metric = self.path.metric().map(Also::of).unwrap_or_default();
        of_metric.and(Also::of_method(self.view.method))
    }
}
