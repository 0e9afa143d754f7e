//! The trade compiled in as records is the table `data/trade.csv.gz`, row by row.

use minerals::load::shipped::{self, TRADE};
use minerals::load::{Request, Table, load};
use minerals::model::{Publisher, TradeRow};

/// Everything that a row says but where it stands, with its line.
fn said(row: &TradeRow) -> (String, Option<u64>, Option<u64>, u32, &Publisher) {
    let TradeRow { mineral, stage, product, exporter, importer, year, unit, note, origin, .. } = row;
    let words = format!("{mineral},{stage},{product},{exporter},{importer},{year},{unit},{note}");
    // bits: equal to the last digit
    let [quantity, value] = [row.quantity, row.value_usd].map(|number| number.map(f64::to_bits));
    (words, quantity, value, origin.line, &origin.publisher)
}

#[test]
fn the_records_are_the_rows_that_the_loader_reads_from_the_file() {
    let request = Request {
        tables: vec![(Table::Trade, concat!(env!("CARGO_MANIFEST_DIR"), "/data/trade.csv.gz").into())],
        needs: vec![Table::Trade],
        ..Request::default()
    };
    let read = load(&request).unwrap();
    assert_eq!(read.warnings, []);
    let rows = shipped::trade(|_, _, _| true, |_| true);
    assert_eq!((rows.len(), read.dataset.trade.len()), (TRADE.rows, TRADE.rows));
    for (record, row) in rows.iter().zip(&read.dataset.trade) {
        assert_eq!(said(record), said(row));
        assert_eq!(&*record.origin.file, "data/trade.csv.gz");
    }
    let account = read.inputs.iter().find(|input| input.table == Table::Trade).unwrap();
    assert_eq!(account.sha256, TRADE.sha256, "as it was when the program was built");
}

/// Millions of US dollars that flows of these codes are worth, by year.
fn millions(codes: &[&str], exporter: &str, importer: &str, mineral: &str) -> [f64; 3] {
    let rows = shipped::trade(
        |_, _, _| true,
        |flow| {
            codes.contains(&flow.product)
                && (flow.exporter.as_str(), flow.importer.as_str()) == (exporter, importer)
                && flow.mineral.as_str() == mineral
        },
    );
    [2022, 2023, 2024].map(|year| {
        let of_year = rows.iter().filter(|row| row.year.get() == year);
        of_year.filter_map(|row| row.value_usd).sum::<f64>() / 1e6
    })
}

#[test]
fn figures_that_were_checked_against_a_second_source_are_there() {
    let near = |found: [f64; 3], wanted: [f64; 3]| {
        assert!(found.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.05), "{found:?}");
    };
    // customs statistics of the United States, heading 2846, are 2 to 3 percent lower
    near(millions(&["284610", "284690"], "CHN", "USA", "rare-earths"), [121.3, 110.9, 115.7]);
    // and for heading 2504
    near(millions(&["250410", "250490"], "CHN", "USA", "natural-graphite"), [142.4, 110.6, 97.9]);
    let [.., copper] = millions(&["260300"], "KAZ", "CHN", "copper");
    assert!((copper - 2903.0).abs() < 0.5, "{copper}");
    let lithium = shipped::trade(|_, _, _| true, |flow| flow.product == "283691" && flow.year.get() == 2024);
    let world: f64 = lithium.iter().filter_map(|row| row.value_usd).sum();
    assert!((world / 1e6 - 3756.9).abs() < 0.05, "{world}");
}

#[test]
fn only_what_is_asked_for_becomes_a_row_and_the_account_tells_the_rest() {
    let mut loaded = load(&Request::default()).unwrap();
    assert!(loaded.dataset.trade.is_empty(), "a run that asks for no trade has none");
    loaded.add_shipped_trade(|flow| flow.importer.as_str() == "KAZ" && flow.mineral.as_str() == "copper");
    let kept = loaded.dataset.trade.len();
    assert!(kept > 10 && kept < 200, "{kept}");
    assert!(loaded.dataset.trade.iter().all(|row| row.importer.to_string() == "KAZ"));
    let account = loaded.inputs.iter().find(|input| input.table == Table::Trade).unwrap();
    assert_eq!((account.name.as_str(), account.builtin), ("data/trade.csv.gz", true));
    assert_eq!((account.rows, account.used), (TRADE.rows, kept));
    assert_eq!(account.set_aside["not of this question"], TRADE.rows - kept);
    assert!(loaded.inputs.is_sorted_by_key(|input| input.table.name()));
    loaded.add_shipped_trade(|_| true);
    assert_eq!((loaded.dataset.trade.len(), loaded.inputs.len()), (kept, 5), "once a run");
}

#[test]
fn the_users_own_trade_stands_in_its_place() {
    let own = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("own-trade.csv");
    std::fs::write(
        &own,
        "mineral,stage,exporter,importer,year,quantity,unit,value_usd\ncobalt,mine,COD,CHN,2024,1,t,9\n",
    )
    .unwrap();
    let needs = vec![Table::Trade];
    let by_flag =
        Request { tables: vec![(Table::Trade, own.clone())], needs: needs.clone(), ..Request::default() };
    let by_data = Request { data: vec![own], needs, ..Request::default() };
    for request in [by_flag, by_data] {
        let mut loaded = load(&request).unwrap();
        loaded.add_shipped_trade(|_| true);
        assert_eq!(loaded.dataset.trade.len(), 1);
        let named: Vec<_> =
            loaded.inputs.iter().filter(|i| i.table == Table::Trade).map(|i| i.builtin).collect();
        assert_eq!(named, [false]);
    }
}
