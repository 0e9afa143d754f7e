//! The sourcing of another consumer than the Union, from what it depends on. Outside the guidelines, which
//! know the Union's sourcing alone.

use std::collections::BTreeMap;

use super::span::Span;
use crate::model::dependency::{Basis, Dependency};
use crate::model::{CountryCode, Origin, Stage};

/// What another consumer's sourcing is made of.
#[derive(Debug, Clone)]
pub struct Own<'a> {
    /// Foreign sources, with their share in all that it is supplied with. Domestic supply carries no risk.
    pub sources: Vec<(CountryCode, Span, Vec<&'a Origin>)>,
    /// Share of foreign sources that are not named, at most.
    pub unnamed: f64,
    /// Exports exceed imports, so that no supply risk is to be measured.
    pub net_exporter: bool,
    /// Net import reliance.
    pub reliance: Span,
    /// Where the reliance stands.
    pub origins: Vec<&'a Origin>,
}

/// The sourcing by stage, each from the dependency that comes first.
#[must_use]
pub fn own<'a>(dependency: &[Dependency<'a>]) -> BTreeMap<Stage, Own<'a>> {
    let mut by_stage = BTreeMap::new();
    for d in dependency.iter().filter(|d| d.top_source().is_some() || d.is_net_exporter()) {
        by_stage.entry(d.stage).or_insert_with(|| of(d));
    }
    by_stage
}

fn of<'a>(d: &Dependency<'a>) -> Own<'a> {
    let reliance = if d.is_net_exporter() {
        Span::exact(0.0)
    } else {
        d.import_reliance().map_or(Span::within(0.0, 1.0), |reading| Span::of_reading(reading, 0.0, 1.0))
    };
    // shares in imports become shares in all that is used; shares in the whole supply are such already
    let part = if matches!(d.basis, Basis::Sourcing { .. }) { Span::exact(1.0) } else { reliance };
    let source = |(country, source): (CountryCode, &crate::model::dependency::Source<'a>)| {
        (country, Span::exact(source.share.get()).times(part), source.origins.clone())
    };
    Own {
        sources: d.named().map(source).collect(),
        unnamed: d.unnamed() * part.high,
        net_exporter: d.is_net_exporter(),
        reliance,
        origins: d.reliance.iter().flat_map(|r| r.all_origins()).collect(),
    }
}
