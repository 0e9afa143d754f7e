//! The tables in `data/` that the importers make, read by the program's own
//! strict reader: not one row is refused, and every name has one meaning.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test file: a failure is meant to stop it"
)]

use std::collections::{BTreeMap, BTreeSet};

use minerals::load::tables::{
    self, TableRow, import_sources, minerals as table, prices, quantities, reliance, reserves, stocks,
    supply_shares,
};
use minerals::load::{Faults, Names, Sheet, Source, TableSpec};
use minerals::model::{
    ImportSourceRow, MineralInfo, Party, PriceRow, QuantityRow, RelianceRow, ReserveRow, Stage, Status,
    StockRow, SupplyShareRow,
};

const MINERALS: &str = include_str!("../data/minerals.csv");

fn names() -> Names {
    Names::from_csv([
        include_str!("../data/countries.csv"),
        include_str!("../data/country_aliases.csv"),
        include_str!("../data/groups.csv"),
        MINERALS,
    ])
    .unwrap_or_else(|errors| panic!("{errors:#?}"))
}

fn read<T: TableRow>(text: &str, spec: &'static TableSpec) -> Vec<T> {
    let source = Source::from_bytes(spec.name, text.as_bytes().to_vec()).unwrap();
    let mut faults = Faults::default();
    let table = tables::read(&Sheet::csv(&source), spec, &names(), &mut faults);
    let warnings = faults.finish().unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert!(warnings.is_empty(), "{warnings:#?}");
    assert_eq!(table.rows.len(), table.count);
    table.rows
}

fn minerals() -> BTreeMap<String, MineralInfo> {
    read::<MineralInfo>(MINERALS, &table::SPEC).into_iter().map(|m| (m.id.to_string(), m)).collect()
}

fn production() -> Vec<QuantityRow> {
    read(include_str!("../data/production.csv"), &quantities::PRODUCTION)
}

#[test]
fn every_row_of_every_table_is_sound() {
    assert!(production().len() > 3000);
    let capacity: Vec<QuantityRow> = read(include_str!("../data/capacity.csv"), &quantities::CAPACITY);
    let use_of_a_year: Vec<QuantityRow> =
        read(include_str!("../data/consumption.csv"), &quantities::CONSUMPTION);
    let reserves: Vec<ReserveRow> = read(include_str!("../data/reserves.csv"), &reserves::SPEC);
    let reliance: Vec<RelianceRow> = read(include_str!("../data/reliance.csv"), &reliance::SPEC);
    let sources: Vec<ImportSourceRow> =
        read(include_str!("../data/import_sources.csv"), &import_sources::SPEC);
    let prices: Vec<PriceRow> = read(include_str!("../data/prices.csv"), &prices::SPEC);
    let stocks: Vec<StockRow> = read(include_str!("../data/stocks.csv"), &stocks::SPEC);
    let counts = [
        capacity.len(),
        use_of_a_year.len(),
        reserves.len(),
        reliance.len(),
        sources.len(),
        prices.len(),
        stocks.len(),
    ];
    assert!(counts.iter().all(|&n| n > 100), "{counts:?}");
}

#[test]
fn what_people_type_finds_its_mineral() {
    let names = names();
    for (typed, id) in [
        ("REE", "rare-earths"),
        ("rare earth elements", "rare-earths"),
        ("barytes", "barite"),
        ("baryte", "barite"),
        ("aluminium", "aluminum"),
        ("graphite", "natural-graphite"),
        ("sulphur", "sulfur"),
        ("columbium", "niobium"),
        ("Potash", "potash"),
        ("PGM", "platinum-group-metals"),
        ("caesium", "cesium"),
        ("coking coal", "metallurgical-coal"),
        ("magnesite", "magnesium-compounds"),
        ("titanium metal", "titanium-sponge"),
    ] {
        assert_eq!(names.mineral(typed).map(ToString::to_string).as_deref(), Some(id), "{typed}");
    }
}

#[test]
fn the_official_lists_are_whole() {
    let minerals = minerals();
    // Rare earths as a whole carry every list in substance, and are no entry of one.
    let entries = minerals.values().filter(|m| m.id.as_str() != "rare-earths");
    let on = |list: &str| entries.clone().filter(|m| m.lists.iter().any(|l| l == list)).count();
    assert_eq!(on("us-critical-2025"), 60);
    assert_eq!(on("doe-critical-2023"), 16);
    // The Union's lists name groups and their members: 34 and 17 entries of the regulation.
    assert_eq!(on("eu-critical-2023"), 34 + 2 + 10 + 5 + 5);
    assert_eq!(on("eu-strategic-2024"), 17 + 2 + 7 + 5);
    assert_eq!(minerals["rare-earths"].lists.len(), 4);
}

/// The stages that a publisher's rows make up a mix of.
fn mixes() -> BTreeMap<(String, Stage), &'static str> {
    let of = |source: &str| PUBLISHERS.into_iter().find(|publisher| source.starts_with(publisher)).unwrap();
    let rows = production();
    let produced = rows
        .iter()
        .filter(|row| row.party != Party::World)
        .map(|row| ((row.mineral.to_string(), row.stage), of(&row.origin.publisher.id)));
    let shared: Vec<SupplyShareRow> = read(include_str!("../data/supply_shares.csv"), &supply_shares::SPEC);
    let shared =
        shared.iter().map(|row| ((row.mineral.to_string(), row.stage), of(&row.origin.publisher.id)));
    let rank = |publisher: &str| PUBLISHERS.iter().position(|p| *p == publisher);
    let mut first: BTreeMap<(String, Stage), &'static str> = BTreeMap::new();
    for (key, publisher) in produced.chain(shared) {
        let best = first.entry(key).or_insert(publisher);
        if rank(publisher) < rank(best) {
            *best = publisher;
        }
    }
    first
}

/// Whose figures come first where several have them.
const PUBLISHERS: [&str; 3] = ["usgs-mcs", "iea-cm", "eu-crm"];

#[test]
fn a_mineral_has_the_first_publisher_that_has_a_mix_of_it_and_a_basis_with_it() {
    let mut named = BTreeMap::new();
    for (id, mineral) in minerals() {
        for (stage, publisher) in &mineral.publisher {
            assert!(mineral.basis.contains_key(stage), "{id} at the {stage} has no basis");
            let publisher = PUBLISHERS.into_iter().find(|known| known == publisher).unwrap();
            named.insert((id.clone(), *stage), publisher);
        }
    }
    assert_eq!(named, mixes());
}

#[test]
fn fifty_minerals_and_more_have_a_refinery_stage_from_their_publisher() {
    let of_the_union_alone = [("molybdenum", Stage::Refinery)];
    let refined: Vec<_> = mixes()
        .into_keys()
        .filter(|(id, stage)| {
            *stage == Stage::Refinery && !of_the_union_alone.contains(&(id.as_str(), *stage))
        })
        .collect();
    assert_eq!(refined.len(), 70, "{refined:?}");
    for id in ["neodymium", "praseodymium", "dysprosium", "terbium", "germanium", "natural-graphite"] {
        assert!(refined.iter().any(|(refined, _)| refined == id), "{id}");
    }
}

#[test]
fn a_family_holds_the_elements_that_are_mined_together() {
    let minerals = minerals();
    let members = |family: &str| {
        minerals.values().filter(|m| m.family.as_ref().is_some_and(|f| f.as_str() == family)).count()
    };
    assert_eq!(members("platinum-group-metals"), 5);
    assert_eq!(members("heavy-rare-earths"), 10); // with yttrium
    assert_eq!(members("light-rare-earths"), 5);
    assert_eq!(members("rare-earths"), 3); // heavy, light and magnet rare earths
}

#[test]
fn an_entry_without_production_says_where_its_figures_stand_or_that_none_are_held() {
    let minerals = minerals();
    let produced: BTreeSet<String> = production().iter().map(|row| row.mineral.to_string()).collect();
    for (id, mineral) in minerals.iter().filter(|(id, _)| !produced.contains(*id)) {
        let note = mineral.note.as_str();
        let words = note.split(|c: char| !(c.is_alphanumeric() || c == '-'));
        let named = words.filter(|word| produced.contains(*word)).count();
        let says = ["production is held", "no production", "no figures are held"];
        let shares = !mineral.publisher.is_empty() && note.contains("shares");
        assert!(named > 0 || shares || says.iter().any(|words| note.contains(words)), "{id}: {note}");
    }
    for (id, rows) in [
        ("titanium", &["ilmenite", "rutile", "titanium-sponge"][..]),
        ("silicon", &["silicon-metal", "ferrosilicon"]),
        ("magnet-rare-earths", &["rare-earths"]),
        ("platinum-group-metals", &["platinum", "palladium"]),
    ] {
        assert!(rows.iter().all(|row| minerals[id].note.contains(row)), "{id}: {}", minerals[id].note);
    }
}

#[test]
fn figures_of_natural_and_synthetic_pigments_are_of_a_product_that_says_so() {
    let wide = |product: &str| product == "natural and synthetic";
    let reliance: Vec<RelianceRow> = read(include_str!("../data/reliance.csv"), &reliance::SPEC);
    let sources: Vec<ImportSourceRow> =
        read(include_str!("../data/import_sources.csv"), &import_sources::SPEC);
    let pigments = |mineral: &minerals::model::MineralId| mineral.as_str() == "iron-oxide-pigments";
    let of_reliance: Vec<_> = reliance.iter().filter(|row| pigments(&row.mineral)).collect();
    let of_sources: Vec<_> = sources.iter().filter(|row| pigments(&row.mineral)).collect();
    assert!(!of_reliance.is_empty() && of_reliance.iter().all(|row| wide(&row.product)));
    assert!(of_sources.iter().any(|row| wide(&row.product)));
    assert!(of_sources.iter().all(|row| !row.product.is_empty()));
}

/// Reserves over output of the newest years, in years, summed here apart from the model.
fn lives() -> BTreeMap<String, f64> {
    let common = |unit: minerals::model::Unit, value: Option<f64>| value.map(|v| unit.to_common(v));
    let mut output: BTreeMap<(String, Stage, u16), f64> = BTreeMap::new();
    for row in production() {
        if row.party != Party::World && row.amount.status != Status::NotAdditive {
            let key = (row.mineral.to_string(), row.stage, row.year.get());
            *output.entry(key).or_default() += common(row.unit, row.amount.value).unwrap_or(0.0);
        }
    }
    let mut held: BTreeMap<(String, u16), f64> = BTreeMap::new();
    for row in read::<ReserveRow>(include_str!("../data/reserves.csv"), &reserves::SPEC) {
        if row.party != Party::World && row.amount.status != Status::NotAdditive {
            let key = (row.mineral.to_string(), row.year.get());
            *held.entry(key).or_default() += common(row.unit, row.amount.value).unwrap_or(0.0);
        }
    }
    let newest: BTreeMap<String, f64> =
        held.into_iter().filter(|(_, sum)| *sum > 0.0).map(|((mineral, _), sum)| (mineral, sum)).collect();
    let years = |mineral: &str, held: f64| {
        let at = |stage| output.iter().rfind(|((m, s, _), sum)| m == mineral && *s == stage && **sum > 0.0);
        at(Stage::Mine).or_else(|| at(Stage::Refinery)).map(|(_, output)| held / output)
    };
    newest.into_iter().filter_map(|(m, held)| years(&m, held).map(|life| (m, life))).collect()
}

#[test]
fn reserves_last_between_five_and_two_thousand_years() {
    let lives = lives();
    assert!(lives.len() > 40, "{lives:?}");
    assert!(lives.values().all(|years| (5.0..=2000.0).contains(years)), "{lives:?}");
    for (mineral, years) in [("vanadium", 189.44), ("chromium", 6.65), ("soda-ash", 1321.08)] {
        assert!((lives[mineral] - years).abs() < 0.01, "{mineral}: {}", lives[mineral]);
    }
}
