//! What was judged, as findings, summaries and cases.

use crate::cli::deliver::Gate;
use crate::cli::{Common, Exit};
use crate::diag::Code;
use crate::model::policy::{
    Allow, Day, Demand, Judged, Level, Outcome, Policy, Settled, State, held, said, settle,
};
use crate::model::{Dataset, Stage, StageChoice, Year};
use crate::output::{Case, Checked, Finding, PlaceOf, PolicyOf, Suite};
use crate::render::worked;

/// All that is said of policies.
pub(super) struct Report {
    pub results: Vec<Checked>,
    pub policies: Vec<PolicyOf>,
    pub gate: Gate,
}

impl Report {
    pub(super) fn new(
        policies: &[Policy],
        judged: &[Vec<Vec<Judged>>],
        today: Option<Day>,
        dataset: &Dataset,
        common: &Common,
    ) -> Self {
        let gate = Gate { findings: Vec::new(), suites: Vec::new(), on_error: Exit::GateFailed };
        let mut report = Self { results: Vec::new(), policies: Vec::new(), gate };
        for (policy, judged) in policies.iter().zip(judged) {
            let pairs: Vec<(&Demand, &Judged)> = policy
                .demands
                .iter()
                .zip(judged)
                .flat_map(|(demand, all)| all.iter().map(move |one| (demand, one)))
                .collect();
            let settled = settle(&policy.allows, &pairs, today);
            report.add(Settling { policy, pairs: &pairs, settled: &settled, dataset }, common);
        }
        report.gate.findings = report.results.iter().map(|checked| checked.finding.clone()).collect();
        report
    }

    fn add(&mut self, settling: Settling<'_>, common: &Common) {
        let mut results = settling.results();
        // the worst first: what a service cuts off at its end is what matters least
        results.sort_by_key(|checked| (checked.finding.allowed.is_some(), rank(checked.finding.severity)));
        let fails = |f: &Finding| {
            f.allowed.is_none() && (f.is_error() || (common.fails_on_warnings() && f.is_warning()))
        };
        let mut summary = settling.summary();
        summary.failed = results.iter().any(|checked| fails(&checked.finding));
        self.gate.suites.push(settling.suite(&fails));
        self.results.extend(results);
        self.policies.push(summary);
    }
}

fn rank(severity: &str) -> usize {
    Level::ALL.iter().position(|level| level.as_str() == severity).unwrap_or(Level::ALL.len())
}

/// A policy with how everything that it demands counts.
#[derive(Clone, Copy)]
struct Settling<'p> {
    policy: &'p Policy,
    pairs: &'p [(&'p Demand, &'p Judged)],
    settled: &'p Settled,
    dataset: &'p Dataset,
}

impl Settling<'_> {
    fn each(&self) -> impl Iterator<Item = (&Demand, &Judged, State)> {
        self.pairs
            .iter()
            .zip(&self.settled.states)
            .map(|((demand, judged), state)| (*demand, *judged, *state))
    }

    fn results(&self) -> Vec<Checked> {
        let found = self.each().filter(|(_, _, state)| *state != State::Kept);
        let mut results: Vec<Checked> =
            found.map(|(demand, judged, state)| self.finding(demand, judged, state)).collect();
        let stale = |all: &[usize], code| {
            let allows = all.iter().filter_map(|at| self.policy.allows.get(*at));
            allows.map(|allow| self.stale(allow, code)).collect::<Vec<_>>()
        };
        results.extend(stale(&self.settled.expired, Code::ExpiredAllow));
        results.extend(stale(&self.settled.unmatched, Code::UnmatchedAllow));
        results
    }

    fn finding(&self, demand: &Demand, judged: &Judged, state: State) -> Checked {
        let allow = match state {
            State::Allowed(at) => self.policy.allows.get(at),
            State::Kept | State::Found => None,
        };
        let reading = judged.reading.filter(|reading| !reading.is_empty());
        let finding = Finding {
            code: demand.code(judged.outcome).name(),
            severity: if allow.is_some() { Level::Note } else { level(demand, judged.outcome) }.as_str(),
            message: worked(&said(demand, judged, self.dataset)),
            place: Some(PlaceOf::new(&demand.place, "")),
            related: None,
            help: None,
            allowed: allow.map(|allow| allow.reason.clone()),
        };
        let source =
            if demand.source.is_empty() { String::new() } else { format!("source: {}", demand.source) };
        let note = [demand.note.clone(), source].into_iter().filter(|text| !text.is_empty());
        Checked {
            finding,
            policy: self.policy.id.clone(),
            limit: demand.name.clone(),
            metric: Some(demand.path.to_string()),
            mineral: judged.mineral.as_ref().map(ToString::to_string),
            stage: judged.stage.or(only(demand.view.stage)).map(Stage::as_str),
            product: judged.product.clone(),
            found: reading.map(Into::into),
            net_exporter: judged.net_exporter,
            min: demand.bounds.min,
            max: demand.bounds.max,
            country: judged.country.map(|country| country.to_string()),
            source: judged.source.clone(),
            consumer: demand.view.consumer.as_ref().map(|consumer| consumer.id.to_string()),
            scenario: demand.view.scenario.as_ref().map(|(_, id)| id.to_string()),
            year: demand.view.year.map(Year::get),
            until: allow.and_then(|allow| allow.until).map(|day| day.to_string()),
            note: note.collect::<Vec<_>>().join("; "),
        }
    }

    /// An exception that is none.
    fn stale(&self, allow: &Allow, code: Code) -> Checked {
        let minerals = allow.minerals.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let what = allow.path.map(|path| path.to_string()).or(allow.code.map(|code| code.to_string()));
        let what = what.unwrap_or_default();
        let until = allow.until.map(|day| day.to_string());
        let (message, help) = if code == Code::ExpiredAllow {
            let until = until.clone().unwrap_or_default();
            (
                format!("{minerals}: the exception for `{what}` ended on {until}"),
                "decide anew: keep the limit, or give the exception another day and a reason that holds",
            )
        } else {
            (
                format!("{minerals}: the exception for `{what}` matches nothing that breaks the policy"),
                "take it out: what it allowed no longer happens; or mend its keys",
            )
        };
        Checked {
            finding: Finding {
                code: code.name(),
                severity: Level::Error.as_str(),
                message,
                place: Some(PlaceOf::new(&allow.place, "")),
                related: None,
                help: Some(help.to_owned()),
                allowed: None,
            },
            policy: self.policy.id.clone(),
            limit: String::new(),
            metric: allow.path.map(|path| path.to_string()),
            mineral: None,
            stage: allow.stage.map(Stage::as_str),
            product: String::new(),
            found: None,
            net_exporter: false,
            min: None,
            max: None,
            country: None,
            source: String::new(),
            consumer: allow.consumer.clone(),
            scenario: None,
            year: None,
            until,
            note: format!("reason: {}", allow.reason),
        }
    }

    fn summary(&self) -> PolicyOf {
        let mut summary = PolicyOf {
            policy: self.policy.id.clone(),
            name: self.policy.name.clone(),
            stale: self.settled.expired.len() + self.settled.unmatched.len(),
            ..PolicyOf::default()
        };
        for (demand, judged, state) in self.each() {
            let counted = match (state, judged.outcome) {
                (State::Kept, _) => &mut summary.kept,
                (State::Allowed(_), _) => &mut summary.allowed,
                _ if level(demand, judged.outcome) == Level::Note => &mut summary.notes,
                _ if level(demand, judged.outcome) == Level::Warning => &mut summary.warnings,
                (State::Found, Outcome::Undecided) => &mut summary.undecided,
                (State::Found, Outcome::Unknown) => &mut summary.unknown,
                (State::Found, Outcome::Broken | Outcome::Kept) => &mut summary.broken,
            };
            *counted += 1;
        }
        summary
    }

    /// One case for each demand and mineral, also where it is kept, and one for each exception that is none.
    fn suite(&self, fails: &dyn Fn(&Finding) -> bool) -> Suite {
        let case = |(demand, judged, state): (&Demand, &Judged, State)| {
            let finding = (state != State::Kept).then(|| self.finding(demand, judged, state).finding);
            let fails = finding.as_ref().is_some_and(fails);
            Case { name: held(demand, judged), finding, fails }
        };
        let mut cases: Vec<Case> = self.each().map(case).collect();
        let stale = self.results().into_iter().filter(|checked| {
            [Code::ExpiredAllow, Code::UnmatchedAllow].iter().any(|code| checked.finding.code == code.name())
        });
        cases.extend(stale.map(|checked| Case {
            name: checked.finding.message.clone(),
            fails: fails(&checked.finding),
            finding: Some(checked.finding),
        }));
        Suite { name: self.policy.id.clone(), cases }
    }
}

fn level(demand: &Demand, outcome: Outcome) -> Level {
    match outcome {
        Outcome::Undecided => demand.undecided,
        Outcome::Unknown => demand.unknown,
        Outcome::Broken | Outcome::Kept => demand.severity,
    }
}

fn only(stage: StageChoice) -> Option<Stage> {
    match stage {
        StageChoice::One(stage) => Some(stage),
        StageChoice::Worst => None,
    }
}
