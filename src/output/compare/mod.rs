//! Two answers of earlier runs beside each other: what differs in what they were made of, and what moved.

mod cause;
mod moves;
mod node;
mod run;
mod scale;

use serde::Serialize;

pub use cause::{Cause, Was};
pub use moves::{Move, Side};
pub use run::{Flaw, Run};

/// One result of `compare`: what may have moved figures comes first, then the figures.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "most of them are moves")]
pub enum Difference {
    /// An input, a parameter or the version.
    Cause(Cause),
    /// A figure.
    Move(Move),
}

/// Everything that differs between two answers of the same command.
#[must_use]
pub fn compare(old: &Run, new: &Run) -> Vec<Difference> {
    let (causes, listed) = cause::Causes::between(old, new);
    let moves = moves::moves(&old.results, &new.results, &causes);
    listed.into_iter().map(Difference::Cause).chain(moves.into_iter().map(Difference::Move)).collect()
}

impl Difference {
    /// It, if it is a move.
    #[must_use]
    pub fn as_move(&self) -> Option<&Move> {
        match self {
            Self::Move(found) => Some(found),
            Self::Cause(_) => None,
        }
    }

    /// It, if it is a cause.
    #[must_use]
    pub fn as_cause(&self) -> Option<&Cause> {
        match self {
            Self::Cause(found) => Some(found),
            Self::Move(_) => None,
        }
    }
}
