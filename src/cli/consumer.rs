//! Whom a question is for: the consumer, what the tables say of it, and the trade that it needs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::exit::Refused;
use crate::diag::{Code, Diagnostic};
use crate::load::shipped::ShippedFlow;
use crate::load::{Loaded, whom};
use crate::model::{Also, Consumer, CountryCode, MineralId, Party, Question, Stage, Year};

/// A country or a group by its code, id, name or alias.
pub(super) fn consumer(
    text: &str,
    intra: bool,
    loaded: &Loaded,
    wrong: &mut Vec<Diagnostic>,
) -> Option<Consumer> {
    whom::consumer(text, intra, &loaded.names, &loaded.dataset).map_err(|error| wrong.push(*error)).ok()
}

/// The tables must speak of the consumer at all.
pub(super) fn has_dependency(consumer: &Consumer, loaded: &Loaded) -> anyhow::Result<()> {
    let dataset = &loaded.dataset;
    let known = consumers(loaded);
    let traded = |r: &crate::model::TradeRow| {
        consumer.imports(r.exporter, r.importer) || consumer.exports(r.exporter, r.importer)
    };
    if consumer.only().is_some_and(|country| known.contains(&country))
        || dataset.supply_shares.iter().any(|r| r.scope.is_of(&consumer.id))
        || dataset.trade.iter().any(traded)
    {
        return Ok(());
    }
    let list = known.iter().map(|c| format!("`{c}`")).collect::<Vec<_>>().join(", ");
    let message = format!("the tables hold no import reliance, import sources or trade of `{}`", consumer.id);
    let help = if list.is_empty() {
        "give them: `--reliance FILE --import-sources FILE`, or `--trade FILE`".to_owned()
    } else {
        format!(
            "they hold those of {list}; give others with `--reliance FILE --import-sources FILE`, or `--trade FILE`"
        )
    };
    Err(Refused(vec![Diagnostic::error(Code::NoData, message).help(help)]).into())
}

/// The trade that ships with the program, as far as it is the consumer's and nothing published goes before it.
///
/// What is traced goes through the hands of others, so that all trade of the minerals asked for is needed.
pub(super) fn add_trade(
    consumer: &Consumer,
    (minerals, year): (&[MineralId], Option<Year>),
    also: Also,
    loaded: &mut Loaded,
) {
    let its = |flow: &ShippedFlow<'_>| {
        let (exporter, importer) = (Party::Country(flow.exporter), Party::Country(flow.importer));
        consumer.imports(exporter, importer) || consumer.exports(exporter, importer)
    };
    let covered = if also == Also::default() { published(consumer, loaded) } else { BTreeSet::new() };
    let wanted = |mineral: &MineralId, stage| !covered.contains(&(mineral.clone(), stage));
    loaded.add_newest_shipped_trade(year, wanted, its, |flow| {
        let of_others = also.traced && (minerals.is_empty() || minerals.contains(flow.mineral));
        of_others || consumer.has(flow.exporter) || consumer.has(flow.importer)
    });
}

/// The stages of minerals that somebody publishes the consumer's sources of.
fn published(consumer: &Consumer, loaded: &Loaded) -> BTreeSet<(MineralId, Stage)> {
    let dataset = &loaded.dataset;
    let is = |country| consumer.only() == Some(country);
    let reliance = dataset.reliance.iter().filter(|r| is(r.country)).map(|r| (&r.mineral, r.stage));
    let sources = dataset.import_sources.iter().filter(|r| is(r.importer)).map(|r| (&r.mineral, r.stage));
    let shares = dataset.supply_shares.iter().filter(|r| r.scope.is_of(&consumer.id));
    let all = reliance.chain(sources).chain(shares.map(|r| (&r.mineral, r.stage)));
    all.map(|(mineral, stage)| (mineral.clone(), stage)).collect()
}

/// The one country whose dependency is published, if there is just one.
pub(super) fn only_consumer(question: &Question, loaded: &mut Loaded) -> Option<Arc<Consumer>> {
    let [only]: [CountryCode; 1] = consumers(loaded).try_into().ok()?;
    let name = loaded.dataset.countries.get(&only).map_or(only.as_str(), |c| c.name.as_str());
    let consumer = Consumer::country(only, name);
    add_trade(&consumer, (&question.minerals, question.year), question.also, loaded);
    Some(Arc::new(consumer))
}

/// The countries whose dependency is published, by code.
pub(super) fn consumers(loaded: &Loaded) -> Vec<CountryCode> {
    let dataset = &loaded.dataset;
    let mut codes: Vec<CountryCode> = dataset.reliance.iter().map(|r| r.country).collect();
    codes.extend(dataset.import_sources.iter().map(|r| r.importer));
    codes.sort_unstable();
    codes.dedup();
    codes
}
