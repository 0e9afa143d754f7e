//! The EU's view: supply risk and economic importance beside what the study printed.

use std::collections::BTreeMap;

use super::{Laid, Scores, bounded, rank, share, sorted};
use crate::model::Measure;
use crate::output::{EuImportance, EuRisk, Likely};
use crate::render::document::Column;
use crate::render::number::plain;

/// Metrics whose columns are always there.
const ALWAYS: &[&str] = &["eu_sr", "eu_ei"];

pub(super) fn lay(scores: &Scores<'_>) -> Laid {
    let sort = scores.sort().filter(|m| !ALWAYS.contains(&m.path));
    let results = &scores.answer.results;
    let union = results.iter().any(|r| r.eu_ei.is_some());
    let mut columns = vec![
        Column::number("#"),
        Column::text("Mineral"),
        Column::text("Stage"),
        Column::text("Scope").optional(3),
        Column::number("SR"),
    ];
    if union {
        columns.extend([
            Column::number("Published"),
            Column::number("Difference").optional(2),
            Column::number("EI"),
            Column::number("Published EI").optional(1),
        ]);
    }
    columns.extend([
        Column::number("IR %").optional(5),
        Column::number("EoL-RIR %").optional(4),
        Column::text("Band").optional(6),
    ]);
    columns.extend(sort.map(sorted::column));
    let mut rows = Vec::new();
    for (i, r) in results.iter().enumerate() {
        let Some(risk) = &r.eu_sr else { continue };
        let mut row = vec![rank(i, r, scores.sort()), r.name.clone()];
        let number = bounded(Some(&risk.reading), Measure::Weighted);
        let number = if risk.net_exporter { "net exporter".to_owned() } else { number };
        row.extend([risk.stage.to_owned(), risk.scope.to_owned(), number]);
        if union {
            row.extend(beside(risk, r.eu_ei.as_ref()));
        }
        row.extend([
            bounded(risk.import_reliance.as_ref(), Measure::Share),
            share(risk.eol_rir),
            risk.band.unwrap_or_default().to_owned(),
        ]);
        row.extend(sort.map(|m| sorted::cell(r, m)));
        rows.push(row);
    }
    Laid { columns, rows }
}

/// What the study printed, and its economic importance.
fn beside(risk: &EuRisk, importance: Option<&EuImportance>) -> [String; 4] {
    [
        printed(risk.published),
        risk.difference.map(signed).unwrap_or_default(),
        bounded(importance.map(|ei| &ei.reading), Measure::Weighted),
        printed(importance.and_then(|ei| ei.published)),
    ]
}

/// A score has one decimal in print, seldom two.
fn printed(score: Option<f64>) -> String {
    let text = |x: f64| {
        let tenths = format!("{x:.1}");
        if tenths.parse() == Ok(x) { tenths } else { x.to_string() }
    };
    score.map(text).unwrap_or_default()
}

fn signed(difference: f64) -> String {
    let text = plain(difference, Measure::Weighted);
    let zero = text.trim_start_matches('-').chars().all(|c| matches!(c, '0' | '.'));
    if zero { "0.00".to_owned() } else { format!("{}{text}", if difference > 0.0 { "+" } else { "" }) }
}

/// What the columns mean, and each difference that is more than rounding with its likely cause.
pub(super) fn notes(scores: &Scores<'_>, rows: &[Vec<String>]) -> Vec<String> {
    let results = &scores.answer.results;
    let risks = || results.iter().filter_map(|r| Some((r, r.eu_sr.as_ref()?)));
    let mut notes = vec![
        "SR supply risk, EI economic importance; GS world supply, EU the consumer's own; the list's thresholds are 1.0 \
         and 2.8"
            .to_owned(),
    ];
    if rows.iter().flatten().any(|cell| cell.contains('–')) {
        notes.push(
            "a–b: between these, as far as what is unknown leaves it open; the high end ranks".to_owned(),
        );
    }
    if risks().any(|(_, risk)| risk.outside_guidelines) {
        notes.push("outside the guidelines, which are made for the EU".to_owned());
    }
    let lacking = risks()
        .filter(|(_, risk)| !risk.lacks.is_empty())
        .map(|(r, risk)| (risk.lacks.join(", "), r.mineral.clone()));
    notes.extend(by_cause(lacking).map(|(what, who)| format!("bounds only, without {what}: {who}")));
    let of_risk =
        risks().filter_map(|(r, risk)| told(&r.mineral, risk.difference, risk.likely_cause.as_ref()));
    notes.extend(differences("SR", of_risk));
    let importances = results.iter().filter_map(|r| Some((r, r.eu_ei.as_ref()?)));
    let of_importance =
        importances.filter_map(|(r, ei)| told(&r.mineral, ei.difference, ei.likely_cause.as_ref()));
    notes.extend(differences("EI", of_importance));
    notes
}

/// A mineral with its difference, and why.
fn told(mineral: &str, difference: Option<f64>, likely: Option<&Likely>) -> Option<(String, String)> {
    let likely = likely?;
    let why = format!("{}: {}", likely.term, likely.cause);
    Some((why, format!("{mineral} {}", signed(difference?))))
}

/// Those who differ for one cause in one line.
fn differences(what: &str, told: impl Iterator<Item = (String, String)>) -> impl Iterator<Item = String> {
    by_cause(told).map(move |(why, who)| format!("{what} differs ({why}): {who}"))
}

/// Each cause with all whom it is the cause of.
fn by_cause(told: impl Iterator<Item = (String, String)>) -> impl Iterator<Item = (String, String)> {
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (cause, who) in told {
        by.entry(cause).or_default().push(who);
    }
    by.into_iter().map(|(cause, who)| (cause, who.join(", ")))
}
