//! Alternatives: the supply mixes of other publishers than the mineral's, beside its own and never merged.

use std::collections::BTreeSet;

use super::governance::Governance;
use super::select::{edition_is_of, is_of};
use super::{Answer, Dataset, MineralInfo, Origin, Question, Scope, Stage, Supply};

/// The publishers whose figures some mineral takes, by name.
#[must_use]
pub fn publishers(dataset: &Dataset) -> BTreeSet<&str> {
    let all = dataset.minerals.values().flat_map(|info| info.publisher.values());
    all.map(String::as_str).filter(|publisher| !publisher.is_empty()).collect()
}

/// For each stage of the question the mixes of the publishers that the answer does not take, by stage and
/// publisher; of one that gives quantities and shares, the quantities.
#[must_use]
pub fn alternatives<'a>(
    answer: &Answer<'a>,
    dataset: &'a Dataset,
    question: &Question,
    governance: &'a Governance<'a>,
) -> Vec<Supply<'a>> {
    let stages = Stage::ALL.into_iter().filter(|stage| question.stage.takes(*stage));
    let pairs = stages.flat_map(|stage| publishers(dataset).into_iter().map(move |p| (stage, p)));
    let other = |(stage, publisher): &(Stage, &str)| {
        let own = answer.stages.iter().find(|s| s.stage == *stage);
        own.is_none_or(|s| !s.source.split('+').any(|edition| edition_is_of(edition, publisher)))
    };
    let mix = |(stage, publisher)| of_publisher(answer.info, stage, publisher, dataset, question, governance);
    pairs.filter(other).filter_map(mix).collect()
}

fn of_publisher<'a>(
    info: &'a MineralInfo,
    stage: Stage,
    publisher: &str,
    dataset: &'a Dataset,
    question: &Question,
    governance: &'a Governance<'a>,
) -> Option<Supply<'a>> {
    let its = |origin: &Origin| is_of(origin, publisher);
    let production: Vec<_> = dataset
        .production
        .iter()
        .filter(|r| r.mineral == info.id && r.stage == stage && its(&r.origin))
        .collect();
    let supply = Supply::of_rows(stage, &production, question.year, governance);
    supply.ok().or_else(|| {
        let shares: Vec<_> = dataset
            .supply_shares
            .iter()
            .filter(|r| r.mineral == info.id && r.stage == stage && r.scope == Scope::World && its(&r.origin))
            .collect();
        Supply::of_share_rows(stage, &shares, question.year, governance).ok()
    })
}
