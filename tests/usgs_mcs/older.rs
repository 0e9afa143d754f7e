//! What the world table of the 2025 edition says, trap by trap.

use super::{excerpts, row, rows};

#[test]
fn an_empty_cell_is_withheld_if_its_note_says_so() {
    assert!(row("production", "silicon-metal,refinery,USA,2023,").starts_with(",kt,,,withheld"));
}

#[test]
fn a_silent_total_that_the_named_rows_fill_leaves_the_withheld_out() {
    let total = row("production", "silicon-metal,refinery,world,2023,");
    assert!(total.starts_with("4280,kt,,,reported,USA,the named rows fill the total"), "{total}");
}

#[test]
fn what_the_newer_edition_has_is_superseded() {
    assert!(rows(excerpts(), "production", "vanadium,mine,CHN,2023,")[0].contains("usgs-mcs-2025"));
    let newer = rows(excerpts(), "production", "rare-earths,mine,CHN,2024,");
    assert!(newer.len() == 1 && !newer[0].contains("usgs-mcs-2025"));
}

#[test]
fn two_parts_of_one_country_are_added_up() {
    let helium = row("production", "helium,mine,USA,2023,");
    assert!(
        helium
            .starts_with("82000000,m3,,,reported,,extracted from natural gas; from Cliffside Field; sum of")
    );
}

#[test]
fn a_row_of_two_countries_is_added_to_the_rest() {
    let other = row("capacity", "fused-aluminum-oxide,refinery,other,2023,");
    let words = "listed for the United States and Canada together; sum of lines 3 and 15";
    assert!(other.starts_with(&format!("140000,t,,,reported,,{words}")), "{other}");
}

#[test]
fn less_than_half_a_unit_may_be_written_in_words() {
    assert!(row("production", "helium,mine,ZAF,2023,").starts_with(",m3,0,500000,bound"));
}

#[test]
fn concentrates_of_titanium_are_thousand_tons_with_a_wrong_unit_or_none() {
    assert!(row("production", "rutile,mine,ZAF,2023,").starts_with("100,kt"));
    assert!(row("production", "rutile,mine,SLE,2023,").starts_with("110,kt"));
    assert!(row("production", "rutile,mine,world,2023,").starts_with("590,kt"));
    assert!(rows(excerpts(), "production", "ilmenite,mine,world,").is_empty(), "a total over two minerals");
}

#[test]
fn industrial_sand_is_thousand_tons_whatever_its_unit_says() {
    assert!(row("production", "industrial-sand-gravel,mine,USA,2023,").contains(",kt,"));
}

#[test]
fn reserves_have_their_units_in_notes() {
    assert!(row("reserves", "vanadium,CHN,2024,").starts_with("4100,kt,V content"));
    assert!(row("reserves", "iron-ore,AUS,2024,").starts_with("27000,Mt,Fe content"));
}

#[test]
fn reserves_of_the_group_stand_in_the_row_of_palladium() {
    assert!(row("reserves", "platinum-group-metals,ZAF,2024,").starts_with("63000000,kg,PGM content"));
    assert!(rows(excerpts(), "reserves", "palladium,").is_empty());
}

#[test]
fn capacity_in_the_wrong_column_is_no_reserve_and_no_production() {
    assert!(rows(excerpts(), "reserves", "indium,").is_empty());
    assert!(row("capacity", "cement,refinery,CHN,2023,").starts_with("2000000,kt,,,estimated,,clinker"));
    assert!(rows(excerpts(), "production", "cement,").is_empty());
}

#[test]
fn a_form_in_the_country_cell_becomes_a_note() {
    assert!(row("production", "feldspar,mine,BRA,2023,").contains("\"beneficiated, marketable\""));
}

#[test]
fn totals_and_countries_are_told_through_footnotes_and_blanks() {
    assert!(row("reserves", "antimony,world,2024,").starts_with(",t,Sb content,2000000,,bound"));
    assert!(row("reserves", "antimony,CAN,2024,").starts_with("78000,t"));
    assert!(row("reserves", "natural-graphite,AUT,2024,").contains("counted in the world total only"));
}

#[test]
fn a_row_that_states_nothing_is_set_aside() {
    let set_aside = &excerpts().accounts["world.csv"].set_aside;
    assert!(set_aside.contains_key("an empty cell that no note explains"), "{set_aside:?}");
}
