//! The table `bilateral`: every figure of the list that it was made from, and what the press quotes.
//!
//! `MINERALS_SOURCES=DIR cargo test --test bilateral` holds it to the list itself.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

use std::path::Path;

use minerals::load::{Request, Table, load};
use minerals::model::{BilateralRow, Flow};

fn rows() -> Vec<BilateralRow> {
    let needs = vec![Table::Bilateral, Table::Sources];
    let loaded = load(&Request { needs, ..Request::default() }).unwrap_or_else(|e| panic!("{e:#?}"));
    for row in &loaded.dataset.bilateral {
        let id = &*row.origin.publisher.id;
        assert!(loaded.publications.iter().any(|p| p.id == id), "`{id}` is not in `sources`");
    }
    loaded.dataset.bilateral
}

#[test]
fn what_the_press_quotes_is_of_critical_minerals_and_the_customs_totals_are_of_all_goods() {
    let rows = rows();
    let found = |reporter: &str, partner: &str, period: &str, flow, goods: &str| {
        let it = |r: &&BilateralRow| {
            r.reporter.is_of(reporter)
                && r.partner.is_of(partner)
                && r.period.to_string() == period
                && r.flow == flow
                && r.goods.starts_with(goods)
        };
        rows.iter().find(it).map(|r| r.value_usd)
    };
    for (partner, value) in [("CHN", 3.07e9), ("RUS", 1.8e9), ("USA", 0.544e9)] {
        assert_eq!(found("KAZ", partner, "2023", Flow::Exports, "critical minerals"), Some(value));
        assert_eq!(found("KAZ", partner, "2023", Flow::Exports, "all goods"), None);
    }
    assert_eq!(found("CHN", "KAZ", "2024", Flow::Turnover, "all goods"), Some(43.82e9));
    assert_eq!(found("USA", "KAZ", "2024", Flow::Turnover, "all goods"), Some(3.4e9));
    assert_eq!(found("KAZ", "USA", "2024", Flow::Turnover, "all goods"), Some(4.2e9));
}

/// A line of the list: `CHN,KAZ,2024,turnover,43.82,"..."`.
struct Listed<'t> {
    reporter: &'t str,
    partner: &'t str,
    year: &'t str,
    flow: &'t str,
    billions: f64,
}

#[test]
fn every_row_of_the_list_is_there() {
    let Some(folder) = std::env::var_os("MINERALS_SOURCES") else { return };
    let file = Path::new(&folder).join("reference/central_asia_bilateral_trade.csv");
    let text = std::fs::read_to_string(file).unwrap();
    let rows = rows();
    for (at, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.splitn(6, ',').collect();
        let listed = Listed {
            reporter: cells[0],
            partner: cells[1],
            year: cells[2],
            flow: cells[3],
            billions: cells[4].parse().unwrap(),
        };
        let number = u32::try_from(at + 1).unwrap();
        let row =
            rows.iter().find(|r| r.origin.publisher.line == Some(number)).unwrap_or_else(|| panic!("{line}"));
        assert!(row.reporter.is_of(listed.reporter) && row.partner.is_of(listed.partner), "{line}");
        assert_eq!(row.period.to_string(), listed.year, "{line}");
        assert!(listed.flow.starts_with(row.flow.as_str()), "{line}");
        assert!((row.value_usd / 1e9 - listed.billions).abs() < 1e-9, "{line}");
        let months = listed.flow.split('_').find(|word| word.parse::<u8>().is_ok());
        assert_eq!(row.months().map(|n| n.to_string()).as_deref(), months, "{line}");
    }
    let of_the_list = rows.iter().filter(|r| r.origin.publisher.line.is_some()).count();
    assert_eq!(of_the_list, text.lines().count() - 1, "and none besides");
}
