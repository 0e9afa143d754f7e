//! The query for a warehouse, run on the engines themselves: its result is the table that a plain sum of the
//! records gives, to the last digit, and the program answers from either alike.
//!
//! `MINERALS_PYTHON` names a Python that has the engines. An engine that it lacks is not tested, unless
//! `MINERALS_WAREHOUSES` is `required`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::baci;
use serde_json::Value;

/// An engine, as the tests need it.
struct Engine {
    /// The dialect, and the name in the program that runs it.
    name: &'static str,
    /// The module that Python must have.
    module: &'static str,
    /// The records as they stand in the file, after `FROM`; `{}` is the file.
    plain: &'static str,
    /// The same records with the types that a warehouse may have given them.
    typed: &'static str,
}

const DUCKDB: Engine = Engine {
    name: "duckdb",
    module: "duckdb",
    plain: "'{}'",
    typed: "(SELECT t, i, j, TRY_CAST(TRIM(k) AS BIGINT) AS k, CAST(v AS DECIMAL(18, 3)) AS v, \
            CAST(NULLIF(TRIM(q), 'NA') AS DOUBLE) AS q FROM '{}')",
};
const SPARK: Engine = Engine {
    name: "spark",
    module: "pyspark.sql",
    plain: "baci",
    typed: "(SELECT CAST(t AS INT) AS t, CAST(i AS INT) AS i, CAST(j AS INT) AS j, TRY_CAST(k AS BIGINT) AS k, \
            CAST(v AS DECIMAL(18, 3)) AS v, TRY_CAST(q AS DOUBLE) AS q FROM baci)",
};
const CLICKHOUSE: Engine = Engine {
    name: "clickhouse",
    module: "chdb",
    plain: "file('{}', CSVWithNames, 't String, i String, j String, k String, v String, q String')",
    typed: "(SELECT toInt32(t) AS t, i, j, toUInt32OrNull(k) AS k, toDecimal64(toString(v), 3) AS v, \
            toFloat64OrNull(trim(toString(q))) AS q FROM file('{}', CSVWithNames))",
};

/// What is asked of an engine beside the whole.
const PART: [&str; 8] = ["--for", "EU27", "--year", "2023", "--mineral", "lithium", "--mineral", "cobalt"];

/// Two records of a country that nobody knows, of which one has a number that is none.
const STRANGE: &str = "(SELECT 2023 AS t, 899 AS i, 842 AS j, 283691 AS k, 7.25 AS v, 1.5 AS q \
                       UNION ALL SELECT 2023, 842, 899, 283691, 3.0, CAST('NaN' AS DOUBLE))";
const OF_STRANGE: &str = "lithium,refinery,283691,899,USA,2023,1500,kg,7250\n\
                          lithium,refinery,283691,USA,899,2023,,kg,3000\n";

/// A record whose quantity is a word.
const WORD: &str = "(SELECT '2023' AS t, '4' AS i, '842' AS j, '283691' AS k, '7.5' AS v, 'much' AS q)";

/// Records that the generator has none of: a second number of one country, without a quantity, and a total.
const MORE: &str = "2023,840,392,282520,1.001,     NA\n2023,842,392,282520,2.002,5.000\n\
                    2022,156,840,282520,0.999,  0.250\n2022,156,842,282520,4.001,0.750\n\
                    2022,156,842,TOTAL,9.999,9.999\n";

#[test]
fn duckdb_gives_the_table_that_a_plain_sum_gives() {
    holds(&DUCKDB);
}

#[test]
fn spark_gives_the_table_that_a_plain_sum_gives() {
    holds(&SPARK);
}

#[test]
fn clickhouse_gives_the_table_that_a_plain_sum_gives() {
    holds(&CLICKHOUSE);
}

fn holds(engine: &Engine) {
    let python = std::env::var("MINERALS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = Command::new(&python).args(["-c", &format!("import {}", engine.module)]).output();
    if !import.as_ref().is_ok_and(|output| output.status.success()) {
        let required = std::env::var("MINERALS_WAREHOUSES").is_ok_and(|value| value == "required");
        assert!(!required, "{python} has no {}: {import:?}", engine.module);
        println!("{} is not here: the query was not run on it", engine.name);
        return;
    }
    let folder = common::folder(&format!("warehouse-{}", engine.name));
    let records = folder.join("baci.csv");
    let text = baci::rows(20_000, 7) + MORE;
    fs::write(&records, &text).unwrap();
    let asked: [(&str, &str, &[&str]); 5] = [
        ("plain", engine.plain, &[]),
        ("typed", engine.typed, &[]),
        ("part", engine.plain, &PART),
        ("strange", STRANGE, &["--for", "899"]),
        ("word", WORD, &[]),
    ];
    let mut command = Command::new(&python);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/warehouses/engines.py"));
    command.arg(engine.name).arg(&records);
    for (name, from, filters) in asked {
        let query = folder.join(format!("{name}.sql"));
        let from = from.replace("{}", records.to_str().unwrap());
        let basis = ["trade", "--sql", engine.name, "--from", &from, "--output", query.to_str().unwrap()];
        assert_eq!(common::stdout(&[&basis[..], filters].concat()), "");
        command.arg(query).arg(folder.join(format!("{name}.csv")));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));

    let answer = |name: &str| fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap();
    let whole = table(&sums(&text, |_| true));
    assert!(whole.lines().count() > 10_000, "{}", whole.lines().count());
    same_lines(&answer("plain"), &whole);
    same_lines(&answer("typed"), &whole);
    let part = table(&sums(&text, is_of_part));
    assert!(part.lines().count() > 50, "{}", part.lines().count());
    same_lines(&answer("part"), &part);
    same_lines(&answer("strange"), &format!("{HEADER}{OF_STRANGE}"));
    assert!(answer("word").starts_with("error\n"), "a word was taken for a quantity: {}", answer("word"));

    let summed = folder.join("summed.csv");
    fs::write(&summed, &whole).unwrap();
    let [ours, theirs] = [&summed, &folder.join("plain.csv")].map(score);
    assert_eq!(ours["results"], theirs["results"]);
    assert_eq!(ours["warnings"], theirs["warnings"]);
    let by_trade = |r: &&Value| r["dependency"]["imports_usd"].is_number();
    assert!(ours["results"].as_array().unwrap().iter().filter(by_trade).count() > 10, "{ours}");
}

/// What the engines are held to is what `data import` makes of the publisher's file.
#[test]
fn the_import_of_the_publishers_file_says_the_same() {
    let of_1992: Vec<&str> = include_str!("../data/hs_codes.csv")
        .lines()
        .filter_map(|line| line.split_once(",HS92,").map(|(code, _)| code))
        .collect();
    let generated = baci::rows(20_000, 7);
    let kept = |line: &&str| of_1992.contains(&line.split(',').nth(3).unwrap());
    let records: String = generated.lines().filter(kept).map(|line| format!("{line}\n")).collect();
    let folder = common::folder("warehouse-import");
    let file = folder.join("hs92.csv");
    fs::write(&file, format!("t,i,j,k,v_kusd,q_t\n{records}")).unwrap();
    let [file, tables] = [file, folder.join("tables")].map(|path| path.to_str().unwrap().to_owned());
    common::stdout(&["data", "import", "baci", &file, "--output", &tables]);

    let mut imported = Sums::new();
    for line in fs::read_to_string(folder.join("tables/trade.csv")).unwrap().lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [mineral, stage, product, exporter, importer] = [0, 1, 2, 3, 4].map(|at| cells[at].to_owned());
        let tons = Some(cells[6]).filter(|tons| !tons.is_empty());
        let kg = tons.map(|tons| {
            let (whole, rest) = tons.split_once('.').unwrap_or((tons, ""));
            format!("{whole}{rest:0<3}").parse().unwrap()
        });
        let key = (mineral, stage, product, exporter, importer, cells[5].parse().unwrap());
        assert!(imported.insert(key, (kg, cells[8].parse().unwrap())).is_none());
    }
    assert!(imported.len() > 10_000, "{}", imported.len());
    assert_eq!(imported, sums(&format!("t,i,j,k,v,q\n{records}"), |_| true));
}

/// The file of all goods as the trade of a run, whose minerals are kept.
#[test]
fn the_records_themselves_say_the_same() {
    let folder = common::folder("warehouse-kept");
    let sound: String =
        MORE.lines().filter(|line| !line.contains("TOTAL")).map(|line| format!("{line}\n")).collect();
    let text = baci::rows(20_000, 7) + &sound;
    let [records, summed] = ["baci.csv", "summed.csv"].map(|name| folder.join(name));
    fs::write(&records, &text).unwrap();
    fs::write(&summed, table(&sums(&text, |_| true))).unwrap();
    for asked in [
        &["score", "--for", "USA"][..],
        &["score", "--for", "EU27", "--method", "exposure"],
        &["score", "lithium", "--for", "JPN"],
    ] {
        let [kept, plain] = [&records, &summed]
            .map(|file| common::json(&[asked, &["--trade", file.to_str().unwrap()]].concat()));
        assert_eq!(kept["results"], plain["results"], "{asked:?}");
        let input =
            kept["inputs"].as_array().unwrap().iter().find(|input| input["table"] == "trade").unwrap();
        assert_eq!((&input["name"], &input["rows"]), (&"baci.csv".into(), &20_004.into()));
        // a country under two codes, and so three flows of two rows
        let told =
            kept["warnings"].as_array().unwrap().iter().find(|w| w["code"] == "repeated-flow").unwrap();
        assert!(told["message"].as_str().unwrap().starts_with("2 flows stand in several rows"), "{told}");
    }
}

/// What the United States depend on, by the trade that comes in on standard input.
fn score(table: &PathBuf) -> Value {
    let arguments = ["score", "--for", "USA", "--trade", "-", "--format", "json"];
    let output = common::program().args(arguments).stdin(File::open(table).unwrap()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn same_lines(one: &str, other: &str) {
    for (number, (a, b)) in one.lines().zip(other.lines()).enumerate() {
        // ClickHouse puts every text in quotes
        assert_eq!(a.replace('"', ""), b, "line {}", number + 1);
    }
    assert_eq!(one.lines().count(), other.lines().count());
}

const HEADER: &str = "mineral,stage,product,exporter,importer,year,quantity,unit,value_usd\n";

/// Mineral, stage, code, exporter, importer, year.
type Key = (String, String, String, String, String, u16);

/// Kilograms where all are known, and dollars.
type Sums = BTreeMap<Key, (Option<u64>, u64)>;

/// The records summed one after the other, by another way than the program's own.
fn sums(records: &str, keep: impl Fn(&Key) -> bool) -> Sums {
    let mut countries = baci::countries();
    countries.insert(840, "USA".to_owned());
    let codes = baci::hs_codes();
    let mut sums = Sums::new();
    for line in records.lines().skip(1) {
        let [t, i, j, k, v, q] = line.split(',').collect::<Vec<_>>().try_into().unwrap();
        let party = |number: &str| countries[&number.parse().unwrap()].clone();
        // three decimals each: without the point they are thousandths
        let thousandths = |text: &str| text.trim().replace('.', "").parse::<u64>().ok();
        for (mineral, stage) in codes.get(k).into_iter().flatten() {
            let names = (mineral.to_string(), stage.to_string(), k.to_owned());
            let key = (names.0, names.1, names.2, party(i), party(j), t.parse().unwrap());
            if keep(&key) {
                let (kg, usd) = sums.entry(key).or_insert((Some(0), 0));
                *kg = kg.zip(thousandths(q)).map(|(sum, more)| sum + more);
                *usd += thousandths(v).unwrap();
            }
        }
    }
    sums
}

/// What [`PART`] asks for.
fn is_of_part((mineral, _, _, exporter, importer, year): &Key) -> bool {
    let members: Vec<&str> = include_str!("../data/groups.csv")
        .lines()
        .filter(|line| line.starts_with("EU27,"))
        .map(|line| line.split(',').nth(2).unwrap())
        .collect();
    assert_eq!(members.len(), 27);
    let is_member = |country: &String| members.contains(&country.as_str());
    *year == 2023
        && ["lithium", "cobalt"].contains(&mineral.as_str())
        && (is_member(exporter) || is_member(importer))
}

fn table(sums: &Sums) -> String {
    let mut text = HEADER.to_owned();
    for ((mineral, stage, product, exporter, importer, year), (kg, usd)) in sums {
        let kg = kg.map(|kg| kg.to_string()).unwrap_or_default();
        writeln!(text, "{mineral},{stage},{product},{exporter},{importer},{year},{kg},kg,{usd}").unwrap();
    }
    text
}
