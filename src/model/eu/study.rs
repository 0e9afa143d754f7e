//! The study's published inputs by mineral, and the score that they give.

use std::collections::BTreeMap;

use super::edition::{EDITION, PUBLISHER, SCHEME, UNION, window};
use super::importance::Importance;
use super::own::Own;
use super::risk::{Risk, Sides};
use super::sourcing::{Source, Sourcing};
use super::span::Span;
use super::{EuScore, Made, Published};
use crate::model::concentration::sum;
use crate::model::select::is_of;
use crate::model::{
    CountryCode, Dataset, EndUseRow, Governance, MineralId, MineralInfo, Origin, ParameterRow, Party,
    PublishedScoreRow, Scope, Stage, SupplyShareRow,
};

/// For whom a score is made.
#[derive(Debug, Clone, Copy)]
pub enum View<'v, 'a> {
    /// The world: its supply alone, and every trade factor 1.
    World,
    /// The Union, as the study scores it.
    Union,
    /// Another consumer, outside the guidelines: what is known of its sourcing of the mineral, by stage.
    Other(&'v BTreeMap<Stage, Own<'a>>),
}

/// The rows of one edition, by mineral.
#[derive(Debug)]
pub struct Study<'a> {
    dataset: &'a Dataset,
    governance: Governance<'a>,
    shares: BTreeMap<&'a MineralId, Vec<&'a SupplyShareRow>>,
    parameters: BTreeMap<&'a MineralId, Vec<&'a ParameterRow>>,
    published: BTreeMap<&'a MineralId, Vec<&'a PublishedScoreRow>>,
    uses: BTreeMap<&'a MineralId, Vec<&'a EndUseRow>>,
    largest: Option<&'a EndUseRow>,
}

impl<'a> Study<'a> {
    /// Sorts the rows of the edition by mineral.
    #[must_use]
    pub fn new(dataset: &'a Dataset) -> Self {
        let of_edition = |edition: &str| *edition == *EDITION;
        let uses = || of_publisher(&dataset.end_uses, |r| &r.origin).filter(|r| r.region.is_of(UNION));
        let added = |r: &&EndUseRow| r.value_added.unwrap_or_default();
        Self {
            dataset,
            governance: window()
                .map_or_else(Governance::default, |w| Governance::new(&dataset.governance, w)),
            shares: by_mineral(of_publisher(&dataset.supply_shares, |r| &r.origin), |r| &r.mineral),
            parameters: by_mineral(dataset.parameters.iter().filter(|r| of_edition(&r.edition)), |r| {
                &r.mineral
            }),
            published: by_mineral(
                dataset.published_scores.iter().filter(|r| *r.scheme == *SCHEME && of_edition(&r.edition)),
                |r| &r.mineral,
            ),
            uses: by_mineral(uses(), |r| &r.mineral),
            // of equal ones the first, whatever the order of rows
            largest: uses()
                .filter(|r| added(r) > 0.0)
                .min_by(|a, b| added(b).total_cmp(&added(a)).then_with(|| a.origin.line.cmp(&b.origin.line))),
        }
    }

    /// A mineral's score; none where the edition has none, or not for such a view.
    #[must_use]
    pub fn score(&self, info: &'a MineralInfo, view: View<'_, 'a>) -> Option<EuScore<'a>> {
        let of_name = |name: &str| self.rows(&self.published, &info.id).find(|r| *r.name == *name);
        let published = Published { risk: of_name("sr"), importance: of_name("ei") };
        let row = published.risk.or(published.importance)?;
        let (stage, printed) = (row.stage?, Sides::parse(&row.scope)?);
        let sides = match view {
            View::World => Sides::World,
            View::Union => printed,
            View::Other(_) => Sides::Both,
        };
        let members = self.members(info, view);
        let made = if members.is_empty() {
            Made::Own(Box::new(self.risk(info, stage, sides, view)?))
        } else {
            Made::Mean(members)
        };
        let importance = match (view, &made) {
            (View::Union, Made::Own(_)) => Some(self.importance(info, stage)),
            _ => None,
        };
        let (union, outside) = (matches!(view, View::Union), matches!(view, View::Other(_)));
        Some(EuScore { info, stage, sides, made, importance, published, union, outside })
    }

    /// The scores of a family's members, where the family has no parameters of its own.
    fn members(&self, info: &'a MineralInfo, view: View<'_, 'a>) -> Vec<EuScore<'a>> {
        // what another consumer depends on is told by mineral, not of a family's members
        let other = matches!(view, View::Other(_));
        if other || self.rows(&self.parameters, &info.id).any(|r| &*r.name == "si_sr") {
            return Vec::new();
        }
        let minerals = self.dataset.minerals.values();
        let its = minerals.filter(|m| m.family.as_ref() == Some(&info.id));
        its.filter_map(|member| self.score(member, view)).collect()
    }

    fn risk(
        &self,
        info: &'a MineralInfo,
        stage: Stage,
        sides: Sides,
        view: View<'_, 'a>,
    ) -> Option<Risk<'a>> {
        let parameter = |name| self.parameter(&info.id, stage, name, None, None);
        let (recycling, substitution) = (parameter("eol_rir"), parameter("si_sr"));
        let union = matches!(view, View::Union);
        let world =
            sides.takes_world().then(|| self.sourcing(&info.id, stage, &Scope::World, union)).flatten();
        let mut risk =
            Risk { sides, world, own: None, reliance: None, net_exporter: false, recycling, substitution };
        match view {
            View::World => {
                // beside other numbers it stands only where nothing has to be assumed
                (risk.world.is_some() && recycling.is_some() && substitution.is_some()).then_some(risk)
            }
            View::Union => {
                let scope = Scope::Of(UNION.into());
                if sides.takes_own() {
                    risk.own = self.sourcing(&info.id, stage, &scope, true);
                }
                if sides == Sides::Both {
                    let row = self.parameter(&info.id, stage, "import_reliance", Some(&scope), None);
                    risk.reliance = row.map(|r| (Span::exact(r.value), vec![&r.origin]));
                }
                (risk.world.is_some() || risk.own.is_some()).then_some(risk)
            }
            View::Other(own) => {
                let own = own.get(&stage)?.clone();
                let weighed = own.sources.into_iter().map(|(country, share, origins)| Source {
                    country,
                    share,
                    status: None,
                    weight: self.governance.of(country).cloned(),
                    factor: 1.0,
                    origins,
                });
                risk.own = Some(Sourcing::new(weighed.collect(), Vec::new(), own.unnamed));
                risk.net_exporter = own.net_exporter;
                risk.reliance = Some((own.reliance, own.origins));
                risk.world.is_some().then_some(risk)
            }
        }
    }

    /// The suppliers of one scope at one stage, of the newest period; with the study's trade factors, or
    /// with 1. A supplier without a row of its factor has 1.
    fn sourcing(&self, id: &MineralId, stage: Stage, scope: &Scope, factors: bool) -> Option<Sourcing<'a>> {
        let rows: Vec<&'a SupplyShareRow> =
            self.rows(&self.shares, id).filter(|r| r.stage == stage && r.scope == *scope).collect();
        let newest = rows.iter().map(|r| (r.period.last, r.period.first)).max()?;
        let (mut sources, mut others) = (Vec::new(), Vec::new());
        for row in rows.into_iter().filter(|r| (r.period.last, r.period.first) == newest) {
            let share = Span::of_share(row.share);
            let Party::Country(country) = row.party else {
                others.push((share, &row.origin));
                continue;
            };
            let factor = if factors {
                self.parameter(id, stage, "trade_factor", Some(scope), Some(country))
            } else {
                None
            };
            sources.push(Source {
                country,
                share,
                status: Some(row.share.status),
                weight: self.governance.of(country).cloned(),
                factor: factor.map_or(1.0, |r| r.value),
                origins: std::iter::once(&row.origin).chain(factor.map(|r| &r.origin)).collect(),
            });
        }
        let unnamed = (1.0 - sum(sources.iter().map(|s| s.share.low))).max(0.0);
        (!sources.is_empty()).then(|| Sourcing::new(sources, others, unnamed))
    }

    fn importance(&self, info: &MineralInfo, stage: Stage) -> Result<Importance<'a>, String> {
        let uses = self.rows(&self.uses, &info.id).collect();
        Importance::new(uses, self.parameter(&info.id, stage, "si_ei", None, None), self.largest)
    }

    /// A parameter at a stage, else one that holds at both.
    fn parameter(
        &self,
        id: &MineralId,
        stage: Stage,
        name: &str,
        scope: Option<&Scope>,
        country: Option<CountryCode>,
    ) -> Option<&'a ParameterRow> {
        let its = |r: &&'a ParameterRow| {
            *r.name == *name
                && r.stage.is_none_or(|s| s == stage)
                && r.scope.as_ref() == scope
                && r.country == country
        };
        self.rows(&self.parameters, id).filter(its).max_by_key(|r| r.stage.is_some())
    }

    fn rows<'s, R>(
        &self,
        table: &'s BTreeMap<&'a MineralId, Vec<&'a R>>,
        id: &MineralId,
    ) -> impl Iterator<Item = &'a R> + use<'s, 'a, R> {
        table.get(id).into_iter().flatten().copied()
    }
}

/// Rows of the study's publisher, and what a scenario made of them; all where none is its: a table of the user's own.
fn of_publisher<'a, R>(rows: &'a [R], origin: fn(&R) -> &Origin) -> impl Iterator<Item = &'a R> + use<'a, R> {
    let any = rows.iter().any(|r| is_of(origin(r), PUBLISHER));
    rows.iter().filter(move |r| !any || is_of(origin(r), PUBLISHER) || origin(r).is_of_scenario())
}

fn by_mineral<'a, R>(
    rows: impl Iterator<Item = &'a R>,
    mineral: fn(&R) -> &MineralId,
) -> BTreeMap<&'a MineralId, Vec<&'a R>> {
    let mut by: BTreeMap<&MineralId, Vec<&R>> = BTreeMap::new();
    for row in rows {
        by.entry(mineral(row)).or_default().push(row);
    }
    by
}
