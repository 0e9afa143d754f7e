//! The European Commission's Study on the critical raw materials for the EU, 2023: shares in the supply of
//! the world and of the Union with the trade factor, parameters, scores over time, and uses.
//!
//! Materials and countries are looked up in the reference tables; what the study calls otherwise in one
//! of its tables, and what it prints in a wrong place, stands in `slips`.

mod divisions;
mod kind;
mod parameters;
mod scores;
mod shares;
mod slips;
mod uses;

use self::kind::Kind;
use self::scores::Scores;
use super::file::{Line, rows};
use super::files::{self, File};
use super::rows::Rows;
use super::{Account, Fate, Imported, Publication};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{Names, Table};
use crate::model::{MineralId, Stage};

/// The edition of the study, and of its scores.
const EDITION: &str = "2023";

/// A reader's answer about one row.
type Taken = Result<Fate, Box<Diagnostic>>;

/// Our tables as they come together.
struct Tables<'n> {
    names: &'n Names,
    shares: Rows,
    parameters: Rows,
    published: Rows,
    uses: Rows,
    scores: Scores,
}

/// Reads the study's tables. Those of figures belong together: a score of 2023 stands in two of them.
///
/// # Errors
/// Every row that no rule fits.
pub fn import(publications: &[Publication<'_>], names: &Names) -> Result<Imported, Vec<Diagnostic>> {
    let mut files = files::sort(publications, kind::of, kind::unknown)?;
    files.sort_by_key(|file| file.kind); // scores before parameters
    complete(&files)?;
    let mut tables = Tables {
        names,
        shares: Rows::of(Table::SupplyShares, 5),
        parameters: Rows::of(Table::Parameters, 5),
        published: Rows::of(Table::PublishedScores, 6),
        uses: Rows::of(Table::EndUses, 7),
        scores: Scores::default(),
    };
    let mut imported = Imported::default();
    let mut errors = Vec::new();
    for file in &files {
        let mut account = Account::default();
        for (number, text) in rows(&file.text).skip(1) {
            match tables.take(file, &text, number) {
                Ok(fate) => account.count(&fate),
                Err(error) => errors.push(*error),
            }
        }
        imported.accounts.insert(file.name.to_owned(), account);
    }
    if errors.is_empty() {
        errors.extend(tables.scores.lost());
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    imported.tables = [
        ("end_uses", tables.uses.csv()),
        ("parameters", tables.parameters.csv()),
        ("published_scores", tables.published.csv()),
        ("supply_shares", tables.shares.csv()),
    ]
    .into();
    Ok(imported)
}

/// Every table of figures is there.
fn complete(files: &[File<'_, Kind>]) -> Result<(), Vec<Diagnostic>> {
    let missing: Vec<_> =
        kind::OF_FIGURES.iter().filter(|(kind, _)| files.iter().all(|file| file.kind != *kind)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let error = |(_, what): &(Kind, &str)| {
        let message = format!("the study's table of {what} is not among the files");
        Diagnostic::error(Code::NoData, message).help("give all its tables of one edition")
    };
    Err(missing.into_iter().map(error).collect())
}

impl Tables<'_> {
    fn take(&mut self, file: &File<'_, Kind>, text: &str, number: u32) -> Taken {
        let line = Line::split(text, file.name, number, file.kind.width())?;
        match file.kind {
            Kind::World => self.share(&line, "world", "eu-crm-2023-world"),
            Kind::Union => self.share(&line, "EU27", "eu-crm-2023-eu"),
            Kind::Scores => self.score(&line),
            Kind::Parameters => self.parameter(&line),
            Kind::Uses => self.used_for(&line),
            Kind::Groupings => Ok(Fate::SetAside("a grouping, no figure: families stand in `minerals`")),
        }
    }

    /// The mineral that a cell names.
    fn mineral(&self, line: &Line<'_>) -> Result<MineralId, Box<Diagnostic>> {
        let text = line.get(0);
        let name = slips::MATERIALS.iter().find(|(printed, _)| *printed == text).map_or(text, |(_, id)| id);
        self.names.mineral(name).cloned().ok_or_else(|| {
            let message = format!("unknown material `{}`", quote(text));
            line.fault(0, Code::UnknownMineral, message, "not the id, name or alias of a mineral")
        })
    }
}

/// The stage in a cell: extraction or processing.
fn stage(line: &Line<'_>, index: usize) -> Result<Stage, Box<Diagnostic>> {
    match line.get(index) {
        "E" => Ok(Stage::Mine),
        "P" => Ok(Stage::Refinery),
        other => {
            let message = format!("`{}` is not a stage of the study", quote(other));
            Err(line.fault(index, Code::BadStage, message, "neither `E` nor `P`"))
        }
    }
}

/// An error about a number that cannot be read.
fn no_number(line: &Line<'_>, index: usize, wanted: &str) -> Box<Diagnostic> {
    let message = format!("`{}` is not {wanted}", quote(line.get(index)));
    line.fault(index, Code::BadNumber, message, "not a figure that is known")
}

/// An error about a second row on one thing.
fn twice(line: &Line<'_>, first: u32) -> Box<Diagnostic> {
    let message = format!("`{}` stands in line {first} already", quote(line.get(0)));
    line.fault(0, Code::DuplicateRow, message, "a second row about the same thing")
}
