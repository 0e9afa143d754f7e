//! Warnings: what a reader must know beside the numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::Answer;
use super::dependency::{Basis, Dependency};
use super::geopolrisk::NoGeoPolRisk;
use super::mix::Mix;
use super::question::{Question, StageChoice};
use super::reserves::Life;
use super::vintage::Absence;
use super::{Confidence, CountryCode, Dataset, MineralId, Party, Stage};
use crate::diag::Code;

/// One thing to know beside the numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Which kind.
    pub code: Code,
    /// About which mineral; none where it is about the whole answer.
    pub mineral: Option<MineralId>,
    /// About which stage.
    pub stage: Option<Stage>,
    /// In words.
    pub message: String,
}

/// What must be said beside one mineral's numbers.
pub(crate) fn of_answer(answer: &Answer<'_>, dataset: &Dataset, question: &Question) -> Vec<Warning> {
    let about =
        |code, stage, message| Warning { code, mineral: Some(answer.info.id.clone()), stage, message };
    let mut warnings = Vec::new();
    for supply in &answer.stages {
        warnings.extend(
            of_mix(&supply.mix, dataset).map(|(code, message)| about(code, Some(supply.stage), message)),
        );
        if !supply.lapsed.is_empty() {
            let who = names(dataset, supply.lapsed.iter().filter_map(|row| row.party.country()));
            let year = supply.year;
            let message =
                format!("{who} had output before {year} and has no row of {year}: it counts as nothing");
            warnings.push(about(Code::YearGap, Some(supply.stage), message));
        }
        let ungoverned = supply.ungoverned();
        if supply.mix.obstacle.is_none() && !ungoverned.is_empty() {
            let who = names(dataset, ungoverned.into_iter());
            let message = format!("no governance estimate for {who}: `hhi_wgi` has bounds and no value");
            warnings.push(about(Code::NoGovernance, Some(supply.stage), message));
        }
    }
    for (stage, absence) in &answer.absent {
        warnings.extend(absence.reason().map(|reason| about(code_of(*absence), Some(*stage), reason)));
    }
    if let Some((absence, reason)) = answer.reserves_absent.and_then(|a| Some((a, a.reason()?))) {
        warnings.push(about(code_of(absence), None, format!("no reserves: {reason}")));
    }
    for dependency in &answer.dependency {
        for (what, absence) in &dependency.absent {
            let of = if dependency.product.is_empty() { "" } else { " of " };
            let reason = absence.reason().unwrap_or_default();
            let message = format!("no {what}{of}{}: {reason}", dependency.product);
            warnings.push(about(code_of(*absence), Some(dependency.stage), message));
        }
    }
    for dependency in &answer.dependency {
        warnings.extend(
            of_trade(dependency, dataset).map(|(code, message)| about(code, Some(dependency.stage), message)),
        );
    }
    for risk in &answer.geopolrisk {
        warnings
            .extend(risk.cautions().into_iter().map(|(code, words)| about(code, Some(risk.stage), words)));
        let unstable: Vec<CountryCode> = risk.ungoverned().filter_map(Party::country).collect();
        if !unstable.is_empty() {
            let who = names(dataset, unstable.into_iter());
            let message = format!("no political stability of {who}: GeoPolRisk has bounds and no value");
            warnings.push(about(Code::NoGovernance, Some(risk.stage), message));
        }
    }
    let silent = |reason: &NoGeoPolRisk| *reason == NoGeoPolRisk::NoImports(Absence::NoFigures);
    for (stage, reason) in answer.no_geopolrisk.iter().filter(|(_, reason)| !silent(reason)) {
        warnings.push(about(Code::NoData, Some(*stage), format!("no GeoPolRisk: {}", reason.reason())));
    }
    for (table, rows) in &answer.stray {
        let message = format!(
            "{rows} rows of `{table}` are of another publisher than the one whose figures this mix takes: not used"
        );
        warnings.push(about(Code::SetAside, None, message));
    }
    warnings.extend(no_data(answer, question).map(|message| about(Code::NoData, None, message)));
    warnings.extend(vintages(answer, question).map(|message| about(Code::MixedVintage, None, message)));
    warnings
}

fn of_mix(mix: &Mix<'_>, dataset: &Dataset) -> impl Iterator<Item = (Code, String)> {
    let no_shares =
        mix.obstacle.map(|o| (Code::NoConcentration, format!("no concentration: {}", o.reason())));
    let missing = (mix.obstacle.is_none() && !mix.missing.is_empty()).then(|| {
        let who = names(dataset, mix.missing.iter().map(|m| m.country));
        let message =
            format!("incomplete: what {who} may put out is in no figure here, so there is no upper bound");
        (Code::Incomplete, message)
    });
    let mismatch = mix.mismatch.zip(mix.published).map(|(beyond, published)| {
        let total = published.reading.value().unwrap_or_default();
        let (unit, rows) = (mix.unit, total - beyond);
        let message = format!("the rows add up to {rows} {unit} and the published total is {total} {unit}");
        (Code::TotalMismatch, message)
    });
    no_shares.into_iter().chain(missing).chain(mismatch)
}

/// What must be said of shares that come from trade.
fn of_trade<'a>(
    dependency: &'a Dependency<'_>,
    dataset: &'a Dataset,
) -> impl Iterator<Item = (Code, String)> + 'a {
    let basket =
        matches!(dependency.basis, Basis::Trade(Confidence::Basket) | Basis::Quantities(Confidence::Basket));
    let basket = basket.then(|| {
        let message = "the codes of its trade hold other minerals too, and its own part is not known";
        (Code::BasketCode, message.to_owned())
    });
    let quantities = matches!(dependency.basis, Basis::Quantities(_)).then(|| {
        let message = "no import has a value: the shares are by quantity";
        (Code::NoValue, message.to_owned())
    });
    let top = dependency.top_source().map(|(country, _)| country);
    let other = dependency.intra.and_then(|i| i.top).filter(|(country, _)| Some(*country) != top);
    let intra = other.map(|(country, share)| {
        let who = names(dataset, std::iter::once(country));
        let message = format!(
            "trade between the members is left out: with it {who} would be the largest source, with {:.1} % of imports",
            share.get() * 100.0
        );
        (Code::IntraTrade, message)
    });
    basket.into_iter().chain(quantities).chain(intra)
}

fn code_of(absence: Absence) -> Code {
    match absence {
        Absence::OnlyLater(_) => Code::YearTooEarly,
        Absence::TooOld(_) => Code::YearTooOld,
        Absence::NoFigures | Absence::OnlyProjected(_) => Code::NoData,
    }
}

/// That there is nothing to say, and where to look instead.
fn no_data(answer: &Answer<'_>, question: &Question) -> Option<String> {
    let elsewhere =
        if answer.info.note.is_empty() { String::new() } else { format!(": {}", answer.info.note) };
    if answer.stages.is_empty()
        && answer.absent.is_empty()
        && answer.dependency.is_empty()
        && answer.eu.is_none()
    {
        let at = match question.stage {
            StageChoice::Worst => String::new(),
            StageChoice::One(stage) => format!(" at the stage `{stage}`"),
        };
        return Some(format!("the tables hold no output of it{at}{elsewhere}"));
    }
    let consumer = question.consumer.as_ref().filter(|_| answer.dependency.is_empty())?;
    Some(format!("no reliance, no import sources and no trade of {}", consumer.name))
}

/// Years that differ among the numbers of one mineral.
fn vintages(answer: &Answer<'_>, question: &Question) -> Option<String> {
    let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut say = |kind, year: String| told.entry(kind).or_default().insert(year);
    if question.consumer.is_some() && question.method.of_consumer {
        for dependency in &answer.dependency {
            let year = dependency.reliance.as_ref().and_then(|r| r.year);
            if let Some((year, period)) = year.zip(dependency.period) {
                say("reliance", year.to_string());
                say("import shares", period.to_string());
            }
        }
    }
    for supply in &answer.stages {
        say(
            if supply.stage == Stage::Mine { "mine output" } else { "refinery output" },
            supply.year.to_string(),
        );
    }
    if let Some(reserves) = answer.reserves.as_ref().filter(|r| matches!(r.life, Life::Years(_))) {
        say("reserves", reserves.year.to_string());
    }
    let years: BTreeSet<&String> = told.values().flatten().collect();
    if years.len() < 2 {
        return None;
    }
    let told: Vec<String> = told
        .iter()
        .map(|(kind, years)| format!("{kind} of {}", years.iter().cloned().collect::<Vec<_>>().join(", ")))
        .collect();
    Some(format!("not of one year: {}", told.join("; ")))
}

/// Years that differ between the minerals of one answer sheet.
pub(crate) fn of_vintage(answers: &[Answer<'_>], question: &Question) -> Option<Warning> {
    if question.method.is_eu() {
        return None; // one edition of one study
    }
    let mut years: BTreeMap<u16, usize> = BTreeMap::new();
    for answer in answers {
        let of_consumer = question.method.of_consumer;
        let year = if of_consumer {
            answer.dependency.first().and_then(|d| d.reliance.as_ref()?.year)
        } else {
            answer.headline_supply().map(|s| s.year)
        };
        if let Some(year) = year {
            *years.entry(year.get()).or_default() += 1;
        }
    }
    if years.len() < 2 {
        return None;
    }
    let counted: Vec<String> = years.iter().map(|(year, n)| format!("{year} ({n} minerals)")).collect();
    let message = format!("the minerals compared are not of one year: {}", counted.join(", "));
    Some(Warning { code: Code::MixedVintage, mineral: None, stage: None, message })
}

fn names(dataset: &Dataset, countries: impl Iterator<Item = CountryCode>) -> String {
    let names: Vec<String> = countries
        .map(|c| dataset.countries.get(&c).map_or_else(|| c.to_string(), |country| country.name.clone()))
        .collect();
    names.join(", ")
}
