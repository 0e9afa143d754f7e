//! `trade`: the answer is that of a plain sum, whatever the order of the rows, their form and their way in.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    reason = "a test file: a failure is meant to stop it"
)]

#[path = "../common/mod.rs"]
mod common;
mod refusals;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use common::baci::{Random, rows, rows_of};
use common::{folder, json, program, refused, stdout};
use flate2::Compression;
use flate2::write::GzEncoder;

/// Exporters with value and quantity, of an importer, a product and a year.
type Groups = BTreeMap<(u16, String, u16), Flows>;

/// Value and quantity by exporter.
type Flows = BTreeMap<u16, (u64, Option<u64>)>;

/// The groups of a text, by sums in whole thousandths.
fn groups(text: &str) -> Groups {
    let thousandths = |cell: &str| cell.replace('.', "").parse::<u64>().ok();
    let mut groups = Groups::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let code = |i: usize| cells[i].parse::<u16>().unwrap();
        let flow = groups.entry((code(2), cells[3].to_owned(), code(0))).or_default().entry(code(1));
        let (value, quantity) = flow.or_insert((0, Some(0)));
        *value += thousandths(cells[4]).unwrap();
        *quantity = quantity.zip(thousandths(cells[5])).map(|(a, b)| a + b);
    }
    groups
}

/// What `trade` must write of them, but for the countries' names.
fn expected(groups: &Groups) -> Vec<Vec<String>> {
    let hhi = |parts: &[u64]| {
        let (whole, squares) = parts.iter().fold((0u128, 0u128), |(whole, squares), part| {
            (whole + u128::from(*part), squares + u128::from(*part) * u128::from(*part))
        });
        if whole == 0 {
            String::new()
        } else {
            serde_json::to_string(&(squares as f64 / (whole * whole) as f64)).unwrap()
        }
    };
    let row = |((importer, product, year), exporters): (&(u16, String, u16), &Flows)| {
        let values: Vec<u64> = exporters.values().map(|(value, _)| *value).collect();
        let quantities: Vec<u64> = exporters.values().filter_map(|(_, quantity)| *quantity).collect();
        let top = exporters.iter().max_by(|(a, (x, _)), (b, (y, _))| x.cmp(y).then(b.cmp(a))).unwrap();
        let total: u64 = values.iter().sum();
        vec![
            importer.to_string(),
            product.clone(),
            year.to_string(),
            format!("{:?}", total as f64),
            exporters.len().to_string(),
            (exporters.len() - quantities.len()).to_string(),
            hhi(&values),
            hhi(&quantities),
            top.0.to_string(),
            serde_json::to_string(&(top.1.0 as f64 / total as f64)).unwrap(),
        ]
    };
    groups.iter().map(row).collect()
}

/// The same columns of what it writes.
fn written(csv: &str) -> Vec<Vec<String>> {
    const COLUMNS: [&str; 10] = [
        "importer.code",
        "product",
        "year",
        "value_usd",
        "suppliers",
        "without_quantity",
        "hhi.value",
        "hhi_quantity.value",
        "top_supplier.code",
        "top_supplier.share",
    ];
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().unwrap().clone();
    let at = COLUMNS.map(|name| header.iter().position(|h| h == name).unwrap());
    reader.records().map(|row| at.iter().map(|i| row.as_ref().unwrap()[*i].to_owned()).collect()).collect()
}

fn file(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_str().unwrap().to_owned()
}

fn trade(files: &[&str], more: &[&str]) -> String {
    stdout(&[&["trade", "--format", "csv", "-q"], files, more].concat())
}

/// Standard output of a run that reads from a pipe.
fn piped(bytes: &[u8], arguments: &[&str]) -> String {
    let mut child = program();
    let child = child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let bytes = bytes.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&bytes));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The rows in another order, the same for a seed.
fn shuffled(text: &str, seed: u64) -> String {
    let mut lines: Vec<&str> = text.lines().skip(1).collect();
    let mut random = Random(seed);
    for i in (1..lines.len()).rev() {
        lines.swap(i, usize::try_from(random.below(i as u64 + 1)).unwrap());
    }
    format!("t,i,j,k,v,q\n{}\n", lines.join("\n"))
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

#[test]
fn every_importer_and_product_is_as_a_plain_sum_has_it() {
    let text = rows(60_000, 1);
    let here = folder("trade-sum");
    let path = file(&here, "baci.csv", text.as_bytes());
    let answer = written(&trade(&[&path], &[]));
    assert!(text.len() > 1_500_000 && answer.len() > 10_000, "several chunks, many groups");
    assert_eq!(answer, expected(&groups(&text)));
}

#[test]
fn the_bytes_are_the_same_whatever_the_order_the_form_and_the_way_in() {
    let text = rows(60_000, 2);
    let here = folder("trade-order");
    let path = file(&here, "baci.csv", text.as_bytes());
    let answer = trade(&[&path], &[]);
    let is_same = |name: &str, bytes: &[u8]| {
        assert_eq!(trade(&[&file(&here, name, bytes)], &[]), answer, "{name}");
    };
    is_same("shuffled.csv", shuffled(&text, 7).as_bytes());
    is_same("packed.csv.gz", &gzip(text.as_bytes()));
    let (first, second) = text.split_at(text.find("\n2022,4").unwrap() + 1);
    is_same("parts.csv.gz", &[gzip(first.as_bytes()), gzip(second.as_bytes())].concat());
    is_same("crlf.csv", text.replace('\n', "\r\n").as_bytes());
    is_same("mark.csv", format!("\u{feff}# made\n\n{text}").as_bytes());
    is_same("cut.csv", text.trim_end().as_bytes());
    is_same("blank.csv", text.replacen("\n2023,", "\n\n# 2023\n2023,", 1).as_bytes());
    let quoted: String = text.lines().map(|l| format!("\"{}\"\n", l.replace(',', "\",\""))).collect();
    is_same("quoted.csv", quoted.as_bytes());
    let turned: String =
        text.lines().map(|l| l.rsplitn(6, ',').collect::<Vec<_>>().join(",") + "\n").collect();
    assert!(turned.starts_with("q,v,k,j,i,t\n"));
    is_same("turned.csv", turned.as_bytes());
    assert_eq!(piped(text.as_bytes(), &["trade", "-", "--format", "csv", "-q"]), answer);
    // a pipe that has a name is no file that could be opened twice
    assert_eq!(
        piped(shuffled(&text, 9).as_bytes(), &["trade", "/dev/stdin", "--format", "csv", "-q"]),
        answer
    );
    assert_eq!(piped(&gzip(text.as_bytes()), &["trade", "-", "--format", "csv", "-q"]), answer);
}

#[test]
fn rows_of_one_flow_are_summed_before_they_are_squared() {
    let text = rows(20_000, 3);
    let here = folder("trade-repeats");
    // each row twice, the second time far away and of another amount
    let again: String =
        text.lines().skip(1).step_by(3).map(|l| format!("{}\n", l.replace(",NA", ",1.5"))).collect();
    let twice = format!("{text}{again}");
    let expected = expected(&groups(&twice));
    for (name, bytes) in [("twice.csv", twice.clone()), ("mixed.csv", shuffled(&twice, 5))] {
        let path = file(&here, name, bytes.as_bytes());
        // whose quantity is known in one row of several is in both counts: the plain sum leaves it out
        let known = |rows: Vec<Vec<String>>| {
            rows.into_iter()
                .map(|mut row| {
                    row.remove(7);
                    row
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(known(written(&trade(&[&path], &[]))), known(expected.clone()), "{name}");
        for pipe in ["-", "/dev/stdin"] {
            let by_pipe = piped(bytes.as_bytes(), &["trade", pipe, "--format", "csv", "-q"]);
            assert_eq!(by_pipe, trade(&[&path], &[]), "{name}");
        }
        let flows = text.lines().skip(1).step_by(3).count();
        let told = json(&["trade", &path])["warnings"][0].clone();
        assert_eq!(told["code"], "repeated-flow");
        assert!(
            told["message"].as_str().unwrap().starts_with(&format!("{flows} flows stand in several rows"))
        );
        for whom in [&[][..], &["--for", "EU27"]] {
            let told = refused(&[&["trade", &path, "--strict"], whom].concat());
            assert!(told.contains("repeated-flow"), "{name}: {told}");
        }
    }
    let first = format!("first line 2 of `{}`, again line 20002", here.join("twice.csv").display());
    assert!(refused(&["trade", here.join("twice.csv").to_str().unwrap(), "--strict"]).contains(&first));
}

#[test]
fn files_of_several_years_are_one_answer_with_the_change_between_them() {
    let here = folder("trade-years");
    let text = rows_of(&[2019, 2020, 2021], 30_000, 4);
    let whole = file(&here, "all.csv", text.as_bytes());
    let of_year = |year: u16| {
        let rows: String =
            text.lines().filter(|l| l.starts_with(&format!("{year},"))).map(|l| format!("{l}\n")).collect();
        file(&here, &format!("{year}.csv"), format!("t,i,j,k,v,q\n{rows}").as_bytes())
    };
    let [a, b, c] = [2019, 2020, 2021].map(of_year);
    assert_eq!(trade(&[&a, &b, &c], &[]), trade(&[&whole], &[]));
    assert_eq!(trade(&[&c, &a, &b], &[]), trade(&[&whole], &[]));
    assert_eq!(trade(&[&whole], &["--year", "2020"]), trade(&[&b], &[]));
    assert_eq!(trade(&[&whole], &["--year", "2020-2021"]), trade(&[&c, &b], &[]));

    let answer = json(&["trade", &whole, "--for", "842", "--product", "283691"]);
    let result = common::only(&answer);
    let years: Vec<u64> =
        result["years"].as_array().unwrap().iter().map(|y| y["year"].as_u64().unwrap()).collect();
    assert_eq!(years, [2019, 2020, 2021]);
    let hhi = |i: usize| result["years"][i]["hhi"]["value"].as_f64().unwrap();
    common::near(&result["change"], hhi(2) - hhi(0), 1e-15);
}

#[test]
fn filters_leave_what_the_whole_answer_says_of_it() {
    let here = folder("trade-filters");
    let path = file(&here, "baci.csv", rows(30_000, 5).as_bytes());
    let whole = trade(&[&path], &[]);
    let (header, rows) = whole.split_once('\n').unwrap();
    let kept = |keep: &dyn Fn(&[&str]) -> bool| {
        let rows = rows.lines().filter(|l| keep(&l.split(',').collect::<Vec<_>>()));
        rows.fold(format!("{header}\n"), |all, row| all + row + "\n")
    };
    for asked in ["USA", "842", "United States"] {
        assert_eq!(trade(&[&path], &["--for", asked]), kept(&|c| c[0] == "842"), "{asked}");
    }
    assert_eq!(
        trade(&[&path], &["--product", "283691", "--product", "10121"]),
        kept(&|c| ["283691", "010121"].contains(&c[4]))
    );
    let lithium: Vec<String> = common::baci::hs_codes()
        .into_iter()
        .filter(|(_, of)| of.iter().any(|(mineral, _)| *mineral == "lithium"))
        .map(|(code, _)| code.to_owned())
        .collect();
    assert!(!lithium.is_empty());
    assert_eq!(trade(&[&path], &["--mineral", "Lithium"]), kept(&|c| lithium.iter().any(|l| l == c[4])));
    assert_eq!(
        trade(&[&path], &["--for", "JPN", "--year", "2022"]),
        kept(&|c| c[1] == "JPN" && c[5] == "2022")
    );
}

#[test]
fn a_group_is_one_importer_that_buys_from_outside() {
    let here = folder("trade-group");
    let text = rows(30_000, 6);
    let path = file(&here, "baci.csv", text.as_bytes());
    let union: Vec<u16> = {
        let groups =
            std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/groups.csv")).unwrap();
        let members: Vec<&str> =
            groups.lines().filter(|l| l.starts_with("EU27,")).map(|l| l.split(',').nth(2).unwrap()).collect();
        common::baci::countries()
            .into_iter()
            .filter(|(_, c)| members.contains(&c.as_str()))
            .map(|(n, _)| n)
            .collect()
    };
    assert_eq!(union.len(), 27);
    let mut of_union = String::from("t,i,j,k,v,q\n");
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [exporter, importer] = [1, 2].map(|i| cells[i].parse::<u16>().unwrap());
        if union.contains(&importer) && !union.contains(&exporter) {
            of_union
                .push_str(&format!("{},{exporter},1000,{},{},{}\n", cells[0], cells[3], cells[4], cells[5]));
        }
    }
    let plain = |rows: Vec<Vec<String>>| -> Vec<Vec<String>> {
        // the code of the group, and what is known of a part of its members only
        rows.into_iter().map(|row| [&row[1..5], &row[6..7], &row[8..]].concat()).collect()
    };
    let answer = trade(&[&path], &["--for", "EU27"]);
    assert_eq!(plain(written(&answer)), plain(expected(&groups(&of_union))));
    let table = stdout(&["trade", &path, "--for", "EU27"]);
    assert!(table.starts_with("Imports of European Union"), "{table}");
    assert!(json(&["trade", &path, "--for", "EU27"])["warnings"].as_array().unwrap().is_empty());
}

#[test]
fn the_top_is_the_most_concentrated_and_the_larger_value_first() {
    let here = folder("trade-top");
    let path = file(&here, "baci.csv", rows(30_000, 8).as_bytes());
    let mut all = written(&trade(&[&path, "--year", "2023"], &[]));
    let number = |text: &str| text.parse::<f64>().unwrap();
    all.sort_by(|a, b| number(&b[6]).total_cmp(&number(&a[6])).then(number(&b[3]).total_cmp(&number(&a[3]))));
    all.truncate(1500);
    let top = written(&trade(&[&path, "--year", "2023", "--top", "1500"], &[]));
    assert_eq!(top, all);
    let shown = stdout(&["trade", &path, "--year", "2023", "--top", "3"]);
    assert_eq!(shown.lines().filter(|l| l.contains("10000")).count(), 3, "{shown}");
}
