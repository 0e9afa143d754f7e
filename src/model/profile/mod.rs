//! A country or a group in full: what it puts out and holds, how it is governed, what it sells and buys,
//! what it trades with whom, and which reserves no source knows of.

mod flows;
mod part;
mod partnership;
mod standing;

pub use flows::{Counted, Flows, Goods, Partner};
pub use part::Part;
pub use partnership::{Mirror, Partnership, Sum};
pub use standing::Standing;

use super::{Answers, Consumer, Dataset, MineralInfo, Question, Stage};
use standing::Told;

/// A country or a group in full.
#[derive(Debug)]
pub struct Profile<'r> {
    /// Whose.
    pub whose: &'r Consumer,
    /// What it puts out, the largest share first.
    pub output: Vec<Standing<'r>>,
    /// What it holds in the ground, the largest share first.
    pub reserves: Vec<Standing<'r>>,
    /// What it sells and buys.
    pub flows: Flows<'r>,
    /// What it trades with whom.
    pub partners: Vec<Partnership<'r>>,
    /// Minerals of official lists of which the tables hold reserves, but no figure of any member: those on
    /// the most lists first.
    pub unconfirmed: Vec<&'r MineralInfo>,
}

impl<'r> Profile<'r> {
    /// Put together from the answers on all minerals at both stages, which hold the mixes. The question's
    /// stage and year hold for trade and output; partners are those asked for, else the largest.
    #[must_use]
    pub fn new(
        whose: &'r Consumer,
        answers: &'r Answers<'r>,
        dataset: &'r Dataset,
        question: &Question,
        with: &[Consumer],
    ) -> Self {
        let told = Told::of(dataset, whose);
        let (mut output, mut reserves) = (Vec::new(), Vec::new());
        for answer in &answers.answers {
            let its: Vec<Standing<'r>> = standing::output(answer, whose, &told).collect();
            let mined = its.iter().find(|s| s.stage == Stage::Mine);
            reserves.extend(standing::reserves(answer, whose, &told, mined));
            output.extend(its.into_iter().filter(|s| question.stage.takes(s.stage)));
        }
        by_share(&mut output);
        by_share(&mut reserves);
        let flows = Flows::of(dataset, whose, question.stage, question.year);
        let partners =
            if with.is_empty() { partnership::largest(whose, &flows, dataset) } else { with.to_vec() };
        let partners = partners
            .into_iter()
            .map(|partner| Partnership::new(partner, whose, &flows, dataset, question.year))
            .collect();
        let unconfirmed = unconfirmed(whose, dataset);
        Self { whose, output, reserves, flows, partners, unconfirmed }
    }
}

/// The largest share first, those without one last, equals by mineral and stage.
fn by_share(standings: &mut [Standing<'_>]) {
    let share = |s: &Standing<'_>| s.part.share.value().or(s.part.share.low()).unwrap_or(-1.0);
    standings.sort_by(|a, b| {
        (share(b).total_cmp(&share(a)))
            .then_with(|| a.info.id.cmp(&b.info.id))
            .then_with(|| a.stage.cmp(&b.stage))
    });
}

/// Minerals of official lists of which somebody's reserves are published, and no member's, in any year.
fn unconfirmed<'r>(whose: &Consumer, dataset: &'r Dataset) -> Vec<&'r MineralInfo> {
    let figure = |r: &&super::ReserveRow| {
        [r.amount.value, r.amount.low, r.amount.high].into_iter().flatten().any(|q| q > 0.0)
    };
    let (mut held, mut ours) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for row in dataset.reserves.iter().filter(figure) {
        held.insert(&row.mineral);
        if whose.is_member(row.party) {
            ours.insert(&row.mineral);
        }
    }
    let mut minerals: Vec<&MineralInfo> = held
        .difference(&ours)
        .filter_map(|id| dataset.minerals.get(*id))
        .filter(|info| !info.lists.is_empty())
        .collect();
    minerals.sort_by_key(|info| std::cmp::Reverse(info.lists.len())); // stable: equals stay by id
    minerals
}
