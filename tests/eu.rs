//! The EU's study of 2023 reproduced from its published inputs: supply risk, economic importance, the means
//! of families, and every difference that is more than rounding, with its likely cause.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

use minerals::load::{Loaded, Request, Table, load};
use minerals::model::eu::{Band, EuScore, Study, View};
use minerals::model::{MineralId, MineralInfo};

/// The tables that the method needs, as they are compiled in.
fn tables() -> Loaded {
    let needs = vec![
        Table::SupplyShares,
        Table::Parameters,
        Table::PublishedScores,
        Table::EndUses,
        Table::Governance,
    ];
    load(&Request { needs, ..Request::default() }).unwrap()
}

/// Every score for the Union, by id.
fn scores(loaded: &Loaded) -> Vec<EuScore<'_>> {
    let study = Study::new(&loaded.dataset);
    loaded.dataset.minerals.values().filter_map(|info| study.score(info, View::Union)).collect()
}

fn info<'l>(loaded: &'l Loaded, id: &str) -> &'l MineralInfo {
    &loaded.dataset.minerals[&MineralId::new(id).unwrap()]
}

fn score<'l>(loaded: &'l Loaded, id: &str, view: View<'_, 'l>) -> EuScore<'l> {
    Study::new(&loaded.dataset).score(info(loaded, id), view).unwrap()
}

#[test]
fn explore() {
    let loaded = tables();
    for s in scores(&loaded) {
        let r = s.risk().unwrap_or_default();
        println!(
            "{} {} {} ours {:?} {:?} {:?} pub {:?} d {:?} {:?} | ei {:?} pub {:?} d {:?} {:?} {:?}",
            s.info.id,
            s.stage,
            s.sides.as_str(),
            r.value(),
            r.low(),
            r.high(),
            s.published.risk.map(|r| r.value),
            s.risk_difference(),
            s.risk_cause(),
            s.importance(),
            s.published.importance.map(|r| r.value),
            s.importance_difference(),
            s.importance_cause(),
            s.no_importance()
        );
    }
}
