//! The cells of one row as the model's words. What does not fit is an error at its cell.
//!
//! Each reader returns `None` after it has complained, so that a row tells all its errors at once.

use std::ops::Range;
use std::sync::Arc;

use super::faults::Faults;
use super::names::Names;
use super::number;
use super::pool::Pool;
use super::record::{Cell, Record, TableSpec};
use super::source::Source;
use crate::diag::{Code, Diagnostic, Place, did_you_mean, quote};
use crate::model::{CountryCode, MineralId, Origin, Party, Period, Scope, Stage, Unit, Year};

/// A row of a table while it is read.
#[derive(Debug)]
pub struct Row<'r, 'a> {
    /// The file.
    pub source: &'r Source,
    /// The table.
    pub spec: &'r TableSpec,
    /// The cells.
    pub record: &'r Record<'a>,
    /// Names that cells may use.
    pub names: &'r Names,
    /// Texts kept once.
    pub pool: &'r mut Pool,
    /// What is wrong so far.
    pub faults: &'r mut Faults,
}

impl<'r, 'a> Row<'r, 'a> {
    /// A cell's text without blanks around it; empty if there is none.
    #[must_use]
    pub fn text(&self, column: usize) -> &'r str {
        self.cell(column).map_or("", |cell| trim(&cell.text))
    }

    /// A cell that must not be empty.
    pub fn filled(&mut self, column: usize) -> Option<&'r str> {
        let text = self.text(column);
        if !text.is_empty() {
            return Some(text);
        }
        let (name, meaning) = self.column(column);
        let message = match self.cell(column) {
            Some(_) => format!("the cell `{name}` is empty"),
            None => format!("the row has no `{name}`"),
        };
        self.complain(column, Code::MissingCell, message, "empty", Some(format!("`{name}` is {meaning}")));
        None
    }

    /// A mineral by id, name, alias or symbol.
    pub fn mineral(&mut self, column: usize) -> Option<MineralId> {
        let text = self.filled(column)?;
        let found = self.names.mineral(text).cloned();
        if found.is_none() {
            let help = (self.names.mineral_advice(text))
                .unwrap_or_else(|| "a table of your own, `minerals`, can name further minerals".to_owned());
            let message = format!("unknown mineral `{}`", quote(text));
            self.complain(column, Code::UnknownMineral, message, "not an id, name or alias", Some(help));
        }
        found
    }

    /// A country by code, name or alias.
    pub fn country(&mut self, column: usize) -> Option<CountryCode> {
        let text = self.filled(column)?;
        let found = self.names.country(text);
        if found.is_none() {
            match self.names.party(text) {
                Some(_) => {
                    let message = format!("`{}` is not a country", quote(text));
                    let help = "name one country: neither a rest nor a total can stand here".to_owned();
                    let label = "a country is wanted here";
                    self.complain(column, Code::UnknownCountry, message, label, Some(help));
                }
                None => self.unknown_country(column, text),
            }
        }
        found
    }

    /// A country, `other` or `world`.
    pub fn party(&mut self, column: usize) -> Option<Party> {
        let text = self.filled(column)?;
        let found = self.names.party(text);
        if found.is_none() {
            self.unknown_country(column, text);
        }
        found
    }

    /// A country, a group of countries, or `world`.
    pub fn scope(&mut self, column: usize) -> Option<Scope> {
        let text = self.filled(column)?;
        if let Some(group) = self.names.find_group(text) {
            return Some(Scope::Of(self.pool.text(&group.id)));
        }
        match self.names.party(text) {
            Some(Party::Country(code)) => Some(Scope::Of(self.pool.text(code.as_str()))),
            Some(Party::World) => Some(Scope::World),
            Some(Party::Other) | None => {
                self.unknown_country(column, text);
                None
            }
        }
    }

    /// What a cell holds, if it is not empty.
    pub fn if_any<T>(
        &mut self,
        column: usize,
        read: impl FnOnce(&mut Self, usize) -> Option<T>,
    ) -> Option<Option<T>> {
        if self.text(column).is_empty() { Some(None) } else { read(self, column).map(Some) }
    }

    /// One of the words that the column takes.
    pub fn listed(&mut self, column: usize, words: &'static [&'static str]) -> Option<&'static str> {
        let text = self.filled(column)?;
        let found = words.iter().copied().find(|word| *word == text);
        if found.is_none() {
            let all = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let near = suggest(&text.to_lowercase().replace(['-', ' '], "_"), words.iter().copied());
            let help = near.unwrap_or_else(|| format!("write one of {all}"));
            let (name, _) = self.column(column);
            let message = format!("`{}` is not a word that `{name}` takes", quote(text));
            self.complain(column, Code::BadWord, message, "not one of them", Some(help));
        }
        found
    }

    /// Countries by code, separated by blanks; none if the cell is empty.
    pub fn countries(&mut self, column: usize) -> Option<Vec<CountryCode>> {
        let mut all = Some(Vec::new());
        for code in self.text(column).split_ascii_whitespace() {
            match self.names.country(code) {
                Some(country) => all.as_mut()?.push(country),
                None => {
                    self.unknown_country(column, code);
                    all = None;
                    break;
                }
            }
        }
        all
    }

    fn unknown_country(&mut self, column: usize, text: &str) {
        let help = (self.names.country_advice(text))
            .or_else(|| suggest(text, ["other", "world"]))
            .or_else(|| foreign_letter(text))
            .unwrap_or_else(|| "write the ISO 3166 alpha-3 code, as `CHL` for Chile".to_owned());
        let message = format!("unknown country `{}`", quote(text));
        self.complain(
            column,
            Code::UnknownCountry,
            message,
            "not an ISO 3166 code, name or alias",
            Some(help),
        );
    }

    /// `mine` or `refinery`.
    pub fn stage(&mut self, column: usize) -> Option<Stage> {
        let text = self.filled(column)?;
        let stage = Stage::parse(text).or_else(|_| Stage::parse(&text.to_ascii_lowercase())).ok();
        if stage.is_none() {
            let help = match text.to_ascii_lowercase().as_str() {
                "mining" | "extraction" | "mined" | "e" | "mine production" => "write `mine`".to_owned(),
                "refining" | "refined" | "processing" | "smelter" | "smelting" | "p" => {
                    "write `refinery`".to_owned()
                }
                _ => suggest(text, Stage::ALL.map(Stage::as_str))
                    .unwrap_or_else(|| "write `mine` for extraction, `refinery` for processing".to_owned()),
            };
            let message = format!("unknown stage `{}`", quote(text));
            self.complain(column, Code::BadStage, message, "neither `mine` nor `refinery`", Some(help));
        }
        stage
    }

    /// A year of four digits.
    pub fn year(&mut self, column: usize) -> Option<Year> {
        let text = self.filled(column)?;
        let year = Year::parse(text).ok();
        if year.is_none() {
            let message = format!("`{}` is not a year from 1800 to 2200", quote(text));
            let help = Some("write four digits, as `2024`".to_owned());
            self.complain(column, Code::BadPeriod, message, "not a year", help);
        }
        year
    }

    /// A year, or two joined by a hyphen.
    pub fn period(&mut self, column: usize) -> Option<Period> {
        let text = self.filled(column)?;
        let period = Period::parse(text).ok();
        if period.is_none() {
            let message = format!("`{}` is not a year or a period of years", quote(text));
            let help = Some("write `2024` or `2021-2024`, the earlier year first".to_owned());
            self.complain(column, Code::BadPeriod, message, "not a period", help);
        }
        period
    }

    /// A unit of mass, volume or gems.
    pub fn unit(&mut self, column: usize) -> Option<Unit> {
        let text = self.filled(column)?;
        let unit = Unit::parse(text).ok();
        if unit.is_none() {
            let message = format!("unknown unit `{}`", quote(text));
            let help = Some(super::units::advice(text));
            self.complain(column, Code::BadUnit, message, "not a unit", help);
        }
        unit
    }

    /// A number; `None` inside if the cell is empty.
    pub fn number(&mut self, column: usize, sign: number::Sign) -> Option<Option<f64>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        match number::read(text, sign) {
            Ok(number) => Some(Some(number)),
            Err(fault) => {
                let (name, _) = self.column(column);
                let message = format!("`{}` in `{name}` {}", quote(text), fault.what);
                self.complain(column, Code::BadNumber, message, fault.label, Some(fault.help));
                None
            }
        }
    }

    /// Where the row stands, with the publisher that its `source` cell names.
    pub fn origin(&mut self, source: usize) -> Origin {
        let publisher = self.pool.publisher(self.text(source));
        Origin { file: self.source.listed().clone(), line: self.record.line, publisher }
    }

    /// A text that many rows repeat, or none.
    pub fn pooled(&mut self, column: usize) -> Arc<str> {
        self.pool.text(self.text(column))
    }

    /// A text that many rows repeat.
    pub fn shared(&mut self, column: usize) -> Option<Arc<str>> {
        let text = self.filled(column)?;
        Some(self.pool.text(text))
    }

    /// Adds an error at a cell, or at the row where it has no such cell.
    pub fn complain(
        &mut self,
        column: usize,
        code: Code,
        message: String,
        label: &str,
        help: Option<String>,
    ) {
        let mut error = Diagnostic::error(code, message).at(self.place(column), label);
        error.help = help;
        self.faults.push(error);
    }

    fn place(&self, column: usize) -> Place {
        let range = self.cell(column).map_or(self.record.range.clone(), tight);
        let mut place = self.source.place(range);
        place.path = self.record.path.as_ref().map(|row| match self.cell(column) {
            Some(_) => format!("{row}.{}", self.column(column).0),
            None => row.clone(),
        });
        place
    }

    fn cell(&self, column: usize) -> Option<&'r Cell<'a>> {
        self.record.cells.get(column)?.as_ref()
    }

    fn column(&self, column: usize) -> (&'static str, &'static str) {
        self.spec.columns.get(column).map_or(("", ""), |c| (c.name, c.meaning))
    }
}

/// Without blanks around it; nearly no cell has any.
fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [] => text,
        [one] if one.is_ascii_graphic() => text,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => text,
        _ => text.trim(),
    }
}

/// A cell's bytes without the blanks around a bare text.
fn tight(cell: &Cell<'_>) -> Range<usize> {
    let bare = cell.end - cell.start == cell.text.len();
    let trimmed = cell.text.trim_start();
    if !bare || trimmed.is_empty() {
        return cell.start..cell.end;
    }
    let start = cell.start + (cell.text.len() - trimmed.len());
    start..start + trimmed.trim_end().len()
}

fn suggest<'n>(text: &str, words: impl IntoIterator<Item = &'n str>) -> Option<String> {
    did_you_mean(text, words).map(|near| format!("did you mean `{near}`?"))
}

/// A Cyrillic `С` in `СOD` looks like a Latin one.
fn foreign_letter(text: &str) -> Option<String> {
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    let foreign =
        text.chars().find(|c| matches!(c, '\u{370}'..='\u{52f}' | '\u{200b}'..='\u{200f}' | '\u{feff}'))?;
    latin.then(|| format!("it has the character U+{:04X}, which is not a Latin letter", u32::from(foreign)))
}

#[cfg(test)]
mod tests {
    use super::{Cell, tight, trim};

    proptest::proptest! {
        #[test]
        fn the_short_way_trims_as_the_long_one(text in "[ \t\u{a0}a\u{e9},]{0,5}") {
            proptest::prop_assert_eq!(trim(&text), text.trim());
        }
    }

    #[test]
    fn a_bare_cell_is_marked_without_its_blanks_and_a_quoted_one_with_its_quotes() {
        let marked = |line: &'static str, text: &'static str| {
            let start = line.find(',').unwrap() + 1;
            let cell = Cell { text: text.into(), start, end: line.len() };
            line.get(tight(&cell)).unwrap()
        };
        assert_eq!(marked("x,Chlie", "Chlie"), "Chlie");
        assert_eq!(marked("x,  Chlie ", "  Chlie "), "Chlie");
        assert_eq!(marked("x,\" Chlie \"", " Chlie "), "\" Chlie \"");
        assert_eq!(marked("x,  ", "  "), "  ", "blanks alone are marked as they stand");
    }
}
