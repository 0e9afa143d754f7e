//! The study's files, told apart by their headers; the two of supply shares have one, and tell by their names.

use crate::diag::{Code, Diagnostic, quote};

/// What a file is; in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Shares in the world's supply.
    World,
    /// Shares in the Union's supply.
    Union,
    /// Scores over time.
    Scores,
    /// Stage, scope, scores and parameters of this edition.
    Parameters,
    /// Shares in use.
    Uses,
    /// Materials by group.
    Groupings,
}

/// The tables of figures, each with what it is of.
pub const OF_FIGURES: [(Kind, &str); 5] = [
    (Kind::World, "global supply shares"),
    (Kind::Union, "EU supply shares"),
    (Kind::Scores, "scores over time"),
    (Kind::Parameters, "parameters"),
    (Kind::Uses, "use shares"),
];

const SHARES: &str = "Material,Stage,Country,Share,t";
const SCORES: &str = "Material,Year,SR,EI";
const PARAMETERS: &str =
    "material,stage,scope,sr_published,ei_published,import_reliance_pct,eol_rir_pct,si_sr,si_ei";
const USES: &str = "Material,Application,Share,NACE sector,VA in million €";
const GROUPINGS: &str = "screened_material,perm_noXREE_noPGM,perm_noXREE_PGM,perm_XREE_noPGM,perm_XREE_PGM";

/// The kind of a file, by its header and name.
pub fn of(header: &str, name: &str) -> Option<Kind> {
    match header {
        SHARES if name.contains("Global") => Some(Kind::World),
        SHARES if name.contains("EU") => Some(Kind::Union),
        SCORES => Some(Kind::Scores),
        PARAMETERS => Some(Kind::Parameters),
        USES => Some(Kind::Uses),
        GROUPINGS => Some(Kind::Groupings),
        _ => None,
    }
}

/// The error about a file of no kind.
pub fn unknown(name: &str) -> Diagnostic {
    let message = format!("`{}` is no table of the study that is known", quote(name));
    let help = format!(
        "the first line must be `{SHARES}` (with `Global` or `EU` in the file's name), `{SCORES}`, \
         `{PARAMETERS}`, `{USES}` or `{GROUPINGS}`"
    );
    Diagnostic::error(Code::UnknownTable, message).help(help)
}

impl Kind {
    /// How many columns the file has.
    pub fn width(self) -> usize {
        match self {
            Self::Scores => 4,
            Self::Parameters => 9,
            Self::World | Self::Union | Self::Uses | Self::Groupings => 5,
        }
    }
}
