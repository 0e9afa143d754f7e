//! What the 2026 release says, trap by trap.

use super::{excerpts, mix, row, rows};

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-6
}

#[test]
fn rare_earths_have_twelve_named_suppliers_beside_a_rounded_total() {
    let mix = mix(excerpts(), "rare-earths,mine,", "2025");
    assert_eq!(mix.len(), 13);
    assert!(near(mix.values().sum(), 389_310.0) && near(mix["other"], 550.0) && near(mix["CHN"], 270_000.0));
    assert!(row("production", "rare-earths,mine,world,2025,").starts_with("390000,t,,,estimated"));
}

#[test]
fn cobalt_adds_up_to_more_than_its_rounded_total() {
    let mix = mix(excerpts(), "cobalt,mine,", "2025");
    assert!(
        near(mix.values().sum(), 314_600.0) && near(mix["COD"], 230_000.0) && near(mix["other"], 9_100.0)
    );
    assert!(row("production", "cobalt,mine,world,2025,").starts_with("310000,t"));
}

#[test]
fn reliance_and_import_sources_pair_by_mineral_stage_and_product() {
    assert!(row("reliance", "cobalt,,refinery,USA,2025,").starts_with("79,,,estimated"));
    let shares: Vec<_> = rows(excerpts(), "import_sources", "cobalt,,refinery,USA,")
        .into_iter()
        .map(|line| line.split(',').skip(4).take(3).collect::<Vec<_>>().join(" "))
        .collect();
    let period = "2021-2024";
    let expected = ["CAN 0.14", "FIN 0.16", "JPN 0.14", "NOR 0.26", "other 0.3"];
    assert_eq!(shares, expected.map(|share| share.replacen(' ', &format!(" {period} "), 1)));
}

#[test]
fn each_product_has_its_own_reliance_and_a_net_exporter_no_number() {
    assert!(row("reliance", "rare-earths,,refinery,USA,2025,").starts_with("67,,,estimated"));
    assert!(row("reliance", "rare-earths,,mine,USA,2025,").starts_with(",,,net-exporter"));
    assert!(row("import_sources", "rare-earths,,refinery,USA,CHN,2021-2024,").starts_with("0.71,"));
}

#[test]
fn more_than_half_is_a_bound() {
    assert!(row("reliance", "lithium,,refinery,USA,2025,").starts_with(",50,,bound"));
}

#[test]
fn a_withheld_supplier_outside_the_total_is_named_by_it() {
    assert!(row("production", "lithium,mine,USA,2025,").starts_with(",t,,,withheld"));
    assert!(row("production", "lithium,mine,world,2025,").starts_with("290000,t,,,estimated,USA,"));
    assert!(row("production", "antimony,mine,world,2025,").starts_with("110000,t,,,estimated,USA,"));
}

#[test]
fn capacity_is_not_production() {
    assert!(row("production", "gallium,refinery,CHN,2025,").starts_with("900000,kg,,,estimated"));
    assert!(row("capacity", "gallium,refinery,CHN,2025,").starts_with("1600000,kg"));
    assert!(row("capacity", "gallium,refinery,other,2025,").starts_with("100000,kg"));
}

#[test]
fn forms_that_cannot_be_added_up_say_so() {
    let boron = rows(excerpts(), "production", "boron,mine,");
    assert!(boron.iter().all(|line| line.contains("not-additive") || line.contains("withheld")));
    assert!(row("production", "boron,mine,BOL,2025,").contains("ulexite"));
    assert!(row("production", "boron,mine,world,2025,").starts_with(",kt,,,not-additive"));
}

#[test]
fn where_one_country_is_listed_the_rest_is_not_available() {
    assert!(
        row("production", "construction-sand-gravel,mine,other,2025,").starts_with(",Mt,,,not-available")
    );
    assert!(
        row("production", "construction-sand-gravel,mine,world,2025,").starts_with(",Mt,,,not-available")
    );
}

#[test]
fn a_natural_and_a_synthetic_product_stand_at_two_stages() {
    assert!(row("production", "soda-ash,mine,world,2025,").starts_with("19000,kt"));
    assert!(row("production", "soda-ash,refinery,world,2025,").starts_with("52000,kt"));
    assert!(row("production", "soda-ash,mine,other,2025,").contains("not-available"));
}

#[test]
fn reserves_of_vanadium_are_thousand_tons_whatever_their_unit_says() {
    assert!(row("reserves", "vanadium,CHN,2025,").starts_with("5800,kt,V content"));
}

#[test]
fn the_basis_of_reserves_may_change_from_year_to_year() {
    assert!(row("reserves", "chromium,KAZ,2024,").starts_with("230000,kt,gross weight"));
    assert!(row("reserves", "chromium,KAZ,2025,").starts_with("100000,kt,Cr2O3 content"));
}

#[test]
fn of_two_measures_the_one_is_kept_that_reserves_and_production_share() {
    assert!(row("production", "iron-ore,mine,AUS,2025,").starts_with("600000,kt"));
    assert!(row("reserves", "iron-ore,AUS,2025,").starts_with("27000,Mt,Fe content"));
}

#[test]
fn shifted_cells_are_read_where_they_belong() {
    assert!(row("production", "yttrium,mine,world,2025,").starts_with(",t,10000,15000,bound,,,"));
    assert!(row("reliance", "wollastonite,,mine,USA,2025,").starts_with(",,,net-exporter"));
}

#[test]
fn several_countries_in_one_cell_are_the_rest() {
    let rest = row("import_sources", "rubidium,,refinery,USA,other,2021-2024,");
    assert!(rest.starts_with("1,\"China, Germany and Russia together\""));
    let reserves = row("reserves", "rubidium,other,2025,");
    assert!(reserves.starts_with(",t,recoverable material,,200000,bound,"));
}

#[test]
fn a_share_above_or_below_a_bound_says_so() {
    assert!(
        row("import_sources", "phosphate-rock,,mine,USA,PER,2021-2024,").starts_with("0.99,more than this")
    );
    assert!(
        row("import_sources", "phosphate-rock,,mine,USA,other,2021-2024,").starts_with("0.01,less than this")
    );
}

#[test]
fn a_repeated_row_is_the_second_kind_of_mica() {
    assert!(row("reliance", "mica-scrap-flake,,mine,USA,2025,").starts_with("34,"));
    assert!(row("reliance", "mica-sheet,,mine,USA,2025,").starts_with("100,"));
}

#[test]
fn an_s_is_what_its_note_says() {
    let vermiculite = row("production", "vermiculite,mine,MEX,2025,");
    assert!(vermiculite.starts_with(",kt,0,0.5,bound,,less than half a unit"));
    assert!(
        row("production", "rutile,mine,USA,2025,").starts_with(",kt,,,not-available,,counted with ilmenite")
    );
    let graphite = row("reserves", "natural-graphite,USA,2025,");
    assert!(graphite.contains("not-available,counted in the world total only"));
    assert!(row("reserves", "peat,DEU,2025,").contains("not-available,counted in other"));
    assert!(row("reliance", "gold,,refinery,USA,2025,").contains("not-available,no meaningful figure"));
    assert!(row("reliance", "construction-sand-gravel,,mine,USA,2024,").starts_with(",0,0.5,bound"));
}

#[test]
fn ranges_have_two_bounds() {
    assert!(row("prices", "zeolites,,USA,2025,").starts_with(",50,300,USD/t,bound"));
    assert!(row("production", "iron-slag,refinery,world,2025,").starts_with(",Mt,330,390,bound"));
}

#[test]
fn carats_are_counted_one_by_one() {
    assert!(row("consumption", "industrial-diamond,mine,USA,2025,").starts_with("430000,ct"));
}

#[test]
fn a_price_per_unit_of_contained_metal_is_not_one_per_ton() {
    let start = "manganese,\"manganese content, c.i.f., China\",USA,2025,";
    assert!(row("prices", start).starts_with("4.5,,,USD/mtu"));
}

#[test]
fn later_corrections_carry_their_own_source() {
    assert_eq!(row("reserves", "rare-earths,BRA,2025,"), "11000000,t,REO,,,,,usgs-mcs-2026-v1.3:3");
    assert_eq!(row("reserves", "rare-earths,world,2025,"), ",t,REO,75000000,,bound,,usgs-mcs-2026-v1.3:5");
    assert!(row("production", "rare-earths,mine,CHN,2024,").ends_with("usgs-mcs-2026-v1.1:2"));
}

#[test]
fn every_row_is_used_or_set_aside_for_a_reason() {
    let accounts = &excerpts().accounts;
    assert_eq!(accounts.len(), 3);
    assert!(accounts.values().all(minerals::sources::Account::balances), "{accounts:#?}");
    assert_eq!(accounts["release.csv"].set_aside["corrected by a later version"], 4);
    assert_eq!(accounts["corrections.csv"].used, 4);
}
