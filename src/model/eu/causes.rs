//! Where our result differs from the published one though the inputs are the published ones: the term it
//! turns on, and the likely cause, as far as trying other values of one term tells.

use crate::model::MineralId;

/// A published score has one decimal, and so do most of its inputs: a difference up to this is rounding.
pub const ROUNDING: f64 = 0.1;

/// A term of the formula, and what is likely wrong with it in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cause {
    /// Which term: `EoL-RIR`, `HHI_EU`.
    pub term: &'static str,
    /// What is likely the matter.
    pub cause: &'static str,
}

/// No value of one term alone explains it.
const NOT_KNOWN: Cause = Cause { term: "not known", cause: "no other value of one term in print gives it" };

/// The likely causes for supply risk, by mineral.
#[rustfmt::skip]
const OF_RISK: [(&str, &str, &str); 20] = [
    ("arsenic", "scope", "printed are both; the world alone fits"),
    ("beryllium", "HHI_GS", "the largest share is 67 % in one table of the study and 88 % in another"),
    ("chromium", "HHI_EU", "the printed sourcing of the Union lacks Finland"),
    ("germanium", "HHI_EU", "the printed sourcing of the Union repeats the world's shares"),
    ("iridium", "EoL-RIR", "printed is the rate of all platinum metals; a rate of its own of 5 to 8 % fits"),
    ("kaolin", "EoL-RIR", "printed is the rate of iron ore, 31 %; 0 to 2 % fits"),
    ("lanthanum", "HHI_EU", "the printed sourcing of the Union repeats the world's shares"),
    ("lithium", "HHI", "no more than rounded shares and another edition of governance"),
    ("neodymium", "HHI", "neither stage comes to it with the printed shares"),
    ("perlite", "scope", "printed is the world alone; the Union's own sourcing alone fits"),
    ("phosphate-rock", "EoL-RIR", "printed is 0 %; 15 to 24 % fits, the rate of an earlier edition"),
    ("praseodymium", "HHI_EU", "the printed sourcing of the Union repeats the world's shares"),
    ("rhodium", "EoL-RIR", "printed is the rate of all platinum metals; a rate of its own of 26 to 29 % fits"),
    ("ruthenium", "EoL-RIR", "printed is the rate of all platinum metals; a rate of its own of 5 to 7 % fits"),
    ("samarium", "HHI_EU", "the printed sourcing of the Union repeats the world's shares"),
    ("silver", "EoL-RIR", "printed is 4 %; 20 to 29 % fits, the rate of an earlier edition"),
    ("tantalum", "HHI_EU", "the printed sourcing of the Union repeats the world's shares"),
    ("terbium", "EoL-RIR", "printed is 1 %; 6 to 8 % fits, the rate of an earlier edition"),
    ("vanadium", "EoL-RIR", "printed is 6 %; 0 to 2 % fits, the rate of an earlier edition"),
    ("yttrium", "EoL-RIR", "printed is 1 %; 31 to 33 % fits, the rate of an earlier edition"),
];

/// The likely cause of a difference in supply risk.
pub(super) fn of_risk(mineral: &MineralId) -> Cause {
    let found = OF_RISK.iter().find(|(of, ..)| *of == mineral.as_str());
    found.map_or(NOT_KNOWN, |(_, term, cause)| Cause { term, cause })
}

/// The likely cause of a difference in economic importance, with part of the use without a sector.
pub(super) fn of_importance(without_sector: f64) -> Cause {
    if without_sector > 0.02 {
        let cause = "part of the use has no sector in print, and counts as nothing";
        Cause { term: "uses", cause }
    } else {
        Cause { term: "uses", cause: "no value of SI_EI in print gives it with the printed uses" }
    }
}
