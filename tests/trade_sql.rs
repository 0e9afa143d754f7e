//! `minerals trade --sql`: what is asked of a warehouse, and what is refused.

#![allow(clippy::unwrap_used, reason = "a test file: a failure is meant to stop it")]

mod common;

use common::{refused, stdout};

fn query(more: &[&str]) -> String {
    stdout(&[&["trade", "--sql", "duckdb"], more].concat())
}

fn wrong(more: &[&str]) -> String {
    refused(&[&["trade", "--sql", "duckdb"], more].concat())
}

#[test]
fn the_query_is_the_same_whatever_the_format_and_also_in_a_file() {
    let all = query(&[]);
    assert!(all.starts_with("-- ") && all.ends_with(";\n"), "{all}");
    assert_eq!(query(&["--format", "json"]), all);
    let file = common::folder("trade-sql").join("trade.sql");
    assert_eq!(query(&["--output", file.to_str().unwrap()]), "");
    assert_eq!(std::fs::read_to_string(file).unwrap(), all);
}

#[test]
fn its_columns_are_those_of_the_table_trade() {
    let columns =
        ["mineral", "stage", "product", "exporter", "importer", "year", "quantity", "unit", "value_usd"];
    let of_table: Vec<&str> = minerals::load::tables::trade::SPEC.columns.iter().map(|c| c.name).collect();
    assert_eq!(of_table.get(..columns.len()), Some(&columns[..]));
    let all = query(&[]);
    let selected = all.split("\n)\nSELECT ").nth(1).unwrap().split("\nFROM").next().unwrap();
    let names: Vec<&str> = selected
        .split(",\n")
        .flat_map(|line| line.rsplit(" AS ").next())
        .flat_map(|n| n.split(", "))
        .collect();
    assert_eq!(names.iter().map(|name| name.trim()).collect::<Vec<_>>(), columns);
}

#[test]
fn a_mineral_or_a_product_leaves_only_its_codes() {
    let lithium = query(&["--mineral", "Li"]);
    assert!(lithium.contains("'283691', 'lithium'") && !lithium.contains("'cobalt'"), "{lithium}");
    let shared = query(&["--product", "261400"]);
    for mineral in ["ilmenite", "rutile", "titanium", "titanium-mineral-concentrates"] {
        assert!(shared.contains(&format!("('261400', '{mineral}', 'mine')")), "{shared}");
    }
    assert_eq!(shared.matches("'2").count(), 4, "{shared}");
    let one = query(&["--product", "261400", "--mineral", "rutile", "--product", "261400"]);
    assert!(one.contains("'rutile'") && !one.contains("'ilmenite'"), "{one}");
}

#[test]
fn a_country_has_all_its_numbers_and_a_group_all_its_members() {
    for name in ["USA", "842", "840", "United States"] {
        let of = query(&["--for", name]);
        assert!(of.contains("consumer (country) AS (VALUES\n    ('USA')\n)"), "{of}");
        assert!(of.contains("(840, 'USA')") && of.contains("(842, 'USA')"), "{of}");
    }
    for number in
        ["(250, 'FRA')", "(251, 'FRA')", "(490, 'TWN')", "(579, 'NOR')", "(699, 'IND')", "(757, 'CHE')"]
    {
        assert!(query(&[]).contains(number), "{number}");
    }
    let group = query(&["--for", "EU27"]);
    assert!(
        group.contains("('AUT'), ('BEL')") && group.contains("Kept: what EU27 buys or sells."),
        "{group}"
    );
    // in the records a number may have lost its zeros, or not
    let unknown = query(&["--for", "099"]);
    assert!(unknown.contains("('099'), ('99')"), "{unknown}");
}

#[test]
fn a_table_stands_in_the_query_as_it_was_given() {
    assert!(query(&[]).contains("FROM baci AS b\n"));
    assert!(query(&["--from", " read_csv('b_*.csv') "]).contains("FROM read_csv('b_*.csv') AS b\n"));
    assert!(wrong(&["--from", " "]).contains("names no table"));
    assert!(wrong(&["--from", "baci; DROP TABLE baci"]).contains("ends a statement"));
}

#[test]
fn what_cannot_be_asked_is_refused_with_advice() {
    for (arguments, message, help) in [
        (["--mineral", "cobolt"], "unknown mineral `cobolt`", "did you mean `cobalt`?"),
        (["--product", "28369"], "not a code of six digits", "as `283691`"),
        (["--product", "283690"], "no code that a mineral is traded under", "`283691`, of `lithium`?"),
        (["--for", "XYZ"], "unknown country `XYZ`", "a group: "),
        (["--year", "22"], "not a year or a period of years", "`2018-2022`"),
        (["--year", "2023-2020"], "not a year or a period of years", "`2018-2022`"),
    ] {
        let said = wrong(&arguments);
        assert!(said.contains(message) && said.contains(help), "{said}");
    }
    let other = wrong(&["--product", "283691", "--mineral", "cobalt"]);
    assert!(other.contains("no code of the minerals that are asked for"), "{other}");
    assert!(other.contains("it is of `lithium`"), "{other}");
    let all = wrong(&["--mineral", "cobolt", "--product", "1", "--year", "x", "--for", "XYZ", "--from", ""]);
    assert!(all.contains("5 errors"), "{all}");
}
