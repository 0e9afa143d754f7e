//! Where a country or a group stands among the suppliers of a mineral, and among the holders of its
//! reserves.

use std::collections::BTreeSet;

use super::Part;
use crate::model::reserves::{Life, years};
use crate::model::{
    Answer, Consumer, CountryCode, Dataset, MineralId, MineralInfo, Mix, Period, Reserves, Stage, Supply,
    Year,
};

/// Where it stands in one mix.
#[derive(Debug, Clone)]
pub struct Standing<'r> {
    /// Of which mineral.
    pub info: &'r MineralInfo,
    /// At which stage; reserves are at the mine.
    pub stage: Stage,
    /// Of which year the mix is.
    pub year: Year,
    /// The years averaged over, where the figures are shares.
    pub period: Option<Period>,
    /// The publisher's editions.
    pub source: &'r str,
    /// What is weighed.
    pub basis: &'r str,
    /// The mix.
    pub mix: &'r Mix<'r>,
    /// Its part of the mix.
    pub part: Part,
    /// Of reserves: how they compare with its own mine output.
    pub life: Option<Life>,
}

/// The members that have a row of a mineral, at a stage and in a year: also one that says nothing.
pub(super) struct Told<'a>(BTreeSet<(&'a MineralId, Option<Stage>, Year, CountryCode)>);

impl<'a> Told<'a> {
    pub(super) fn of(dataset: &'a Dataset, whose: &Consumer) -> Self {
        let output = dataset.production.iter().map(|r| (&r.mineral, Some(r.stage), r.year, r.party));
        let held = dataset.reserves.iter().map(|r| (&r.mineral, None, r.year, r.party));
        let shares =
            dataset.supply_shares.iter().map(|r| (&r.mineral, Some(r.stage), r.period.last, r.party));
        let ours = |(mineral, stage, year, party): (&'a MineralId, _, _, crate::model::Party)| {
            Some((mineral, stage, year, party.country().filter(|c| whose.has(*c))?))
        };
        Self(output.chain(held).chain(shares).filter_map(ours).collect())
    }

    /// A member has no row there.
    fn is_silent(&self, whose: &Consumer, mineral: &MineralId, stage: Option<Stage>, year: Year) -> bool {
        whose.members.iter().any(|member| !self.0.contains(&(mineral, stage, year, *member)))
    }
}

/// What it puts out of a mineral at each stage.
pub(super) fn output<'r>(
    answer: &'r Answer<'r>,
    whose: &Consumer,
    told: &Told<'_>,
) -> impl Iterator<Item = Standing<'r>> {
    let standing = |supply: &'r Supply<'r>| {
        let silent = told.is_silent(whose, &answer.info.id, Some(supply.stage), supply.year);
        let Supply { stage, year, period, source, basis, mix, .. } = supply;
        let part = Part::of(mix, whose, silent)?;
        let (info, stage, year, period) = (answer.info, *stage, *year, *period);
        Some(Standing { info, stage, year, period, source, basis, mix, part, life: None })
    };
    answer.stages.iter().filter_map(standing).collect::<Vec<_>>().into_iter()
}

/// What it holds of a mineral in the ground.
pub(super) fn reserves<'r>(
    answer: &'r Answer<'r>,
    whose: &Consumer,
    told: &Told<'_>,
    mined: Option<&Standing<'_>>,
) -> Option<Standing<'r>> {
    let Reserves { year, source, basis, mix, .. } = answer.reserves.as_ref()?;
    let silent = told.is_silent(whose, &answer.info.id, None, *year);
    let part = Part::of(mix, whose, silent)?;
    let life = life(&part, mix, basis, mined);
    Some(Standing {
        info: answer.info,
        stage: Stage::Mine,
        year: *year,
        period: None,
        source,
        basis,
        mix,
        part,
        life: Some(life),
    })
}

fn life(held: &Part, mix: &Mix<'_>, basis: &str, mined: Option<&Standing<'_>>) -> Life {
    if held.quantity.value().is_none() && held.quantity.low().is_none_or(|low| low <= 0.0) {
        return Life::Absent("no reserves are given as a figure");
    }
    let Some(mined) = mined else { return Life::Absent("no mine output to compare with") };
    years((held.quantity, mix.unit, basis), (mined.part.quantity, mined.mix.unit, mined.basis))
}
