//! What only a look at all rows together shows: each check finds what it is for, and nothing in sound
//! tables.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::folder;
use minerals::diag::{Code, Diagnostic, Severity};
use minerals::load::{Request, Table, examine};

const QUANTITIES: &str = "mineral,stage,country,year,quantity,unit,status\n";
const IMPORTS: &str = "mineral,stage,importer,exporter,period,share\n";
const TRADE: &str = "mineral,stage,exporter,importer,year,quantity,unit,value_usd\n";

fn found(data: PathBuf) -> Vec<Diagnostic> {
    let needs = Table::ALL.into_iter().filter(|table| !table.is_reference()).collect();
    examine(&Request { data: vec![data], needs, ..Request::default() }).found
}

/// All that is found in a folder of these tables.
fn findings(name: &str, tables: &[(&str, String)]) -> Vec<Diagnostic> {
    let folder = folder(name);
    for (table, text) in tables {
        fs::write(folder.join(format!("{table}.csv")), text).unwrap();
    }
    let found = found(folder);
    assert!(found.iter().all(|d| d.severity == Severity::Warning), "{found:#?}");
    found
}

/// Code, line and the line that belongs to it, of all that is found in a folder of these tables.
fn told(name: &str, tables: &[(&str, String)]) -> Vec<(Code, u32, Option<u32>)> {
    let place = |d: &Diagnostic| d.place.as_ref().unwrap().line;
    let related = |d: &Diagnostic| d.related.as_ref().map(|(place, _)| place.line);
    findings(name, tables).iter().map(|d| (d.code, place(d), related(d))).collect()
}

/// Everything that is said of the one finding in a folder of these tables.
fn words(name: &str, tables: &[(&str, String)]) -> String {
    let found = findings(name, tables);
    assert_eq!(found.len(), 1, "{found:#?}");
    let related = found[0].related.as_ref().map_or("", |(_, label)| label.as_str());
    [&found[0].message, related, found[0].help.as_deref().unwrap_or_default()].join(" | ")
}

fn production(rows: &str) -> Vec<(&'static str, String)> {
    vec![("production", QUANTITIES.to_owned() + rows)]
}

#[test]
fn sound_tables_have_no_findings() {
    let tables = [
        (
            "production",
            QUANTITIES.to_owned()
                + "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2023,30,t,\ncobalt,mine,world,2023,100,t,\n",
        ),
        (
            "import_sources",
            IMPORTS.to_owned() + "cobalt,mine,USA,COD,2023,0.7\ncobalt,mine,USA,other,2023,0.1\n",
        ),
        ("trade", TRADE.to_owned() + "cobalt,mine,COD,CHN,2023,10,t,1000\n"),
    ];
    assert_eq!(told("audit-sound", &tables), []);
}

#[test]
fn rows_are_held_against_the_published_total() {
    let few = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,world,2023,100,t,\n";
    assert_eq!(told("audit-few", &production(few)), [(Code::TotalMismatch, 3, None)]);
    let many =
        "cobalt,mine,COD,2023,70000,t,\ncobalt,mine,IDN,2023,70000,t,\ncobalt,mine,world,2023,99000,t,\n";
    assert_eq!(told("audit-many", &production(many)), [(Code::TotalMismatch, 4, None)]);
}

#[test]
fn what_is_told_of_a_finding_has_its_numbers_and_the_remedy_for_its_kind() {
    let holds = |tables: &[(&str, String)], all: &[&str]| {
        let words = words("audit-words", tables);
        all.iter().for_each(|some| assert!(words.contains(some), "no `{some}` in {words}"));
        fs::remove_dir_all(folder("audit-words")).unwrap();
    };
    let few = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,world,2023,100,t,\n";
    holds(&production(few), &["add up to 70 t, and the row `world` says 100 t", "is a supplier missing?"]);
    let many =
        "cobalt,mine,COD,2023,70000,t,\ncobalt,mine,IDN,2023,70000,t,\ncobalt,mine,world,2023,99000,t,\n";
    holds(&production(many), &["add up to 140000 t, and the row `world` says 99000 t", "counted twice"]);
    let kilograms = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2023,30,kg,\n";
    holds(&production(kilograms), &["in `t` and in `kg`", "they are converted"]);
    let volume = "helium,refinery,USA,2023,70,m3,\nhelium,refinery,QAT,2023,30,t,\n";
    holds(&production(volume), &["cannot be converted"]);
    let bases = "mineral,country,year,quantity,unit,basis\ncobalt,COD,2025,6,Mt,\ncobalt,IDN,2025,7,Mt,ore\n";
    holds(
        &[("reserves", bases.to_owned())],
        &["as the mineral's own basis and as `ore`", "weigh all of them alike"],
    );
    let shares = "cobalt,mine,USA,COD,2023,0.7\ncobalt,mine,USA,CAN,2023,0.12345\n";
    holds(&[("import_sources", IMPORTS.to_owned() + shares)], &["add up to 0.8235 only"]);
    let prices =
        "mineral,year,value,unit\ncobalt,2021,30,USD/kg\ncobalt,2022,33,USD/kg\ncobalt,2024,31234.5,USD/kg\n";
    holds(
        &[("prices", prices.to_owned())],
        &["price of `cobalt` in USD/kg is 31230 here, and 33 in the middle"],
    );
    let flows = "cobalt,mine,COD,CHN,2023,10,t,1000\ncobalt,mine,COD,JPN,2023,10,t,1100\ncobalt,mine,COD,USA,2023,10,kg,5000\n";
    holds(&[("trade", TRADE.to_owned() + flows)], &["in USD a t is 500000 here, and 110 in the middle"]);
}

#[test]
fn prices_are_out_of_line_beyond_ten_times_their_middle_and_flows_beyond_a_hundred_times() {
    let prices = |last: &str| {
        let text = format!(
            "mineral,year,value,unit\ncobalt,2021,10,USD/kg\ncobalt,2022,10,USD/kg\ncobalt,2023,{last},USD/kg\n"
        );
        told("audit-bounds", &[("prices", text)]).len()
    };
    assert_eq!(["100", "100.1", "1", "0.99"].map(prices), [0, 1, 0, 1]);
    let flows = |last: &str| {
        let rows = format!(
            "cobalt,mine,COD,CHN,2023,1,t,10\ncobalt,mine,COD,JPN,2023,1,t,10\ncobalt,mine,COD,USA,2023,{last}\n"
        );
        told("audit-flow-bounds", &[("trade", TRADE.to_owned() + &rows)]).len()
    };
    let cases = ["1,t,1000", "1,t,1001", "1,t,0.1", "1,t,0.09", "0,t,10", ",,10"];
    assert_eq!(cases.map(flows), [0, 1, 0, 1, 0, 0], "what has no quantity has no price");
}

#[test]
fn reserves_are_held_to_their_total_and_units_too() {
    let header = "mineral,country,year,quantity,unit\n";
    let reserves = |rows: &str| vec![("reserves", header.to_owned() + rows)];
    let few = reserves("cobalt,COD,2025,5,kt\ncobalt,IDN,2025,5,kt\ncobalt,world,2025,1000,kt\n");
    assert_eq!(told("audit-reserves", &few), [(Code::TotalMismatch, 4, None)]);
    let units = reserves("cobalt,COD,2025,78,Mt\ncobalt,IDN,2025,500,kt\n");
    assert_eq!(told("audit-reserve-units", &units), [(Code::MixedUnits, 3, Some(2))]);
    let bound = "mineral,country,year,quantity,unit,low,high,status\ncesium,other,2025,,t,,200000,bound\n";
    let only_bounded = vec![("reserves", bound.to_owned())];
    assert_eq!(told("audit-reserve-bound", &only_bounded), [], "at most something is not nothing");
}

#[test]
fn a_unit_that_is_another_is_told_with_both_places() {
    let kilograms = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2023,30,kg,\n";
    assert_eq!(told("audit-units", &production(kilograms)), [(Code::MixedUnits, 3, Some(2))]);
    let volume = "helium,refinery,USA,2023,70,m3,\nhelium,refinery,QAT,2023,30,t,\n";
    assert_eq!(told("audit-volume", &production(volume)), [(Code::MixedUnits, 3, Some(2))]);
}

#[test]
fn a_total_of_nothing_is_told() {
    let nothing = "cobalt,mine,COD,2023,0,t,nil\ncobalt,mine,IDN,2023,0,t,\n";
    assert_eq!(told("audit-zero", &production(nothing)), [(Code::ZeroTotal, 2, None)]);
    let use_of_nothing = vec![("consumption", QUANTITIES.to_owned() + "cobalt,refinery,USA,2023,0,t,nil\n")];
    assert_eq!(told("audit-no-use", &use_of_nothing), [], "who uses nothing is no riddle");
}

#[test]
fn sources_that_speak_of_one_supplier_are_told() {
    let text = "mineral,stage,country,year,quantity,unit,source\ncobalt,mine,COD,2023,1,t,a\ncobalt,mine,COD,2023,2,t,b\n";
    let tables = vec![("production", text.to_owned())];
    assert_eq!(told("audit-sources", &tables), [(Code::SeveralSources, 2, None)]);
}

#[test]
fn a_supplier_without_a_row_of_the_newest_year_is_told() {
    let gone = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2022,30,t,\ncobalt,mine,IDN,2021,20,t,\n";
    assert_eq!(told("audit-years", &production(gone)), [(Code::YearGap, 3, None)]);
    let slip = "cobalt,mine,CHN,2042,3,t,\ncobalt,mine,COD,2024,200000,t,\n";
    assert_eq!(told("audit-years-slip", &production(slip)), [(Code::YearGap, 3, None)], "2042 for 2024");
    for sound in [
        "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2022,30,t,\ncobalt,mine,other,2023,30,t,\n",
        "cobalt,mine,COD,2023,70,t,\ncobalt,mine,IDN,2022,30,t,\ncobalt,mine,IDN,2023,,t,withheld\n",
        "cobalt,mine,COD,2023,70,t,\ncobalt,mine,COD,2022,60,t,\ncobalt,mine,IDN,2022,0,t,nil\n",
    ] {
        assert_eq!(told("audit-years-sound", &production(sound)), [], "{sound}");
    }
}

#[test]
fn reserves_of_two_bases_are_told_with_both_places() {
    let text = "mineral,country,year,quantity,unit,basis\ncobalt,COD,2025,6,Mt,\ncobalt,IDN,2025,7,Mt,ore\n";
    let tables = vec![("reserves", text.to_owned())];
    assert_eq!(told("audit-bases", &tables), [(Code::MixedBases, 3, Some(2))]);
}

#[test]
fn shares_that_leave_an_unnamed_rest_are_told() {
    let tables = vec![(
        "import_sources",
        IMPORTS.to_owned() + "cobalt,mine,USA,COD,2023,0.7\ncobalt,mine,USA,CAN,2023,0.1\n",
    )];
    assert_eq!(told("audit-shares", &tables), [(Code::SharesBelowOne, 3, None)]);
}

#[test]
fn a_price_out_of_line_is_told() {
    let text = "mineral,year,value,unit\ncobalt,2021,30,USD/kg\ncobalt,2022,33,USD/kg\ncobalt,2023,31000,USD/kg\ncobalt,2024,29,USD/kg\n";
    assert_eq!(told("audit-prices", &[("prices", text.to_owned())]), [(Code::PriceOutOfLine, 4, None)]);
    let flows = "cobalt,mine,COD,CHN,2023,10,t,1000\ncobalt,mine,COD,JPN,2023,10,t,1100\ncobalt,mine,COD,KOR,2023,10,t,900\ncobalt,mine,COD,USA,2023,10,kg,5000\n";
    assert_eq!(
        told("audit-flows", &[("trade", TRADE.to_owned() + flows)]),
        [(Code::PriceOutOfLine, 5, None)]
    );
}

#[test]
fn a_seller_that_puts_out_nothing_is_told() {
    let tables = [
        ("production", QUANTITIES.to_owned() + "tantalum,mine,COD,2023,70,t,\n"),
        (
            "import_sources",
            IMPORTS.to_owned()
                + "tantalum,mine,USA,ARE,2023,0.9\ntantalum,mine,USA,COD,2023,0.06\ntantalum,mine,USA,BEL,2023,0.04\n",
        ),
        (
            "trade",
            TRADE.to_owned() + "tantalum,mine,HKG,CHN,2023,1,t,1000\ntantalum,mine,COD,CHN,2023,1,t,1000\n",
        ),
    ];
    let hubs = [(Code::ReExportHub, 2, None), (Code::ReExportHub, 2, None)];
    assert_eq!(told("audit-hubs", &tables), hubs, "the Emirates and Hong Kong; Belgium sells too little");
    let flows = |rows: &str| vec![tables[0].clone(), ("trade", TRADE.to_owned() + rows)];
    let small = flows("tantalum,mine,HKG,CHN,2023,1,t,400\ntantalum,mine,COD,CHN,2023,1,t,9600\n");
    assert_eq!(told("audit-small-hub", &small), [], "less than a twentieth of what China buys");
    let totals = flows(
        "tantalum,mine,HKG,CHN,2023,1,t,600\ntantalum,mine,COD,CHN,2023,1,t,9400\ntantalum,mine,world,CHN,2023,2,t,10000\n",
    );
    assert_eq!(told("audit-total-hub", &totals), [(Code::ReExportHub, 2, None)], "the total is no seller");
    let nothing = flows("tantalum,mine,HKG,CHN,2023,1,t,0\n");
    assert_eq!(told("audit-no-hub", &nothing), [], "who sells for nothing sells nothing");
    let mut unnamed = tables;
    unnamed[0].1 += "tantalum,mine,other,2023,5,t,\n";
    assert_eq!(told("audit-unnamed", &unnamed), [], "whoever sells may be among the unnamed producers");
}

#[test]
fn of_our_own_tables_the_known_oddities_of_their_publisher_are_told() {
    let found = found(Path::new(env!("CARGO_MANIFEST_DIR")).join("data"));
    let of_trade =
        |d: &&Diagnostic| d.place.as_ref().is_some_and(|place| place.file.ends_with("trade.csv.gz"));
    let (trade, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found.iter().partition(of_trade);
    let count = |of: &[&Diagnostic], code| of.iter().filter(|d| d.code == code).count();
    let (totals, hubs) = (count(&others, Code::TotalMismatch), count(&others, Code::ReExportHub));
    // of output steel and pig iron leave countries out; of reserves manganese and zirconium exceed their totals
    assert_eq!(
        (totals, hubs, others.len()),
        (7, 4, 11),
        "steel and pig iron leave countries out; tantalum comes by way of Dubai"
    );
    // small flows are samples and spares, and ore is sold by who has no mine
    let (prices, hubs) = (count(&trade, Code::PriceOutOfLine), count(&trade, Code::ReExportHub));
    assert_eq!((prices, hubs, trade.len()), (5401, 354, 5755));
}

#[test]
fn what_is_compiled_in_is_not_audited_and_errors_leave_nothing_to_audit() {
    let folder = folder("audit-errors");
    let rows = "cobalt,mine,COD,2023,70,t,\ncobalt,mine,Chlie,2023,30,kg,\n";
    fs::write(folder.join("production.csv"), QUANTITIES.to_owned() + rows).unwrap();
    let found = found(folder);
    assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::UnknownCountry]);
}
