//! The World Bank's Worldwide Governance Indicators, 2023 update: six estimates of how a country is
//! governed, one row a country, year and dimension.
//!
//! One edition a run: later editions rescaled every year, so a row from another edition is an error
//! and never fills a gap. A country without an estimate has no row.

use std::collections::BTreeMap;

use super::cells::{cells, place};
use super::{Account, Imported, Publication, first_line};
use crate::diag::{Code, Diagnostic, quote};
use crate::load::Cell;
use crate::model::{CountryCode, Year};

/// What our table calls this edition.
pub const EDITION: &str = "wgi-2023";

/// First year that is kept: the EU's 2023 edition averages 2016 to 2020, ours 2018 to 2022.
const FIRST_YEAR: u16 = 2016;
/// Last year that this edition has.
const LAST_YEAR: u16 = 2022;

/// No estimate lies further from the world's mean: beyond it stands a rank, or another column.
const FARTHEST: f64 = 4.0;

/// The file's own names of the dimensions, and ours.
const DIMENSIONS: [(&str, &str); 6] = [
    ("VoiceandAccountability", "voice-and-accountability"),
    ("Political StabilityNoViolence", "political-stability"),
    ("GovernmentEffectiveness", "government-effectiveness"),
    ("RegulatoryQuality", "regulatory-quality"),
    ("RuleofLaw", "rule-of-law"),
    ("ControlofCorruption", "control-of-corruption"),
];

/// The file's header. Its last five columns, and its names of countries, are not used.
const HEADER: &str = "dimension,code,country,year,estimate,std_err,num_src,rank,lower,upper";

/// Country, year, dimension: what a row of `governance` is about.
type Subject = (CountryCode, Year, &'static str);

/// What becomes of one row of the file.
enum Row {
    Estimate(Subject, String),
    SetAside(String),
}

/// Reads the file; `country` looks a code up in the reference tables.
///
/// # Errors
/// Every row that no rule fits, with its line and value.
pub fn import(
    publication: Publication<'_>,
    country: impl Fn(&str) -> Option<CountryCode>,
) -> Result<Imported, Vec<Diagnostic>> {
    let name = publication.name;
    if first_line(publication.bytes) != HEADER {
        let message = format!("`{}` is not the six-dimension file of the 2023 update", quote(name));
        let help = format!("its first line must be `{HEADER}`");
        return Err(vec![Diagnostic::error(Code::MissingColumn, message).help(help)]);
    }

    let lines = text(publication)?.lines().zip(1..).skip(1);
    let mut account = Account::default();
    let mut estimates: BTreeMap<Subject, (u32, String)> = BTreeMap::new();
    let mut errors = Vec::new();
    for (line, number) in lines {
        account.rows += 1;
        match row(line, name, number, &country) {
            Ok(Row::SetAside(reason)) => *account.set_aside.entry(reason).or_default() += 1,
            Ok(Row::Estimate(subject, estimate)) => {
                account.used += 1;
                if let Some((first, _)) = estimates.insert(subject, (number, estimate)) {
                    let (country, year, dimension) = subject;
                    let message =
                        format!("{dimension} of `{country}` in {year} stands in line {first} already");
                    let place = place(line, 0..line.len(), name, number);
                    errors
                        .push(Diagnostic::error(Code::DuplicateRow, message).at(place, "a second estimate"));
                }
            }
            Err(error) => errors.push(*error),
        }
    }
    if errors.is_empty() && estimates.is_empty() {
        let message = format!("`{}` has no estimate from {FIRST_YEAR} to {LAST_YEAR}", quote(name));
        errors.push(Diagnostic::error(Code::EmptyTable, message));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Imported {
        tables: BTreeMap::from([("governance", csv(&estimates))]),
        accounts: BTreeMap::from([(name.to_owned(), account)]),
    })
}

fn text(publication: Publication<'_>) -> Result<&str, Vec<Diagnostic>> {
    std::str::from_utf8(publication.bytes).map_err(|error| {
        let name = quote(publication.name);
        let message = format!("`{name}` is not UTF-8: see its byte {}", error.valid_up_to() + 1);
        vec![Diagnostic::error(Code::BadEncoding, message)]
    })
}

fn row(
    line: &str,
    file: &str,
    number: u32,
    country: impl Fn(&str) -> Option<CountryCode>,
) -> Result<Row, Box<Diagnostic>> {
    let cells = cells(line, file, number)?;
    let [dimension, code, _, year, estimate, _, _, _, _, _] = cells.as_slice() else {
        let message = format!("{} cells where the header has 10", cells.len());
        let place = place(line, 0..line.len(), file, number);
        return Err(Diagnostic::error(Code::BadRow, message).at(place, "").into());
    };
    let wrong = |cell: &Cell<'_>, code: Code, message: String, label: &str| {
        Diagnostic::error(code, message).at(place(line, cell.start..cell.end, file, number), label)
    };

    let parsed = Year::parse(&year.text)
        .map_err(|error| wrong(year, Code::BadPeriod, error.to_string(), "not a year"))?;
    if parsed.get() < FIRST_YEAR {
        return Ok(Row::SetAside(format!("before {FIRST_YEAR}")));
    }
    if parsed.get() > LAST_YEAR {
        let message = format!("`{parsed}` is later than this edition goes");
        return Err(wrong(year, Code::BadPeriod, message, "another edition's year")
            .help(format!("import one edition; the 2023 update ends in {LAST_YEAR}"))
            .into());
    }
    let ours = DIMENSIONS.iter().find(|(theirs, _)| *theirs == dimension.text).map(|(_, ours)| *ours);
    let ours = ours.ok_or_else(|| {
        let message = format!("unknown dimension `{}`", quote(&dimension.text));
        wrong(dimension, Code::UnknownLabel, message, "none of the six")
    })?;
    let party = country(&code.text).ok_or_else(|| {
        let message = format!("unknown country `{}`", quote(&code.text));
        wrong(code, Code::UnknownCountry, message, "not a code or a known alias")
            .help("add it to `country_aliases` if it stands for a country")
    })?;
    if is_missing(&estimate.text) {
        return Ok(Row::SetAside("no estimate".to_owned()));
    }
    let value = decimal(&estimate.text).ok_or_else(|| {
        let message = format!("`{}` is not an estimate", quote(&estimate.text));
        wrong(estimate, Code::BadNumber, message, "not a decimal number from -4 to 4")
    })?;
    Ok(Row::Estimate((party, parsed, ours), value))
}

/// The marks that the World Bank leaves where there is no estimate.
fn is_missing(text: &str) -> bool {
    matches!(text, "" | "..")
}

/// The number with all its digits as a plain decimal: `4.7e-05` becomes `0.000047`.
///
/// Neither thousands marks nor bounds occur in the file, so that anything but a number is refused.
fn decimal(text: &str) -> Option<String> {
    let (sign, rest) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
    let (mantissa, exponent) = rest.split_once("e-").unwrap_or((rest, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if ![whole, fraction, exponent].into_iter().all(digits) {
        return None;
    }
    if text.parse::<f64>().is_ok_and(|value| value.abs() > FARTHEST) {
        return None;
    }
    match exponent.parse::<usize>().ok()? {
        0 => Some(text.to_owned()),
        // One digit stands before the point in this notation, so it moves past `shift - 1` zeros.
        shift @ 1..=300 if whole.len() == 1 => {
            Some(format!("{sign}0.{}{whole}{fraction}", "0".repeat(shift - 1)))
        }
        _ => None,
    }
}

/// The table, sorted by country, year and dimension. None of its cells needs a quote.
fn csv(estimates: &BTreeMap<Subject, (u32, String)>) -> String {
    let mut out = String::from("country,year,dimension,estimate,edition\n");
    for ((country, year, dimension), (_, estimate)) in estimates {
        out.push_str(&format!("{country},{year},{dimension},{estimate},{EDITION}\n"));
    }
    out
}
