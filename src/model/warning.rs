//! Warnings: what a reader must know beside the numbers.

use std::collections::BTreeMap;

use super::answer::Answer;
use super::question::Question;
use super::vintage::Absence;
use super::{CountryCode, Dataset, MineralId, Stage};
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
        let stage = Some(supply.stage);
        let mix = &supply.mix;
        if let Some(obstacle) = mix.obstacle {
            warnings.push(about(
                Code::NoConcentration,
                stage,
                format!("no concentration: {}", obstacle.reason()),
            ));
            continue;
        }
        if !mix.missing.is_empty() {
            let who = names(dataset, mix.missing.iter().map(|(country, _)| *country));
            let message = format!(
                "incomplete: {who} has output that no figure here contains, so there is no upper bound"
            );
            warnings.push(about(Code::Incomplete, stage, message));
        }
        let ungoverned: Vec<_> = mix
            .suppliers
            .iter()
            .map(|s| s.country)
            .filter(|country| supply.governance().of(*country).is_none())
            .collect();
        if !ungoverned.is_empty() && question.method.metric == "stages.hhi_wgi" {
            let who = names(dataset, ungoverned.into_iter());
            warnings.push(about(
                Code::NoGovernance,
                stage,
                format!("no governance estimate for {who}: bounds only"),
            ));
        }
    }
    for (stage, absence) in &answer.absent {
        let message = match absence {
            Absence::TooOld(year) => format!("the newest figure is of {year}, more than five years before"),
            Absence::OnlyLater(year) => format!("the first figure is of {year}"),
            Absence::NoFigures => continue,
        };
        warnings.push(about(Code::YearTooOld, Some(*stage), message));
    }
    if answer.stages.is_empty() && answer.absent.is_empty() && answer.dependency.is_empty() {
        let asked = question.stage.as_str();
        let at = if asked == "worst" { String::new() } else { format!(" at the stage `{asked}`") };
        warnings.push(about(Code::NoData, None, format!("the tables hold no output of it{at}")));
    } else if answer.dependency.is_empty()
        && let Some(consumer) = question.consumer
    {
        let who = names(dataset, std::iter::once(consumer));
        warnings.push(about(
            Code::NoData,
            None,
            format!("no reliance or import sources of {who} in the tables"),
        ));
    }
    warnings
}

/// Years that differ between the numbers of one answer sheet.
pub(crate) fn of_vintage(answers: &[Answer<'_>], question: &Question) -> Option<Warning> {
    let mut kinds: [(&str, BTreeMap<String, usize>); 2] =
        [("", BTreeMap::new()), ("import shares", BTreeMap::new())];
    let [(first, years), (_, periods)] = &mut kinds;
    if question.consumer.is_some() {
        *first = "reliance";
        for dependency in answers.iter().flat_map(|a| &a.dependency) {
            if let Some(row) = dependency.reliance {
                *years.entry(row.year.to_string()).or_default() += 1;
            }
            if let Some(period) = dependency.period() {
                *periods.entry(period.to_string()).or_default() += 1;
            }
        }
    } else {
        *first = "supply";
        for supply in answers.iter().flat_map(|a| &a.stages) {
            *years.entry(supply.year.to_string()).or_default() += 1;
        }
    }
    if years.len() + periods.len() < 2 {
        return None;
    }
    let told: Vec<String> = kinds
        .iter()
        .filter(|(_, years)| !years.is_empty())
        .map(|(kind, years)| {
            let counted = |(year, n): (&String, &usize)| {
                if years.len() > 1 { format!("{year} ({n})") } else { year.clone() }
            };
            format!("{kind} of {}", years.iter().map(counted).collect::<Vec<_>>().join(", "))
        })
        .collect();
    let message = format!("the figures are not of one year: {}", told.join("; "));
    Some(Warning { code: Code::MixedVintage, mineral: None, stage: None, message })
}

fn names(dataset: &Dataset, countries: impl Iterator<Item = CountryCode>) -> String {
    let names: Vec<String> = countries
        .map(|c| dataset.countries.get(&c).map_or_else(|| c.to_string(), |country| country.name.clone()))
        .collect();
    names.join(", ")
}
