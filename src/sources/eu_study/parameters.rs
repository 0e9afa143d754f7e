//! Parameters of this edition to `parameters`, and its scores with stage and scope to `published_scores`.

use super::shares::fraction;
use super::{EDITION, Tables, Taken, no_number, scores, stage, twice};
use crate::diag::{Code, Diagnostic, quote};
use crate::sources::Fate;
use crate::sources::decimal::Decimal;
use crate::sources::file::Line;

const SCOPE: usize = 2;
const SCORES: [(&str, usize); 2] = [("sr", 3), ("ei", 4)];
/// Name, scope, column, and whether the study prints percent.
const PARAMETERS: [(&str, &str, usize, bool); 4] = [
    ("import_reliance", "EU27", 5, true),
    ("eol_rir", "", 6, true),
    ("si_sr", "", 7, false),
    ("si_ei", "", 8, false),
];

impl Tables<'_> {
    /// One material's parameters and scores.
    pub(super) fn parameter(&mut self, line: &Line<'_>) -> Taken {
        let (mineral, stage) = (self.mineral(line)?, stage(line, 1)?);
        let scope = scope(line)?;
        let source = format!("eu-crm-2023-parameters:{}", line.number);
        for (name, of, index, percent) in PARAMETERS {
            if line.get(index).is_empty() {
                continue; // not assessed: there is no such parameter
            }
            let value = parameter(line, index, percent)?;
            let cells = [mineral.as_str(), stage.as_str(), name, of, "", &value, "", EDITION, "", &source];
            let taken = self.parameters.insert(line.number, cells.map(str::to_owned).into());
            taken.map_err(|first| twice(line, first))?;
        }
        let elsewhere = self.scores.take(&mineral);
        for ((name, index), other) in SCORES.into_iter().zip(elsewhere.map_or([None, None], |e| e.map(Some)))
        {
            let value = scores::read(line, index)?;
            let note = match other {
                Some(other) if other != value => format!("{other} in the table of scores over time"),
                _ => String::new(),
            };
            let cells = [
                scores::SCHEME,
                EDITION,
                mineral.as_str(),
                stage.as_str(),
                scope,
                name,
                &value,
                &note,
                &source,
            ];
            let taken = self.published.insert(line.number, cells.map(str::to_owned).into());
            taken.map_err(|first| twice(line, first))?;
        }
        Ok(Fate::Used)
    }
}

/// From whose supply the score was made: the world's, the Union's, or both.
fn scope(line: &Line<'_>) -> Result<&'static str, Box<Diagnostic>> {
    match line.get(SCOPE) {
        "GSonly" => Ok("GS"),
        "EUonly" => Ok("EU"),
        "GS+EU" => Ok("GS+EU"),
        other => {
            let message = format!("`{}` is not a scope of the study", quote(other));
            Err(line.fault(SCOPE, Code::UnknownLabel, message, "none of `GSonly`, `EUonly`, `GS+EU`"))
        }
    }
}

/// A parameter from 0 to 1.
fn parameter(line: &Line<'_>, index: usize, percent: bool) -> Result<String, Box<Diagnostic>> {
    let text = line.get(index);
    let value = if percent {
        fraction(text)
    } else {
        let index = Decimal::parse(text).filter(|index| index.approximate() <= 1.0);
        index.map(|index| index.to_string())
    };
    value.ok_or_else(|| no_number(line, index, if percent { "a percentage" } else { "an index from 0 to 1" }))
}
