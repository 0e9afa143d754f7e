//! The flag `--sector` of `score`: the minerals of a sector, or why there are none.

use std::collections::{BTreeMap, BTreeSet};

use super::exit::Refused;
use crate::diag::{Code, Diagnostic, did_you_mean, quote};
use crate::model::{Dataset, EndUseRow, MineralId, Question, Sector, Split, Unsplit, Warning};

/// Puts the question to the minerals that the sector uses; those named that it has no share of are left out,
/// and told.
pub(super) fn narrow(
    text: &str,
    question: &mut Question,
    dataset: &Dataset,
) -> anyhow::Result<(Sector, Vec<Warning>)> {
    let refuse = |diagnostic| Err(Refused(vec![diagnostic]).into());
    if dataset.end_uses.is_empty() {
        let help = "give one: a table `end_uses` in `--data`";
        let message = "the tables hold no end uses, so no sector is known";
        return refuse(Diagnostic::error(Code::NoData, message).help(help));
    }
    let sector = Sector::new(text);
    if let Some(unsplit) = Unsplit::named(text) {
        return refuse(not_split(text, unsplit, dataset));
    }
    let of_it = |id: &MineralId| {
        let splits = Split::of_mineral(dataset, id, question.year);
        splits.into_iter().any(|split| split.part(&sector).is_some())
    };
    let used: BTreeSet<&MineralId> = dataset.end_uses.iter().map(|row| &row.mineral).collect();
    let used: BTreeSet<MineralId> = used.into_iter().filter(|id| of_it(id)).cloned().collect();
    if used.is_empty() && !dataset.end_uses.iter().any(|row| sector.takes(row)) {
        return refuse(unknown(text, dataset));
    }
    let named = std::mem::take(&mut question.minerals);
    let (kept, left): (Vec<_>, Vec<_>) = match named.is_empty() {
        true => (used.into_iter().collect(), Vec::new()),
        false => named.into_iter().partition(|id| used.contains(id)),
    };
    if kept.is_empty() {
        let minerals = left.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let of = if left.is_empty() { "in that year".to_owned() } else { format!("of {minerals}") };
        let message = format!("no share {of} in `{}` is published", quote(text));
        let help = "leave the minerals and the year out to see those with a share";
        return refuse(Diagnostic::error(Code::NoSplit, message).help(help));
    }
    question.minerals = kept;
    let warn = |mineral| Warning {
        code: Code::NoSplit,
        mineral: Some(mineral),
        stage: None,
        message: format!("no share of its use in `{}` is published, so it is left out", quote(text)),
    };
    Ok((sector, left.into_iter().map(warn).collect()))
}

/// Nobody publishes it: what holds it among others, and who names a part of it.
fn not_split(text: &str, unsplit: &Unsplit, dataset: &Dataset) -> Diagnostic {
    let message = format!("no share is published for `{}`: {}", quote(text), unsplit.reason);
    let nearest: Vec<String> = unsplit.nace.iter().map(|code| format!("`--sector {code}`")).collect();
    let mut help = format!("the nearest that is published: {}", nearest.join(", "));
    let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in dataset.end_uses.iter().filter(|row| unsplit.is_in(row)) {
        let name = if row.application.is_empty() { &*row.sector } else { &row.application };
        parts.entry(name).or_default().insert(row.mineral.as_str());
    }
    if !parts.is_empty() {
        let of = |(name, minerals): (&str, BTreeSet<&str>)| {
            format!("`{}` ({})", quote(name), minerals.into_iter().collect::<Vec<_>>().join(", "))
        };
        let parts: Vec<String> = parts.into_iter().map(of).collect();
        help = format!(
            "{help}\nsome studies name a part of it: {}; `minerals show MINERAL` has these shares",
            parts.join(", ")
        );
    }
    Diagnostic::error(Code::NoSplit, message).help(help)
}

/// No row has this name: the nearest that one has, and the sectors that there are.
fn unknown(text: &str, dataset: &Dataset) -> Diagnostic {
    let texts = |row: &'_ EndUseRow| [row.sector.to_string(), row.application.clone(), row.nace.to_string()];
    let mut names: BTreeSet<String> = dataset.end_uses.iter().flat_map(texts).collect();
    let split = |name: &String| name.split_whitespace().map(word).collect::<Vec<_>>();
    let single: Vec<String> = names.iter().flat_map(split).collect();
    names.extend(single);
    let known = names.iter().map(String::as_str).chain(Sector::known().map(|name: &str| name));
    let near = did_you_mean(text, known);
    let sectors: BTreeSet<(&str, &str)> =
        dataset.end_uses.iter().map(|row| (&*row.nace, &*row.sector)).collect();
    let line = |(nace, name): (&str, &str)| format!("\n  {}", format!("{nace:<4}{name}").trim_end());
    let list: String = sectors.into_iter().map(line).collect();
    let meant = near.map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
    let help = format!("{meant}name a sector by words of it, an application, or a NACE code:{list}");
    Diagnostic::error(Code::UnknownSector, format!("unknown sector `{}`", quote(text))).help(help)
}

/// A word less the signs around it.
fn word(text: &str) -> String {
    text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}
