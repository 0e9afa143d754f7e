//! The concordance `hs_codes`: what it must hold for a flow to be counted once, and rightly.

use std::collections::{BTreeMap, BTreeSet};

use minerals::model::{Confidence, HsCodeRow, Stage};

use super::KNOWN;

fn codes() -> &'static [HsCodeRow] {
    &KNOWN.dataset.hs_codes
}

#[test]
fn a_code_is_of_one_edition_and_one_wording_and_stands_in_order() {
    let mut by_code: BTreeMap<&str, BTreeSet<(&str, &str)>> = BTreeMap::new();
    for row in codes() {
        assert!(matches!(&*row.revision, "HS92" | "HS17"), "{row:?}");
        by_code.entry(&row.code).or_default().insert((&row.revision, &row.product));
    }
    assert!(by_code.len() > 70 && by_code.values().all(|editions| editions.len() == 1));
    assert!(codes().is_sorted_by_key(|row| (&row.code, &row.mineral, row.stage)));
}

#[test]
fn what_is_weighed_is_told_wherever_a_content_is_given() {
    let with = |row: &&HsCodeRow| row.content.is_some();
    for HsCodeRow { code, mineral, stage, confidence, note, .. } in codes().iter().filter(with) {
        let basis = KNOWN.dataset.minerals[mineral].basis.get(stage);
        assert!(basis.is_some_and(|basis| !basis.is_empty()), "{mineral} under {code} has no basis");
        assert_eq!(
            *confidence,
            Confidence::Exact,
            "{mineral} under {code}: of several minerals none is told"
        );
        assert!(!note.is_empty(), "{mineral} under {code}: which formula?");
    }
}

/// Atomic weights, abridged, IUPAC 2021.
const WEIGHTS: [(&str, f64); 7] =
    [("H", 1.008), ("C", 12.011), ("O", 15.999), ("Li", 6.94), ("V", 50.942), ("Sr", 87.62), ("Co", 58.933)];

fn weight(atoms: &[(&str, f64)]) -> f64 {
    let of = |symbol: &str| WEIGHTS.iter().find(|(known, _)| *known == symbol).unwrap().1;
    atoms.iter().map(|(symbol, count)| count * of(symbol)).sum()
}

#[test]
fn contents_are_those_of_the_formulas() {
    let of = |code: &str| codes().iter().find(|row| &*row.code == code).unwrap().content.unwrap();
    for (code, metal, all) in [
        ("283691", &[("Li", 2.0)][..], &[("Li", 2.0), ("C", 1.0), ("O", 3.0)][..]),
        ("282520", &[("Li", 1.0)], &[("Li", 1.0), ("O", 2.0), ("H", 3.0)]), // LiOH.H2O
        ("282530", &[("V", 2.0)], &[("V", 2.0), ("O", 5.0)]),
        ("283692", &[("Sr", 1.0)], &[("Sr", 1.0), ("C", 1.0), ("O", 3.0)]),
    ] {
        let share = weight(metal) / weight(all);
        assert!((of(code) - share).abs() < 1e-4, "{code}: {} and {share}", of(code));
    }
}

#[test]
fn a_code_of_several_minerals_has_a_row_of_each() {
    let minerals = |code: &str| {
        codes().iter().filter(|row| &*row.code == code).map(|row| row.mineral.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(
        minerals("811292"),
        ["gallium", "germanium", "hafnium", "indium", "niobium", "rhenium", "vanadium"]
    );
    assert_eq!(minerals("280429"), ["helium", "krypton", "neon", "xenon"]);
    assert_eq!(minerals("284690").len(), 19, "rare earths, three groups, fourteen elements and scandium");
    assert!(minerals("284610").contains(&"cerium") && !minerals("284690").contains(&"cerium"));
}

#[test]
fn a_mineral_that_shares_a_code_with_others_is_of_a_basket() {
    let mut exact: BTreeMap<(&str, Stage), Vec<&str>> = BTreeMap::new();
    for row in codes().iter().filter(|row| row.confidence == Confidence::Exact) {
        exact.entry((&row.code, row.stage)).or_default().push(row.mineral.as_str());
    }
    // one goods that two of our minerals name: a family and its member, a whole and its kind
    for ((code, _), minerals) in exact.into_iter().filter(|(_, minerals)| minerals.len() > 1) {
        let whole = ["clays", "platinum-group-metals", "rare-earths", "silicon", "titanium"];
        assert!(minerals.iter().any(|mineral| whole.contains(mineral)), "{code}: {minerals:?}");
    }
}
