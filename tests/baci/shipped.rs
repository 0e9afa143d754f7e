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
    let rows = shipped::trade(|_| true);
    assert_eq!((rows.len(), read.dataset.trade.len()), (TRADE.rows, TRADE.rows));
    for (record, row) in rows.iter().zip(&read.dataset.trade) {
        assert_eq!(said(record), said(row));
        assert_eq!(&*record.origin.file, "data/trade.csv.gz");
    }
    let account = read.inputs.iter().find(|input| input.table == Table::Trade).unwrap();
    assert_eq!(account.sha256, TRADE.sha256, "as it was when the program was built");
}
