//! The text of the query.

use super::{Dialect, Parties, Query};
use crate::load::{Request, Table, load};
use crate::model::{CountryCode, HsCodeRow, Period};

fn codes() -> Vec<HsCodeRow> {
    load(&Request { needs: vec![Table::HsCodes], ..Request::default() }).unwrap().dataset.hs_codes
}

fn country(code: &str) -> CountryCode {
    CountryCode::new(code).unwrap()
}

/// The query over some rows of the concordance.
fn text(codes: &[&HsCodeRow], dialect: Dialect, parties: Option<Parties>, period: Option<&str>) -> String {
    let countries = [(842, country("USA")), (4, country("AFG")), (840, country("USA"))];
    let period = period.map(|period| Period::parse(period).unwrap());
    Query { dialect, from: "trade.baci", codes, countries: &countries, parties, period }.text()
}

#[test]
fn the_order_of_what_it_is_made_of_does_not_change_the_query() {
    let codes = codes();
    let there: Vec<&HsCodeRow> = codes.iter().collect();
    let back: Vec<&HsCodeRow> = codes.iter().rev().chain(&codes).collect();
    for dialect in Dialect::ALL {
        assert_eq!(text(&there, dialect, None, None), text(&back, dialect, None, None));
    }
}

#[test]
fn every_code_stands_once_for_each_of_its_minerals_and_every_number_for_its_country() {
    let codes = codes();
    let all = text(&codes.iter().collect::<Vec<_>>(), Dialect::DuckDb, None, None);
    for row in &codes {
        let value = format!("('{}', '{}', '{}')", row.code, row.mineral, row.stage);
        assert_eq!(all.matches(&value).count(), 1, "{value}");
    }
    assert!(all.contains("(4, 'AFG'),   (840, 'USA'), (842, 'USA')\n"), "{all}");
}

#[test]
fn the_comment_says_of_which_revision_the_codes_are_and_what_is_kept() {
    let codes = codes();
    let of = |code: &str| codes.iter().filter(|row| *row.code == *code).collect::<Vec<_>>();
    let parties = Parties { id: "EU27".to_owned(), codes: vec!["FRA".to_owned(), "DEU".to_owned()] };
    let kept = text(&of("261400"), Dialect::Spark, Some(parties), Some("2018-2022"));
    assert!(kept.contains("-- The codes are of the Harmonized System's revision HS92.\n"), "{kept}");
    assert!(kept.contains("-- Kept: what EU27 buys or sells; the years 2018 to 2022.\n"), "{kept}");
    assert!(kept.contains("| minerals score --for EU27 --trade -\n"), "{kept}");
    let mixed = text(&[of("261400"), of("280429"), of("283691")].concat(), Dialect::Spark, None, None);
    assert!(mixed.contains(" revision HS92, but of HS17: 280429.\n"), "{mixed}");
}

#[test]
fn a_filter_is_a_condition_and_without_one_there_is_none() {
    let codes = codes();
    let some: Vec<&HsCodeRow> = codes.iter().take(2).collect();
    for dialect in Dialect::ALL {
        let all = text(&some, dialect, None, None);
        assert!(!all.contains("WHERE") && !all.contains("-- Kept"), "{all}");
        assert!(all.contains("FROM trade.baci AS b\n") && all.ends_with(";\n"), "{all}");
        let parties = Parties { id: "USA".to_owned(), codes: vec!["USA".to_owned()] };
        let kept = text(&some, dialect, Some(parties), Some("2022"));
        assert!(kept.contains("consumer (country) AS (VALUES\n    ('USA')\n)"), "{kept}");
        assert!(kept.contains("OR importer IN (SELECT country FROM consumer)\n"), "{kept}");
        assert!(kept.contains("WHERE CAST(b.t AS INTEGER) BETWEEN 2022 AND 2022\n"), "{kept}");
    }
}

#[test]
fn a_line_fits_a_page() {
    let codes = codes();
    for dialect in Dialect::ALL {
        for line in text(&codes.iter().collect::<Vec<_>>(), dialect, None, Some("2020")).lines() {
            assert!(line.len() <= 100 && line == line.trim_end(), "{line}");
        }
    }
}
