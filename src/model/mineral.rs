//! Minerals as their sources list them, and the two stages of supply.

use std::fmt;
use std::sync::Arc;

use thiserror::Error;

/// A mineral's id in kebab case: `rare-earths`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MineralId(Arc<str>);

/// The text is not lower-case kebab case.
#[derive(Debug, Error)]
#[error("`{0}` is not a mineral id: lower-case letters, digits and single hyphens")]
pub struct NotAMineralId(pub String);

impl MineralId {
    /// Takes lower-case words joined by hyphens.
    ///
    /// # Errors
    /// [`NotAMineralId`] for anything else.
    pub fn new(id: &str) -> Result<Self, NotAMineralId> {
        let word = |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if id.split('-').all(word) { Ok(Self(id.into())) } else { Err(NotAMineralId(id.to_owned())) }
    }

    /// The id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for MineralId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where in the chain a quantity stands. Stages are never summed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Extraction.
    Mine,
    /// Processing: smelting, refining, separation.
    Refinery,
}

/// The text is neither `mine` nor `refinery`.
#[derive(Debug, Error)]
#[error("`{0}` is not a stage: `mine` or `refinery`")]
pub struct NotAStage(pub String);

impl Stage {
    /// Both stages, in the order of the chain.
    pub const ALL: [Self; 2] = [Self::Mine, Self::Refinery];

    /// `mine` or `refinery`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Refinery => "refinery",
        }
    }

    /// Reads `mine` or `refinery`.
    ///
    /// # Errors
    /// [`NotAStage`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotAStage> {
        Self::ALL.into_iter().find(|s| s.as_str() == text).ok_or_else(|| NotAStage(text.to_owned()))
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
