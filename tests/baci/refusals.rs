//! What the importer refuses, and where it says that it stands.

use minerals::diag::Code;

use super::{HS17, HS92, run};

/// The one error that files give: its code, line, column and message.
fn error(files: &[(&str, &str)]) -> (Code, u32, u32, String) {
    let errors = run(files).unwrap_err();
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let (line, column) = errors[0].place.as_ref().map_or((0, 0), |place| (place.line, place.column));
    (errors[0].code, line, column, errors[0].message.clone())
}

fn changed(from: &str, to: &str) -> (Code, u32, u32, String) {
    assert!(HS92.contains(from));
    error(&[("hs92.csv", &HS92.replace(from, to))])
}

#[test]
fn a_code_country_or_year_that_is_not_known_is_refused_with_its_place() {
    let (code, line, column, message) = changed("283691,3988056.604", "999999,3988056.604");
    assert_eq!((code, line, column), (Code::UnknownLabel, 5, 14));
    assert_eq!(message, "no mineral and no reason is known for the code `999999`");
    let (code, line, column, message) = changed("KAZ,CHN,260300", "KAX,CHN,260300");
    assert_eq!((code, line, column), (Code::UnknownCountry, 3, 6));
    assert_eq!(message, "unknown country `KAX`");
    // also where the row would be set aside: a name that slipped must not hide there
    assert_eq!(changed("KAZ,CHN,270900", "KAX,CHN,270900").0, Code::UnknownCountry);
    let (code, line, column, _) = changed("2023,CHL", "23,CHL");
    assert_eq!((code, line, column), (Code::BadPeriod, 5, 1));
}

#[test]
fn what_is_no_value_and_no_quantity_is_refused() {
    for bad in ["", "NA", "-1", "1e3", "1.2345", "NaN", "1 000", "$5"] {
        let (code, line, column, message) = changed("3988056.604", bad);
        assert_eq!((code, line, column), (Code::BadNumber, 5, 21), "{bad}");
        assert_eq!(message, format!("`{bad}` is not a value"));
    }
    for bad in ["-1", "n/a", "0.0001", "none"] {
        let (code, _, column, message) = changed("92960.608", bad);
        assert_eq!((code, column), (Code::BadNumber, 33), "{bad}");
        assert_eq!(message, format!("`{bad}` is not a quantity"));
    }
    for bad in ["", "NA", "1018.5", "-1", "1e3"] {
        let text = HS17.replace("1018.9999999999999", bad);
        let (code, line, column, _) = error(&[("baci_2022.csv", &text)]);
        assert_eq!((code, line, column), (Code::BadNumber, 3, 16), "{bad}");
    }
}

#[test]
fn two_figures_for_one_flow_are_refused_also_in_two_files_and_under_two_codes_of_a_country() {
    let again = format!("{HS92}2022,156,TWN,250310,1.0,1\r\n");
    let (code, line, _, message) = error(&[("hs92.csv", &again)]);
    assert_eq!((code, line), (Code::DuplicateRow, 11));
    assert_eq!(message, "trade from `CHN` to `TWN` under `250310` in 2022 stands in line 4 already");
    let all = run(&[("a.csv", HS92), ("b.csv", HS92)]).unwrap_err();
    assert_eq!(all.len(), 6, "every flow that is used");
    assert!(all.iter().all(|error| error.code == Code::DuplicateRow));
    let one = "t,i,j,k,v_kusd,q_t\n2022,CHN,JPN,250310,1.0,1\n";
    let other = "t,i,j,k,v_kusd,q_t\n2023,CHN,JPN,250310,1.0,1\n";
    assert_eq!(
        error(&[("a.csv", one), ("a.csv", other)]).0,
        Code::DuplicateTable,
        "no account could tell them apart"
    );
}

#[test]
fn a_country_does_not_trade_with_itself() {
    let (code, line, _, message) = changed("CHN,S19,250310", "TWN,S19,250310");
    assert_eq!((code, line), (Code::BadParty, 4));
    assert_eq!(message, "`TWN` is both the exporter and the importer");
}

#[test]
fn a_file_of_another_shape_or_without_a_year_is_refused() {
    let (code, _, _, message) =
        error(&[("country_codes.csv", "country_code,country_name,iso2,iso3\n4,x,AF,AFG\n")]);
    assert_eq!(
        (code, message.as_str()),
        (Code::MissingColumn, "`country_codes.csv` is not a file of BACI that we know")
    );
    let (code, _, _, message) = error(&[("baci.csv", HS17)]);
    assert_eq!(
        (code, message.as_str()),
        (Code::BadPeriod, "the name `baci.csv` tells no year, and neither do its rows")
    );
    assert_eq!(error(&[("hs92.csv", "t,i,j,k,v_kusd,q_t\n2022,CHN,JPN,250310,1.0\n")]).0, Code::BadRow);
    assert_eq!(error(&[("hs92.csv", "t,i,j,k,v_kusd,q_t\n2022,CHN,\"JPN,250310,1.0,1\n")]).0, Code::BadQuote);
    assert_eq!(error(&[("hs92.csv", "")]).0, Code::EmptyTable);
    assert_eq!(
        error(&[("hs92.csv", "t,i,j,k,v_kusd,q_t\n1995,CAN,NOR,283691,2.628,0.02\n")]).0,
        Code::EmptyTable
    );
    assert_eq!(error(&[("baci_1999.csv", HS17)]).0, Code::EmptyTable, "no row of its year is kept");
}

#[test]
fn all_errors_of_all_files_are_told_in_one_run() {
    let (hs92, hs17) = (HS92.replace("KAZ,CHN,260300", "KAX,CHN,260300").replace("CHL", "CHX"), "x\n");
    let codes: Vec<_> =
        run(&[("a.csv", &hs92), ("b.csv", hs17)]).unwrap_err().iter().map(|error| error.code).collect();
    assert_eq!(codes, [Code::UnknownCountry, Code::UnknownCountry, Code::MissingColumn]);
}
