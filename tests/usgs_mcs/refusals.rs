//! What stops the import: nothing is guessed.

use minerals::diag::{Code, Diagnostic};

use super::{CORRECTIONS, RELEASE, WORLD, excerpts, run};

/// The release with one text in place of another, which it must hold.
fn changed(from: &str, to: &str) -> Vec<Diagnostic> {
    let (text, _, _) = encoding_rs::WINDOWS_1252.decode(RELEASE);
    assert!(text.contains(from), "{from}");
    let text = text.replacen(from, to, 1);
    run(&[("release.csv", text.as_bytes())]).unwrap_err()
}

/// The one error of a changed release, which names its line.
fn error(from: &str, to: &str, code: Code) -> String {
    let errors = changed(from, to);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    assert_eq!(errors[0].code, code, "{errors:#?}");
    assert!(errors[0].place.as_ref().is_some_and(|place| place.line > 1), "{errors:#?}");
    errors[0].message.clone()
}

const COBALT: &str = "COBALT,World Mine Production and Reserves,Cobalt,Congo (Kinshasa),Production,Mine production,metric tons,2025,\"230,000\"";

#[test]
fn a_label_that_the_mapping_does_not_know() {
    let message = error(COBALT, &COBALT.replace("Mine production", "Mined"), Code::UnknownLabel);
    assert!(message.contains("mined"), "{message}");
}

#[test]
fn a_country_that_the_reference_tables_do_not_know() {
    assert!(
        error(COBALT, &COBALT.replace("Congo (Kinshasa)", "Katanga"), Code::UnknownCountry)
            .contains("Katanga")
    );
}

#[test]
fn a_value_that_is_neither_figure_nor_mark() {
    for value in ["?1", "230.000.1", "n/a", "2,30"] {
        let message = error(COBALT, &COBALT.replace("230,000", value), Code::BadNumber);
        assert!(message.contains(value), "{message}");
    }
}

#[test]
fn a_net_exporter_in_a_table_of_production() {
    error(COBALT, &COBALT.replace("\"230,000\"", "E"), Code::BadStatus);
}

#[test]
fn a_unit_that_is_not_known() {
    error(COBALT, &COBALT.replace("metric tons", "long tons"), Code::BadUnit);
}

#[test]
fn a_second_row_about_the_same_thing() {
    let twice = COBALT.replace("Congo (Kinshasa)", "Cuba");
    assert!(error(COBALT, &twice, Code::UnknownLabel).contains("mine production #2"));
    error(COBALT, &twice.replace("Mine production", "Mine production: rounded"), Code::DuplicateRow);
}

#[test]
fn a_year_that_is_none() {
    error(COBALT, &COBALT.replace("2025", "25"), Code::BadPeriod);
}

#[test]
fn cells_that_are_shifted() {
    error(COBALT, &format!("x,{COBALT}"), Code::BadRow);
}

#[test]
fn rows_that_do_not_add_up_to_their_total() {
    let errors = changed(COBALT, &COBALT.replace("230,000", "23,000"));
    assert_eq!(errors[0].code, Code::TotalMismatch);
    assert!(errors[0].message.starts_with("cobalt at the mine in 2025"), "{}", errors[0].message);
}

#[test]
fn reserves_that_a_wrong_unit_makes_last_for_ever() {
    let china = "VANADIUM,World Mine Production and Reserves,Vanadium,China,Reserves,Reserves,metric tons,2025,\"5,800\"";
    let errors = changed(china, &china.replace("5,800", "5,800,000"));
    assert_eq!(errors[0].code, Code::ImplausibleReserves);
}

#[test]
fn import_sources_that_lack_one() {
    let norway = "2021–24,26,";
    let errors = changed(norway, &norway.replace("26", "6"));
    assert_eq!(errors[0].code, Code::TotalMismatch);
}

#[test]
fn a_correction_that_meets_no_row() {
    let corrections =
        String::from_utf8(CORRECTIONS.to_vec()).unwrap().replace("\"21,000,000\"", "\"22,000,000\"");
    let errors = run(&[("release.csv", RELEASE), ("corrections.csv", corrections.as_bytes())]).unwrap_err();
    assert!(errors.len() == 1 && errors[0].message.contains("line 3"), "{errors:#?}");
}

#[test]
fn files_that_are_not_the_publishers() {
    let code = |files: &[(&str, &[u8])]| run(files).unwrap_err()[0].code;
    assert_eq!(code(&[("x.csv", b"mineral,country\n")]), Code::UnknownTable);
    assert_eq!(code(&[("world.csv", WORLD)]), Code::NoData);
    assert_eq!(code(&[("a.csv", RELEASE), ("b.csv", RELEASE)]), Code::DuplicateRow);
    assert_eq!(code(&[]), Code::NoData);
}

#[test]
fn the_order_of_the_files_makes_no_difference() {
    let files: [(&str, &[u8]); 3] =
        [("corrections.csv", CORRECTIONS), ("world.csv", WORLD), ("release.csv", RELEASE)];
    assert_eq!(run(&files).unwrap().tables, excerpts().tables);
}

#[test]
fn a_file_that_is_not_the_publishers_is_told_what_was_expected() {
    let workbook: &[u8] = b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0\xff";
    for wrong in [workbook, b"", b"mineral,country\n", "Côte,\u{1}".as_bytes()] {
        let errors = run(&[("release.csv", RELEASE), ("wrong.xlsx", wrong)]).unwrap_err();
        assert_eq!(errors.len(), 1, "{errors:#?}");
        assert_eq!(errors[0].code, Code::UnknownTable);
        assert!(errors[0].message.contains("`wrong.xlsx`"), "{}", errors[0].message);
        assert!(errors[0].help.as_deref().unwrap().contains("`MCS chapter,Section,Commodity"));
    }
}
