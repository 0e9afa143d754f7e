//! The importer of the EU's study, on excerpts of its tables and, where they are at hand, on the tables
//! themselves.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test file: a failure is meant to stop it"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use common::publishers::{EU_STUDY, Files, folder, names};
use minerals::diag::{Code, Diagnostic};
use minerals::sources::{Account, Imported, Publication, eu_study};

/// Each excerpt under its published name.
const EXCERPTS: [(&str, &[u8]); 6] = [
    (SCORES, include_bytes!("publishers/eu_study/dimension_CRMsOverTime.csv")),
    (GROUPINGS, include_bytes!("publishers/eu_study/dimension_ScreenedMatGroupings.csv")),
    (PARAMETERS, include_bytes!("publishers/eu_study/eu2023_parameters.csv")),
    (UNION, include_bytes!("publishers/eu_study/fact_EUSupplyShares_t.csv")),
    (WORLD, include_bytes!("publishers/eu_study/fact_GlobalSupplyShares_t.csv")),
    (USES, include_bytes!("publishers/eu_study/fact_MaterialUseShares.csv")),
];

const SCORES: &str = "dimension_CRMsOverTime.csv";
const GROUPINGS: &str = "dimension_ScreenedMatGroupings.csv";
const PARAMETERS: &str = "eu2023_parameters.csv";
const UNION: &str = "fact_EUSupplyShares_t.csv";
const WORLD: &str = "fact_GlobalSupplyShares_t.csv";
const USES: &str = "fact_MaterialUseShares.csv";

fn import(files: &[(&str, &[u8])]) -> Result<Imported, Vec<Diagnostic>> {
    let publications: Vec<_> = files.iter().map(|&(name, bytes)| Publication { name, bytes }).collect();
    eu_study::import(&publications, names())
}

/// The excerpts with one text in one of them replaced.
fn replaced(file: &str, from: &str, to: &str) -> Result<Imported, Vec<Diagnostic>> {
    let mut files: Vec<(&str, Vec<u8>)> = EXCERPTS.iter().map(|(name, b)| (*name, b.to_vec())).collect();
    let bytes = &mut files.iter_mut().find(|(name, _)| *name == file).unwrap().1;
    let at = bytes.windows(from.len()).position(|w| w == from.as_bytes()).unwrap();
    bytes.splice(at..at + from.len(), to.bytes());
    let files: Vec<_> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    import(&files)
}

fn excerpts() -> &'static Imported {
    static IMPORTED: LazyLock<Imported> =
        LazyLock::new(|| import(&EXCERPTS).unwrap_or_else(|errors| panic!("{errors:#?}")));
    &IMPORTED
}

/// The rows of a table that hold this text.
fn rows(table: &str, text: &str) -> Vec<&'static str> {
    excerpts().tables[table].lines().filter(|line| line.contains(text)).collect()
}

#[test]
fn shares_are_fractions_of_the_world_or_the_union_at_a_stage() {
    let niobium = "niobium,refinery,world,BRA,2016-2020,0.888,,,,,eu-crm-2023-world:3";
    assert_eq!(rows("supply_shares", "niobium,refinery,world,BRA"), [niobium]);
    // the Union's table calls the same country `Brasil`
    assert_eq!(rows("supply_shares", "niobium,refinery,EU27,BRA").len(), 1);
    assert!(rows("supply_shares", "vanadium,mine,world,CHN")[0].contains(",0.616,"));
}

#[test]
fn a_trace_is_a_bound_and_a_share_without_its_sign_is_one_that_is_known() {
    let trace = &rows("supply_shares", "sapele-wood,mine,world,COL")[0];
    assert!(trace.contains(",2016-2020,,0,0.001,bound,,"), "{trace}");
    let bare = &rows("supply_shares", "silicon-metal,refinery,EU27,DEU")[0];
    assert!(bare.contains(",0.06,,,,printed without its percent sign,"), "{bare}");
    let errors = replaced(UNION, "Norway,33%", "Norway,33").unwrap_err();
    assert_eq!(
        (errors[0].code, errors[0].message.as_str()),
        (Code::BadNumber, "`33` is not a share in percent")
    );
}

#[test]
fn a_trade_factor_stands_where_it_is_not_one() {
    let factor = "silicon-metal,refinery,trade_factor,EU27,DEU,0.8,,2023,,eu-crm-2023-eu:14";
    assert_eq!(rows("parameters", "silicon-metal,refinery,trade_factor,EU27,DEU"), [factor]);
    assert!(rows("parameters", "trade_factor,EU27,NOR").is_empty(), "Norway's is 1");
    assert!(rows("parameters", "phosphorus,refinery,trade_factor,world,CHN")[0].contains(",1.1,"));
}

#[test]
fn materials_and_countries_under_other_names_are_found() {
    for (table, start) in [
        ("supply_shares", "phosphorus,refinery,world,KAZ"),
        ("supply_shares", "heavy-rare-earths,mine,EU27,JPN"),
        ("supply_shares", "titanium,mine,EU27,NOR"),
        ("supply_shares", "titanium-sponge,refinery,world,JPN"),
        ("parameters", "limestone,mine,eol_rir"),
        ("parameters", "talc,mine,si_sr"),
        ("supply_shares", "sapele-wood,mine,world,TUR"),
        ("supply_shares", "sapele-wood,mine,world,COD"),
    ] {
        assert_eq!(rows(table, start).len(), 1, "{start}");
    }
    let congo = rows("supply_shares", ",world,COG,");
    assert!(congo.iter().any(|row| row.starts_with("sapele-wood") && row.contains(",0.218,")), "{congo:?}");
}

#[test]
fn parameters_are_fractions_and_what_is_not_assessed_is_no_row() {
    assert_eq!(
        rows("parameters", "silicon-metal,refinery,")
            .into_iter()
            .filter(|r| r.contains("-parameters:"))
            .collect::<Vec<_>>(),
        [
            "silicon-metal,refinery,eol_rir,,,0,,2023,,eu-crm-2023-parameters:6",
            "silicon-metal,refinery,import_reliance,EU27,,0.64,,2023,,eu-crm-2023-parameters:6",
            "silicon-metal,refinery,si_ei,,,0.99,,2023,,eu-crm-2023-parameters:6",
            "silicon-metal,refinery,si_sr,,,0.99,,2023,,eu-crm-2023-parameters:6",
        ]
    );
    assert!(rows("parameters", "niobium,mine,import_reliance").is_empty());
    assert!(rows("parameters", "platinum-group-metals,refinery,si_").is_empty());
    assert_eq!(replaced(PARAMETERS, "100,5,0.96", "100,5,1.96").unwrap_err()[0].code, Code::BadNumber);
    assert_eq!(replaced(PARAMETERS, "1.7,2.4,100", "1.7,2.4,101").unwrap_err()[0].code, Code::BadNumber);
}

#[test]
fn a_score_has_its_edition_and_that_of_2023_its_stage_and_scope() {
    let risk = rows("published_scores", ",sr,");
    let of = |start: &str| risk.iter().filter(|row| row.starts_with(start)).copied().collect::<Vec<_>>();
    assert_eq!(
        of("eu-criticality,2014,silicon-metal"),
        ["eu-criticality,2014,silicon-metal,,,sr,1.6,by the method before 2017,eu-crm-2023-scores:6"]
    );
    assert_eq!(
        of("eu-criticality,2020,teak-wood"),
        ["eu-criticality,2020,teak-wood,,,sr,1.9,,eu-crm-2023-scores:10"]
    );
    assert_eq!(
        of("eu-criticality,2023,niobium"),
        ["eu-criticality,2023,niobium,mine,GS,sr,4.4,,eu-crm-2023-parameters:4"]
    );
    let two = "eu-criticality,2023,silicon-metal,refinery,GS+EU,sr,1.4,1.3 in the table of scores over time,";
    assert!(of("eu-criticality,2023,silicon-metal")[0].starts_with(two), "{risk:?}");
    assert!(of("eu-criticality,2011,silicon-metal").is_empty(), "it was not assessed");
    let lost = replaced(PARAMETERS, "Niobium,E", "Tantalum,E").unwrap_err();
    assert!(lost[0].message.contains("the scores of `niobium`"), "{lost:?}");
}

#[test]
fn a_use_has_its_division_and_value_added() {
    let construction = "magnesium,\"Manufacture of fabricated metal products, except machinery and equipment\",\
                        Construction,C25,163568,EU27,,0.13,,,,the study states no years,eu-crm-2023-uses:12";
    assert_eq!(
        rows("end_uses", "magnesium,").into_iter().filter(|r| r.contains("Construction")).collect::<Vec<_>>(),
        [construction]
    );
    let cars = &rows("end_uses", "Transportation (automotive)")[0];
    assert!(cars.contains("\"Manufacture of motor vehicles, trailers and semi-trailers\""), "{cars}");
    assert_eq!(
        rows("end_uses", "cobalt,Other"),
        ["cobalt,Other,,,,EU27,,0.06,,,,the study states no years,eu-crm-2023-uses:9"]
    );
    assert!(rows("end_uses", "building plant")[0].contains(",EU27,,,0,0.005,bound,"));
    assert!(rows("end_uses", "Aerospace")[0].starts_with("titanium-sponge,"));
}

#[test]
fn divisions_that_slipped_into_other_rows_follow_their_value_added() {
    let metalware = &rows("end_uses", "Metalware")[0];
    assert!(metalware.contains(",C24,64561,") && metalware.contains("printed beside C29"), "{metalware}");
    let errors = replaced(USES, "electrical equipment,89422", "electrical equipment,77000").unwrap_err();
    assert_eq!(errors[0].message, "`77000` is not the value added of C27");
}

#[test]
fn every_row_is_used_or_set_aside_for_a_reason() {
    let accounts = &excerpts().accounts;
    let set_aside = |file: &str| {
        let account = &accounts[file];
        assert!(account.balances());
        let reasons: BTreeMap<&str, usize> =
            account.set_aside.iter().map(|(why, rows)| (why.as_str(), *rows)).collect();
        (account.rows, reasons)
    };
    assert_eq!(set_aside(WORLD), (41, BTreeMap::new()));
    assert_eq!(set_aside(UNION), (30, BTreeMap::new()));
    assert_eq!(set_aside(PARAMETERS), (6, BTreeMap::new()));
    assert_eq!(set_aside(USES), (29, [("the same row printed twice", 1)].into()));
    let scores = [("not assessed", 4), ("stands with stage and scope in the table of parameters", 3)];
    assert_eq!(set_aside(SCORES), (12, scores.into()));
    let grouping = [("a grouping, no figure: families stand in `minerals`", 2)];
    assert_eq!(set_aside(GROUPINGS), (2, grouping.into()));
}

#[test]
fn the_order_of_files_does_not_matter_and_the_tables_of_figures_belong_together() {
    let mut reversed = EXCERPTS.to_vec();
    reversed.reverse();
    assert_eq!(import(&reversed).unwrap().tables, excerpts().tables);
    let without = |file: &str| {
        let files: Vec<_> = EXCERPTS.into_iter().filter(|(name, _)| *name != file).collect();
        import(&files).map(|imported| imported.tables.len()).map_err(|errors| errors[0].message.clone())
    };
    assert_eq!(without(GROUPINGS), Ok(4));
    assert_eq!(
        without(UNION),
        Err("the study's table of EU supply shares is not among the files".to_owned())
    );
    assert_eq!(import(&[("shares.csv", EXCERPTS[3].1)]).unwrap_err()[0].code, Code::UnknownTable);
}

#[test]
fn what_no_rule_fits_stops_the_import_with_its_place() {
    for (file, from, to, code) in [
        (WORLD, "Vanadium,E,India", "Vanadinum,E,India", Code::UnknownMineral),
        (WORLD, "Vanadium,E,India", "Vanadium,X,India", Code::BadStage),
        (WORLD, "Vanadium,E,India", "Vanadium,E,Indai", Code::UnknownCountry),
        (WORLD, "Vanadium,E,India", "Vanadium,E,China", Code::DuplicateRow),
        (WORLD, "India,0.4%,1.0", "India,104%,1.0", Code::BadNumber),
        (WORLD, "India,0.4%,1.0", "India,0.4%,10", Code::BadNumber),
        (WORLD, "India,0.4%,1.0", "India,0.4%", Code::BadRow),
        (SCORES, "2014,1.6", "2015,1.6", Code::BadPeriod),
        (SCORES, "2014,1.6", "2014,n/a", Code::BadNumber),
        (PARAMETERS, "GSonly", "GS", Code::UnknownLabel),
        (USES, "C20 - Manufacture of chemicals", "C20 - Making of chemicals", Code::UnknownLabel),
        (USES, "Cobalt,Magnets,7%", "Cobalt,Magnets,7", Code::BadNumber),
        (
            USES,
            "Cobalt,Magnets",
            "Cobalt,\"Superalloys, hardfacing/HSS and other alloys\"",
            Code::DuplicateRow,
        ),
    ] {
        let errors = replaced(file, from, to).unwrap_err();
        let place = errors[0].place.as_ref().unwrap();
        assert_eq!((errors[0].code, &*place.file), (code, file), "{to}: {errors:?}");
        assert!(place.line > 1, "{to}");
    }
}

#[test]
fn the_publishers_tables_are_used_but_for_what_is_said() {
    let Some(folder) = folder() else { return };
    let files = Files::read(&folder, &EU_STUDY);
    let imported = eu_study::import(&files.publications(), names()).unwrap();
    let account = |file: &str| (imported.accounts[file].rows, imported.accounts[file].used);
    assert_eq!(account(WORLD), (2561, 2561));
    assert_eq!(account(UNION), (907, 907));
    assert_eq!(account(PARAMETERS), (90, 90));
    assert_eq!(account(SCORES), (355, 222));
    assert_eq!(account(USES), (339, 338));
    assert_eq!(account(GROUPINGS), (90, 0));
    assert!(imported.accounts.values().all(Account::balances));
}

/// The study's own groupings, read with plain tools, name the members of our families.
#[test]
fn the_families_are_those_of_the_study() {
    let Some(folder) = folder() else { return };
    let text = std::fs::read_to_string(folder.join("eu_crm2023").join(GROUPINGS)).unwrap();
    let mut families: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap) {
        let family = match &row[4] {
            "HREE" => "heavy-rare-earths",
            "LREE" => "light-rare-earths",
            "PGM" => "platinum-group-metals",
            _ => continue,
        };
        families.entry(family).or_default().push(row[0].to_owned());
    }
    let mut ours: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let minerals = csv::Reader::from_reader(include_str!("../data/minerals.csv").as_bytes()).into_records();
    for row in minerals.map(Result::unwrap).filter(|row| families.contains_key(&row[3])) {
        ours.entry(row[3].to_owned()).or_default().push(row[0].to_owned());
    }
    for (family, mut members) in families {
        members.sort();
        assert_eq!(ours[family], members, "{family}");
    }
}
