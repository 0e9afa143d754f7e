//! Which figures a dependency is made of: published shares in imports, else a study of the consumer's
//! sourcing, else trade. One mix, one source.

use std::sync::Arc;

use super::Dependency;
use super::loss::lost;
use super::published::published;
use super::sourcing::sourcing;
use super::trade::{Trading, trade};
use crate::model::governance::Governance;
use crate::model::index::{Rows, at};
use crate::model::{Consumer, Dataset, MineralInfo, Stage, Supply, Year};

/// All that the tables say of one consumer and mineral, a dependency for each stage and product.
#[must_use]
pub fn dependencies<'a>(
    dataset: &'a Dataset,
    rows: &Rows<'a>,
    info: &'a MineralInfo,
    consumer: &Arc<Consumer>,
    asked: Option<Year>,
    governance: &'a Governance<'a>,
) -> Vec<Dependency<'a>> {
    let of_stage = |stage: Stage| {
        let id = &info.id;
        let tables = (at(&rows.reliance, id, stage), at(&rows.import_sources, id, stage));
        let found = published(consumer, info, stage, tables, asked);
        if !found.is_empty() {
            return found;
        }
        let tables = (at(&rows.supply_shares, id, stage), dataset.parameters.as_slice());
        if let Some(found) = sourcing(consumer, info, stage, tables, asked) {
            return vec![found];
        }
        let trading = Trading { consumer, stage, rows: at(&rows.trade, id, stage), codes: &rows.codes };
        let output =
            |year| Supply::select(info, stage, at(&rows.production, id, stage), Some(year), governance);
        trade(&trading, asked, output).into_iter().collect()
    };
    let with_losses = |d: Dependency<'a>| Dependency { lost: lost(dataset, info, &d), ..d };
    Stage::ALL.into_iter().flat_map(of_stage).map(with_losses).collect()
}
