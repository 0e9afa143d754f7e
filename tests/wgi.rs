//! The importer of the Worldwide Governance Indicators, on a few rows of the publisher's own file.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::LazyLock;

use minerals::diag::{Code, Diagnostic};
use minerals::model::CountryCode;
use minerals::sources::{Imported, Publication, wgi};

const GOVERNANCE: &str = include_str!("../data/governance.csv");
const EXCERPT: &str = include_str!("publishers/wgi/excerpt.csv");

/// Codes as the reference tables have them; no row of this publisher needs more than a code.
fn country(code: &str) -> Option<CountryCode> {
    static CODES: LazyLock<BTreeMap<String, CountryCode>> = LazyLock::new(|| {
        let column = |text: &'static str, from: usize, to: usize| {
            let rows = csv::Reader::from_reader(text.as_bytes()).into_records();
            rows.map(move |row| row.unwrap()).map(move |row| (row[from].to_owned(), row[to].to_owned()))
        };
        column(include_str!("../data/countries.csv"), 0, 0)
            .chain(column(include_str!("../data/country_aliases.csv"), 0, 1))
            .map(|(label, code)| (label, CountryCode::new(&code).unwrap()))
            .collect()
    });
    CODES.get(code).copied()
}

fn import(text: &str) -> Result<Imported, Vec<Diagnostic>> {
    wgi::import(Publication { name: "wgi.csv", bytes: text.as_bytes() }, country)
}

fn governance(text: &str) -> String {
    import(text).unwrap().tables["governance"].clone()
}

/// The one error that a text gives: its code, line and message.
fn error(text: &str) -> (Code, u32, String) {
    let errors = import(text).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:?}");
    (errors[0].code, errors[0].place.as_ref().map_or(0, |place| place.line), errors[0].message.clone())
}

#[test]
fn the_table_has_our_names_the_edition_and_the_publishers_full_digits() {
    let expected = "\
country,year,dimension,estimate,edition
BHS,2016,voice-and-accountability,0.8521618843078613,wgi-2023
COD,2022,control-of-corruption,-1.5444740056991577,wgi-2023
COD,2022,government-effectiveness,-1.7459200620651245,wgi-2023
COD,2022,political-stability,-1.9777462482452393,wgi-2023
COD,2022,regulatory-quality,-1.476069450378418,wgi-2023
COD,2022,rule-of-law,-1.672433853149414,wgi-2023
COD,2022,voice-and-accountability,-1.1836930513381958,wgi-2023
NAM,2022,rule-of-law,0.40454351902008057,wgi-2023
ROU,2022,government-effectiveness,0.00004705896208179183,wgi-2023
";
    assert_eq!(governance(EXCERPT), expected);
}

#[test]
fn every_row_is_used_or_set_aside_for_a_reason() {
    let imported = import(EXCERPT).unwrap();
    let account = &imported.accounts["wgi.csv"];
    assert_eq!((account.rows, account.used), (12, 9));
    assert_eq!(account.set_aside, BTreeMap::from([("before 2016".to_owned(), 3)]));
    assert!(account.balances());
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let (header, rows) = EXCERPT.split_once("\r\n").unwrap();
    let reversed: Vec<_> = std::iter::once(header).chain(rows.lines().rev()).collect();
    assert_eq!(governance(&reversed.join("\n")), governance(EXCERPT));
}

#[test]
fn a_missing_estimate_is_a_missing_row_and_is_counted() {
    for mark in ["", ".."] {
        let text = EXCERPT.replace("0.40454351902008057", mark);
        let imported = import(&text).unwrap();
        assert!(!imported.tables["governance"].contains("NAM"), "`{mark}`");
        assert_eq!(imported.accounts["wgi.csv"].set_aside["no estimate"], 1);
        assert!(imported.accounts["wgi.csv"].balances());
    }
}

#[test]
fn what_is_no_estimate_is_refused_with_its_line_and_value() {
    // NaN and infinity parse as floating-point numbers; 62.7 is a percentile rank in the wrong column.
    for bad in
        ["n/a", "NA", "-", "1,5", "NaN", "inf", "0x1", "1e5", "62.73", "0.", ".5", "+0.4", " 0.4", "1e-"]
    {
        let cell = if bad.contains(',') { format!("\"{bad}\"") } else { bad.to_owned() };
        let (code, line, message) = error(&EXCERPT.replace("0.40454351902008057", &cell));
        assert_eq!((code, line), (Code::BadNumber, 11), "{bad}");
        assert_eq!(message, format!("`{bad}` is not an estimate"));
    }
}

#[test]
fn the_place_of_an_error_is_its_cell() {
    let errors = import(&EXCERPT.replace("0.8521618843078613", "high")).unwrap_err();
    let place = errors[0].place.clone().unwrap();
    assert_eq!((place.line, place.column), (12, 48));
    assert_eq!(place.text.get(place.span), Some("high"));
}

#[test]
fn all_errors_of_the_file_are_reported_in_one_run() {
    let text = EXCERPT.replace("0.40454351902008057", "?").replace("ROM", "ROX");
    let errors: Vec<_> = import(&text).unwrap_err().into_iter().map(|error| error.code).collect();
    assert_eq!(errors, [Code::BadNumber, Code::UnknownCountry]);
}

#[test]
fn a_country_or_dimension_that_is_not_known_is_refused() {
    let (code, line, message) = error(&EXCERPT.replace("ROM,Romania", "ROX,Romania"));
    assert_eq!((code, line, message.as_str()), (Code::UnknownCountry, 13, "unknown country `ROX`"));
    let (code, line, message) = error(&EXCERPT.replace("RuleofLaw,NAM", "RuleOfThumb,NAM"));
    assert_eq!((code, line, message.as_str()), (Code::UnknownLabel, 11, "unknown dimension `RuleOfThumb`"));
}

#[test]
fn a_later_edition_is_not_mixed_in() {
    let (code, line, _) = error(&EXCERPT.replace("Namibia,2022", "Namibia,2023"));
    assert_eq!((code, line), (Code::BadPeriod, 11));
    let (code, line, _) = error(&EXCERPT.replace("Namibia,2022", "Namibia,22"));
    assert_eq!((code, line), (Code::BadPeriod, 11));
}

#[test]
fn two_estimates_of_one_thing_are_refused_even_under_two_codes() {
    let row = "RuleofLaw,COD,DRC,2022,-1.6,0.1,1,1,1,1\r\n";
    let (code, line, message) = error(&format!("{EXCERPT}{row}"));
    assert_eq!((code, line), (Code::DuplicateRow, 14));
    assert_eq!(message, "rule-of-law of `COD` in 2022 stands in line 9 already");
}

#[test]
fn a_file_of_another_shape_is_refused() {
    assert_eq!(error("").0, Code::MissingColumn);
    assert_eq!(error("Country Name,Country Code\nChad,TCD\n").0, Code::MissingColumn);
    assert_eq!(error(EXCERPT.lines().next().unwrap()).0, Code::EmptyTable);
    assert_eq!(error(&EXCERPT.replace("\"Bahamas, The\"", "Bahamas, The")).0, Code::BadRow);
    assert_eq!(error(&EXCERPT.replace("\"Bahamas, The\"", "\"Bahamas, The")).0, Code::BadQuote);
    let header = EXCERPT.lines().next().unwrap();
    let latin1 = [header.as_bytes(), b"\nRuleofLaw,CIV,C\xf4te"].concat();
    let latin1 = Publication { name: "wgi.csv", bytes: &latin1 };
    assert_eq!(wgi::import(latin1, country).unwrap_err()[0].code, Code::BadEncoding);
}

#[test]
fn another_file_is_told_what_was_expected_and_not_its_encoding() {
    for bytes in [&b"PK\x03\x04\x14\0\xff"[..], b"dimension,code\xe9", b""] {
        let errors = wgi::import(Publication { name: "wgi.xlsx", bytes }, country).unwrap_err();
        assert_eq!((errors.len(), errors[0].code), (1, Code::MissingColumn));
        assert!(errors[0].help.as_deref().unwrap().contains("`dimension,code,country,year,estimate"));
    }
}

#[test]
fn the_compiled_in_table_covers_six_dimensions_of_seven_years() {
    let mut reader = csv::Reader::from_reader(GOVERNANCE.as_bytes());
    let mut rows = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        let country = country(&row[0]).unwrap();
        let estimate: f64 = row[3].parse().unwrap();
        assert_eq!((country.as_str(), &row[4]), (&row[0], wgi::EDITION));
        rows.insert((row[2].to_owned(), row[1].to_owned(), country), estimate);
    }
    let mut sizes: BTreeMap<_, usize> = BTreeMap::new();
    for (dimension, year, _) in rows.keys() {
        *sizes.entry((dimension, year)).or_default() += 1;
    }
    assert_eq!(sizes.len(), 6 * 7);
    assert!(sizes.values().all(|countries| (204..=213).contains(countries)), "{sizes:?}");
    // The world's mean is zero by construction in every dimension and year; a slipped column is not.
    for ((dimension, year), countries) in sizes {
        let of =
            rows.iter().filter(|((d, y, _), _)| d == dimension && y == year).map(|(_, estimate)| estimate);
        let mean = of.sum::<f64>() / f64::from(u16::try_from(countries).unwrap());
        assert!(mean.abs() < 0.05, "{dimension} {year}: {mean}");
    }
}

#[test]
fn the_publishers_file_makes_the_compiled_in_table() {
    let Some(folder) = std::env::var_os("MINERALS_SOURCES").map(PathBuf::from) else { return };
    let bytes = std::fs::read(folder.join("wgi/wgi_2023update_1996_2022_six.csv")).unwrap();
    let imported = wgi::import(Publication { name: "wgi.csv", bytes: &bytes }, country).unwrap();
    assert!(imported.tables["governance"] == GOVERNANCE, "data/governance.csv is not what the file gives");
    let account = &imported.accounts["wgi.csv"];
    assert_eq!((account.rows, account.used), (29_705, 8_850));
    assert!(account.balances());
}
