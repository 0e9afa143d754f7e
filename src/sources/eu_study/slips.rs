//! What the study's tables print otherwise than one another, or in a wrong place.

/// Materials under names that only one table has, and ours.
pub const MATERIALS: [(&str, &str); 5] = [
    ("Heavy Rare earths Elements", "heavy-rare-earths"),
    ("Lime", "limestone"), // what the other tables call limestone, with the same scores
    ("Phosphorous", "phosphorus"),
    ("Talc, Steatite & Pyrophyllite", "talc"),
    ("Titanium ores", "titanium"),
];

/// A country under a name that may mean two: beside it stands `Congo, D.R.`
pub const CONGO: (&str, &str) = ("Congo", "COG");

/// A share that lacks its percent sign: material, stage, country, text.
pub const BARE_SHARE: [&str; 4] = ["Silicon metal", "P", "Germany", "6"];

/// In the table of uses, `Titanium` has the uses of the metal, which give the metal's score.
pub const USES_OF_TITANIUM: (&str, &str) = ("Titanium", "Titanium metal");

/// In the table of uses, the divisions of this material stand in other rows than their value added,
/// which fits the applications and gives the published score.
pub const SHIFTED_DIVISIONS: &str = "Manganese";

/// A use that is printed twice: the shares of its material add up to 1 without the second.
pub const PRINTED_TWICE: [&str; 2] = ["Magnesium", "Construction"];
