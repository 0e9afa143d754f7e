//! Scores of each edition to `published_scores`. Those of this edition stand with their stage and scope in
//! the table of parameters, and are taken from there.

use std::collections::BTreeMap;

use super::{EDITION, Tables, Taken, no_number, twice};
use crate::diag::{Code, Diagnostic, quote};
use crate::model::MineralId;
use crate::sources::Fate;
use crate::sources::decimal::Decimal;
use crate::sources::file::Line;

/// Whose scheme the scores are of.
pub const SCHEME: &str = "eu-criticality";

/// Editions, and whether they were made by an older method than the guidelines of 2017.
const EDITIONS: [(&str, bool); 5] =
    [("2011", true), ("2014", true), ("2017", false), ("2020", false), (EDITION, false)];

/// No score lies beyond.
const LARGEST: f64 = 10.0;

/// Supply risk and economic importance of this edition, by mineral, as this table has them.
#[derive(Debug, Default)]
pub struct Scores(BTreeMap<MineralId, [String; 2]>);

impl Scores {
    /// The pair of a mineral, once.
    pub fn take(&mut self, mineral: &MineralId) -> Option<[String; 2]> {
        self.0.remove(mineral)
    }

    /// Errors about pairs that no row of the parameters stands for.
    pub fn lost(&self) -> Vec<Diagnostic> {
        let error = |mineral: &MineralId| {
            let message = format!("the scores of `{mineral}`, edition {EDITION}, have no row of parameters");
            Diagnostic::error(Code::NoData, message)
        };
        self.0.keys().map(error).collect()
    }
}

impl Tables<'_> {
    /// One material's two scores of one edition.
    pub(super) fn score(&mut self, line: &Line<'_>) -> Taken {
        let mineral = self.mineral(line)?;
        let (edition, older) = EDITIONS.iter().find(|(year, _)| *year == line.get(1)).ok_or_else(|| {
            let message = format!("`{}` is not an edition of the study", quote(line.get(1)));
            line.fault(1, Code::BadPeriod, message, "not a year that is known")
        })?;
        if [line.get(2), line.get(3)] == ["-", "-"] {
            return Ok(Fate::SetAside("not assessed"));
        }
        let pair = [read(line, 2)?, read(line, 3)?];
        if *edition == EDITION {
            return match self.scores.0.insert(mineral, pair) {
                None => Ok(Fate::SetAside("stands with stage and scope in the table of parameters")),
                Some(_) => Err(twice(line, line.number)),
            };
        }
        let note = if *older { "by the method before 2017" } else { "" };
        for (name, value) in ["sr", "ei"].into_iter().zip(&pair) {
            let source = format!("eu-crm-2023-scores:{}", line.number);
            let cells = [SCHEME, edition, mineral.as_str(), "", "", name, value, note, &source];
            let taken = self.published.insert(line.number, cells.map(str::to_owned).into());
            taken.map_err(|first| twice(line, first))?;
        }
        Ok(Fate::Used)
    }
}

/// A score in a cell.
pub fn read(line: &Line<'_>, index: usize) -> Result<String, Box<Diagnostic>> {
    let score = Decimal::parse(line.get(index)).filter(|score| score.approximate() <= LARGEST);
    score.map(|score| score.to_string()).ok_or_else(|| no_number(line, index, "a score"))
}
