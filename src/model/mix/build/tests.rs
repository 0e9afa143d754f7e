//! What becomes of each kind of row.

use crate::model::supply::squares;
use crate::model::{Amount, CountryCode, Entry, Mix, Obstacle, Origin, Party, Publisher, Status, Unit};

const CODES: [&str; 13] =
    ["CHN", "USA", "AUS", "MMR", "THA", "IND", "MDG", "RUS", "BRA", "NGA", "VNM", "MYS", "KAZ"];

fn origin() -> Origin {
    Origin { file: "production.csv".into(), line: 2, publisher: Publisher::parse("") }
}

fn country(code: &str) -> Party {
    Party::Country(CountryCode::new(code).unwrap())
}

fn entry(party: Party, value: Option<f64>, status: Status, origin: &Origin) -> Entry<'_> {
    let amount = Amount { value, low: None, high: None, status };
    Entry { party, amount, unit: Unit::T, rounding: None, excludes: &[], note: "", origin }
}

fn told(party: Party, value: f64, origin: &Origin) -> Entry<'_> {
    entry(party, Some(value), Status::Reported, origin)
}

fn bound<'a>(party: Party, low: Option<f64>, high: Option<f64>, origin: &'a Origin) -> Entry<'a> {
    let amount = Amount { value: None, low, high, status: Status::Bound };
    Entry { amount, ..entry(party, None, Status::Bound, origin) }
}

fn withheld<'a>(code: &str, origin: &'a Origin) -> Entry<'a> {
    entry(country(code), None, Status::Withheld, origin)
}

/// Points of the HHI of suppliers of these quantities, and of 10 000 times 1 / HHI.
fn points(quantities: &[f64], other: f64) -> (f64, f64) {
    let o = origin();
    let mut rows: Vec<_> = CODES.iter().zip(quantities).map(|(c, q)| told(country(c), *q, &o)).collect();
    if other > 0.0 {
        rows.push(told(Party::Other, other, &o));
    }
    let hhi = squares(&Mix::new(&rows), 1.0, |_| Some(1.0)).unwrap().value().unwrap();
    ((hhi * 1e10).round() / 1e6, 1.0 / hhi)
}

#[test]
fn four_suppliers_of_40_30_20_and_10_percent_have_3000_points() {
    assert_eq!(points(&[40.0, 30.0, 20.0, 10.0], 0.0).0, 3000.0);
}

#[test]
fn nine_firms_and_their_mergers_have_the_published_points() {
    // U.S. DOJ and FTC, Horizontal Merger Guidelines, worked cases
    assert_eq!(points(&[25.0, 20.0, 15.0, 10.0, 8.0, 7.0, 6.0, 5.0, 4.0], 0.0).0, 1540.0);
    assert_eq!(points(&[25.0, 20.0, 15.0, 10.0, 8.0, 7.0, 6.0, 9.0], 0.0).0, 1580.0);
    assert_eq!(points(&[45.0, 15.0, 10.0, 8.0, 7.0, 6.0, 5.0, 4.0], 0.0).0, 2540.0);
}

#[test]
fn rare_earth_mines_of_2025_have_5072_points_and_1_97_effective_suppliers() {
    // USGS, Mineral Commodity Summaries 2026: 12 named suppliers and 550 t of others
    let tonnes = [
        270_000.0, 51_000.0, 29_000.0, 22_000.0, 4_800.0, 2_900.0, 2_700.0, 2_600.0, 2_000.0, 1_500.0, 150.0,
        110.0,
    ];
    let (points, effective) = points(&tonnes, 550.0);
    assert_eq!(points.round(), 5072.0);
    assert_eq!((effective * 100.0).round(), 197.0);
}

#[test]
fn shares_divide_by_the_sum_of_the_rows_and_not_by_the_published_total() {
    let o = origin();
    let mix = Mix::new(&[
        told(country("CHN"), 60.0, &o),
        told(Party::Other, 20.0, &o),
        told(Party::World, 82.0, &o),
    ]);
    assert_eq!(mix.total, 80.0);
    assert_eq!(mix.suppliers[0].share.get(), 0.75);
    assert_eq!(mix.unknown_share().unwrap().get(), 0.25);
}

#[test]
fn a_withheld_supplier_inside_the_published_total_joins_the_remainder() {
    let o = origin();
    let rows = [told(country("CHN"), 50.0, &o), withheld("USA", &o), told(Party::Other, 20.0, &o)];
    let mix = Mix::new(&[&rows[..], &[told(Party::World, 100.0, &o)]].concat());
    assert!(mix.missing.is_empty());
    assert_eq!(mix.suppliers[0].share.get(), 0.5);
    let rest = mix.remainder.unwrap();
    assert_eq!((rest.at_least, rest.quantity, rest.at_most, rest.inside.len()), (45.0, 50.0, 55.0, 1));
}

#[test]
fn one_that_the_total_leaves_out_makes_the_answer_incomplete() {
    let o = origin();
    let excludes = [CountryCode::new("USA").unwrap()];
    let world = Entry { excludes: &excludes, ..told(Party::World, 81.0, &o) };
    let mix = Mix::new(&[told(country("CHN"), 60.0, &o), withheld("USA", &o), world]);
    assert_eq!(mix.missing.len(), 1);
    assert!(mix.unknown_share().is_none() && mix.total_reading().high().is_none());
}

#[test]
fn a_named_supplier_that_the_total_leaves_out_does_not_take_room_in_it() {
    let o = origin();
    let excludes = [CountryCode::new("USA").unwrap()];
    let world = Entry { excludes: &excludes, ..told(Party::World, 100.0, &o) };
    let rows = [told(country("AUS"), 60.0, &o), told(country("USA"), 40.0, &o), withheld("CHN", &o), world];
    let mix = Mix::new(&rows);
    assert_eq!(mix.remainder.unwrap().quantity, 40.0);
}

#[test]
fn what_is_untold_in_a_total_that_the_rows_fill_is_at_most_its_rounding() {
    let o = origin();
    let unknown = entry(Party::Other, None, Status::NotAvailable, &o);
    let mix = Mix::new(&[told(country("USA"), 18_578.0, &o), unknown, told(Party::World, 19_000.0, &o)]);
    let rest = mix.remainder.as_ref().unwrap();
    assert_eq!((rest.at_least, rest.quantity, rest.at_most), (0.0, 0.0, 922.0));
    assert_eq!((mix.total, mix.obstacle), (18_578.0, None));
}

#[test]
fn a_remainder_that_nobody_tells_leaves_no_shares() {
    let o = origin();
    let rest = entry(Party::Other, None, Status::NotAvailable, &o);
    let mix = Mix::new(&[told(country("USA"), 60.0, &o), rest]);
    assert_eq!(mix.obstacle, Some(Obstacle::RemainderUnknown));
    assert_eq!(mix.total_reading().low(), Some(60.0));
    let open = bound(Party::Other, Some(9.0), None, &o);
    let mix = Mix::new(&[told(country("USA"), 60.0, &o), open]);
    assert_eq!(mix.obstacle, Some(Obstacle::RemainderUnknown));
    assert_eq!(mix.total_reading().low(), Some(69.0));
}

#[test]
fn more_than_keeps_its_low_end_and_has_no_high_one() {
    let o = origin();
    let mix = Mix::new(&[told(country("AUS"), 100.0, &o), bound(country("COD"), Some(900.0), None, &o)]);
    assert_eq!(mix.suppliers[0].country.as_str(), "COD");
    assert_eq!(mix.suppliers[0].share.get(), 0.9);
    let hhi = squares(&mix, 1.0, |_| Some(1.0)).unwrap();
    assert!(hhi.high().is_none() && mix.is_bounded());
}

#[test]
fn a_bounded_remainder_is_known_between_its_ends_only() {
    let o = origin();
    let mix = Mix::new(&[told(country("COD"), 100.0, &o), bound(Party::Other, None, Some(50.0), &o)]);
    let hhi = squares(&mix, 1.0, |_| Some(1.0)).unwrap();
    assert_eq!((hhi.value(), hhi.high()), (Some(1.0), Some(1.0)));
    assert!((hhi.low().unwrap() - 4.0 / 9.0).abs() < 1e-12);
    assert_eq!(mix.total_reading().high(), Some(150.0));
}

#[test]
fn a_total_far_from_the_rows_is_told_and_widens_the_remainder() {
    let o = origin();
    let mix = Mix::new(&[told(country("COD"), 100.0, &o), told(Party::World, 1_000.0, &o)]);
    assert_eq!(mix.mismatch, Some(900.0));
    assert!(squares(&mix, 1.0, |_| Some(1.0)).unwrap().low().unwrap() < 0.02);
    let mix = Mix::new(&[told(country("COD"), 100.0, &o), told(Party::World, 10.0, &o)]);
    assert_eq!(mix.mismatch, Some(-90.0));
}

#[test]
fn unlike_goods_several_sources_unlike_units_and_nothing_at_all_leave_no_shares() {
    let o = origin();
    let obstacle = |rows: &[Entry<'_>]| Mix::new(rows).obstacle;
    let ore = entry(country("CHN"), Some(1.0), Status::NotAdditive, &o);
    assert_eq!(obstacle(&[ore]), Some(Obstacle::NotAdditive));
    assert_eq!(Mix::new(&[ore]).suppliers.len(), 1, "they are still shown");
    let twice = [told(country("CHN"), 1.0, &o), told(country("CHN"), 2.0, &o)];
    assert_eq!(obstacle(&twice), Some(Obstacle::SeveralSources));
    let totals = [told(Party::World, 1.0, &o), told(Party::World, 2.0, &o)];
    assert!(Mix::new(&totals).published.is_none());
    let carats = Entry { unit: Unit::Ct, ..told(country("AUS"), 1.0, &o) };
    assert_eq!(obstacle(&[told(country("CHN"), 1.0, &o), carats]), Some(Obstacle::MixedUnits));
    assert_eq!(obstacle(&[]), Some(Obstacle::ZeroTotal));
    assert_eq!(obstacle(&[entry(country("CHN"), None, Status::Nil, &o)]), Some(Obstacle::ZeroTotal));
    assert_eq!(obstacle(&[told(Party::World, 80.0, &o)]), Some(Obstacle::NobodyNamed));
    assert_eq!(obstacle(&[bound(country("COD"), None, Some(9.0), &o)]), Some(Obstacle::NobodyNamed));
    let lump = [told(country("USA"), 1.0, &o), told(Party::Other, 99.0, &o)];
    assert_eq!(obstacle(&lump), Some(Obstacle::MostlyUnnamed));
}
