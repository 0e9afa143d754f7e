//! What may break a policy, for a reason and until a day: and whether it still does.

use std::collections::BTreeSet;

use super::{Day, Demand, Judged, Outcome, Path};
use crate::diag::{Code, Place};
use crate::model::{MineralId, Stage};

/// An exception from a policy.
#[derive(Debug, Clone)]
pub struct Allow {
    /// Of these minerals.
    pub minerals: BTreeSet<MineralId>,
    /// On this number; none where a code says what is allowed.
    pub path: Option<Path>,
    /// Such findings; none where a path says what is allowed.
    pub code: Option<Code>,
    /// At this stage.
    pub stage: Option<Stage>,
    /// For this consumer, by its id.
    pub consumer: Option<String>,
    /// After this scenario, by its place among those of the run.
    pub scenario: Option<usize>,
    /// Why.
    pub reason: String,
    /// Up to and with this day.
    pub until: Option<Day>,
    /// Where it stands.
    pub place: Place,
}

/// Whether what was judged counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is kept.
    Kept,
    /// It is not, and an exception allows that: its place in the policy.
    Allowed(usize),
    /// It is not.
    Found,
}

/// What was judged, with what is allowed of it.
#[derive(Debug, Clone, Default)]
pub struct Settled {
    /// How each of what was judged counts, in its order.
    pub states: Vec<State>,
    /// Exceptions past their day, by their places.
    pub expired: Vec<usize>,
    /// Exceptions that match nothing, by their places.
    pub unmatched: Vec<usize>,
}

impl Demand {
    /// The code of a finding of this outcome.
    #[must_use]
    pub fn code(&self, outcome: Outcome) -> Code {
        match (self.kind, outcome) {
            (super::Kind::Test, _) => Code::TestFailed,
            (_, Outcome::Undecided) => Code::LimitUndecided,
            (_, Outcome::Unknown) => Code::LimitUnknown,
            (_, Outcome::Broken | Outcome::Kept) => Code::LimitBroken,
        }
    }
}

impl Allow {
    fn takes(&self, demand: &Demand, judged: &Judged) -> bool {
        let same_mineral = judged.mineral.as_ref().is_some_and(|id| self.minerals.contains(id));
        let same_path = self.path.is_none_or(|path| path.is_of(&demand.path));
        let same_code = self.code.is_none_or(|code| code == demand.code(judged.outcome));
        let same_stage = self.stage.is_none_or(|stage| judged.stage == Some(stage));
        let view = &demand.view;
        let consumer = view.consumer.as_ref().map(|consumer| &*consumer.id);
        let same_consumer = self.consumer.as_deref().is_none_or(|id| consumer == Some(id));
        let scenario = view.scenario.as_ref().map(|(at, _)| *at);
        let same_scenario = self.scenario.is_none_or(|at| scenario == Some(at));
        same_mineral && same_path && same_code && same_stage && same_consumer && same_scenario
    }

    /// Its last day is before today. Without a today it is still good.
    fn is_over(&self, today: Option<Day>) -> bool {
        self.until.zip(today).is_some_and(|(until, today)| today > until)
    }
}

/// Takes what is allowed out of what was judged.
#[must_use]
pub fn settle(allows: &[Allow], judged: &[(&Demand, &Judged)], today: Option<Day>) -> Settled {
    let mut used = BTreeSet::new();
    let mut state = |(demand, judged): &(&Demand, &Judged)| {
        if judged.outcome == Outcome::Kept {
            return State::Kept;
        }
        let fits: Vec<usize> =
            (0..).zip(allows).filter(|(_, a)| a.takes(demand, judged)).map(|(at, _)| at).collect();
        used.extend(fits.iter().copied());
        let good = |at: &usize| allows.get(*at).is_some_and(|allow| !allow.is_over(today));
        fits.into_iter().find(good).map_or(State::Found, State::Allowed)
    };
    let states = judged.iter().map(&mut state).collect();
    let (expired, good): (Vec<usize>, Vec<usize>) =
        (0..allows.len()).partition(|at| allows.get(*at).is_some_and(|allow| allow.is_over(today)));
    let unmatched = good.into_iter().filter(|at| !used.contains(at)).collect();
    Settled { states, expired, unmatched }
}
