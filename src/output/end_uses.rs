//! End uses, as `show` lists them and as `score --sector` adds them up.

use serde::Serialize;

use super::supply::{place, source};
use super::{Bounded, Score};
use crate::model::{Answer, Dataset, EndUseRow, Question, Sector, Split, Unsplit, Year, newest_year};

/// The part of a mineral's use that goes into one application.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct EndUse {
    /// The sector.
    pub sector: String,
    /// The application; absent where it is the whole sector.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub application: String,
    /// The sector's NACE code, where the source has one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub nace: String,
    /// What its share is of.
    #[serde(flatten)]
    pub of: Whole,
    /// How the source vouches for it.
    pub status: &'static str,
    /// A few words without which the number cannot be understood.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Where it stands, as `file:line`.
    pub place: String,
    /// Publisher, with the line of its own file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// A share, and the use that it is a share of.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Whole {
    /// The share, 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
    /// No lower than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// No higher than this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// In whose use of the mineral: `world`, a country or a group.
    pub region: String,
    /// Of which years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<String>,
    /// Year of the study, where it does not state of which years before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<u16>,
    /// Years from the last of them, else from the study, to the newest year of the tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<u16>,
}

/// What a sector uses of a mineral: the shares of all its applications, of one publisher and region.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SectorShare {
    /// The sectors and applications that the name asked for takes.
    pub names: Vec<String>,
    /// Their NACE codes, where the source has them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub nace: Vec<String>,
    /// What the share is of.
    #[serde(flatten)]
    pub of: Whole,
    /// Publisher's edition.
    pub source: String,
    /// A few words without which the number cannot be understood.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Where the shares stand, as `file:line`.
    pub places: Vec<String>,
    /// Publishers, with the lines of their own files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

/// All end uses of a mineral, the world's first, of each publisher and region the largest first; and the
/// sectors that people ask about for which there is none.
pub(super) fn end_uses(
    answer: &Answer<'_>,
    dataset: &Dataset,
    question: &Question,
) -> (Vec<EndUse>, Vec<&'static str>) {
    if dataset.end_uses.is_empty() {
        return Default::default(); // nothing was asked of tables that hold none
    }
    let now = newest_year(dataset, question.year);
    let splits = Split::of_mineral(dataset, &answer.info.id, question.year);
    let named = |unsplit: &&Unsplit| !splits.iter().flat_map(|s| &s.rows).any(|row| unsplit.is_in(row));
    let without = Unsplit::ALL.iter().filter(named).map(|unsplit| unsplit.name).collect();
    let uses = splits.iter().flat_map(|split| split.rows.iter().map(move |row| one(split, row, now)));
    (uses.collect(), without)
}

fn one(split: &Split<'_>, row: &EndUseRow, now: Option<Year>) -> EndUse {
    let amount = row.share;
    EndUse {
        sector: row.sector.to_string(),
        application: row.application.clone(),
        nace: row.nace.to_string(),
        of: whole(split, Bounded { value: amount.value, low: amount.low, high: amount.high }, now),
        status: amount.status.as_str(),
        note: row.note.clone(),
        place: place(&row.origin),
        source: source(&row.origin),
    }
}

fn whole(split: &Split<'_>, share: Bounded, now: Option<Year>) -> Whole {
    Whole {
        share: share.value,
        low: share.low,
        high: share.high,
        region: split.region.to_string(),
        period: split.period.map(|p| p.to_string()),
        before: split.edition().map(Year::get),
        age: split.age(now),
    }
}

impl Score {
    /// The same with what a sector uses of the mineral: the consumer's own use first, then the world's.
    #[must_use]
    pub fn in_sector(
        self,
        sector: &Sector,
        dataset: &Dataset,
        question: &Question,
        answer: &Answer<'_>,
    ) -> Self {
        let now = newest_year(dataset, question.year);
        let splits = Split::of_mineral(dataset, &answer.info.id, question.year);
        let mut parts: Vec<Split<'_>> = splits.into_iter().filter_map(|s| s.part(sector)).collect();
        let is_consumers = |s: &Split<'_>| question.consumer.as_ref().is_some_and(|c| s.region.is_of(&c.id));
        parts.sort_by_key(|split| !is_consumers(split));
        let mut shares = parts.iter().map(|part| SectorShare::new(part, now));
        Self { sector: shares.next(), other_sectors: shares.collect(), ..self }
    }
}

impl SectorShare {
    fn new(part: &Split<'_>, now: Option<Year>) -> Self {
        let mut notes = distinct(part, |row| row.note.clone());
        notes.retain(|note| !note.is_empty());
        let mut nace = distinct(part, |row| row.nace.to_string());
        nace.retain(|code| !code.is_empty());
        let name = |row: &EndUseRow| {
            if row.application.is_empty() { row.sector.to_string() } else { row.application.clone() }
        };
        Self {
            names: distinct(part, name),
            nace,
            of: whole(part, part.share().into(), now),
            source: part.source.to_owned(),
            notes,
            places: part.rows.iter().map(|row| place(&row.origin)).collect(),
            sources: part.rows.iter().filter_map(|row| source(&row.origin)).collect(),
        }
    }
}

/// What the rows say, each once, in their order.
fn distinct(part: &Split<'_>, of: impl Fn(&EndUseRow) -> String) -> Vec<String> {
    let mut all = Vec::new();
    for row in &part.rows {
        let text = of(row);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}
