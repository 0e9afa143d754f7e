//! CEPII's BACI: trade between countries by code of the Harmonized System, importer's and exporter's
//! reports reconciled into one figure.
//!
//! Two editions hold different codes, and one edition is taken for each: the concordance `hs_codes` says
//! which by its revision. A flow under a code that several minerals share stands once for each of them.

mod layout;
mod left_out;
mod number;
mod tidy;

use std::collections::BTreeMap;

use self::layout::Layout;
use self::left_out::reason;
use self::tidy::{Flow, Flows, Subject};
use super::file::Line;
use super::{Account, Fate, Imported, Publication};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::{Names, Source};
use crate::model::{CountryCode, HsCodeRow, Year};

/// First and last year that are kept.
pub const YEARS: (u16, u16) = (2022, 2024);

/// Beyond every cell: an error there is about the whole row.
const ROW: usize = usize::MAX;

/// Reads the publisher's files, plain or packed, against the concordance `codes`.
///
/// # Errors
/// Every row that no rule fits, with its line and value.
pub fn import(
    publications: &[Publication<'_>],
    names: &Names,
    codes: &[HsCodeRow],
) -> Result<Imported, Vec<Diagnostic>> {
    let revisions = codes.iter().map(|row| (&*row.code, &*row.revision)).collect();
    let mut reading = Reading { revisions, names, flows: Flows::new(), errors: Vec::new() };
    let mut accounts: BTreeMap<String, Account> = BTreeMap::new();
    for one in publications {
        let account = reading.file(*one);
        if accounts.insert(one.name.to_owned(), account).is_some() {
            let message = format!("two of the files are called `{}`", quote(one.name));
            reading.errors.push(Diagnostic::error(Code::DuplicateTable, message));
        }
    }
    let Reading { flows, mut errors, .. } = reading;
    if errors.is_empty() && flows.is_empty() {
        let (first, last) = YEARS;
        let message = format!("the files hold no trade in minerals from {first} to {last}");
        errors.push(Diagnostic::error(Code::EmptyTable, message));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Imported { tables: BTreeMap::from([("trade", tidy::csv(&flows, codes))]), accounts })
}

/// The state of an import.
struct Reading<'a> {
    /// The revision that each code is taken from.
    revisions: BTreeMap<&'a str, &'a str>,
    names: &'a Names,
    flows: Flows,
    errors: Vec<Diagnostic>,
}

/// What a row of a file says.
enum Row {
    Flow(Subject, Flow),
    SetAside(&'static str),
}

impl Reading<'_> {
    /// Reads a file; what is wrong with it is among the errors.
    fn file(&mut self, publication: Publication<'_>) -> Account {
        let mut account = Account::default();
        let opened = Source::from_bytes(publication.name, publication.bytes.to_vec())
            .and_then(|source| Layout::of(&source).map(|layout| (source, layout)));
        match opened {
            Err(error) => self.errors.push(*error),
            Ok((source, layout)) => {
                for (text, number) in source.text().lines().zip(1..).skip(1) {
                    let fate = Line::split(text, source.name(), number, layout.width())
                        .and_then(|line| self.take(&line, layout));
                    match fate {
                        Ok(fate) => account.count(&fate),
                        Err(error) => self.errors.push(*error),
                    }
                }
            }
        }
        account
    }

    fn take(&mut self, line: &Line<'_>, layout: Layout) -> Result<Fate, Box<Diagnostic>> {
        let (subject, flow) = match self.row(line, layout)? {
            Row::SetAside(reason) => return Ok(Fate::SetAside(reason)),
            Row::Flow(subject, flow) => (subject, flow),
        };
        let Some(first) = self.flows.insert(subject.clone(), flow) else { return Ok(Fate::Used) };
        let Subject { code, year, exporter, importer } = subject;
        let message = format!(
            "trade from `{exporter}` to `{importer}` under `{code}` in {year} stands in line {} already",
            first.line
        );
        Err(line.fault(ROW, Code::DuplicateRow, message, "a second figure"))
    }

    fn row(&self, line: &Line<'_>, layout: Layout) -> Result<Row, Box<Diagnostic>> {
        let year = match layout.year {
            Some(year) => year,
            None => Year::parse(line.get(0))
                .map_err(|error| line.fault(0, Code::BadPeriod, error.to_string(), "not a year"))?,
        };
        if !(YEARS.0..=YEARS.1).contains(&year.get()) {
            return Ok(Row::SetAside("of another year"));
        }
        let ([exporter, importer], code, value, quantity) = layout.columns();
        let (exporter, importer) = (self.party(line, exporter)?, self.party(line, importer)?);
        if exporter == importer {
            let message = format!("`{exporter}` is both the exporter and the importer");
            return Err(line.fault(ROW, Code::BadParty, message, "the exporter itself"));
        }
        let text = line.get(code);
        match self.revisions.get(text) {
            Some(revision) if *revision == layout.revision.name() => {}
            Some(_) => return Ok(Row::SetAside("the code is taken from another edition")),
            None => {
                let known = reason(layout.revision, text).map(Row::SetAside);
                return known.ok_or_else(|| {
                    let message = format!("no mineral and no reason is known for the code `{}`", quote(text));
                    line.fault(code, Code::UnknownLabel, message, "not in the table `hs_codes`")
                });
            }
        }
        let subject = Subject { code: text.to_owned(), year, exporter, importer };
        let usd = layout.usd(line.get(value)).ok_or_else(|| {
            let message = format!("`{}` is not a value", quote(line.get(value)));
            line.fault(value, Code::BadNumber, message, layout.unit())
        })?;
        let kg = match quantity {
            None => None,
            Some(column) => number::quantity(line.get(column)).ok_or_else(|| {
                let message = format!("`{}` is not a quantity", quote(line.get(column)));
                line.fault(column, Code::BadNumber, message, "neither tons in whole kilograms nor `NA`")
            })?,
        };
        Ok(Row::Flow(subject, Flow { usd, kg, edition: layout.revision, line: line.number }))
    }

    fn party(&self, line: &Line<'_>, column: usize) -> Result<CountryCode, Box<Diagnostic>> {
        let text = line.get(column);
        self.names.country(text).ok_or_else(|| {
            let message = format!("unknown country `{}`", quote(text));
            let error = line.fault(column, Code::UnknownCountry, message, "not a code or a known alias");
            Box::new(error.help("add it to `country_aliases` if it stands for a country"))
        })
    }
}
