//! Codes in the publisher's files that are no mineral of ours, with the reason.

use super::layout::Revision;

const FUEL: &str = "coal for burning, oil and gas";
const SCRAP: &str = "scrap of precious metals, whichever";
const TWICE: &str = "HS92 has the goods under a code of its own";

const LEFT_OUT: &[(Revision, &str, &str)] = &[
    (Revision::Hs92, "270111", FUEL),
    (Revision::Hs92, "270119", FUEL),
    (Revision::Hs92, "270210", FUEL),
    (Revision::Hs92, "270220", FUEL),
    (Revision::Hs92, "270900", FUEL),
    (Revision::Hs92, "271111", FUEL),
    (Revision::Hs92, "271121", FUEL),
    (Revision::Hs92, "711290", SCRAP),
    (Revision::Hs17, "252800", TWICE), // natural borates: 252890
    (Revision::Hs17, "810320", TWICE), // tantalum without its scrap: within 810310
    (Revision::Hs17, "811212", TWICE), // beryllium without its scrap: within 811211
];

/// Why a code of an edition is set aside.
pub fn reason(revision: Revision, code: &str) -> Option<&'static str> {
    LEFT_OUT.iter().find(|(of, known, _)| (*of, *known) == (revision, code)).map(|(_, _, reason)| *reason)
}
