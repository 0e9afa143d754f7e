//! Families: minerals whose members have figures of their own are one row in a ranking.

use super::answer::{Answer, Headline};
use super::concentration::sum;
use super::question::Question;
use super::ranking::Rank;
use super::{Dataset, MineralInfo, Reading};

/// Puts families in the place of their members, if all minerals are asked for and a method of supply ranks
/// them: how much hangs on one country is a matter of each member alone.
///
/// A family that has figures of its own stands beside its members.
pub(super) fn gather<'a>(answers: &mut Vec<Answer<'a>>, dataset: &'a Dataset, question: &Question) {
    let of_supply = question.method.headline().is_some_and(|m| !m.is_of_consumer());
    if question.members || !question.minerals.is_empty() || !of_supply {
        return;
    }
    for family in dataset.minerals.values() {
        let is_member = |a: &Answer<'_>| a.info.family.as_ref() == Some(&family.id);
        let own = |a: &Answer<'_>| a.info.id == family.id;
        let has_figures = answers.iter().any(|a| own(a) && !(a.stages.is_empty() && a.absent.is_empty()));
        // the study scores families of its own choice
        let unscored = question.method.is_eu() && !answers.iter().any(own);
        if has_figures || unscored || answers.iter().filter(|a| is_member(a)).count() < 2 {
            continue;
        }
        let (members, rest): (Vec<_>, Vec<_>) = std::mem::take(answers).into_iter().partition(is_member);
        let (mut own, rest): (Vec<_>, Vec<_>) = rest.into_iter().partition(own);
        *answers = rest;
        answers.push(together(family, own.pop(), &members));
    }
}

/// The row of a family.
fn together<'a>(family: &'a MineralInfo, own: Option<Answer<'a>>, members: &[Answer<'a>]) -> Answer<'a> {
    let headlines: Vec<Headline> = members.iter().filter_map(|a| a.headline).collect();
    let mut set_aside = Vec::new();
    for (table, rows) in members.iter().flat_map(|a| &a.set_aside) {
        match set_aside.iter_mut().find(|(known, _)| known == table) {
            Some((_, sum)) => *sum += rows,
            None => set_aside.push((*table, *rows)),
        }
    }
    Answer {
        info: family,
        stages: Vec::new(),
        absent: Vec::new(),
        reserves: own.and_then(|a| a.reserves),
        reserves_absent: None,
        set_aside,
        stray: Vec::new(),
        dependency: Vec::new(),
        traced: Vec::new(),
        untraced: Vec::new(),
        geopolrisk: Vec::new(),
        no_geopolrisk: Vec::new(),
        eu: None,
        members: members.iter().map(|a| a.info).collect(),
        headline: mean(&headlines),
    }
}

/// The arithmetic mean of the members' numbers, at the stage of the worst of them.
///
/// Source: European Commission 2023, doi:10.2873/725585 (heavy and light rare earths, platinum group).
fn mean(headlines: &[Headline]) -> Option<Headline> {
    let worst = headlines.iter().min_by_key(|h| Rank::of_headline(h))?;
    let count = headlines.iter().map(|_| 1.0).sum::<f64>();
    let end = |of: fn(Reading) -> Option<f64>| {
        let all: Option<Vec<f64>> = headlines.iter().map(|h| of(h.reading)).collect();
        all.map(|all| sum(all) / count)
    };
    let value = end(Reading::value);
    let low = end(|r| r.low().or(r.value()));
    let high = end(|r| r.high().or(r.value()));
    let open = headlines.iter().any(|h| h.reading.high().is_none() && h.reading.low().is_some());
    let bounded = |h: &Headline| h.reading.low().is_some() || h.reading.high().is_some();
    let (low, high) =
        if headlines.iter().any(bounded) { (low, high.filter(|_| !open)) } else { (None, None) };
    Some(Headline { reading: Reading::new(value, low, high), lacks_parameter: value.is_none(), ..*worst })
}
