//! What must hold of traced origins: the published rule, mass balances, circles.

#![allow(
    clippy::float_cmp,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test file: a failure is meant to stop it"
)]

use proptest::prelude::*;

use super::*;
use crate::model::CountryCode;

const CODES: [&str; 6] = ["AUS", "BEL", "CHN", "DEU", "EST", "FIN"];

fn party(code: &str) -> Party {
    Party::Country(CountryCode::new(code).unwrap())
}

fn network(output: &[(&str, f64)], flows: &[(&str, &str, f64)]) -> Network {
    Network {
        output: output.iter().map(|(who, q)| (party(who), *q)).collect(),
        flows: flows.iter().map(|(from, to, q)| ((party(from), party(to)), *q)).collect(),
    }
}

fn used_by(network: &Network, who: &str) -> Use {
    network.trace(|p| p == party(who)).unwrap()
}

#[test]
fn ore_that_a_trader_sells_on_is_traced_to_its_mine() {
    // A mines 100, sells 60 to the trader B, who mines 10, and 20 to C; B sells 40 to C
    let network = network(
        &[("AUS", 100.0), ("BEL", 10.0)],
        &[("AUS", "BEL", 60.0), ("AUS", "CHN", 20.0), ("BEL", "CHN", 40.0)],
    );
    let used = used_by(&network, "CHN");
    assert!((used.quantity - 60.0).abs() < 1e-12);
    assert!((used.of[&party("AUS")] - (20.0 + 40.0 * 60.0 / 70.0)).abs() < 1e-12);
    assert!((used.of[&party("AUS")] - 54.29).abs() < 0.005);
    assert!((used.of[&party("BEL")] - 40.0 * 10.0 / 70.0).abs() < 1e-12);
    assert_eq!(used.unknown, 0.0);
}

#[test]
fn what_is_sold_beyond_output_and_imports_is_of_unknown_origin() {
    let network = network(&[("AUS", 10.0)], &[("AUS", "BEL", 10.0), ("BEL", "CHN", 25.0)]);
    let used = used_by(&network, "CHN");
    assert!((used.of[&party("AUS")] - 10.0).abs() < 1e-12);
    assert!((used.unknown - 15.0).abs() < 1e-12);
    assert_eq!(used_by(&network, "BEL"), Use::default());
}

#[test]
fn a_circle_that_nothing_enters_or_leaves_is_left_out() {
    let network =
        network(&[("AUS", 10.0)], &[("AUS", "CHN", 10.0), ("BEL", "DEU", 5.0), ("DEU", "BEL", 5.0)]);
    assert_eq!(used_by(&network, "CHN").of[&party("AUS")], 10.0);
    assert_eq!(used_by(&network, "DEU"), Use::default());
}

#[test]
fn a_circle_whose_output_drowns_in_its_trade_is_refused() {
    let network = network(&[("AUS", 1.0)], &[("AUS", "BEL", 1e14), ("BEL", "AUS", 1e14)]);
    let refused = network.trace(|p| p == party("BEL")).unwrap_err();
    assert_eq!(refused.to_string(), "the output of AUS is sold on in a circle, and nobody uses it");
}

#[test]
fn countries_that_sell_one_another_the_same_goods_keep_their_balance() {
    let network = network(
        &[("AUS", 10.0), ("BEL", 4.0)],
        &[("AUS", "BEL", 100.0), ("BEL", "AUS", 95.0), ("BEL", "CHN", 6.0)],
    );
    let all: f64 = ["AUS", "BEL", "CHN"].iter().map(|who| used_by(&network, who).of[&party("AUS")]).sum();
    assert!((all - 10.0).abs() < 1e-9);
}

fn any_network() -> impl Strategy<Value = Network> {
    let quantity = prop_oneof![Just(0.0), 0.0..1000.0_f64, 1e-3..1.0_f64];
    let output = proptest::collection::vec(quantity.clone(), CODES.len());
    let flows = proptest::collection::vec(quantity, CODES.len() * CODES.len());
    (output, flows).prop_map(|(output, flows)| {
        let pairs = CODES.iter().flat_map(|from| CODES.iter().map(move |to| (*from, *to)));
        Network {
            output: CODES.iter().map(|c| party(c)).zip(output).collect(),
            flows: pairs
                .zip(flows)
                .filter(|((from, to), _)| from != to)
                .map(|((from, to), q)| ((party(from), party(to)), q))
                .collect(),
        }
    })
}

proptest! {
    #[test]
    fn all_that_is_put_out_is_used_by_somebody_and_nobody_uses_what_nobody_put_out(network in any_network()) {
        let all: Vec<Use> = CODES.iter().map(|who| used_by(&network, who)).collect();
        for (who, output) in &network.output {
            let used = sum(all.iter().filter_map(|u| u.of.get(who).copied()));
            prop_assert!((used - output).abs() <= 1e-9 * output.max(1.0), "{who}: {used} of {output}");
        }
        for used in &all {
            let known = sum(used.of.values().copied()) + used.unknown;
            prop_assert!((known - used.quantity).abs() <= 1e-9 * used.quantity.max(1.0));
            prop_assert!(used.unknown >= 0.0 && used.of.values().all(|q| *q > 0.0));
        }
    }

    #[test]
    fn a_group_uses_what_its_members_use(network in any_network()) {
        let both = network.trace(|p| p == party("BEL") || p == party("DEU")).unwrap();
        let (one, two) = (used_by(&network, "BEL"), used_by(&network, "DEU"));
        prop_assert!((both.quantity - one.quantity - two.quantity).abs() <= 1e-9 * both.quantity.max(1.0));
        for who in network.output.keys() {
            let of = |u: &Use| u.of.get(who).copied().unwrap_or(0.0);
            prop_assert!((of(&both) - of(&one) - of(&two)).abs() <= 1e-9 * of(&both).max(1.0));
        }
    }

    #[test]
    fn the_unit_of_the_quantities_does_not_matter(network in any_network()) {
        let thousand = Network {
            output: network.output.iter().map(|(k, q)| (*k, q * 1000.0)).collect(),
            flows: network.flows.iter().map(|(k, q)| (*k, q * 1000.0)).collect(),
        };
        let (one, other) = (used_by(&network, "CHN"), used_by(&thousand, "CHN"));
        prop_assert!((other.quantity - one.quantity * 1000.0).abs() <= 1e-6 * one.quantity.max(1.0));
        prop_assert!((other.unknown - one.unknown * 1000.0).abs() <= 1e-6 * one.quantity.max(1.0));
    }
}
