//! The scenarios that are compiled in: what each is expected to do was computed apart from this program, from the
//! tables in `data/` and the figures that the files state.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test file: a failure is meant to stop it")]

use std::sync::{Arc, LazyLock};

use minerals::load::scenario::{read, shipped};
use minerals::load::{Loaded, Request, Table, load};
use minerals::model::scenario::{Applied, Gap, Scenario, apply};
use minerals::model::{
    Answer, Consumer, CountryCode, Dataset, Governance, METHODS, MineralId, Question, Reading, Stage,
    StageChoice, Window, Year, ask,
};

static TABLES: LazyLock<Loaded> = LazyLock::new(|| {
    let needs = vec![
        Table::Production,
        Table::Capacity,
        Table::Consumption,
        Table::SupplyShares,
        Table::Reliance,
        Table::ImportSources,
        Table::Parameters,
        Table::Governance,
    ];
    load(&Request { needs, ..Request::default() }).unwrap_or_else(|e| panic!("{e:#?}"))
});

fn scenario(name: &str) -> Scenario {
    read(name, None, &TABLES.names).unwrap_or_else(|e| panic!("{name}: {e:#?}")).scenario
}

fn after(name: &str) -> Applied {
    apply(&TABLES.dataset, &scenario(name), None).unwrap_or_else(|e| panic!("{name}: {e:#?}"))
}

/// What the program answers of a mineral at a stage, for the United States.
fn answer<T>(dataset: &Dataset, mineral: &str, stage: Stage, see: impl Fn(&Answer<'_>) -> T) -> T {
    let year = |y| Year::new(y).unwrap();
    let governance = Governance::new(&dataset.governance, Window { first: year(2018), last: year(2022) });
    let consumer = Consumer::country(code("USA"), "United States");
    let question = Question {
        minerals: vec![MineralId::new(mineral).unwrap()],
        stage: StageChoice::One(stage),
        year: Some(year(2025)),
        consumer: Some(Arc::new(consumer)),
        members: true,
        method: METHODS.iter().find(|m| m.name == "exposure").unwrap(),
        also: minerals::model::Also::default(),
    };
    let answers = ask(dataset, &governance, &question);
    see(answers.answers.first().unwrap())
}

fn code(country: &str) -> CountryCode {
    CountryCode::new(country).unwrap()
}

/// A country's share of the world's output.
fn share(dataset: &Dataset, mineral: &str, stage: Stage, country: &str) -> f64 {
    answer(dataset, mineral, stage, |a| {
        let mix = &a.stages.first().unwrap().mix;
        mix.suppliers.iter().find(|s| s.country == code(country)).map_or(0.0, |s| s.share.get())
    })
}

fn hhi(dataset: &Dataset, mineral: &str, stage: Stage) -> f64 {
    answer(dataset, mineral, stage, |a| a.stages.first().unwrap().hhi().unwrap().value().unwrap())
}

/// How much of what the United States uses hangs on a country.
fn exposure(dataset: &Dataset, mineral: &str, stage: Stage, country: &str) -> f64 {
    answer(dataset, mineral, stage, |a| {
        let d = a.dependency.iter().find(|d| d.stage == stage && d.product.is_empty()).unwrap();
        let share = d.named().find(|(c, _)| *c == code(country)).map_or(0.0, |(_, s)| s.share.get());
        d.import_reliance().unwrap().value().unwrap() * share
    })
}

fn gap<'a>(applied: &'a Applied, mineral: &str, stage: Stage) -> &'a Gap {
    applied.gaps.iter().find(|g| g.mineral.as_str() == mineral && g.stage == stage).unwrap()
}

#[track_caller]
fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() <= by, "{found}, not {expected}");
}

#[track_caller]
fn is(found: Reading, expected: f64) {
    near(found.value().unwrap(), expected, 1e-9 * expected.abs());
}

#[test]
fn each_says_who_reported_it_and_in_every_shock_what_is_assumed() {
    let mut names = Vec::new();
    for document in shipped() {
        let it = scenario(document.name);
        let source = |text: &str| text.contains("https://") && text.contains("20");
        assert!(source(&it.source), "{}: {}", document.name, it.source);
        assert!(
            !it.description.is_empty() && it.base_year.is_some() && it.year.is_some(),
            "{}",
            document.name
        );
        for shock in &it.shocks {
            assert!(shock.source.is_empty() || source(&shock.source), "{}: {}", document.name, shock.source);
            assert!(shock.note.contains("assumption: "), "{}: {}", document.name, shock.note);
        }
        assert!(!after(document.name).minerals.is_empty(), "{}", document.name);
        names.push(document.name);
    }
    assert_eq!(names.len(), 12, "{names:?}");
}

#[test]
fn a_mine_in_kazakhstan_brings_china_down_at_the_mine_by_its_size() {
    let now = &TABLES.dataset;
    let mine = Stage::Mine;
    near(share(now, "rare-earths", mine, "CHN"), 0.693535, 1e-6);
    near(hhi(now, "rare-earths", mine), 0.507236, 1e-6);
    for (name, china, concentration) in [
        ("c5-kazakhstan-small", 0.684740, 0.494614),
        ("c5-kazakhstan", 0.667804, 0.471673),
        ("c5-kazakhstan-large", 0.643915, 0.442369),
    ] {
        let then = after(name).dataset;
        near(share(&then, "rare-earths", mine, "CHN"), china, 1e-6);
        near(hhi(&then, "rare-earths", mine), concentration, 1e-6);
        near(exposure(&then, "rare-earths", Stage::Refinery, "CHN"), 0.67 * 0.71, 1e-12);
    }
}

#[test]
fn only_a_refinery_moves_what_the_united_states_buy() {
    let of =
        |name: &str, country: &str| exposure(&after(name).dataset, "rare-earths", Stage::Refinery, country);
    let ours = 7_500.0 / 27_000.0;
    for name in ["c5-kazakhstan-refinery", "c5-kazakhstan-refinery-china"] {
        near(of(name, "KAZ"), ours, 1e-9);
        near(share(&after(name).dataset, "rare-earths", Stage::Mine, "CHN"), 0.667804, 1e-6);
    }
    near(of("c5-kazakhstan-refinery", "CHN"), (0.67 - ours) * 0.71, 1e-9); // 0.278
    near(of("c5-kazakhstan-refinery-china", "CHN"), 0.67 * 0.71 - ours, 1e-9); // 0.198
    near(of("c5-kazakhstan-refinery-china", "MYS"), 0.67 * 0.13, 1e-9);
}

#[test]
fn gallium_lacks_what_a_tenth_of_the_spare_capacity_does_not_give() {
    let applied = after("china-gallium-germanium");
    let gallium = gap(&applied, "gallium", Stage::Refinery);
    is(gallium.lost, 69.44);
    is(gallium.gap, 69.44);
    near(gallium.others, 9.0, 1e-9);
    near(gallium.spare.unwrap(), 111.0, 1e-9);
    near(gallium.spare_unnamed, 100.0, 1e-9);
    is(gallium.spare_used.unwrap(), 11.1);
    is(gallium.shortfall, 58.34); // 78.44 - 9 - 111 x 0.1
    // what can be delivered, 20.1 of 78.44 t, binds: 0.2562^(-1 / e_d)
    let prices = gallium.prices.map(|p| p.unwrap());
    for (found, expected) in prices.iter().zip([15.2294, 30.0853, 93.5704]) {
        near(found.price, expected, 1e-3);
        near(found.quantity, 20.1 / 78.44, 1e-9);
    }
    // China keeps its own use, and so its output
    near(share(&applied.dataset, "gallium", Stage::Refinery, "CHN"), 900.0 / 909.0, 1e-9);
    // of germanium only shares are held: no tonnes, but its buyers lose what they bought
    assert!(applied.gaps.iter().all(|g| g.mineral.as_str() == "gallium"));
    assert!(applied.cuts.iter().any(|c| c.mineral.as_str() == "germanium" && (c.part - 1.0).abs() < 1e-12));
}

#[test]
fn the_cobalt_quota_takes_more_than_the_market_lacks() {
    let applied = after("drc-cobalt-quota");
    let cobalt = gap(&applied, "cobalt", Stage::Mine);
    is(cobalt.lost, 230_000.0 - 96_600.0);
    near(cobalt.others, 84_600.0, 1e-6);
    is(cobalt.gap, 222_000.0 - 84_600.0 - 96_600.0); // 40 800
    assert_eq!(cobalt.spare, None, "no capacity is held");
    near(cobalt.shortfall.high().unwrap(), 40_800.0, 1e-6);
    assert_eq!(applied.left.len(), 1, "the quota of 2025 has ended");
}

#[test]
fn outages_take_output_and_leave_the_others_larger_shares() {
    let nickel = after("indonesia-nickel");
    is(gap(&nickel, "nickel", Stage::Mine).lost, 780_000.0);
    near(share(&nickel.dataset, "nickel", Stage::Mine, "IDN"), 0.586151, 1e-6);
    near(hhi(&nickel.dataset, "nickel", Stage::Mine), 0.361572, 1e-6);
    let tantalum = after("tantalum-rubaya");
    is(gap(&tantalum, "tantalum", Stage::Mine).lost, 375.0);
    near(share(&tantalum.dataset, "tantalum", Stage::Mine, "COD"), 925.0 / 2_110.0, 1e-9);
    near(hhi(&tantalum.dataset, "tantalum", Stage::Mine), 0.272957, 1e-6);
}

#[test]
fn a_strike_takes_platinum_in_tonnes_and_rhodium_in_shares() {
    let applied = after("platinum-strike");
    is(gap(&applied, "platinum", Stage::Mine).lost, 36.0);
    is(gap(&applied, "palladium", Stage::Mine).lost, 21.0);
    near(share(&applied.dataset, "platinum", Stage::Mine, "ZAF"), 84.0 / 132.7, 1e-9);
    near(hhi(&applied.dataset, "platinum", Stage::Mine), 0.443416, 1e-6);
    near(hhi(&applied.dataset, "palladium", Stage::Mine), 0.332952, 1e-6);
    near(share(&applied.dataset, "rhodium", Stage::Refinery, "ZAF"), 0.5677 / 0.7567, 1e-9);
    near(hhi(&applied.dataset, "iridium", Stage::Refinery), 0.834818, 1e-6);
}

#[test]
fn where_exports_are_not_known_the_loss_has_bounds_and_no_value() {
    let graphite = after("china-graphite");
    is(gap(&graphite, "natural-graphite", Stage::Mine).lost, 148_859.0);
    let anodes = gap(&graphite, "natural-graphite", Stage::Refinery).lost;
    assert_eq!((anodes.value(), anodes.low()), (None, Some(0.0)));
    near(anodes.high().unwrap(), 1_794_824.456_364_271, 1e-3);
    let ban = after("china-rare-earth-ban");
    for (mineral, stage, most) in [
        ("rare-earths", Stage::Mine, 270_000.0),
        ("magnet-rare-earths", Stage::Mine, 45_787.35),
        ("magnet-rare-earths", Stage::Refinery, 73_756.670_168_608),
    ] {
        let lost = gap(&ban, mineral, stage).lost;
        assert_eq!((lost.value(), lost.low()), (None, Some(0.0)));
        near(lost.high().unwrap(), most, 1e-3);
    }
}

#[test]
fn a_stop_of_compounds_takes_from_the_united_states_what_they_bought_of_china() {
    let ban = after("china-rare-earth-ban").dataset;
    let of = |country: &str| exposure(&ban, "rare-earths", Stage::Refinery, country);
    near(of("CHN"), 0.0, 0.0);
    // what is left to be used is 1 - 0.4757 of before, of which Malaysia supplies what it did
    near(of("MYS"), 0.67 * 0.13 / (1.0 - 0.67 * 0.71), 1e-9);
}
