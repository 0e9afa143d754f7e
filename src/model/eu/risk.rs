//! Supply risk (SR): `(HHI_GS x IR/2 + HHI_EU x (1 - IR/2)) x (1 - EoL-RIR) x SI_SR`.

use super::sourcing::Sourcing;
use super::span::Span;
use crate::model::{Origin, ParameterRow};

/// The worst that an index can be without a factor above 1.
const WORST: f64 = 10.0;

/// From whose supply a score is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// The world's alone: the consumer's own sourcing is not known well enough.
    World,
    /// The consumer's own alone.
    Own,
    /// Both, weighed by import reliance.
    Both,
}

/// The parts of a supply risk.
#[derive(Debug, Clone)]
pub struct Risk<'a> {
    /// From whose supply.
    pub sides: Sides,
    /// The world's suppliers.
    pub world: Option<Sourcing<'a>>,
    /// The consumer's.
    pub own: Option<Sourcing<'a>>,
    /// Net import reliance of the consumer, and where it stands.
    pub reliance: Option<(Span, Vec<&'a Origin>)>,
    /// The consumer exports more than it imports: nothing hangs on others.
    pub net_exporter: bool,
    /// End-of-life recycling input rate.
    pub recycling: Option<&'a ParameterRow>,
    /// Substitution index for supply risk.
    pub substitution: Option<&'a ParameterRow>,
}

impl Sides {
    /// Reads what the study prints.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::World, Self::Own, Self::Both].into_iter().find(|sides| sides.as_str() == text)
    }

    /// As the study calls it: `GS`, `EU`, `GS+EU`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::World => "GS",
            Self::Own => "EU",
            Self::Both => "GS+EU",
        }
    }

    /// Whether the world's supply counts.
    #[must_use]
    pub fn takes_world(self) -> bool {
        self != Self::Own
    }

    /// Whether the consumer's own supply counts.
    #[must_use]
    pub fn takes_own(self) -> bool {
        self != Self::World
    }
}

impl Risk<'_> {
    /// The index of the world's supply.
    #[must_use]
    pub fn of_world(&self) -> Span {
        self.world.as_ref().map_or(Span::within(0.0, WORST), Sourcing::index)
    }

    /// The index of the consumer's own supply.
    #[must_use]
    pub fn of_own(&self) -> Span {
        self.own.as_ref().map_or(Span::within(0.0, WORST), Sourcing::index)
    }

    /// Import reliance; anything where it is not known.
    #[must_use]
    pub fn import_reliance(&self) -> Span {
        self.reliance.as_ref().map_or(Span::within(0.0, 1.0), |(span, _)| *span)
    }

    /// What recycling leaves to supply.
    #[must_use]
    pub fn unrecycled(&self) -> Span {
        Span::or_within(self.recycling.map(|row| row.value), 0.0, 1.0).left()
    }

    /// The substitution index.
    #[must_use]
    pub fn unsubstituted(&self) -> Span {
        Span::or_within(self.substitution.map(|row| row.value), 0.0, 1.0)
    }

    /// The supply risk.
    #[must_use]
    pub fn span(&self) -> Span {
        let supply = match self.sides {
            Sides::World => self.of_world(),
            Sides::Own => self.of_own(),
            Sides::Both => {
                let half = self.import_reliance().times(Span::exact(0.5));
                self.of_world().blended(self.of_own(), half)
            }
        };
        supply.times(self.unrecycled()).times(self.unsubstituted())
    }

    /// What has no number, so that there are only bounds.
    #[must_use]
    pub fn lacks(&self) -> Vec<&'static str> {
        let takes = self.sides;
        let needs_world =
            takes == Sides::World || (takes == Sides::Both && self.import_reliance().high > 0.0);
        [
            (needs_world && self.world.is_none(), "shares in the world's supply"),
            (takes.takes_own() && self.own.is_none(), "shares in the consumer's own supply"),
            (takes == Sides::Both && self.import_reliance().value.is_none(), "import reliance"),
            (self.recycling.is_none(), "the recycling input rate EoL-RIR"),
            (self.substitution.is_none(), "the substitution index SI_SR"),
        ]
        .into_iter()
        .filter_map(|(lacks, what)| lacks.then_some(what))
        .collect()
    }
}
